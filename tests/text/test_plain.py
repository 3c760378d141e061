from hypothesis import given
from hypothesis import strategies as st

from reader.text.compile import compile_text
from reader.text.document import CODE

WIRE = """PORT SELAN (Wire) - The ferry company said on Tuesday that it would suspend all
crossings for the rest of the week, after inspectors found cracks in two of the
pontoons at the north harbour.

“We did not expect this,” said Ana Moreau, who runs the line. “But we will not
sail until it is safe.”

SIGN UP NOW FOR OUR MORNING LETTER

The council meets on Thursday.
"""


def paragraphs(source: str) -> list[str]:
    text = compile_text(source, "plain")
    return [text.plain[block.start : block.end] for block in text.blocks]


def test_an_empty_source_is_one_empty_paragraph() -> None:
    for source in ("", "\n \n", "\t"):
        assert paragraphs(source) == [""]


def test_a_wire_story_has_its_paragraphs_whole() -> None:
    assert paragraphs(WIRE) == [
        (
            "PORT SELAN (Wire) - The ferry company said on Tuesday that it would suspend all crossings for the rest of "
            "the week, after inspectors found cracks in two of the pontoons at the north harbour."
        ),
        "“We did not expect this,” said Ana Moreau, who runs the line. “But we will not sail until it is safe.”",
        "SIGN UP NOW FOR OUR MORNING LETTER",
        "The council meets on Thursday.",
    ]


def test_without_blank_lines_every_long_line_is_a_paragraph() -> None:
    lines = paragraphs(WIRE)
    assert paragraphs("\n".join(lines)) == lines


def test_a_line_in_capitals_between_wrapped_lines_is_a_paragraph_of_its_own() -> None:
    wrapped = WIRE.replace("\n\n", "\n")
    assert paragraphs(wrapped)[-2:] == ["SIGN UP NOW FOR OUR MORNING LETTER", "The council meets on Thursday."]


def test_indented_first_lines_begin_paragraphs() -> None:
    source = (
        "   The ferry company said on Tuesday that it would suspend all crossings\n"
        "for the rest of the week, after inspectors found cracks in two of the\n"
        "pontoons at the north harbour.\n"
        "   The council meets today. It will hear the inspectors, who have been at\n"
        "work since Sunday, and the company.\n"
    )
    assert [paragraph.split()[-1] for paragraph in paragraphs(source)] == ["harbour.", "company."]


def test_verse_keeps_its_lines_and_its_stanzas() -> None:
    source = (
        "The harbour sleeps beneath the rain,\nThe lamps are out, the boats are in,\n\nTomorrow they will sail again."
    )
    assert compile_text(source, "plain").plain == source


def test_short_lines_stay_as_they_are() -> None:
    assert paragraphs("Ana Moreau\n12 Quay Street\nPort Selan\n\nDear Ana,") == [
        "Ana Moreau\n12 Quay Street\nPort Selan",
        "Dear Ana,",
    ]


def test_columns_made_of_spaces_are_kept_as_code() -> None:
    source = "Prices:\n\nFerry     12.00   daily\nBus        3.50   hourly\nTaxi      20.00   always\n"
    text = compile_text(source, "plain")
    assert [block.kind for block in text.blocks] == ["p", "code"]
    assert text.plain == source.strip()
    assert text.attributes_at(len(text.plain) - 1) == CODE


def test_tabs_make_columns_too() -> None:
    text = compile_text("Ferry\t12.00\nBus\t3.50\n", "plain")
    assert [block.kind for block in text.blocks] == ["code"]
    assert text.plain == "Ferry   12.00\nBus     3.50"


def test_an_indented_part_keeps_its_place_as_decoration() -> None:
    text = compile_text("He wrote:\n\n    for you\n      and me\n\nand left.", "plain")
    assert [(block.first, block.rest) for block in text.blocks] == [("", ""), ("    ", "    "), ("", "")]
    assert text.plain == "He wrote:\n\nfor you\n  and me\n\nand left."


def test_items_of_a_wrapped_list_are_paragraphs_close_together() -> None:
    source = (
        "What the council has to do before the summer, as its members wrote it on the\nboard of the town hall:\n\n"
        "- look at the pontoons in the north harbour and at the two ferries that lie\n  there\n- call the company\n"
    )
    text = compile_text(source, "plain")
    assert [block.gap for block in text.blocks] == [0, 1, 0]
    assert text.plain.endswith("lie there\n- call the company")


def test_words_that_were_broken_at_a_hyphen_keep_it_without_a_space() -> None:
    source = "The harbour master, who has had the post for some thirty years, is a well-\nknown man in the town.\n"
    assert "a well-known man" in compile_text(source, "plain").plain


def test_wrapped_chinese_is_joined_without_spaces() -> None:
    line = "東京は日本の首都であり世界でも最大級の都市のひとつであると多くの人々がいう都市であって毎年"
    assert paragraphs(f"{line}\n{line}\n多くの人") == [f"{line}{line}多くの人"]


def test_markup_is_no_markup() -> None:
    source = "# Not a heading\n\n*as it is* [a](b) &amp; <b>"
    assert compile_text(source, "plain").plain == source


def test_a_long_list_is_a_block_for_each_line() -> None:
    source = "\n".join(f"Name {number}" for number in range(200))
    text = compile_text(source, "plain")
    assert len(text.blocks) == 200
    assert text.plain == source


words = st.text(st.sampled_from("abc,.XYZ“”"), min_size=1, max_size=12)


@given(st.lists(st.one_of(words, st.sampled_from(["\n", "\n\n", " ", "   ", "\t", "- "])), max_size=60).map(" ".join))
def test_no_word_is_lost_or_changed(source: str) -> None:
    assert compile_text(source, "plain").plain.split() == source.split()
