"""Noticing what other hands do to the files of a library: an editor, git, a sync, another Reader."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from reader.library.polling import Poller
from reader.store import files, stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.library.door import Library

    Told = Callable[[frozenset[str] | None], None]

TICK = 0.4
"""Seconds between two looks where nothing tells of changes."""

QUIET_MS = 100
"""Milliseconds without a change after which whoever writes is taken to be done."""

LONGEST_MS = 400
"""Milliseconds after which changes are told although they go on."""

SHARE = 0.06
"""Part of the time that whole looks at the files may take."""

MANY = 500
"""Changes from which on it is faster to look at everything."""

_THEMES = "themes.json"
_REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "glusterfs", "vboxsf", "drvfs"}
)
"""File systems that other machines write to, of which this one's kernel is not told."""


class Watcher:
    """Tells, from a thread of its own, which files of a library were changed: paths relative to it.

    None stands for more than can be named. What the library itself has written is not told.
    """

    def __init__(self, library: Library, told: Told, *, mode: str = "auto") -> None:
        self._library, self._told, self._mode = library, told, mode
        self._stopped = Event()
        self._themes = stamp.of(library.root / _THEMES)
        self._thread = Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer; it may take a moment until the thread ends."""
        self._stopped.set()

    def join(self) -> None:
        """Wait for the end of the thread."""
        self._thread.join()

    def _run(self) -> None:
        if self._mode == "auto" and not is_remote(self._library.root):
            self._by_events()
        if not self._stopped.is_set():
            self._by_looking()

    # ---- where the system tells of changes

    def _by_events(self) -> None:
        """Watch until it is to stop, or until nothing is told here."""
        root = self._library.root
        try:
            from watchfiles import watch  # noqa: PLC0415 - in its own thread, so that nobody waits for it

            while not self._stopped.is_set():
                folders = self._folders()
                if folders is None:
                    self._wait_for_folders()
                    continue
                told = watch(
                    root / files.ARTICLES,
                    root / "notes",
                    watch_filter=None,
                    debounce=LONGEST_MS,
                    step=QUIET_MS,
                    rust_timeout=int(TICK * 1000),
                    yield_on_timeout=True,
                    stop_event=self._stopped,
                    raise_interrupt=False,
                    ignore_permission_denied=True,
                )
                for changes in told:
                    self._tell(self._relative(path for _, path in changes))
                    if self._folders() != folders:
                        # They were moved away, or others put in their place: nothing is told of these.
                        self._told(None)
                        break
        except (ImportError, OSError, RuntimeError):
            # No such package here, or no more watches to be had: the files are looked at instead.
            return

    def _wait_for_folders(self) -> None:
        """A library on a stick that was pulled out: it may come back, and then anything may be different."""
        while self._folders() is None:
            if self._stopped.wait(TICK):
                return
        self._told(None)

    def _folders(self) -> tuple[int, int] | None:
        """Which folders are watched; None when they are not there."""
        found = [_inode(self._library.root / name) for name in (files.ARTICLES, "notes")]
        return (found[0], found[1]) if found[0] and found[1] else None

    def _relative(self, paths: Iterable[str]) -> Iterator[str]:
        roots = {str(self._library.root), os.path.realpath(self._library.root)}
        for path in paths:
            root = next((root for root in roots if path.startswith(root + os.sep)), None)
            if root is not None:
                yield Path(path[len(root) + 1 :]).as_posix()

    # ---- where nobody tells

    def _by_looking(self) -> None:
        poller = Poller(self._library.root)
        poller.look(whole=True)
        due = 0.0
        while not self._stopped.wait(TICK):
            if self._folders() is None:
                self._told(None)
                self._wait_for_folders()
            began = monotonic()
            is_whole = began >= due
            self._tell(poller.look(whole=is_whole))
            if is_whole:
                # An edit in place changes no folder; to find it costs time that keys may need.
                due = monotonic() + (monotonic() - began) / SHARE - TICK / 2

    # ---- what is told

    def _tell(self, paths: Iterable[str]) -> None:
        changed = {path for path in paths if not any(part.startswith(".") for part in path.split("/"))}
        themes = stamp.of(self._library.root / _THEMES)
        if themes != self._themes:
            self._themes = themes
            changed.add(_THEMES)
        if len(changed) > MANY:
            self._told(None)
        elif changed := {path for path in changed if not self._library.notes_store.has_written(path)}:
            self._told(frozenset(changed))


def is_remote(path: Path, mounts: str | None = None) -> bool:
    """Does a folder lie on a file system that other machines write to? `mounts` is what Linux says of what is where."""
    if mounts is None:
        try:
            mounts = Path("/proc/self/mounts").read_text("utf-8", "replace")
        except OSError:
            return False
    place = os.path.realpath(path)
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        is_above = place == point or place.startswith(point.rstrip("/") + "/")
        if is_above and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind in _REMOTE or (kind.startswith("fuse.") and kind != "fuse.portal")


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino if path.is_dir() else 0
    except OSError:
        return 0
