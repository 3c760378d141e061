"""What a person says of a line: promotional or not, against the rule."""

from __future__ import annotations

import json
import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.library.values import Added
from reader.store.history import Change
from reader.store.merge import merge

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model.article import Article

SOURCE = "The bridge was closed at noon.\n\nSign up for our newsletter\n\nNobody crossed it.\n"
LINE = "Sign up for our newsletter"


@pytest.fixture
def article(library: Library, tmp_path: Path) -> Article:
    (tmp_path / "bridge-closed.txt").write_text(SOURCE, "utf-8")
    (added,) = library.add(tmp_path / "bridge-closed.txt")
    assert isinstance(added, Added)
    return added.listing.article


def say(library: Library, article: Article, key: str, said: str, before: str = "") -> None:
    library.apply(library.operation("said", Change("line", article.id, key, before, said)))


def test_a_promotional_line_is_not_counted_and_stays_in_the_file(library: Library, article: Article) -> None:
    opened = library.read(article.id)
    assert (opened.promotional, opened.text.plain.count(LINE)) == ((1,), 1)
    assert library.listing(article.id).article.words == 9
    assert LINE in (library.root / article.path).read_text("utf-8")


def test_a_line_that_is_said_to_be_text_counts_from_then_on(library: Library, article: Article) -> None:
    say(library, article, LINE, "text")
    assert library.read(article.id).promotional == ()
    assert library.listing(article.id).article.words == 14


def test_a_line_that_no_rule_knows_can_be_said_to_be_promotional(library: Library, article: Article) -> None:
    say(library, article, "Nobody crossed it.", "promotional")
    assert library.read(article.id).promotional == (1, 2)
    assert library.listing(article.id).article.words == 6


def test_what_was_said_is_undone_and_done_again(library: Library, article: Article) -> None:
    say(library, article, LINE, "text")
    assert library.undo() is not None
    assert (library.read(article.id).promotional, library.listing(article.id).article.words) == ((1,), 9)
    assert library.redo() is not None
    assert (library.read(article.id).promotional, library.listing(article.id).article.words) == ((), 14)


def test_it_is_undone_in_a_later_run_too(library: Library, article: Article, root: Path) -> None:
    say(library, article, LINE, "text")
    library.close()
    with closing(Library.open(root)) as later:
        assert later.undo() is not None
        assert later.read(article.id).promotional == (1,)


def test_what_was_said_is_kept_in_plain_words_and_outlives_the_index(
    library: Library, article: Article, root: Path
) -> None:
    say(library, article, LINE, "text")
    state = json.loads((root / "notes" / f"{article.id}.json").read_text("utf-8"))["_meta"]["1"]["state"]
    assert state[f"line: {LINE}"] == "text"
    library.close()
    (root / ".reader" / "index.sqlite").unlink()
    with closing(Library.open(root)) as later:
        later.refresh()
        assert later.listing(article.id).article.words == 14


def test_two_machines_say_something_of_two_lines_and_both_stay(library: Library, article: Article, root: Path) -> None:
    path = root / "notes" / f"{article.id}.json"
    say(library, article, LINE, "text")
    one = json.loads(path.read_text("utf-8"))
    library.undo()
    say(library, article, "Nobody crossed it.", "promotional")
    other = json.loads(path.read_text("utf-8"))
    other["_meta"]["1"]["state"].pop(f"line: {LINE}")
    other["_meta"]["1"]["state"]["times"].pop(f"line: {LINE}")
    state = merge(one, other)["_meta"]["1"]["state"]
    assert (state[f"line: {LINE}"], state["line: Nobody crossed it."]) == ("text", "promotional")


def test_notes_that_are_mended_have_it_again_from_the_history(library: Library, article: Article, root: Path) -> None:
    library.mark(article.id, "closed at noon")
    say(library, article, LINE, "text")
    path = root / "notes" / f"{article.id}.json"
    path.write_bytes(path.read_bytes().replace(b'"_meta"', b'"_mota', 1))
    os.utime(path, (1, 1))
    assert library.read(article.id).lines == ((LINE, "text"),)


def test_a_change_of_the_file_leaves_what_was_said_of_a_line_that_stayed(library: Library, article: Article) -> None:
    say(library, article, LINE, "text")
    path = library.root / article.path
    path.write_text("A storm came up.\n\n" + SOURCE, "utf-8")
    library.refresh()
    assert library.read(article.id).promotional == ()
    assert library.listing(article.id).article.words == 18


def test_marking_and_reading_on_leave_what_was_said(library: Library, article: Article) -> None:
    say(library, article, LINE, "text")
    library.mark(article.id, "closed at noon")
    state = library.listing(article.id).state
    library.set_state(article.id, state)
    assert library.read(article.id).lines == ((LINE, "text"),)
    assert library.listing(article.id).article.words == 14
