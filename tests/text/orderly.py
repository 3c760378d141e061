"""What holds for every text, whatever it was compiled from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.builder import DECORATION
from reader.text.clean import is_clean
from reader.text.document import LINK_SHIFT, Table

if TYPE_CHECKING:
    from reader.text.document import Text


def assert_orderly(text: Text) -> None:
    """Check that `text` is harmless, its blocks in order and apart, its marks and addresses where they must be."""
    assert is_clean(text.plain)
    assert all(is_clean(address) for address in text.links)
    assert text.blocks
    end = 0
    for index, block in enumerate(text.blocks):
        between = text.plain[end : block.start]
        assert between == ("" if index == 0 else "\n" if block.gap == 0 else "\n\n")
        assert block.start <= block.end
        assert len(block.first) == len(block.rest) <= DECORATION
        assert "\n" not in block.first + block.rest
        assert is_clean(block.first + block.rest)
        if isinstance(block.data, Table):
            _assert_table(text, block.start, block.end, block.data)
        end = block.end
    assert end == len(text.plain)
    _assert_marks(text)
    assert all(0 <= first <= last <= len(text.plain) for first, last in text.footnotes)


def _assert_table(text: Text, start: int, end: int, table: Table) -> None:
    """Check that the cells are in order, a tab between two of a row and a line's end between two rows."""
    at = start
    for number, row in enumerate(table.rows):
        for column, (first, last) in enumerate(row):
            between = text.plain[at:first]
            assert between == ("\t" if column else "\n" if number else "")
            assert first <= last
            assert not set("\t\n") & set(text.plain[first:last])
            at = last
    assert at == end


def _assert_marks(text: Text) -> None:
    starts = text.mark_starts.tolist()
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] <= len(text.plain)
    assert len(starts) == len(text.mark_attributes)
    assert all(mark >> LINK_SHIFT <= len(text.links) for mark in text.mark_attributes)
