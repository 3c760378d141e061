"""The trash: articles that were thrown away, each with its notes in a folder of its own.

`trash/<YYYYMMDDTHHMMSS>-<id>/` holds `article.json`, which says what it is, the article's file, and its `notes.json`.
Each step of a move can be taken again, so a move that was interrupted is brought to its end by repeating it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import chain, count, takewhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.store import atomic, codec, faults, jsonfile
from reader.store.absorbing import merged
from reader.store.names import is_id, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from reader.store.locks import Lock

FOLDER = "trash"
"""Below the library's root."""

MANIFEST, NOTES = "article.json", "notes.json"
_STAMP = "%Y%m%dT%H%M%S"
_STAMPED = len("20260314T093000-")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an article was when it was thrown away."""

    id: str
    path: str
    """Of its file, relative to the library."""

    title: str
    trashed: str
    """When, in ISO 8601."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """An article in the trash."""

    about: Manifest
    path: str
    """Of its file now, relative to the library."""

    notes: int
    """How many notes go with it."""

    @property
    def at(self) -> datetime:
        """When it was thrown away."""
        return codec.moment(self.about.trashed)


class Trash:
    """The trash of a library; `notes_lock` is the lock under which notes are written."""

    def __init__(self, root: Path, notes_lock: Lock) -> None:
        self._root, self._lock = root, notes_lock

    def place(self, article: str, path: str, now: datetime) -> str:
        """Where the file of an article would go, relative to the library."""
        stem = f"{now.astimezone():{_STAMP}}-{article}"
        folder = next(name for name in _names(stem) if not os.path.lexists(self._root / FOLDER / name))
        name = PurePosixPath(path).name
        return f"{FOLDER}/{folder}/{f'article-{name}' if name in (MANIFEST, NOTES) else name}"

    def articles(self) -> Iterator[Trashed]:
        """What is in the trash, in any order; folders that are none of ours belong to others."""
        for name in _folders(self._root):
            folder = self._root / FOLDER / name
            about = _manifest(folder)
            files = [path.name for path in _listed(folder) if path.name not in (MANIFEST, NOTES)]
            if about is not None and len(files) == 1:
                yield Trashed(about, f"{FOLDER}/{name}/{files[0]}", _living(folder / NOTES))

    def throw(self, about: Manifest, path: str, target: str) -> None:
        """Move an article's file from `path` to its place in the trash, with its notes."""
        folder = (self._root / target).parent
        atomic.make_folder(folder)
        if _manifest(folder) is None:
            atomic.write(folder / MANIFEST, (json.dumps(asdict(about), ensure_ascii=False, indent=2) + "\n").encode())
        with self._lock:
            self._move_notes(self._notes(about.id), folder / NOTES)
        atomic.move(self._root / path, self._root / target)

    def bring_back(self, article: str, source: str, target: str) -> None:
        """Move an article's file from the trash to `target`, with its notes; those made meanwhile stay."""
        folder = (self._root / source).parent
        with self._lock:
            self._move_notes(folder / NOTES, self._notes(article))
        atomic.remove(folder / MANIFEST)
        self._make_folders((self._root / target).parent)
        atomic.move(self._root / source, self._root / target)
        with suppress(OSError):
            folder.rmdir()

    def free(self, path: str) -> str:
        """`path`, or the next one like it that no file has."""
        place = PurePosixPath(path)
        others = (str(place.with_name(f"{numbered(place.stem, number)}{place.suffix}")) for number in count(2))
        return next(each for each in chain((path,), others) if not os.path.lexists(self._root / each))

    def destroy(self, trashed: Trashed) -> None:
        """Delete what is in the trash of one article, for ever."""
        folder = (self._root / trashed.path).parent
        for path in (self._root / trashed.path, folder / NOTES, folder / MANIFEST):
            atomic.remove(path)
        with suppress(OSError):
            folder.rmdir()

    def _move_notes(self, source: Path, target: Path) -> None:
        """Give a file of notes another place; those that lie there already stay too."""
        found, there = atomic.read(source), atomic.read(target)
        if found is not None and there is not None:
            _, both = merged([(found[0], source), (there[0], target)])
            atomic.write(target, jsonfile.dump(both))
            atomic.remove(source)
        elif found is not None:
            atomic.move(source, target)

    def _notes(self, article: str) -> Path:
        return self._root / "notes" / f"{article}.json"

    def _make_folders(self, folder: Path) -> None:
        """Make a folder of articles anew, with those that it lies in."""
        missing = takewhile(lambda each: not each.exists(), (folder, *folder.parents))
        for each in list(missing)[::-1]:
            atomic.make_folder(each)


def ids(root: Path) -> frozenset[str]:
    """The ids of the articles in the trash of a library."""
    return frozenset(name[_STAMPED:] for name in _folders(root))


def _folders(root: Path) -> list[str]:
    names = (path.name for path in _listed(root / FOLDER))
    return [name for name in names if _is_stamp(name[:_STAMPED]) and is_id(name[_STAMPED:])]


def _listed(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.name[0] != "."]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise faults.unreadable(folder, error) from error


def _names(stem: str) -> Iterator[str]:
    """Names of a folder: two of one article in one second are told apart by the second."""
    yield stem
    stamp, _, article = stem.partition("-")
    for number in count(int(stamp[-6:]) + 1):
        yield f"{stamp[:-6]}{number:06}-{article}"


def _is_stamp(text: str) -> bool:
    return len(text) == _STAMPED and text[8] == "T" and text[-1] == "-" and (text[:8] + text[9:-1]).isdecimal()


def _manifest(folder: Path) -> Manifest | None:
    found = atomic.read(folder / MANIFEST)
    try:
        document = json.loads(found[0]) if found else {}
        texts = {key: codec.line(str(document[key])) for key in Manifest.__slots__}
        codec.moment(texts["trashed"])
    except (ValueError, LookupError, TypeError):
        return None
    return Manifest(**texts) if is_id(texts["id"]) else None


def _living(path: Path) -> int:
    """How many notes a file holds that are not deleted; of one that cannot be read nobody knows."""
    try:
        found = atomic.read(path)
        tables = jsonfile.parse(found[0], path) if found else {}
    except StoreError:
        return 0
    return sum(not document.get("deleted") for document in tables.get(jsonfile.NOTES, {}).values())
