"""Notes that are lost to sight in files that can be read: named by the doctor, and brought back from the history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reader.library import Library
from reader.store.operations import Change
from tests.conftest import STORY, at_rest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library.values import Problem
    from reader.model.annotation import Annotation

WRONG, BRIDGE = "It was the wrong question.", "the old bridge"


class Desk:
    """A library with two notes on one article, and one that was deleted."""

    def __init__(self, root: Path) -> None:
        self.library = Library.open(root)
        (root / "articles" / "bridge.txt").write_text(STORY, "utf-8")
        self.library.refresh()
        (listing,) = self.library.listings()
        self.article = listing.article.id
        self.path = root / "notes" / f"{self.article}.json"
        self.damaged = root / "trash" / "damaged"
        self.library.mark(self.article, WRONG, themes=["law"], note="whose?")
        self.library.mark(self.article, BRIDGE)
        gone = self.library.mark(self.article, "said Tomas Reyes").annotation
        self.library.apply(self.library.operation("deleted", _deleted(gone)))

    def notes(self) -> tuple[Annotation, ...]:
        """The notes that are shown."""
        return tuple(highlight.annotation for highlight in self.library.read(self.article).highlights)

    def doctor(self, *, fix: bool = False) -> tuple[Problem, ...]:
        """What the doctor finds."""
        return self.library.check(fix=fix)

    def edit(self, words: str, **fields: Any) -> bytes:
        """Write fields into the note on a passage by hand; what the file is then."""
        tables = json.loads(self.path.read_bytes())
        next(note for note in tables["_default"].values() if note["quote"] == words).update(fields)
        self.path.write_text(json.dumps(tables), "utf-8")
        return self.path.read_bytes()


def _deleted(annotation: Annotation) -> Change:
    return Change("note", annotation.target.article, annotation.id, annotation, None)


@pytest.fixture
def kept(root: Path) -> Iterator[Desk]:
    made = Desk(root)
    yield made
    made.library.close()


@pytest.mark.parametrize("left", [None, "{}", '{"_default": {}}'])
def test_notes_whose_file_is_gone_or_emptied_are_named_and_come_back(kept: Desk, left: str | None) -> None:
    notes = kept.notes()
    kept.path.unlink()
    if left is not None:
        kept.path.write_text(left, "utf-8")
    (problem,) = kept.doctor()
    title = kept.library.listings()[0].article.title
    assert problem.message == (
        f"The history knows 2 highlights on “{title}” that stand in no file. `reader doctor --fix` brings them back."
    )
    assert kept.notes() == ()
    (problem,) = kept.doctor(fix=True)
    assert problem.fixed
    assert kept.notes() == notes
    assert kept.doctor() == ()
    kept.library.undo()
    assert kept.notes() == ()
    assert kept.doctor() == ()


def test_one_note_that_is_missing_is_not_named(kept: Desk) -> None:
    tables = json.loads(kept.path.read_bytes())
    tables["_default"].popitem()
    tables["_default"].popitem()
    kept.path.write_text(json.dumps(tables), "utf-8")
    assert kept.doctor() == ()


def test_notes_that_were_all_deleted_stay_deleted(kept: Desk) -> None:
    kept.library.apply(kept.library.operation("deleted", *map(_deleted, kept.notes())))
    kept.path.unlink()
    assert kept.doctor() == ()


def test_notes_that_went_with_their_article_do_not_come_back_without_it(kept: Desk, root: Path) -> None:
    kept.library.trash.put([kept.article])
    assert kept.doctor() == ()
    kept.library.trash.empty()
    (root / "articles" / "bridge.txt").write_text(f"---\nid: {kept.article}\n---\n{STORY}", "utf-8")
    assert kept.doctor() == ()
    assert kept.library.listings()[0].article.id == kept.article


def test_notes_that_came_out_of_the_trash_with_their_article_are_known_again(kept: Desk) -> None:
    kept.library.trash.put([kept.article])
    kept.library.undo()
    kept.path.unlink()
    (problem,) = kept.doctor()
    assert "2 highlights" in problem.message


BROKEN: list[tuple[str, Any]] = [
    ("start", "abc"),
    ("themes", None),
    ("themes", "money"),
    ("note", 7),
    ("note", None),
    ("created", "yesterday"),
]


@pytest.mark.parametrize(("key", "value"), BROKEN)
def test_a_field_of_a_wrong_type_comes_back_from_the_history(kept: Desk, key: str, value: Any) -> None:
    notes = kept.notes()
    broken = kept.edit(WRONG, **{key: value})
    (problem,) = kept.doctor()
    assert problem.message.startswith(f"The note on “{WRONG}” cannot be shown and stays in the file as it is")
    assert problem.message.endswith("`reader doctor --fix` mends it from the history.")
    assert kept.path.read_bytes() == broken
    (problem,) = kept.doctor(fix=True)
    assert problem.fixed
    assert kept.notes() == notes
    assert [path.read_bytes() for path in kept.damaged.iterdir()] == [broken]
    assert kept.doctor() == ()


def test_what_is_whole_in_such_a_note_is_kept(kept: Desk) -> None:
    kept.edit(WRONG, start="abc", note="written by hand", mine=[1])
    kept.doctor(fix=True)
    assert [note.note for note in kept.notes()] == ["", "written by hand"]
    assert b'"mine"' in kept.path.read_bytes()


def test_the_app_says_of_such_a_note_what_to_do(kept: Desk) -> None:
    kept.edit(WRONG, start="abc")
    (problem,) = kept.library.read(kept.article).problems
    assert problem.message.endswith(" `reader doctor --fix` mends it where the history knows it.")


def test_such_notes_are_counted_one_by_one_and_those_nobody_knows_are_left(kept: Desk) -> None:
    kept.edit(WRONG, start="abc")
    broken = kept.edit(BRIDGE, id="elsewhere", themes=None)
    assert [problem.fixed for problem in kept.doctor()] == [False, False]
    assert [problem.fixed for problem in kept.doctor(fix=True)] == [True, False]
    (left,) = kept.doctor(fix=True)
    assert left.message.endswith("The history has none to take instead: mend it in the file with an editor.")
    assert [path.read_bytes() for path in kept.damaged.iterdir()] == [broken]


def test_two_such_notes_of_the_same_words_are_counted_as_two(kept: Desk) -> None:
    tables = json.loads(kept.path.read_bytes())
    for note in tables["_default"].values():
        note.update(start="abc", quote=BRIDGE)
    kept.path.write_text(json.dumps(tables), "utf-8")
    assert [problem.fixed for problem in kept.doctor()] == [False, False]
    assert [problem.fixed for problem in kept.doctor(fix=True)] == [True, True]
    assert kept.doctor() == ()


def test_hidden_notes_of_a_file_that_was_damaged_too_are_mended_with_it(kept: Desk) -> None:
    notes = kept.notes()
    kept.path.write_bytes(kept.edit(WRONG, start="abc")[:-2])
    at_rest(kept.path)
    assert [problem.fixed for problem in kept.doctor(fix=True)] == [True, True]
    assert kept.notes() == notes
    assert kept.doctor() == ()
