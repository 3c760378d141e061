"""Watched folders: what is put into them is taken in, and stays where it is.

A file that is still being written waits until it is at rest. One that changed since gives its article the new text,
with its notes; where the article was changed here too, it is said and nothing is overwritten. A file that could not be
read is tried again when it has changed.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import SourceError, StoreError, reason
from reader.library.values import Added
from reader.sources import files as source_files
from reader.sources import formats
from reader.store.locks import Lock
from reader.store.taken import Known, Taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.library.door import Library

REST = 2.0
"""Seconds for which nobody has written to a file that is taken in."""

EVERY = 50
"""Files after which it is written down which were taken in."""

_LOCK = ".reader/locks/folders.lock"
_TICK = 0.2


class Clock(NamedTuple):
    """What is asked for the time."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


def take(
    library: Library,
    folders: Iterable[str],
    *,
    waits: bool = False,
    clock: Clock = Clock(),  # noqa: B008 - a value that nobody changes
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Added | SourceError]:
    """Take in what is new in the folders; what was there already is not told, but for what is to be said of it.

    `waits` until files that are being written are at rest, a few seconds at most; else they come the next time.
    """
    if library.read_only:
        return
    try:
        lock = Lock(library.root / _LOCK, _TICK)
        lock.__enter__()
    except StoreError:
        # Another program looks through them just now.
        return
    try:
        taken = Taken(library.root)
        try:
            yield from _look(library, folders, taken, clock, cancelled, waits=waits)
        finally:
            taken.save()
    finally:
        lock.__exit__(None, None, None)


def _look(
    library: Library,
    folders: Iterable[str],
    taken: Taken,
    clock: Clock,
    cancelled: Callable[[], bool],
    *,
    waits: bool,
) -> Iterator[Added | SourceError]:
    writing: list[Path] = []
    count = 0
    for path in _coming(library, folders):
        if cancelled():
            return
        if isinstance(path, SourceError):
            yield path
            continue
        status = _changed(path, taken)
        if status is None:
            continue
        if not _is_at_rest(status, clock.now()):
            writing.append(path)
            continue
        yield from _one(library, path, status, taken, cancelled, joined=count > 0)
        count += 1
        if count % EVERY == 0:
            taken.save()
    if waits and writing:
        clock.sleep(REST)
        for path in writing:
            status = _changed(path, taken)
            if status is not None and _is_at_rest(status, clock.now()):
                yield from _one(library, path, status, taken, cancelled, joined=count > 0)
                count += 1


def _coming(library: Library, folders: Iterable[str]) -> Iterator[Path | SourceError]:
    """The files of the folders, but for those of the library itself."""
    home = library.root.resolve()
    for name in folders:
        folder = Path(os.path.expanduser(name))  # noqa: PTH111 - `Path.expanduser` raises for users that are none
        if not folder.is_dir():
            yield SourceError(f"The watched folder {name} is not there. Mend `folders` in reader.toml, or make it.")
            continue
        troubles: list[str] = []
        for path in source_files.discover(folder, troubles.append, suffixes=formats.BY_SUFFIX):
            if not path.resolve().is_relative_to(home):
                yield path
        yield from map(SourceError, troubles)


def _changed(path: Path, taken: Taken) -> os.stat_result | None:
    """What the system says of a file that is to be taken in; None for one that is as it was, or is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    known = taken.get(str(path))
    is_known = known is not None and (known.mtime_ns, known.size) == (status.st_mtime_ns, status.st_size)
    return None if is_known or not status.st_size else status


def _is_at_rest(status: os.stat_result, now: float) -> bool:
    # A program that copies may give a file its old time before it has its whole content.
    last = max(status.st_mtime, status.st_ctime)
    return now - last >= REST or last > now + 60


def _one(
    library: Library,
    path: Path,
    status: os.stat_result,
    taken: Taken,
    cancelled: Callable[[], bool],
    *,
    joined: bool,
) -> Iterator[Added | SourceError]:
    """Take in one file, and write down that it was; not where it ends amid a mailbox, which is gone through again."""
    before = taken.get(str(path))
    results: list[Added | SourceError] = []
    try:
        renewed = _renewed(library, path, before, joined=joined)
        for each in (renewed,) if renewed is not None else library.add(path, joined=joined):
            results.append(each)
            if cancelled():
                return
    except SourceError as error:
        results = [error]
    except OSError as error:
        results = [SourceError(f"{path} cannot be read: {reason(error)}.")]
    if any(isinstance(each, SourceError) for each in results) and cancelled():
        # What is read when the program ends is given up: that is no fault of the file.
        return
    added = [each for each in results if isinstance(each, Added)]
    known = Known(status.st_mtime_ns, status.st_size)
    if len(results) == len(added) == 1:
        article = added[0].listing.article
        known = replace(known, article=article.id, text_hash=article.text_hash)
    elif before is not None and not added:
        known = replace(known, article=before.article, text_hash=before.text_hash)
    taken.put(str(path), known)
    yield from (each for each in results if isinstance(each, SourceError) or each.is_new or each.is_renewed)


def _renewed(library: Library, path: Path, before: Known | None, *, joined: bool) -> Added | None:
    """The article of a file that was taken in before and has changed; None where there is none. Raises SourceError."""
    listing = library.catalogue.get(before.article) if before is not None and before.article else None
    if before is None or listing is None:
        return None
    raw = source_files.load(path)
    sources = library.parse(raw)
    if len(sources) != 1:
        return None
    if listing.article.text_hash != before.text_hash:
        raise SourceError(
            f"{path} has changed, and so has the article “{listing.article.title}” that came of it: nothing was taken "
            "over. To have the file's text add it with --update."
        )
    source = replace(sources[0], metadata=replace(sources[0].metadata, id=before.article))
    return library.land(source, raw, joined=joined, update=True)
