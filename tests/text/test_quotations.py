import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.compile import compile_text
from reader.text.quotation_marks import scan
from reader.text.quotations import next_quotation, previous_quotation, quotation_at, quotations
from tests.text.marked import marked, shown

ENGLISH = [
    "⟦“We did not expect this,”⟧ said Ana. ⟦“But we will not sail,”⟧ she said.",
    '⟦"We did not,"⟧ she said. ⟦"But,"⟧ he said, ⟦"no."⟧',
    '(⟦"Hello,"⟧ he said) and said:⟦"Hello"⟧ [⟦“Yes”⟧] ⟦“quote”⟧ — ⟦“other”⟧',
    '⟦"I was—"⟧ he began. ⟦"—what?"⟧ she asked—⟦"Well?"⟧—and left. ⟦"...and then"⟧',
    "⟦“He said ‘no’ to me,”⟧ she said. He said, ⟦“I love ‘The Wire.’”⟧",
    "⟦\"'Hello,' he said,\"⟧ she said. ⟦‘He told me “no” yesterday,’⟧ she said.",
    "⟦‘I don’t know,’⟧ she said. The dogs’ bowls. ⟦‘The dogs’ bowls are out,’⟧ he said in the ’90s.",
    "⟦'I don't know,'⟧ she said. The '90s rock 'n' roll. ⟦'Yes.'⟧ The boys' and girls' teams.",
    "rock ‘n’ roll and ‘em ⟦“yes”⟧ ‘90s kids’ toys",
    "⟦“He said “no” twice,”⟧ she said. ⟦“Once.”⟧",
    "“I went home, she said. ⟦“I was tired.”⟧",
    'the ⟦“scare”⟧ word, It’s ⟦“5”⟧ and ⟦“6”⟧, in ⟦“1984”⟧ and the ⟦"iPhone 5"⟧ and ⟦"iPad"⟧',
]

MEASURES = [
    'She was 6\' 2" tall, the pipe 5" wide, 6’ 2” and 5”.',
    '⟦"The board is 5" thick and 6\' long,"⟧ he said. ⟦"Fine."⟧',
    "⟦“It is 5” thick,”⟧ he said.",
]

OTHERS = [
    "⟦„Das ist ‚gut‘“⟧, sagte sie. ⟦„Wirklich?“⟧ ⟦‚Nein‘⟧, sagte er.",
    "⟦„To jest,”⟧ mówi. ⟦„Nie”⟧",
    "⟦”Hej”⟧, sa han. ⟦”Ja.”⟧",
    "⟦«\u00a0Bonjour\u00a0»⟧, dit-il. ⟦«Non!»⟧ ⟦« Oui ! »⟧",
    "⟦»Hej«⟧, sagde hun. ⟦»Ja.«⟧ ⟦›Nej‹⟧",
    "⟦»Hei»⟧, hän sanoi. ⟦»Joo.»⟧",
    "⟦‹Hallo›⟧ sagte er.",
    "他说⟦「你好『世界』吧」⟧然后⟦『再见』⟧。⟦〝日本〟⟧と",
    '他说⟦"你好"⟧然后⟦"再见"⟧。他说⟦“好”⟧了。',
]

NONE = ["“a", "a”", '"', "'", "”", '""', "“ ”", "don’t", "the dogs’", "l'eau", "“", "O'Brien's"]

OVER_PARAGRAPHS = [
    "⟦“One.\n\n“Two.\n\n“Three,”⟧ she said. ⟦“Four.”⟧",
    '⟦"One.\n\n"Two,"⟧ she said.',
    "He: ⟦“One “x” a.\n\n“Two “y” b.”⟧ End.",
    "⟦« Un.\n\n» Deux.\n\n» Trois »⟧, dit-il.",
    "⟦‘One isn’t.\n\n‘Two,’⟧ she said.",
    "⟦«Uno.\n\n»Dos.\n\n»Tres»⟧, dijo.",
    "⟦„Eins.\n\n„Zwei.“⟧ Aus. ⟦»Drei.\n\n»Vier.«⟧",
    "⟦「一。\n\n「二。」⟧終。",
    "⟦“One ‘two.\n\n“ ‘Three,’ he said.”⟧ End.",
    "⟦“One,”⟧ he said. ⟦“Two.\n\n“Three.\n\n“Four,”⟧ he said. ⟦“Five.\n\n“Six.”⟧",
    "“One.\n\n“Two.\n\nThree ⟦“x”⟧ a.",
    "“One ⟦“x”⟧ a.\n\n“Two ⟦“y”⟧ b.\n\nThree.",
    "“One.\n\nTwo.”",
    "⟦“One.”⟧\n\n⟦“Two.”⟧",
    "⟦“One.\n\n“Two.”⟧ Then ⟦“three\n\n“four.”⟧",
]


