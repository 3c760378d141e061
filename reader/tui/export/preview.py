"""What a file of an export will say: as it reads, as it is written, or where it changes."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from reader.model.article import Article, Listing
from reader.session import Session
from reader.text.cells import cell_map
from reader.tui.folded_view import FoldedView
from reader.tui.painting.head import Head, HeadLine, Role
from reader.tui.panes.page_view import PageView
from reader.tui.tones import Piece, Tones, fitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style

    from reader.text.document import Text

MOST = 5000
"""Rows that are shown of a source."""

TAB = "    "


class ReadView(PageView, inherit_bindings=False):
    """A file as it reads, painted as articles are."""

    def head(self, session: Session, measure: int) -> Head:
        """Nothing but what the file says, below a free row."""
        del session, measure
        return Head((HeadLine(Role.BLANK),), ())

    def show(self, text: Text) -> None:
        """Show a text from its beginning, in the middle."""
        self.marginalia = False
        self.open(Session(Listing(Article("preview", "preview.md", "")), text))

    def empty(self, y: int, width: int) -> Iterable[tuple[str, Style]]:
        """An empty page."""
        del y
        return [(" " * width, self.skin.blank)]


class Kind(Enum):
    """What a source is."""

    PLAIN = 0
    DIFFERENCE = 1
    LESSON = 2


class SourceView(FoldedView[tuple[str, bool]], can_focus=True, inherit_bindings=False):
    """A file as it is written, or the difference to what is there."""

    DEFAULT_CSS = "SourceView { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._source, self._kind = "", Kind.PLAIN
        self._lines: list[tuple[str, bool]] = []

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = Tones(self.skin, self.skin.page)

    def show(self, source: str, kind: Kind = Kind.PLAIN) -> None:
        """Show a source from its beginning."""
        if (source, kind) != (self._source, self._kind):
            self._source, self._kind = source, kind
            self.on_resize()
            self.scroll_to(y=0, animate=False)

    def lines(self, cells: int) -> list[tuple[str, bool]]:
        """Pieces of lines that go into `cells` cells, and whether each begins a line."""
        found: list[tuple[str, bool]] = []
        for line in self._source.splitlines():
            rest, is_first = line.replace("\t", TAB), True
            while is_first or rest:
                kept = _cut(rest, cells - 1, by_word=self._kind is Kind.LESSON)
                found.append((kept, is_first))
                rest, is_first = rest[len(kept) :], False
            if len(found) > MOST:
                break
        return found

    def pieces(self, y: int) -> list[Piece]:
        """One row; behind a cell that tells where a line goes on."""
        row = self.scroll_offset.y + y
        tones = self._tones
        if row >= len(self._lines):
            return fitted((), self.size.width, tones.ink)
        text, is_first = self._lines[row]
        return fitted(
            ((" " if is_first else "↪", tones.faint), (text, self._style(row, text))), self.size.width, tones.ink
        )

    def _style(self, row: int, text: str) -> Style:
        tones = self._tones
        if self._kind is Kind.LESSON:
            return tones.faint if row else tones.bold
        if self._kind is not Kind.DIFFERENCE:
            return tones.ink
        while not self._lines[row][1]:
            row -= 1
        text = self._lines[row][0]
        if text.startswith(("---", "+++", "@@")):
            return tones.faint
        return {"+": tones.accent, "-": tones.gone}.get(text[:1], tones.ink)


def _cut(text: str, cells: int, *, by_word: bool) -> str:
    """The beginning of `text` that goes into a row."""
    cells = max(2, cells)
    found = cell_map(text)
    if found.width <= cells:
        return text
    kept = text[: max(1, found.index(cells))]
    at = kept.rfind(" ")
    return kept[: at + 1] if by_word and at > 0 else kept
