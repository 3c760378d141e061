"""What the notes pane shows of a highlight, line by line. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from reader.model.annotation import Status
from reader.tui.folding import fold, fold_paragraphs

if TYPE_CHECKING:
    from reader.model.annotation import Highlight

QUOTE_LINES = 3
NOTE_LINES = 4
NOW_LINES = 2
BOOKMARK_LINES = 1
GONE = "No longer in the text"
TORN = "two wordings: = shows both"


class Role(Enum):
    """What a line is."""

    GAP = 0
    HEADING = 1
    QUOTE = 2
    THEMES = 3
    NOTE = 4
    """The first line of the note."""

    NOTE_ON = 5
    SPEAKER = 6
    NOW = 7
    """The first line of what the article says now."""

    NOW_ON = 8
    TORN = 9
    """There is another wording of the note."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A highlight in the lines of one width."""

    highlight: Highlight
    lines: tuple[tuple[Role, str], ...]
    serial: int
    """Another number for every entry that was ever made."""

    is_headed: bool
    """Does the heading of the orphans stand before it?"""


def entry(highlight: Highlight, cells: int, serial: int, *, is_headed: bool = False, is_torn: bool = False) -> Entry:
    """The lines of a highlight, `cells` wide, a blank one last; the first orphan `is_headed`.

    One that `is_torn` has a note with two wordings.
    """
    annotation = highlight.annotation
    lines: list[tuple[Role, str]] = []
    if is_headed:
        lines += ((Role.HEADING, line) for line in fold(GONE, cells))
        lines.append((Role.GAP, ""))
    exact, limit = annotation.target.quote.exact, QUOTE_LINES
    if annotation.is_about_article:
        exact = "On the whole article"
    elif annotation.is_bookmark:
        exact, limit = f"⚑ {exact}", BOOKMARK_LINES
    lines += ((Role.QUOTE, line) for line in fold(exact, cells - 2, limit) or ["…"])
    if annotation.speaker:
        lines += ((Role.SPEAKER, line) for line in fold(f"— {annotation.speaker}", cells - 2, 1))
    if highlight.status is Status.CHANGED:
        now = fold(f"now: {highlight.now}", cells - 4, NOW_LINES)
        lines += ((Role.NOW_ON if number else Role.NOW, line) for number, line in enumerate(now))
    lines += (
        (Role.SPEAKER, line) for words in annotation.formerly for line in fold(f"formerly: {words}", cells - 2, 1)
    )
    if annotation.themes:
        lines += ((Role.THEMES, line) for line in fold(" · ".join(annotation.themes), cells - 2, 2))
    noted = fold_paragraphs(annotation.note, cells - 4, NOTE_LINES)
    lines += ((Role.NOTE_ON if number else Role.NOTE, line) for number, line in enumerate(noted))
    if is_torn:
        lines.append((Role.TORN, TORN))
    lines.append((Role.GAP, ""))
    return Entry(highlight, tuple(lines), serial, is_headed)
