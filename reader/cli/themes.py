"""`reader themes`: the codebook, listed and changed in every note at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output, records
from reader.cli.arguments import Command, ListByDefault, as_json
from reader.cli.output import FAINT, Piece
from reader.cli.progress import Progress
from reader.text.clean import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.cli.invocation import Invocation
    from reader.library.theming import Rewritten, Theming


@click.group(cls=ListByDefault)
def themes() -> None:
    """List themes, and change them in every note.

    Themes nest by `/`: what is done to economy is done to economy/tariffs too. `reader undo` takes it back.
    """


@themes.command("list", cls=Command)
@as_json
@click.pass_obj
def list_themes(invocation: Invocation, *, as_json: bool) -> int:
    """List the themes, most used first."""
    with invocation.library() as library:
        uses = library.themes()
    if as_json:
        output.data([records.theme(use) for use in uses])
        return invocation.code
    if not uses:
        output.tell("There are no themes yet. `reader mark` and the app give them to passages.")
        return invocation.code
    from reader.cli.columns import Column, print_columns  # noqa: PLC0415 - JSON has none

    print_columns(
        [
            Column("Theme", [Piece(use.theme.name, output.TINTS.get(use.theme.color, "")) for use in uses], 16, rank=4),
            Column("Highlights", [str(use.highlights) for use in uses], rank=3, is_number=True),
            Column("Articles", [str(use.articles) for use in uses], rank=2, is_number=True),
            Column("Colour", [use.theme.color for use in uses], rank=1),
            Column("Description", [Piece(use.theme.description, FAINT) for use in uses], 16),
        ]
    )
    return invocation.code


@themes.command(cls=Command)
@click.argument("old")
@click.argument("new")
@as_json
@click.pass_obj
def rename(invocation: Invocation, old: str, new: str, *, as_json: bool) -> int:
    """Give a theme another name.

    OLD still means it where somebody types it.
    """
    return _change(invocation, lambda do, tell: do.rename(clean_line(old), clean_line(new), tell), as_json=as_json)


@themes.command(cls=Command)
@click.argument("sources", metavar="THEME…", nargs=-1, required=True)
@click.argument("into")
@as_json
@click.pass_obj
def merge(invocation: Invocation, sources: tuple[str, ...], into: str, *, as_json: bool) -> int:
    """Make one theme of several: the last one named stays.

    The names of the others mean it from now on.
    """
    olds = tuple(map(clean_line, sources))
    return _change(invocation, lambda do, tell: do.merge(olds, clean_line(into), tell), as_json=as_json)


@themes.command(cls=Command)
@click.argument("name")
@click.argument("color")
@as_json
@click.pass_obj
def color(invocation: Invocation, name: str, color: str, *, as_json: bool) -> int:
    """Show a theme in another colour.

    COLOR is amber, blue, green, rose, violet, cyan, orange or sand.
    """
    return _change(invocation, lambda do, _: do.color(clean_line(name), color.strip().lower()), as_json=as_json)


@themes.command(cls=Command)
@click.argument("name")
@click.argument("description")
@as_json
@click.pass_obj
def describe(invocation: Invocation, name: str, description: str, *, as_json: bool) -> int:
    """Say in words what a theme is for; an empty text takes the words away."""
    words = clean(description).strip()
    return _change(invocation, lambda do, _: do.describe(clean_line(name), words), as_json=as_json)


@themes.command(cls=Command)
@click.argument("name")
@as_json
@click.pass_obj
def delete(invocation: Invocation, name: str, *, as_json: bool) -> int:
    """Take a theme out of the codebook and out of every note; the notes stay."""
    return _change(invocation, lambda do, tell: do.delete(clean_line(name), tell), as_json=as_json)


def _change(invocation: Invocation, act: Callable[[Theming, Progress], Rewritten], *, as_json: bool) -> int:
    with invocation.library() as library:
        before = {use.theme.name: use for use in library.themes()}
        with Progress("Writing notes") as progress:
            done = act(library.theming, progress)
        after = {use.theme.name: use for use in library.themes()}
    for problem in done.problems:
        invocation.report(problem)
    if as_json:
        uses = (after.get(name) or before.get(name) for name in done.names)
        output.data([records.theme(use) for use in uses if use is not None])
    else:
        output.line(done.operation.label)
    return invocation.code
