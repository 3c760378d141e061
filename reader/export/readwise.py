"""A table that Readwise takes in (https://readwise.io/import_bulk).

Its columns are Highlight, Title, Author, URL, Note, Location and Date. Readwise makes tags of words that begin with a
full stop at the beginning of a note (https://docs.readwise.io/readwise/guides/action-tags): so the note's first line
has the themes, in which white space is `-`; then comes the note, then who said the words. What that page calls an
action (`.h1`, `.c2`) is no tag: such a theme is written `.theme-h1`. Location is the place in the text.

Words are written as they are: nothing is put before what a spreadsheet would compute, because Readwise would keep it.
The file has no byte order mark. Readwise takes no row without a highlight, so notes on a whole article and bare
bookmarks are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.export import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.export.material import Material
    from reader.model.annotation import Annotation, Highlight
    from reader.model.article import Article

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")

_ACTION = re.compile(r"[ch]\d+", re.IGNORECASE)


def render(material: Material) -> Iterator[str]:
    """The whole table."""
    rows = (
        _row(highlight, marked.listing.article)
        for marked in material.articles()
        for highlight in marked.highlights
        if highlight.annotation.target.quote.exact.strip() and not highlight.annotation.is_only_a_place
    )
    yield from cells.table(COLUMNS, rows)


def _row(highlight: Highlight, article: Article) -> tuple[str, ...]:
    made = highlight.annotation
    place = highlight.span or made.target.position
    return (
        made.target.quote.exact,
        article.title or article.id,
        article.author or article.source,
        article.url,
        _note(made),
        str(place.start),
        f"{made.created.replace(tzinfo=None).isoformat(' ', 'seconds')}+00:00",
    )


def _note(made: Annotation) -> str:
    tags = " ".join(map(_tag, made.themes))
    speaker = f"— {made.speaker}" if made.speaker else ""
    return "\n".join(part for part in (tags, made.note, speaker) if part)


def _tag(name: str) -> str:
    return f".{'theme-' if _ACTION.fullmatch(name) else ''}{'-'.join(name.lstrip('.').split())}"
