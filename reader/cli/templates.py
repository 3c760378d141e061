"""`reader templates`: what exports look like, shown, and copied to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.arguments import Command, ListByDefault, as_json
from reader.cli.output import BOLD, FAINT, Piece

if TYPE_CHECKING:
    from pathlib import Path

    from reader.cli.invocation import Invocation
    from reader.export import template_manual
    from reader.export.template_files import Info


@click.group(cls=ListByDefault)
def templates() -> None:
    """Show what exports look like, and change it.

    `copy` puts a template into your own folder; one of yours there takes the place of that name everywhere.
    """


@templates.command("list", cls=Command)
@as_json
@click.pass_obj
def list_templates(invocation: Invocation, *, as_json: bool) -> int:
    """List the templates, and what each is for."""
    there = invocation.templates().all()
    for info in there:
        if info.trouble:
            invocation.trouble(info.trouble)
    if as_json:
        output.data([_record(info) for info in there])
        return invocation.code
    from reader.cli.columns import Column, print_columns  # noqa: PLC0415 - JSON has none

    print_columns(
        [
            Column("Template", [info.name for info in there], 16, rank=4),
            Column("Takes", [info.takes for info in there], rank=2),
            Column("Whose", ["" if info.is_shipped else "yours" for info in there], rank=3),
            Column("For", [Piece(info.trouble or info.about, FAINT) for info in there], 24, rank=1),
        ]
    )
    return invocation.code


@templates.command(cls=Command)
@click.argument("name")
@click.pass_obj
def show(invocation: Invocation, name: str) -> int:
    """Print a template."""
    output.document(invocation.templates().source(name))
    return invocation.code


@templates.command(cls=Command)
@click.argument("name")
@as_json
@click.pass_obj
def copy(invocation: Invocation, name: str, *, as_json: bool) -> int:
    """Put a template into your own folder, to be edited there.

    One that is there already stays as it is.
    """
    path: Path = invocation.templates().copy(name)
    if as_json:
        output.data({"path": str(path)})
    else:
        output.line(str(path))
    return invocation.code


@templates.command(cls=Command)
@as_json
@click.pass_obj
def variables(invocation: Invocation, *, as_json: bool) -> int:
    """Say what a template can name, and what it can do with it."""
    from reader.export import template_manual  # noqa: PLC0415 - reads the source

    groups = template_manual.groups()
    if as_json:
        output.data([{"name": group.name, "about": group.about, "there": _all(group)} for group in groups])
        return invocation.code
    for number, group in enumerate(groups):
        if number:
            output.line()
        output.line(Piece(group.name, BOLD))
        for told in group.told:
            output.line(f"  {told.name:24} ", Piece(told.about, FAINT))
    return invocation.code


def _all(group: template_manual.Group) -> list[dict[str, str]]:
    return [told._asdict() for told in group.told]


def _record(info: Info) -> dict[str, object]:
    return {
        "name": info.name,
        "takes": info.takes or None,
        "takes_all": info.takes_all,
        "about": info.about,
        "path": str(info.path),
        "shipped": info.is_shipped,
        "trouble": info.trouble or None,
    }
