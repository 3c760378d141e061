from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reader.errors import DamagedError, NotFoundError, SourceError
from reader.library import Library
from reader.model.annotation import Status
from tests.conftest import being_written

if TYPE_CHECKING:
    from pathlib import Path


def titles(library: Library, query: str = "") -> list[str]:
    return [listing.article.title for listing in library.listings(query)]


def test_a_file_dropped_into_the_folder_is_an_article(library: Library) -> None:
    assert sorted(titles(library)) == [
        "The harbour board of Port Alder voted on Tuesday to close the old bridge.",
        "The town that counted its empty houses",
    ]
    survey = library.find("houses").article
    assert (survey.author, survey.source, survey.published) == ("Marta Oliveira", "The Harbour Review", "2026-03-10")
    assert survey.words > 20


def test_an_article_is_found_by_id_title_path_and_address(library: Library) -> None:
    article = library.find("empty houses").article
    for reference in (article.id, article.id[:12], "articles/houses.md", "https://review.example/houses"):
        assert library.find(reference).article == article


def test_an_unknown_or_ambiguous_name_says_so(library: Library) -> None:
    with pytest.raises(NotFoundError, match="No article is called 'zeppelin'"):
        library.find("zeppelin")
    with pytest.raises(NotFoundError, match="Several articles"):
        library.find("the")


def test_an_edited_file_is_read_again_and_only_that_one(library: Library, root: Path) -> None:
    (root / "articles" / "houses.md").write_text("# Full houses\n\nNobody moved.\n", "utf-8")
    refreshed = library.refresh()
    assert refreshed.changed >= 1
    assert refreshed.added == refreshed.removed == 0
    assert "Full houses" in titles(library)


def test_a_renamed_article_keeps_its_notes(library: Library, root: Path) -> None:
    article = library.find("houses").article
    library.mark(article.id, "fewer than two hundred homes", note="says who?")
    (root / "articles" / "houses.md").rename(root / "articles" / "renamed.md")
    library.refresh()
    moved = library.find("articles/renamed.md")
    assert moved.article.id == article.id
    assert moved.highlights == 1


def test_notes_are_found_again_without_the_index(library: Library, root: Path) -> None:
    article = library.find("bridge").article
    library.mark(article.id, "It was the wrong question.")
    library.close()
    for file in (root / ".reader").glob("index*"):
        file.unlink()
    again = Library.open(root)
    again.refresh()
    assert again.find("articles/bridge.txt").highlights == 1
    again.close()


