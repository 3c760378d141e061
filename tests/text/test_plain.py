from hypothesis import given
from hypothesis import strategies as st

from reader.text.compile import compile_text
from reader.text.document import CODE, DIM
from tests.corpus.odd import HERE

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


def corpus(name: str) -> list[tuple[str, str]]:
    """Give decoration and words of each block of a plain text in the corpus."""
    text = compile_text((HERE / name).read_text("utf-8"), "plain")
    return [(block.first, text.plain[block.start : block.end]) for block in text.blocks]


def test_a_mail_has_its_head_its_quotations_and_its_signature() -> None:
    found = corpus("mail.txt")
    assert found[0][1].split("\n")[4:6] == [
        "Subject: Re: =?utf-8?q?The_pontoons_=E2=80=93_what_we_know?=",
        "Date: Tue, 4 Mar 2025 18:02:11 +0100",
    ]
    assert found[3:] == [
        ("", "On Tue, Mar 4, 2025 at 3:15 PM Li Wen <li@paper.example> wrote:"),
        (
            "▎ ",
            (
                "Did the company know of the cracks before the inspectors came to the harbour on Sunday? Two of your "
                "own people say that they told the office in January."
            ),
        ),
        ("▎ ▎ ", "We have inspected all pontoons in the autumn and found them to be in good order."),
        ("▎ ", "That is what you told us in December. Is it still what you say?"),
        ("", "No. We were wrong, and we say so:"),
        ("  ", "* the two pontoons in the north harbour had been looked at from above only"),
        ("  ", "* nobody dived"),
        ("▎ ▎ ", "And who pays?"),
        ("▎ ", "This is the question that I am asked most often here in the newsroom, by the way."),
        ("", "The insurance."),
        ("", "--\nAna Moreau\nFerry Company of Port Selan\n12 Quay Street"),
        ("", "_______________________________________________\npress mailing list\npress@ferry.example"),
    ]
    text = compile_text((HERE / "mail.txt").read_text("utf-8"), "plain")
    assert [text.attributes_at(block.start) for block in text.blocks[:2]] == [DIM, 0]
    assert text.links == ("https://ferry.example/reports/2025-03",)


def test_a_forwarded_head_stays_line_by_line() -> None:
    source = "See below.\n\n> From: Ana\n> Subject: Ferries\n> Seen: yes\n\nDate: today\nFrom: here\nto there"
    assert paragraphs(source) == [
        "See below.",
        "From: Ana\nSubject: Ferries",
        "Seen: yes",
        "Date: today\nFrom: here",
        "to there",
    ]


def test_who_is_quoted_is_told_on_one_line() -> None:
    quoted = "> one\n> two"
    for said, expected in (
        ("Am 4. März 2025 um 15:15 schrieb Li Wen\n<li@paper.example>:", True),
        ("Li Wen wrote:", True),
        ("Then\nthis:", False),
    ):
        assert (paragraphs(f"Words.\n{said}\n{quoted}")[1] == " ".join(said.split())) is expected


def test_a_sign_that_quotes_nothing_is_kept() -> None:
    for source in ("> 5 is more than 4", ">>> print(1)\n1\n>>> print(2)\n2"):
        assert compile_text(source, "plain").plain == source


def test_every_turn_of_a_transcript_is_a_paragraph() -> None:
    found = [words for _, words in corpus("transcript.txt")]
    assert [words[:8] for words in found] == [
        "HEARING ",
        "THE CHAI",
        "MS. MORE",
        "THE CHAI",
        "MS. MORE",
        "Q: Who t",
        "A: The h",
    ]
    assert found[4].endswith("within the hour, and I closed the line myself.")


def test_a_chat_has_a_paragraph_for_each_message() -> None:
    source = "[12:01] <ana> hi there\n[12:01] <li> hello\n[12:02] <ana> did they\nsay so?"
    assert paragraphs(source) == ["[12:01] <ana> hi there", "[12:01] <li> hello", "[12:02] <ana> did they\nsay so?"]
    assert paragraphs("Note: one\nWarning: two") == ["Note: one\nWarning: two"]


def test_wire_copy_has_its_slug_its_paragraphs_and_its_table() -> None:
    found = corpus("wire.txt")
    assert found[0][1].split("\n")[1] == "Ferries stay in port for a third week"
    assert [words.split()[0] for _, words in found] == [
        "BC-SELAN--Ferry",
        "PORT",
        "``We",
        "The",
        "(MORE)",
        "Crossings",
        "-30-",
    ]
    assert found[2][1].endswith("safe.''")
    assert "\n" not in found[1][1] + found[2][1]


def test_a_poem_keeps_its_lines_and_its_places() -> None:
    found = corpus("verse.txt")
    assert [words.count("\n") for _, words in found] == [0, 3, 3]
    assert found[2][1].split("\n")[2] == " " * 16 + "that you would wait,"


def test_addresses_in_plain_text_are_links() -> None:
    text = compile_text("See <https://a.example/b> or www.c.example.", "plain")
    assert text.links == ("https://a.example/b", "http://www.c.example")
    assert text.plain == "See <https://a.example/b> or www.c.example."


words = st.text(st.sampled_from("abc,.XYZ“”"), min_size=1, max_size=12)


@given(
    st.lists(st.one_of(words, st.sampled_from(["\n", "\n\n", " ", "   ", "\t", "- ", "A: ", "B: "])), max_size=60).map(
        " ".join
    )
)
def test_no_word_is_lost_or_changed(source: str) -> None:
    assert compile_text(source, "plain").plain.split() == source.split()


@given(
    st.lists(
        st.sampled_from([">", "> ", " >", "word", "On", "wrote:", "From: a", "Subject: b", "--", " ", "\n", "\n\n"])
    ).map("".join)
)
def test_of_a_mail_no_word_is_lost_but_the_signs_of_quotation(source: str) -> None:
    said = compile_text(source, "plain").plain
    assert "".join(said.split()).replace(">", "") == "".join(source.split()).replace(">", "")
