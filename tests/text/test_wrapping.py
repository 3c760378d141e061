"""Where lines break."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pyphen  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import hyphenation
from reader.text.cells import CellMap, clusters, width
from reader.text.wrapping import Manner, fold, wrap
from tests.text.odd import ODD_LINES

if TYPE_CHECKING:
    from collections.abc import Callable

ENGLISH = hyphenation.divider("en")


def lines(text: str, cells: int, manner: Manner | None = None, breaker: Callable[..., None] = wrap) -> list[str]:
    """The lines of a text; `-` is added where a word is divided."""
    found: list[str] = []
    used = manner or Manner()

    def put(start: int, end: int) -> None:
        found.append(text[start:end] + ("-" if end in used.divisions else ""))

    if breaker is fold:
        breaker(text, 0, len(text), cells, put)
    else:
        breaker(text, 0, len(text), cells, put, manner=used)
    return found


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_a_no_break_space_keeps_its_words_together(space: str) -> None:
    assert lines(f"a boat of 10{space}km and", 12) == ["a boat of", f"10{space}km and"]
    assert lines(f"家 boat of 10{space}km and", 13) == ["家 boat of", f"10{space}km and"]


def test_a_soft_hyphen_is_where_a_word_may_be_divided() -> None:
    assert lines("die Schiff\u00adfahrts\u00adgesellschaft", 12) == ["die Schiff\u00ad", "fahrts\u00ad", "gesellschaft"]
    assert lines("die Schiff\u00adfahrt", 10) == ["die", "Schiff\u00ad", "fahrt"]  # its hyphen needs a cell
    assert width("Schiff\u00adfahrt") == 11


def test_a_line_may_end_with_a_dash_and_never_begins_with_one() -> None:
    assert lines("the association—nine of them", 18) == ["the association—", "nine of them"]
    assert lines("of them all, volunteers—", 16) == ["of them all,", "volunteers—"]


def test_words_are_divided_by_the_dictionary_of_their_language() -> None:
    text = "The representatives of the neighbourhood were asked about it."
    divided = ["The representat-", "ives of the neigh-", "bourhood were", "asked about it."]
    assert lines(text, 18, Manner(places=ENGLISH)) == divided
    assert lines("家 an extraordinary neighbourhood", 26, Manner(places=ENGLISH)) == [
        "家 an extraordinary neigh-",
        "bourhood",
    ]


def test_a_compound_is_divided_at_its_own_hyphen() -> None:
    assert lines("it is a council-tax bill", 17, Manner(places=ENGLISH)) == ["it is a council-", "tax bill"]


def test_a_word_is_not_divided_behind_its_first_letter_or_before_its_last_two() -> None:
    for room in range(4, 16):
        for line in lines("a neighbourhood representative", room, Manner(places=ENGLISH))[:-1]:
            if line.endswith("-"):
                assert len(line.split()[-1]) > hyphenation.BEFORE


def test_not_more_than_three_lines_in_a_row_end_with_a_hyphen() -> None:
    text = "internationalisation of representatives " * 6
    found = [lines(text.strip(), cells, Manner(places=ENGLISH)) for cells in range(5, 16)]
    ends = ["".join("-" if line.endswith("-") else "." for line in one) for one in found]
    assert any("---" in one for one in ends)
    assert not any("----" in one for one in ends)


@pytest.mark.parametrize("language", ["", "xx", "tlh"])
def test_no_word_of_an_unknown_language_is_divided(language: str) -> None:
    assert hyphenation.divider(language) is None


def test_a_dictionary_that_is_missing_divides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(**_: object) -> None:
        raise FileNotFoundError("hyph_en.dic")

    monkeypatch.setattr(pyphen, "Pyphen", missing)
    assert hyphenation.divider.__wrapped__("en-GB") is None


def test_in_czech_no_line_ends_with_a_word_of_one_letter() -> None:
    czech = Manner(keeps_letters=True)
    assert lines("Jedeme vlakem z Prahy k babi", 15, czech) == ["Jedeme vlakem", "z Prahy k babi"]
    assert lines("Jedeme vlakem z Prahy k babi", 15) == ["Jedeme vlakem z", "Prahy k babi"]


def test_a_first_line_that_is_set_in_is_shorter() -> None:
    assert lines("aaa bbb ccc ddd", 7, Manner(indent=3)) == ["aaa", "bbb ccc", "ddd"]
    assert lines("家家家 家家 家家", 8, Manner(indent=2)) == ["家家家", "家家 家", "家"]


def test_code_breaks_behind_a_space_near_the_end_and_loses_none() -> None:
    code = "def count(wards, visits=2, by_hand=True) -> None:"
    assert lines(code, 30, breaker=fold) == ["def count(wards, visits=2, ", "by_hand=True) -> None:"]
    assert lines("x" * 25, 10, breaker=fold) == ["x" * 10, "x" * 10, "x" * 5]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "市は「定義の違い」と（前年比三倍）、説明する……のである。" * 3
    for cells in range(8, 40):
        for line in lines(text, cells):
            assert line[0] not in "」）、。…"
            assert line[-1] not in "「（"


@given(ODD_LINES, st.integers(4, 40), st.sampled_from((ENGLISH, None)), st.integers(0, 3))
def test_no_line_is_too_wide_or_cuts_a_cluster(
    text: str, cells: int, places: Callable[[str], list[int]] | None, indent: int
) -> None:
    edges = {0, len(text), *(start for start, _, _ in clusters(text))}
    manner = Manner(indent if cells > 7 else 0, places, keeps_letters=places is not None)
    spans: list[tuple[int, int]] = []
    wrap(text, 0, len(text), cells, lambda start, end: spans.append((start, end)), manner=manner)
    for number, (start, end) in enumerate(spans):
        assert {start, end} <= edges
        room = cells - (0 if number else manner.indent)
        hyphen = end in manner.divisions or text[end - 1 : end] == "\u00ad"
        used = CellMap(text[start:end]).width + (hyphen and end < len(text))
        assert used <= max(room, 2) or len(clusters(text[start:end])) == 1
    between = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    assert all(not gap.strip(" ") for gap in between)
