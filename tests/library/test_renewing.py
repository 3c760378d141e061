"""A newer text of an article that is in the library keeps what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.errors import SourceError
from reader.model.annotation import Status
from tests.conftest import STORY, SURVEY

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library
    from reader.library.values import Added

NEWER = SURVEY.replace("For eleven years", "Corrected on Monday.\n\nFor twelve years").replace("1,204", "1,205")


def updated(library: Library, path: Path) -> Added:
    (added,) = library.add(path, update=True)
    assert not isinstance(added, SourceError)
    return added


def test_a_newer_text_with_the_same_address_keeps_the_notes_and_the_file(
    library: Library, root: Path, tmp_path: Path
) -> None:
    houses = library.find("houses").article.id
    library.mark(houses, "fewer than two hundred homes", note="kept")
    library.mark(houses, "a volunteer survey found 1,204", note="now another number")
    path = root / "articles" / "houses.md"
    path.write_text(path.read_text("utf-8").replace("---\ntitle", "---\nmine: 1\ntitle"), "utf-8")
    library.refresh()
    before = path.read_bytes()
    (tmp_path / "again.md").write_text(NEWER, "utf-8")
    added = updated(library, tmp_path / "again.md")
    assert (added.is_new, added.is_renewed, added.listing.article.id) == (False, True, houses)
    assert "2 highlights kept" in added.problems[0]
    first, second = library.read(houses).highlights
    assert (first.status, first.annotation.note) == (Status.MOVED, "kept")
    assert second.annotation.note == "now another number"
    assert path.read_text("utf-8").startswith("---\nmine: 1\n")
    assert "1,205" in path.read_text("utf-8")
    assert [kept.read_bytes() for kept in (root / "trash" / "replaced").iterdir()] == [before]
    assert library.history.operations(1)[0].label.startswith("a newer text of")
    assert library.count() == 2


def test_the_same_text_is_no_newer_one(library: Library, root: Path, tmp_path: Path) -> None:
    (tmp_path / "again.md").write_text(SURVEY, "utf-8")
    added = updated(library, tmp_path / "again.md")
    assert (added.is_renewed, added.problems) == (False, ())
    assert not (root / "trash" / "replaced").exists()


def test_a_newer_text_is_known_by_its_id_too(library: Library, tmp_path: Path) -> None:
    bridge = library.find("bridge").article.id
    library.mark(bridge, "The harbour board")
    (tmp_path / "later.txt").write_text(f"---\nid: {bridge}\n---\nFirst of all. {STORY}", "utf-8")
    assert updated(library, tmp_path / "later.txt").is_renewed
    (highlight,) = library.read(bridge).highlights
    assert highlight.status is Status.MOVED


def test_a_text_of_another_kind_is_refused(library: Library, root: Path, tmp_path: Path) -> None:
    bridge = library.find("bridge").article.id
    before = (root / "articles" / "bridge.txt").read_bytes()
    (tmp_path / "later.md").write_text(f"---\nid: {bridge}\n---\nFirst of all. {STORY}", "utf-8")
    (failed,) = library.add(tmp_path / "later.md", update=True)
    assert isinstance(failed, SourceError)
    assert "written in another way" in str(failed)
    assert (root / "articles" / "bridge.txt").read_bytes() == before


@pytest.mark.parametrize("again", [1, 2])
def test_each_text_that_was_replaced_is_kept(library: Library, root: Path, tmp_path: Path, again: int) -> None:
    for number in range(again):
        (tmp_path / "later.md").write_text(SURVEY.replace("1,204", f"{number}"), "utf-8")
        assert updated(library, tmp_path / "later.md").is_renewed
    assert len(list((root / "trash" / "replaced").iterdir())) == again


def test_nothing_of_the_old_text_stays_where_its_lines_end_as_on_windows(
    library: Library, root: Path, tmp_path: Path
) -> None:
    path = root / "articles" / "houses.md"
    path.write_bytes(SURVEY.replace("\n", "\r\n").encode())
    library.refresh()
    (tmp_path / "again.md").write_text(NEWER, "utf-8")
    assert updated(library, tmp_path / "again.md").is_renewed
    assert path.read_text("utf-8") == NEWER


def test_what_was_odd_in_the_head_before_is_no_failure(library: Library, root: Path, tmp_path: Path) -> None:
    path = root / "articles" / "houses.md"
    path.write_text(SURVEY.replace("---\ntitle", "---\nTITLE: Twice\ntitle"), "utf-8")
    library.refresh()
    (tmp_path / "again.md").write_text(NEWER, "utf-8")
    assert updated(library, tmp_path / "again.md").is_renewed
    assert library.history.operations(1)[0].label.startswith("a newer text of")


def test_a_link_stays_a_link(library: Library, root: Path, tmp_path: Path) -> None:
    path, file = root / "articles" / "houses.md", root / "articles" / ".kept.md"
    path.rename(file)
    path.symlink_to(file)
    library.refresh()
    (tmp_path / "again.md").write_text(NEWER, "utf-8")
    assert updated(library, tmp_path / "again.md").is_renewed
    assert path.is_symlink()
    assert file.read_text("utf-8") == NEWER
