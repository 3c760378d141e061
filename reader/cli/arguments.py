"""What commands have in common on the command line: global options, queries, `--json`, complaints."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.errors import UsageError
from reader.paths import expanded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.cli.invocation import Invocation
    from reader.library import Library
    from reader.model.article import Listing

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
"""For what scripts read."""

query = click.argument("query", nargs=-1)
"""Words of the query language; they arrive as a tuple and are joined with `joined`."""


def joined(words: Sequence[str]) -> str:
    """A query from the words of the command line."""
    return " ".join(words)


def find(library: Library, reference: str) -> Listing:
    """The article that `reference` means, which may also be the path of its file from where the command is run."""
    if os.path.isfile(reference):  # noqa: PTH113 - says no where `Path` raises, for a name that is too long
        path, root = Path(reference).resolve(), library.root.resolve()
        if path.is_relative_to(root):
            reference = path.relative_to(root).as_posix()
    return library.find(reference)


class Command(click.Command):
    """A command that takes the global options too, so that they may stand before and behind its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += global_options(hidden=True)


class ListByDefault(click.Group):
    """A group that lists where no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `list` before what is no command, and no cry for help."""
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


def global_options(*, hidden: bool = False) -> list[click.Option]:
    """`--library`, `--config` and `--debug`; they go into the Invocation."""
    # What may not be read is told by the library, and mended by the doctor.
    folder = click.Path(file_okay=False, readable=False, path_type=Path)
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    return [
        _option("library", folder, "The library's folder (default: READER_LIBRARY, or the platform's place).", hidden),
        _option("config", file, "The configuration file (default: READER_CONFIG, or the platform's place).", hidden),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            hidden=hidden,
            callback=_keep,
            help="Show where in the program an error came from.",
        ),
    ]


def _option(name: str, kind: click.Path, text: str, hidden: bool) -> click.Option:  # noqa: FBT001 - passed on
    return click.Option([f"--{name}"], type=kind, expose_value=False, hidden=hidden, callback=_keep, help=text)


def _keep(context: click.Context, option: click.Parameter, value: Path | bool | None) -> None:  # noqa: FBT001 - click's
    invocation: Invocation | None = context.obj
    if invocation is None or not value:
        return
    match option.name, value:
        case "library", Path():
            invocation.library_path = expanded(value)
        case "config", Path():
            invocation.config_path = value
        case "debug", True:
            invocation.debug = True


def complaint(error: click.ClickException) -> UsageError:
    """What click has to say, in our words and form."""
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "reader"
    return UsageError(f"{message}. `{command} --help` shows how it is used.")
