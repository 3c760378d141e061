"""Tables on a page that are wider than their room: they are scrolled sideways, and follow the caret."""

from __future__ import annotations

from reader.tui.panes.page_folds import PageFolds

STEP = 8
"""Cells that one notch of the wheel scrolls a table."""


class PageTables(PageFolds):
    """A page whose wide tables show as much as there is room for."""

    def offset_at(self, x: int, y: int) -> int:
        """The code point under cell (x, y) of the pane."""
        page, index = self._page, self._table_at(self.top + y)
        if page is not None and index is not None:
            edge = page.painter.left + self._indent(index) + page.layout.tables[index].room - 1
            x = min(x, edge) + self._shifts.get(index, 0)
        return super().offset_at(x, y)

    def cell_of(self, offset: int) -> tuple[int, int] | None:
        """The cell (x, y) of the pane that shows the code point at `offset`; None where it is out of sight."""
        page = self._page
        index = self._table_at(page.layout.row_of(offset)) if page else None
        if page is None or index is None:
            return super().cell_of(offset)
        x, row = page.layout.place(offset)
        shift, y = self._shifts.get(index, 0), row - self.top
        if not 0 <= x - self._indent(index) - shift < page.layout.tables[index].room or not 0 <= y < self.size.height:
            return None
        return x - shift + page.painter.left, y

    def reveal(self, offset: int) -> None:
        """Scroll just as far as needed to see `offset`, a table sideways too."""
        super().reveal(offset)
        self._reveal_sideways(offset)

    def _table_at(self, row: int) -> int | None:
        """The block of the table on `row`, when some of it is out of sight."""
        page = self._page
        if page is None or row >= page.layout.height:
            return None
        index = page.layout.block_of(max(0, row))
        lines = page.layout.tables.get(index)
        return index if lines is not None and lines.hidden and row >= page.layout.tops[index] else None

    def _indent(self, index: int) -> int:
        session = self.session
        return len(session.text.blocks[index].rest) if session else 0

    def _reveal_sideways(self, offset: int) -> None:
        """Scroll a table so that the column of `offset` is seen, as much of it as there is room for."""
        page = self._page
        index = self._table_at(page.layout.row_of(offset)) if page else None
        if page is None or index is None:
            return
        lines, shift = page.layout.tables[index], self._shifts.get(index, 0)
        x = page.layout.place(offset)[0] - self._indent(index)
        start, end = lines.column_at(x)
        if not shift <= x < shift + lines.room:
            self._shift(index, min(start, x) if x < shift else max(min(start, end - lines.room), x - lines.room + 1))

    def scroll_sideways(self, y: int, cells: int) -> bool:
        """Scroll the table on row `y` of the pane; False when there is none, or all of it is seen."""
        index = self._table_at(self.top + y)
        if index is None:
            return False
        self._shift(index, self._shifts.get(index, 0) + cells)
        return True

    def _shift(self, index: int, cells: int) -> None:
        page = self._page
        if page is None:
            return
        self._shifts[index] = max(0, min(cells, page.layout.tables[index].hidden))
        top = page.layout.tops[index]
        for row in range(top, top + page.layout.tables[index].height):
            page.rows.pop(row, None)
        self.refresh_rows(top - self.top, top + page.layout.tables[index].height - 1 - self.top)
