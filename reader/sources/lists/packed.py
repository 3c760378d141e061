"""The files in a zip or in a folder, by their names, each within limits; nothing is ever unpacked to the disk."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from pathlib import Path
from typing import IO, Self

from reader.errors import SourceError, reason

MOST = 200_000
"""Files that there may be."""

LARGEST = 32 * 1024 * 1024
"""Bytes of one of them, unpacked."""

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
)


class Packed:
    """A zip or a folder at a path; raises SourceError where it is neither. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._folder = path if path.is_dir() else None
        self._zip: zipfile.ZipFile | None = None
        if self._folder is not None:
            self.names = frozenset(_files(self._folder))
            return
        try:
            self._zip = zipfile.ZipFile(path)
            members = self._zip.infolist()
        except _FAULTS as error:
            why = f" ({reason(error)})" if isinstance(error, OSError) else ""
            raise SourceError(f"{path.name} is no zip that can be read{why}: it may have come only in part.") from error
        if len(members) > MOST:
            raise SourceError(f"{path.name} holds {len(members):,} files, and the limit is {MOST:,}.")
        self.names = frozenset(member.filename for member in members if _is_plain(member))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._zip is not None:
            self._zip.close()

    def read(self, name: str) -> bytes:
        """What is in the file of a name in `names`; raises SourceError."""
        try:
            with (
                self._zip.open(name)
                if self._zip is not None
                else (self._folder or Path()).joinpath(name).open("rb") as file
            ):
                data = file.read(LARGEST + 1)
        except _FAULTS as error:
            raise SourceError(f"{self.name}: its file {name[:80]} cannot be read.") from error
        if len(data) > LARGEST:
            raise SourceError(f"{self.name}: its file {name[:80]} is larger than {LARGEST >> 20} MB.")
        return data

    def _opened(self, name: str) -> IO[bytes]:
        if self._zip is not None:
            return self._zip.open(name)
        return (self._folder or Path()).joinpath(name).open("rb")


def _is_plain(member: zipfile.ZipInfo) -> bool:
    """False for folders, links, what is encrypted, and what Python unpacks without a limit."""
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    is_packed = member.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    # A name may be empty, which `is_dir` does not expect.
    is_named = bool(member.filename) and not member.filename.endswith("/")
    return is_named and is_packed and not (is_link or member.flag_bits & 1)


def _files(folder: Path) -> list[str]:
    """The regular files in a folder and in those right below it."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    found.append(entry.name)
                elif entry.name == "content" and entry.is_dir(follow_symlinks=False):
                    with os.scandir(entry.path) as inner:
                        found += [f"content/{each.name}" for each in inner if each.is_file(follow_symlinks=False)]
    except OSError as error:
        raise SourceError(f"{folder} cannot be read: {reason(error)}.") from error
    return found
