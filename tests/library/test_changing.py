from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.errors import NotFoundError, StoreError
from reader.library import Library
from reader.store.history import Change

if TYPE_CHECKING:
    from pathlib import Path


def test_a_marked_passage_is_on_the_disk_with_theme_note_and_wording(library: Library, root: Path) -> None:
    article = library.find("bridge").article
    made = library.mark(article.id, "It was the  wrong\nquestion.", themes=["testimony", "to verify"], note="ask him")
    document = json.loads((root / "notes" / f"{article.id}.json").read_text("utf-8"))
    (note,) = document["_default"].values()
    assert note["id"] == made.id
    assert note["quote"] == "It was the wrong question."
    assert note["themes"] == ["testimony", "to verify"]
    assert note["note"] == "ask him"
    text = library.text_of(article.id)
    assert text.plain[note["start"] : note["end"]] == note["quote"]
    assert (root / "texts" / f"{note['text_hash']}.txt").read_text("utf-8") == text.plain
    assert [use.theme.name for use in library.themes()] == ["testimony", "to verify"]
    assert len({use.theme.color for use in library.themes()}) == 2


def test_a_quote_that_is_not_there_or_not_alone_is_refused(library: Library) -> None:
    article = library.find("bridge").article
    with pytest.raises(NotFoundError, match="does not say"):
        library.mark(article.id, "the new tunnel")
    with pytest.raises(NotFoundError, match="stands there 2 times"):
        library.mark(article.id, "question")
    assert library.mark(article.id, "question", prefix="the wrong ").span is not None
    assert library.find("bridge").highlights == 1


def test_undo_and_redo_go_through_everything_done_in_this_run(library: Library) -> None:
    listing = library.find("bridge")
    article_id = listing.article.id
    library.mark(article_id, "the old bridge")
    starred = replace(listing.state, starred=True)
    library.apply(library.operation("starred", Change("state", article_id, article_id, listing.state, starred)))

    undone = library.undo()
    assert undone is not None
    assert undone.label == "starred"
    assert library.find("bridge").state.starred is False
    assert library.undo() is not None
    assert library.find("bridge").highlights == 0
    assert library.undo() is None

    assert library.redo() is not None
    assert library.redo() is not None
    assert library.redo() is None
    assert library.find("bridge").highlights == 1
    assert library.find("bridge").state.starred is True


def test_a_change_that_goes_on_with_the_last_one_is_undone_with_it(library: Library) -> None:
    article_id = library.find("bridge").article.id
    made = library.mark(article_id, "the old bridge").annotation
    themed = replace(made, themes=("bridges",))
    library.apply(library.operation("themes", Change("note", article_id, made.id, made, themed)), joined=True)
    assert library.undo() is not None
    assert library.find("bridge").highlights == 0
    assert library.redo() is not None
    assert library.read(article_id).highlights[0].annotation.themes == ("bridges",)


def test_what_was_changed_elsewhere_since_is_not_undone(library: Library, root: Path) -> None:
    article_id = library.find("bridge").article.id
    made = library.mark(article_id, "the old bridge").annotation
    other = Library.open(root)
    edited = replace(made, note="from the other copy")
    other.apply(other.operation("note", Change("note", article_id, made.id, made, edited)))
    other.close()
    with pytest.raises(StoreError, match="changed elsewhere"):
        library.undo()
    assert library.read(article_id).highlights[0].annotation.note == "from the other copy"


def test_two_copies_on_one_library_lose_nothing(library: Library, root: Path) -> None:
    article_id = library.find("bridge").article.id
    other = Library.open(root)
    library.mark(article_id, "the old bridge")
    other.mark(article_id, "It was the wrong question.")
    other.close()
    assert len(library.read(article_id).highlights) == 2


def test_where_reading_goes_on_survives(library: Library, root: Path) -> None:
    listing = library.find("bridge")
    library.set_state(listing.article.id, replace(listing.state, read=True, position=42))
    again = Library.open(root)
    assert again.find("bridge").state.position == 42
    assert again.count("is:unread") == 1
    again.close()


def test_undo_of_a_star_leaves_what_was_read_since(library: Library) -> None:
    listing = library.find("bridge")
    article_id = listing.article.id
    starred = replace(listing.state, starred=True)
    library.apply(library.operation("starred", Change("state", article_id, article_id, listing.state, starred)))
    library.set_state(article_id, replace(starred, read=True, position=42))
    assert library.undo() is not None
    assert library.find("bridge").state == replace(listing.state, read=True, position=42)
    assert library.redo() is not None
    assert library.find("bridge").state == replace(starred, read=True, position=42)


def test_two_copies_that_change_different_things_in_one_note_lose_neither(library: Library, root: Path) -> None:
    article_id = library.find("bridge").article.id
    made = library.mark(article_id, "the old bridge").annotation
    other = Library.open(root)
    noted = replace(made, note="from one copy")
    library.apply(library.operation("note", Change("note", article_id, made.id, made, noted)))
    themed = replace(made, themes=("from another",))
    other.apply(other.operation("themes", Change("note", article_id, made.id, made, themed)))
    other.close()
    (highlight,) = library.read(article_id).highlights
    assert highlight.annotation.note == "from one copy"
    assert highlight.annotation.themes == ("from another",)


def test_what_cannot_be_recorded_is_not_done_and_is_recorded_once_when_it_is(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = library.find("bridge")
    starred = replace(listing.state, starred=True)
    change = Change("state", listing.article.id, listing.article.id, listing.state, starred)
    operation = library.operation("starred", change)

    def full(*_: object) -> None:
        raise StoreError("history cannot be written: No space left on device.")

    with monkeypatch.context() as patch:
        patch.setattr(library.history, "record", full)
        with pytest.raises(StoreError):
            library.apply(operation)
        assert library.find("bridge").state.starred is False
    with monkeypatch.context() as patch:
        patch.setattr(library.notes_store, "set_state", full)
        with pytest.raises(StoreError):
            library.apply(operation)
    library.apply(operation)
    assert library.find("bridge").state.starred is True
    assert [done.label for done in library.history.operations()].count("starred") == 1


def test_a_change_to_one_article_leaves_what_is_known_of_another_alone(library: Library) -> None:
    bridge, houses = library.find("bridge"), library.find("houses")
    library.mark(houses.article.id, "fewer than two hundred homes")
    state = replace(houses.state, starred=True)
    change = Change("state", houses.article.id, houses.article.id, houses.state, state)
    library.apply(library.operation("starred", change), library.text_of(bridge.article.id))
    assert library.count("is:orphaned") == 0


def test_a_theme_is_the_same_in_any_case(library: Library) -> None:
    article_id = library.find("bridge").article.id
    library.mark(article_id, "the old bridge", themes=["Housing"])
    library.mark(article_id, "wrong question", themes=["housing"])
    assert [use.theme.name for use in library.themes()] == ["Housing"]


def test_undo_takes_the_themes_along_that_were_coined(library: Library) -> None:
    article_id = library.find("bridge").article.id
    made = library.mark(article_id, "the old bridge").annotation
    for names in (("typo",), ("typo", "kept")):
        after = replace(made, themes=names)
        library.apply(library.operation("themes", Change("note", article_id, made.id, made, after)))
        made = after
    other = library.mark(article_id, "wrong question", themes=["kept"])
    assert other.annotation.themes == ("kept",)
    for left in (["typo", "kept"], ["typo"], []):
        library.undo()
        assert sorted(use.theme.name for use in library.themes()) == sorted(left)
    library.redo()
    assert [use.theme.name for use in library.themes()] == ["typo"]
