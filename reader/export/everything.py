"""Everything as JSON, for scripts and for another library: articles, the codebook, annotations.

    format       `reader`
    version      of this shape: 1
    articles     array: id path title author source url published added language words text_hash, and `state`: read
                 starred position text_hash
    themes       array: name color description aliases, and how many `highlights` and `articles` use it
    annotations  array: id, article (an id), quote prefix suffix start end occurrence text_hash, themes note speaker
                 color motivation author, formerly (array), created modified; and what is known of its passage now:
                 `status` (anchored moved changed orphaned), `place` ([start, end], or null), `now` (what the text says
                 there, where that is not `quote`; else empty)

Every field is always there. Offsets are code points of the canonical text, moments are in UTC. Each array is written
value by value, so the articles are gone through twice and memory stays flat. The same library gives the same file.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reader.export import json_text
from reader.export.w3c import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.export.material import Material
    from reader.model.annotation import Highlight
    from reader.model.article import Listing

VERSION = 1


def render(material: Material) -> Iterator[str]:
    """The whole file."""
    yield f'{{\n  "format": "reader",\n  "version": {VERSION},\n  "articles": '
    yield from json_text.array((article(marked.listing) for marked in material.articles()), 1)
    yield ',\n  "themes": '
    uses = material.themes
    themes = (asdict(use.theme) | {"highlights": use.highlights, "articles": use.articles} for use in uses)
    yield from json_text.array(themes, 1)
    yield ',\n  "annotations": '
    yield from json_text.array((annotation(each) for marked in material.articles() for each in marked.highlights), 1)
    yield "\n}\n"


def article(listing: Listing) -> dict[str, Any]:
    """An article and what was done with it."""
    return asdict(listing.article) | {"state": asdict(listing.state)}


def annotation(highlight: Highlight) -> dict[str, Any]:
    """An annotation, and where its passage is."""
    made = highlight.annotation
    target, span = made.target, highlight.span
    return {
        "id": made.id,
        "article": target.article,
        "quote": target.quote.exact,
        "prefix": target.quote.prefix,
        "suffix": target.quote.suffix,
        "start": target.position.start,
        "end": target.position.end,
        "occurrence": target.occurrence,
        "text_hash": target.text_hash,
        "themes": made.themes,
        "note": made.note,
        "speaker": made.speaker,
        "color": made.color,
        "motivation": made.motivation.value,
        "author": made.author,
        "formerly": made.formerly,
        "created": moment(made.created),
        "modified": moment(made.modified),
        "status": highlight.status.value,
        "place": [span.start, span.end] if span else None,
        "now": highlight.now,
    }
