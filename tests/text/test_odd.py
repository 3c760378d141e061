"""Hostile and odd sources compile, in their time, to texts that are as orderly as any."""

import pytest

from reader.text.compile import compile_text
from reader.text.document import Text
from reader.text.footnotes import definition, references
from reader.text.links import links
from reader.text.outline import outline
from reader.text.quotations import next_quotation, previous_quotation, quotations
from reader.text.sentences import sentence_at, sentences
from tests.corpus.odd import ODD, Odd
from tests.text.orderly import assert_orderly

pytestmark = pytest.mark.timeout(20)


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_an_odd_source_is_an_orderly_text(odd: Odd) -> None:
    text = compile_text(odd.source(), odd.kind)
    assert_orderly(text)
    assert Text.load(text.dump()) == text


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_everything_that_is_asked_of_an_odd_text_is_answered(odd: Odd) -> None:
    text = compile_text(odd.source(), odd.kind)
    end = len(text.plain)
    links(text, 0, end)
    outline(text)
    references(text, 1)
    quotations(text)
    for offset in {0, end // 2, end}:
        definition(text, offset)
        assert sentence_at(text, offset).end <= end
        next_quotation(text, offset)
        previous_quotation(text, offset)
    for index in {0, len(text.blocks) // 2, len(text.blocks) - 1}:
        block = text.blocks[index]
        assert all(block.start <= span.start < span.end <= block.end for span in sentences(text, index))


def test_nested_footnotes_lead_to_each_other() -> None:
    odd = next(odd for odd in ODD if odd.name == "1,000 footnotes")
    text = compile_text(odd.source(), odd.kind)
    assert len(text.footnotes) == 1000
    first = definition(text, text.plain.index("[1]"))
    assert first is not None
    assert first.span.cut(text.plain) == "Note 0, see[2] and[1] and[1]."
    assert len(references(text, 1)) == 1003
