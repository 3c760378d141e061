"""A row of a page as pieces of text in styles: gutter, decoration, text under its highlights, marginalia."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.text.cells import cell_map, fit, next_cluster
from reader.text.document import CODE, Table
from reader.tui.painting.head import HeadLine, Role
from reader.tui.painting.placed import color_of
from reader.tui.painting.skin import Flag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.style import Style

    from reader.model.annotation import Highlight
    from reader.model.span import Span
    from reader.text.document import Block, Text
    from reader.text.layout import Fragment, Layout
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

    def row(self, row: int, width: int, overlay: Overlay = NOTHING) -> list[tuple[str, Style]]:
        """The pieces of `row`, exactly `width` cells in all."""
        pieces: list[tuple[str, Style]] = []
        used = self._bare(row, pieces) if self.layout.is_bare(row) else self._full(row, width, overlay, pieces)
        if used < width:
            pieces.append((" " * (width - used), self.skin.blank))
        elif used > width:
            pieces = _cropped(pieces, width)
        return pieces

    # ---- rows without text

    def _bare(self, row: int, pieces: list[tuple[str, Style]]) -> int:
        layout, skin = self.layout, self.skin
        index = layout.block_of(row)
        block = self.text.blocks[index]
        if row in layout.head:
            return self._indented(pieces, *self._head_line(self.head[layout.head[row]]))
        if row > layout.tops[index]:
            if block.kind == "h1":
                return self._indented(pieces, "━" * min(layout.width, block.end - block.start), skin.accent)
            if index in layout.grids:
                rule = "─" * layout.grids[index].width
                return self._indented(pieces, " " * len(block.rest) + rule, skin.track)
        elif block.rest.startswith("▎") and index and self.text.blocks[index - 1].rest.startswith("▎"):
            return self._indented(pieces, "▎", skin.faint)
        return 0

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
        self._gutter(block.kind, live, start, pieces)
        x = self._decoration(row, block, pieces)
        rest = self._caret_rest(row, fragments, overlay.caret)
        for fragment in fragments:
            if fragment.x > x - self.left:
                pieces.append((self._between(index, x - self.left, fragment.x), skin.track))
                x = self.left + fragment.x
            x += self._text(block, fragment, live, overlay, pieces)
            if fragment is rest:
                pieces.append((" ", skin.text("p", 0, (), Flag.CARET)))
                x += 1
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

    def _caret_rest(self, row: int, fragments: tuple[Fragment, ...], caret: int) -> Fragment | None:
        """The piece of text behind which the caret is drawn, when it is on this row but on no character of it."""
        if caret < 0 or any(f.start <= caret < f.end for f in fragments) or self.layout.row_of(caret) != row:
            return None
        return next((f for f in reversed(fragments) if f.start <= caret), None)

    def _gutter(self, kind: str, live: list[Highlight], start: int, pieces: list[tuple[str, Style]]) -> None:
        """Where a note begins, a bar for each highlight, and the cell before the text, which code lies on too."""
        skin = self.skin
        before = skin.text("p", CODE, (), 0) if kind == "code" else skin.blank
        if not live:
            pieces += ((" " * (self.left - 1), skin.blank), (" ", before))
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
        pieces.append((" ", before))

    def _decoration(self, row: int, block: Block, pieces: list[tuple[str, Style]]) -> int:
        if block.rest:
            mark = block.first if row == self.layout.tops[self.layout.block_of(row)] else block.rest
            pieces.append((mark, self.skin.faint if block.rest[0] == "▎" else self.skin.accent))
        return self.left + len(block.rest)

    def _between(self, index: int, start: int, end: int) -> str:
        """The cells from `start` to `end` of a table's line, with the lines between its columns."""
        cells = [" "] * (end - start)
        grid = self.layout.grids.get(index)
        shift = len(self.text.blocks[index].rest)
        for separator in grid.separators if grid else ():
            if start <= separator + shift < end:
                cells[separator + shift - start] = "│"
        return "".join(cells)

    def _text(
        self,
        block: Block,
        fragment: Fragment,
        live: list[Highlight],
        overlay: Overlay,
        pieces: list[tuple[str, Style]],
    ) -> int:
        """Append a piece of text, cut at every change of style; return its cells."""
        plain, marks = self.text.plain, self.text.mark_starts
        start, end = fragment.start, fragment.end
        first = bisect_right(marks, start) - 1
        cuts = {start, end, *marks[first + 1 : bisect_left(marks, end, first + 1)]}
        spans = [(h, h.span) for h in live if h.span is not None and h.span.start < end and h.span.end > start]
        matches = _touching(overlay.matches, start, end)
        selection = overlay.selection
        edges = [edge for _, span in spans for edge in (span.start, span.end)]
        edges += (edge for match in matches for edge in match)
        if selection is not None:
            edges += (selection.start, selection.end)
        if start <= overlay.caret < end:
            edges += (overlay.caret, next_cluster(plain, overlay.caret))
        cuts.update(edge for edge in edges if start < edge < end)
        kind = "th" if isinstance(block.data, Table) and _in_header(block.data, start) else block.kind
        for at, stop in pairwise(sorted(cuts)):
            over = [h for h, span in spans if span.start <= at < span.end]
            flags = Flag.CARET if at == overlay.caret else 0
            if selection is not None and selection.start <= at < selection.end:
                flags |= Flag.SELECTION
            if matches and any(low <= at < high for low, high in matches):
                flags |= Flag.MATCH
            if overlay.focus and any(h.id == overlay.focus for h in over):
                flags |= Flag.FOCUS
            style = self.skin.text(kind, self.text.attributes_at(at), tuple(self._color(h) for h in over[-3:]), flags)
            pieces.append((plain[at:stop], style))
        return end - start if block.simple else cell_map(plain[start:end]).width

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


def _touching(matches: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    if not matches:
        return []
    low = max(0, bisect_right(matches, (start, 0)) - 1)
    return [match for match in matches[low : bisect_left(matches, (end, 0))] if match[1] > start]


def _in_header(table: Table, offset: int) -> bool:
    return bool(table.header and table.rows and table.rows[0] and offset <= table.rows[table.header - 1][-1][1])


def _cropped(pieces: list[tuple[str, Style]], width: int) -> list[tuple[str, Style]]:
    """`pieces` cut to `width` cells."""
    kept: list[tuple[str, Style]] = []
    for text, style in pieces:
        chart = cell_map(text)
        if chart.width >= width:
            cut = text[: chart.index(width)]
            kept.append((cut + " " * (width - cell_map(cut).width), style))
            break
        kept.append((text, style))
        width -= chart.width
    return kept
