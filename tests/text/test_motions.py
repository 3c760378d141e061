import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.compile import compile_text
from reader.text.document import Text
from reader.text.motions import MOTIONS, OBJECTS, motion, object_at
from tests.text.marked import marked, shown

STORY = "The bridge opened. “We came,” said Ana. “And saw.”\n\nIt’s late. Go home."


def after(source: str, name: str, count: int = 1) -> str:
    """Give the text as it is seen after a motion: `^` is the caret."""
    start = source.index("^")
    text, _ = marked(source.replace("^", ""))
    offset = motion(text, start, name, count)
    return text.plain[:offset] + "^" + text.plain[offset:]


@pytest.mark.parametrize(
    ("before", "name", "expected"),
    [
        ("^The bridge opened.", "word_next", "The ^bridge opened."),
        ("Th^e bridge.", "word_next", "The ^bridge."),
        ("“We ^came,” said Ana.\n\nIt’s", "word_next", "“We came,” ^said Ana.\n\nIt’s"),
        ("said ^Ana.\n\nIt’s late", "word_next", "said Ana.\n\n^It’s late"),
        ("It’s ^late.", "word_next", "It’s late.^"),
        ("The bri^dge", "word_back", "The ^bridge"),
        ("The ^bridge", "word_back", "^The bridge"),
        ("Ana.\n\n^It’s", "word_back", "^Ana.\n\nIt’s"),
        ("“^We”", "word_back", "^“We”"),
        ("^The boat", "word_end", "Th^e boat"),
        ("Th^e boat", "word_end", "The boa^t"),
        ("One^.\n\nTwo", "word_end", "One.\n\nTw^o"),
        ("The boa^t.", "word_end", "The boa^t."),
        ("^हिन्दी too", "word_end", "हिन्^दी too"),
        ("O^ne. Two. Three.", "sentence_next", "One. ^Two. Three."),
        ("One.^ Two.\n\nThree.", "sentence_next", "One. ^Two.\n\nThree."),
        ("One. T^wo.\n\nThree.", "sentence_next", "One. Two.\n\n^Three."),
        ("One. T^wo.", "sentence_next", "One. Two.^"),
        ("One. T^wo.", "sentence_back", "One. ^Two."),
        ("One. ^Two.", "sentence_back", "^One. Two."),
        ("One. Two.\n\n^Three.", "sentence_back", "One. ^Two.\n\nThree."),
        ("^One.\n\nTwo.", "paragraph_next", "One.\n\n^Two."),
        ("One.\n\n^Two.", "paragraph_next", "One.\n\nTwo.^"),
        ("One.\n\nTw^o.", "paragraph_back", "One.\n\n^Two."),
        ("One.\n\n^Two.", "paragraph_back", "^One.\n\nTwo."),
        ("^One “two” “three”", "quotation_next", "One ^“two” “three”"),
        ("One ^“two” “three”", "quotation_next", "One “two” ^“three”"),
        ("One “two” ^“three”", "quotation_next", "One “two” ^“three”"),
        ("One “two” “thr^ee”", "quotation_back", "One “two” ^“three”"),
        ("One “two” ^“three”", "quotation_back", "One ^“two” “three”"),
        ("^One “two”", "quotation_back", "^One “two”"),
        ("On^e. Two.", "text_start", "^One. Two."),
        ("On^e. Two.", "text_end", "One. Two.^"),
        ("On^e. Two.", "heading_next", "On^e. Two."),
    ],
)
def test_a_motion_leads_here(before: str, name: str, expected: str) -> None:
    assert after(before, name) == expected


def test_a_count_repeats_a_motion_as_far_as_it_goes() -> None:
    assert after("^One. Two. Three.", "sentence_next", 2) == "One. Two. ^Three."
    assert after("^One two three", "word_next", 1_000_000) == "One two three^"
    assert after("^One two three", "word_next", 0) == "^One two three"


