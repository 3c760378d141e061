"""`reader notes` and `reader mark`: highlights and notes, read and made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output, records
from reader.cli.arguments import Command, as_json, find, joined, query
from reader.cli.output import BOLD, FAINT, Piece
from reader.errors import UsageError
from reader.text.clean import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.cli.invocation import Invocation
    from reader.model.annotation import Highlight
    from reader.model.article import Listing


@click.command(cls=Command)
@query
@as_json
@click.pass_obj
def notes(invocation: Invocation, query: tuple[str, ...], *, as_json: bool) -> int:
    """Print highlights and notes.

    Those that match QUERY, or all; `reader list --help` says what a query may be.
    """
    asked = joined(query)
    with invocation.library() as library:
        found = [*library.notes(asked, invocation.report)]
        colors = {} if as_json else invocation.colors(library)
        waiting = [version for listing, _ in found for version in library.notes_store.conflicts(listing.article.id)]
    wordings: dict[str, list[str]] = {}
    for version in waiting:
        wordings.setdefault(version.id, []).append(version.note)
    if as_json:
        output.data(
            [
                records.highlight(listing, highlight, wordings.get(highlight.id, ()))
                for listing, group in found
                for highlight in group
            ]
        )
    elif not found:
        output.tell(f"No highlight matches “{asked}”." if asked else "Nothing is highlighted yet.")
    for number, (listing, group) in enumerate(() if as_json else found):
        if number:
            output.line()
        _show(listing, group, colors, wordings)
    return invocation.code


def _show(
    listing: Listing,
    highlights: Sequence[Highlight],
    colors: Mapping[str, str],
    wordings: Mapping[str, Sequence[str]],
) -> None:
    from reader.cli import page, passages  # noqa: PLC0415 - JSON has no lines

    cells = output.width() if output.is_terminal() else page.ANY_WIDTH
    for row in passages.wrapped(listing.article.title, cells):
        output.line(Piece(row, BOLD))
    output.line(Piece(listing.article.id, FAINT))
    before: Highlight | None = None
    for highlight in highlights:
        passages.head_of_orphans(before, highlight, cells)
        before = highlight
        output.line()
        passages.show(highlight, colors, cells)
        for note in wordings.get(highlight.id, ()):
            passages.show_other(note, cells)


@click.command(cls=Command)
@click.argument("article")
@click.option(
    "--quote", required=True, help="The words to highlight, as the article says them; white space may differ."
)
@click.option("--prefix", default="", help="What stands before them, where they stand there more than once.")
@click.option("--suffix", default="", help="What stands behind them.")
@click.option("--theme", "themes", multiple=True, help="A theme to give them; may be given several times.")
@click.option("--note", default="", help="Your own words on them, Markdown.")
@as_json
@click.pass_obj
def mark(
    invocation: Invocation,
    article: str,
    quote: str,
    prefix: str,
    suffix: str,
    *,
    themes: tuple[str, ...],
    note: str,
    as_json: bool,
) -> int:
    """Highlight a passage of an article.

    Prints the highlight's id.

    ARTICLE is an id, a path, an address, or a part of the id or the title that no other article has.
    """
    names = [clean_line(name) for name in themes]
    if not quote.strip():
        raise UsageError("--quote is empty: give the words to highlight.")
    if not all(names):
        raise UsageError("--theme is empty: give the theme's name, or leave it out.")
    with invocation.library() as library:
        listing = find(library, article)
        made = library.mark(
            listing.article.id,
            clean(quote),
            prefix=clean(prefix),
            suffix=clean(suffix),
            themes=names,
            note=clean(note).strip(),
        )
    if as_json:
        output.data(records.highlight(listing, made))
    else:
        output.line(made.id)
    return invocation.code
