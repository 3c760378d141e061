"""A page to print or to send: one HTML file that needs nothing else, for light and dark screens and for paper.

It holds no script, loads nothing, and forbids both to itself; its links lead to the web or to a mailbox. The highlights
stand below one another, or, with `full_text`, in colour in the whole article, where overlapping ones are told apart by
their lines, and what is written about one has its number and stands beside it, or below where the page is narrow.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.export import colors, dates, escape, hypertext
from reader.export.full_text import Page
from reader.export.hypertext import escaped
from reader.export.placed import Placed, lanes
from reader.model.annotation import Status, text_order
from reader.text.compile import compile_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from reader.export.material import Marked
    from reader.model.annotation import Annotation, Highlight
    from reader.model.article import Article
    from reader.model.theme import ThemeUse
    from reader.text.document import Text

    Names = dict[str, str]

_BETWEEN = " · "


def article(marked: Marked, at: datetime, *, full_text: bool = False, themes: Sequence[ThemeUse] = ()) -> str:  # noqa: ARG001 - a page does not say when it was made
    """The page of one article."""
    about = marked.listing.article
    shades = {use.theme.name: use.theme.color for use in themes}
    highlights = [each for each in marked.highlights if not each.annotation.is_only_a_place]
    if full_text:
        try:
            text = marked.read()
        except ReaderError as error:
            why = f'<p class="about">The text of the article is not here. {escaped(str(error))}</p>\n'
            return _page(
                about.title or about.id,
                about.language,
                _head(about, highlights, shades, why),
                _cards(highlights, shades),
            )
        return _whole(about, text, highlights, shades)
    return _page(about.title or about.id, about.language, _head(about, highlights, shades), _cards(highlights, shades))


def theme(use: ThemeUse, groups: Sequence[Marked], at: datetime, *, themes: Sequence[ThemeUse] = ()) -> str:  # noqa: ARG001 - the same
    """The page of one theme, article by article."""
    shades = {each.theme.name: each.theme.color for each in (*themes, use)}
    total = sum(len(marked.highlights) for marked in groups)
    counts = f"{_counted(total, 'highlight')} in {_counted(len(groups), 'article')}"
    meaning = f'<p dir="auto">{hypertext.lines(use.theme.description)}</p>\n' if use.theme.description else ""
    head = (
        f'<h1 dir="auto" class="{_shade(use.theme.color)}"><span class="theme">{escaped(use.theme.name)}</span></h1>\n'
        f'{meaning}<p class="byline">{counts}</p>\n'
    )
    sections = "".join(
        f'<section{hypertext.language(marked.listing.article.language)}>\n<h2 dir="auto">'
        f"{_title(marked.listing.article)}</h2>\n{_byline(marked.listing.article)}"
        f"{_cards(marked.highlights, shades, level=3)}</section>\n"
        for marked in groups
    )
    return _page(use.theme.name, "", head, sections)


# ---- the page


def _page(title: str, language: str, head: str, body: str, style: str = "") -> str:
    return (
        f"<!DOCTYPE html>\n<html{hypertext.language(language)}>\n<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="generator" content="Reader">\n'
        f"<title>{escaped(title)}</title>\n<style>{_style()}</style>\n</head>\n"
        f"<body{style}>\n<header>\n{head}</header>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    """The style sheet, with the colours of the palette."""
    sheet = resources.files("reader.export").joinpath("page.css").read_text("utf-8")
    day, night = _rules(colors.INKS, colors.TINT), _rules(colors.NIGHT, colors.NIGHT_TINT)
    return f"\n{sheet}{day}@media screen and (prefers-color-scheme: dark) {{\n{night}}}\n"


def _rules(inks: Names, strength: float) -> str:
    return "".join(
        f".{name} {{ --color: {ink}; --tint: {colors.tint(ink, strength)}; }}\n" for name, ink in inks.items()
    )


@cache
def _policy() -> str:
    """What the page may do: have its own style sheet, known by its hash, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


# ---- the head


def _head(about: Article, highlights: Sequence[Highlight], shades: Names, more: str = "") -> str:
    return f'<h1 dir="auto">{_title(about)}</h1>\n{_byline(about)}{_legend(highlights, shades)}{more}'


def _title(about: Article) -> str:
    return hypertext.link(escaped(about.title or about.id), about.url)


def _byline(about: Article) -> str:
    author = f"By {escaped(about.author)}" if about.author else ""
    parts = (author, escaped(about.source), escaped(dates.words(about.published)))
    line = _BETWEEN.join(part for part in parts if part)
    return f'<p class="byline" dir="auto">{line}</p>\n' if line else ""


def _legend(highlights: Sequence[Highlight], shades: Names) -> str:
    """The themes of an article, most used first."""
    times = Counter(name for each in highlights for name in each.annotation.themes)
    items = "".join(
        f'<li class="{_shade(shades.get(name, ""))}"><span class="theme">{escaped(name)}</span> '
        f'<span class="count">{count}</span></li>\n'
        for name, count in sorted(times.items(), key=lambda known: (-known[1], known[0]))
    )
    return f'<ul class="legend">\n{items}</ul>\n' if items else ""


# ---- highlights below one another


