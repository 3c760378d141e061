from __future__ import annotations

import re
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from reader.cli.marking import OPENING, closing, mark
from reader.model.span import Span
from reader.text.compile import compile_text
from reader.text.document import Table, Text

SOURCE = """\
# The bridge

The *old* bridge **opened** on Tuesday.

- one
- two words

| Route | Ran |
|-------|----:|
| 4     | 28  |
| 17    | 379 |

Done.
"""


@cache
def bridge() -> Text:
    return compile_text(SOURCE, "markdown")


def spans() -> st.SearchStrategy[list[Span]]:
    offset = st.integers(0, len(bridge().plain))
    span = st.tuples(offset, offset).map(lambda ends: Span(min(ends), max(ends)))
    return st.lists(span.filter(lambda each: bool(each.cut(bridge().plain).strip())), max_size=4).map(sorted)


def test_a_highlight_stands_between_its_marks() -> None:
    at = bridge().plain.index("opened")
    text, (span,) = mark(bridge(), [Span(at, at + 6)])
    assert "The old bridge ==opened=={1} on Tuesday." in text.plain
    assert span.cut(text.plain) == "==opened=={1}"


def test_overlapping_highlights_each_have_their_marks() -> None:
    at = bridge().plain.index("old bridge opened")
    text, _ = mark(bridge(), [Span(at, at + 10), Span(at + 4, at + 17)])
    assert "The ==old ==bridge=={1} opened=={2} on Tuesday." in text.plain


@given(spans())
def test_without_the_marks_it_is_the_text_again(given_spans: list[Span]) -> None:
    marked, _ = mark(bridge(), given_spans)
    assert re.sub(r"=={\d}|==", "", marked.plain) == bridge().plain


@given(spans())
def test_every_block_and_cell_says_what_it_said(given_spans: list[Span]) -> None:
    marked, _ = mark(bridge(), given_spans)

    def bare(text: Text, start: int, end: int) -> str:
        return re.sub(r"=={\d}|==", "", text.plain[start:end])

    for old, new in zip(bridge().blocks, marked.blocks, strict=True):
        assert bare(marked, new.start, new.end) == bare(bridge(), old.start, old.end)
        if isinstance(old.data, Table) and isinstance(new.data, Table):
            for before, after in zip(old.data.rows, new.data.rows, strict=True):
                assert [bare(marked, *cell) for cell in after] == [bare(bridge(), *cell) for cell in before]


@given(spans())
def test_every_mark_stands_in_a_block(given_spans: list[Span]) -> None:
    marked, found = mark(bridge(), given_spans)
    inside = " ".join(marked.plain[block.start : block.end] for block in marked.blocks)
    assert inside.count(OPENING) == 2 * len(given_spans)
    for number, span in enumerate(found, 1):
        assert inside.count(closing(number)) == 1
        assert span.cut(marked.plain).startswith(OPENING)
        assert closing(number) in span.cut(marked.plain)
