import pytest

from reader.model.span import Span
from reader.text.compile import compile_text
from reader.text.document import Text
from reader.text.paragraphs import next_heading, next_paragraph, paragraph_at, previous_heading, previous_paragraph

SOURCE = "# One\n\ntwo words\n\n---\n\n- three\n- four\n\n## Five\n\nsix"


@pytest.fixture
def text() -> Text:
    return compile_text(SOURCE, "markdown")


def words(text: Text, span: Span | None) -> str:
    return span.cut(text.plain) if span else ""


def test_a_paragraph_is_the_block_around_an_offset(text: Text) -> None:
    assert words(text, paragraph_at(text, text.plain.index("words"))) == "two words"
    assert words(text, paragraph_at(text, len(text.plain))) == "six"


def test_going_on_stops_at_every_block_with_words(text: Text) -> None:
    found, offset = [], -1
    while span := next_paragraph(text, offset):
        found.append(words(text, span))
        offset = span.start
    assert found == ["One", "two words", "three", "four", "Five", "six"]


def test_going_back_stops_first_at_the_start_of_the_block_itself(text: Text) -> None:
    assert words(text, previous_paragraph(text, text.plain.index("words"))) == "two words"
    assert words(text, previous_paragraph(text, text.plain.index("three"))) == "two words"
    assert previous_paragraph(text, 0) is None


def test_headings_are_found_both_ways(text: Text) -> None:
    middle = text.plain.index("words")
    assert words(text, next_heading(text, middle)) == "Five"
    assert words(text, previous_heading(text, middle)) == "One"
    assert next_heading(text, text.plain.index("Five")) is None
    assert previous_heading(text, 0) is None
