"""Damaged files of a library made sound again: kept whole in the trash, then written anew from what can be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.errors import DamagedError, StoreError
from reader.library import remembering
from reader.store import atomic, damage, feeds, jsonfile, salvage, shard, themes
from reader.store import stamp as stamps
from reader.store.merge import merge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.library.door import Library
    from reader.store.damage import Mended
    from reader.store.jsonfile import Document, Tables
    from reader.store.locks import Lock
    from reader.store.salvage import Salvaged
    from reader.store.shards import Check
    from reader.store.stamp import Stamp


class _Kind(NamedTuple):
    """What a file is about."""

    noun: str
    check: Check
    is_document: Callable[[Document], bool]
    complete: Callable[[Salvaged], int]
    """Adds what is known from elsewhere; says of how many documents."""


class Mending:
    """Mends one library. What was done is told once, to `library.tell`."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._rest = damage.Rest()
        self._is_codebook_told = False

    def notes(self, path: Path, lock: Lock, error: DamagedError) -> Mended:
        """Mend a file of notes, or read what is whole where nothing can be written; raises `error` to leave it."""
        library = self._library

        def complete(found: Salvaged) -> int:
            return remembering.complete_notes(library, path.stem, found)

        return self._mend(path, lock, error, _Kind("note", shard.check, shard.is_note, complete))

    def themes(self, path: Path, lock: Lock, error: DamagedError) -> Mended:
        """Mend the codebook, as above."""

        def complete(found: Salvaged) -> int:
            return remembering.complete_themes(self._library, found)

        mended = self._mend(path, lock, error, _Kind("theme", themes.check, themes.is_theme, complete))
        if mended.problem and not self._is_codebook_told:
            self._is_codebook_told = True
            self._library.tell(mended.problem)
        return mended

    def feeds(self, path: Path, lock: Lock, error: DamagedError) -> Mended:
        """Mend the subscriptions, as above."""

        def complete(found: Salvaged) -> int:
            return remembering.complete_feeds(self._library, found)

        return self._mend(path, lock, error, _Kind("feed", feeds.check, feeds.is_feed, complete))

    def _mend(self, path: Path, lock: Lock, error: DamagedError, kind: _Kind) -> Mended:
        if not self._library.mends:
            raise error
        try:
            with lock:
                return self._mend_now(path, error, kind)
        except DamagedError:
            raise
        except StoreError as refusal:
            return self._read(path, error, refusal, kind)

    def _mend_now(self, path: Path, error: DamagedError, kind: _Kind) -> Mended:
        found = atomic.read(path)
        if found is None:
            raise error
        data, seen = found
        try:
            return damage.Mended(_sound(data, path, kind.check), seen)
        except DamagedError:
            if salvage.is_newer(data):
                raise
            if not self._rest.is_at_rest(path, seen):
                raise self._unfinished(path, error) from None
        saved = salvage.salvage(data, kind.is_document)
        whole = len(saved.documents)
        added = kind.complete(saved)
        kept = damage.set_aside(self._library.root, path, data, self._library.clock())
        if stamps.of(path) != seen:
            raise self._unfinished(path, error)
        tables = saved.tables
        if saved.has_doubles:
            # Both sides of what git could not merge, or an older version of a note: the shown one is found by merging.
            tables = merge(tables)
        stamp = _written(path, jsonfile.dump(tables), seen)
        saved_words = _counted(whole, added, kind.noun)
        self._library.tell(
            f"{self._named(path)} was damaged ({error.why}) and was mended: {saved_words}. It is kept as {kept}."
        )
        return damage.Mended(tables, stamp)

    def _read(self, path: Path, error: DamagedError, refusal: StoreError, kind: _Kind) -> Mended:
        """What is whole in a damaged file that cannot be mended."""
        found = atomic.read(path)
        if found is None or salvage.is_newer(found[0]):
            raise error from refusal
        saved = salvage.salvage(found[0], kind.is_document)
        problem = (
            f"{self._named(path)} is damaged ({error.why}); what is whole in it is shown. "
            "It will be mended when the library can be written."
        )
        return damage.Mended(saved.tables, found[1], problem)

    def _unfinished(self, path: Path, error: DamagedError) -> DamagedError:
        why = f"{error.why}; somebody may be in the middle of writing it"
        return DamagedError(f"{self._named(path)} cannot be read: {why}. Try again in a few seconds.", error.why)

    def _named(self, path: Path) -> str:
        return path.relative_to(self._library.root).as_posix()


def _written(path: Path, data: bytes, seen: Stamp) -> Stamp:
    """Write a file; one that has got its place although the disk then failed is there all the same."""
    try:
        return atomic.write(path, data)
    except StoreError:
        now = stamps.of(path)
        if now is None or now == seen:
            raise
        return now


def _counted(whole: int, added: int, noun: str) -> str:
    """What could be saved."""
    parts = [f"{whole} {noun}{'s' * (whole != 1)} could be saved"] if whole else []
    parts += [f"{added} came back from the history"] if added else []
    return " and ".join(parts) or f"no {noun} could be saved"


def _sound(data: bytes, path: Path, check: Check) -> Tables:
    tables = jsonfile.parse(data, path)
    check(tables, path)
    return tables
