"""Imports of all programs in any order, with a person at work in between: no word is lost, nothing comes twice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ChangedSinceError
from reader.library import Library
from reader.store.operations import Change
from tests.conftest import SURVEY
from tests.sources.notes.reading import CORPUS

if TYPE_CHECKING:
    from reader.model.annotation import Annotation

FILES = sorted(path.name for path in CORPUS.iterdir())
BOOK = (
    "---\ntitle: The Salt Road\nauthor: Ada Quay\n---\nThe road was white with salt, and nobody walked it after dark.\n"
)
STEPS = st.one_of(
    st.tuples(st.just("import"), st.sampled_from(FILES)),
    st.tuples(st.just("edit"), st.integers(0, 50)),
    st.tuples(st.just("delete"), st.integers(0, 50)),
    st.tuples(st.just("add"), st.just(0)),
    st.tuples(st.just("drop"), st.just(0)),
    st.tuples(st.just("undo"), st.just(0)),
    st.tuples(st.just("throw"), st.integers(0, 50)),
)


class Life:
    """A library, and what a person did in it."""

    def __init__(self, folder: Path) -> None:
        self.library, self.folder = Library.open(folder / "library"), folder
        (folder / "library" / "articles" / "houses.md").write_text(SURVEY, "utf-8")
        (folder / "book.md").write_text(BOOK, "utf-8")
        self.library.refresh()
        self.edited: dict[str, str] = {}
        self.deleted: set[str] = set()

    def notes(self) -> list[Annotation]:
        return [each.annotation for _, found in self.library.notes() for each in found]

    def do(self, what: str, which: int | str) -> None:
        library, notes = self.library, self.notes()
        note = notes[which % len(notes)] if isinstance(which, int) and notes else None
        if what == "import":
            plan = library.importing.plan([CORPUS / str(which)])
            library.importing.carry_out(plan)
            assert not library.importing.plan([CORPUS / str(which)]).changes
        elif what == "edit" and note is not None:
            words = f"Mine {len(self.edited)}"
            changed = replace(note, note=words, modified=max(library.clock(), note.created))
            library.apply(library.operation("edited", Change("note", note.target.article, note.id, note, changed)))
            self.edited[note.id] = words
        elif what == "delete" and note is not None:
            library.apply(library.operation("deleted", Change("note", note.target.article, note.id, note, None)))
            self.deleted.add(note.id)
            self.edited.pop(note.id, None)
        elif what == "add":
            list(library.add(self.folder / "book.md"))
        elif what == "drop":
            (library.root / "articles" / "dropped.md").write_text(BOOK, "utf-8")
            library.refresh()

        elif what == "throw" and note is not None:
            gone = {each.id for each in notes if each.target.article == note.target.article}
            library.trash.put([note.target.article])
            self.deleted |= gone
            self.edited = {each: words for each, words in self.edited.items() if each not in gone}
        elif what == "undo":
            self.undo()

    def undo(self) -> None:
        with suppress(ChangedSinceError):
            operation = self.library.undo()
            changed = {change.key for change in operation.changes} if operation else set()
            self.edited = {each: words for each, words in self.edited.items() if each not in changed}
        self.deleted -= {note.id for note in self.notes()}

    def check(self) -> None:
        notes = self.notes()
        ids = [note.id for note in notes]
        assert len(ids) == len(set(ids))
        assert not self.deleted & set(ids)
        said = {note.id: note.note for note in notes}
        assert {each: said[each] for each in self.edited} == self.edited
        for article in {note.target.article for note in notes}:
            self.library.read(article)


@given(st.lists(STEPS, min_size=2, max_size=9))
@settings(max_examples=20)
def test_what_a_person_wrote_stays_whatever_is_imported(steps: list[tuple[str, int | str]]) -> None:
    with TemporaryDirectory() as folder:
        life = Life(Path(folder))
        for what, which in steps:
            life.do(what, which)
            life.check()
        before = sorted((note.id, note.note) for note in life.notes())
        life.library.close()
        again = Library.open(Path(folder, "library"))
        again.refresh()
        found = [each.annotation for _, some in again.notes() for each in some]
        assert sorted((note.id, note.note) for note in found) == before
        assert [problem for problem in again.check() if problem.severity == "error"] == []
        again.close()
