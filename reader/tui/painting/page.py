"""A row of a page as pieces of text in styles: gutter, decoration, text under its highlights, marginalia."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from reader.text.cells import cell_map, fit, next_cluster
from reader.text.document import CODE, DIM, Table
from reader.tui.painting.head import HeadLine, Role
from reader.tui.painting.placed import color_of
from reader.tui.painting.sideways import cells, cut
from reader.tui.painting.skin import Flag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.style import Style

    from reader.model.annotation import Highlight
    from reader.model.span import Span
    from reader.text.document import Block, Text
    from reader.text.fragments import Fragment
    from reader.text.layout import Layout
    from reader.text.tables import TableLines
    from reader.tui.painting.placed import Placed
    from reader.tui.painting.skin import Skin

GUTTER = 5
"""Cells left of the text: the note's dot, up to three bars or a count, a space."""

MARGIN = 26
"""Cells right of the text for theme names and the openings of notes, where there is room."""

BARS = 3
"""Bars that stand side by side; more are a count."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What lies on a page for the moment."""

    caret: int = -1
    """-1: not drawn."""

    selection: Span | None = None
    matches: Sequence[tuple[int, int]] = ()
    """Sorted (start, end) of the search."""

    focus: str = ""
    """The id of the highlight under the caret."""


NOTHING = Overlay()


class Line(NamedTuple):
    """A row with text, and what lies on it."""

    row: int
    block: Block
    fragments: tuple[Fragment, ...]
    live: list[Highlight]
    """The highlights that touch it, the longest first."""

    overlay: Overlay


