"""What is put into a watched folder is taken in once, stays there, and is followed when it changes."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from reader.library import watched
from reader.library.values import Added
from reader.library.watched import Clock, take
from tests.corpus.incoming import make

if TYPE_CHECKING:
    from pathlib import Path

    from reader.errors import SourceError
    from reader.library import Library

LATER = Clock(lambda: 4e9)
"""Long after everything was written."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "inbox"
    made.mkdir()
    return made


def put(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    os.utime(path, (1_700_000_000 + len(text), 1_700_000_000 + len(text)))
    return path


def titles(library: Library, folder: Path) -> list[str]:
    return [each.listing.article.title if isinstance(each, Added) else str(each) for each in look(library, folder)]


def look(library: Library, folder: Path) -> list[Added | SourceError]:
    return list(take(library, [str(folder)], clock=LATER))


def test_what_is_put_into_a_folder_is_taken_in_once_and_stays_there(library: Library, folder: Path) -> None:
    file = put(folder / "a.md", "# The quay\n\nWords.\n")
    (folder / "book.epub").write_bytes(make.whole_book())
    (folder / "picture.png").write_bytes(b"x")
    assert titles(library, folder) == ["The quay", "The Quay"]
    assert file.exists()
    assert titles(library, folder) == []


def test_a_file_that_is_being_written_waits_until_it_is_at_rest(library: Library, folder: Path) -> None:
    file = folder / "a.md"
    file.write_text("# Half", "utf-8")
    now = file.stat().st_mtime
    assert list(take(library, [str(folder)], clock=Clock(lambda: now + 1))) == []
    file.write_text("# Half\n\nAnd the other half.\n", "utf-8")
    now = file.stat().st_mtime
    (added,) = take(library, [str(folder)], clock=Clock(lambda: now + 3))
    assert isinstance(added, Added)
    assert library.text_of(added.listing.article.id).plain == "Half\n\nAnd the other half."


def test_who_can_wait_waits_for_it(library: Library, folder: Path) -> None:
    file = put(folder / "a.md", "# The quay\n")
    now = [file.stat().st_ctime]
    clock = Clock(lambda: now[0], lambda seconds: now.__setitem__(0, now[0] + seconds))
    assert len(list(take(library, [str(folder)], clock=clock, waits=True))) == 1


def test_an_empty_file_is_one_that_is_still_to_be_written(library: Library, folder: Path) -> None:
    put(folder / "a.md", "")
    assert titles(library, folder) == []
    put(folder / "a.md", "# The quay\n")
    assert titles(library, folder) == ["The quay"]


def test_a_file_that_changes_renews_its_article(library: Library, folder: Path) -> None:
    put(folder / "a.md", "# The quay\n\nOld words.\n")
    (first,) = look(library, folder)
    put(folder / "a.md", "# The quay\n\nNew and more words.\n")
    (second,) = look(library, folder)
    assert isinstance(first, Added)
    assert isinstance(second, Added)
    assert second.is_renewed
    assert second.listing.article.id == first.listing.article.id
    assert library.text_of(first.listing.article.id).plain == "The quay\n\nNew and more words."
    assert library.count() == 3  # two of them were there before


def test_an_article_that_was_changed_here_is_not_overwritten(library: Library, folder: Path, root: Path) -> None:
    put(folder / "a.md", "# The quay\n\nOld words.\n")
    (first,) = look(library, folder)
    assert isinstance(first, Added)
    ours = root / first.listing.article.path
    ours.write_text(ours.read_text("utf-8").replace("Old", "Our"), "utf-8")
    library.refresh()
    put(folder / "a.md", "# The quay\n\nTheir new words.\n")
    (told,) = titles(library, folder)
    assert "has changed, and so has the article “The quay” that came of it" in told
    assert "Our words." in ours.read_text("utf-8")
    assert titles(library, folder) == []


def test_what_was_deleted_here_does_not_come_back(library: Library, folder: Path) -> None:
    put(folder / "a.md", "# The quay\n")
    (added,) = look(library, folder)
    assert isinstance(added, Added)
    library.trash.put([added.listing.article.id])
    assert titles(library, folder) == []


def test_a_file_that_cannot_be_read_is_told_once_and_tried_again_when_it_changes(
    library: Library, folder: Path
) -> None:
    put(folder / "a.epub", "no book")
    put(folder / "b.md", "# The quay\n")
    first, second = titles(library, folder)
    assert "a.epub is a damaged archive" in first
    assert second == "The quay"
    assert titles(library, folder) == []
    (folder / "a.epub").write_bytes(make.whole_book())
    assert titles(library, folder) == ["The Quay"]


def test_a_folder_that_is_gone_is_named_and_the_others_go_on(library: Library, folder: Path) -> None:
    put(folder / "b.md", "# The quay\n")
    error, added = take(library, [str(folder / "gone"), str(folder)], clock=LATER)
    assert "gone is not there" in str(error)
    assert isinstance(added, Added)


def test_the_library_itself_is_not_taken_in(library: Library, root: Path) -> None:
    assert titles(library, root.parent) == []


def test_it_ends_when_it_is_to_and_goes_on_the_next_time(library: Library, folder: Path) -> None:
    for number in range(3):
        put(folder / f"{number}.md", f"# Article {number}\n")
    ends = iter((False, False, True))
    assert len(list(take(library, [str(folder)], clock=LATER, cancelled=lambda: next(ends)))) == 1
    assert titles(library, folder) == ["Article 1", "Article 2"]


def test_it_ends_amid_a_mailbox_and_goes_through_it_again(library: Library, folder: Path) -> None:
    (folder / "a.mbox").write_bytes(make.mailbox())
    ends = iter((False, False, True))
    assert list(take(library, [str(folder)], clock=LATER, cancelled=lambda: next(ends))) == []
    assert [title for title in titles(library, folder) if title in {"One", "Two"}] == ["Two"]


def test_all_that_came_at_once_is_one_step_of_undo(library: Library, folder: Path) -> None:
    for number in range(3):
        put(folder / f"{number}.md", f"# Article {number}\n")
    assert len(titles(library, folder)) == 3
    library.undo()
    assert library.count() == 2


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', '{"a": ["x", 1, 2, 3]}'])
def test_a_memory_that_cannot_be_read_is_none(content: str, library: Library, folder: Path, root: Path) -> None:
    put(folder / "a.md", "# The quay\n")
    (root / ".reader" / "folders.json").write_text(content, "utf-8")
    assert titles(library, folder) == ["The quay"]
    assert json.loads((root / ".reader" / "folders.json").read_text("utf-8"))
    (root / ".reader" / "folders.json").unlink()
    assert titles(library, folder) == []  # known by its text


def test_two_programs_do_not_look_at_once(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched, "_TICK", 0.01)
    put(folder / "a.md", "# The quay\n")
    looking = take(library, [str(folder)], clock=LATER)
    next(looking)
    assert titles(library, folder) == []
    assert list(looking) == []
