"""A page that came in, to an article."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.formats import check_size
from reader.sources.html import charset, extraction, facts, markdown, parsing, writing
from reader.sources.metadata import MAX_LINE, line
from reader.sources.source import Metadata, Source

if TYPE_CHECKING:
    from reader.sources.raw import Raw

GUESSED = "The date was guessed from the page’s address or words: it does not say when it was published."


def source(raw: Raw) -> Source:
    """The article of a page; raises SourceError for a page without any words."""
    check_size(len(raw.data), raw.name)
    text, problems = charset.decode(raw.data, raw.media_type)
    url = raw.url or facts.saved_from(text)
    root = parsing.parse(text)
    extraction.lighten(root)
    known = facts.of(root, url)
    nodes = extraction.article(root, markdown.base_of(root, url or known.url), known)
    body = writing.write(nodes)
    if not body:
        raise SourceError(
            f"{raw.name} has no words to read. A page that is put together by scripts has to be saved "
            "from a browser after it was shown."
        )
    metadata = Metadata(
        title=line(known.title),
        author=line(known.author),
        source=line(known.site),
        url=known.url if len(known.url) <= MAX_LINE else "",
        published=known.published,
        language=known.language,
    )
    if known.is_guess:
        problems = (*problems, GUESSED)
    return Source("markdown", body, metadata, problems, PurePath(raw.name).stem if not raw.url else "")
