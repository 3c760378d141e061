"""The commands by name; each is imported when it is used."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader import __version__
from reader.cli import addresses
from reader.cli.arguments import complaint, global_options
from reader.cli.ending import COMPLETION
from reader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.cli.invocation import Invocation

COMMANDS = {
    "add": "adding:add",
    "list": "articles:list_articles",
    "show": "articles:show",
    "notes": "notes:notes",
    "mark": "notes:mark",
    "themes": "themes:themes",
    "export": "export:export",
    "templates": "templates:templates",
    "verify": "verifying:verify",
    "import": "importing:import_notes",
    "feeds": "feeds:feeds",
    "fetch": "fetch:fetch",
    "trash": "trash:trash",
    "log": "history:log",
    "undo": "history:undo",
    "doctor": "doctor:doctor",
    "merge-driver": "merging:merge_driver",
}
"""Where each command is: module and name."""


def invoke(invocation: Invocation, arguments: Sequence[str]) -> int:
    """Do what `arguments` ask for and give the exit code; raises UsageError when they are wrong."""
    if COMPLETION in os.environ:
        from click.shell_completion import shell_complete  # noqa: PLC0415 - only shells ask

        return shell_complete(reader, {"obj": invocation}, "reader", COMPLETION, os.environ[COMPLETION])
    try:
        with reader.make_context("reader", list(arguments), obj=invocation) as context:
            return int(reader.invoke(context))
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        raise complaint(error) from error


class _Commands(click.Group):
    """The commands, and what may stand in the place of one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of a name; None when there is none."""
        return _imported(COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begin with; files, folders and addresses open the app."""
        word = args[0]
        if word in COMMANDS or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if not addresses.is_address(word) and not os.path.lexists(word):
            raise UsageError(_unknown(word))
        return "reader", _imported("reading:read"), args


def _imported(place: str) -> click.Command:
    module, _, name = place.partition(":")
    command: click.Command = getattr(import_module(f"reader.cli.{module}"), name)
    return command


def _unknown(word: str) -> str:
    """What to say of a word that is neither a command nor a file."""
    addresses.check(word)
    from difflib import get_close_matches  # noqa: PLC0415 - only for a slip

    close = get_close_matches(word.lower(), COMMANDS, 1)
    advice = f"Did you mean `reader {close[0]}`?" if close else "`reader --help` shows the commands."
    path = Path(word)
    if path.suffix or len(path.parts) > 1:
        advice = "Check the name; quote it if it has spaces."
    return f"“{word}” is neither a command nor a file or folder. {advice}{addresses.hint(word)}"


@click.command(
    "reader",
    cls=_Commands,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND | FILE… | FOLDER… | ADDRESS…]",
    params=global_options(),
    epilog="The library is a folder of plain files; every command says with --help what it takes.",
)
@click.version_option(__version__, message="reader %(version)s")
@click.pass_context
def reader(context: click.Context) -> int:
    """Read, mark and hand over articles in a terminal.

    Alone it opens the app; with files, folders or addresses it takes in what is new and opens the first one.
    """
    if context.invoked_subcommand is not None:
        return 0
    from reader.cli.app import start  # noqa: PLC0415 - only where the app is opened

    return start(context.obj, ())
