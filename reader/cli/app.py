"""Opening the app."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from reader import snapshot
from reader.cli import addresses, output
from reader.cli.progress import Progress
from reader.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.cli.invocation import Invocation
    from reader.library import Library
    from reader.library.values import Added
    from reader.tui.app import ReaderApp

TURN = 0.0005
"""Seconds after which one thread makes way for another."""


def start(invocation: Invocation, sources: Sequence[str]) -> int:
    """Take in what is new of `sources`, open the app on the first of them, and give its exit code."""
    if not (output.is_a_terminal(sys.stdin) and output.is_terminal()):
        raise UsageError(
            "The app needs a terminal for its keys and its screen. "
            "In a pipe use a command, such as `reader list`; `reader --help` shows them."
        )
    try:
        return _opened(invocation, sources)
    finally:
        if invocation.shown is not None:
            invocation.shown.end()


def _opened(invocation: Invocation, sources: Sequence[str]) -> int:
    settings = invocation.settings()
    # The app brings the library up to date by itself, after it has shown the list.
    with invocation.library(is_for_reading=not sources, refreshed=bool(sources), makes=True) as library:
        opening, taken = _take_in(invocation, library, sources)
        if sources and not taken:
            return invocation.code
        # Loading Textual makes much and no garbage; the desk turns this on again.
        gc.disable()
        # A key passes through three threads. While a fourth saves, each would wait for its turn five milliseconds.
        sys.setswitchinterval(TURN)
        from reader.tui.app import ReaderApp  # noqa: PLC0415 - Textual is loaded once nothing stands in the way

        app = ReaderApp(
            library, settings, opening=opening, shown=invocation.shown, templates=invocation.templates_folder
        )
        invocation.has_quit = _run(app) == 0 and not app.return_code
    # The library is closed now, so that its files stay as they are.
    snapshot.keep(library.root, app.frames.last if invocation.has_quit else None, invocation.settings_path())
    return app.return_code or invocation.code


def _run(app: ReaderApp) -> int | None:
    """Run the app, and give what it was left with; None when it was not left by its own way out.

    Textual's own `run` would wait at the end for every thread, also for one that looks at 100,000 files.
    """
    from asyncio import Runner  # noqa: PLC0415 - loaded with Textual

    runner = Runner()
    result = None
    try:
        result = runner.run(app.run_async())
    finally:
        if result is None:
            runner.close()
        else:
            runner.get_loop().close()
    return result


def _take_in(invocation: Invocation, library: Library, sources: Sequence[str]) -> tuple[str, int]:
    """The id of the article to open, empty for the list, and how many articles of `sources` are in the library now."""
    opening, taken = "", 0
    with Progress("Fetching" if any(map(addresses.is_address, sources)) else "Reading") as progress:
        for number, run in enumerate(addresses.runs(sources)):
            for result in _of_run(library, run, progress, joined=number > 0):
                progress.clear()
                if isinstance(result, SourceError):
                    invocation.trouble(str(result))
                    continue
                if not taken and not os.path.isdir(run.words[0]):  # noqa: PTH112 - `Path` raises for a long name
                    opening = result.listing.article.id
                taken += 1
    # Pages come as they arrive, and the one that was named first may not be the first.
    first = library.catalogue.by_url(sources[0]) if sources and addresses.is_address(sources[0]) else None
    return opening if first is None else first.article.id, taken


def _of_run(library: Library, run: addresses.Run, progress: Progress, *, joined: bool) -> Iterator[Added | SourceError]:
    if run.kind == "page":
        from reader.cli.adding import Wish, fetched  # noqa: PLC0415 - only where something is fetched

        return fetched(library, run.words, Wish({}), progress, joined=joined)
    return library.add(run.paths, joined=joined)
