"""The first files of an export, as they are written and as they read."""

from __future__ import annotations

from itertools import count

import pytest

from reader.export.request import Document
from reader.tui.export.sample import FILES, LINES, SIZE, Stopped, as_read, take

NOTE = """\
---
reader_id: "houses"
title: "The *town*"
themes:
  - housing
  - "numbers"
---
%% reader head houses 0a1b %%
# The town
%% /reader %%

%% reader hl 1234 0a1b %%
> [!quote] housing
> eleven years
>
> — Marta Oliveira

^1234-5678
%% /reader %%

My own words, 50 %% of them.

<!-- reader hl 1 2 -->
> 1,204
<!-- /reader -->
"""


def never() -> bool:
    return False


def test_a_table_begins_with_its_headings() -> None:
    [sample] = take([Document("a.csv", ["\ufeffhighlight,note\r\n"])], never)
    assert sample.source.startswith("highlight,note")


def test_a_note_reads_without_our_signs_and_with_its_properties_in_a_line() -> None:
    [sample] = take([Document("a.md", [NOTE])], never)
    assert sample.source == NOTE
    assert sample.read is not None
    plain = sample.read.plain
    assert plain.startswith("title: The *town* · themes: housing, numbers")
    assert "%% reader" not in plain
    assert "<!--" not in plain
    assert "^1234" not in plain
    assert "[!quote]" not in plain
    assert [line for line in plain.split("\n") if line][1:] == [
        "The town",
        "housing",
        "eleven years",
        "— Marta Oliveira",
        "My own words, 50 %% of them.",
        "1,204",
    ]


def test_what_is_no_markdown_is_shown_as_it_is_written() -> None:
    [sample] = take([Document("a.csv", ["a,b\n", "c,d\n"])], never)
    assert (sample.source, sample.read, sample.is_cut) == ("a,b\nc,d\n", None, False)


def test_of_a_long_file_the_beginning_is_read_and_no_more() -> None:
    read = count()
    chunks = (f"line {next(read)}\n" for _ in range(10**6))
    [sample] = take([Document("a.csv", chunks)], never)
    assert sample.is_cut
    assert sample.source.count("\n") == LINES
    assert next(read) < LINES + 3


def test_a_line_without_an_end_is_cut() -> None:
    [sample] = take([Document("a.json", ["x" * (10 * SIZE)])], never)
    assert sample.is_cut
    assert len(sample.source) == SIZE


def test_of_many_files_the_first_are_made() -> None:
    made = count()
    documents = (Document(f"{next(made)}.md", ["words"]) for _ in range(10**6))
    assert len(take(documents, never)) == FILES
    assert next(made) == FILES


def test_control_characters_do_not_come_through() -> None:
    [sample] = take([Document("a.csv", ["\x1b[2J\x07evil\u202e"])], never)
    assert "\x1b" not in sample.source
    assert "evil" in sample.source


def test_nothing_is_made_once_nobody_wants_to_know() -> None:
    with pytest.raises(Stopped):
        take([Document("a.md", ["words"])], lambda: True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("> [!note]\n> words", "**Note**\n\n> words"),
        ("> [!quote]- A title\n> words", "**A title**\n\n> words"),
        ("> > [!note]\n> > words", "> > **Note**\n> >\n> > words"),
        ("no > [!quote]", "no > [!quote]"),
        ("---\nno end", "---\nno end"),
    ],
)
def test_callouts_read_as_quotations_with_a_heading(written: str, read: str) -> None:
    assert as_read(written) == read


def test_of_a_web_page_the_words_are_shown_and_not_how_they_look() -> None:
    page = f"<html><style>{'x {}' * 500}\n</style><body>words</body><style a>y</style></html>"
    [sample] = take([Document("a.html", [page])], never)
    assert sample.source == "<html><style> … </style><body>words</body><style a> … </style></html>"
