"""`reader list` and `reader show`: the articles, and what one of them says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output, records
from reader.cli.arguments import Command, as_json, find, joined, query
from reader.cli.output import BOLD, FAINT, Piece
from reader.errors import DamagedError
from reader.index.schema import ORDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.cli.invocation import Invocation
    from reader.library import Library
    from reader.library.values import Opened
    from reader.model.article import Listing


@click.command("list", cls=Command)
@query
@click.option("--sort", type=click.Choice(tuple(ORDERS)), default="date", show_default=True, help="What comes first.")
@click.option("--limit", type=click.IntRange(min=1), help="No more than so many.")
@as_json
@click.pass_obj
def list_articles(
    invocation: Invocation, query: tuple[str, ...], sort: str, limit: int | None, *, as_json: bool
) -> int:
    """List the articles that match QUERY, or all.

    A query is made of words and "phrases" that must all match, of OR, of -word for what must not (behind a --), of
    title: author: source: theme: note: quote: speaker: lang: before: after: on: with a word, and of is:unread
    is:read is:starred is:annotated is:changed is:orphaned.
    """
    asked = joined(query)
    with invocation.library() as library:
        listings = library.listings(asked, sort=sort, limit=limit)
    if as_json:
        output.data([records.article(listing) for listing in listings])
    elif listings:
        _show(listings)
    elif asked:
        output.tell(f"No article matches “{asked}”. `reader list` shows all of them.")
    else:
        output.tell("The library has no articles yet. `reader add FILE` takes one in.")
    return invocation.code


def _show(listings: Sequence[Listing]) -> None:
    from reader.cli.columns import Column, print_columns  # noqa: PLC0415 - JSON has none

    articles = [listing.article for listing in listings]
    titles = [Piece(listing.article.title, "" if listing.state.read else BOLD) for listing in listings]
    print_columns(
        [
            Column("", [_state(listing) for listing in listings], rank=4),
            Column("Date", [Piece((about.published or about.added)[:10], FAINT) for about in articles], rank=3),
            Column("Title", titles, least=30, rank=5),
            Column("Source", [about.source for about in articles], least=12, rank=1),
            Column("Marked", [str(listing.highlights or "") for listing in listings], rank=2, is_number=True),
            Column("Id", [Piece(about.id, FAINT) for about in articles], least=24),
        ]
    )


def _state(listing: Listing) -> str:
    return ("★" if listing.state.starred else " ") + (" " if listing.state.read else "●")


@click.command(cls=Command)
@click.argument("article")
@as_json
@click.pass_obj
def show(invocation: Invocation, article: str, *, as_json: bool) -> int:
    """Print an article and its highlights.

    They are marked in the text and listed at its end.

    ARTICLE is an id, a path, an address, or a part of the id or the title that no other article has.
    """
    with invocation.library() as library:
        opened = _opened(library, find(library, article))
        colors = {} if as_json else invocation.colors(library)
    if as_json:
        highlights = [records.highlight(opened.listing, highlight) for highlight in opened.highlights]
        about = records.article(opened.listing)
        output.data({**about, "text": opened.text.plain, "highlights": highlights})
    else:
        from reader.cli import page  # noqa: PLC0415 - JSON has no lines

        page.show(opened, colors, invocation.settings().measure)
    return invocation.code


def _opened(library: Library, listing: Listing) -> Opened:
    """The article; without highlights where its notes are damaged, which has been told by then."""
    try:
        return library.read(listing.article.id)
    except DamagedError:
        from reader.library.values import Opened  # noqa: PLC0415 - a rare case

        return Opened(listing, library.text_of(listing.article.id), ())
