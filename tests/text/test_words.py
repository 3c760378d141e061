import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.compile import compile_text
from reader.text.words import count, next_word, previous_word, word_at, words
from tests.text.marked import marked, shown


@pytest.mark.parametrize(
    "source",
    [
        "«The» «bridge» «opened».",
        "«It’s» «the» «dogs»’ «day», «don't» «you» «think»?",
        "“«Well-known»” — «state-of-the-art» (-«so»-)",
        "«3.50» «euros», «1,000.5» «or» «10» . «5»",
        "«naïve» «x\u0301yz» «Ωmega» «Привет»",
        "«東»«京»は「«首»«都»」".replace("は", "«は»"),
        "«한국어» «단어»",
        "«हिन्दी» «में» «مرحبا»",
        "«snake»_«case» «a»/«b»",
        "«x»👩\u200d🚀«y»",
    ],
)
def test_words_are_these(source: str) -> None:
    text, spans = marked(source)
    assert shown(text, *words(text.plain)) == source
    assert count(text.plain) == len(spans)


def test_words_of_a_part_are_cut_at_its_ends() -> None:
    assert [span.cut("one two three") for span in words("one two three", 4, 9)] == ["two", "t"]


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, "«One» two.\n\nThree “four”."),
        (2, "«One» two.\n\nThree “four”."),
        (3, "One «two».\n\nThree “four”."),
        (7, "One «two».\n\nThree “four”."),
        (8, "One «two».\n\nThree “four”."),
        (9, "One «two».\n\nThree “four”."),
        (10, "One two.\n\n«Three» “four”."),
        (16, "One two.\n\nThree “«four»”."),
        (99, "One two.\n\nThree “«four»”."),
    ],
)
def test_the_word_at_an_offset_is_around_it_or_next_or_the_last_of_its_block(offset: int, expected: str) -> None:
    text = compile_text("One two.\n\nThree “four”.", "markdown")
    assert shown(text, word_at(text, offset)) == expected


def test_a_block_without_words_has_an_empty_word() -> None:
    text = compile_text("…!", "markdown")
    assert not word_at(text, 1)


def test_a_very_long_word_is_found_from_its_middle() -> None:
    text = compile_text("x " + "a" * 1000 + " y", "markdown")
    assert len(word_at(text, 900)) == 1000


texts = st.lists(
    st.sampled_from(["a", "bc’d", "e-f", "漢", " ", "\n\n", ". ", "…", "3.5", "g" * 200]), max_size=30
).map("".join)


@given(texts, st.data())
def test_next_and_previous_agree_with_the_list_of_words(source: str, data: st.DataObject) -> None:
    text = compile_text(source, "markdown")
    offset = data.draw(st.integers(0, len(text.plain)))
    every = list(words(text.plain))
    assert next_word(text, offset) == next((word for word in every if word.start > offset), None)
    assert previous_word(text, offset) == next((word for word in reversed(every) if word.start < offset), None)
    around = next((word for word in every if offset in word), None)
    if around:
        assert word_at(text, offset) == around