def _cards(highlights: Iterable[Highlight], shades: Names, level: int = 2) -> str:
    """Highlights in the order of the text, notes on the whole article first, those that are gone last."""
    ordered = sorted(highlights, key=lambda each: (not each.annotation.is_about_article, text_order(each)))
    there = "".join(_card(each, shades) for each in ordered if each.span is not None)
    gone = "".join(_card(each, shades) for each in ordered if each.span is None)
    return there + (f"<h{level}>No longer in the text</h{level}>\n{gone}" if gone else "")


def _card(highlight: Highlight, shades: Names) -> str:
    made = highlight.annotation
    words = made.target.quote.exact
    quote = f'<blockquote dir="auto">{escaped(words)}</blockquote>\n' if words else ""
    bare = "" if words else " bare"
    return (
        f'<article class="highlight {_color(made, shades)}{bare}" id="{escaped(made.id)}">\n{quote}'
        f"{_details(made, shades, with_date=True)}{_otherwise(highlight)}{_note(made)}</article>\n"
    )


def _details(made: Annotation, shades: Names, *, with_date: bool) -> str:
    parts = [f'<span class="speaker">— {escaped(made.speaker)}</span>'] if made.speaker else []
    parts += [f'<span class="theme {_shade(shades.get(name, ""))}">{escaped(name)}</span>' for name in made.themes]
    if with_date:
        verb = "Noted" if made.is_about_article else "Marked"
        parts.append(f"<span>{verb} {dates.words(made.created.date().isoformat())}</span>")
    return f'<p class="details">{" ".join(parts)}</p>\n' if parts else ""


def _otherwise(highlight: Highlight) -> str:
    """What else the passage said, or says."""
    now = highlight.now if highlight.status is Status.CHANGED else ""
    said = [("Formerly", words) for words in highlight.annotation.formerly]
    parts = [*said, ("The article now reads", now)] if now else said
    return "".join(
        f'<p class="otherwise" dir="auto"><b>{label}:</b> “{escaped(words)}”</p>\n' for label, words in parts
    )


def _note(made: Annotation) -> str:
    if not made.note.strip():
        return ""
    words = "".join(Page(compile_text(escape.own(made.note), "markdown"), is_note=True).html())
    return f'<div class="note">\n{words}</div>\n'


# ---- highlights in the article


def _whole(about: Article, text: Text, highlights: Sequence[Highlight], shades: Names) -> str:
    inside, outside = _placed(highlights, text.plain)
    page = Page(
        text, inside, lambda each: _color(each.highlight.annotation, shades), lambda each: _beside(each, shades)
    )
    first = text.blocks[0]
    has_title = first.kind == "h1" and text.plain[first.start : first.end].split() == about.title.split()
    legend = _legend(highlights, shades)
    head = "".join(page.html(0, 1)) + _byline(about) + legend if has_title else _head(about, highlights, shades)
    notes = [each for each in outside if each.annotation.is_about_article]
    rest = [each for each in outside if not each.annotation.is_about_article]
    body = _cards(notes, shades) + "".join(page.html(1 if has_title else 0)) + _cards(rest, shades)
    return _page(about.title or about.id, about.language, head, body, ' class="whole"')


def _placed(highlights: Sequence[Highlight], plain: str) -> tuple[list[Placed], list[Highlight]]:
    """Highlights that lie on words of a text, and those that do not."""
    spans = [
        (each.span.start, min(each.span.end, len(plain)), each)
        for each in highlights
        if each.span is not None and each.span.cut(plain).strip() and not each.annotation.is_about_article
    ]
    spans.sort(key=lambda known: (known[0], -known[1], known[2].id))
    found, number = [], 0
    for (start, end, each), lane in zip(spans, lanes([known[:2] for known in spans]), strict=True):
        number += _says_something(each)
        found.append(Placed(each, start, end, lane, number if _says_something(each) else 0))
    ids = {each.highlight.id for each in found}
    return found, [each for each in highlights if each.id not in ids]


def _says_something(highlight: Highlight) -> bool:
    """Is there more to say of it than that it is marked?"""
    made = highlight.annotation
    return bool(made.note.strip() or made.themes or made.speaker or made.formerly or highlight.status is Status.CHANGED)


def _beside(each: Placed, shades: Names) -> str:
    made = each.highlight.annotation
    number = f'<a class="number" href="#m{each.number}">{each.number}</a>'
    was = made.target.quote.exact if each.highlight.status is Status.CHANGED else ""
    marked = f'<p class="otherwise" dir="auto"><b>Marked when it read:</b> “{escaped(was)}”</p>\n' if was else ""
    formerly = "".join(
        f'<p class="otherwise" dir="auto"><b>Formerly:</b> “{escaped(words)}”</p>\n' for words in made.formerly
    )
    details = _details(made, shades, with_date=False) or '<p class="details"></p>\n'
    words = f"{number}{details}{marked}{formerly}{_note(made)}"
    return f'<div class="{_color(made, shades)}" id="n{each.number}">\n{words}</div>\n'


# ---- words and colours


def _color(made: Annotation, shades: Names) -> str:
    return _shade(made.color or next((shades[name] for name in made.themes if name in shades), ""))


def _shade(color: str) -> str:
    return color if color in colors.INKS else "amber"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
