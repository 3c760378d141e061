"""Damaged files: kept whole aside, and made sound again with what can be saved."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from reader.errors import DamagedError, StoreError
from reader.library import Library
from reader.model.article import ArticleState
from reader.model.theme import Theme
from reader.store import atomic
from tests.conftest import at_rest, being_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HASH = "8d6ba20b62f4a0a2600254ef4faaebd3b784795185c8820edc1e25e1c14a8051"
KEPT = Path(__file__).parents[1] / "store" / "formats" / "1"
"""A library with four notes on one article, one of them deleted."""


class Desk:
    """A library whose notes on one article get damaged, and what it tells."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(KEPT, root)
        self.root, self.told = root, list[str]()
        self.path = root / "notes" / "harbour-2026.json"
        self.sound = self.path.read_bytes()
        self.library = self.open()

    def open(self) -> Library:
        """The library, opened once more."""
        library = Library.open(self.root)
        library.tell = self.told.append
        library.refresh()
        return library

    def damage(self, data: bytes) -> None:
        """Write bytes in place of the file, a while ago."""
        self.path.write_bytes(data)
        at_rest(self.path)

    def ids(self) -> set[str]:
        """The notes that are shown."""
        return {highlight.id for highlight in self.library.read("harbour-2026").highlights}

    def aside(self) -> list[bytes]:
        """What was set aside."""
        return [path.read_bytes() for path in sorted((self.root / "trash" / "damaged").glob("*"))]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Desk]:
    """A library with notes."""
    made = Desk(tmp_path / "kept")
    yield made
    made.library.close()


def forget(kept: Desk) -> None:
    """Let the history know nothing."""
    for path in (kept.root / "history").iterdir():
        path.unlink()


