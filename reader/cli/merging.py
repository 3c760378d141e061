"""`reader merge-driver`: git asks it to merge notes and themes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.arguments import Command

if TYPE_CHECKING:
    from reader.cli.invocation import Invocation

_FILE = click.Path(path_type=Path)


_HELP = """Merge notes for git.

Git calls it with BASE, OURS and THEIRS; the result is written to OURS. To set it up, in the library's folder:

\b
git config merge.reader.name "notes of Reader"
git config merge.reader.driver "reader merge-driver %O %A %B"
echo "notes/*.json merge=reader" >> .gitattributes
echo "themes.json merge=reader" >> .gitattributes
echo "feeds.json merge=reader" >> .gitattributes
echo "history/*.jsonl merge=union" >> .gitattributes
echo "feeds/*/*.jsonl merge=union" >> .gitattributes

A file that cannot be merged is left as it is, and the exit code is 1: git takes it for a conflict.
"""


@click.command("merge-driver", cls=Command, help=_HELP, short_help="Merge notes for git.")
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
@click.pass_obj
def merge_driver(invocation: Invocation, base: Path, ours: Path, theirs: Path) -> int:
    """Merge two versions of a file of the library into the first."""
    from reader.errors import StoreError  # noqa: PLC0415 - whoever asks for help merges nothing
    from reader.store import absorbing  # noqa: PLC0415

    try:
        absorbing.merge_files(base, ours, theirs)
    except StoreError as error:
        invocation.trouble(str(error))
    return invocation.code
