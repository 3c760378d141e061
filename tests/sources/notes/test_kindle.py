"""The format has no definition but what devices write; its languages are those of devices' settings."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from reader.sources.notes.kindle_words import Kind, header, moment
from tests.sources.notes.reading import CORPUS, form_of, passages, passed_over, read, read_all, unreadable

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = sorted(path.stem.removeprefix("kindle-") for path in CORPUS.glob("kindle-*.txt") if "odd" not in path.name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_clippings_are_read_in_each_language(language: str) -> None:
    name = f"kindle-{language}.txt"
    items = read(name)
    (passage,) = passages(items)
    assert form_of(name) == "kindle"
    assert passage.quote == "The road was white with salt, and nobody walked it after dark."
    assert passage.note == "Who says nobody?"
    assert (passage.article.title, passage.article.author) == ("The Salt Road", "Ada Quay")
    assert passage.created == datetime(2026, 3, 14, 21, 30, 12).astimezone()
    assert passage.modified == datetime(2026, 3, 14, 21, 31).astimezone()
    assert len(passed_over(items)) == 1
    assert not unreadable(items)


def test_the_same_passage_has_the_same_id_in_every_language() -> None:
    assert len({passages(read(f"kindle-{language}.txt"))[0].id for language in LANGUAGES}) == 1


def test_of_a_passage_that_was_extended_the_longer_one_stays_and_that_is_said() -> None:
    items = read("kindle-odd.txt")
    longer = passages(items)[1] if passages(items)[0].quote == "" else passages(items)[0]
    assert longer.quote == "You may have heard the boats. You have not seen them."
    assert len(longer.replaces) == 1
    assert any("extended" in item.why for item in passed_over(items))


def test_a_note_that_lies_on_no_highlight_is_on_the_whole_book() -> None:
    alone = [item for item in passages(read("kindle-odd.txt")) if not item.quote]
    assert [item.note for item in alone] == ["On nothing at all"]


def test_what_a_publisher_did_not_let_be_clipped_and_what_no_language_says_is_named() -> None:
    whys = [item.why for item in unreadable(read("kindle-odd.txt"))]
    assert any("limit" in why for why in whys)
    assert any("known language" in why for why in whys)


def test_an_author_in_brackets_may_have_brackets() -> None:
    article = passages(read("kindle-odd.txt"))[0].article
    assert (article.title, article.author) == ("Night Boats", "J. (ed.) Stanford")


def test_short_ends_of_locations_are_those_of_the_whole_number() -> None:
    found = header("- Highlight Loc. 1998-2001  | Added on Monday, April 21, 2014, 10:08 PM")
    assert found is not None
    assert (found.start, found.end) == (1998, 2001)
    short = header("- Highlight Loc. 170-72  | Added on Monday, April 21, 2014, 10:08 PM")
    assert short is not None
    assert (short.start, short.end) == (170, 172)


def test_a_page_alone_is_a_place_too() -> None:
    found = header("- Your highlight on page 123 | Added on Monday, April 21, 2014 10:08:07 PM")
    assert found is not None
    assert (found.kind, found.page, found.start) == (Kind.HIGHLIGHT, "123", None)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Added on Monday, April 21, 2014 12:08:07 AM", datetime(2014, 4, 21, 0, 8, 7)),  # noqa: DTZ001
        ("Added on Monday, 21 April 14 22:08:07", None),
        ("添加于 2014年4月21日星期一 上午9:08:07", datetime(2014, 4, 21, 9, 8, 7)),  # noqa: DTZ001
        ("Hinzugefügt am Montag, 31. Februar 2014 22:08:07", None),
        ("", None),
    ],
)
def test_dates_are_read_or_left_out(words: str, wanted: datetime | None) -> None:
    assert moment(words) == (wanted.astimezone() if wanted else None)


def test_clippings_in_utf_16_and_with_a_broken_end_are_read(tmp_path: Path) -> None:
    data = (CORPUS / "kindle-german.txt").read_text("utf-8-sig")
    path = tmp_path / "My Clippings.txt"
    path.write_bytes(data[: data.rindex("==========")].encode("utf-16"))
    items, error = read_all(path)
    assert len(passages(items)) == 1
    assert not error


def test_the_clippings_that_koreader_exports_are_read_by_their_pages(tmp_path: Path) -> None:
    path = tmp_path / "koreader.txt"
    when = "| Added on Saturday, March 14, 2026 09:30:12 PM"
    path.write_text(
        f"The Salt Road\n- Your highlight on page 12 {when}\n\nThe road was white.\n==========\n"
        f"The Salt Road\n- Your note on page 12 {when}\n\nWho says?\n==========\n"
        f"The Salt Road\n- Your highlight on page 40 {when}\n\nNobody walked it.\n==========\n",
        "utf-8",
    )
    first, second = passages(read_all(path)[0])
    assert (first.quote, first.note, first.article.author) == ("The road was white.", "Who says?", "")
    assert (second.quote, second.note) == ("Nobody walked it.", "")


def test_thousands_of_clippings_on_one_place_are_read_in_time(tmp_path: Path) -> None:
    each = (
        "Book (A)\n- Your Highlight on Location 5-9000 | Added on Monday, April 21, 2014 1:00:00 PM\n\n{}\n==========\n"
    )
    note = "Book (A)\n- Your Note on Location 9000 | Added on Monday, April 21, 2014 1:00:00 PM\n\n{}\n==========\n"
    path = tmp_path / "clippings.txt"
    path.write_text("".join(each.format(f"words {n}x") + note.format(f"n{n}") for n in range(1_500)), "utf-8")
    items, _ = read_all(path)
    assert len(passages(items)) == 1_500