def test_a_damaged_file_is_kept_whole_and_mended_and_it_is_told_once(kept: Desk) -> None:
    ids, torn = kept.ids(), kept.sound[: len(kept.sound) // 2]
    kept.damage(torn)
    kept.library.refresh()
    assert kept.ids() == ids
    assert kept.aside() == [torn]
    (told,) = kept.told
    (name,) = (path.name for path in (kept.root / "trash" / "damaged").iterdir())
    assert told.startswith("notes/harbour-2026.json was damaged (it is not JSON from line")
    assert told.endswith(f"It is kept as trash/damaged/{name}.")
    assert name.startswith("notes-harbour-2026-20")
    with TinyDB(kept.path) as database:
        assert ids < {note["id"] for note in database.all()}
        assert database.table("_meta").all()[0]["article"]["path"] == "articles/harbour.md"
    kept.library.close()
    kept.library = kept.open()
    assert kept.ids() == ids
    assert len(kept.told) == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_with_the_history_no_damage_costs_a_note_and_none_rises(kept: Desk, data: st.DataObject) -> None:
    kept.path.write_bytes(kept.sound)
    ids = kept.ids()
    start = data.draw(st.integers(0, len(kept.sound)))
    end = data.draw(st.integers(start, len(kept.sound)))
    rest = data.draw(st.sampled_from((b"", bytes(end - start), b"\xff" * (end - start))))
    damaged = kept.sound[:start] + (rest + kept.sound[end:] if rest else b"")
    before = len(kept.aside())
    kept.damage(damaged)
    assert kept.ids() == ids
    if len(kept.aside()) > before:
        assert damaged in kept.aside()
    with TinyDB(kept.path) as database:
        assert ids <= {note["id"] for note in database.all()}


def test_what_the_history_does_not_know_is_saved_where_it_is_whole(kept: Desk) -> None:
    forget(kept)
    last = json.loads(kept.sound)["_default"].popitem()[1]
    kept.damage(kept.sound[: kept.sound.index(last["id"].encode())])
    assert kept.ids() == {note["id"] for note in json.loads(kept.path.read_bytes())["_default"].values()} - {
        note["id"] for note in json.loads(kept.path.read_bytes())["_default"].values() if note.get("deleted")
    }
    assert len(kept.ids()) == 2
    assert kept.library.notes_store.load("harbour-2026").state == ArticleState(
        read=True, starred=True, position=62, text_hash=HASH
    )


def test_a_note_in_which_a_few_bytes_are_broken_is_shown_as_far_as_it_can_be_read(kept: Desk) -> None:
    forget(kept)
    kept.damage(kept.sound.replace(b"zweite", b"zw\0\0te"))
    notes = [highlight.annotation.note for highlight in kept.library.read("harbour-2026").highlights]
    assert any("\N{REPLACEMENT CHARACTER}te Zeile" in note for note in notes)
    assert len(notes) == 3


def test_a_deletion_that_was_broken_stays_one(kept: Desk) -> None:
    forget(kept)
    ids = kept.ids()
    kept.damage(kept.sound.replace(b'"deleted"', b'"del\xffted"'))
    assert kept.ids() == ids


def test_a_save_mends_what_is_in_its_way_and_loses_nothing(kept: Desk) -> None:
    ids = kept.ids()
    kept.damage(b"")
    made = kept.library.mark("harbour-2026", "A third paragraph")
    assert kept.ids() == ids | {made.id}
    assert kept.aside() == [b""]
    assert len(kept.told) == 1


def test_a_file_that_somebody_may_be_writing_is_left_as_it_is(kept: Desk) -> None:
    kept.path.write_bytes(kept.sound[:400])
    being_written(kept.path)
    for attempt in (kept.ids, lambda: kept.library.mark("harbour-2026", "A third paragraph")):
        with pytest.raises(DamagedError):
            attempt()
    assert kept.path.read_bytes() == kept.sound[:400]
    assert kept.aside() == []
    kept.path.write_bytes(kept.sound)
    assert len(kept.ids()) == 3


def test_a_file_whose_time_is_wrong_is_mended_at_a_second_look(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.path.write_bytes(kept.sound[:400])
    being_written(kept.path)
    now = 1000.0
    monkeypatch.setattr("reader.store.damage.time.monotonic", lambda: now)
    with pytest.raises(DamagedError):
        kept.ids()
    now += 5
    assert len(kept.ids()) == 3


def test_a_file_that_is_written_while_it_is_mended_is_not_written_over(
    kept: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.damage(kept.sound[:400])
    create = atomic.create

    def meanwhile(path: Path, data: bytes) -> bool:
        kept.path.write_bytes(kept.sound)
        return create(path, data)

    monkeypatch.setattr(atomic, "create", meanwhile)
    with pytest.raises(DamagedError):
        kept.ids()
    assert kept.path.read_bytes() == kept.sound
    assert len(kept.ids()) == 3


def test_a_damaged_file_of_a_newer_version_is_left_as_it_is(kept: Desk) -> None:
    newer = kept.sound.replace(b'"schema": 1', b'"schema": 99')[:-9]
    kept.damage(newer)
    with pytest.raises(DamagedError):
        kept.ids()
    assert kept.path.read_bytes() == newer


@pytest.mark.parametrize("step", ["open", "fsync", "write"])
def test_where_nothing_can_be_written_what_is_whole_is_shown_and_said(
    step: str, kept: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    torn = kept.sound[:-9]
    kept.damage(torn)

    def refuse(*_: object) -> int:
        raise OSError(30, "Read-only file system")

    if step == "open":
        monkeypatch.setattr(atomic, "_open", refuse)
    else:
        monkeypatch.setattr(os, step, refuse)
    opened = kept.library.read("harbour-2026")
    assert {highlight.id for highlight in opened.highlights} < {
        note["id"] for note in json.loads(kept.sound)["_default"].values()
    }
    assert "what is whole in it is shown" in opened.problems[-1].message
    with pytest.raises(StoreError):
        kept.library.mark("harbour-2026", "A third paragraph")
    assert kept.path.read_bytes() == torn
    monkeypatch.undo()
    assert len(kept.ids()) == 3
    assert kept.aside()[-1] == torn


def test_what_is_set_aside_twice_in_a_second_is_kept_twice(
    kept: Desk, clock: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock()
    monkeypatch.setattr(kept.library, "clock", lambda: now)
    for torn in (b"{", b"[", b"{}}"):
        kept.damage(torn)
        assert len(kept.ids()) == 3
    assert sorted(kept.aside()) == sorted((b"{", b"[", b"{}}"))


def test_a_codebook_that_is_damaged_is_mended(kept: Desk) -> None:
    path = kept.root / "themes.json"
    kept.library.codebook.put(Theme("law", "rose", "what is said of courts"))
    before = path.read_bytes()
    names = [theme.name for theme in kept.library.codebook.themes()]
    path.write_bytes(before[:-3] + b",}")
    at_rest(path)
    assert [theme.name for theme in kept.library.codebook.themes()] == names
    assert kept.library.codebook.themes()[-1].description == "what is said of courts"
    assert "themes.json was damaged" in kept.told[0]
    assert kept.aside() == [before[:-3] + b",}"]
    path.write_bytes(b"")
    at_rest(path)
    kept.library.codebook.put(Theme("ferries", "blue"))
    assert "ferries" in [theme.name for theme in kept.library.codebook.themes()]
    TinyDB(path).close()


def test_notes_whose_table_has_a_broken_name_are_found(kept: Desk) -> None:
    ids = kept.ids()
    forget(kept)
    kept.damage(kept.sound.replace(b'"_default"', b'"_dafault"'))
    assert kept.ids() == ids


def test_of_a_file_with_git_s_markers_that_is_torn_too_both_sides_are_saved(kept: Desk) -> None:
    forget(kept)
    ids = kept.ids()
    lines = kept.sound.decode().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if "dritte" in line)
    marked = ["<<<<<<< HEAD\n", lines[at], "=======\n", lines[at].replace("dritte", "vierte"), ">>>>>>> elsewhere\n"]
    kept.damage("".join([*lines[:at], *marked, *lines[at + 1 : -1]]).encode())
    assert kept.ids() == ids
    shard = kept.library.notes_store.load("harbour-2026")
    # Their revision no longer fits: it is an edit of ours.
    assert any("vierte" in note.note for note in shard.annotations)
    assert shard.problems == ()


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace", "link", "mkdir"])
def test_a_mending_that_is_interrupted_anywhere_loses_nothing_and_is_done_again(
    step: str, kept: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, torn, real = kept.ids(), kept.sound[:-9], getattr(os, step)
    kept.damage(torn)
    for fails_at in range(20):
        calls = 0

        def refuse(*arguments: Any, fails_at: int = fails_at, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls > fails_at:
                raise OSError(28, "No space left on device")
            return real(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(os, step, refuse)
            assert kept.ids() <= ids
        if kept.told:
            break
        assert torn in (kept.path.read_bytes(), *kept.aside())
    assert kept.ids() == ids
    assert kept.aside() == [torn]
    assert len(kept.told) == 1


def test_a_file_that_was_mended_before_the_disk_failed_is_told_of(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, real = kept.ids(), atomic.sync_folder
    kept.damage(kept.sound[:-9])

    def refuse(folder: Path) -> None:
        if folder == kept.path.parent:
            raise OSError(5, "Input/output error")
        real(folder)

    monkeypatch.setattr(atomic, "sync_folder", refuse)
    assert kept.ids() == ids
    assert len(kept.told) == 1


def test_an_edited_note_in_which_a_byte_is_broken_is_shown_although_no_history_knows_it(kept: Desk) -> None:
    forget(kept)
    note = kept.library.read("harbour-2026").highlights[0].annotation
    article = kept.library.find("harbour-2026").article
    kept.library.notes_store.put(article, [replace(note, note="edited words")], [note])
    data = kept.path.read_bytes()
    assert b'"replaces"' in data
    kept.damage(data.replace(b"edited words", b"edited\x01words"))
    assert note.id in kept.ids()


@pytest.mark.parametrize(
    ("key", "value"), [("description", None), ("aliases", None), ("aliases", [["a"]]), ("name", "")]
)
def test_a_theme_that_somebody_broke_comes_back_from_the_history(kept: Desk, key: str, value: Any) -> None:
    article = kept.library.find("harbour-2026").article.id
    kept.library.mark(article, "readers wept", themes=["ships"])
    path = kept.root / "themes.json"
    tables = json.loads(path.read_bytes())
    broken = next(theme for theme in tables["_default"].values() if theme["name"] == "ships")
    broken[key] = value
    path.write_text(json.dumps(tables), "utf-8")
    at_rest(path)
    assert "ships" in {use.theme.name for use in kept.library.themes()}
    assert "ships" in {theme["name"] for theme in json.loads(path.read_bytes())["_default"].values()}
