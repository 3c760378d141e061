"""A highlight in words: what it says, its themes, its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli import output
from reader.cli.output import BOLD, FAINT, TINTS, Piece
from reader.model.annotation import Status
from reader.text.clean import clean
from reader.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.model.annotation import Highlight

_NARROWEST = 10

GONE = "No longer in the text"
"""The heading of what lost its passage."""

QUOTED = tuple("“\"„«»‹›「『‘'")
"""Marks of which another pair around a passage would be one too many."""


def show(highlight: Highlight, colors: Mapping[str, str], cells: int, number: int = 0) -> None:
    """Print a highlight in lines of at most `cells`; `number`, where there is one, begins the first."""
    annotation = highlight.annotation
    label = f"{{{number}}} " if number else ""
    indent = " " * max(2, len(label))
    quote = annotation.target.quote.exact
    if annotation.is_about_article:
        quote = "On the whole article"
    elif annotation.is_bookmark:
        quote = f"Bookmark: {quote}"
    else:
        quote = _quoted(quote)
    rows = wrapped(quote, cells - len(indent))
    for index, row in enumerate(rows):
        output.line(indent if index or not label else label, Piece(row, tint(highlight, colors)))
    facts = (f"— {annotation.speaker}" if annotation.speaker else "", ", ".join(annotation.themes))
    changed = _otherwise(highlight)
    for words in filter(None, (" · ".join(filter(None, facts)), changed)):
        for row in wrapped(words, cells - len(indent)):
            output.line(indent, Piece(row, FAINT))
    if annotation.note.strip():
        for row in wrapped(annotation.note.strip(), cells - len(indent)):
            output.line(indent, row)


def head_of_orphans(before: Highlight | None, highlight: Highlight, cells: int) -> None:
    """Print, before the first of the highlights that are no longer in the text, that they are."""
    if highlight.status is Status.ORPHANED and (before is None or before.status is not Status.ORPHANED):
        output.line()
        for row in wrapped(GONE, cells):
            output.line(Piece(row, BOLD))


def _otherwise(highlight: Highlight) -> str:
    """What the article says now, or what it said before, where that is not what is shown."""
    now, formerly = highlight.now, highlight.annotation.formerly
    return " · ".join(
        [
            *([f"the article now says {_quoted(' '.join(now.split()))}"] if now else []),
            *(f"formerly {_quoted(' '.join(words.split()))}" for words in formerly),
        ]
    )


def _quoted(words: str) -> str:
    """Words in quotation marks, unless they begin with one."""
    return words if words[:1] in QUOTED else f"“{words}”"


def show_other(note: str, cells: int) -> None:
    """Print another wording of a highlight's note."""
    output.line("  ", Piece("The note has another wording; `=` in the app decides:", FAINT))
    for row in wrapped(note.strip(), cells - 2):
        output.line("  ", row)


def tint(highlight: Highlight, colors: Mapping[str, str]) -> str:
    """The style of a highlight: of its own colour, else of its first theme's."""
    annotation = highlight.annotation
    color = annotation.color or next((colors[name] for name in annotation.themes if name in colors), "")
    return TINTS.get(color, TINTS["amber"])


def wrapped(words: str, cells: int) -> list[str]:
    """Words in lines of at most `cells`; none for no words."""
    plain = clean(words).expandtabs(4)
    rows: list[str] = []
    at = 0
    for paragraph in plain.split("\n") if plain else ():
        wrap(plain, at, at + len(paragraph), max(_NARROWEST, cells), lambda start, end: rows.append(plain[start:end]))
        at += len(paragraph) + 1
    return rows
