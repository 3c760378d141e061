"""`reader themes`: the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output, records
from reader.cli.arguments import Command, as_json
from reader.cli.output import FAINT, Piece

if TYPE_CHECKING:
    from reader.cli.invocation import Invocation


class _ListByDefault(click.Group):
    """A group that lists where no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `list` before what is no command, and no cry for help."""
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_ListByDefault)
def themes() -> None:
    """List the themes that passages have."""


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
