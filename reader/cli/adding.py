"""`reader add`: files, folders and standard input come into the library."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from reader.cli import output, records
from reader.cli.arguments import Command, as_json
from reader.cli.progress import Progress
from reader.errors import NotFoundError, SourceError, UsageError
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.cli.invocation import Invocation
    from reader.library import Library
    from reader.library.values import Added

STANDARD_INPUT = Path("-")


@click.command(cls=Command)
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--title", default="", help="Its title, instead of what the source says.")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--source", default="", help="Who published it.")
@click.option("--url", default="", help="Its address.")
@click.option("--published", default="", help="When it was published, such as 2026-03-14.")
@click.option("--kind", type=click.Choice(("markdown", "plain")), help="How standard input is written.")
@click.option("--update", is_flag=True, help="Take a newer text of an article that is there; its notes stay.")
@as_json
@click.pass_obj
def add(
    invocation: Invocation,
    /,
    sources: tuple[Path, ...],
    kind: Literal["markdown", "plain"] | None,
    *,
    update: bool,
    as_json: bool,
    **facts: str,
) -> int:
    """Take in files and folders.

    They are Markdown (.md, .markdown) or plain text (.txt, .text); - is standard input. What is in the library
    already is not taken in again; with --update a newer text takes the place of the old one, which is kept.
    """
    overrides = {name: clean_line(fact) for name, fact in facts.items() if fact.strip()}
    _check(sources, kind, overrides)
    articles = []
    with invocation.library(makes=True) as library, Progress("Adding") as progress:
        for result in _take_in(library, sources, overrides, kind or "markdown", update=update):
            progress.clear()
            if isinstance(result, SourceError):
                invocation.trouble(str(result))
                continue
            articles.append(records.article(result.listing))
            _tell(result, is_quiet=as_json)
            progress(len(articles))
    if as_json:
        output.data(articles)
    return invocation.code


def _check(sources: tuple[Path, ...], kind: str | None, overrides: dict[str, str]) -> None:
    """Refuse what cannot be meant, and put the date into the form in which dates are kept."""
    from reader.sources.dates import to_iso  # noqa: PLC0415 - only where something is added

    if "published" in overrides:
        written = overrides["published"]
        overrides["published"] = to_iso(written)
        if not overrides["published"]:
            raise UsageError(f"“{written}” is no date: write it as 2026-03-14, 2026-03 or 2026.")
    if kind is not None and STANDARD_INPUT not in sources:
        raise UsageError("--kind says how standard input is written: a file says so by its suffix.")
    # `Path` raises for a name that is too long and where looking is not allowed.
    is_one = len(sources) == 1 and not os.path.isdir(sources[0])  # noqa: PTH112
    if not is_one and overrides.keys() & {"title", "url"}:
        raise UsageError("--title and --url belong to one article: add it alone.")
    missing = [source for source in sources if source != STANDARD_INPUT and not os.path.exists(source)]  # noqa: PTH110
    addresses = [source for source in missing if ":/" in str(source)]
    if addresses:
        raise UsageError(f"{addresses[0]} is an address: save the page as Markdown or plain text, and add the file.")
    if len(missing) == len(sources):
        names = ", ".join(map(str, missing))
        raise NotFoundError(f"There is no file or folder {names}. Check the name; quote it if it has spaces.")


def _take_in(
    library: Library,
    sources: tuple[Path, ...],
    overrides: Mapping[str, str],
    kind: Literal["markdown", "plain"],
    *,
    update: bool,
) -> Iterator[Added | SourceError]:
    for number, source in enumerate(sources):
        if source != STANDARD_INPUT:
            yield from library.add(source, overrides, joined=number > 0, update=update)
            continue
        try:
            yield library.add_text(_standard_input(), overrides, kind, joined=number > 0, update=update)
        except SourceError as error:
            yield error


def _standard_input() -> bytes:
    from reader.sources.decoding import MAX_BYTES  # noqa: PLC0415 - only where standard input is added

    if sys.stdin.isatty():
        output.tell("Type or paste the article; end it with Ctrl-D (on Windows Ctrl-Z and Enter) on a line of its own.")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _tell(added: Added, *, is_quiet: bool) -> None:
    article = added.listing.article
    if not is_quiet:
        before, after = ("Added ", "") if added.is_new else ("", " was here already")
        if added.is_renewed:
            before, after = "Updated ", ""
        output.line(
            before, output.Piece(article.title, output.BOLD), after, output.Piece(f" ({article.id})", output.FAINT)
        )
    for problem in added.problems:
        output.tell(f"{article.path}: {problem}")
