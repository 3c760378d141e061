"""The headline block: what stands above an article's text, made of what is known of it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from reader.export import dates
from reader.text.cells import cell_map, fit
from reader.text.pace import minutes
from reader.text.wrapping import wrap

if TYPE_CHECKING:
    from reader.model.article import Article
    from reader.text.document import Text


BETWEEN = " · "


class Role(Enum):
    """What a line of the block is."""

    BLANK = 0
    HEADLINE = 1
    RULE = 2
    BYLINE = 3


class HeadLine(NamedTuple):
    """One row of the block."""

    role: Role
    text: str = ""


class Head(NamedTuple):
    """The block in two parts."""

    before: tuple[HeadLine, ...]
    """Above the text."""

    after: tuple[HeadLine, ...]
    """Behind the text's first block, where that is the headline."""


def byline(article: Article, words: int) -> str:
    """Author, source, date and reading time."""
    author = f"By {article.author}" if article.author else ""
    parts = (author, article.source, dates.words(article.published), f"{minutes(words)} min read")
    return BETWEEN.join(part for part in parts if part)


def build(article: Article, text: Text, width: int) -> Head:
    """The block for a page of `width` cells.

    A text that begins with its own headline shows that, and only the byline is added.
    """
    parts = byline(article, article.words or text.words).split(BETWEEN)
    below = tuple(HeadLine(Role.BYLINE, line) for line in _joined(parts, width))
    title = article.title.rstrip("…").rstrip()
    opening = " ".join(text.plain[: len(title) + 40].split())
    if opening.startswith(title):
        if text.blocks[0].kind in ("h1", "h2"):
            return Head((HeadLine(Role.BLANK),), below)
        return Head((HeadLine(Role.BLANK), *below, HeadLine(Role.BLANK)), ())
    lines = _wrapped(article.title, width)
    rule = "━" * min(width, max(len(line) for line in lines))
    return Head(
        (
            HeadLine(Role.BLANK),
            *(HeadLine(Role.HEADLINE, line) for line in lines),
            HeadLine(Role.RULE, rule),
            *below,
            HeadLine(Role.BLANK),
        ),
        (),
    )


def _joined(parts: list[str], width: int) -> list[str]:
    """The parts on one line; else on two as even as possible, so that no part stands alone for want of a cell."""
    whole = BETWEEN.join(parts)
    ways = [[BETWEEN.join(parts[:at]), BETWEEN.join(parts[at:])] for at in range(1, len(parts))]
    if cell_map(whole).width > width and ways:
        lines = min(ways, key=lambda way: max(cell_map(line).width for line in way))
    else:
        lines = [whole]
    return [piece for line in lines for piece in _wrapped(line, width)]


def _wrapped(line: str, width: int) -> list[str]:
    pieces: list[str] = []
    wrap(line, 0, len(line), width, lambda start, end: pieces.append(fit(line[start:end], width)))
    return pieces
