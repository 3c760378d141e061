from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text import cells
from reader.text.compile import compile_text
from reader.text.layout import Layout
from reader.text.typesetting import Typesetting
from tests.corpus.odd import ODD, Odd
from tests.text.odd import ODD_TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable


def rows(source: str, width: int, kind: str = "markdown", setting: Typesetting | None = None) -> list[str]:
    """What each row of the laid-out source says; `~` is a row of decoration."""
    text = compile_text(source, kind)
    layout = Layout(text, width, width, setting=setting or Typesetting())
    return [
        "~" if layout.is_bare(row) else "|".join(text.plain[piece.start : piece.end] for piece in layout.fragments(row))
        for row in range(layout.height)
    ]


def test_lines_break_at_spaces_which_belong_to_neither_line() -> None:
    assert rows("The bridge opened in March.", 12) == ["The bridge", "opened in", "March."]


def test_a_word_longer_than_the_line_breaks_behind_a_slash() -> None:
    assert rows("see https://example.org/a/very/long/path", 20) == ["see", "https://example.org/", "a/very/long/path"]


def test_wide_characters_break_by_the_rules_of_kinsoku() -> None:
    assert rows("港町の新聞は、夜に出る。", 12) == ["港町の新聞", "は、夜に出", "る。"]


def test_paragraphs_are_a_blank_row_apart_and_headings_two() -> None:
    assert rows("One.\n\nTwo.\n\n## Three\n\nFour.", 20) == ["One.", "~", "Two.", "~", "~", "Three", "~", "Four."]


def test_a_headline_is_underlined() -> None:
    assert rows("# Harbour\n\nText.", 20) == ["Harbour", "~", "~", "Text."]


def test_the_cells_of_a_table_share_the_room() -> None:
    source = "| Ward | Council survey |\n|---|--:|\n| Harbour | 388 |\n"
    assert rows(source, 18) == ["Ward|Council", "survey", "~", "Harbour|388"]


def test_the_headline_block_stands_before_the_text_or_behind_its_first_block() -> None:
    text = compile_text("# Harbour\n\nText.", "markdown")
    layout = Layout(text, 20, 20, before=1, after=2)
    assert layout.head == {0: 0, 3: 1, 4: 2}
    assert layout.row_of(0) == 1
    assert layout.row_of(text.plain.index("Text")) == 6


def test_the_row_of_an_offset_and_its_cell_lead_back_to_it() -> None:
    text = compile_text("> 港町 “naïve” text\n\n- item one\n- item two that is longer than a line\n", "markdown")
    layout = Layout(text, 18, 18)
    for offset in range(len(text.plain)):
        if not text.plain[offset].isspace():
            x, row = layout.place(offset)
            assert layout.offset(x, row) == offset


WARDS = "| Ward | Council survey of the year |\n|---|---|\n| Harbour and all its streets | 388 |\n| Mills | some |\n"


def test_in_a_table_a_passage_stands_on_every_line_of_its_cells() -> None:
    text = compile_text(WARDS, "markdown")
    layout = Layout(text, 24, 24)
    start, end = text.plain.index("streets"), text.plain.index("388")
    lines = {layout.row_of(text.plain.index(word)) for word in ("Harbour", "streets", "388")}
    assert layout.row_of(start) > layout.row_of(end)
    assert lines <= set(layout.rows_of(start, end))
    assert layout.row_of(text.plain.index("Mills")) not in layout.rows_of(start, end)


def test_behind_a_line_whose_word_goes_on_below_stands_its_last_character() -> None:
    text = compile_text("x" * 30, "markdown")
    layout = Layout(text, 16, 16)
    assert layout.offset(40, 0) == 15
    assert layout.offset(40, 1) == 30


def painted(source: str, width: int, setting: Typesetting) -> list[str]:
    """Each row as it is seen, cell by cell."""
    text = compile_text(source, "markdown")
    layout = Layout(text, width, width, setting=setting)
    found = []
    for row in range(layout.height):
        line = ""
        for x, start, end in () if layout.is_bare(row) else layout.fragments(row):
            line += " " * (x - cells.width(line)) + text.plain[start:end]
        found.append(line + ("-" if layout.has_hyphen(row) else ""))
    return found


