"""`reader export`: highlights and notes as files that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.arguments import Command, joined, query
from reader.cli.progress import Progress
from reader.errors import UsageError
from reader.export.formats import BY_NAME, Makes

if TYPE_CHECKING:
    from reader.cli.invocation import Invocation
    from reader.export.request import By, Request
    from reader.export.written import Written
    from reader.library.exporting import Exporting

STANDARD_OUTPUT = "-"


@click.command(cls=Command)
@query
@click.option(
    "--format",
    "kind",
    type=click.Choice(tuple(BY_NAME)),
    default="markdown",
    show_default=True,
    help="What other program.",
)
@click.option(
    "--by", type=click.Choice(("article", "theme")), default="article", show_default=True, help="One file for each."
)
@click.option("--template", default="", metavar="NAME|FILE", help="Another form; `reader templates` shows them.")
@click.option("--full-text", is_flag=True, help="A web page holds the articles whole, with the highlights in them.")
@click.option(
    "-o",
    "--output",
    "place",
    type=click.Path(),
    default=STANDARD_OUTPUT,
    help="A folder, or a file; - or none is standard output.",
)
@click.option("--replace", is_flag=True, help="Replace a file that is no export or was edited; a copy is kept.")
@click.option("--take-back", is_flag=True, help="First take the notes that you changed there into the library.")
@click.option(
    "--restore", type=click.Path(path_type=Path), metavar="FILE", help="Put a file back to before the last export."
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.pass_obj
def export(
    invocation: Invocation,
    query: tuple[str, ...],
    *,
    kind: str,
    by: By,
    template: str,
    place: str,
    restore: Path | None,
    take_back: bool,
    full_text: bool,
    replace: bool,
    dry_run: bool,
) -> int:
    """Write highlights and notes for other programs.

    Those that match QUERY, or all; `reader list --help` says what a query may be. In a folder earlier exports are
    brought up to date, and what you wrote into them stays.
    """
    if restore is not None:
        if query or take_back or place != STANDARD_OUTPUT:
            raise UsageError("--restore takes the file that is put back, and stands alone.")
        return _restore(invocation, restore, dry_run=dry_run)
    if not place:
        raise UsageError("-o is empty, and names no folder or file; `-o .` is the folder that you are in.")
    if take_back and (place == STANDARD_OUTPUT or BY_NAME[kind].makes is not Makes.NOTES):
        raise UsageError("--take-back is for notes in a folder: name it with -o, and --format markdown or obsidian.")
    from reader.export.request import Request  # noqa: PLC0415 - only where something is exported

    request = Request(
        query=joined(query),
        format=kind,
        by=by,
        template=template,
        full_text=full_text,
        place=None if place == STANDARD_OUTPUT else Path(place),
        replace=replace,
    )
    with invocation.library() as library:
        exporting = library.exporting
        exporting.templates = invocation.templates()
        if bare := exporting.bare(request):
            have = "highlight has" if bare == 1 else "highlights have"
            output.tell(f"{bare:,} {have} no theme, and so no place in an export by theme.")
        if request.place is None:
            _print(invocation, exporting, request, dry_run=dry_run)
        else:
            taken = _take_back(invocation, exporting, request, dry_run=dry_run) if take_back else frozenset[str]()
            _write(invocation, exporting, request, taken, dry_run=dry_run)
    return invocation.code


def _restore(invocation: Invocation, path: Path, *, dry_run: bool) -> int:
    with invocation.library(refreshed=False) as library:
        put_by = library.exporting.restore(path, dry_run=dry_run)
    if dry_run:
        output.tell(f"{path} would be what it was before the last export; nothing was written.")
    else:
        kept = f" What it held until now is kept in {put_by} of the library." if put_by else ""
        output.tell(f"{path} was put back; the same again turns that round.{kept}")
    return invocation.code


def _print(invocation: Invocation, exporting: Exporting, request: Request, *, dry_run: bool) -> None:
    names: list[str] = []
    for document in exporting.documents(request, invocation.report):
        if not dry_run:
            output.document(f"{chr(10) if names else ''}{document.text}")
        names.append(document.name)
    if not names:
        _tell_of_nothing(request)
    elif dry_run:
        output.tell(f"{len(names)} would go to standard output: {', '.join(names)}.")


def _take_back(invocation: Invocation, exporting: Exporting, request: Request, *, dry_run: bool) -> frozenset[str]:
    edits = exporting.edits(request, invocation.report).unasked
    for refused in edits.refused:
        output.tell(refused.what)
    for edit in edits.notes:
        words = " ".join(edit.note.split())
        output.tell(f"{edit.name}: {'would take' if dry_run else 'takes'} back the note “{words[:70]}”")
    if dry_run or request.place is None:
        return frozenset()
    return exporting.take_back(edits, request.place).blocks


def _write(
    invocation: Invocation, exporting: Exporting, request: Request, taken: frozenset[str], *, dry_run: bool
) -> None:
    with Progress("Exporting") as progress:
        written = exporting.write(request, invocation.report, taken=taken, progress=progress, dry_run=dry_run)
    if written == type(written)():
        _tell_of_nothing(request)
    else:
        _summarise(invocation, written, dry_run=dry_run)


def _tell_of_nothing(request: Request) -> None:
    output.tell(f"No highlight matches “{request.query}”." if request.query else "Nothing is highlighted yet.")


def _summarise(invocation: Invocation, written: Written, *, dry_run: bool) -> None:
    for left in written.left:
        invocation.trouble(left.what)
    for notice in written.notices:
        output.tell(notice.what)
    counts = f"{len(written.new)} new, {len(written.updated)} updated, {len(written.unchanged)} unchanged"
    output.tell(f"{counts}; nothing was written." if dry_run else f"{counts}.")
    if not dry_run:
        return
    shown = {difference.name for difference in written.differences}
    for difference in written.differences:
        output.document(difference.what)
    for name in (*written.new, *written.updated):
        if name not in shown:
            output.tell(f"would write {name}")
