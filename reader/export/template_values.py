"""What a template can name: articles, highlights, themes; the manual is made from what is said here of each field."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encoded

from reader.model.annotation import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from reader.model.annotation import Highlight
    from reader.model.article import Article, Listing
    from reader.model.theme import Theme

WORDS_PER_MINUTE = 230
"""Silent reading of non-fiction in English (Brysbaert 2019: 238)."""

_FRAGMENT_WORDS = 5
"""Words from each end of a long quotation that find it on its page."""

_FRAGMENT_SHORT = 60
"""Code points of a quotation that stands whole in its address."""


@dataclass(frozen=True, slots=True)
class ArticleValue:
    """An article: `article`, and each of `articles`."""

    id: str
    """The article's id in the library."""

    title: str
    """The headline."""

    author: str
    """Who wrote it; empty where nobody knows."""

    source: str
    """Who published it."""

    url: str
    """Its address on the web; may be empty."""

    published: str
    """When it was published, ISO 8601, as exact as it is known: `2026`, `2026-03`, `2026-03-14`."""

    added: str
    """When it came into the library, ISO 8601."""

    language: str
    """BCP 47: `en`, `pt-BR`; may be empty."""

    words: int
    """How many words it has."""

    minutes: int
    """How long it takes to read, in minutes, at least 1."""

    is_read: bool
    """Was it read?"""

    is_starred: bool
    """Does it have a star?"""

    highlights: tuple[HighlightValue, ...]
    """Its highlights that are exported, in the order of the text; those that are no longer in the text come last."""

    notes: tuple[HighlightValue, ...]
    """The notes on the article as a whole."""

    themes: tuple[str, ...]
    """The themes of these, most used first."""

    annotated: str
    """The day of the last change to these, ISO 8601; empty where there are none."""


@dataclass(frozen=True, slots=True)
class HighlightValue:
    """A highlight, or the note on a whole article: `highlight`, and each of an article's `highlights` and `notes`."""

    id: str
    """A UUID that never changes."""

    quote: str
    """The words that were highlighted; empty for a note on the whole article."""

    note: str
    """What was written about it, Markdown; may be empty."""

    speaker: str
    """Who said it; empty where it is no direct speech or nobody knows."""

    themes: tuple[str, ...]
    """Its themes, in the order in which they were given."""

    color: str
    """The colour that it was given; empty: that of its first theme."""

    created: str
    """The day when it was made, ISO 8601."""

    modified: str
    """The day when it was changed last, ISO 8601."""

    is_gone: bool
    """Is it no longer in the text?"""

    is_changed: bool
    """Does the article say something else there now?"""

    is_note: bool
    """Is it a note on the article as a whole?"""

    now: str
    """What the article says there now, where that is not `quote`; else empty."""

    formerly: tuple[str, ...]
    """Words that the passage had before a newer wording was accepted, oldest first."""

    before: str
    """What stands before it in the text, up to 64 characters."""

    after: str
    """What stands behind it, up to 64 characters."""

    link: str
    """The article's address with a text fragment, so that a browser shows the passage; empty where there is none."""


@dataclass(frozen=True, slots=True)
class ThemeValue:
    """A theme: `theme`."""

    name: str
    """Its name; `economy/tariffs` is a part of `economy`."""

    color: str
    """Its colour by name."""

    description: str
    """What it means, in its owner's words; may be empty."""

    highlights: int
    """How many highlights with it are exported."""

    articles: int
    """How many articles they are from."""

    annotated: str
    """The day of the last change to these, ISO 8601."""


NAMES = tuple(
    dict.fromkeys(
        (
            *("article", "articles", "highlight", "theme", "exported"),
            *(each.name for kind in (ArticleValue, HighlightValue, ThemeValue) for each in fields(kind)),
        )
    )
)
"""Every name that a template may use."""