def test_justified_lines_are_as_long_as_the_measure_and_the_last_is_not() -> None:
    source = "For eleven years the council told residents that fewer than two hundred homes stood."
    *full, last = painted(source, 30, Typesetting(justify=True))
    assert {len(line) for line in full} == {30}
    assert len(last) < 30


def test_a_line_that_would_be_full_of_holes_stays_ragged() -> None:
    assert painted("a bb extraordinarily", 16, Typesetting(justify=True)) == ["a bb", "extraordinarily"]


def test_in_a_justified_line_every_cell_leads_to_its_word_and_a_wide_space_to_the_space() -> None:
    text = compile_text("For eleven years the council told residents that fewer than two.", "markdown")
    layout = Layout(text, 23, 23, setting=Typesetting(justify=True, hyphenate=True, language="en"))
    for offset in range(len(text.plain)):
        x, row = layout.place(offset)
        if layout.starts[row] <= offset < layout.ends[row]:
            assert layout.offset(x, row) == offset
    row, piece = next((row, layout.fragments(row)[0]) for row in range(9) if len(layout.fragments(row)) > 1)
    assert text.plain[layout.offset(piece.x + piece.end - piece.start, row)] == " "


def test_the_hyphen_of_a_divided_word_is_no_part_of_the_text() -> None:
    setting = Typesetting(hyphenate=True, language="en")
    assert rows("The representatives of it.", 17, setting=setting) == ["The representat", "ives of it."]
    assert painted("The representatives of it.", 17, setting) == ["The representat-", "ives of it."]


def test_paragraphs_may_be_told_apart_by_their_first_lines() -> None:
    source = "One.\n\nTwo and so on.\n\n## Head\n\nThree.\n\n- a\n- b\n\nFour.\n\n> Five.\n>\n> Six."
    assert painted(source, 30, Typesetting(paragraphs="indent")) == [
        "One.",
        "  Two and so on.",
        "",
        "",
        "Head",
        "",
        "Three.",
        "",
        "  a",
        "  b",
        "",
        "Four.",
        "",
        "  Five.",
        "    Six.",
    ]


def test_with_double_spacing_there_is_a_blank_row_below_each_line_of_prose() -> None:
    source = "One two three four.\n\n- a\n- b\n\n| a |\n|---|\n| b |\n| c |"
    found = rows(source, 10, setting=Typesetting(spacing=2))
    assert found == ["One two", "~", "three", "~", "four.", "~", "~", "a", "~", "b", "~", "~", "a", "~", "b", "c"]


def test_every_row_of_a_divided_text_knows_whether_it_ends_with_a_hyphen() -> None:
    text = compile_text("die Schiff\u00adfahrts\u00adgesellschaft", "markdown")
    layout = Layout(text, 12, 12)
    assert [layout.has_hyphen(row) for row in range(layout.height)] == [True, True, False]


def test_code_that_is_too_long_is_continued() -> None:
    layout = Layout(compile_text("```\na = 1\nb = 'long and longer'\n```", "markdown"), 12, 12)
    assert [layout.is_continued(row) for row in range(layout.height)] == [False, False, True]


SETTINGS = st.builds(
    Typesetting,
    spacing=st.sampled_from((1, 2)),
    paragraphs=st.sampled_from(("space", "indent")),
    justify=st.booleans(),
    hyphenate=st.booleans(),
    language=st.sampled_from(("en", "cs", "")),
)


def assert_exact(layout: Layout, rows: Iterable[int]) -> None:
    """Every cluster of some rows is found in its cell, and in no other row."""
    text = layout.text
    for row in rows:
        at = 0
        for x, start, end in () if layout.is_bare(row) else layout.fragments(row):
            assert x >= at
            at = x + cells.width(text.plain[start:end])
            for offset, _, wide in cells.clusters(text.plain[start:end]):
                if wide:
                    assert layout.place(start + offset) == (x + cells.width(text.plain[start : start + offset]), row)
                    assert layout.offset(*layout.place(start + offset)) == start + offset


@given(ODD_TEXTS, st.integers(16, 60), SETTINGS)
def test_offset_to_cell_and_back_is_the_identity_in_any_typesetting(
    source: str, width: int, setting: Typesetting
) -> None:
    layout = Layout(compile_text(source, "markdown"), width, width + 12, setting=setting)
    assert_exact(layout, range(layout.height))


