"""An article's data changed in its file: title, author, source, date, address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.errors import NotFoundError, SourceError, StoreError, UsageError
from reader.sources import metadata, rewriting
from reader.sources.dates import to_iso
from reader.store import atomic
from reader.store.operations import Change

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.library.door import Library
    from reader.store.operations import Operation, Value

FACTS = ("title", "author", "source", "published", "url")
"""What can be changed, in the order in which it is asked for."""

NAMES = {"published": "date", "url": "address"}
"""What people call it, where that is something else."""


def checked(fact: str, value: str) -> str:
    """A value as it is kept; raises UsageError for one that cannot be."""
    words = metadata.line(value)
    if fact == "published" and words and not to_iso(words):
        raise UsageError(f"“{words}” is no date: write it as 2026-03-14, 2026-03 or 2026.")
    if fact == "url" and words and not metadata.is_address(words):
        raise UsageError(f"“{words}” is no address: it begins with https:// or http://.")
    return to_iso(words) if fact == "published" and words else words


class Describing:
    """The data of one library's articles."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def edit(self, article_id: str, facts: Mapping[str, str]) -> Operation | None:
        """Write facts into an article's file; None when it says so already. Raises UsageError, SourceError."""
        article = self._library.article_of(article_id)
        wanted = {fact: checked(fact, value) for fact, value in facts.items()}
        path = self._path(article_id)
        known = self._facts(path)
        wanted = {fact: value for fact, value in wanted.items() if value != known[fact]}
        if not wanted:
            return None
        data = _bytes(path)
        old_head, new_head = _heads(data, rewriting.rewritten(data, wanted, path.name))
        before = _text({fact: known[fact] for fact in wanted}, old_head)
        after = _text(wanted, new_head)
        what = ", ".join(NAMES.get(fact, fact) for fact in wanted)
        change = Change("metadata", article_id, article_id, before, after)
        operation = self._library.operation(f"{what} of “{article.title}” changed", change)
        self._library.apply(operation)
        return operation

    def has(self, article_id: str, value: Value) -> bool:
        """Does an article's file say this?"""
        try:
            known = self._facts(self._path(article_id))
        except (SourceError, NotFoundError):
            return False
        return all(known.get(fact) == said for fact, said in _facts(value).items())

    def write(self, change: Change) -> None:
        """Make a change of an article's data."""
        path = self._path(change.article)
        data = _bytes(path)
        head = _head(change.before)
        if head and data.startswith(head):
            # As it was, to the byte: also where a fact stood, and how it was written.
            new = _head(change.after) + data[len(head) :]
        else:
            new = rewriting.rewritten(data, _facts(change.after), path.name)
        if _bytes(path) != data:
            raise StoreError(f"{path} was changed by another program just now: try again.")
        atomic.write(path, new)
        self._library.refresh_file(self._library.article_of(change.article).path)

    def _path(self, article_id: str) -> Path:
        # A link stays a link.
        return (self._library.root / self._library.article_of(article_id).path).resolve()

    def _facts(self, path: Path) -> dict[str, str]:
        from reader.sources import files  # noqa: PLC0415 - only where data is edited

        said = files.read(path).metadata
        return {fact: getattr(said, fact) for fact in FACTS}


def _heads(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """What two files begin with, up to where they go on alike."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        is_alike = old[len(old) - middle :] == new[len(new) - middle :]
        low, high = (middle, high) if is_alike else (low, middle - 1)
    return old[: len(old) - low], new[: len(new) - low]


def _text(facts: Mapping[str, str], head: bytes) -> str:
    return json.dumps({"facts": dict(facts), "head": head.decode("utf-8", "surrogateescape")})


def _facts(value: Value) -> dict[str, str]:
    facts: dict[str, str] = json.loads(value)["facts"] if isinstance(value, str) else {}
    return facts


def _head(value: Value) -> bytes:
    head: str = json.loads(value)["head"] if isinstance(value, str) else ""
    return head.encode("utf-8", "surrogateescape")


def _bytes(path: Path) -> bytes:
    found = atomic.read(path)
    if found is None:
        raise NotFoundError(f"{path} is gone from the disk.")
    return found[0]