def article(listing: Listing, highlights: Iterable[Highlight]) -> ArticleValue:
    """What a template may know of an article and of some of its annotations; bare bookmarks are left out."""
    about = listing.article
    kept = sorted((each for each in highlights if not each.annotation.is_only_a_place), key=_place)
    values = [(each, highlight(about, each)) for each in kept]
    return ArticleValue(
        id=about.id,
        title=about.title or about.id,
        author=about.author,
        source=about.source,
        url=about.url,
        published=about.published,
        added=about.added,
        language=about.language,
        words=about.words,
        minutes=max(1, round(about.words / WORDS_PER_MINUTE)),
        is_read=listing.state.read,
        is_starred=listing.state.starred,
        highlights=tuple(value for _, value in values if not value.is_note),
        notes=tuple(value for _, value in values if value.is_note),
        themes=most_used(kept),
        annotated=last_change(kept),
    )


def highlight(about: Article, given: Highlight) -> HighlightValue:
    """What a template may know of a highlight."""
    made = given.annotation
    words = made.target.quote
    return HighlightValue(
        id=made.id,
        quote=words.exact,
        note=made.note,
        speaker=made.speaker,
        themes=made.themes,
        color=made.color,
        created=_day(made.created),
        modified=_day(made.modified),
        is_gone=given.span is None and not made.is_about_article,
        is_changed=given.status is Status.CHANGED,
        is_note=made.is_about_article,
        now=given.now,
        formerly=made.formerly,
        before=words.prefix,
        after=words.suffix,
        link=fragment(about.url, words.exact),
    )


def passage(about: Article, words: str, speaker: str, given: Highlight | None) -> HighlightValue:
    """What a template may know of words that are copied, and of the highlight that they are from, where they are."""
    if given is not None:
        return replace(highlight(about, given), quote=words, speaker=speaker, link=fragment(about.url, words))
    nothing = ""
    return HighlightValue(
        id=nothing,
        quote=words,
        note=nothing,
        speaker=speaker,
        themes=(),
        color=nothing,
        created=nothing,
        modified=nothing,
        is_gone=False,
        is_changed=False,
        is_note=False,
        now=nothing,
        formerly=(),
        before=nothing,
        after=nothing,
        link=fragment(about.url, words),
    )


def theme(given: Theme, articles: Sequence[ArticleValue]) -> ThemeValue:
    """What a template may know of a theme, and of the articles with those of their highlights that have it."""
    return ThemeValue(
        given.name,
        given.color,
        given.description,
        sum(len(each.highlights) + len(each.notes) for each in articles),
        len(articles),
        max((each.annotated for each in articles), default=""),
    )


def fragment(url: str, words: str) -> str:
    """An address at which a browser shows `words` (WICG, URL Fragment Text Directives); empty without an address."""
    if not url.lower().startswith(("http://", "https://")):
        return ""
    lines = [" ".join(line.split()) for line in words.split("\n") if line.strip()]
    if not lines:
        return url
    page = url.partition("#")[0]
    if len(lines) == 1 and len(lines[0]) <= _FRAGMENT_SHORT:
        return f"{page}#:~:text={_encoded(lines[0])}"
    start, end = lines[0].split()[:_FRAGMENT_WORDS], lines[-1].split()[-_FRAGMENT_WORDS:]
    return f"{page}#:~:text={_encoded(' '.join(start))},{_encoded(' '.join(end))}"


def most_used(highlights: Iterable[Highlight]) -> tuple[str, ...]:
    """The themes of some highlights, most used first."""
    times: dict[str, int] = {}
    for each in highlights:
        for name in each.annotation.themes:
            times[name] = times.get(name, 0) + 1
    return tuple(sorted(times, key=lambda name: (-times[name], name)))


def last_change(highlights: Iterable[Highlight]) -> str:
    """The day of the last change, in UTC; empty when there is none."""
    return max((_day(each.annotation.modified) for each in highlights), default="")


def _place(given: Highlight) -> tuple[bool, int, int, str, str]:
    made = given.annotation
    span = given.span or made.target.position
    return given.span is None, span.start, span.end, made.created.isoformat(), made.id


def _day(when: datetime) -> str:
    return when.astimezone(UTC).date().isoformat()


def _encoded(words: str) -> str:
    # A hyphen, a comma and an ampersand mean something in a text directive.
    return percent_encoded(words[: _FRAGMENT_SHORT * 4].encode("utf-8", "replace"), safe="").replace("-", "%2D")
