from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.landing import land
from reader.sources.notes.imported import Imported, ImportedArticle
from reader.text.compile import compile_text

if TYPE_CHECKING:
    from reader.model.span import Span

ABOUT = ImportedArticle(title="T")


def landed(plain: str, quote: str, **facts: object) -> Span | None:
    return land(compile_text(plain, "plain"), Imported(ABOUT, quote, **facts), "t").span  # type: ignore[arg-type]


def test_offsets_of_utf_16_are_counted_anew_in_the_text() -> None:
    plain = "\U0001f600 The boat came. \U0001f600\U0001f600 The boat went."
    units = len(plain[: plain.rindex("The")].encode("utf-16-le")) // 2
    span = landed(plain, "The boat", start=units, end=units + 8, is_utf16=True)
    assert span is not None
    assert span.start == plain.rindex("The")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30), st.data())
def test_each_place_in_utf_16_is_the_code_point_that_it_means(plain: str, data: st.DataObject) -> None:
    text = compile_text(f"Before {plain} after", "plain").plain
    place = data.draw(st.integers(0, len(text) - 1))
    from reader.library.landing import _code_points  # noqa: PLC0415

    assert _code_points(text, len(text[:place].encode("utf-16-le")) // 2) == place


@pytest.mark.parametrize(
    ("quote", "facts", "wanted"),
    [
        ("the boat", {}, None),
        ("the boat", {"prefix": "Then "}, "second"),
        ("the boat", {"suffix": " came"}, "first"),
        ("the  boat\ncame", {}, "first"),
        ("\u201cthe boat\u201d", {}, None),
        ("no such words at all here", {}, None),
    ],
)
def test_a_passage_is_placed_by_what_is_known_of_it_and_never_by_a_guess(
    quote: str, facts: dict[str, object], wanted: str | None
) -> None:
    plain = "First the boat came. Then the boat went."
    span = landed(plain, quote, **facts)
    starts = {"first": plain.index("the boat"), "second": plain.rindex("the boat")}
    assert (None if span is None else span.start) == (None if wanted is None else starts[wanted])
