"""Taking in the second versions of files that programs which synchronise folders leave: merged, then moved away."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import StoreError
from reader.store import atomic, faults, feeds, jsonfile, shard, snapshots, themes
from reader.store.locks import Lock
from reader.store.markers import is_marked
from reader.store.merge import merge

if TYPE_CHECKING:
    from pathlib import Path

    from reader.store.copies import Copy
    from reader.store.jsonfile import Document, Tables

FOLDER = "trash/copies"
"""Below the library's root: where they go, whole."""


class Absorbed(NamedTuple):
    """What a file held before a copy was merged into it, and what it holds now; nothing of a history."""

    before: Tables
    after: Tables


def absorb(root: Path, copy: Copy) -> Absorbed | None:
    """Merge a copy into its original and move it to the trash; None when another program has done so.

    Raises StoreError for one that cannot be read, or that a newer version of Reader has written: it stays.
    """
    kind = _kind(copy.original)
    with Lock(root / ".reader" / "locks" / f"{kind}.lock"):
        theirs = atomic.read(root / copy.path)
        if theirs is None:
            return None
        ours = atomic.read(root / copy.original)
        absorbed = Absorbed({}, {})
        if kind == "history":
            lines = ours[0] if ours else b""
            data = lines + _missing(lines, theirs[0])
        else:
            sides = [(each[0], root / path) for each, path in ((ours, copy.original), (theirs, copy.path)) if each]
            before, after = merged(sides)
            absorbed = Absorbed(before if ours else {}, after)
            data = ours[0] if ours and before == after else jsonfile.dump(after)
        if ours is not None and data != ours[0] and kind != "history":
            snapshots.keep(root / copy.original, ours[0])
        if ours is None or data != ours[0]:
            atomic.write(root / copy.original, data)
        move(root, copy.path)
    return absorbed


def unmark(root: Path, path: str) -> bool:
    """Write a file that git could not merge as it is read, merged; False when it is none any more."""
    kind = _kind(path)
    with Lock(root / ".reader" / "locks" / f"{kind}.lock"):
        found = atomic.read(root / path)
        if found is None or not is_marked(found[0]):
            return False
        _, after = merged([(found[0], root / path)])
        atomic.write(root / path, jsonfile.dump(after))
    return True


def _kind(path: str) -> str:
    """What a file is about: `notes`, `themes`, `feeds`, `history`; the lock is named so."""
    return path.partition("/")[0].removesuffix(".json")


def merged(sides: list[tuple[bytes, Path]]) -> tuple[Tables, Tables]:
    """What the first file holds, and what all hold together; raises StoreError when one is not to be trusted."""
    read: list[Tables] = []
    for data, path in sides:
        tables = jsonfile.parse(data, path)
        _check(tables, path)
        jsonfile.refuse_newer(tables, path)
        read.append(tables)
    return read[0], merge(*read)


def _check(tables: Tables, path: Path) -> None:
    """Raise DamagedError when a file of notes, of themes or of feeds is not what it should be."""
    documents = tables.get(jsonfile.NOTES, {}).values()
    if any(feeds.KEY in document for document in documents):
        feeds.check(tables, path)
    elif any("id" in document for document in documents) or jsonfile.meta(tables).get("article"):
        shard.check(tables, path)
    else:
        themes.check(tables, path)


def merge_files(base: Path, ours: Path, theirs: Path) -> None:
    """Merge two files of notes, of themes or of feeds into the first; raises StoreError for one not to be trusted.

    What a note replaces stands in the note; a theme or a feed that one side took away is known by `base`.
    """
    read = [(path, atomic.read(path)) for path in (ours, theirs)]
    sides = [(found[0], path) for path, found in read if found is not None and found[0].strip()]
    if not sides:
        raise StoreError(
            f"Neither {ours} nor {theirs} holds anything to merge. Name files of notes, of themes or of feeds."
        )
    before, after = merged(sides)
    origin = atomic.read(base)
    if origin is not None and origin[0].strip() and len(sides) > 1:
        past, other = jsonfile.parse(origin[0], base), jsonfile.parse(sides[1][0], theirs)
        after = {**after, jsonfile.NOTES: _without_deleted(after.get(jsonfile.NOTES, {}), past, (before, other))}
    if before != after or sides[0][1] != ours:
        atomic.write(ours, jsonfile.dump(after))


def _without_deleted(merged: dict[str, Document], base: Tables, sides: tuple[Tables, Tables]) -> dict[str, Document]:
    """The themes, or feeds, without those that one side took away while the other left them; notes as they are."""
    past = {_name(document): document for document in base.get(jsonfile.NOTES, {}).values()}
    gone = set()
    for side, other in (sides, sides[::-1]):
        here, there = ({_name(one): one for one in each.get(jsonfile.NOTES, {}).values()} for each in (side, other))
        gone |= {name for name, theme in past.items() if name and name not in here and there.get(name) == theme}
    return {number: document for number, document in merged.items() if _name(document) not in gone}


def _name(document: Document) -> str | None:
    """What a theme or a feed is known by."""
    name: str | None = document.get(feeds.KEY, document.get("name"))
    return name


def move(root: Path, path: str) -> str:
    """Move a file of the library to where copies are kept, under a name that is free; where, relative to `root`."""
    folder = root / FOLDER
    atomic.make_folder(folder.parent)
    atomic.make_folder(folder)
    stem, _, suffix = path.replace("/", "-").rpartition(".")
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.{suffix}" for number in count(1))
    name = next(name for name in names if not os.path.lexists(folder / name))
    try:
        (root / path).rename(folder / name)
    except OSError as error:
        raise faults.unwritable(root / path, error) from error
    atomic.sync_folder(folder)
    atomic.sync_folder((root / path).parent)
    return f"{FOLDER}/{name}"


def _missing(lines: bytes, others: bytes) -> bytes:
    """What another version of a history has and this one has not."""
    known = set(lines.split(b"\n"))
    missing = [line for line in others.split(b"\n") if line not in known]
    start = b"\n" if missing and lines and not lines.endswith(b"\n") else b""
    return start + b"".join(line + b"\n" for line in missing)
