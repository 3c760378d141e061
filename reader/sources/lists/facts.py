"""What lists say of a page, in the words of many programs, as one entry says it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from reader.sources.dates import to_iso
from reader.sources.lists.entry import Entry
from reader.sources.metadata import is_address, line
from reader.sources.raw import Raw
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST_ADDRESS = 8000
_LONGEST = 2000
_MOST_TAGS = 100
_DONE = 0.98
"""Of a page that was read so far, it was read."""

_READ = frozenset({"archive", "archived", "read", "done", "deleted", "1", "true", "yes"})
_NO_FOLDERS = frozenset({"", "unread", "archive", "starred", "new", "later", "shortlist", "feed", "active", "0", "1"})
_NOT_HAD = re.compile(r"wallabag can.?t retrieve contents|failed to fetch", re.IGNORECASE)
_MILLISECONDS = 10**11


def entry(said: Mapping[str, Any]) -> Entry | None:
    """The entry of what a list says, by our names: of a page without an address of the web None.

    Names: `url title author published saved tags state folder progress starred content language`; values are those of
    JSON or a table.
    """
    named = said.get("url")
    url = clean_line(named) if isinstance(named, str) and len(named) <= LONGEST_ADDRESS else ""
    if not url.casefold().startswith(("http://", "https://")) or not is_address(url):
        return None
    title = line_of(said.get("title"))
    folder = line_of(said.get("folder"))
    tags = (*_tags(said.get("tags")), *((folder,) if folder.casefold() not in _NO_FOLDERS else ()))
    found = Entry(
        url,
        title="" if is_address(title) else title,
        author=_names(said.get("author")),
        published=moment(said.get("published")),
        saved=moment(said.get("saved")),
        tags=tuple(dict.fromkeys(tags))[:_MOST_TAGS],
        is_read=_says_yes(said.get("state")) or folder.casefold() == "archive" or _share(said.get("progress")) >= _DONE,
        is_starred=_says_yes(said.get("starred")) or folder.casefold() == "starred",
    )
    return with_text(found, said.get("content"), line_of(said.get("language")))


def with_text(found: Entry, content: object, language: str = "") -> Entry:
    """`found` with the page's text, where the list carries it as HTML."""
    if not isinstance(content, str) or not content.strip() or _NOT_HAD.search(content[:2000]):
        return found
    heads = {"author": found.author, "article:published_time": found.published}
    head = "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in heads.items() if value)
    if found.author:
        head += f'<meta name="author" content="{escape(found.author)}">'
    page = (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(found.title)}'
        f"</title>{head}</head><body><article><h1>{escape(found.title)}</h1>{content}</article></body></html>"
    )
    raw = Raw(page.encode("utf-8", "replace"), found.url, found.url, "text/html; charset=utf-8")
    return replace(found, raw=raw)


def line_of(value: object) -> str:
    """A value as one clean line that is not too long; empty for what is neither words nor a number."""
    return line(str(value)[:_LONGEST]) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def moment(value: object) -> str:
    """A moment that is written as seconds or milliseconds since 1970, or as a date; else empty."""
    if isinstance(value, bool):
        return ""
    words = line_of(value)
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?", words):
        seconds = float(words)
        try:
            found = datetime.fromtimestamp(seconds / 1000 if seconds > _MILLISECONDS else seconds, UTC)
        except (OverflowError, OSError, ValueError):
            return ""
        return found.isoformat(timespec="seconds")
    return to_iso(words)


def _tags(value: object) -> Iterable[str]:
    if isinstance(value, str):
        bare = value.strip()
        if bare.startswith("[") and bare.endswith("]"):
            parts = [part.strip(" '\"") for part in bare[1:-1].split(",")]
        else:
            parts = bare.split("|" if "|" in bare else ",")
        value = parts
    if not isinstance(value, list):
        return ()
    labels = (each.get("label") or each.get("name") if isinstance(each, dict) else each for each in value)
    return filter(None, map(line_of, labels))


def _names(value: object) -> str:
    names = value if isinstance(value, list) else [value]
    return line(", ".join(filter(None, map(line_of, names))))


def _says_yes(value: object) -> bool:
    return value is True or line_of(value).casefold() in _READ


def _share(value: object) -> float:
    words = line_of(value).rstrip("%")
    try:
        number = float(words)
    except ValueError:
        return 0.0
    return number / 100 if number > 1 else number
