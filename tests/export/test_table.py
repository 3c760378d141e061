"""What is written is a table by RFC 4180, with the columns that `table` names."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from reader.export import cells, table
from reader.model.annotation import Annotation, Status
from reader.text.clean import clean
from tests.export.handed import AWKWARD, Given, annotation, any_annotation, article, highlight, rendered


def written(*given: Given) -> list[dict[str, str]]:
    text = rendered(table.render, *given)
    assert text.startswith("\ufeff")
    return [*csv.DictReader(io.StringIO(text[1:], newline=""), strict=True)]


def test_a_row_says_all_that_is_known() -> None:
    made = annotation(
        themes=("council", "sea/walls"), note="Really?", speaker="Ada Lind", author="Maren", formerly=("a", "b")
    )
    assert written(Given(article(), (highlight(made, Status.CHANGED, "It will hold."),))) == [
        {
            "quote": "It will not hold.",
            "speaker": "Ada Lind",
            "note": "Really?",
            "themes": "council; sea/walls",
            "title": "The wall that waits",
            "author": "Maren Oduya",
            "source": "The Kestrel Bay Courier",
            "url": "https://courier.example/wall",
            "published": "2026-03-14",
            "status": "changed",
            "now": "It will hold.",
            "formerly": "a; b",
            "color": "",
            "motivation": "highlighting",
            "annotator": "Maren",
            "created": "2026-03-14T09:30:00.250Z",
            "modified": "2026-03-16T09:30:00.250Z",
            "id": made.id,
            "article": "wall",
            "start": "10",
            "end": "27",
            "text_hash": "",
        }
    ]


def test_of_nothing_there_is_the_head() -> None:
    assert rendered(table.render) == "\ufeff" + ",".join(f'"{name}"' for name in table.COLUMNS) + "\r\n"


@given(made=any_annotation())
def test_any_annotation_is_a_row(made: Annotation) -> None:
    (row,) = written(Given(article(), (highlight(made),)))
    assert tuple(row) == table.COLUMNS
    assert cells.plain(row["quote"]) == clean(made.target.quote.exact)


@pytest.mark.parametrize("words", AWKWARD)
def test_no_cell_begins_a_formula_and_none_loses_a_word(words: str) -> None:
    made = annotation(words, note=words, speaker=words, themes=(words,) if words else ())
    (row,) = written(Given(article(title=words, author=words, url=words), (highlight(made, now=words),)))
    for name in ("quote", "note", "speaker", "themes", "title", "author", "url", "now"):
        assert cells.plain(row[name]) == clean(words)
        assert row[name].lstrip()[:1] not in {"=", "+", "-", "@"}
