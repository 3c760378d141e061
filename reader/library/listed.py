"""What is named to be added: files and folders are read, and of lists the pages that they name."""

from __future__ import annotations

import os
from itertools import groupby
from typing import TYPE_CHECKING

from reader.errors import NotFoundError, SourceError, UsageError
from reader.library import adding
from reader.sources.lists import recognising

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.library.adding import Wish
    from reader.library.arriving import Recorder
    from reader.library.door import Library
    from reader.library.values import Added, Watch
    from reader.sources.lists.entry import Entry


def add(
    library: Library, paths: Iterable[Path], wish: Wish, recorder: Recorder, watch: Watch | None
) -> Iterator[Added | SourceError]:
    """Take in what is at `paths`, one after the other; raises UsageError for a title that is to be that of a list."""
    named = ((path, _kind(path)) for path in paths)
    for kind, group in groupby(named, lambda each: each[1]):
        files = (path for path, _ in group)
        if not kind:
            yield from adding.add(library, files, wish, recorder)
            continue
        if wish.overrides.keys() & {"title", "url"}:
            raise UsageError("A title and an address belong to one article, and this is a list of many.")
        from reader.library import pages  # noqa: PLC0415 - few files are lists

        for path in files:
            troubles: list[SourceError] = []
            entries = _good(path, kind, troubles)
            yield from _pages(pages.add(library, entries, wish, recorder, watch), troubles)


def _kind(path: Path) -> str:
    # `Path` raises for a name that is too long.
    return recognising.kind_of(path) if os.path.lexists(path) else ""


def _pages(results: Iterator[Added | SourceError], troubles: list[SourceError]) -> Iterator[Added | SourceError]:
    """What came of the pages, and what was wrong with the list itself."""
    for result in results:
        yield from troubles
        troubles.clear()
        yield result
    yield from troubles


def _good(path: Path, kind: str, troubles: list[SourceError]) -> Iterator[Entry]:
    """The pages of a list; what cannot be used is written to `troubles`."""
    try:
        for each in recognising.read(path, kind):
            if isinstance(each, SourceError):
                troubles.append(each)
            else:
                yield each
    except SourceError as error:
        troubles.append(error)
    except NotFoundError as error:
        troubles.append(SourceError(str(error)))
