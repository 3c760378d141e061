"""`reader doctor`: everything is read, and what is wrong is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reader.cli import output
from reader.cli.arguments import Command, as_json
from reader.cli.invocation import named
from reader.cli.progress import Progress

if TYPE_CHECKING:
    from reader.cli.invocation import Invocation
    from reader.library.values import Problem


@click.command(cls=Command)
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@as_json
@click.pass_obj
def doctor(invocation: Invocation, *, fix: bool, as_json: bool) -> int:
    """Check every article and every note.

    Names what cannot be read, what is no longer in its text and what was left behind, and with --fix mends what can
    be mended without a decision. Without it nothing is changed.
    """
    from reader.library import permissions  # noqa: PLC0415 - loaded when it is used

    # Before anything is opened: what may not be read would look like a library that is not there.
    problems = [finding.settled(fix=fix) for finding in permissions.find(invocation.root)]
    with invocation.library(refreshed=False) as library:
        with Progress("Checking") as progress:
            problems += library.check(progress, fix=fix)
        listings = library.listings()
        pruned = library.history.pruned()
    if pruned.before:
        from reader.store.history import told  # noqa: PLC0415 - only where something was taken away

        output.tell(told(pruned))
    if as_json:
        output.data([_record(problem) for problem in problems])
    for problem in problems:
        invocation.trouble(named(problem))
    if as_json:
        return invocation.code
    if fix and problems:
        mended = sum(problem.fixed for problem in problems)
        output.line(f"{mended:,} mended, {len(problems) - mended:,} left to you.")
    if not problems:
        highlights = sum(listing.highlights for listing in listings)
        output.line(f"The library is sound: {_count(len(listings), 'article')}, {_count(highlights, 'highlight')}.")
    return invocation.code


def _record(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "severity": str(problem.severity),
        "message": problem.message,
        "fixed": problem.fixed,
    }


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
