"""The words of PDF documents become paragraphs again, and say that they were guessed."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from reader.errors import SourceError
from reader.sources.pdf import GUESSED, document, joining
from reader.sources.pdf.lines import Line, Run
from tests.corpus.incoming.make_pdf import LEFT, RIGHT, TOP, at, column
from tests.corpus.incoming.make_pdf import document as made
from tests.sources.incoming import given, one, read


def body(*pages: str) -> str:
    (source,) = given("a.pdf", made(pages))
    return source.body


def test_a_document_is_an_article_that_says_that_its_layout_was_guessed() -> None:
    source = one("pdf/columns.pdf")
    facts = source.metadata
    assert (facts.title, facts.published, facts.language) == ("The harbour question", "2026-03-14T09:30:00+00:00", "en")
    assert source.problems == (GUESSED, "The date was guessed: it is when the file was made.")
    assert dict(facts.other) == {"pages": "3", "converted": "from PDF, layout guessed", "file_author": "T. Setter"}


def test_columns_follow_each_other_and_running_heads_are_left_out() -> None:
    text = one("pdf/columns.pdf").body
    assert text.startswith(
        "# The harbour question\n\nThe keeper of the swing bridge has worked every night since 1998."
    )
    assert "known first first committee. Nobody goes any more, and the man who sells" in text
    assert "Harbour Review" not in text
    assert "\n2\n" not in text
    assert "1 The first minutes say otherwise.\n" in text


def test_divided_words_are_whole_again_and_compounds_keep_their_hyphen() -> None:
    text = one("pdf/columns.pdf").body
    assert "the administration of the harbour" in text
    assert "the first well-known" in text


def test_a_paragraph_goes_on_on_the_next_page_past_the_notes() -> None:
    first = column(["The board of the harbour voted on Tuesday to"]) + at(LEFT, 60, "1 The minutes say otherwise.", 8)
    second = column(["close the old ferry landing in May.", "", "It was raining on the quay that morning."])
    assert body(first, second) == (
        "The board of the harbour voted on Tuesday to close the old ferry landing in May.\n\n"
        "1 The minutes say otherwise.\n\nIt was raining on the quay that morning.\n"
    )


def test_lists_code_emphasis_and_headings_are_told_by_their_looks() -> None:
    page = (
        at(LEFT, 740, "The harbour question", 20, "F2")
        + column(
            [
                "It was a long day for the board of the harbour, they say.",
                "",
                "\u2022 One thing that was said",
                "\u2022 Another",
            ]
        )
        + at(LEFT, 620, "Later on", 11, "F2")
        + column(["Nobody takes the ferry any more, as everybody knows here."], top=600)
        + column(["x = 1", "y = x + 1"], top=560, font="F4")
        + at(LEFT, 520, "He said that it was ")
        + at(LEFT + 100, 520, "never", font="F3")
        + at(LEFT + 130, 520, " his and he had no other.")
    )
    assert body(page) == (
        "# The harbour question\n\nIt was a long day for the board of the harbour, they say.\n\n"
        "- One thing that was said\n- Another\n\n## Later on\n\n"
        "Nobody takes the ferry any more, as everybody knows here.\n\n```\nx = 1\ny = x + 1\n```\n\n"
        "He said that it was *never* his and he had no other.\n"
    )


def test_a_first_line_that_is_set_in_begins_a_paragraph() -> None:
    lines = [
        *(
            at(LEFT, TOP, "The board of the harbour voted on Tuesday to"),
            at(LEFT, TOP - 13, "close the old ferry landing."),
        ),
        *(
            at(LEFT + 15, TOP - 26, "Nobody was there to hear it said that evening,"),
            at(LEFT, TOP - 39, "so it was not."),
        ),
    ]
    assert body("".join(lines)).count("\n\n") == 1


def test_lines_that_were_drawn_later_stand_where_they_stand() -> None:
    page = (
        at(LEFT, TOP, "First the one line,")
        + at(LEFT, TOP - 26, "then the third one.")
        + at(LEFT, TOP - 13, "second of the lines,")
    )
    assert body(page + column(["More words of the page."], RIGHT)).startswith(
        "First the one line, second of the lines, then the third"
    )


def test_markup_in_a_page_is_words() -> None:
    assert body(column(["<b>Not bold</b> & [no](link) *star*"])) == "\\<b>Not bold\\</b> & \\[no\\](link) \\*star\\*\n"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("pdf/bomb.pdf", r"is damaged, or needs more memory than it may have"),
        ("pdf/loop.pdf", r"is damaged"),
        ("pdf/half.pdf", r"is damaged"),
        ("pdf/no_pdf.pdf", r"is damaged"),
        ("pdf/scan.pdf", r"has no text, only pictures of pages, as scans are\. Run a program"),
        ("pdf/locked.pdf", r"is protected by a password"),
    ],
)
def test_what_cannot_be_read_says_why(path: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read(path)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("pdf/loop_of_forms.pdf", "Words beside a form."),
        ("pdf/million_pages.pdf", "Words."),
        ("pdf/readable.pdf", "Words behind a lock."),
        ("pdf/names.pdf", "Words of a page, by ../../x."),
    ],
)
def test_what_is_odd_is_read_all_the_same(path: str, words: str) -> None:
    assert one(path).body.startswith(words)


def test_names_are_clean_lines_and_a_date_that_cannot_be_is_none() -> None:
    facts = one("pdf/names.pdf").metadata
    assert len(facts.title) == 500
    assert "\x1b" not in facts.title
    assert (facts.author, facts.published) == ("", "")


def test_a_page_that_draws_too_much_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "PAGE", 500)
    (source,) = given("a.pdf", made([column(["The first page."]), column(["The second page."] * 20)]))
    assert source.body == "The first page.\n"
    assert source.problems[1].endswith("of which some or all is missing: 2.")


def test_a_page_that_is_broken_stops_none_of_the_others() -> None:
    data = made([column(["The first page."]), column(["The second page."])])
    broken = data.replace(b"/Contents 11 0 R", b"/Contents [[[[[0 R")
    (source,) = given("a.pdf", broken)
    assert "The second page." in source.body


def test_a_document_that_takes_too_long_is_read_in_part_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 50))
    monkeypatch.setattr(document, "monotonic", lambda: next(clock))
    (source,) = given("a.pdf", made([column([f"Page {word} says this."]) for word in ("one", "two", "three")]))
    assert source.problems[1] == "Only the first 1 of 3 pages were read: it takes too long."
    assert source.body == "Page one says this.\n"


def test_without_its_package_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "pypdf":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(SourceError, match=r"a\.pdf is a PDF, and what reads PDFs is not installed.*reader-tui\[pdf\]"):
        given("a.pdf", made([column(["Words."])]))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("the admini-", "stration", "the administration"),
        ("Jean-", "Paul", "Jean-Paul"),
        ("1990-", "1998", "1990-1998"),
        ("so \u2013", "it", "so \u2013 it"),
        ("port\u00ad", "folio", "portfolio"),
        ("東京は", "首都", "東京は首都"),
        ("", "word", "word"),
    ],
)
def test_lines_are_joined_as_their_words_ask_for(first: str, second: str, expected: str) -> None:
    lines = [Line(72, 700, 11, 0, [Run(first)]), Line(72, 687, 11, 0, [Run(second)])]
    assert "".join(run.text for run in joining.runs(lines, joining.words(lines))).strip() == expected
