"""`reader FILE…`: the app, opened on files, folders and pages of the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.app import start
from reader.cli.arguments import Command

if TYPE_CHECKING:
    from reader.cli.invocation import Invocation


@click.command(cls=Command)
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=str))
@click.pass_obj
def read(invocation: Invocation, sources: tuple[str, ...]) -> int:
    """Take in what is new of files, folders and addresses, and open the first one."""
    return start(invocation, sources)
