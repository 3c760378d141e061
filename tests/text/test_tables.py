"""A table at one width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.compile import compile_text
from reader.text.document import Table
from reader.text.tables import GAP, LEGIBLE, ROOMY, TableLines, share

STATIONS = "| Station | " + " | ".join(f"Month {n}" for n in range(12)) + " |\n|" + "---|" * 13 + "\n"
STATIONS += "| Harbour wall, where the old pier was | " + " | ".join(f"{n}.5" for n in range(12)) + " |\n"


def table(source: str, room: int, *, scrolls: bool = True) -> tuple[TableLines, str]:
    text = compile_text(source, "markdown")
    data = text.blocks[0].data
    assert isinstance(data, Table)
    return TableLines(text, 0, data, room, scrolls=scrolls), text.plain


def drawn(lines: TableLines, plain: str) -> list[str]:
    """Every line of a table as it is seen when all of it is."""
    found = []
    for line in range(lines.height):
        if line in lines.rules:
            found.append(lines.rule(is_head=lines.is_head_rule(line)))
            continue
        shown = list(lines.between(0, lines.width))
        for x, start, end in lines.pieces(line):
            shown[x : x + end - start] = plain[start:end]
        found.append("".join(shown).rstrip())
    return found


def test_cells_are_wrapped_and_the_lines_between_the_columns_go_all_the_way_down() -> None:
    source = "| Ward | Said |\n|:-:|--:|\n| Harbour | nobody opened the door |\n| Mills | yes |\n"
    assert drawn(*table(source, 24)) == [
        " Ward   │           Said",
        "────────┼───────────────",
        "Harbour │  nobody opened",
        "        │       the door",
        "╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌",
        " Mills  │            yes",
    ]


def test_a_table_that_would_not_be_legible_keeps_its_width() -> None:
    lines, plain = table(STATIONS, 60)
    assert lines.hidden == lines.width - 60 > 0
    assert all(LEGIBLE >= width >= len("Month 0") for width in lines.widths[1:])
    assert lines.widths[0] == ROOMY
    assert drawn(lines, plain)[-1].startswith("pier was")


def test_where_nothing_can_be_scrolled_the_columns_are_as_narrow_as_need_be() -> None:
    lines, _ = table(STATIONS, 80, scrolls=False)
    assert lines.width <= 80
    assert lines.hidden == 0


def test_rows_of_one_line_have_no_rules_between_them() -> None:
    lines, _ = table("| a | b |\n|---|---|\n" + "| c | d |\n" * 40, 30)
    assert lines.height == 42
    assert lines.rules == {1}


def test_a_long_table_is_laid_out_line_by_line_when_it_is_asked_for() -> None:
    source = "| n | words |\n|---|---|\n" + "".join(f"| {n} | {'some words ' * (1 + n % 3)} |\n" for n in range(3000))
    lines, plain = table(source, 24)
    assert not lines._kept
    at = plain.index("2500")
    assert lines.pieces(lines.line_of(at))[0].start == at
    assert len(lines._kept) == 1


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 16)), min_size=1, max_size=9), st.integers(8, 120))
def test_columns_that_fit_fill_the_room_and_none_is_narrower_than_it_may_be(
    wants: list[tuple[int, int]], room: int
) -> None:
    natural = [max(pair) for pair in wants]
    least = [min(pair) for pair in wants]
    shared = share(natural, least, room)
    gaps = GAP * (len(wants) - 1)
    assert all(low <= width <= high for low, width, high in zip(least, shared, natural, strict=True))
    if sum(natural) + gaps <= room:
        assert list(shared) == natural
    elif sum(least) + gaps <= room:
        assert sum(shared) + gaps == room


@given(
    st.lists(
        st.lists(st.sampled_from(["", "a", "港町", "a few words", "x" * 30, "é👍🏽"]), min_size=3, max_size=3),
        max_size=8,
    ),
    st.integers(6, 60),
)
def test_every_cell_stands_in_its_column_once(rows: list[list[str]], room: int) -> None:
    source = "| one | two | three |\n|---|:-:|--:|\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)
    lines, plain = table(source, room)
    seen = bytearray(len(plain))
    for line in range(lines.height):
        if line in lines.rules:
            continue
        for x, start, end in lines.pieces(line):
            low, high = lines.column_at(x)
            assert low <= x < high
            assert lines.line_of(start) == line or start == end
            for at in range(start, end):
                seen[at] += 1
    assert [plain[at] for at, count in enumerate(seen) if count != 1 and not plain[at].isspace()] == []
