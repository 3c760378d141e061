"""A row of a page as pieces of text in styles: gutter, decoration, text under its highlights, margin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style

from reader.text.cells import cell_map, fit, next_cluster
from reader.text.document import CODE, DIM, IMAGE, LINK, STRIKE, Table
from reader.tui.painting.folds import folded
from reader.tui.painting.gutter import before_text, gutter
from reader.tui.painting.head import HeadLine, Role
from reader.tui.painting.hyperlinks import host, told
from reader.tui.painting.placed import color_of
from reader.tui.painting.sideways import cells, cut
from reader.tui.painting.skin import Flag
from reader.tui.painting.syntax import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.model.annotation import Highlight
    from reader.model.span import Span
    from reader.text.document import Block, Text
    from reader.text.fragments import Fragment
    from reader.text.layout import Layout
    from reader.text.tables import TableLines
    from reader.tui.painting.marginalia import Marginalia
    from reader.tui.painting.placed import Placed
    from reader.tui.painting.skin import Skin

NOTES_RULE = "─" * 12

BESIDE = 3
"""Cells between the text and the margin."""

MARGIN = 26
"""Cells right of the text for theme names and the openings of notes, where there is room."""


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

    def holds_match(self, start: int, end: int) -> bool:
        """Did the search find anything from `start` to `end`?"""
        return bool(self.matches) and bool(_touching(self.matches, start, end))


NOTHING = Overlay()


class Line(NamedTuple):
    """A row with text, and what lies on it."""

    row: int
    block: Block
    fragments: tuple[Fragment, ...]
    live: list[Highlight]
    """The highlights that touch it, the longest first."""

    overlay: Overlay
    is_quiet: bool = False
    """Is it a promotional line?"""

    kept: Highlight | None = None
    """A bookmark that begins on it; None where none does."""


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

    margin: Marginalia | None
    """What stands right of the text; None where there is no room."""

    shifts: dict[int, int] = field(default_factory=dict)
    """By block: cells that a table is scrolled sideways."""

    quiet: frozenset[int] = frozenset()
    """Blocks that are promotional lines."""

    _links: dict[tuple[Style, str], Style] = field(default_factory=dict, init=False)
    _notes: int = field(default=0, init=False)
    """Where the notes at the end begin."""

    def __post_init__(self) -> None:
        self._notes = min((start for start, _ in self.text.footnotes), default=len(self.text.plain))

    def row(self, row: int, width: int, overlay: Overlay = NOTHING) -> list[tuple[str, Style]]:
        """The pieces of `row`, exactly `width` cells in all."""
        pieces: list[tuple[str, Style]] = []
        if row in self.layout.folds:
            used = folded(self, row, overlay, pieces)
        else:
            used = self._bare(row, pieces) if self.layout.is_bare(row) else self._full(row, overlay, pieces)
        if self.margin is not None:
            used = self._beside(row, used, overlay, pieces)
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
            if layout.is_framed(index):
                return self._frame(block, pieces, is_top=False)
            if block.kind == "h1" and layout.starts[row] == block.end:
                return self._indented(pieces, "━" * min(layout.width, block.end - block.start), skin.accent)
            bar = block.rest
        elif layout.is_framed(index) and row == layout.tops[index] - 1:
            return self._frame(block, pieces, is_top=True)
        else:
            bar = _shared(block.rest, self.text.blocks[index - 1].rest) if index else ""
        return self._indented(pieces, bar.rstrip(), skin.faint) if "▎" in bar else 0

    def _rule(self, row: int, block: Block, lines: TableLines, shift: int, pieces: list[tuple[str, Style]]) -> int:
        rule = lines.rule(is_head=lines.is_head_rule(row - self.layout.tops[self.layout.block_of(row)]))
        at = self._indented(pieces, block.rest, self.skin.faint)
        shown = rule[shift : shift + lines.room]
        pieces.append((shown, self.skin.track))
        return at + len(shown)

    def _frame(self, block: Block, pieces: list[tuple[str, Style]], *, is_top: bool) -> int:
        """The edge of a box: above the caption its sign, below it where the image comes from."""
        before = max(0, len(block.rest) - 2)
        inner = self.layout.width - before - 2
        if is_top:
            edge = f"┌─ ▣ {'─' * max(0, inner - 4)}┐"
        else:
            name = fit(host(block.data) if isinstance(block.data, str) else "", max(0, inner - 4))
            name = f" {name} ─" if name else ""
            edge = f"└{'─' * max(0, inner - cell_map(name).width)}{name}┘"
        return self._indented(pieces, block.rest[:before] + edge, self.skin.faint)

    def _indented(self, pieces: list[tuple[str, Style]], text: str, style: Style) -> int:
        pieces += ((" " * self.left, self.skin.blank), (text, style))
        return self.left + cell_map(text).width

    def _head_line(self, line: HeadLine) -> tuple[str, Style]:
        skin = self.skin
        return line.text, {Role.HEADLINE: skin.headline, Role.RULE: skin.accent, Role.BYLINE: skin.byline}.get(
            line.role, skin.blank
        )

    # ---- rows with text

    def _full(self, row: int, overlay: Overlay, pieces: list[tuple[str, Style]]) -> int:
        layout, skin = self.layout, self.skin
        index = layout.block_of(row)
        block = self.text.blocks[index]
        if block.kind == "hr":
            caret = overlay.caret >= 0 and layout.row_of(overlay.caret) == row
            return self._break(pieces, has_caret=caret, is_before_notes=block.end < self._notes <= block.end + 2)
        fragments = layout.fragments(row)
        start, end = fragments[0].start, fragments[-1].end
        live = self.placed.on(index, start, max(end, start + 1))
        if len(fragments) > 1:
            live = [h for h in live if any(h.span and h.span.start < f.end and h.span.end > f.start for f in fragments)]
        kept = next((h for h in live if h.annotation.is_bookmark and h.span and h.span.start >= start), None)
        live = [h for h in live if not h.annotation.is_bookmark]
        lines = layout.tables.get(index)
        shift = self.shifts.get(index, 0)
        sign = "‹" if shift else "↪" if layout.is_continued(row) else ""
        line = Line(row, block, fragments, live, overlay, index in self.quiet, kept)
        gutter(self, line, start, pieces, sign="" if block.rest else sign)
        x = self._decoration(row, block, pieces, sign)
        x += self._words(line, pieces) if lines is None else cells(self, line, lines, shift, pieces)
        if block.kind == "code" and x < self.left + layout.wide:
            pieces.append((" " * (self.left + layout.wide - x), skin.text("p", CODE, (), 0)))
            x = self.left + layout.wide
        if layout.is_framed(index):
            edge = self.left + layout.width - 1
            pieces += ((" " * max(0, edge - x), skin.blank), ("│", skin.faint))
            x = max(x, edge) + 1
        return x

    def _break(self, pieces: list[tuple[str, Style]], *, has_caret: bool, is_before_notes: bool) -> int:
        """A break in the text, or the short rule above its notes."""
        line = NOTES_RULE if is_before_notes else "── ◆ ──".center(self.layout.width).rstrip()
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

    def _decoration(self, row: int, block: Block, pieces: list[tuple[str, Style]], sign: str) -> int:
        if block.rest:
            mark = block.first if row == self.layout.tops[self.layout.block_of(row)] else block.rest
            if block.kind == "image":
                mark = f"{block.rest[:-2]}│ "
            is_quiet = block.rest[0] == "▎" or block.kind == "image" or block.start >= self._notes
            is_quiet = is_quiet or self.layout.block_of(row) in self.quiet
            style = self.skin.faint if is_quiet else self.skin.accent
            if sign or block.kind == "code":
                pieces += ((mark[:-1], style), (sign or mark[-1], before_text(self, block)))
            else:
                pieces.append((mark, style))
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
        if line.block.kind == "code":
            edges += words(self.text, line.block).cuts(start, end)
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
        attributes = self.text.attributes_at(at)
        kind = "th" if isinstance(block.data, Table) and _in_header(block.data, at) else block.kind
        if kind == "p" and at >= self._notes:
            kind = "note"
        colors = tuple(self._color(h) for h in over[-3:])
        shown = attributes
        if line.is_quiet:
            kind, shown = "p", attributes & STRIKE | DIM
        token = words(self.text, block).at(at) if kind == "code" else ""
        style = self.skin.text(kind, shown, colors, flags, token)
        return self._linked(style, at) if attributes & (LINK | IMAGE) else style

    def _linked(self, style: Style, at: int) -> Style:
        """`style` with the address that the code point at `at` leads to, if a terminal may be told it."""
        address = told(self.text.link_at(at) or "") if self.skin.has_links else ""
        if not address:
            return style
        found = self._links.get((style, address))
        if found is None:
            found = self._links[style, address] = style + Style(link=address)
        return found

    def _beside(self, row: int, x: int, overlay: Overlay, pieces: list[tuple[str, Style]]) -> int:
        """Append what stands in the margin of `row`."""
        label = self.margin.at(row) if self.margin is not None else None
        at = self.left + self.layout.width + BESIDE
        if label is None or x + 1 > at:
            return x
        labels = self.skin.strong_labels if label.highlight.id == overlay.focus else self.skin.labels
        pieces += ((" " * (at - x), self.skin.blank), (label.text, labels[self._color(label.highlight)]))
        return at + cell_map(label.text).width

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
