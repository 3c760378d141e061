"""Searching in a text: a passage is found as people type it, and found whole."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.cells import clusters
from reader.text.search import MOST, matches


def found(marked: str, wanted: str, *, whole_words: bool = False) -> str:
    """`marked` without its marks, with what `wanted` finds marked instead."""
    plain = marked.replace("«", "").replace("»", "")
    pieces, at = [], 0
    for start, end in matches(plain, wanted, whole_words=whole_words):
        pieces += [plain[at:start], "«", plain[start:end], "»"]
        at = end
    return "".join(pieces) + plain[at:]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("«The» bridge. Ba«the»d in «the» light.", "the"),
        ("«The» bridge, by the harbour.", "The"),
        ("A «café», a «cafe», a «CAFÉ».", "cafe"),
        ("A «café», a «cafe».", "café"),
        ("A «Café», a café.", "Cafe"),
        ("Die «Straße», die «Strasse», «STRASSE».", "strasse"),
        ("Die «Straße», die «Strasse».", "straße"),
        ("Die «Stra»ße.", "stra"),
        ("Gro«ß», Fa«ss».", "ss"),
        ("We «don’t» and «don't».", "don't"),
        ("“«Yes»,” she said.", "yes"),
        ("1914«–»18, 1914«-»18", "-"),
        ("the «ﬁne ﬁ»sh", "fine fi"),
        ("the «old\nbridge» and the «old  bridge»", "old bridge"),
        ("an «old\n\nbridge»", "old bridge"),
        ("Donau«dampf\u00adschiff»fahrt", "dampfschiff"),
        ("「«空き家»」という「«空き\n家»」", "空き家"),
        ("«か»らが", "か"),
        ("각«가»", "가"),
        ("«q\u0303» and «q»", "q"),
        ("«की» and «क»", "क"),
        ("a «👨‍👩‍👧‍👦» and a «👩»", "👩"),
        ("İ«ngi»liz", "ngi"),
        ("nothing here", "zz"),
        ("nothing here", "   "),
        ("[«a+b»](c)", "a+b"),
    ],
)
def test_what_is_typed_is_found(text: str, wanted: str) -> None:
    assert found(text, wanted) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("«the» other bathed, «The»!", "the"),
        ("«the bridge» the bridges", "the bridge"),
        ("an «élan», élans", "elan"),
        ("«空き»家", "空き"),
        ("a«(b)»c", "(b)"),
    ],
)
def test_whole_words_are_found_alone(text: str, wanted: str) -> None:
    assert found(text, wanted, whole_words=True) == text


def test_what_was_typed_on_another_machine_is_found_too() -> None:
    assert list(matches("a café", normalize("NFD", "café"))) == [(2, 6)]
    assert list(matches(normalize("NFD", "a café b"), "café")) == [(2, 7)]


def test_a_letter_that_is_everywhere_is_bounded_and_it_is_said() -> None:
    many = matches("e " * (MOST + 5), "e")
    assert len(many) == MOST
    assert many.shown == "100,000+"
    assert matches("e e", "e").shown == "2"


SIGNS = st.sampled_from([*"abAß éÉﬁ\n", "e\u0301", "\u00ad", "空", "家", "か", "\u0301", "👩‍🚀", "कि", "İ", "🇫🇷", "’"])


@given(st.lists(SIGNS, max_size=12).map("".join), st.lists(SIGNS, min_size=1, max_size=2).map("".join))
def test_matches_are_in_order_apart_and_on_the_edges_of_clusters(plain: str, wanted: str) -> None:
    edges = {0, len(plain)}
    for number, line in enumerate(plain.split("\n")):
        begin = sum(len(one) + 1 for one in plain.split("\n")[:number])
        edges |= {begin, begin + len(line)}
        edges |= {begin + start for start, _, _ in clusters(line)}
    last = 0
    for start, end in matches(plain, wanted):
        assert last <= start < end <= len(plain)
        assert {start, end} <= edges
        last = end


@given(st.text(alphabet="abcdeé ßX’", max_size=30), st.integers(0, 29), st.integers(1, 6))
def test_every_part_of_a_text_is_found_in_it(plain: str, start: int, length: int) -> None:
    wanted = plain[start : start + length].strip()
    if wanted:
        assert any(begin <= plain.index(wanted) for begin, _ in matches(plain, wanted))
