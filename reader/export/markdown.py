"""Highlights and notes as Markdown: one file for an article, one for a theme.

Each begins with flat front matter. The note on the whole article comes first; bookmarks are left out. A highlight is a
block quotation of exactly its words, then a line that says who spoke, which themes it has and when it was marked, then
the note as a list of one item. A highlight whose words have changed is quoted as it was marked, and says so.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.export import dates, escape, front_matter
from reader.model.annotation import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from reader.model.annotation import Highlight
    from reader.model.article import Article, Listing
    from reader.model.theme import ThemeUse

_GONE = "No longer in the text"
_BETWEEN = " · "


def article(listing: Listing, highlights: Sequence[Highlight], *, exported: date | None = None) -> str:
    """The highlights of one article, in the order of the text; `exported` puts that day into the front matter."""
    about = listing.article
    highlights = [h for h in highlights if not h.annotation.is_only_a_place]
    values: dict[str, front_matter.Value] = {
        front_matter.ARTICLE: about.id,
        "title": about.title,
        "author": about.author,
        "source": about.source,
        "url": about.url,
        "published": about.published,
        "annotated": _last_change(highlights),
        "exported": exported.isoformat() if exported else "",
        "highlights": sum(h.annotation.is_passage for h in highlights),
        "themes": _most_used(highlights),
    }
    return front_matter.document(values, _paragraphs(_article(about, highlights, level=1)))


def theme(use: ThemeUse, groups: Sequence[tuple[Listing, Sequence[Highlight]]]) -> str:
    """The highlights of one theme, by article."""
    about = use.theme
    highlights = [highlight for _, group in groups for highlight in group]
    values: dict[str, front_matter.Value] = {
        front_matter.THEME: about.name,
        "description": about.description,
        "annotated": _last_change(highlights),
        "highlights": len(highlights),
        "articles": len(groups),
    }
    parts = [f"# {escape.inline(about.name)}", escape.inline(about.description)]
    for listing, group in groups:
        parts += _article(listing.article, group, level=2)
    return front_matter.document(values, _paragraphs(parts))


def passage(highlight: Highlight) -> str:
    """One highlight: its words, what is known of it, its note."""
    annotation = highlight.annotation
    return _paragraphs(
        [
            escape.quotation(annotation.target.quote.exact) if annotation.target.quote.exact else "",
            _details(highlight),
            *(f"Formerly: “{escape.inline(words)}”" for words in annotation.formerly),
            escape.note(annotation.note) if annotation.note.strip() else "",
        ]
    )


def _article(about: Article, highlights: Iterable[Highlight], level: int) -> list[str]:
    """Headline, byline and highlights, those that are gone last."""
    placed = sorted(highlights, key=_place)
    gone = [passage(highlight) for highlight in placed if highlight.span is None]
    return [
        f"{'#' * level} {escape.link(about.title or about.id, about.url)}",
        _byline(about),
        *(passage(highlight) for highlight in placed if highlight.span is not None),
        *([f"{'#' * (level + 1)} {_GONE}", *gone] if gone else []),
    ]


def _place(highlight: Highlight) -> tuple[int, int, str, str]:
    annotation = highlight.annotation
    span = highlight.span or annotation.target.position
    return span.start, span.end, annotation.created.isoformat(), annotation.id


def _byline(about: Article) -> str:
    author = escape.inline(about.author)
    parts = (f"By {author}" if author else "", escape.inline(about.source), escape.inline(dates.words(about.published)))
    return _BETWEEN.join(part for part in parts if part)


def _details(highlight: Highlight) -> str:
    annotation = highlight.annotation
    speaker = escape.inline(annotation.speaker)
    themes = ", ".join(map(escape.inline, annotation.themes))
    parts = (
        f"— {speaker}" if speaker else "",
        f"Themes: {themes}" if themes else "",
        f"{'Noted' if annotation.is_about_article else 'Marked'} {dates.words(annotation.created.date().isoformat())}",
        "The article now reads otherwise" if highlight.status is Status.CHANGED else "",
    )
    return _BETWEEN.join(part for part in parts if part)


def _last_change(highlights: Iterable[Highlight]) -> str:
    """The day of the last change, in UTC; empty when there is no highlight."""
    return max((highlight.annotation.modified.date().isoformat() for highlight in highlights), default="")


def _most_used(highlights: Iterable[Highlight]) -> list[str]:
    """The themes, most used first."""
    times = Counter(name for highlight in highlights for name in highlight.annotation.themes)
    return sorted(times, key=lambda name: (-times[name], name))


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
