"""ZIP archives of strangers, which EPUB books and Word documents are: read in memory and within limits.

Nothing is ever unpacked into a folder. What an archive says of its sizes is not believed: reading ends at the limit.
"""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
import zlib
from urllib.parse import unquote

from reader.errors import SourceError

MEMBERS = 20_000
"""Files that an archive may hold."""

MEMBER = 16 * 1024 * 1024
"""Bytes of one file of it, unpacked: the text of ten thick books."""

WHOLE = 48 * 1024 * 1024
"""Bytes of all the files that are read of one archive, unpacked."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How EPUB and Word pack; Python unpacks others without a limit."""

_ENCRYPTED = 0x1


class Archive:
    """The files of an archive, by their names. `name` begins the messages."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = WHOLE
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, OverflowError) as error:
            raise SourceError(f"{name} is a damaged archive: it may have come only in part. Get it anew.") from error
        if len(members) > MEMBERS:
            raise SourceError(f"{name} holds {len(members):,} files, and the limit is {MEMBERS:,}.")
        self._members = {member.filename: member for member in members if _is_inside(member)}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files that may be read: none that leads out of the archive, and no links."""
        return tuple(self._members)

    def find(self, path: str, base: str = "") -> str:
        """The name of the file that `path` means, from the file `base`; empty where there is none.

        A path may be an address with escapes and a fragment; names that differ in case alone are found too.
        """
        bare = path.partition("#")[0]
        for spelled in (bare, unquote(bare)):
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), spelled)) if spelled else ""
            if joined in self._members:
                return joined
        return next((name for name in self._members if joined and name.casefold() == joined.casefold()), "")

    def read(self, name: str) -> bytes:
        """What is in the file of that name; raises SourceError where that is damaged, encrypted or too much."""
        member = self._members.get(name)
        if member is None:
            raise SourceError(f"{self.name} is damaged: its file {_short(name)} is missing.")
        if member.flag_bits & _ENCRYPTED:
            raise SourceError(f"{self.name} is protected by a password. Save it without one, and add it again.")
        if member.compress_type not in _METHODS:
            raise SourceError(
                f"{self.name} is packed in a way that is not read. Pack it anew with an ordinary program."
            )
        most = min(MEMBER, self._left)
        try:
            with self._zip.open(member) as file:
                data = file.read(most + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            OSError,
            EOFError,
            ValueError,
        ) as error:
            raise SourceError(f"{self.name} is damaged: its file {_short(name)} cannot be unpacked.") from error
        if len(data) > most:
            raise SourceError(
                f"{self.name} unpacks to more than {most // 1024 // 1024} MB at {_short(name)}: not taken in."
            )
        self._left -= len(data)
        return data


def _is_inside(member: zipfile.ZipInfo) -> bool:
    """False for folders, links, and names that lead out of the archive."""
    name = member.filename
    if not name or member.is_dir() or stat.S_ISLNK(member.external_attr >> 16):
        return False
    return not name.startswith(("/", "\\")) and ":" not in name[:3] and ".." not in name.replace("\\", "/").split("/")


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:79]}…"
