from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text import cells
from reader.text.compile import compile_text
from reader.text.layout import Layout
from tests.text.odd import ODD_TEXTS


def rows(source: str, width: int, kind: str = "markdown") -> list[str]:
    """What each row of the laid-out source says; `~` is a row of decoration."""
    text = compile_text(source, kind)
    layout = Layout(text, width, width)
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


@given(ODD_TEXTS, st.integers(8, 60), st.sampled_from(["markdown", "plain"]))
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
                room = max(width - len(text.blocks[layout.block_of(row)].rest), 8)
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