def test_an_unreadable_article_is_named_and_the_others_are_there(library: Library, root: Path) -> None:
    (root / "articles" / "broken.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    refreshed = library.refresh()
    assert [problem.path for problem in refreshed.problems] == ["articles/broken.md"]
    assert library.count() == 2


def test_an_article_that_is_gone_leaves_the_list_and_its_notes_stay(library: Library, root: Path) -> None:
    article = library.find("bridge").article
    library.mark(article.id, "It was the wrong question.")
    (root / "articles" / "bridge.txt").unlink()
    assert library.refresh().removed == 1
    assert library.count() == 1
    assert (root / "notes" / f"{article.id}.json").exists()
    with pytest.raises((NotFoundError, SourceError)):
        library.read(article.id)


def test_a_damaged_notes_file_is_named_left_alone_and_the_rest_opens(library: Library, root: Path) -> None:
    article = library.find("bridge").article
    library.mark(article.id, "It was the wrong question.")
    notes = root / "notes" / f"{article.id}.json"
    notes.write_text('{"_default": {"1": {"id": ', "utf-8")
    being_written(notes)
    damaged = notes.read_bytes()
    refreshed = library.refresh()
    assert [problem.path for problem in refreshed.problems] == [f"notes/{article.id}.json"]
    with pytest.raises(DamagedError, match=article.id):
        library.read(article.id)
    with pytest.raises(DamagedError):
        library.mark(article.id, "the old bridge")
    assert notes.read_bytes() == damaged
    assert library.read(library.find("houses").article.id).highlights == ()


def test_a_highlight_moves_with_its_words_and_is_an_orphan_when_they_are_gone(library: Library, root: Path) -> None:
    article = library.find("bridge").article
    library.mark(article.id, "We answered the question we were asked")
    library.mark(article.id, "The bridge carried my grandmother")
    path = root / "articles" / "bridge.txt"
    text = path.read_text("utf-8").replace("“The bridge carried my grandmother,” she said.", "She did not say why.")
    path.write_text("A new first paragraph.\n\n" + text, "utf-8")
    library.refresh()
    opened = library.read(article.id)
    moved, orphan = opened.highlights
    assert moved.status is Status.MOVED
    assert moved.span is not None
    assert moved.span.cut(opened.text.plain) == "We answered the question we were asked"
    assert (orphan.status, orphan.span) == (Status.ORPHANED, None)
    assert [listing.article.id for listing in library.listings("is:orphaned")] == [article.id]


def test_a_library_that_is_sound_has_nothing_to_report(library: Library) -> None:
    library.mark(library.find("bridge").article.id, "the old bridge")
    assert library.check() == ()


def test_a_check_names_orphans_damage_and_notes_without_an_article(library: Library, root: Path) -> None:
    bridge, houses = library.find("bridge").article, library.find("houses").article
    library.mark(bridge.id, "the old bridge")
    library.mark(houses.id, "fewer than two hundred homes")
    (root / "articles" / "houses.md").write_text("# Other\n\nNothing of it.\n", "utf-8")
    (root / "articles" / "bridge.txt").unlink()
    (root / "themes.json").write_text("[]", "utf-8")
    problems = {problem.path: problem.message for problem in library.check()}
    assert "no longer in" in problems[f"notes/{houses.id}.json"]
    assert "not in the library" in problems[f"notes/{bridge.id}.json"]
    assert "themes.json" in problems


def test_an_article_under_the_old_name_of_a_renamed_one_does_not_take_its_notes(library: Library, root: Path) -> None:
    article = library.find("houses").article
    library.mark(article.id, "fewer than two hundred homes")
    (root / "articles" / "houses.md").rename(root / "articles" / "renamed.md")
    library.refresh()
    (root / "articles" / "houses.md").write_text("# Full houses\n\nNobody moved.\n", "utf-8")
    library.refresh()
    notes_of = {listing.article.path: listing.highlights for listing in library.listings()}
    assert notes_of == {"articles/bridge.txt": 0, "articles/houses.md": 0, "articles/renamed.md": 1}
    assert library.find("articles/renamed.md").article.id == article.id
    fresh = library.find("articles/houses.md").article.id
    library.close()
    for file in (root / ".reader").glob("index*"):
        file.unlink()
    again = Library.open(root)
    again.refresh()
    assert {listing.article.path: listing.highlights for listing in again.listings()} == notes_of
    assert again.find("articles/houses.md").article.id == fresh
    again.close()


def test_notes_whose_article_is_gone_are_listed_without_the_index_too(library: Library, root: Path) -> None:
    article = library.find("houses").article
    made = library.mark(article.id, "fewer than two hundred homes", themes=["housing"])
    (root / "articles" / "houses.md").unlink()
    library.close()
    for file in (root / ".reader").glob("index*"):
        file.unlink()
    again = Library.open(root)
    again.refresh()
    ((listing, highlights),) = again.notes()
    assert (listing.article.id, listing.article.title) == (article.id, article.title)
    assert [(highlight.id, highlight.status) for highlight in highlights] == [(made.id, Status.ORPHANED)]
    assert [(use.theme.name, use.highlights) for use in again.themes()] == [("housing", 1)]
    assert again.count("is:orphaned") == 0
    again.close()


def test_a_check_takes_away_what_a_killed_writer_left_and_no_other_file(library: Library, root: Path) -> None:
    left, young = root / "notes" / ".x.json.0a1b.tmp", root / "notes" / ".y.json.0a1b.tmp"
    for path in (left, young):
        path.write_text("half", "utf-8")
    os.utime(left, (0, 0))
    (problem,) = library.check()
    assert (problem.path, problem.fixed, left.exists()) == ("notes/.x.json.0a1b.tmp", False, True)
    (problem,) = library.check(fix=True)
    assert problem.fixed
    assert not left.exists()
    assert library.check() == ()
    assert young.exists()
