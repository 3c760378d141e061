import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.compile import compile_text
from reader.text.sentences import next_sentence, previous_sentence, sentence_at, sentences
from tests.corpus.odd import HERE
from tests.text.marked import marked, shown


@pytest.mark.parametrize(
    "source",
    [
        "⟦The bridge opened.⟧ ⟦Nobody came!⟧ ⟦Why?⟧ ⟦No full stop⟧",
        "⟦Mr. Smith met Dr. J. R. Moreau at 5 p.m. Tuesday.⟧ ⟦He left.⟧",
        "⟦She was born on Jan. 5 in St. Mary.⟧ ⟦They sat.⟧ ⟦So it goes.⟧",
        "⟦He works in the U.S. Army.⟧ ⟦He left the U.S.⟧ ⟦The end.⟧",
        "⟦It cost 3.50 euros, i.e. Nothing.⟧ ⟦See No. 5.⟧ ⟦She said no.⟧ ⟦Ana agreed.⟧",
        "⟦That was in 2019.⟧ ⟦Then came the flood.⟧",
        "⟦Am 3. Oktober kam z.B. Anna.⟧ ⟦Er blieb.⟧",
        "⟦He waited... and left.⟧ ⟦I was…⟧ ⟦Well.⟧",
        "⟦“Stop!” she said.⟧ ⟦“Stop!” Ana Moreau said.⟧ ⟦“Really?”⟧ ⟦The room fell silent.⟧",
        "⟦“I went.⟧ ⟦I saw,” he said.⟧ ⟦“Fine.”⟧ ⟦(He left.)⟧ ⟦She stayed.⟧",
        "⟦„Geh!“, sagte Ana.⟧ ⟦„Nein.“⟧ ⟦Er ging.⟧",
        "⟦«\u00a0Va\u202f!\u00a0» dit-il.⟧ ⟦«\u00a0Non.\u00a0»⟧ ⟦Il part.⟧",
        "⟦東京は首都。⟧⟦「行く。」と言った。⟧⟦終わり！⟧⟦“走吧！”他说。⟧",
        "⟦هل هذا صحيح؟⟧ ⟦نعم.⟧",
        "⟦हिन्दी है।⟧ ⟦दूसरा वाक्य।⟧",
        "⟦It ended.[1]⟧ ⟦More followed.⟧",
        "⟦Yahoo! is here.⟧ ⟦iPhone sales fell.⟧",
        "⟦She works at Harbour Inc.⟧ ⟦Her boss does too, at Quay Co. Limited.⟧",
        "⟦One.⟧ ⟦Two?!⟧ ⟦Three.⟧\n\n⟦A heading without a stop⟧\n\n⟦Four.⟧",
    ],
)
def test_sentences_are_these(source: str) -> None:
    text, _ = marked(source, "⟦⟧")
    found = [span for index in range(len(text.blocks)) for span in sentences(text, index)]
    assert shown(text, *found, brackets="⟦⟧") == source


LABELLED = [line for line in (HERE / "sentences.txt").read_text("utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize("line", LABELLED)
def test_a_line_of_the_corpus_has_these_sentences(line: str) -> None:
    text = compile_text(line.replace(" | ", " ").replace("|", ""), "plain")
    found = [span.cut(text.plain) for span in sentences(text, 0)]
    assert found == [part.strip() for part in line.split("|")]


def test_code_and_names_begin_a_sentence_as_they_are_written() -> None:
    text = compile_text("It is `a.b. c`. `let` binds. `x` too, e.g. `y`.  \n**bold. words** go on.", "markdown")
    assert [span.cut(text.plain) for span in sentences(text, 0)] == [
        "It is a.b. c.",
        "let binds.",
        "x too, e.g. y.\nbold. words go on.",
    ]


def test_a_very_long_paragraph_has_the_same_sentences_as_its_parts() -> None:
    sentence = "Mr. J. R. Li met Ana at 5 p.m. on Jan. 5 in St. Mary, and “Stop!” she said, “or I... leave.”"
    text = compile_text(f"{sentence} " * 3000, "plain")
    every = sentences(text, 0)
    assert {span.cut(text.plain) for span in every} == {sentence}
    assert len(every) == 3000
    for offset in (0, 1, 100_000, every[1500].end, every[1500].start, len(text.plain)):
        assert sentence_at(text, offset) == next((span for span in every if span.end > offset), every[-1])
        assert next_sentence(text, offset) == next((span for span in every if span.start > offset), None)
        before = next((span for span in reversed(every) if span.start < offset), None)
        assert previous_sentence(text, offset) == before


def test_a_number_at_the_beginning_is_that_of_the_sentence() -> None:
    text = compile_text("1. Say who you are. 2. Leave.", "plain")
    assert shown(text, *sentences(text, 0)) == "«1. Say who you are.» «2. Leave.»"


def test_a_line_of_code_and_a_row_of_a_table_is_a_sentence() -> None:
    text = compile_text("```\na. B. C\n\n  d. E  \n```\n\n| a. B | c |\n|--|--|\n| d | e |", "markdown")
    lines = [span.cut(text.plain) for index in (0, 1) for span in sentences(text, index)]
    assert lines == ["a. B. C", "d. E", "a. B\tc", "d\te"]


def test_an_empty_block_has_no_sentence() -> None:
    text = compile_text("---", "markdown")
    assert sentences(text, 0) == ()
    assert not sentence_at(text, 0)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, "«One.»  Two.\n\nThree."),
        (3, "«One.»  Two.\n\nThree."),
        (4, "One.  «Two.»\n\nThree."),
        (5, "One.  «Two.»\n\nThree."),
        (10, "One.  «Two.»\n\nThree."),
        (11, "One.  «Two.»\n\nThree."),
        (12, "One.  Two.\n\n«Three.»"),
        (99, "One.  Two.\n\n«Three.»"),
    ],
)
def test_the_sentence_at_an_offset_is_around_it_or_next_or_the_last_of_its_block(offset: int, expected: str) -> None:
    text, _ = marked("One.  Two.\n\nThree.")
    assert shown(text, sentence_at(text, offset)) == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "Ab",
                "c",
                "Mr",
                "U.S",
                "5",
                "\n\n",
                ".",
                "!”",
                "…",
                " ",
                "。",
                "“",
                "said",
                "Jan",
                "[1]",
                "—",
                "(",
                "usw",
                "`x`",
            ]
        ),
        max_size=40,
    ).map("".join),
    st.data(),
)
def test_sentences_cover_their_block_and_motions_agree_with_them(source: str, data: st.DataObject) -> None:
    text = compile_text(source, "markdown")
    every = [span for index in range(len(text.blocks)) for span in sentences(text, index)]
    covered: set[int] = set().union(*(range(span.start, span.end) for span in every))
    assert all(offset in covered or text.plain[offset].isspace() for offset in range(len(text.plain)))
    assert sum(map(len, every)) == len(covered)
    assert all(span.cut(text.plain) == span.cut(text.plain).strip() for span in every)
    offset = data.draw(st.integers(0, len(text.plain)))
    assert next_sentence(text, offset) == next((span for span in every if span.start > offset), None)
    assert previous_sentence(text, offset) == next((span for span in reversed(every) if span.start < offset), None)
