"""Libraries of older versions are read and changed as if this one had written them; those of newer ones are read."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from reader.errors import StoreError
from reader.model.article import Article, ArticleState
from reader.store import jsonfile, migrations, snapshots
from reader.store.history import History
from reader.store.notes import Notes
from reader.store.themes import Codebook
from tests.store.samples import annotation, clock

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = Path(__file__).parent / "formats"
HASH = "8d6ba20b62f4a0a2600254ef4faaebd3b784795185c8820edc1e25e1c14a8051"
HARBOUR = Article("harbour-2026", "articles/harbour.md", "Der Hafen von Å", text_hash=HASH)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library of the first format."""
    return Path(shutil.copytree(FORMATS / "1", tmp_path / "old"))


def notes_file(root: Path) -> Path:
    return root / "notes" / "harbour-2026.json"


def newer(path: Path) -> bytes:
    """Let a file be one of a version to come; what it holds then."""
    with TinyDB(path) as database:
        database.table("_meta").update({"schema": 99, "shape": "round"})
    return path.read_bytes()


def test_there_is_a_step_from_each_version_to_the_next_and_a_library_of_each() -> None:
    assert list(migrations.MIGRATIONS) == list(range(1, migrations.SCHEMA))
    assert {path.name for path in FORMATS.iterdir()} == {str(version) for version in migrations.MIGRATIONS}


def test_what_an_older_version_wrote_is_there_unchanged(old: Path) -> None:
    before = {path: path.read_bytes() for path in old.rglob("*") if path.is_file()}
    shard = Notes(old, clock).load("harbour-2026")
    assert [note.target.quote.exact for note in shard.annotations] == [
        "Nobody was surprised.",
        "東京から船が来た。",
        "tariffs 🚢 and ferries",
    ]
    assert shard.annotations[0].note == 'Wirklich? “Ja” — \\o/ {"12": {}}\nzweite Zeile 🚢\ndritte'
    assert shard.annotations[0].themes == ("politics/local", "日本")
    assert shard.state == ArticleState(read=True, starred=True, position=62, text_hash=HASH)
    assert shard.problems == ()
    assert [theme.name for theme in Codebook(old).themes()] == ["politics/local", "日本", "tariffs"]
    assert len(History(old).operations()) == 7
    assert {path: path.read_bytes() for path in before} == before


def test_the_first_save_writes_todays_format_and_keeps_the_old_file(old: Path) -> None:
    before = notes_file(old).read_bytes()
    notes = Notes(old, clock)
    shown = notes.load("harbour-2026")
    for number in (1, 2):
        notes.put(HARBOUR, [annotation(number, article="harbour-2026")])
    after = json.loads(notes_file(old).read_bytes())
    assert after["_meta"]["1"]["schema"] == migrations.SCHEMA
    assert after["_meta"]["1"]["state"]["text_hash"] == HASH
    documents = json.loads(before)["_default"]
    assert {number: after["_default"][number] for number in documents} == documents
    again = Notes(old, clock).load("harbour-2026")
    assert (again.state, again.annotations[:3]) == (shown.state, shown.annotations)
    (kept,) = (old / snapshots.FOLDER).iterdir()
    assert (kept.name, kept.read_bytes()) == ("notes-harbour-2026-schema-1.json", before)


def test_the_codebook_too(old: Path) -> None:
    before = (old / "themes.json").read_bytes()
    book = Codebook(old)
    themes = book.themes()
    book.put(replace(themes[0], description="what is decided"))
    book.put(replace(themes[1], description="Japan"))
    assert json.loads((old / "themes.json").read_bytes())["_meta"]["1"]["schema"] == migrations.SCHEMA
    (kept,) = (old / snapshots.FOLDER).iterdir()
    assert (kept.name, kept.read_bytes()) == ("themes-schema-1.json", before)


def test_another_old_file_of_the_same_name_is_kept_beside_the_first(old: Path) -> None:
    notes = Notes(old, clock)
    first = notes_file(old).read_bytes()
    second = first.replace(b"dritte", b"vierte")
    for data in (first, second, first):
        notes_file(old).write_bytes(data)
        notes.set_state(HARBOUR, ArticleState(read=True))
    assert sorted(path.read_bytes() for path in (old / snapshots.FOLDER).iterdir()) == sorted((first, second))