@pytest.mark.parametrize("odd", ODD, ids=str)
@pytest.mark.timeout(20)
def test_offset_to_cell_and_back_is_the_identity_in_every_odd_text(odd: Odd) -> None:
    text = compile_text(odd.source(), odd.kind)
    layout = Layout(text, 47, 53, setting=Typesetting(justify=True, paragraphs="indent"))
    height = layout.height
    looked_at = range(height) if height < 200 else (*range(30), *range(height // 2, height // 2 + 30))
    assert_exact(layout, [row for row in looked_at if layout.ends[row] - layout.starts[row] < 2000])


@given(ODD_TEXTS, st.integers(8, 60), st.sampled_from(["markdown", "plain"]))
@example("| a | b |\n|--|--|\n| c | d |\naaword# a", 8, "markdown")
def test_no_character_is_lost_and_no_line_is_too_wide(source: str, width: int, kind: str) -> None:
    text = compile_text(source, kind)
    layout = Layout(text, width, width)
    painted = bytearray(len(text.plain))
    for row in range(layout.height):
        if layout.is_bare(row):
            continue
        for piece in layout.fragments(row):
            words = text.plain[piece.start : piece.end]
            if len(words) > 1:
                block = layout.block_of(row)
                # A table that is scrolled sideways has lines of its own width.
                table = layout.tables.get(block)
                room = max(width - len(text.blocks[block].rest), 8) + (table.hidden if table else 0)
                assert cells.width(words) <= max(room, 4)
            painted[piece.start : piece.end] = b"\x01" * len(words)
    missing = {text.plain[offset] for offset, done in enumerate(painted) if not done}
    assert missing <= {" ", "\n", "\t"}


@given(ODD_TEXTS, st.integers(8, 60))
def test_every_offset_has_a_row_that_holds_it(source: str, width: int) -> None:
    text = compile_text(source, "markdown")
    layout = Layout(text, width, width)
    for offset in range(len(text.plain) + 1):
        _, row = layout.place(offset)
        assert 0 <= row < layout.height
        assert not layout.is_bare(row)


FOLDED = "One.\n\nTwo.\n\n- three\n- four\n\nFive.\n\n| Six |\n|---|\n| 6 |\n\n# Seven\n"


def test_blocks_that_are_folded_are_one_row() -> None:
    text = compile_text(FOLDED, "markdown")
    layout = Layout(text, 20, 20, folds=((1, 3), (5, 6)))
    assert layout.folds == {2: (1, 3), 6: (5, 6)}
    assert layout.height == 7
    for word, row in (("One", 0), ("Two", 2), ("three", 2), ("four", 2), ("Five", 4), ("Six", 6), ("Seven", 6)):
        assert layout.row_of(text.plain.index(word)) == row
    assert layout.offset(5, 2) == text.plain.index("Two")
    assert layout.place(text.plain.index("four")) == (0, 2)
    assert [layout.block_of(row) for row in (0, 2, 4, 6)] == [0, 1, 4, 5]


@given(st.one_of(st.just(FOLDED), ODD_TEXTS), st.data(), st.sampled_from([8, 20, 60]))
def test_each_offset_has_its_row_whatever_is_folded(source: str, data: st.DataObject, width: int) -> None:
    text = compile_text(source, "markdown")
    count = len(text.blocks)
    edges = sorted(data.draw(st.sets(st.integers(0, count - 1), max_size=8)))
    folds = tuple(zip(edges[::2], [edge - 1 for edge in edges[1::2]], strict=False))
    folds = tuple((first, last) for first, last in folds if first <= last)
    layout = Layout(text, width, width, folds=folds)
    assert list(layout.starts) == sorted(layout.starts)
    hidden = {index: fold for fold in folds for index in range(fold[0], fold[1] + 1)}
    for offset in range(len(text.plain)):
        row = layout.row_of(offset)
        assert layout.starts[row] <= offset
        index = text.block_at(offset)
        assert (layout.folds.get(row) is not None) == (index in hidden)
        assert layout.block_of(row) == (hidden[index][0] if index in hidden else index)
    for row, (first, last) in layout.folds.items():
        assert (layout.starts[row], layout.ends[row]) == (text.blocks[first].start, text.blocks[last].end)
