"""`reader export`: highlights and notes as files that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.arguments import Command, joined, query
from reader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from reader.cli.invocation import Invocation
    from reader.export.writing import Written
    from reader.model.annotation import Highlight
    from reader.model.article import Listing
    from reader.model.theme import ThemeUse

    Groups: TypeAlias = Sequence[tuple[Listing, Sequence[Highlight]]]

STANDARD_OUTPUT = Path("-")


@click.command(cls=Command)
@query
@click.option("--format", type=click.Choice(("markdown",)), default="markdown", expose_value=False, help="The format.")
@click.option(
    "--by", type=click.Choice(("article", "theme")), default="article", show_default=True, help="One file for each."
)
@click.option(
    "-o",
    "--output",
    "place",
    type=click.Path(path_type=Path),
    default=STANDARD_OUTPUT,
    help="A folder, or a file whose name ends in .md; - or none is standard output.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.pass_obj
def export(invocation: Invocation, query: tuple[str, ...], by: str, place: Path, *, dry_run: bool) -> int:
    """Write highlights and notes as Markdown.

    Those that match QUERY, or all; `reader list --help` says what a query may be. In a folder earlier exports are
    brought up to date, and a file that you have edited is left as it is.
    """
    asked = joined(query)
    with invocation.library() as library:
        found = [*library.notes(asked, invocation.report)]
        themes = library.themes() if by == "theme" else ()
    files = _by_theme(themes, found) if by == "theme" else _by_article(found)
    if not files:
        output.tell(f"No highlight matches “{asked}”." if asked else "Nothing is highlighted yet.")
    elif place != STANDARD_OUTPUT:
        _summarise(_write(place, files, dry_run=dry_run), dry_run=dry_run)
    elif dry_run:
        output.tell(f"{len(files)} would go to standard output: {', '.join(files)}.")
    else:
        output.document("\n".join(files.values()))
    return invocation.code


def _by_article(found: Groups) -> dict[str, str]:
    """A document for each article, by file name."""
    from reader.export import filenames, markdown  # noqa: PLC0415 - only where something is exported

    names = filenames.unique([(listing.article.id, listing.article.title) for listing, _ in found])
    texts = (markdown.article(listing, highlights) for listing, highlights in found)
    return dict(zip(names, texts, strict=True))


def _by_theme(themes: Sequence[ThemeUse], found: Groups) -> dict[str, str]:
    """A document for each theme that is used, by file name; tells of what has none."""
    from reader.export import filenames, markdown  # noqa: PLC0415 - only where something is exported

    bare = sum(not highlight.annotation.themes for _, highlights in found for highlight in highlights)
    if bare:
        output.tell(
            f"{bare:,} highlight{' has' if bare == 1 else 's have'} no theme, and so no place in an export by theme."
        )
    groups = [(use, _with_theme(use.theme.name, found)) for use in themes]
    used = [(use, group) for use, group in groups if group]
    names = filenames.unique([(use.theme.name, use.theme.name) for use, _ in used])
    return dict(zip(names, (markdown.theme(use, group) for use, group in used), strict=True))


def _with_theme(name: str, found: Groups) -> Groups:
    chosen = [(listing, [h for h in highlights if name in h.annotation.themes]) for listing, highlights in found]
    return [(listing, highlights) for listing, highlights in chosen if highlights]


def _write(place: Path, files: Mapping[str, str], *, dry_run: bool) -> Written:
    from reader.export.writing import write_file, write_files  # noqa: PLC0415 - only where files are written

    if place.suffix.lower() != ".md" or place.is_dir():
        return write_files(place, files, dry_run=dry_run)
    if len(files) > 1:
        raise UsageError(
            f"{place} is one file, and there are {len(files)} to write: name a folder, or narrow the query."
        )
    return write_file(place, next(iter(files.values())), dry_run=dry_run)


def _summarise(written: Written, *, dry_run: bool) -> None:
    for name in written.left:
        output.tell(f"{name} is no export or has been edited, and is left as it is; the export gets a name of its own.")
    counts = f"{len(written.new)} new, {len(written.updated)} updated, {len(written.unchanged)} unchanged"
    output.tell(f"{counts}; nothing was written." if dry_run else f"{counts}.")
    if dry_run:
        for name in (*written.new, *written.updated):
            output.tell(f"would write {name}")
