"""What is done to many files is done wholly or not at all, at whatever step a program is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import StoreError
from reader.library import Library

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = ["economy economy/tariffs kept"] * 3
RENAMED = ["kept trade trade/tariffs"] * 3
MERGED = ["kept kept/tariffs"] * 3


def kills(folder: Path, what: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.library.killed", str(folder), what]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ended.stdout.splitlines()]


@pytest.mark.parametrize(("what", "after"), [("rename", RENAMED), ("merge", MERGED)])
def test_a_theme_is_changed_in_every_note_or_in_none_and_one_undo_takes_it_back(
    tmp_path: Path, what: str, after: list[str]
) -> None:
    outcomes = kills(tmp_path, what)
    assert len(outcomes) > 20
    assert outcomes[-1]["code"] == 0
    for outcome in outcomes:
        assert outcome["now"] in (BEFORE, after), outcome
        assert outcome["then"] == BEFORE, outcome
        assert "theme" in outcome["undone"] if outcome["now"] == after else "highlight made" in outcome["undone"]
        assert outcome["problems"] == outcome["pending"] == [], outcome
    assert [outcome["now"] == BEFORE for outcome in outcomes].index(False) < 10


@pytest.mark.parametrize("what", ["import", "join"])
def test_an_import_and_an_article_that_joins_its_stub_are_whole_once_they_are_repeated(
    tmp_path: Path, what: str
) -> None:
    outcomes = kills(tmp_path, what)
    assert len(outcomes) > 15
    done = outcomes[-1]
    assert done["code"] == 0
    for outcome in outcomes:
        assert outcome["again"] == done["again"], outcome
        assert outcome["now"] in (outcomes[0]["now"], done["now"]), outcome
        assert outcome["problems"] == outcome["pending"] == [], outcome


def test_articles_that_were_added_are_there_once_however_often_it_was_killed(tmp_path: Path) -> None:
    outcomes = kills(tmp_path, "add")
    assert len(outcomes) > 10
    assert outcomes[-1]["code"] == 0
    titles = [title for title in outcomes[-1]["again"] if title.startswith("Ferry")]
    assert titles == ["Ferry 0", "Ferry 1"]
    for outcome in outcomes:
        assert outcome["again"] == outcomes[-1]["again"], outcome
        assert outcome["problems"] == outcome["pending"] == [], outcome


def test_undo_of_many_notes_is_whole_or_not_begun(tmp_path: Path) -> None:
    outcomes = kills(tmp_path, "undo")
    assert len(outcomes) > 20
    for outcome in outcomes:
        assert outcome["now"] in (BEFORE, RENAMED), outcome
        assert outcome["then"] == BEFORE, outcome
        assert outcome["problems"] == outcome["pending"] == [], outcome


def test_a_full_disk_in_the_middle_is_said_and_the_rest_is_done_at_the_next_opening(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.mark(library.find("bridge").article.id, "the old bridge", themes=["bridges"])
    library.mark(library.find("houses").article.id, "a volunteer survey", themes=["bridges"])
    real = library.notes_store.put
    saves = iter(range(1))

    def full(*arguments: Any) -> Any:
        if next(saves, None) is None:
            raise StoreError("notes cannot be written: No space left on device.")
        return real(*arguments)

    monkeypatch.setattr(library.notes_store, "put", full)
    with pytest.raises(StoreError, match="No space left"):
        library.theming.rename("bridges", "crossings")
    again = Library.open(root)
    again.refresh()
    assert [(use.theme.name, use.highlights) for use in again.themes()] == [("crossings", 2)]
    undone = again.undo()
    assert undone is not None
    assert [(use.theme.name, use.highlights) for use in again.themes()] == [("bridges", 2)]
    again.close()


def test_what_another_hand_changed_since_stays_and_the_rest_is_undone(library: Library, root: Path) -> None:
    bridge, houses = library.find("bridge").article.id, library.find("houses").article.id
    library.mark(bridge, "the old bridge", themes=["bridges"])
    library.mark(houses, "a volunteer survey", themes=["bridges"])
    library.theming.rename("bridges", "crossings")
    path = root / "notes" / f"{bridge}.json"
    path.write_text(path.read_text("utf-8").replace('"crossings"', '"by hand"'), "utf-8")
    undone = library.undo()
    assert undone is not None
    assert "1 of its changes was changed elsewhere since and stays" in undone.label
    themes = {found[0].annotation.themes for _, found in library.notes()}
    assert themes == {("by hand",), ("bridges",)}


def test_what_a_newer_version_began_is_left_to_it(library: Library, root: Path) -> None:
    folder = root / ".reader" / "pending"
    folder.mkdir()
    (folder / "newer.json").write_text('{"schema": 99, "id": "a"}\n', "utf-8")
    (folder / "no-operation.json").write_text("{}\n", "utf-8")
    assert library.refresh().problems == ()
    assert [path.name for path in folder.iterdir()] == ["newer.json"]
