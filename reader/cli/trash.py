"""`reader trash`: what was thrown away, and back."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from reader.cli import output, records
from reader.cli.arguments import Command, ListByDefault, as_json, find
from reader.cli.output import FAINT, Piece
from reader.cli.progress import Progress
from reader.errors import UsageError

if TYPE_CHECKING:
    from reader.cli.invocation import Invocation
    from reader.library import Library
    from reader.library.trashing import DeletedNote
    from reader.store.trash import Trashed


@click.group(cls=ListByDefault)
def trash() -> None:
    """List what was thrown away, bring it back, or empty it.

    An article keeps its notes in the trash until that is emptied; a deleted note stays with its article.
    """


@trash.command("list", cls=Command)
@as_json
@click.pass_obj
def list_trash(invocation: Invocation, *, as_json: bool) -> int:
    """List articles and notes in the trash, thrown away last first."""
    with invocation.library() as library:
        found = _all(library)
    if as_json:
        output.data([records.trashed(each) for each in found])
        return invocation.code
    if not found:
        output.tell("The trash is empty.")
    for each in found:
        record = records.trashed(each)
        when = each.at.astimezone().strftime("%Y-%m-%d %H:%M")
        words = f"“{' '.join(str(record['quote']).split())}” in {record['article_title']}"
        if record["kind"] == "article":
            words = f"{record['article_title']}{_notes(int(str(record['notes'])))}"
        output.line(Piece(when, FAINT), "  ", words, Piece(f" ({record['id']})", FAINT))
    return invocation.code


@trash.command(cls=Command)
@click.argument("articles", metavar="ARTICLE…", nargs=-1, required=True)
@click.pass_obj
def put(invocation: Invocation, articles: tuple[str, ...]) -> int:
    """Throw articles away, with their notes."""
    with invocation.library() as library:
        ids = dict.fromkeys(find(library, article).article.id for article in articles)
        output.line(library.trash.put(ids).label)
    return invocation.code


@trash.command(cls=Command)
@click.argument("things", metavar="ARTICLE|NOTE…", nargs=-1, required=True)
@click.pass_obj
def restore(invocation: Invocation, things: tuple[str, ...]) -> int:
    """Bring articles or notes back.

    An article is named by its id or a part of its id or title, a note by its id. A file that has the name meanwhile
    keeps it.
    """
    from reader.store.trash import Trashed  # noqa: PLC0415 - only where something is brought back

    with invocation.library() as library:
        found: list[Trashed | DeletedNote] = []
        for each in map(library.trash.find, things):
            if each not in found:
                found.append(each)
        for each in found:
            done = library.trash.restore(each) if isinstance(each, Trashed) else library.trash.restore_note(each)
            output.line(done.label)
    return invocation.code


@trash.command(cls=Command)
@click.option("--older-than", type=click.IntRange(0), metavar="DAYS", help="Only what is there for so many days.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def empty(invocation: Invocation, *, older_than: int | None, yes: bool) -> int:
    """Delete what is in the trash for ever."""
    with invocation.library() as library:
        before = None if older_than is None else library.trash.longest_kept(older_than)
        found = [each for each in _all(library) if before is None or each.at < before]
        if not found:
            output.tell("The trash is empty." if before is None else "Nothing is in the trash for so long.")
            return invocation.code
        if not yes and not _is_wanted(found):
            output.tell("Nothing was deleted.")
            return invocation.code
        from reader.library.trashing import counted  # noqa: PLC0415 - only where something is deleted

        # What is thrown away while somebody thinks was not asked about.
        emptied = library.trash.empty(before or max(each.at for each in found) + timedelta.resolution)
    output.line(f"Deleted for ever: {counted(emptied)}.")
    output.tell("What the notes said is still in the history, until it is pruned: `reader log`.")
    return invocation.code


def _all(library: Library) -> list[Trashed | DeletedNote]:
    with Progress("Looking at notes") as progress:
        found: list[Trashed | DeletedNote] = [*library.trash.articles(), *library.trash.notes(progress)]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _is_wanted(found: list[Trashed | DeletedNote]) -> bool:
    """Ask whether all that is to be deleted."""
    if not output.is_a_terminal(sys.stdin):
        raise UsageError("Emptying the trash cannot be undone: say --yes where nobody can be asked.")
    what = [records.trashed(each) for each in found]
    articles = sum(each["kind"] == "article" for each in what)
    single = len(what) - articles
    kept = sum(int(str(each["notes"])) for each in what)
    parts = [f"{articles} article{'' if articles == 1 else 's'}{_notes(kept)}"] if articles else []
    parts += [f"{single} deleted note{'' if single == 1 else 's'}"] if single else []
    output.ask(f"Delete {' and '.join(parts)} for ever? [y/N] ")
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _notes(count: int) -> str:
    return f" with {count:,} note{'' if count == 1 else 's'}" if count else ""
