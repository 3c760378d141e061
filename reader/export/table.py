"""A table for a spreadsheet: a row for each annotation, always with the same columns.

It is UTF-8 with a byte order mark, without which Excel takes it for another encoding; commas between the cells, every
cell in quotes, lines that end as RFC 4180 says. No cell is computed: `cells` says how, and how that is undone. Excel
shows 32,767 characters of a cell and no more; the file has them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.export import cells
from reader.export.w3c import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.export.material import Material
    from reader.model.annotation import Highlight
    from reader.model.article import Article

COLUMNS = (
    *("quote", "speaker", "note", "themes", "title", "author", "source", "url", "published"),
    *("status", "now", "formerly", "color", "motivation", "annotator", "created", "modified"),
    *("id", "article", "start", "end", "text_hash"),
)
"""`themes` and `formerly` hold several values with `; ` between; `article` is an id, `start` and `end` are where the
words stood in the text whose hash is `text_hash`, in code points; `now` is what the article says there today, where it
is not `quote`."""

_MARK = "\ufeff"
_BETWEEN = "; "


def render(material: Material) -> Iterator[str]:
    """The whole table."""
    yield _MARK
    rows = (
        [*map(cells.guarded, _row(highlight, marked.listing.article))]
        for marked in material.articles()
        for highlight in marked.highlights
    )
    yield from cells.table(COLUMNS, rows)


def _row(highlight: Highlight, article: Article) -> tuple[str, ...]:
    made = highlight.annotation
    target = made.target
    return (
        *(target.quote.exact, made.speaker, made.note, _BETWEEN.join(made.themes)),
        *(article.title, article.author, article.source, article.url, article.published),
        *(highlight.status.value, highlight.now, _BETWEEN.join(made.formerly), made.color, made.motivation.value),
        *(made.author, moment(made.created), moment(made.modified)),
        *(made.id, target.article, str(target.position.start), str(target.position.end), target.text_hash),
    )
