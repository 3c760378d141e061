"""Exported files in a folder: what is new or changed is written, what a person wrote is left alone."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from reader.errors import ExportError, StoreError, reason
from reader.export import filenames, front_matter
from reader.store import atomic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BEGINNING = re.compile(rb"---\r?\nreader_")
"""How an exported file begins; what begins otherwise has been edited, or is not ours."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of some files, by name."""

    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Files that were in the way and are not ours, or have been edited: they stay as they are, ours got other names."""


def write_files(folder: Path, files: Mapping[str, str], *, dry_run: bool = False) -> Written:
    """Write `files`, text by name, into `folder`, each whole or not at all.

    An earlier export of the same article or theme is replaced, under whatever name it has now, unless someone has
    edited it. No other file is touched: where one is in the way, the export gets a number behind its name. A
    `dry_run` says what would become of the files and writes none.
    """
    for name in files:
        _check(name)
    _make(folder, dry_run=dry_run)
    try:
        earlier = _earlier(folder)
    except OSError as error:
        raise _failure(folder, error) from error
    work = _Work(folder, earlier, {filenames.key(name) for name in files}, dry_run)
    for name, text in files.items():
        work.write(name, text)
    return work.done()


def write_file(path: Path, text: str, *, dry_run: bool = False) -> Written:
    """Write an export to exactly this path, in place of an earlier one that nobody has edited.

    Raises ExportError when something else is there.
    """
    _check(path.name)
    if os.path.lexists(path) and not front_matter.is_untouched(_export(path)):
        raise ExportError(
            f"{path} is there already, and is no export or has been edited: it is left as it is. "
            "Choose another name, or move it away."
        )
    _make(path.parent, dry_run=dry_run)
    origin = front_matter.origin(text)
    work = _Work(path.parent, {origin: [path.name]} if origin else {}, {filenames.key(path.name)}, dry_run)
    work.write(path.name, text)
    return work.done()


def _make(folder: Path, *, dry_run: bool) -> None:
    if dry_run:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _failure(folder, error) from error


def _check(name: str) -> None:
    """Refuse a name that would lead out of the folder on any system."""
    if name in {"", ".", ".."} or {PurePosixPath(name).name, PureWindowsPath(name).name} != {name} or "\0" in name:
        raise ExportError(f"{name!r} is no name for a file: choose one without folders.")


def _earlier(folder: Path) -> dict[tuple[str, str], list[str]]:
    """The names of exported files in `folder`, by what they were exported from."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.md")):
        if origin := front_matter.origin(_export(path)):
            found[origin].append(path.name)
    return found


def _export(path: Path) -> str:
    """The content of a file that begins as an export does; empty for any other, and for one that cannot be read."""
    try:
        if path.is_symlink() or not path.is_file():
            return ""
        with path.open("rb") as file:
            data = file.read(16)
            if _BEGINNING.match(data):
                data += file.read()
    except OSError:
        return ""
    return data.decode("utf-8", "replace") if _BEGINNING.match(data) else ""


def _failure(path: Path, error: BaseException | None) -> ExportError:
    why = reason(error) if isinstance(error, OSError) else str(error)
    return ExportError(f"{path} cannot be written: {why}. Make room or rights there, or choose another folder.")


@dataclass(slots=True)
class _Work:
    folder: Path
    earlier: dict[tuple[str, str], list[str]]
    reserved: set[str]
    """Names that belong to files of this export, as `filenames.key` gives them."""

    dry_run: bool
    """Is nothing to be written?"""

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def done(self) -> Written:
        """What became of the files."""
        return Written(tuple(self.new), tuple(self.updated), tuple(self.unchanged), tuple(self.left))

    def write(self, name: str, text: str) -> None:
        try:
            self._write(name, text)
        except StoreError as error:
            # What the store advises is about the library, and this is another folder.
            raise _failure(self.folder / name, error.__cause__) from error

    def _write(self, name: str, text: str) -> None:
        origin = front_matter.origin(text)
        ours = self.earlier.get(origin, []) if origin else []
        if not any(self._replace(earlier, text) for earlier in sorted(ours, key=lambda earlier: earlier != name)):
            self._create(name, text)

    def _replace(self, name: str, text: str) -> bool:
        """Bring an earlier export up to date, unless it has been edited."""
        current = _export(self.folder / name)
        if not front_matter.is_untouched(current):
            return False
        if current == text:
            self.unchanged.append(name)
        else:
            if not self.dry_run:
                atomic.write(self.folder / name, text.encode())
            self.updated.append(name)
        return True

    def _create(self, name: str, text: str) -> None:
        for candidate in self._candidates(name):
            path = self.folder / candidate
            if not os.path.lexists(path) if self.dry_run else atomic.create(path, text.encode()):
                self.new.append(candidate)
                return
            self.left.append(candidate)

    def _candidates(self, name: str) -> Iterator[str]:
        yield name
        path = PurePosixPath(name)
        for number in count(2):
            candidate = f"{path.stem} ({number}){path.suffix}"
            if filenames.key(candidate) not in self.reserved:
                yield candidate
