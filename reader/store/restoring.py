"""Unpacking a backup: everything is checked before the first file is written, and again while it is."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import zipfile
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import NotFoundError, SourceError, StoreError, UsageError, reason
from reader.store import atomic
from reader.store.backup import FORMAT, MANIFEST
from reader.store.members import collision, flaw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Progress = Callable[[int, int], None]

LARGEST_MANIFEST = 64 * 1024 * 1024
"""Bytes."""

RATIO, SMALL = 100, 256 * 1024 * 1024
"""An archive may hold so many times its own size, or so many bytes: text is seldom packed more tightly."""

_CHUNK = 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)
"""What the standard library says of an archive that is none, encrypted or cut off."""


class _File(NamedTuple):
    info: zipfile.ZipInfo
    size: int
    sha256: str


def restore(root: Path, source: Path, progress: Progress | None = None) -> int:
    """Unpack the archive `source` into the folder `root`, which is empty or missing; how many files.

    Raises UsageError where it is not empty, NotFoundError where there is no archive, SourceError where that is not
    as it should be, and StoreError where the library cannot be written: then nothing is.
    """
    _refuse_taken(root)
    with _opened(source) as archive:
        files = _listed(archive, source)
        _refuse_bomb(files, source, _free(root))
        total = 2 * len(files)
        for done, file in enumerate(files, 1):
            _copy(archive, file, None)
            if progress is not None:
                progress(done, total)
        _unpack(root, archive, files, lambda done: progress and progress(len(files) + done, total))
    return len(files)


def _refuse_taken(root: Path) -> None:
    try:
        taken = any(root.iterdir())
    except FileNotFoundError:
        return
    except NotADirectoryError:
        taken = True
    except OSError as error:
        raise StoreError(f"{root} cannot be read: {reason(error)}. Name another folder with --library.") from error
    if taken:
        raise UsageError(f"{root} is not empty, and nothing is written over. Name an empty folder with --library.")


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except FileNotFoundError as error:
        raise NotFoundError(f"{source} does not exist. Check the name.") from error
    except _BROKEN as error:
        raise _wrong(source, str(error).rstrip(".") or "it cannot be read") from error
    except OSError as error:
        raise _unreadable(source, error) from error
    with archive:
        yield archive


def _unreadable(source: object, error: OSError) -> SourceError:
    return SourceError(f"{source} cannot be read: {reason(error)}. Nothing was written.")


def _listed(archive: zipfile.ZipFile, source: Path) -> list[_File]:
    """What an archive holds, as its manifest says too."""
    infos = archive.infolist()
    known = _manifest(archive, source)
    names = [info.filename for info in infos if info.filename != MANIFEST]
    for info in infos:
        name = info.orig_filename
        if why := _flaw(info):
            raise _wrong(source, f"{_shown(name)} {why}")
    if pair := collision([*names, MANIFEST]):
        raise _wrong(source, f"{_shown(pair[0])} and {_shown(pair[1])} would be one file")
    if missing := known.keys() - set(names):
        raise _wrong(source, f"{_shown(min(missing))} is missing")
    if extra := set(names) - known.keys():
        raise _wrong(source, f"{_shown(min(extra))} is not in its list")
    files = [_File(info, *known[info.filename]) for info in infos if info.filename != MANIFEST]
    for file in files:
        if file.info.file_size != file.size:
            raise _wrong(source, f"{_shown(file.info.filename)} is not as large as its list says")
    return files


def _flaw(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.is_dir() or kind not in {0, stat.S_IFREG}:
        return "is no plain file"
    if info.flag_bits & 0x1 or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "is encrypted, or packed in a way that backups are not"
    # A name is cut at its first NUL and turned around on Windows: it must be good as it was written.
    return flaw(info.orig_filename) or flaw(info.filename)


def _manifest(archive: zipfile.ZipFile, source: Path) -> dict[str, tuple[int, str]]:
    try:
        info = archive.getinfo(MANIFEST)
    except KeyError as error:
        raise _wrong(source, f"it has no {MANIFEST}, so it is no backup of Reader") from error
    if info.file_size > LARGEST_MANIFEST:
        raise _wrong(source, "its list is too large")
    try:
        with archive.open(info) as stream:
            data = stream.read(LARGEST_MANIFEST + 1)
    except _BROKEN as error:
        raise _wrong(source, "its list cannot be read") from error
    except OSError as error:
        raise _unreadable(source, error) from error
    try:
        about: Any = json.loads(data)
        version = about["format"]
        files = {str(name): (file["size"], file["sha256"]) for name, file in about["files"].items()}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise _wrong(source, "its list cannot be read") from error
    if version != FORMAT:
        raise SourceError(f"{source} was written by a newer version of Reader. Update Reader to restore it.")
    if not all(type(size) is int and size >= 0 and type(digest) is str for size, digest in files.values()):
        raise _wrong(source, "its list cannot be read")
    return files


def _refuse_bomb(files: list[_File], source: Path, free: int) -> None:
    total = sum(file.size for file in files)
    if total > max(SMALL, RATIO * source.stat().st_size):
        raise _wrong(source, f"it would become {total:,} bytes, far more than a library that is packed so small")
    if total > free:
        raise StoreError(f"{source} needs {total:,} bytes, and {free:,} are free. Nothing was written: make room.")


def _free(root: Path) -> int:
    place = next(each for each in (root, *root.absolute().parents) if each.is_dir())
    return shutil.disk_usage(place).free


def _copy(archive: zipfile.ZipFile, file: _File, target: Path | None) -> None:
    """Read one file to its end, into `target` where that is given; raises SourceError when it is another one."""
    digest, size = hashlib.sha256(), 0
    out = target.open("xb") if target is not None else None
    try:
        with archive.open(file.info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > file.size:
                    break
                digest.update(chunk)
                if out is not None:
                    out.write(chunk)
        if out is not None:
            out.flush()
            os.fsync(out.fileno())
    except _BROKEN as error:
        raise _wrong(archive.filename, f"{_shown(file.info.filename)} is broken ({error})") from error
    except OSError as error:
        if out is None:
            raise _unreadable(archive.filename, error) from error
        raise
    finally:
        if out is not None:
            out.close()
    if size != file.size or digest.hexdigest() != file.sha256:
        raise _wrong(archive.filename, f"{_shown(file.info.filename)} is not what its list says")


def _unpack(root: Path, archive: zipfile.ZipFile, files: list[_File], progress: Callable[[int], object]) -> None:
    """Write all files into a folder of their own, then give them their places: articles last, which make a library."""
    is_new = not root.exists()
    staging = root / f".restoring-{os.urandom(6).hex()}"
    try:
        staging.mkdir(parents=True)
        try:
            (staging / atomic.ARTICLES).mkdir()
            for done, file in enumerate(files, 1):
                target = staging / file.info.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy(archive, file, target)
                progress(done)
            for folder in [*staging.rglob("*/"), staging]:
                atomic.sync_folder(folder)
            for place in sorted(staging.iterdir(), key=lambda path: path.name == atomic.ARTICLES):
                place.rename(root / place.name)
            atomic.sync_folder(root)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except BaseException as error:
        if is_new:
            with suppress(OSError):
                root.rmdir()
        if isinstance(error, OSError):
            raise StoreError(f"{root} cannot be written: {reason(error)}. The archive is as it was.") from error
        raise


def _shown(name: str) -> str:
    return name if name.isprintable() else ascii(name)


def _wrong(source: object, why: str) -> SourceError:
    return SourceError(f"{source} cannot be restored: {why}. Nothing was written: take another backup.")
