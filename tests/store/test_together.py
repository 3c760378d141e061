"""Two programs change the same note at once: each field keeps what was done to it, and two wordings both stay."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from reader.model.article import ArticleState
from reader.store.merge import merge
from tests.store.samples import ARTICLE, NOON, annotation

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model.annotation import Annotation
    from reader.store.notes import Notes

BASE = annotation(1, note="one", themes=("law", "sea"))
LATER = NOON + timedelta(minutes=1)


def tables(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "notes" / "harbour.json").read_bytes())
    return found


def wordings(merged: dict[str, Any]) -> list[str]:
    return sorted(note["note"] for table in ("_default", "_conflicts") for note in merged[table].values())


def both(notes: Notes, theirs: Annotation, mine: Annotation) -> tuple[Annotation, tuple[Annotation, ...]]:
    """What is shown and what waits after another program has saved before we do."""
    notes.put(ARTICLE, [BASE])
    notes.put(ARTICLE, [theirs], [BASE])
    notes.put(ARTICLE, [mine], [BASE])
    shard = notes.load("harbour")
    return shard.annotations[0], shard.conflicts


def test_each_field_keeps_what_was_done_to_it(notes: Notes) -> None:
    shown, waiting = both(notes, replace(BASE, note="theirs", color="cyan"), replace(BASE, speaker="Reyes"))
    assert (shown.note, shown.color, shown.speaker, waiting) == ("theirs", "cyan", "Reyes", ())


def test_themes_are_given_and_taken_one_by_one(notes: Notes) -> None:
    shown, _ = both(notes, replace(BASE, themes=("law", "tax")), replace(BASE, themes=("sea", "rivers", "law")))
    assert shown.themes == ("rivers", "law", "tax")


def test_of_two_notes_the_later_is_shown_and_the_other_waits(root: Path, notes: Notes) -> None:
    mine, theirs = replace(BASE, note="mine", modified=LATER), replace(BASE, note="theirs", themes=("law",))
    shown, (waiting,) = both(notes, theirs, mine)
    assert (shown.note, shown.themes, waiting.note) == ("mine", ("law",), "theirs")
    assert len(tables(root)["_conflicts"]) == 1
    shown, (waiting,) = both(notes, replace(theirs, modified=LATER), replace(mine, modified=NOON))
    assert (shown.note, waiting.note) == ("theirs", "mine")


def test_the_same_words_twice_are_no_conflict(notes: Notes) -> None:
    shown, waiting = both(notes, replace(BASE, note="two"), replace(BASE, note="two", color="cyan"))
    assert (shown.note, shown.color, waiting) == ("two", "cyan", ())
    shown, waiting = both(notes, replace(BASE, note=""), replace(BASE, note="mine"))
    assert (shown.note, waiting) == ("mine", ())


def test_a_note_that_waits_goes_along_with_what_else_is_changed(root: Path, notes: Notes) -> None:
    shown, _ = both(notes, replace(BASE, note="theirs"), replace(BASE, note="mine", modified=LATER))
    notes.put(ARTICLE, [replace(shown, themes=("sea", "tax"), color="cyan")], [shown])
    (waiting,) = notes.load("harbour").conflicts
    assert (waiting.note, waiting.themes, waiting.color) == ("theirs", ("sea", "tax"), "cyan")
    merged = merge(tables(root), tables(root))
    assert merged["_conflicts"] == tables(root)["_conflicts"]
    notes.put(ARTICLE, [replace(shown, note="theirs")], [shown])
    assert notes.load("harbour").conflicts == ()
    assert "_conflicts" not in tables(root)


def test_a_conflict_that_was_settled_stays_settled(root: Path, notes: Notes) -> None:
    both(notes, replace(BASE, note="theirs"), replace(BASE, note="mine", modified=LATER))
    before, (waiting,) = tables(root), notes.load("harbour").conflicts
    assert notes.settle(ARTICLE, waiting).shard.conflicts == ()
    merged = merge(before, tables(root))
    assert [note["note"] for note in merged["_default"].values()] == ["mine"]
    assert "_conflicts" not in merged
    again = replace(waiting, modified=LATER + timedelta(seconds=1))
    assert notes.wait(ARTICLE, again).shard.conflicts == (again,)
    assert wordings(merge(merged, tables(root))) == ["mine", "theirs"]


def test_a_note_that_another_program_edited_meanwhile_is_not_deleted(notes: Notes) -> None:
    notes.put(ARTICLE, [BASE, annotation(2)])
    notes.put(ARTICLE, [replace(BASE, note="theirs")], [BASE])
    saved = notes.remove(ARTICLE, [BASE.id, annotation(2).id], [BASE, annotation(2)])
    assert [note.note for note in saved.shard.annotations] == ["theirs"]
    assert notes.remove(ARTICLE, [BASE.id], [replace(BASE, note="theirs")]).shard.annotations == ()


def test_a_deleted_note_with_two_wordings_comes_back_with_both(root: Path, notes: Notes) -> None:
    shown, _ = both(notes, replace(BASE, note="theirs"), replace(BASE, note="mine", modified=LATER))
    notes.remove(ARTICLE, [BASE.id])
    assert notes.load("harbour").conflicts == ()
    deleted = tables(root)
    notes.put(ARTICLE, [replace(shown, modified=LATER + timedelta(minutes=1))])
    assert [note.note for note in notes.load("harbour").conflicts] == ["theirs"]
    assert wordings(merge(deleted, tables(root))) == ["mine", "theirs"]


def test_what_was_done_with_an_article_is_known_by_its_time(root: Path, notes: Notes) -> None:
    notes.set_state(ARTICLE, ArticleState(read=True, starred=True))
    starred = tables(root)
    notes.set_state(ARTICLE, ArticleState(read=True, position=7))
    times = {"read": "2026-03-14T12:00:00.000Z", "starred": "2026-03-14T12:00:00.000Z"}
    assert starred["_meta"]["1"]["state"]["times"] == times
    state = merge(starred, tables(root))["_meta"]["1"]["state"]
    assert (state["read"], state["position"]) == (True, 7)
