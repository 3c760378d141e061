"""Of what changed alone the catalogue is brought up to date, and articles keep their notes wherever they go."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from tests.conftest import STORY, SURVEY, at_rest

if TYPE_CHECKING:
    from pathlib import Path


def paths(library: Library) -> set[str]:
    return {listing.article.path for listing in library.listings()}


def test_what_is_named_is_read_and_nothing_else(library: Library, root: Path) -> None:
    articles = root / "articles"
    (articles / "new.md").write_text("# New\n\nWords.\n", "utf-8")
    (articles / "other.md").write_text("# Other\n\nWords.\n", "utf-8")
    (articles / "houses.md").write_text(SURVEY.replace("The town that", "The city that"), "utf-8")
    (articles / "bridge.txt").unlink()
    found = library.refresh_paths({"articles/new.md", "articles/houses.md", "articles/bridge.txt", "articles/.x.md"})
    assert (found.added, found.changed, found.removed, found.problems) == (1, 1, 1, ())
    assert paths(library) == {"articles/new.md", "articles/houses.md"}
    assert library.find("articles/houses.md").article.title.startswith("The city")
    assert set(found.articles or ()) >= {listing.article.id for listing in library.listings()}


def test_a_folder_that_came_or_went_is_all_that_was_in_it(library: Library, root: Path) -> None:
    below = root / "articles" / "below"
    (below / "deep").mkdir(parents=True)
    (below / "deep" / "one.md").write_text("# One\n\nWords.\n", "utf-8")
    (below / "two.md").write_text("# Two\n\nWords.\n", "utf-8")
    assert library.refresh_paths({"articles/below"}).added == 2
    below.rename(root / "articles" / "above")
    found = library.refresh_paths({"articles/below", "articles/above"})
    assert paths(library) >= {"articles/above/deep/one.md", "articles/above/two.md"}
    assert not any(path.startswith("articles/below") for path in paths(library))
    assert found.problems == ()
    shutil.rmtree(root / "articles" / "above")
    assert library.refresh_paths({"articles/above"}).removed == 2


def test_notes_of_others_are_counted_and_found(library: Library, root: Path) -> None:
    bridge = library.find("bridge").article.id
    other = Library.open(root)
    other.mark(bridge, "The harbour board", note="elsewhere")
    other.close()
    found = library.refresh_paths({f"notes/{bridge}.json", "notes/README.md", "themes.json"})
    assert (found.notes, set(found.articles or ())) == (1, {bridge})
    assert library.listing(bridge).highlights == 1
    (root / "notes" / f"{bridge}.json").unlink()
    library.refresh_paths({f"notes/{bridge}.json"})
    assert library.listing(bridge).highlights == 0


def test_a_copy_that_comes_is_merged_in(library: Library, root: Path) -> None:
    bridge = library.find("bridge").article.id
    library.mark(bridge, "The harbour board", note="ours")
    path = root / "notes" / f"{bridge}.json"
    copy = path.with_name(f"{bridge}.sync-conflict-20260314-101530-ABCDEFG.json")
    path.rename(copy)
    found = library.refresh_paths({f"notes/{copy.name}"})
    assert bridge in (found.articles or ())
    assert library.listing(bridge).highlights == 1


MOVES = ["articles/2026/other name.txt", "articles/renamed.md", "articles/deep/er/bridge.txt"]


@pytest.mark.parametrize("new", MOVES)
@pytest.mark.parametrize("way", ["named", "whole", "without index"])
def test_a_file_that_is_moved_keeps_its_notes(library: Library, root: Path, new: str, way: str) -> None:
    bridge = library.find("bridge").article.id
    library.mark(bridge, "The harbour board", note="kept")
    library.set_state(bridge, library.listing(bridge).state.__class__(read=True, starred=True))
    (root / new).parent.mkdir(parents=True, exist_ok=True)
    (root / "articles" / "bridge.txt").rename(root / new)
    if way == "named":
        library.refresh_paths({"articles/bridge.txt", new})
    elif way == "whole":
        library.refresh()
    else:
        library.close()
        (root / ".reader" / "index.sqlite").unlink()
        library = Library.open(root)
        library.refresh()
    listing = library.find(new)
    assert (listing.article.id, listing.highlights, listing.state.starred) == (bridge, 1, True)
    assert library.read(bridge).highlights[0].annotation.note == "kept"
    library.close()


def test_a_file_that_is_moved_is_the_same_article_also_without_notes(library: Library, root: Path) -> None:
    bridge = library.find("bridge").article.id
    (root / "articles" / "bridge.txt").rename(root / "articles" / "other.txt")
    library.refresh_paths({"articles/other.txt"})
    library.refresh_paths({"articles/bridge.txt"})
    assert library.find("articles/other.txt").article.id == bridge


def test_a_file_that_is_moved_and_edited_at_once_keeps_its_notes_by_its_address(library: Library, root: Path) -> None:
    houses = library.find("houses").article.id
    library.mark(houses, "fewer than two hundred homes", note="kept")
    (root / "articles" / "houses.md").unlink()
    (root / "articles" / "survey.md").write_text(SURVEY.replace("For eleven years", "For twelve years"), "utf-8")
    library.refresh_paths({"articles/houses.md", "articles/survey.md"})
    (highlight,) = library.read(houses).highlights
    assert (highlight.annotation.note, highlight.span is not None) == ("kept", True)


def test_a_copy_beside_the_original_is_an_article_of_its_own(library: Library, root: Path) -> None:
    bridge = library.find("bridge").article.id
    library.mark(bridge, "The harbour board")
    (root / "articles" / "second.txt").write_text(STORY, "utf-8")
    library.refresh_paths({"articles/second.txt"})
    second = library.find("articles/second.txt")
    assert (second.article.id != bridge, second.highlights) == (True, 0)
    assert library.listing(bridge).highlights == 1


def test_what_another_program_did_to_the_state_stays(library: Library) -> None:
    bridge = library.find("bridge").article.id
    state = library.listing(bridge).state
    kind = type(state)
    library.set_state(bridge, kind(starred=True))
    library.set_state(bridge, kind(position=40), state)
    assert library.listing(bridge).state == kind(starred=True, position=40)


@pytest.mark.parametrize("named", [None, {"articles/new.md"}])
def test_on_a_full_disk_the_list_has_every_article(library: Library, root: Path, named: set[str] | None) -> None:
    for path in (root / "articles").iterdir():
        at_rest(path)
    library.refresh()
    before = paths(library)
    library.catalogue._database._connection.execute("PRAGMA max_page_count = 1")
    (root / "articles" / "new.md").write_text("words " * 100_000, "utf-8")
    library.refresh_paths(named)
    assert paths(library) == {*before, "articles/new.md"}
    assert not library.catalogue.is_stale


def test_a_list_that_a_full_disk_took_with_a_note_comes_back_with_the_next_look(library: Library, root: Path) -> None:
    before = paths(library)
    library.catalogue._database._connection.execute("PRAGMA max_page_count = 1")
    library.mark(library.find("bridge").article.id, "the old bridge", note="words " * 100_000)
    (root / "articles" / "new.md").write_text("# New\n\nWords.\n", "utf-8")
    library.refresh_paths({"articles/new.md"})
    assert paths(library) == {*before, "articles/new.md"}