def test_headings_are_reached_both_ways() -> None:
    text = compile_text("# One\n\ntwo\n\n## Three\n\nfour", "markdown")
    three = motion(text, 0, "heading_next")
    assert text.plain[three:].startswith("Three")
    assert motion(text, three, "heading_next") == three
    assert motion(text, len(text.plain), "heading_back", 2) == 0


@pytest.mark.parametrize(
    ("name", "word", "expected"),
    [
        ("word", "bridge", "The «bridge» opened."),
        ("inner_word", "bridge", "The «bridge» opened."),
        ("a_word", "bridge", "The «bridge »opened."),
        ("sentence", "came", "«“We came,” said Ana.» “And"),
        ("inner_sentence", "came", "«“We came,” said Ana.» “And"),
        ("a_sentence", "came", "«“We came,” said Ana. »“And"),
        ("paragraph", "late", "«It’s late. Go home.»"),
        ("inner_paragraph", "late", "«It’s late. Go home.»"),
        ("a_paragraph", "bridge", "saw.”\n\n»It’s"),
        ("quotation", "came", "«“We came,”» said"),
        ("a_quotation", "came", "«“We came,”» said"),
        ("inner_quotation", "came", "“«We came,»” said"),
    ],
)
def test_an_object_is_this(name: str, word: str, expected: str) -> None:
    text, _ = marked(STORY)
    span = object_at(text, text.plain.index(word), name)
    assert span is not None
    assert expected in shown(text, span)


def test_there_is_no_quotation_beside_one() -> None:
    text, _ = marked(STORY)
    assert object_at(text, text.plain.index("said"), "quotation") is None
    assert object_at(text, text.plain.index("said"), "inner_quotation") is None


@pytest.mark.parametrize("name", OBJECTS)
def test_an_empty_text_has_no_objects(name: str) -> None:
    assert object_at(compile_text("", "plain"), 0, name) is None


@pytest.mark.parametrize("name", MOTIONS)
def test_nothing_moves_in_an_empty_text(name: str) -> None:
    assert motion(compile_text("", "plain"), 0, name, 3) == 0


texts = st.lists(
    st.sampled_from(
        [
            "# ",
            "- ",
            "> ",
            "one ",
            "two.",
            "“",
            "”",
            '"',
            "’",
            "\n",
            "\n\n",
            "---\n",
            "漢字。",
            "`x`",
            "    ",
            "|",
            "…",
            "![](a)",
        ]
    ),
    max_size=30,
).map(lambda pieces: compile_text("".join(pieces), "markdown"))


@given(texts, st.integers(-5, 200), st.sampled_from(sorted(MOTIONS)), st.integers(1, 3))
def test_every_motion_lands_in_the_text(text: Text, offset: int, name: str, count: int) -> None:
    assert 0 <= motion(text, offset, name, count) <= len(text.plain)


@given(texts, st.integers(0, 200), st.sampled_from(sorted(MOTIONS)))
def test_motions_go_their_way(text: Text, offset: int, name: str) -> None:
    offset = min(offset, len(text.plain))
    reached = motion(text, offset, name)
    if name.endswith(("_back", "_start")):
        assert reached <= offset
    else:
        assert reached >= offset


@given(texts, st.integers(0, 200), st.sampled_from(sorted(OBJECTS)))
def test_every_object_is_a_part_of_the_block_or_quotation_at_its_offset(text: Text, offset: int, name: str) -> None:
    offset = min(offset, len(text.plain))
    span = object_at(text, offset, name)
    if span is None:
        return
    assert span
    assert span.end <= len(text.plain)
    block = text.blocks[text.block_at(offset)]
    if "quotation" in name:
        whole = object_at(text, offset, "quotation")
        assert whole is not None
        assert offset in whole
    else:
        assert block.start <= span.start < block.end
        is_last = not any(character.isalnum() for character in text.plain[span.end : block.end])
        assert offset in span or span.start > offset or is_last
    if not name.startswith("a_"):
        assert span.cut(text.plain) == span.cut(text.plain).rstrip(" \n")
