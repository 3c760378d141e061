"""An entry as a feed has it, and what becomes of it: clean lines and Markdown."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from reader.model.addresses import compared
from reader.sources.feeds.entry import Entry, language_of
from reader.sources.metadata import line
from reader.store.entries import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

LONGEST = 1_000_000
"""Characters of one entry's body that are read."""

_LONGEST_TITLE = 20_000
_LONGEST_NAME = 500
_MARKUP = re.compile(
    r"</?(?:a|abbr|acronym|b|big|blink|cite|code|del|div|em|embed|font|h\d|i|iframe|img|ins|kbd|link|mark|meta|nobr|object"
    r"|p|q|s|script|small|span|strike|strong|style|sub|sup|svg|tt|u|video|audio|wbr)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"<(script|style)\b[^<>]{0,2000}>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/h\d)\b[^<>]{0,200}>", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+")
_ESCAPED = re.compile(r"([\\\[\]<>*_`])")


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry as a feed has it."""

    id: str = ""
    url: str = ""
    title: str = ""
    is_title_html: bool = True
    """May there be markup in the title?"""

    body: str = ""
    is_html: bool = True
    base: str = ""
    """What relative addresses in the body are relative to."""

    author: str = ""
    published: str = ""
    language: str = ""
    source: str = ""
    enclosures: tuple[str, ...] = ()
    """Addresses of what comes with it: a recording, a film."""


def entry(piece: Piece, known: Collection[str]) -> Entry:
    """What a piece says; the body only where `known` has no entry that said the same."""
    said = digest(
        piece.id, compared(piece.url) or piece.url, piece.title, piece.author, piece.body, "\n".join(piece.enclosures)
    )
    is_known = said in known
    return Entry(
        id=line(piece.id),
        url=piece.url,
        title=title(piece.title, is_html=piece.is_title_html),
        author=line(piece.author),
        published=piece.published,
        language=language_of(piece.language),
        source=line(piece.source),
        body="" if is_known else body(piece),
        said=said,
        is_known=is_known,
    )


def title(words: str, *, is_html: bool) -> str:
    """A title as one clean line without markup; what only looks like markup stays."""
    words = words[:_LONGEST_TITLE]
    if is_html and ("<" in words or "&" in words):
        words = html.unescape(_MARKUP.sub("", _BREAK.sub(" ", _PROGRAM.sub("", words))))
    return line(words)


def body(piece: Piece) -> str:
    """The Markdown of a piece: its words and what comes with it; where there is neither its address, or its title."""
    from reader.sources.html.markdown import to_markdown  # noqa: PLC0415 - what is known needs no parser

    words = piece.body[:LONGEST]
    made = to_markdown(words if piece.is_html else paragraphs(words), piece.base or piece.url).strip()
    links = [_link(address) for address in piece.enclosures[:20] if address not in made]
    if not made and not links:
        words = title(piece.title, is_html=piece.is_title_html)
        links = [_link(piece.url) if piece.url else to_markdown(paragraphs(words)).strip()]
    return "\n\n".join(filter(None, (made, *links))) + "\n"


def paragraphs(words: str) -> str:
    """Plain words as HTML: an empty line parts paragraphs."""
    parts = re.split(r"\n[ \t\r]*\n\s*", words.strip())
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts)


def names(people: Iterable[str]) -> str:
    """People's names as one line; an address of mail is no name."""
    found = dict.fromkeys(line(_MAIL.sub("", name[:_LONGEST_NAME])).strip(" ()<>,;") for name in people)
    return ", ".join(filter(None, list(found)[:20]))


def _link(address: str) -> str:
    """A link that is called as the file it leads to."""
    parts = urlsplit(address)
    name = line(unquote(parts.path.rstrip("/").rpartition("/")[2])) or parts.netloc
    called = _ESCAPED.sub(r"\\\1", name)
    where = re.sub(r"[\s<>\\]", lambda found: f"%{ord(found[0]):02X}", address)
    return f"[{called}](<{where}>)"