@dataclass(slots=True)
class PagePainter:
    """Paints rows of one layout."""

    text: Text
    layout: Layout
    placed: Placed
    skin: Skin
    head: tuple[HeadLine, ...]
    colors: Mapping[str, str]
    """Theme to colour."""

    unsaved: frozenset[str]
    """Ids of annotations that are not on the disk yet."""

    left: int
    """Cells before the text, the gutter in their right end."""

    has_margin: bool

    shifts: dict[int, int] = field(default_factory=dict)
    """By block: cells that a table is scrolled sideways."""

    def row(self, row: int, width: int, overlay: Overlay = NOTHING) -> list[tuple[str, Style]]:
        """The pieces of `row`, exactly `width` cells in all."""
        pieces: list[tuple[str, Style]] = []
        used = self._bare(row, pieces) if self.layout.is_bare(row) else self._full(row, width, overlay, pieces)
        if used < width:
            pieces.append((" " * (width - used), self.skin.blank))
        elif used > width:
            pieces = cut(pieces, 0, width)
        return pieces

    # ---- rows without text

    def _bare(self, row: int, pieces: list[tuple[str, Style]]) -> int:
        layout, skin = self.layout, self.skin
        index = layout.block_of(row)
        block = self.text.blocks[index]
        if row in layout.head:
            return self._indented(pieces, *self._head_line(self.head[layout.head[row]]))
        if row > layout.tops[index]:
            if index in layout.tables:
                return self._rule(row, block, layout.tables[index], self.shifts.get(index, 0), pieces)
            if block.kind == "h1" and layout.starts[row] == block.end:
                return self._indented(pieces, "━" * min(layout.width, block.end - block.start), skin.accent)
            bar = block.rest
        else:
            bar = _shared(block.rest, self.text.blocks[index - 1].rest) if index else ""
        return self._indented(pieces, bar.rstrip(), skin.faint) if "▎" in bar else 0

    def _rule(self, row: int, block: Block, lines: TableLines, shift: int, pieces: list[tuple[str, Style]]) -> int:
        rule = lines.rule(is_head=lines.is_head_rule(row - self.layout.tops[self.layout.block_of(row)]))
        at = self._indented(pieces, block.rest, self.skin.faint)
        shown = rule[shift : shift + lines.room]
        pieces.append((shown, self.skin.track))
        return at + len(shown)

    def _indented(self, pieces: list[tuple[str, Style]], text: str, style: Style) -> int:
        pieces += ((" " * self.left, self.skin.blank), (text, style))
        return self.left + cell_map(text).width

    def _head_line(self, line: HeadLine) -> tuple[str, Style]:
        skin = self.skin
        return line.text, {Role.HEADLINE: skin.headline, Role.RULE: skin.accent, Role.BYLINE: skin.byline}.get(
            line.role, skin.blank
        )

    # ---- rows with text

    def _full(self, row: int, width: int, overlay: Overlay, pieces: list[tuple[str, Style]]) -> int:
        layout, skin = self.layout, self.skin
        index = layout.block_of(row)
        block = self.text.blocks[index]
        if block.kind == "hr":
            caret = overlay.caret >= 0 and layout.row_of(overlay.caret) == row
            return self._break(pieces, has_caret=caret)
        fragments = layout.fragments(row)
        start, end = fragments[0].start, fragments[-1].end
        live = self.placed.on(index, start, max(end, start + 1))
        if len(fragments) > 1:
            live = [h for h in live if any(h.span and h.span.start < f.end and h.span.end > f.start for f in fragments)]
        lines = layout.tables.get(index)
        shift = self.shifts.get(index, 0)
        sign = "‹" if shift else "↪" if layout.is_continued(row) else ""
        self._gutter(block, live, start, pieces, sign="" if block.rest else sign)
        x = self._decoration(row, block, pieces, sign)
        line = Line(row, block, fragments, live, overlay)
        x += self._words(line, pieces) if lines is None else cells(self, line, lines, shift, pieces)
        if block.kind == "code" and x < self.left + layout.wide:
            pieces.append((" " * (self.left + layout.wide - x), skin.text("p", CODE, (), 0)))
            x = self.left + layout.wide
        if self.has_margin and live and block.kind != "code":
            x = self._margin(live, start, x, width, pieces)
        return x

    def _break(self, pieces: list[tuple[str, Style]], *, has_caret: bool) -> int:
        line = "── ◆ ──".center(self.layout.width).rstrip()
        if not has_caret:
            return self._indented(pieces, line, self.skin.faint)
        self._indented(pieces, " ", self.skin.text("p", 0, (), Flag.CARET))
        pieces.append((line[1:], self.skin.faint))
        return self.left + len(line)

    def _words(self, line: Line, pieces: list[tuple[str, Style]]) -> int:
        """Append a line of text; a wider space looks as the space does that it is made of, a hyphen as its word."""
        begin = x = len(line.block.rest)
        for number, fragment in enumerate(line.fragments):
            gap = fragment.x - x
            if gap > 0:
                style = self._style(line, fragment.start - 1, line.live) if number else self.skin.blank
                pieces.append((" " * gap, style))
                x += gap
            x += self.append(line, fragment, pieces)
        if self.layout.has_hyphen(line.row):
            pieces.append(("-", self._style(line, line.fragments[-1].end - 1, line.live)))
            x += 1
        if self.caret_behind(line) is not None:
            pieces.append((" ", self.skin.text("p", 0, (), Flag.CARET)))
            x += 1
        return x - begin

    def caret_behind(self, line: Line) -> Fragment | None:
        """The piece of text behind which the caret is drawn, when it is on this row but on no character of it."""
        caret, fragments = line.overlay.caret, line.fragments
        if caret < 0 or any(f.start <= caret < f.end for f in fragments) or self.layout.row_of(caret) != line.row:
            return None
        return next((f for f in reversed(fragments) if f.start <= caret), None)

    def _gutter(
        self, block: Block, live: list[Highlight], start: int, pieces: list[tuple[str, Style]], *, sign: str
    ) -> None:
        """Where a note begins, a bar for each highlight, and the cell before the text, which code lies on too.

        The cell before the text says with a `sign` that a line goes on there, or that a table does.
        """
        skin = self.skin
        before = skin.text("p", CODE | DIM, (), 0) if block.kind == "code" else skin.faint
        if not live:
            pieces += ((" " * (self.left - 1), skin.blank), (sign or " ", before))
            return
        pieces.append((" " * (self.left - GUTTER), skin.blank))
        noted = next((h for h in live if h.annotation.note and h.span is not None and h.span.start >= start), None)
        if any(h.id in self.unsaved for h in live):
            pieces.append(("!", skin.failure))
        elif noted is not None:
            pieces.append(("●", skin.bars[self._color(noted)]))
        else:
            pieces.append((" ", skin.blank))
        bars = list(dict.fromkeys(self._color(h) for h in live)) if len(live) > BARS else [self._color(h) for h in live]
        if len(bars) > BARS:
            pieces.append((f"{min(99, len(live)):>3}", skin.faint))
        else:
            pieces.append((" " * (BARS - len(bars)), skin.blank))
            pieces += (("▎", skin.bars[color]) for color in bars)
        pieces.append((sign or " ", before))

    def _decoration(self, row: int, block: Block, pieces: list[tuple[str, Style]], sign: str) -> int:
        if block.rest:
            mark = block.first if row == self.layout.tops[self.layout.block_of(row)] else block.rest
            mark = mark[:-1] + sign if sign else mark
            pieces.append((mark, self.skin.faint if block.rest[0] == "▎" else self.skin.accent))
        return self.left + len(block.rest)

    def append(self, line: Line, fragment: Fragment, pieces: list[tuple[str, Style]]) -> int:
        """Append a piece of text, cut at every change of style; return its cells."""
        plain, marks = self.text.plain, self.text.mark_starts
        start, end = fragment.start, fragment.end
        first = bisect_right(marks, start) - 1
        cuts = {start, end, *marks[first + 1 : bisect_left(marks, end, first + 1)]}
        spans = [(h, h.span) for h in line.live if h.span is not None and h.span.start < end and h.span.end > start]
        matches = _touching(line.overlay.matches, start, end)
        selection = line.overlay.selection
        edges = [edge for _, span in spans for edge in (span.start, span.end)]
        edges += (edge for match in matches for edge in match)
        if selection is not None:
            edges += (selection.start, selection.end)
        if start <= line.overlay.caret < end:
            edges += (line.overlay.caret, next_cluster(plain, line.overlay.caret))
        cuts.update(edge for edge in edges if start < edge < end)
        for at, stop in pairwise(sorted(cuts)):
            over = [h for h, span in spans if span.start <= at < span.end]
            pieces.append((plain[at:stop], self._style(line, at, over, is_caret=at == line.overlay.caret)))
        return end - start if line.block.simple else cell_map(plain[start:end]).width

    def _style(self, line: Line, at: int, live: list[Highlight], *, is_caret: bool = False) -> Style:
        """The style of the code point at `at`, under those of the `live` highlights that reach it."""
        over = [h for h in live if h.span is not None and h.span.start <= at < h.span.end]
        flags = Flag.CARET if is_caret else 0
        block, overlay = line.block, line.overlay
        if overlay.selection is not None and overlay.selection.start <= at < overlay.selection.end:
            flags |= Flag.SELECTION
        if overlay.matches and _touching(overlay.matches, at, at + 1):
            flags |= Flag.MATCH
        if overlay.focus and any(h.id == overlay.focus for h in over):
            flags |= Flag.FOCUS
        kind = "th" if isinstance(block.data, Table) and _in_header(block.data, at) else block.kind
        colors = tuple(self._color(h) for h in over[-3:])
        return self.skin.text(kind, self.text.attributes_at(at), colors, flags)

    def _margin(self, live: list[Highlight], start: int, x: int, width: int, pieces: list[tuple[str, Style]]) -> int:
        """Marginalia: what begins on this row, by its themes, and how its note opens."""
        begun = [h for h in live if h.span is not None and h.span.start >= start]
        at = self.left + self.layout.width + 3
        if not begun or x + 1 > at:
            return x
        shown = begun[-1]
        names = ", ".join(shown.annotation.themes)
        note = " ".join(shown.annotation.note.split())
        label = " · ".join(part for part in (names, note) if part)
        more = f"  +{len(begun) - 1}" if len(begun) > 1 else ""
        label = fit(label, width - at - 1 - len(more)) + more
        if not label:
            return x
        pieces += ((" " * (at - x), self.skin.blank), (label, self.skin.labels[self._color(shown)]))
        return at + cell_map(label).width

    def _color(self, highlight: Highlight) -> str:
        return color_of(highlight, self.colors, "sand")


def _shared(one: str, other: str) -> str:
    """What two decorations begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(character for character, _ in same)


def _touching(matches: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    if not matches:
        return []
    low = max(0, bisect_right(matches, (start, 0)) - 1)
    return [match for match in matches[low : bisect_left(matches, (end, 0))] if match[1] > start]


def _in_header(table: Table, offset: int) -> bool:
    return bool(table.header and table.rows and table.rows[0] and offset <= table.rows[table.header - 1][-1][1])
