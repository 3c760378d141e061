"""The columns are those of readwise.io/export and of the template on readwise.io/import_bulk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.sources.notes.reading import form_of, passages, read, read_all, unreadable

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_export_is_read_with_its_notes_tags_and_colours() -> None:
    first, second = passages(read("readwise-export.csv"))
    assert form_of("readwise-export.csv") == "readwise"
    assert first.quote == "The road was white with salt, and nobody walked it after dark."
    assert first.note == 'Who says "nobody"?'
    assert (first.themes, first.color) == (("roads", "night"), "amber")
    assert (first.article.title, first.article.author) == ("The Salt Road", "Ada Quay")
    assert first.created == datetime(2026, 3, 14, 21, 30, 12, tzinfo=UTC)
    assert second.quote == "A second passage\nof two lines."


def test_a_line_of_tags_before_a_note_is_themes_and_a_dot_elsewhere_is_none(tmp_path: Path) -> None:
    assert passages(read("readwise-export.csv"))[1].themes == ("ferry", "boats")
    assert passages(read("readwise-export.csv"))[1].note == ""
    path = tmp_path / "notes.csv"
    path.write_text('Highlight,Note\nA,".one .two-b\nWords .net here"\nB,".NET is old"\n', "utf-8")
    first, second = passages(read_all(path)[0])
    assert (first.themes, first.note) == (("one", "two-b"), "Words .net here")
    assert (second.themes, second.note) == ((), ".NET is old")


def test_the_template_for_imports_is_read_with_its_addresses() -> None:
    (passage,) = passages(read("readwise-template.csv"))
    assert passage.article.url == "https://www.review.example/bridge/?utm_source=feed"
    assert passage.note == "Ask her"


def test_a_row_with_broken_quotation_marks_costs_itself_alone() -> None:
    items = read("readwise-broken.csv")
    assert [passage.article.title for passage in passages(items)] == ["One", "Three", "Five"]
    assert "quoted" in passages(items)[1].quote
    assert len(unreadable(items)) == 1


def test_rows_that_lack_cells_or_have_too_many_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("Highlight,Title\nOnly this\nA,B,C,D\n\n", "utf-8")
    items, _ = read_all(path)
    assert [(each.quote, each.article.title) for each in passages(items)] == [("Only this", ""), ("A", "B")]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    rows = "".join(f"Words {number},Title\n" for number in range(3_000))
    path.write_text(f'Highlight,Title\n"never closed,Title\n{rows}', "utf-8")
    items, _ = read_all(path)
    assert len(passages(items)) == 3_000


def test_no_row_gathers_more_than_a_row_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.sources.notes.table.MOST_LINES", 10)
    path = tmp_path / "notes.csv"
    lines = "\n" * 5
    path.write_text(
        f'Highlight,Title\n"five{lines}lines",Title\n"fifteen{lines * 3}lines",Title\nLast,Title\n', "utf-8"
    )
    items, _ = read_all(path)
    begun = [passage.quote.split()[0] for passage in passages(items)]
    assert (begun[0], begun[-1]) == ("five", "Last")
    assert "fifteen" not in begun
    assert unreadable(items)
