"""What is written is the table that Readwise takes in: https://readwise.io/import_bulk.

What it makes of notes is told at https://docs.readwise.io/readwise/guides/action-tags.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from reader.export import readwise
from reader.model.annotation import Motivation, Status
from reader.text.clean import clean
from tests.export.handed import AWKWARD, Given, annotation, article, highlight, rendered


def written(*given: Given) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(rendered(readwise.render, *given), newline=""), strict=True)]


def test_a_row_is_a_highlight() -> None:
    made = annotation(themes=("council", "sea walls", "h1"), note="Really?\n\nNo.", speaker="Ada Lind")
    assert written(Given(article(), (highlight(made, Status.ORPHANED),))) == [
        {
            "Highlight": "It will not hold.",
            "Title": "The wall that waits",
            "Author": "Maren Oduya",
            "URL": "https://courier.example/wall",
            "Note": ".council .sea-walls .theme-h1\nReally?\n\nNo.\n— Ada Lind",
            "Location": "10",
            "Date": "2026-03-14 09:30:00+00:00",
        }
    ]


def test_what_is_no_highlight_stays_at_home() -> None:
    place = replace(annotation(), motivation=Motivation.BOOKMARKING)
    assert written(Given(article(), (highlight(place), highlight(annotation(" ")))), Given(article("bare"))) == []


@pytest.mark.parametrize("words", [words for words in AWKWARD if words.strip()])
def test_words_are_written_as_they_are(words: str) -> None:
    (row,) = written(Given(article(title=words), (highlight(annotation(words, note=words)),)))
    assert (row["Highlight"], row["Note"], row["Title"]) == (clean(words),) * 3
