"""`reader FILE…`: the app, opened on files and folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.app import start
from reader.cli.arguments import Command

if TYPE_CHECKING:
    from reader.cli.invocation import Invocation


@click.command(cls=Command)
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def read(invocation: Invocation, sources: tuple[Path, ...]) -> int:
    """Take in what is new of files and folders, and open the first one."""
    return start(invocation, sources)
