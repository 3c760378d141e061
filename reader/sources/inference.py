"""What a file does not say of itself: its title and its date."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.sources.dates import to_iso
from reader.sources.metadata import line
from reader.text import promotional
from reader.text.document import DIM
from reader.text.mail import has_slug, head_length

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from reader.sources.source import Source
    from reader.text.document import Text

MAX_HEADLINE = 90
"""The longest first line of a plain text that is taken for its headline, in code points."""

MAX_SENTENCE = 80
"""Code points that are kept of a sentence that serves as a title."""

_DATED = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)(?!-?\d)[ _-]*", re.ASCII)
_FULL_STOP = re.compile("[.\u3002\uff0e][^\\w\\s]*$")
_BYLINE = re.compile(r"[Bb][Yy](?: [A-Z]\S*){2,4}")


def infer_title(source: Source, text: Text) -> str:
    """What to call an article: its own title, heading, headline or first sentence, else its file's name."""
    return (
        source.metadata.title
        or _heading(text)
        or (_headline(source.body) if source.kind == "plain" else "")
        or _sentence(text)
        or _spoken(source.name)
    )


def infer_published(source: Source, path: PurePath | None = None) -> str:
    """When an article was published, in ISO 8601: as it says, else as its file's name begins, else empty."""
    said = to_iso(source.metadata.published)
    named = _DATED.match(path.name if path else source.name)
    return said or (to_iso(named[1]) if named else "")


def is_promotional(words: str) -> bool:
    """Are `words` no title: all in capitals, as calls to subscribe are, or a line that the text's own rule knows?"""
    return words.isupper() or promotional.is_promotional(words)


def shorten(sentence: str) -> str:
    """`sentence`, or as many of its words as `MAX_SENTENCE` code points hold, and `…`."""
    if len(sentence) <= MAX_SENTENCE:
        return sentence
    kept = sentence[: MAX_SENTENCE + 1]
    # A script without spaces has no place that is better than another.
    cut = kept.rfind(" ") if " " in kept else MAX_SENTENCE
    return kept[:cut].rstrip(" ,;:-\u2013\u2014") + "…"


def _heading(text: Text) -> str:
    headings = [block for block in text.blocks if re.fullmatch("h[1-6]", block.kind)]
    headings.sort(key=lambda block: block.kind != "h1")
    return next(filter(None, (line(text.plain[block.start : block.end]) for block in headings)), "")


def _headline(body: str) -> str:
    """The first line of a plain text, after the head of a mail, when it stands alone and looks like a headline.

    Of wire copy it is the line below the slug.
    """
    lines = [*map(line, body[:65536].splitlines()), ""]
    if has_slug(lines):
        lines = [next((following for words, following in pairwise(lines) if words), ""), ""]
    else:
        del lines[: head_length(lines)]
    for words, after in pairwise(lines):
        if not words or _is_aside(words):
            continue
        is_headline = not after and len(words) <= MAX_HEADLINE and not _FULL_STOP.search(words)
        return words if is_headline else ""
    return ""


def _sentence(text: Text) -> str:
    candidates = list(_first_sentences(text))
    return next((words for words in candidates if not _is_aside(words)), next(iter(candidates), ""))


def _is_aside(words: str) -> bool:
    return is_promotional(words) or _BYLINE.fullmatch(words) is not None


def _first_sentences(text: Text) -> Iterator[str]:
    """The first sentence of each of the first paragraphs, shortened."""
    from reader.text.sentences import sentences  # noqa: PLC0415 - most articles have a title

    paragraphs = [
        index
        for index, block in enumerate(text.blocks)
        if block.kind == "p" and not text.attributes_at(block.start) & DIM  # the head of a mail, a signature
    ]
    for index in paragraphs[:20]:
        for span in sentences(text, index)[:1]:
            if words := line(span.cut(text.plain)):
                yield shorten(words)


def _spoken(name: str) -> str:
    """A file's name as a title: `2026-03-14-harbour_bridge` is `Harbour bridge`."""
    dated = _DATED.match(name)
    words = line(re.sub(r"[\s_-]+", " ", name[dated.end() :] if dated else name)) or line(name)
    return words[:1].upper() + words[1:]
