"""Taking articles in: files, folders, standard input; the same thing twice is one article.

Files are read ahead, as many at once as there are workers, and taken in one after the other in their order on the
thread that asks.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import SourceError, reason
from reader.library.arriving import land_all, listing_at, read
from reader.library.values import Added
from reader.sources import files as source_files
from reader.sources import formats, mbox
from reader.sources.raw import Raw
from reader.store import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from reader.library.arriving import Recorder
    from reader.library.door import Library
    from reader.sources.source import Source

AHEAD = 4
"""Files for each worker that are read ahead: while a long one is taken in, nobody waits."""


class Wish(NamedTuple):
    """How whoever adds something wants it."""

    overrides: Mapping[str, str]
    update: bool = False
    """Does a newer text of an article that is there take the place of its text?"""

    options: Mapping[str, Any] | None = None
    """Of the format, by `sources.reading.read`."""


def add(library: Library, paths: Iterable[Path], wish: Wish, recorder: Recorder) -> Iterator[Added | SourceError]:
    """Take in files, and every article in and below folders, one after the other."""
    with ThreadPoolExecutor(library.workers.count, thread_name_prefix="reading") as threads:
        waiting: deque[_Ahead] = deque()
        coming = _coming(paths)
        try:
            while True:
                more = islice(coming, library.workers.count * AHEAD - len(waiting))
                waiting.extend(_begun(library, threads, each, wish) for each in more)
                if not waiting:
                    return
                yield from _taken(library, waiting.popleft(), wish, recorder)
        finally:
            # Who stops amid a folder does not wait for what was to be read next.
            threads.shutdown(wait=False, cancel_futures=True)


class _Ahead(NamedTuple):
    """What is being read: the articles in `raw`, or what stands for them already."""

    raw: Raw | None
    sources: Future[list[Source]] | None
    known: Added | SourceError | None = None


def _coming(paths: Iterable[Path]) -> Iterator[Path | Raw | SourceError]:
    """The files that are to be taken in, and why others are not."""
    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110 - `Path` raises for a name that is too long
            yield SourceError(f"{path} does not exist. Check the name; quote it if it has spaces.")
        elif path.is_dir():
            for file in _folder(path):
                yield from (file,) if isinstance(file, SourceError) else _parts(file)
        else:
            yield from _parts(path)


def _parts(path: Path) -> Iterator[Path | Raw | SourceError]:
    """A file; of a mailbox, which may be larger than memory, its mails one by one."""
    if path.suffix.casefold() not in formats.BY_NAME["mbox"].suffixes:
        yield path
        return
    try:
        source_files.check_regular(path, path.stat())
        with path.open("rb") as file:
            yield from mbox.mails(mbox.lines(file), path.name)
    except OSError as error:
        yield SourceError(f"{path} cannot be read: {reason(error)}.")
    except SourceError as error:
        yield error


def _folder(folder: Path) -> Iterator[Path | SourceError]:
    troubles: list[str] = []
    empty = True
    for path in source_files.discover(folder, troubles.append, suffixes=formats.BY_SUFFIX):
        empty = False
        yield path
    yield from map(SourceError, troubles)
    if empty and not troubles:
        yield SourceError(f"{folder} holds no articles: Reader takes {', '.join(formats.BY_SUFFIX)}.")


def _begun(library: Library, threads: ThreadPoolExecutor, path: Path | Raw | SourceError, wish: Wish) -> _Ahead:
    """Begin to read a file; one that already lies in the library stays where it is."""
    if isinstance(path, SourceError):
        return _Ahead(None, None, path)
    if isinstance(path, Raw):
        return _Ahead(path, threads.submit(read, library, path, "", wish.options))
    inside = _inside(library, path)
    try:
        if inside is not None:
            is_new = library.catalogue.by_path(inside) is None
            return _Ahead(None, None, Added(listing_at(library, inside), is_new))
        raw = source_files.load(path)
    except SourceError as error:
        return _Ahead(None, None, error)
    return _Ahead(raw, threads.submit(read, library, raw, "", wish.options))


def _taken(library: Library, ahead: _Ahead, wish: Wish, recorder: Recorder) -> Iterator[Added | SourceError]:
    if ahead.known is not None:
        if isinstance(ahead.known, Added):
            recorder.record(ahead.known)
        yield ahead.known
    if ahead.raw is None or ahead.sources is None:
        return
    try:
        sources = ahead.sources.result()
    except SourceError as error:
        yield error
        return
    yield from land_all(library, sources, ahead.raw, wish.overrides, recorder, update=wish.update)


def add_samples(library: Library, folder: Path) -> int:
    """Copy sample articles in as they are; how many there were."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in source_files.KINDS]
    for path in paths:
        files.add_article(library.root, path.name, path.read_bytes())
    library.refresh()
    return len(paths)


def _inside(library: Library, path: Path) -> str | None:
    """The path relative to the library, if it lies below its articles."""
    articles = (library.root / files.ARTICLES).resolve()
    resolved = path.resolve()
    return resolved.relative_to(articles.parent).as_posix() if resolved.is_relative_to(articles) else None
