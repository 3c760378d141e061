"""Undo goes on where the last run ended, and takes nothing back that somebody changed since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.errors import ChangedSinceError
from reader.library import Library
from reader.store import machine
from reader.store.history import Change

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from reader.model.annotation import Annotation

BRIDGE = "highlight made in “The harbour board of Port Alder voted on Tuesda…”: {}"


@pytest.fixture
def again(root: Path, clock: Callable[[], datetime]) -> Callable[[Library], Library]:
    """Closes a library and opens it once more, as a restart does."""

    def restart(library: Library) -> Library:
        library.close()
        opened = Library.open(root, clock=clock)
        opened.refresh()
        return opened

    return restart


def change(library: Library, what: str, before: Annotation | None, after: Annotation | None) -> None:
    annotation = after or before
    assert annotation is not None
    library.apply(library.operation(what, Change("note", annotation.target.article, annotation.id, before, after)))


def labels(library: Library, turn: str, number: int) -> list[str]:
    turned = [library.undo() if turn == "undo" else library.redo() for _ in range(number)]
    return ["-" if operation is None else operation.label for operation in turned]


def test_undo_and_redo_go_on_after_a_restart_and_across_articles(
    library: Library, again: Callable[[Library], Library]
) -> None:
    library.mark(library.find("bridge").article.id, "the old bridge", themes=["bridges"])
    library.mark(library.find("houses").article.id, "a volunteer survey")
    library = again(library)
    assert labels(library, "undo", 1) == [
        "highlight made in “The town that counted its empty houses”: a volunteer survey"
    ]
    library = again(library)
    assert labels(library, "undo", 2) == [BRIDGE.format("the old bridge"), "-"]
    assert library.themes() == ()
    library = again(library)
    assert labels(library, "redo", 1) == [BRIDGE.format("the old bridge")]
    library = again(library)
    assert labels(library, "redo", 2) == [
        "highlight made in “The town that counted its empty houses”: a volunteer survey",
        "-",
    ]
    assert [use.theme.name for use in library.themes()] == ["bridges"]
    assert labels(library, "undo", 3)[2] == "-"
    assert library.find("bridge").highlights == library.find("houses").highlights == 0
    library.close()


def test_a_new_change_ends_what_can_be_done_again_after_a_restart(
    library: Library, again: Callable[[Library], Library]
) -> None:
    article_id = library.find("bridge").article.id
    library.mark(article_id, "the old bridge")
    assert library.undo() is not None
    library.mark(article_id, "wrong question")
    library = again(library)
    assert library.redo() is None
    assert labels(library, "undo", 2) == [BRIDGE.format("wrong question"), "-"]
    library.close()


def test_a_change_that_goes_on_with_another_is_one_step_after_a_restart(
    library: Library, again: Callable[[Library], Library]
) -> None:
    article_id = library.find("bridge").article.id
    made = library.mark(article_id, "the old bridge").annotation
    for names in (("bridges",), ("bridges", "harbour")):
        after = replace(made, themes=names)
        note = Change("note", article_id, made.id, made, after)
        library.apply(library.operation("themes changed", note), joined=True)
        made = after
    library = again(library)
    assert labels(library, "undo", 2) == [BRIDGE.format("the old bridge"), "-"]
    assert library.find("bridge").highlights == 0
    assert library.themes() == ()
    library = again(library)
    assert labels(library, "redo", 1) == [BRIDGE.format("the old bridge")]
    assert library.read(article_id).highlights[0].annotation.themes == ("bridges", "harbour")
    assert sorted(use.theme.name for use in library.themes()) == ["bridges", "harbour"]
    library.close()


def test_what_another_running_program_did_is_not_taken_back(
    library: Library, root: Path, clock: Callable[[], datetime]
) -> None:
    article_id = library.find("bridge").article.id
    library.mark(article_id, "the old bridge")
    mine = Library.open(root, clock=clock)
    library.mark(article_id, "wrong question")
    mine.mark(article_id, "The harbour board")
    assert labels(mine, "undo", 3) == [BRIDGE.format("The harbour board"), BRIDGE.format("the old bridge"), "-"]
    (left,) = library.read(article_id).highlights
    assert left.annotation.target.quote.exact == "wrong question"
    mine.close()


def test_what_was_recorded_and_never_written_is_passed_over(
    library: Library, again: Callable[[Library], Library]
) -> None:
    article_id = library.find("bridge").article.id
    made = library.mark(article_id, "the old bridge").annotation
    change = Change("note", article_id, made.id, made, replace(made, note="never written"))
    library.history.record(library.operation("note written", change))
    library = again(library)
    assert labels(library, "undo", 2) == [BRIDGE.format("the old bridge"), "-"]
    library.close()


def test_of_a_note_only_what_was_changed_is_put_back(library: Library, again: Callable[[Library], Library]) -> None:
    article_id = library.find("bridge").article.id
    made = library.mark(article_id, "the old bridge").annotation
    themed = replace(made, themes=("bridges",))
    change(library, "themes changed", made, themed)
    library.notes_store.put(library.article_of(article_id), [replace(themed, note="from an editor")], [themed])
    library = again(library)
    assert labels(library, "undo", 1) == ["themes changed"]
    (highlight,) = library.read(article_id).highlights
    assert (highlight.annotation.themes, highlight.annotation.note) == ((), "from an editor")
    with pytest.raises(ChangedSinceError, match="changed elsewhere since"):
        library.undo()
    assert library.undo() is None
    library.close()


def test_a_history_of_two_machines_and_of_before_is_one(
    library: Library, again: Callable[[Library], Library], root: Path
) -> None:
    article_id = library.find("bridge").article.id
    library.mark(article_id, "the old bridge")
    library.mark(article_id, "wrong question")
    file = root / "history" / f"2026-03-{machine.name(root)}.jsonl"
    first, second = file.read_bytes().splitlines(keepends=True)
    file.unlink()
    (root / "history" / "2026-03.jsonl").write_bytes(first)
    (root / "history" / "2026-03-0badcafe.jsonl").write_bytes(second)
    library = again(library)
    library.mark(article_id, "the ferry")
    library = again(library)
    assert [done.at for done in library.history.operations()] == sorted(
        (done.at for done in library.history.operations()), reverse=True
    )
    assert labels(library, "undo", 4) == [
        BRIDGE.format(words) for words in ("the ferry", "wrong question", "the old bridge")
    ] + ["-"]
    library.close()


def test_what_cannot_be_taken_back_is_named_and_the_next_step_is_the_one_before(
    library: Library, again: Callable[[Library], Library]
) -> None:
    library.mark(library.find("bridge").article.id, "the old bridge")
    library.history.record(library.operation("trash emptied: 1 note"))
    library = again(library)
    with pytest.raises(ChangedSinceError, match="cannot be taken back: trash emptied: 1 note"):
        library.undo()
    assert labels(library, "undo", 2) == [BRIDGE.format("the old bridge"), "-"]
    library.close()


def test_what_is_added_after_something_else_was_done_is_taken_back_first_and_in_one_step(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.md").write_text(f"# Tide {number}\n\nHigh water {number}.\n", "utf-8")
    library.mark(library.find("bridge").article.id, "the old bridge")
    assert len(list(library.add(folder))) == 30
    library.mark(library.find("houses").article.id, "a volunteer survey")
    done = labels(library, "undo", 4)
    assert done[1:] == ["30 articles added", BRIDGE.format("the old bridge"), "-"]
    assert library.count() == 2
    assert labels(library, "redo", 2)[1] == "30 articles added"
    assert library.count() == 32
