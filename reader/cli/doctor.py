"""`reader doctor`: everything is read, and what is wrong is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli import output
from reader.cli.arguments import Command, as_json
from reader.cli.invocation import DONE, named
from reader.cli.progress import Progress
from reader.errors import StoreError, UsageError

if TYPE_CHECKING:
    from reader.cli.invocation import Invocation
    from reader.library.values import Problem


_ARCHIVE = click.Path(dir_okay=False, path_type=Path)


@click.command(cls=Command)
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--backup", type=_ARCHIVE, metavar="FILE", help="Write the whole library into one archive.")
@click.option("--restore", type=_ARCHIVE, metavar="FILE", help="Check an archive, and unpack it into an empty library.")
@click.option("--force", is_flag=True, help="Write the archive over one of that name.")
@as_json
@click.pass_obj
def doctor(
    invocation: Invocation, *, fix: bool, backup: Path | None, restore: Path | None, force: bool, as_json: bool
) -> int:
    """Check every article and every note.

    Names what cannot be read, what is no longer in its text and what was left behind, and with --fix mends what can
    be mended without a decision. Without it nothing is changed.
    """
    if (fix, backup is not None, restore is not None).count(True) > 1:
        raise UsageError("--fix, --backup and --restore are asked for one at a time.")
    if backup is not None:
        return _back_up(invocation.root, backup, force=force)
    if restore is not None:
        return _restore(invocation.root, restore)
    return _look(invocation, fix=fix, as_json=as_json)


def _look(invocation: Invocation, *, fix: bool, as_json: bool) -> int:
    from reader.library import permissions  # noqa: PLC0415 - loaded when it is used

    # Before anything is opened: what may not be read would look like a library that is not there.
    problems = [finding.settled(fix=fix) for finding in permissions.find(invocation.root)]
    for problem in problems:
        invocation.trouble(named(problem))
    try:
        with invocation.library(refreshed=False) as library:
            with Progress("Checking") as progress:
                problems += library.check(progress, fix=fix)
            listings = library.listings()
            pruned = library.history.pruned()
    except StoreError:
        if as_json:
            output.data([_record(problem) for problem in problems])
        raise
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


def _back_up(root: Path, target: Path, *, force: bool) -> int:
    from reader.store import backup  # noqa: PLC0415 - loaded when it is used

    with Progress("Packing") as progress:
        count = backup.write(root, target, force=force, progress=progress)
    output.line(f"{_count(count, 'file')} of {root} packed into {target}.")
    return DONE


def _restore(root: Path, source: Path) -> int:
    from reader.store import restoring  # noqa: PLC0415 - loaded when it is used

    with Progress("Restoring") as progress:
        count = restoring.restore(root, source, progress)
    output.line(f"{_count(count, 'file')} of {source} restored to {root}.")
    return DONE


def _record(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "severity": str(problem.severity),
        "message": problem.message,
        "fixed": problem.fixed,
    }


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
