"""Files that are written whole or not at all, and that are on the disk when a write returns."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.store import faults
from reader.store.stamp import Stamp

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = "articles"
"""The folder that every library has from its beginning."""

FOLDERS = {ARTICLES, "notes", "texts", "history", "trash", "feeds", ".reader"}
"""Those of a library."""

SUFFIX = ".tmp"
"""Ends the name of a file that is being written; it begins with a dot."""

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
_PATIENCE = (0.001, 0.005, 0.02, 0.1, 0.4)
"""Seconds between tries to replace a file that another program has open, which Windows refuses."""


def read(path: Path) -> tuple[bytes, Stamp] | None:
    """The content of a file and its stamp at that moment; None when there is none."""
    try:
        with path.open("rb") as file:
            return file.read(), Stamp.from_stat(os.fstat(file.fileno()))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise faults.unreadable(path, error) from error


def write(path: Path, data: bytes, *, is_named: bool = True) -> Stamp:
    """Put `data` in the place of the file at `path`, durably; its folder is made if only that is missing.

    Where it need not be `is_named` yet, as one of many, the caller makes the names in the folder durable at the end.
    """
    try:
        temporary, stamp = _temporary(path, data)
        try:
            _replace(temporary, path)
        except BaseException:
            _discard(temporary)
            raise
        if is_named:
            sync_folder(path.parent)
    except OSError as error:
        raise faults.unwritable(path, error) from error
    return stamp


def exchange(path: Path, data: bytes, seen: Stamp) -> Stamp | None:
    """As `write`, one of many, unless the file is not what was `seen` any more: then None, and it stays as it is."""
    try:
        temporary, stamp = _temporary(path, data)
        try:
            if Stamp.from_stat(path.stat()) != seen:
                return None
            _replace(temporary, path)
        except FileNotFoundError:
            return None
        finally:
            _discard(temporary)
    except OSError as error:
        raise faults.unwritable(path, error) from error
    return stamp


def create(path: Path, data: bytes, *, is_named: bool = True) -> bool:
    """Write a new file durably, unless there is one of that name: then False; `is_named` as for `write`."""
    try:
        temporary, _ = _temporary(path, data)
        try:
            return publish(temporary, path)
        finally:
            _discard(temporary)
            if is_named:
                sync_folder(path.parent)
    except OSError as error:
        raise faults.unwritable(path, error) from error


def append(path: Path, line: bytes, *, synced: bool = True) -> None:
    """Add a line to the end of a file, durably if it is to be `synced`; what a broken write left is closed off first.

    The caller holds the lock: two writers at once would take each other's line for a broken one.
    """
    try:
        is_new = not path.exists()
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | _PLAIN
        descriptor = _open(path, flags)
        try:
            _append(descriptor, line, synced=synced)
        finally:
            os.close(descriptor)
        if is_new:
            sync_folder(path.parent)
    except OSError as error:
        raise faults.unwritable(path, error) from error


def sync(path: Path) -> None:
    """Make what was written to a file durable; one that is gone needs nothing."""
    try:
        descriptor = os.open(path, os.O_RDWR | _PLAIN)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        return
    except OSError as error:
        raise faults.unwritable(path, error) from error


def remove(path: Path) -> None:
    """Take a file away, durably; one that is gone needs nothing."""
    try:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise faults.unwritable(path, error) from error


def move(source: Path, target: Path) -> None:
    """Give a file another place, durably, never that of another file; one that is gone needs nothing.

    Raises StoreError when another file has that place, unless it holds the same: then one of both stays.
    """
    try:
        if not os.path.lexists(source):
            return
        if not _publish_as(source, target) and not are_same(source, target):
            raise faults.unwritable(target, FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)))
        sync_folder(target.parent)
        source.unlink(missing_ok=True)
        sync_folder(source.parent)
    except OSError as error:
        raise faults.unwritable(target, error) from error


def are_same(one: Path, other: Path) -> bool:
    """Do two files hold the same? No where one cannot be read."""
    try:
        return one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def new_folder(folder: Path) -> None:
    """Make `folder` durably inside one that exists."""
    try:
        _make_folder(folder)
    except OSError as error:
        raise faults.unwritable(folder, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder of a library durably; one that is gone is not made anew, also not in an empty mount point."""
    try:
        _refuse_gone(folder)
        _make_folder(folder)
    except OSError as error:
        raise faults.unwritable(folder, error) from error


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the system has a call for it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems have no such call; there is no more that could be done.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


_PLAIN = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Not for child processes; bytes as they are."""


def _temporary(path: Path, data: bytes) -> tuple[Path, Stamp]:
    temporary = path.with_name(f".{path.name}.{os.urandom(6).hex()}{SUFFIX}")
    descriptor = _open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN)
    try:
        try:
            _write_all(descriptor, data)
            _keep_mode(descriptor, path)
            os.fsync(descriptor)
            stamp = Stamp.from_stat(os.fstat(descriptor))
        finally:
            os.close(descriptor)
    except BaseException:
        _discard(temporary)
        raise
    return temporary, stamp


def _open(path: Path, flags: int) -> int:
    try:
        return os.open(path, flags, 0o666)
    except FileNotFoundError:
        _refuse_gone(path.parent)
        _make_folder(path.parent)
        return os.open(path, flags, 0o666)


def _refuse_gone(folder: Path) -> None:
    """Raise FileNotFoundError for a folder of a library that has no articles: its disk is not there."""
    roots = [each.parent for each in (folder, *folder.parents) if each.name in FOLDERS]
    if roots and not any(os.path.isdir(root / ARTICLES) for root in roots):  # noqa: PTH112 - asks, and never raises
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
    else:
        sync_folder(folder.parent)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _append(descriptor: int, line: bytes, *, synced: bool) -> None:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size:
        os.lseek(descriptor, size - 1, os.SEEK_SET)
        if os.read(descriptor, 1) != b"\n":
            line = b"\n" + line
    try:
        _write_all(descriptor, line)
        if synced:
            os.fsync(descriptor)
    except BaseException:
        # Half a line would be read as damage; if even this fails, the next line starts on its own.
        with suppress(OSError):
            os.ftruncate(descriptor, size)
        raise


def _keep_mode(descriptor: int, path: Path) -> None:
    """Leave a file that its owner made private private."""
    if os.name == "nt":
        return
    with suppress(FileNotFoundError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode != stat.S_IMODE(os.fstat(descriptor).st_mode):
            os.fchmod(descriptor, mode)


def _replace(temporary: Path, path: Path) -> None:
    for wait in _PATIENCE:
        try:
            temporary.replace(path)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(wait)
        else:
            return
    temporary.replace(path)


def publish(temporary: Path, path: Path) -> bool:
    """Give the file its name if that is free."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without links: the name is taken first, then filled.
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, 0o666))
        except FileExistsError:
            return False
        temporary.replace(path)
    return True


def _publish_as(source: Path, target: Path) -> bool:
    """Give a file a second name if that is free; that name alone where it can have but one, a copy on another disk."""
    try:
        if source.is_symlink() or target.is_symlink():
            return _rename(source, target)
        target.hardlink_to(source)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno == errno.EXDEV:
            return create(target, source.read_bytes())
        if error.errno not in _NO_LINKS:
            raise
        return _rename(source, target)
    return True


def _rename(source: Path, target: Path) -> bool:
    if os.path.lexists(target):
        return False
    source.rename(target)
    return True


def _discard(temporary: Path) -> None:
    """Take a temporary file away; a disk that refuses even this has been reported already."""
    with suppress(OSError):
        temporary.unlink()
