"""The formats are those of koreader/plugins/exporter.koplugin and of koreader/frontend/docsettings.lua."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.sources.notes.reading import form_of, passages, passed_over, read, unreadable

ROAD = "The road was white with salt, and nobody walked it after dark."


def test_the_json_of_one_book_is_read_wherever_its_title_stands() -> None:
    first, second = passages(read("koreader-book.json"))
    assert form_of("koreader-book.json") == "koreader"
    assert (first.quote, first.note) == (ROAD, "Who says nobody?")
    assert (first.article.title, first.article.author) == ("The Salt Road", "Ada Quay, Tomas Reyes")
    assert first.created == datetime(2026, 3, 14, 21, 30, 12, tzinfo=UTC)
    assert (second.quote, second.color) == ("A second passage\nof two lines.", "amber")


def test_the_json_of_all_books_is_read_and_what_is_no_entry_is_named() -> None:
    items = read("koreader-all.json")
    assert [passage.article.title for passage in passages(items)] == ["The Salt Road", "Night Boats"]
    assert passages(items)[1].article.author == ""
    assert [item.where for item in unreadable(items)] == ["document 2, entry 2"]


def test_the_annotations_of_settings_in_lua_are_read_without_bookmarks_of_pages() -> None:
    items = read("metadata.epub.lua")
    first, second = passages(items)
    assert form_of("metadata.epub.lua") == "koreader"
    assert (first.quote, first.note, first.color) == (ROAD, "Who says nobody?", "amber")
    assert first.article.author == "Ada Quay, Tomas Reyes"
    assert first.article.language == "en-GB"
    assert second.quote == 'A second passage\nof "two" lines.'
    assert first.modified is not None
    assert first.created is not None
    assert first.modified > first.created
    assert len(passed_over(items)) == 1


def test_older_settings_join_a_passage_with_what_was_written_on_its_bookmark() -> None:
    items = read("metadata.pdf.lua")
    assert [(each.quote, each.note) for each in passages(items)] == [
        ("You may have heard the boats.", ""),
        ("Nobody rows at noon.", "Ask the ferry."),
    ]
    assert passages(items)[0].article.title == "Night Boats"
    assert len(passed_over(items)) == 1


def test_the_markdown_is_read_without_what_passages_are_set_in() -> None:
    first, second, third = passages(read("koreader.md"))
    assert form_of("koreader.md") == "koreader"
    assert (first.quote, first.note) == (ROAD, "Who says nobody?")
    assert second.quote == "A second passage\nof two lines."
    assert (third.article.title, third.article.author) == ("Night Boats", "")