def test_a_step_may_be_taken_twice_and_keeps_what_it_does_not_know(old: Path) -> None:
    tables = json.loads(notes_file(old).read_bytes())
    tables["_meta"]["1"]["state"]["mood"] = "calm"
    tables["feeds"] = {"1": {"url": "https://example.org"}}
    once = migrations.migrated(json.loads(json.dumps(tables)))
    twice = json.loads(json.dumps(once))
    twice["_meta"]["1"]["schema"] = 1
    assert migrations.migrated(twice) == once
    assert once["_meta"]["1"]["state"]["mood"] == "calm"
    assert once["feeds"] == tables["feeds"]


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"_meta": {}},
        {"_meta": {"1": {}}},
        {"_meta": {"1": {"schema": 99, "state": {"position": 3}}}},
        {"_meta": {"1": {"schema": migrations.SCHEMA, "state": {"position": 3}, "article": {"text_hash": "x"}}}},
    ],
)
def test_what_says_no_version_or_a_newer_one_stays_as_it_is(content: dict[str, Any]) -> None:
    assert migrations.migrated(json.loads(json.dumps(content))) == content


def test_a_place_that_nobody_read_to_gets_no_text(old: Path) -> None:
    assert Notes(old, clock).load("tariffs-caa2a7ef").state == ArticleState(read=True)


def test_a_very_old_file_takes_all_steps_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []

    def step(version: int) -> Callable[[migrations.Tables], None]:
        return lambda _: taken.append(version)

    monkeypatch.setattr(migrations, "SCHEMA", 4)
    tables = migrations.migrated({"_meta": {"1": {"schema": 1}}}, {version: step(version) for version in (1, 2, 3)})
    assert taken == [1, 2, 3]
    assert tables["_meta"]["1"]["schema"] == 4


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace", "link"])
def test_a_migration_that_is_interrupted_loses_nothing(step: str, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = notes_file(old).read_bytes()
    real, shown = getattr(os, step), Notes(old, clock).load("harbour-2026")
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
            try:
                Notes(old, clock).set_state(HARBOUR, shown.state)
            except (StoreError, OSError):
                done = False
            else:
                done = True
        assert Notes(old, clock).load("harbour-2026").annotations == shown.annotations
        if done:
            break
        assert notes_file(old).read_bytes() == before or migrations.written_as(notes_file(old).read_bytes()) == 2
    assert done
    assert before in [path.read_bytes() for path in (old / snapshots.FOLDER).iterdir()]


def test_notes_and_themes_of_a_newer_version_are_read_and_not_changed(old: Path) -> None:
    notes, book = Notes(old, clock), Codebook(old)
    kept = {path: newer(path) for path in (notes_file(old), old / "themes.json")}
    shard = notes.load("harbour-2026")
    assert len(shard.annotations) == 3
    assert "newer version of Reader" in shard.problems[0]
    assert len(book.themes()) == 3
    for change in (
        lambda: notes.put(HARBOUR, [annotation(1, article="harbour-2026")]),
        lambda: notes.set_state(HARBOUR, ArticleState()),
        lambda: book.put(replace(book.themes()[0], description="x")),
    ):
        with pytest.raises(StoreError, match="update Reader to change it"):
            change()
    assert {path: path.read_bytes() for path in kept} == kept
    assert not (old / snapshots.FOLDER).exists()


def test_lines_of_the_history_say_their_version_and_newer_ones_are_passed_over(old: Path) -> None:
    history = History(old)
    last = history.operations(1)[0]
    history.record(replace(last, id="later"))
    (path,) = {path for path in (old / "history").iterdir() if b"later" in path.read_bytes()}
    line = json.loads(path.read_bytes().splitlines()[-1])
    assert line["schema"] == jsonfile.SCHEMA
    path.write_text(json.dumps(line | {"schema": 99}) + "\n", "utf-8")
    assert "later" not in [operation.id for operation in history.operations()]
