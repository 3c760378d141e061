from __future__ import annotations

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from reader.export import escape
from reader.text.clean import clean, clean_line, is_clean
from tests.export import samples


@given(samples.hostile.filter(bool))
def test_a_quotation_is_read_back_letter_for_letter(words: str) -> None:
    assert samples.quotations(f"\n---\n{escape.quotation(words)}") == [clean(words)]


@given(samples.hostile)
def test_words_on_one_line_are_read_back_letter_for_letter(words: str) -> None:
    children = MarkdownIt().parseInline(escape.inline(words))[0].children or []
    assert "".join(child.content for child in children) == clean_line(words)
    assert {child.type for child in children} <= {"text"}


@given(samples.hostile)
def test_nothing_a_terminal_acts_on_is_left(words: str) -> None:
    assert is_clean(escape.quotation(words))
    assert is_clean(escape.inline(words))
    assert is_clean(escape.link(words, f"https://courier.example/{words}"))


@pytest.mark.parametrize(
    "words",
    [
        "“It will not hold,” she said. “Not this winter, not the next.”",
        "It cost $3 in 2019, $4.50 in 2026; snake_case, C# and R&D are fine (so is 50% of it)!",
        "1,200 houses: an \u2018honest\u2019 count - or so it\u2019s said…",
        "-5 degrees, +3 tomorrow",
        "https://courier.example/a_b?c=1&d=2#e",
    ],
)
def test_prose_stays_as_it_is(words: str) -> None:
    assert escape.quotation(words) == f"> {words}"


def test_paragraphs_and_lines_stay_apart() -> None:
    assert escape.quotation("One.\n\nTwo,\nthree.") == "> One.\n>\n> Two,\\\n> three."


def test_white_space_that_a_parser_drops_is_an_entity() -> None:
    assert escape.quotation("  a\tb \n\n\n\u00a0c") == "> &#32; a&#9;b&#32;\n>\n> &#10;&#160;c"


@pytest.mark.parametrize(
    "words",
    [
        "# a",
        "- a",
        "1. a",
        "> a",
        "| a |",
        "===",
        "---",
        "[a]: b",
        "~~~",
        "[[a]]",
        "==a==",
        "%%a%%",
        "$a$",
        "#tag",
        "a ^b",
        ": a",
    ],
)
def test_what_an_extension_acts_on_is_escaped(words: str) -> None:
    assert "\\" in escape.quotation(words)


def test_an_address_with_escapes_in_it_is_not_linked_by_github() -> None:
    assert escape.quotation("see https://a.example/*\nwww.a.example\nb") == (
        "> see https\\://a.example/\\*\\\n> www\\.a.example\\\n> b"
    )


@given(samples.hostile)
def test_a_link_is_one_link_with_its_words(words: str) -> None:
    inline = MarkdownIt("commonmark").parseInline(escape.link(words, "https://courier.example/a_(b)?c=1&copy;"))[0]
    opening, *label, closing = inline.children or []
    assert (opening.type, closing.type) == ("link_open", "link_close")
    assert opening.attrs["href"] == "https://courier.example/a_(b)?c=1&copy;"
    assert "".join(child.content for child in label) == clean_line(words)


@given(samples.hostile)
def test_an_address_cannot_leave_its_link(url: str) -> None:
    inline = MarkdownIt("commonmark").parseInline(escape.link("words", f"https://courier.example/{url}"))[0]
    assert [child.type for child in inline.children or []] == ["link_open", "text", "link_close"]


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "file:///etc/passwd", "https://", "//courier.example", "data:text/html,x"]
)
def test_an_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    assert escape.link("words", url) == "words"


@given(samples.hostile.filter(str.strip))
def test_a_note_cannot_leave_its_place(note: str) -> None:
    document = f"\n---\n{escape.quotation('before')}\n\n{escape.note(note)}\n\n{escape.quotation('after')}"
    assert samples.outline(document) == [
        *("blockquote_open", "blockquote_close"),
        *("bullet_list_open", "bullet_list_close"),
        *("blockquote_open", "blockquote_close"),
    ]
    assert samples.quotations(document) == ["before", "after"]


@given(samples.hostile.filter(str.strip))
def test_a_note_brings_no_html(note: str) -> None:
    for token in samples.tokens(f"\n---\n{escape.note(note)}"):
        assert token.type != "html_block"
        assert "html_inline" not in {child.type for child in token.children or []}


def test_a_short_note_stands_on_one_line() -> None:
    assert escape.note("She said *the same* in 2024: <https://courier.example>\n") == (
        "- Note: She said *the same* in 2024: <https://courier.example>"
    )


def test_a_long_note_keeps_its_markdown() -> None:
    assert escape.note("\n# Check\n\n- minutes\n\tof 2024  \n- <b>budget</b>") == (
        "- Note:\n\n  # Check\n\n  - minutes\n      of 2024  \n  - \\<b>budget\\</b>"
    )


def test_code_in_a_note_keeps_its_tags_and_is_closed() -> None:
    assert escape.note("```html\n<b>\n```\n<b>\n~~~~\n<b>\n~~~") == (
        "- Note:\n\n  ```html\n  <b>\n  ```\n  \\<b>\n  ~~~~\n  <b>\n  ~~~\n  ~~~~"
    )


@pytest.mark.parametrize(
    ("note", "written"),
    [
        ("100 %% sure", "100 \\%% sure"),
        ("a %%b%% c", "a %%b%% c"),
        ("a %%b%% c\n\n%%", "a %%b%% c\n\n\\%%"),
        ("```\n%%\n```", "```\n%%\n```"),
    ],
)
def test_a_comment_that_does_not_end_hides_nothing_of_what_follows(note: str, written: str) -> None:
    assert escape.own(note) == written


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("http://a.example/x<script>", "http://a.example/x&lt;script>"),
        ("www.a.example</b>\n\n-", "www.a.example&lt;/b>\n\n-"),
        ("http://a.example\\<b>", "http://a.example&lt;b>"),
        ("http://a.example <b>", "http://a.example \\<b>"),
    ],
)
def test_a_tag_behind_a_bare_address_is_not_escaped_into_the_address(words: str, written: str) -> None:
    assert escape.own(words) == written