@pytest.mark.parametrize("source", [*ENGLISH, *MEASURES, *OTHERS, *NONE, *OVER_PARAGRAPHS])
def test_quotations_are_these(source: str) -> None:
    text, spans = marked(source, "⟦⟧")
    found = [quotation.span for quotation in quotations(text)]
    assert shown(text, *found, brackets="⟦⟧") == source
    assert tuple(found) == spans


def test_the_inner_words_are_without_marks_and_the_spaces_inside_them() -> None:
    text, _ = marked("“One,” « Deux », “Three\n\n“four”", "⟦⟧")
    assert [quotation.inner.cut(text.plain) for quotation in quotations(text)] == ["One,", "Deux", "Three\n\n“four"]


def test_code_has_no_quotations() -> None:
    text = compile_text('a `x = "b` and "c" d `"`\n\n```\n"e"\n```\n\n    "f"\n', "markdown")
    assert [quotation.span.cut(text.plain) for quotation in quotations(text)] == ['"c"']


def test_headings_items_captions_and_cells_have_quotations_of_their_own() -> None:
    source = (
        "# “One”\n\n- “two\n- “three”\n\n![“four”](x)\n\n| “five | six” | “seven” |\n|--|--|--|\n\n“eight\n\n# “nine”"
    )
    text = compile_text(source, "markdown")
    found = [quotation.span.cut(text.plain) for quotation in quotations(text)]
    assert found == ["“One”", "“two\n“three”", "“four”", "“seven”", "“nine”"]


def test_in_a_quoted_part_and_in_html_a_quotation_goes_on_over_paragraphs_too() -> None:
    for source in ("> “One.\n>\n> “Two,” he said.", "<p>“One.</p><p>“Two,” he said.</p>"):
        text = compile_text(source, "markdown")
        assert [quotation.span.cut(text.plain) for quotation in quotations(text)] == ["“One.\n\n“Two,”"]


def test_a_quotation_is_found_on_its_marks_and_not_beside_them() -> None:
    text, (span,) = marked("He said ⟦“yes”⟧ twice.", "⟦⟧")
    found = [quotation_at(text, offset) is not None for offset in range(span.start - 1, span.end + 1)]
    assert found == [False, True, True, True, True, True, False]


def test_looking_at_one_paragraph_leaves_the_others_alone() -> None:
    text = compile_text("“One,” she said. “Two.”\n\n" + "".join(f"“{number}”\n\n" for number in range(500)), "plain")
    scan.cache_clear()
    quotation_at(text, len(text.plain) // 2)
    next_quotation(text, len(text.plain) // 2)
    previous_quotation(text, len(text.plain) // 2)
    assert scan.cache_info().misses < 10


MARKS = "“”„‟\"«»‹›「」『』〝〞‘’‚'"
marks = st.sampled_from([*MARKS, "a", "b ", " ", "5", ",", ". ", "—", "\n\n", "漢", "s’ ", "’90s"])
texts = st.lists(marks, max_size=40).map("".join)


@given(texts, st.data())
def test_quotations_are_apart_in_order_and_the_same_from_everywhere(source: str, data: st.DataObject) -> None:
    text = compile_text(source, "plain")
    every = quotations(text)
    end = 0
    for quotation in every:
        assert end <= quotation.span.start < quotation.inner.start < quotation.inner.end < quotation.span.end
        end = quotation.span.end
    offset = data.draw(st.integers(0, len(text.plain)))
    assert quotation_at(text, offset) == next((one for one in every if offset in one.span), None)
    assert next_quotation(text, offset) == next((one for one in every if one.span.start > offset), None)
    assert previous_quotation(text, offset) == next((one for one in reversed(every) if one.span.start < offset), None)
