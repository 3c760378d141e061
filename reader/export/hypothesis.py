"""What Hypothesis' own client writes when it exports, and takes in when it imports.

Its source code says so: `annotations-exporter.ts` and `api.ts` in https://github.com/hypothesis/client, and the API is
described at https://h.readthedocs.io/en/latest/api-reference/. One object: `export_date`, `export_userid`,
`client_version`, `annotations`. Of an annotation:

    id           the UUID's 16 bytes in base64url, as Hypothesis writes its own
    uri          the article's address; without one of the web, `urn:reader-tui:article:` and its id
    document     `title`: an array of the one title
    target       one: `source` (as `uri`), and unless the whole article is meant `selector`: a TextQuoteSelector and,
                 where the text can be read, a TextPositionSelector. **Its offsets count UTF-16 code units** of our
                 canonical text as it is now, so a character such as an emoji is two
    text, tags   the note (Markdown), the themes
    created, updated, user, user_info   the author's name is the `display_name`; `user` is nobody's account
    metadata     what Hypothesis has no place for, where there is any: speaker, color, formerly, motivation

Only its owner may read what is imported, until it is shared there. Bookmarks that nobody wrote anything on are left
out.
"""

from __future__ import annotations

import base64
import re
import uuid
from bisect import bisect_left
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reader.errors import ReaderError
from reader.export import json_text
from reader.export.w3c import OURS, address, moment
from reader.model.annotation import Motivation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.export.material import Marked, Material
    from reader.model.annotation import Annotation, Highlight
    from reader.text.document import Text

USER = "acct:reader@localhost"
"""Whoever imports the file puts their own account in its place."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def render(material: Material) -> Iterator[str]:
    """The whole file."""
    head = {"export_date": moment(material.at), "export_userid": USER, "client_version": "reader"}
    yield f'{json_text.text(head)[:-2]},\n  "annotations": '
    yield from json_text.array((each for marked in material.articles() for each in _annotations(marked)), 1)
    yield "\n}\n"


class Units:
    """Offsets of a text in UTF-16 code units."""

    def __init__(self, plain: str) -> None:
        self._astral = [] if plain.isascii() else [found.start() for found in _ASTRAL.finditer(plain)]

    def before(self, offset: int) -> int:
        """How many code units stand before a code point."""
        return offset + bisect_left(self._astral, offset)


def _annotations(marked: Marked) -> Iterator[dict[str, Any]]:
    if not marked.highlights:
        return
    text: Text | None = None
    with suppress(ReaderError):  # without the text there are no places, and the words are enough
        text = marked.read()
    units = Units(text.plain) if text else None
    article = marked.listing.article
    uri = address(article.url) or f"{OURS}article:{quote(article.id, safe='')}"
    for highlight in marked.highlights:
        if not highlight.annotation.is_only_a_place:
            target: dict[str, Any] = {"source": uri}
            if not highlight.annotation.target.is_whole:
                target["selector"] = _selectors(highlight, units)
            yield _annotation(highlight.annotation, uri, article.title or article.id, target)


def _annotation(made: Annotation, uri: str, title: str, target: dict[str, Any]) -> dict[str, Any]:
    found = {
        "id": _identity(made.id),
        "created": moment(made.created),
        "updated": moment(made.modified),
        "user": USER,
        "user_info": {"display_name": made.author or None},
        "uri": uri,
        "document": {"title": [title]},
        "target": [target],
        "text": made.note,
        "tags": made.themes,
        "group": "__world__",
        "permissions": {"read": [USER], "update": [USER], "delete": [USER]},
        "hidden": False,
        "flagged": False,
        "links": {},
    }
    more = {
        "speaker": made.speaker,
        "color": made.color,
        "formerly": made.formerly,
        "motivation": "" if made.motivation is Motivation.HIGHLIGHTING else made.motivation.value,
    }
    more = {name: value for name, value in more.items() if value}
    return found | ({"metadata": more} if more else {})


def _selectors(highlight: Highlight, units: Units | None) -> list[dict[str, Any]]:
    quoted, span = highlight.annotation.target.quote, highlight.span
    words = {"type": "TextQuoteSelector", "exact": quoted.exact, "prefix": quoted.prefix, "suffix": quoted.suffix}
    if not (units and span) or highlight.status is Status.ORPHANED:
        return [words]
    return [{"type": "TextPositionSelector", "start": units.before(span.start), "end": units.before(span.end)}, words]


def _identity(annotation_id: str) -> str:
    try:
        return base64.urlsafe_b64encode(uuid.UUID(annotation_id).bytes).decode().rstrip("=")
    except ValueError:
        return annotation_id
