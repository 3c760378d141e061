"""The head of a mail: who wrote it, when, about what."""

from __future__ import annotations

import re
from dataclasses import replace
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parseaddr
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.dates import to_iso
from reader.sources.decoding import decode
from reader.sources.metadata import is_address, line
from reader.sources.source import Metadata

if TYPE_CHECKING:
    from email.message import Message

LONGEST = 8_000
"""Characters of one header that are looked at."""

_MAIL = frozenset({"from", "to", "subject", "date", "message-id", "received", "mime-version", "content-type", "sender"})
_SENT_BY = re.compile(r"(.{2,60}?) (?:from|at|via|@|von|de chez) (.{2,80})", re.IGNORECASE)
_LIST = re.compile(r'\s*"?([^<>"]{2,200}?)"?\s*<[^<>]*>\s*')
_ANGLE = re.compile(r"<([^<>\s]{1,2000})>")
_FORWARDED = re.compile(r"(?:(?:fwd?|fw|wg|tr|rv|enc|doorst|vs|i)\s*:\s*)+", re.IGNORECASE)
_FIRST, _LAST = 1970, 2099
"""Years in which mails are written."""


class Head:
    """The headers of a mail, decoded; the first of each name."""

    def __init__(self, message: Message) -> None:
        self._values: dict[str, str] = {}
        for name, value in message.raw_items():
            self._values.setdefault(name.lower(), str(value)[:LONGEST])
        self._received = [str(value)[:LONGEST] for value in message.get_all("received", [])[:20]]

    @property
    def is_mail(self) -> bool:
        """Does it have what a mail has?"""
        return bool(_MAIL & self._values.keys())

    @property
    def is_forward(self) -> bool:
        """Does its subject say that it was forwarded?"""
        return _FORWARDED.match(line(decoded(self._values.get("subject", "")))) is not None

    def facts(self) -> tuple[Metadata, tuple[str, ...]]:
        """What the head says of the article, and what of it cannot be used."""
        author, source = self._people()
        published, doubts = self._published()
        found = Metadata(
            title=without_forward(line(decoded(self._values.get("subject", "")))),
            author=author,
            source=source,
            url=self._address(),
            published=published,
            language=line(self._values.get("content-language", "").partition(",")[0]),
        )
        return found, doubts

    def _people(self) -> tuple[str, str]:
        author = sender(self._values.get("from") or self._values.get("sender", ""))
        named = _LIST.fullmatch(self._values.get("list-id", ""))
        source = line(decoded(named[1])) if named else ""
        is_newsletter = "list-unsubscribe" in self._values or bool(source)
        if is_newsletter and (found := _SENT_BY.fullmatch(author)):
            author, source = found[1], source or found[2]
        return author, source

    def _published(self) -> tuple[str, tuple[str, ...]]:
        """The date that the sender names, else when the mail arrived."""
        said = line(self._values.get("date", ""))
        if is_possible(said):
            return said, ()
        arrived = [line(each.rpartition(";")[2]) for each in self._received]
        found = next(filter(is_possible, reversed(arrived)), "")
        return found, (f"“{said}” is no date of a mail: left out.",) if said else ()

    def _address(self) -> str:
        """Where the mail can be read in the web, if it is public."""
        found = _ANGLE.search(self._values.get("archived-at", ""))
        return found[1] if found and is_address(found[1]) else ""


def is_possible(date: str) -> bool:
    """May a mail be of that date?"""
    iso = to_iso(re.sub(r"\([^()]*\)", "", date).strip())
    return bool(iso) and _FIRST <= int(iso[:4]) <= _LAST


def sender(value: str) -> str:
    """The name of who sent a mail, else the address."""
    name, address = parseaddr(value)
    if not name and not address:
        name, address = parseaddr(decoded(value))
    family, comma, first = decoded(name).partition(", ")
    return line(f"{first} {family}" if comma and "," not in first else decoded(name)) or line(address)


def without_forward(title: str) -> str:
    """A title without the signs that a mail was forwarded."""
    return title[found.end() :] or title if (found := _FORWARDED.match(title)) else title


def with_other(facts: Metadata, key: str, value: str) -> Metadata:
    """The facts and one that has no name of ours."""
    return replace(facts, other=(*facts.other, (key, value))) if value else facts


def decoded(value: str) -> str:
    """The words of a header, which mail spells in ASCII, and old programs in bytes of any encoding."""
    raw = value.encode("utf-8", "surrogateescape")
    if not raw.isascii():
        value = _text(raw, "utf-8")
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value.encode("utf-8", "replace").decode())
    except (HeaderParseError, ValueError, LookupError):
        return value
    return "".join(_text(words, charset) if isinstance(words, bytes) else words for words, charset in pieces)


def _text(data: bytes, charset: str | None) -> str:
    from reader.sources.mail.parts import decoded_as  # noqa: PLC0415 - they know of each other

    found = decoded_as(data, charset or "ascii")
    if found is not None:
        return found
    try:
        return decode(data)[0]
    except SourceError:
        return data.decode("latin-1")
