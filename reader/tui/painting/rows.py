"""Rows of cells that already hold their escape sequences.

A `Strip` makes seven caches for itself and is rendered segment by segment; at 38 rows a frame that is a third of what
Textual spends on a keypress. A `Row` is a `Strip` that shares one empty cache and is born rendered. It leans on
private attributes of Textual's `Strip`, here and nowhere else: `textual>=8.2,<9` is pinned for it, and
`tests/tui/test_rows.py` compares it with a plain `Strip` cell by cell and fails loudly when they change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rich.color import ColorSystem
from rich.segment import Segment
from textual.strip import Strip

from reader.text.cells import SOFT_HYPHEN
from reader.tui.painting.gate import harmless
from reader.tui.painting.hyperlinks import CLOSE, opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style

SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}
"""What a console calls its colours, and what a style is rendered with."""


class _Empty:
    """A cache that keeps nothing."""

    def get(self, _key: object, default: object = None) -> object:
        return default

    def __setitem__(self, _key: object, _value: object) -> None:
        pass


_EMPTY: Any = _Empty()


class Row(Strip):
    """A strip of known width that holds its own escape sequences."""

    __slots__ = ()

    def __init__(self, segments: list[Segment], cells: int, ansi: str) -> None:
        self._segments, self._cell_length, self._render_cache = segments, cells, ansi
        self._divide_cache = self._crop_cache = self._style_cache = self._filter_cache = _EMPTY
        self._line_length_cache = self._crop_extend_cache = self._offsets_cache = _EMPTY
        self._link_ids = self._cell_count = None

    @property
    def segments(self) -> list[Segment]:
        """The pieces, each in one style."""
        return self._segments

    @property
    def ansi(self) -> str:
        """The whole row as it is sent to the terminal."""
        return self._render_cache or ""

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Cut at some cells; the usual case, no cut at all, costs nothing."""
        cuts = list(cuts)
        if cuts == [self._cell_length]:
            return [self]
        return Strip(self._segments, self._cell_length).divide(cuts)


class _Ink(NamedTuple):
    """How a style is sent."""

    code: str
    must_end: bool
    """Does what follows need a reset before it?"""

    is_bare: bool
    """Does it leave a colour to the terminal, so that it needs a reset before it?"""

    link: str
    """The sequence that opens its link; empty where there is none."""


class Inks:
    """Escape sequences of styles for one system of colours, each made once."""

    def __init__(self, system: ColorSystem) -> None:
        self.system = system
        self._inks: dict[Style, _Ink] = {}

    def change(self, style: Style, last: Style | None) -> str:
        """The sequence that goes from `last` to `style`."""
        ink = self._ink(style)
        if last is None:
            return f"{ink.link}\x1b[{ink.code}m"
        old = self._ink(last)
        code = f"\x1b[0;{ink.code}m" if ink.is_bare or old.must_end else f"\x1b[{ink.code}m"
        return code if ink.link == old.link else (ink.link or CLOSE) + code

    def _ink(self, style: Style) -> _Ink:
        found = self._inks.get(style)
        if found is None:
            special = bool(style.bold or style.italic or style.underline or style.strike or style.reverse or style.dim)
            found = self._inks[style] = _Ink(
                Strip.render_ansi(style, self.system),
                special,
                style.color is None or style.bgcolor is None,
                opening(style.link) if style.link else "",
            )
        return found

    def row(self, pieces: Iterable[tuple[str, Style]], cells: int) -> Row:
        """A row of pieces that together take `cells` cells: one sequence a change of style, one reset at the end.

        What a terminal would act on is taken out here, as Textual's filters never see such a row; so are soft hyphens,
        which some terminals show and some do not.
        """
        segments: list[Segment] = []
        ansi: list[str] = []
        last: Style | None = None
        for piece, style in pieces:
            text = piece if piece.isprintable() else harmless(piece).replace(SOFT_HYPHEN, "")
            if not text:
                continue
            if style is last:
                segments[-1] = Segment(segments[-1].text + text, style)
            else:
                segments.append(Segment(text, style))
                ansi.append(self.change(style, last))
                last = style
            ansi.append(text)
        ansi.append(f"{CLOSE}\x1b[0m" if last is not None and self._ink(last).link else "\x1b[0m")
        return Row(segments, cells, "".join(ansi))

    def append(self, row: Row, text: str, style: Style, cells: int) -> Row:
        """`row` with one piece more."""
        return Row(
            [*row.segments, Segment(text, style)],
            row.cell_length + cells,
            f"{row.ansi}\x1b[{self._ink(style).code}m{text}\x1b[0m",
        )
