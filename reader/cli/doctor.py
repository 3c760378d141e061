"""`reader doctor`: everything is read, and what is wrong is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.arguments import Command, as_json
from reader.cli.invocation import named
from reader.cli.progress import Progress

if TYPE_CHECKING:
    from reader.cli.invocation import Invocation


@click.command(cls=Command)
@as_json
@click.pass_obj
def doctor(invocation: Invocation, *, as_json: bool) -> int:
    """Check every article and every note.

    Names what cannot be read and what is no longer in its text.
    """
    with invocation.library(refreshed=False) as library:
        with Progress("Checking") as progress:
            problems = library.check(progress)
        listings = library.listings()
    if as_json:
        output.data([{"path": p.path, "severity": str(p.severity), "message": p.message} for p in problems])
    for problem in problems:
        invocation.trouble(named(problem))
    if not problems and not as_json:
        highlights = sum(listing.highlights for listing in listings)
        output.line(f"The library is sound: {_count(len(listings), 'article')}, {_count(highlights, 'highlight')}.")
    return invocation.code


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
