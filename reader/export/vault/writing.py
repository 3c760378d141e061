"""Notes in a folder: new ones are written, those that are there are brought up to date, and nobody's words are lost."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reader.errors import ExportError, StoreError, reason, reason_behind
from reader.export import filenames, front_matter
from reader.export.vault import finding, merging
from reader.export.vault.record import Head, Record
from reader.export.written import Said, Written
from reader.store import atomic, stamp
from reader.store.jsonfile import encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from reader.export.vault.note import Note
    from reader.store.stamp import Stamp

    Keep = Callable[[Path, bytes], None]

_TRIES = 4
"""How often a file is read again that somebody else writes at the same time."""


@dataclass(frozen=True, slots=True)
class Item:
    """A note that is to be written, before it is made."""

    id: str
    """Its `reader_id`."""

    name: str
    """Of its file, where it is new."""

    made_from: str
    """Says when it is another note; empty where nobody knows before it is made."""

    make: Callable[[], Note | None]
    """Makes it; None where there is nothing to make it of, which was said."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How notes are written."""

    today: date
    keep: Keep
    """Puts by what a file was before it is replaced."""

    dry_run: bool = False
    taken: frozenset[str] = frozenset()
    """Versions of blocks that get new words in any case (`markers.Found.version`)."""

    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] = lambda: False


def look(folder: Path, record: Record) -> dict[str, list[str]]:
    """See which notes are in `folder`, and bring `record` up to date: names of files by their `reader_id`."""
    record.heads = finding.scan(folder, record.heads) if folder.is_dir() else {}
    return finding.by_id(record.heads)


def write(folder: Path, items: Iterable[Item], total: int, record: Record, ways: Ways) -> Written:
    """Write notes into `folder` and the folders in it; `record` is what `look` saw there, and is brought up to date.

    A note is found again by its `reader_id`, whatever its file is called now and wherever below the folder it lies. A
    file that cannot be merged is left as it is, and named; the others go on. Where a file is in the way of a new note,
    that gets a number behind its name.
    """
    if not ways.dry_run:
        _make(folder)
    work = _Work(folder, record, ways, finding.by_id(record.heads))
    for done, item in enumerate(items):
        if ways.cancelled():
            return work.done(is_whole=False)
        if ways.progress is not None:
            ways.progress(done, total)
        work.write(item)
    return work.done()


def write_one(path: Path, item: Item, ways: Ways) -> Written:
    """Write a note to exactly this file, merged with what is there; raises ExportError when that is something else.

    Of a link, the file is written that it leads to.
    """
    path = path.resolve() if path.is_symlink() else path
    if not ways.dry_run:
        _make(path.parent)
    there = finding.head_of(path)
    if os.path.lexists(path) and there.id != item.id:
        raise ExportError(
            f"{path} is there already, and is no export of this: it is left as it is. Choose another name, or move it "
            "away."
        )
    record = Record()
    if there.id:
        status = stamp.of(path)
        record.heads = {path.name: (status, there)} if status else {}
    work = _Work(path.parent, record, ways, finding.by_id(record.heads), is_alone=True)
    work.write(replace(item, name=path.name))
    written = work.done()
    if written.left:
        raise ExportError(written.left[0].what)
    return written


