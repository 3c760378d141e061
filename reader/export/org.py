r"""Highlights and notes for Emacs' Org mode (https://orgmode.org/manual/).

Each highlight is a heading with the themes as tags (in which only letters and digits stay; the property THEMES has the
names as they are), a drawer with what is known of it, its words in a quotation, then who said them and the note. What
Org would act on is kept from it by a zero width space, as `org_text` says; the note is Markdown, and stands as it was
written. The whole note on an article comes first, what is gone from the text last. `at` and `full_text` change nothing:
the same highlights give the same file, and the article itself is not in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.export import dates, org_text
from reader.model.annotation import Status, text_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from reader.export.material import Marked
    from reader.model.annotation import Highlight
    from reader.model.article import Article
    from reader.model.theme import ThemeUse

_OPTIONS = "#+options: ^:{} -:nil tex:verbatim toc:nil"
"""A single `_` or `^`, dashes and dollars are what they are, also where Org exports."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LABEL = 60
"""Code points of a highlight that its heading shows."""


def article(
    marked: Marked,
    at: datetime,  # noqa: ARG001 - a file does not say when it was made
    *,
    full_text: bool = False,  # noqa: ARG001 - the article is not in it
    themes: Sequence[ThemeUse] = (),  # noqa: ARG001 - Org has no colours
) -> str:
    """The file of one article."""
    about = marked.listing.article
    head = [
        _drawer(_properties(about)),
        f"#+title: {org_text.inline(about.title or about.id)}",
        *([f"#+author: {org_text.inline(about.author)}"] if about.author else []),
        *([f"#+date: {org_text.inline(about.published)}"] if about.published else []),
        _OPTIONS,
        "",
        _byline(about),
    ]
    return "\n".join([*head, *_highlights(marked.highlights, level=1)]).rstrip("\n") + "\n"


def theme(
    use: ThemeUse,
    groups: Sequence[Marked],
    at: datetime,  # noqa: ARG001 - as above
    *,
    themes: Sequence[ThemeUse] = (),  # noqa: ARG001 - as above
) -> str:
    """The file of one theme: a heading for each article, and below it the highlights."""
    lines = [f"#+title: {org_text.inline(use.theme.name)}", _OPTIONS, ""]
    if use.theme.description:
        lines += [org_text.prose(use.theme.description), ""]
    for marked in groups:
        about = marked.listing.article
        lines += [
            f"* {org_text.SPACE}{org_text.link(about.title or about.id, about.url)}",
            _drawer(_properties(about)),
            _byline(about),
            *_highlights(marked.highlights, level=2),
        ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _highlights(highlights: Iterable[Highlight], level: int) -> list[str]:
    shown = [each for each in highlights if not each.annotation.is_only_a_place]
    ordered = sorted(shown, key=lambda each: (not each.annotation.is_about_article, text_order(each)))
    there = [line for each in ordered if each.span is not None for line in _highlight(each, level)]
    gone = [line for each in ordered if each.span is None for line in _highlight(each, level + 1)]
    return [*there, *([f"{'*' * level} No longer in the text", *gone] if gone else [])]


def _highlight(highlight: Highlight, level: int) -> list[str]:
    made = highlight.annotation
    words = made.target.quote.exact
    label = " ".join(words.split()) or ("Note on the article" if made.is_about_article else "Note")
    label = label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"
    tags = ":".join(dict.fromkeys(tag for tag in map(org_text.tag, made.themes) if tag))
    lines = [
        f"{'*' * level} {org_text.headline(label)}{f' :{tags}:' if tags else ''}",
        _drawer(_about(highlight)),
        *(_quotation(words) if words else []),
    ]
    if made.speaker:
        lines += [f"— {org_text.inline(made.speaker)}", ""]
    if highlight.status is Status.CHANGED and highlight.now:
        lines += ["The article now reads:", "", *_quotation(highlight.now)]
    for former in made.formerly:
        lines += ["Formerly:", "", *_quotation(former)]
    if made.note.strip():
        lines += [org_text.prose(made.note), ""]
    return lines


def _quotation(words: str) -> list[str]:
    return ["#+begin_quote", org_text.paragraphs(words), "#+end_quote", ""]


def _byline(about: Article) -> str:
    author = f"By {org_text.inline(about.author)}" if about.author else ""
    where = org_text.link(about.source or about.url, about.url) if about.source or about.url else ""
    parts = (author, where, org_text.inline(dates.words(about.published)))
    line = " · ".join(part for part in parts if part)
    return f"{line}\n" if line else ""


def _properties(about: Article) -> dict[str, str]:
    return {
        "READER_ID": about.id,
        "AUTHOR": org_text.value(about.author),
        "SOURCE": org_text.value(about.source),
        "URL": org_text.value(about.url),
        "PUBLISHED": org_text.value(about.published),
    }


def _about(highlight: Highlight) -> dict[str, str]:
    made = highlight.annotation
    return {
        "ID": made.id,
        "THEMES": org_text.value("; ".join(made.themes)),
        "SPEAKER": org_text.value(made.speaker),
        "COLOR": made.color,
        "CREATED": _stamp(made.created),
        "STATUS": "" if highlight.status is Status.ANCHORED else highlight.status.value,
    }


def _stamp(when: datetime) -> str:
    """A moment as Org has it, in UTC; in brackets, so that no agenda shows it."""
    return f"[{when:%Y-%m-%d} {_DAYS[when.weekday()]} {when:%H:%M}]"


def _drawer(properties: dict[str, str]) -> str:
    lines = [f":{name}: {value}" for name, value in properties.items() if value]
    return "\n".join([":PROPERTIES:", *lines, ":END:"])
