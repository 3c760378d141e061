"""What is thrown away comes back as it was, and stays away when nobody wants it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from reader.errors import NotFoundError, StoreError
from reader.library import Library
from reader.library.trashing import DeletedNote
from reader.store import atomic, codec
from reader.store.history import Change
from reader.store.trash import Trashed
from tests.library.test_pending import kills

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

ARTICLE = "The town that counted its empty houses"


@pytest.fixture
def houses(library: Library) -> str:
    """The id of an article with two notes."""
    article_id = library.find("houses").article.id
    library.mark(article_id, "a volunteer survey", themes=["housing"], note="ask them")
    library.mark(article_id, "fewer than two hundred homes")
    return article_id


def in_trash(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "trash").glob("*/*"))


def test_an_article_goes_to_the_trash_with_its_notes_and_comes_back_by_undo(
    library: Library, houses: str, root: Path
) -> None:
    before = library.read(houses)
    assert library.trash.put([houses]).label == f"“{ARTICLE}” moved to the trash with its 2 notes"
    assert in_trash(root) == ["article.json", "houses.md", "notes.json"]
    assert not (root / "articles" / "houses.md").exists()
    assert [*(root / "notes").glob("*.json")] == []
    assert (library.count(), library.catalogue.annotations(), [*library.check()]) == (1, [], [])
    manifest = json.loads(next((root / "trash").glob("*/article.json")).read_text("utf-8"))
    assert (manifest["id"], manifest["path"], manifest["title"]) == (houses, "articles/houses.md", ARTICLE)
    again = Library.open(root, clock=library.clock)
    again.refresh()
    undone = again.undo()
    assert undone is not None
    assert undone.label == f"“{ARTICLE}” moved to the trash with its 2 notes"
    assert again.read(houses).highlights == before.highlights
    assert (in_trash(root), [*(root / "trash").iterdir()]) == ([], [])
    assert again.redo() is not None
    assert again.count() == 1
    again.close()


def test_an_article_is_found_in_the_trash_and_restored(library: Library, houses: str) -> None:
    library.trash.put([houses])
    (trashed,) = library.trash.articles()
    assert (trashed.about.id, trashed.about.title, trashed.notes) == (houses, ARTICLE, 2)
    assert library.trash.find("empty houses") == library.trash.find(houses) == trashed
    assert library.trash.restore(trashed).label == f"“{ARTICLE}” restored with its 2 notes"
    assert library.find("houses").highlights == 2
    assert library.trash.articles() == ()
    with pytest.raises(NotFoundError, match="Nothing in the trash"):
        library.trash.find("houses")
    assert library.undo() is not None
    assert len(library.trash.articles()) == 1


def test_a_file_that_has_the_name_meanwhile_keeps_it(library: Library, houses: str, root: Path) -> None:
    library.trash.put([houses])
    (root / "articles" / "houses.md").write_text("# Another article\n\nOther words.\n", "utf-8")
    library.refresh()
    library.trash.restore(library.trash.articles()[0])
    assert (root / "articles" / "houses.md").read_text("utf-8").startswith("# Another")
    restored = library.listing(houses)
    assert (restored.article.path, restored.highlights) == ("articles/houses-2.md", 2)
    library.refresh()
    assert library.listing(houses).highlights == 2
    assert library.find("Another article").highlights == 0


def test_notes_that_another_copy_saved_meanwhile_are_merged_on_restore(
    library: Library, houses: str, root: Path
) -> None:
    other = Library.open(root, clock=library.clock)
    text = other.text_of(houses)
    library.trash.put([houses])
    kept = json.loads(next((root / "trash").glob("*/notes.json")).read_text("utf-8"))
    made = codec.note({**next(iter(kept["_default"].values())), "id": "from-the-other-copy"}, houses)
    other.apply(other.operation("highlight made", Change("note", houses, made.id, None, made)), text)
    other.close()
    library.refresh()
    assert (library.count(), library.catalogue.annotations(), [*library.check()]) == (1, [], [])
    library.trash.restore(library.trash.articles()[0])
    assert library.listing(houses).highlights == 3
    assert library.undo() is not None
    assert library.trash.articles()[0].notes == 3


def test_a_deleted_note_is_listed_with_its_article_and_restored(library: Library, houses: str) -> None:
    note = library.read(houses).highlights[1].annotation
    library.apply(library.operation("highlight deleted", Change("note", houses, note.id, note, None)))
    (deleted,) = library.trash.notes()
    assert (deleted.title, deleted.annotation.target.quote.exact, deleted.annotation.note) == (
        ARTICLE,
        "a volunteer survey",
        "ask them",
    )
    found = library.trash.find(note.id)
    assert isinstance(found, DeletedNote)
    assert library.trash.restore_note(found).label == f"highlight restored in “{ARTICLE}”: a volunteer survey"
    restored = library.read(houses).highlights[1].annotation
    assert replace(restored, modified=note.modified) == note
    assert library.trash.notes() == ()


def test_an_emptied_trash_keeps_nothing_but_that_notes_were_deleted(library: Library, houses: str, root: Path) -> None:
    bridge = library.find("bridge").article.id
    note = library.mark(bridge, "the old bridge", note="secret").annotation
    library.apply(library.operation("highlight deleted", Change("note", bridge, note.id, note, None)))
    library.trash.put([houses])
    emptied = library.trash.empty()
    assert (emptied.articles, emptied.notes) == (1, 3)
    assert [*(root / "trash").iterdir()] == []
    (tombstone,) = json.loads((root / "notes" / f"{bridge}.json").read_text("utf-8"))["_default"].values()
    assert sorted(tombstone) == ["deleted", "id", "parents", "quote", "rev"]
    assert (tombstone["id"], tombstone["quote"]) == (note.id, "")
    assert (library.trash.articles(), library.trash.notes(), [*library.check()]) == ((), (), [])
    assert library.history.operations(1)[0].label == "trash emptied: 1 article and 3 notes"
    assert library.trash.empty() == type(emptied)(0, 0)


def test_what_is_not_old_enough_stays(library: Library, houses: str) -> None:
    library.trash.put([houses])
    assert library.trash.empty(library.trash.longest_kept(1)).articles == 0
    assert library.trash.empty(library.trash.longest_kept(0)).articles == 1


def test_undo_of_what_was_added_puts_it_into_the_trash_in_one_step(
    library: Library, root: Path, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.md").write_text(f"# Number {name}\n\nWords of {name}.\n", "utf-8")
    assert len([*library.add(folder)]) == 3
    library.mark(library.find("Number one").article.id, "Words of one")
    library.close()
    again = Library.open(root, clock=clock)
    again.refresh()
    assert [getattr(again.undo(), "label", "") for _ in range(3)] == [
        "highlight made in “Number one”: Words of one",
        "3 articles added",
        "",
    ]
    assert again.count() == 2
    assert len(again.trash.articles()) == 3
    assert again.redo() is not None
    assert again.count() == 5
    assert again.redo() is not None
    assert again.find("Number one").highlights == 1
    again.close()


def test_undo_goes_through_trash_and_restore_to_where_the_file_is_now(library: Library, houses: str) -> None:
    library.trash.put([houses])
    library.trash.restore(library.trash.articles()[0])
    there = []
    for turn in (library.undo, library.undo, library.undo, library.redo, library.redo, library.redo, library.undo):
        assert turn() is not None
        there.append((library.count(), len(library.trash.articles())))
    assert there == [(1, 1), (2, 0), (2, 0), (2, 0), (1, 1), (2, 0), (1, 1)]


def test_an_article_thrown_away_twice_is_restored_as_it_was_last(library: Library, houses: str, root: Path) -> None:
    library.trash.put([houses])
    library.trash.restore(library.trash.articles()[0])
    library.mark(houses, "eleven years")
    library.trash.put([houses])
    found = library.trash.find(houses)
    assert isinstance(found, Trashed)
    assert found.notes == 3
    assert in_trash(root) == ["article.json", "houses.md", "notes.json"]


@pytest.mark.parametrize("what", ["throw", "restore"])
def test_killed_at_any_step_an_article_is_whole_here_or_there(tmp_path: Path, what: str) -> None:
    outcomes = kills(tmp_path, what)
    assert len(outcomes) > 15
    for outcome in outcomes:
        assert outcome["counts"] in ([4, 8, 0], [3, 6, 1]), outcome
        assert outcome["problems"] == outcome["pending"] == [], outcome
    assert {outcome["counts"][0] for outcome in outcomes} == {3, 4}


def test_a_link_is_thrown_away_and_what_it_leads_to_stays(library: Library, root: Path) -> None:
    (root / "articles" / "houses.md").write_text("# One\n\nOther words.\n", "utf-8")
    (root / "articles" / "deep").mkdir()
    (root / "articles" / "deep" / "linked.md").symlink_to(root / "articles" / "houses.md")
    library.refresh()
    listing = library.catalogue.by_path("articles/deep/linked.md")
    assert listing is not None
    library.trash.put([listing.article.id])
    assert (root / "articles" / "houses.md").read_text("utf-8").startswith("# One")
    assert library.undo() is not None
    assert (root / "articles" / "deep" / "linked.md").is_symlink()


def test_a_file_that_is_gone_cannot_be_thrown_away(library: Library, houses: str, root: Path) -> None:
    (root / "articles" / "houses.md").unlink()
    with pytest.raises(NotFoundError, match="is gone from the disk"):
        library.trash.put([houses])
    assert library.trash.articles() == ()


def test_a_theme_that_was_renamed_meanwhile_has_its_new_name_in_what_comes_back(library: Library, houses: str) -> None:
    bridge = library.find("bridge").article.id
    note = library.mark(bridge, "the old bridge", themes=["housing"]).annotation
    library.apply(library.operation("highlight deleted", Change("note", bridge, note.id, note, None)))
    library.trash.put([houses])
    library.theming.rename("housing", "homes")
    library.trash.restore(library.trash.articles()[0])
    deleted = library.trash.find(note.id)
    assert isinstance(deleted, DeletedNote)
    library.trash.restore_note(deleted)
    assert [(use.theme.name, use.highlights) for use in library.themes()] == [("homes", 2)]


def interrupted(monkeypatch: pytest.MonkeyPatch, does: Callable[[], object], after: int) -> None:
    """Let a program be killed before it moves one file more than so many."""
    real, moves = atomic.move, iter(range(after))

    def move(source: Path, target: Path) -> None:
        if next(moves, None) is None:
            raise KeyboardInterrupt
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "move", move)
        with pytest.raises(KeyboardInterrupt):
            does()


def test_a_note_made_after_half_of_a_move_to_the_trash_goes_along(
    library: Library, houses: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(monkeypatch, lambda: library.trash.put([houses]), 1)
    library.mark(houses, "eleven years", note="meanwhile")
    assert library.refresh().problems == ()
    assert [*(root / "notes").glob("*.json")] == []
    (trashed,) = library.trash.articles()
    assert trashed.notes == 3
    library.trash.restore(trashed)
    assert library.find("houses").highlights == 3


def test_a_file_that_takes_the_name_of_one_that_was_just_thrown_away_stays(
    library: Library, houses: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(library.catalogue, "remove", fail)
        with pytest.raises(KeyboardInterrupt):
            library.trash.put([houses])
    (root / "articles" / "houses.md").write_text("# Another one\n\nIt is another article.\n", "utf-8")
    assert library.refresh().problems == ()
    assert [each.about.id for each in library.trash.articles()] == [houses]
    assert library.find("Another one").article.path == "articles/houses.md"


def test_a_file_that_takes_the_place_of_one_that_is_coming_back_keeps_it(
    library: Library, houses: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.trash.put([houses])
    (trashed,) = library.trash.articles()
    interrupted(monkeypatch, lambda: library.trash.restore(trashed), 1)
    (root / "articles" / "houses.md").write_text("# Another one\n\nIt is another article.\n", "utf-8")
    assert library.refresh().problems == ()
    assert library.find("Another one").article.path == "articles/houses.md"
    assert (library.find(ARTICLE).article.id, library.find(ARTICLE).highlights) == (houses, 2)
    assert library.find(ARTICLE).article.path == "articles/houses-2.md"


def test_notes_of_a_newer_version_in_the_trash_are_not_written(library: Library, houses: str, root: Path) -> None:
    library.trash.put([houses])
    notes = next((root / "trash").glob("*/notes.json"))
    mine = root / "notes" / f"{houses}.json"
    mine.write_bytes(notes.read_bytes())
    notes.write_text(notes.read_text("utf-8").replace('"schema": 2', '"schema": 99'), "utf-8")
    before = notes.read_bytes(), mine.read_bytes()
    with pytest.raises(StoreError, match="newer version"):
        library.trash.restore(library.trash.articles()[0])
    assert (notes.read_bytes(), mine.read_bytes()) == before
    assert [problem.path for problem in library.check(fix=True) if "interrupted" in problem.message]


def test_notes_that_cannot_be_read_hide_nothing_in_the_trash(library: Library, houses: str, root: Path) -> None:
    library.trash.put([houses])
    next((root / "trash").glob("*/notes.json")).write_bytes(b"{")
    (trashed,) = library.trash.articles()
    assert (trashed.about.id, trashed.notes) == (houses, 0)
    assert library.trash.empty().articles == 1


def test_what_was_thrown_away_last_comes_first_also_when_clocks_went_back(
    library: Library, houses: str, root: Path
) -> None:
    bridge, now = library.find("bridge").article.id, library.clock()
    library.trash.put([bridge])
    (folder,) = (root / "trash").glob(f"*-{bridge}")
    folder.rename(folder.with_name(f"{now + timedelta(hours=1):%Y%m%dT%H%M%S}-{bridge}"))
    library.clock = lambda: now + timedelta(minutes=1)
    library.trash.put([houses])
    assert [each.about.id for each in library.trash.articles()] == [houses, bridge]