@dataclass(slots=True)
class _Work:
    folder: Path
    record: Record
    ways: Ways
    known: dict[str, list[str]]
    is_alone: bool = False
    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left: list[Said] = field(default_factory=list)
    notices: list[Said] = field(default_factory=list)
    differences: list[Said] = field(default_factory=list)
    folders: set[Path] = field(default_factory=set)
    """Those with new names in them, which are made durable at the end."""

    _keys: dict[str, str] | None = None

    def done(self, *, is_whole: bool = True) -> Written:
        """What became of the files."""
        for folder in sorted(self.folders):
            try:
                atomic.sync_folder(folder)
            except OSError as error:
                self.left.append(Said(str(folder), f"{folder} may not be on the disk yet: {reason(error)}."))
        return Written(
            tuple(self.new),
            tuple(self.updated),
            tuple(self.unchanged),
            tuple(self.left),
            tuple(self.notices),
            tuple(self.differences),
            is_whole,
        )

    def write(self, item: Item) -> None:
        names = self.known.get(item.id, [])
        name = self._chosen(item, names)
        if name and self._is_in_step(item, name):
            self.unchanged.append(name)
            return
        note = item.make()
        if note is None:
            return
        try:
            if name and self.record.heads[name][1].is_old:
                self._renew(item, note, name)
            elif name:
                self._update(item, note, name)
            else:
                self._create(item, note)
        except StoreError as error:
            self.left.append(Said(name or item.name, _unwritable(name or item.name, error)))

    def _chosen(self, item: Item, names: list[str]) -> str:
        """The file that is kept in step, of those with the id."""
        if len(names) < 2:
            return names[0] if names else ""
        before = self.record.made.get(item.id)
        chosen = before[0] if before is not None and before[0] in names else names[0]
        for other in names:
            if other != chosen and not self.record.heads[other][1].is_old:
                self.notices.append(
                    Said(
                        other, f"{other} is a second note on the same, and is left as it is; {chosen} is kept in step."
                    )
                )
        return chosen

    def _is_in_step(self, item: Item, name: str) -> bool:
        """Was this very file written from what the item would be made from?"""
        before = self.record.made.get(item.id)
        return bool(
            before is not None
            and item.made_from
            and not self.ways.taken
            and before == (name, item.made_from, self.record.heads[name][0])
        )

    # ---- a file that is there

    def _update(self, item: Item, note: Note, name: str) -> None:
        path = self.folder / name
        for _ in range(_TRIES):
            there = atomic.read(path)
            if there is None:
                self.record.heads.pop(name, None)
                self._keys = None
                self._create(item, note)
                return
            data, seen = there
            try:
                merged = merging.merge(data, note, self.ways.today, self.ways.taken)
            except ExportError as error:
                self.left.append(Said(name, f"{name} is left as it is: {error}"))
                return
            if merged.data != data and not self._replace(path, name, data, merged.data, seen):
                continue
            self.notices += [Said(name, f"{name}: {notice}.") for notice in merged.notices]
            (self.unchanged if merged.data == data else self.updated).append(name)
            self._remember(item, name, seen if merged.data == data else None)
            return
        self.left.append(_busy(name))

    def _replace(self, path: Path, name: str, data: bytes, merged: bytes, seen: Stamp) -> bool:
        """Put the merged text in the place of the file, unless that has changed since it was read: then False."""
        if self.ways.dry_run:
            self._differ(name, data, merged)
            return True
        self.ways.keep(path, data)
        if atomic.exchange(path, merged, seen) is None:
            return False
        self.folders.add(path.parent)
        return True

    def _renew(self, item: Item, note: Note, name: str) -> None:
        """Bring a file of an earlier version into today's form, if nobody has edited it."""
        path = self.folder / name
        there = atomic.read(path)
        text = there[0].decode("utf-8", "replace") if there else ""
        if there is None or not front_matter.is_untouched(text):
            what = f"{name} was exported by an earlier version and has been edited: it is left as it is"
            self.notices.append(Said(name, f"{what}; the export gets a file of its own."))
            self._create(item, note)
            return
        data = encoded(merging.fresh(note))
        if self._replace(path, name, there[0], data, there[1]):
            self.updated.append(name)
            self._remember(item, name, None)
        else:
            self.left.append(_busy(name))

    # ---- a new file

    def _create(self, item: Item, note: Note) -> None:
        text = merging.fresh(note)
        data = encoded(text)
        for candidate in self._candidates(item.name):
            path = self.folder / candidate
            there = "" if self.is_alone else self._taken.get(filenames.key(candidate), "")
            if not there and self._is_created(path, data):
                self.new.append(candidate)
                if self.ways.dry_run:
                    self._differ(candidate, b"", data)
                else:
                    self.folders.add(path.parent)
                self._remember(item, candidate, None)
                return
            if self.is_alone:
                self.left.append(Said(candidate, f"{candidate} is there already, and is left as it is."))
                return
            there = there or candidate
            if there not in self.record.heads or not self.record.heads[there][1].id:
                what = f"{there} is no export, and is left as it is; the export gets a name of its own."
                self.notices.append(Said(there, what))

    def _is_created(self, path: Path, data: bytes) -> bool:
        if self.ways.dry_run:
            return not os.path.lexists(path)
        return atomic.create(path, data, is_named=False)

    @property
    def _taken(self) -> dict[str, str]:
        """The names of the files that are there, by what some system takes for the same."""
        if self._keys is None:
            self._keys = {filenames.key(name): name for name in self.record.heads}
        return self._keys

    def _candidates(self, name: str) -> Iterator[str]:
        yield name
        path = PurePosixPath(name)
        for number in count(2):
            candidate = f"{path.stem} ({number}){path.suffix}"
            if filenames.key(candidate) not in self._taken:
                yield candidate

    # ---- what is remembered

    def _remember(self, item: Item, name: str, seen: Stamp | None) -> None:
        if self.ways.dry_run:
            return
        status = seen or stamp.of(self.folder / name)
        if status is not None:
            self.record.heads[name] = (status, Head(item.id))
            if self._keys is not None:
                self._keys[filenames.key(name)] = name
            self.record.made[item.id] = (name, item.made_from, status)

    def _differ(self, name: str, before: bytes, after: bytes) -> None:
        lines = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (before, after))
        old, new = ([line if line.endswith("\n") else f"{line}\n" for line in side] for side in lines)
        whole = "".join(difflib.unified_diff(old, new, f"a/{name}" if before else "/dev/null", f"b/{name}"))
        self.differences.append(Said(name, whole))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(_unwritable(str(folder), error)) from error


def _unwritable(name: str, error: Exception) -> str:
    return f"{name} cannot be written: {reason_behind(error)}. Make room or rights there, or choose another folder."


def _busy(name: str) -> Said:
    return Said(name, f"{name} is being written by another program, and is left as it is. Try again.")
