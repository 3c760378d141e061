"""`reader doctor --fix`: each kind of trouble is named without it, mended with it, and gone after it."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from reader.store.files import PENDING
from tests.conftest import STORY, at_rest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.running import Reader

WRONG = "It was the wrong question."


@pytest.fixture
def noted(desk: Reader, root: Path) -> Path:
    """The notes file of an article with one note."""
    desk("mark", "bridge", "--quote", WRONG, "--theme", "law", "--note", "whose?")
    (path,) = (root / "notes").glob("*.json")
    return path


def contents(root: Path) -> dict[str, bytes]:
    """Every file that a person owns."""
    paths = (path for path in root.rglob("*") if path.is_file() and ".reader" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def mended(desk: Reader, root: Path, path: str, words: str) -> str:
    """What --fix says of one thing that is wrong, which without it is only named; afterwards the library is sound."""
    before = contents(root)
    named = desk("doctor", "--json")
    assert contents(root) == before
    assert named.code == 1
    (problem,) = named.data
    assert (problem["path"], problem["fixed"]) == (path, False)
    assert words in problem["message"]
    assert "`reader doctor --fix`" in problem["message"]
    fixed = desk("doctor", "--fix")
    assert (fixed.code, fixed.out) == (1, "1 mended, 0 left to you.\n")
    sound = desk("doctor")
    assert (sound.code, sound.err) == (0, "")
    assert sound.out.startswith("The library is sound: ")
    return fixed.err


def quotes(desk: Reader) -> list[str]:
    """The words of all highlights that are found in their texts."""
    return [note["quote"] for note in desk("notes", "--json").data if note["status"] == "anchored"]


@pytest.mark.parametrize("name", ["notes", "themes"])
def test_a_damaged_file_is_kept_aside_and_mended(name: str, desk: Reader, root: Path, noted: Path) -> None:
    path = noted if name == "notes" else root / "themes.json"
    torn = path.read_bytes()[:-9]
    path.write_bytes(torn)
    at_rest(path)
    said = mended(desk, root, path.relative_to(root).as_posix(), "It is damaged: it is not JSON")
    assert "could be saved" in said or "came back from the history" in said
    assert quotes(desk) == [WRONG]
    assert torn in contents(root / "trash" / "damaged").values()
    assert desk("themes", "--json").data[0]["name"] == "law"


def test_a_note_that_stands_there_twice_becomes_one(desk: Reader, root: Path, noted: Path) -> None:
    tables = json.loads(noted.read_bytes())
    (note,) = tables["_default"].values()
    tables["_default"]["7"] = note
    noted.write_text(json.dumps(tables), "utf-8")
    mended(desk, root, f"notes/{noted.name}", "1 note stands in the file twice")
    assert len(json.loads(noted.read_bytes())["_default"]) == 1
    assert quotes(desk) == [WRONG]


@pytest.mark.parametrize("by", ["text", "address", "id"])
def test_notes_under_another_id_come_back_to_their_article(by: str, desk: Reader, root: Path, noted: Path) -> None:
    desk("list")
    article = noted.stem
    tables = json.loads(noted.read_bytes())
    about = tables["_meta"]["1"]["article"]
    about["path"] = "articles/elsewhere.txt"
    if by != "id":
        about["id"] = "elsewhere"
    if by != "text":
        about["text_hash"] = "0" * 64
    if by == "address":
        about["url"] = "https://example.org/bridge"
        story = root / "articles" / "bridge.txt"
        story.write_text(f"---\nid: {article}\nurl: https://example.org/bridge\n---\n{STORY}", "utf-8")
        desk("list")
    noted.unlink()
    (root / "notes" / "elsewhere.json").write_text(json.dumps(tables), "utf-8")
    said = mended(desk, root, "notes/elsewhere.json", f"the article is in the library as {article}")
    assert "They were brought to it" in said
    assert quotes(desk) == [WRONG]
    assert not (root / "notes" / "elsewhere.json").exists()
    assert [path.name for path in (root / "trash" / "copies").iterdir()] == ["notes-elsewhere.json"]


def test_notes_that_come_back_join_those_that_were_made_meanwhile(desk: Reader, root: Path, noted: Path) -> None:
    stray = json.loads(noted.read_bytes())
    stray["_meta"]["1"]["article"] |= {"id": "elsewhere", "path": "articles/elsewhere.txt"}
    noted.unlink()
    desk("mark", "bridge", "--quote", "the old bridge")
    (root / "notes" / "elsewhere.json").write_text(json.dumps(stray), "utf-8")
    desk("doctor", "--fix")
    assert sorted(quotes(desk)) == sorted((WRONG, "the old bridge"))
    assert desk("doctor").code == 0


def test_notes_of_an_article_that_is_gone_are_named_and_stay(desk: Reader, root: Path, noted: Path) -> None:
    (root / "articles" / "bridge.txt").unlink()
    before = noted.read_bytes()
    result = desk("doctor", "--fix")
    assert result.code == 1
    assert "is not in the library: 1 highlight without a text. Put the article back" in result.err
    assert result.out == "0 mended, 1 left to you.\n"
    assert noted.read_bytes() == before


def test_two_articles_of_one_id_are_named_each_time(desk: Reader, root: Path) -> None:
    for name in ("one", "two"):
        (root / "articles" / f"{name}.md").write_text(f"---\nid: same\n---\nText {name}.\n", "utf-8")
    for _ in range(2):
        result = desk("doctor", "--fix")
        assert result.code == 1
        assert result.err.count("Another article has the id same too") == 1
        assert "give this one another id" in result.err


def test_a_damaged_index_is_made_anew(desk: Reader, root: Path, noted: Path) -> None:
    assert noted.exists()
    index = root / ".reader" / "index.sqlite"
    for path in index.parent.glob("index.sqlite-*"):
        path.unlink()
    index.write_bytes(b"not a database" * 200)
    result = desk("doctor", "--json")
    assert result.code == 1
    assert result.data == [
        {
            "path": ".reader/index.sqlite",
            "severity": "warning",
            "message": "The index was damaged. It was made anew from the files.",
            "fixed": True,
        }
    ]
    assert desk("doctor").code == 0
    assert quotes(desk) == [WRONG]


def test_an_index_that_does_not_fit_the_files_is_made_anew(desk: Reader, root: Path, noted: Path) -> None:
    desk("list")
    text = noted.read_text("utf-8").replace('"highlighting"', '"bookmarking" ')
    for path in (noted, *(root / "articles").iterdir()):
        at_rest(path)
    desk("list")
    status = noted.stat()
    with noted.open("r+", encoding="utf-8") as file:  # the same file, the same size, the same time
        file.write(text)
    os.utime(noted, ns=(status.st_atime_ns, status.st_mtime_ns))
    mended(desk, root, ".reader/index.sqlite", "The index does not fit the files.")
    assert desk("list", "--json").data[0]["highlights"] + desk("list", "--json").data[1]["highlights"] == 0


@pytest.mark.parametrize(
    ("place", "mode", "word"),
    [
        ("notes", 0o000, "read"),
        ("texts", 0o500, "write"),
        ("articles", 0o600, "open"),
        ("themes.json", 0o000, "read"),
        ("articles/bridge.txt", 0o200, "read"),
    ],
)
@pytest.mark.usefixtures("noted")
def test_permissions_that_are_missing_are_given(place: str, mode: int, word: str, desk: Reader, root: Path) -> None:
    path = root / place
    path.chmod(mode)
    try:
        message = f"its permissions do not let you {word} it"
        named = desk("doctor", "--json")
        assert (named.code, named.data[0]["path"]) == (1, place)
        assert message in named.data[0]["message"]
        fixed = desk("doctor", "--fix")
        assert f"{message}. You may now." in fixed.err
        assert path.stat().st_mode & 0o600 == 0o600 or place.startswith("articles/")
        assert desk("doctor").code == 0
    finally:
        path.chmod(0o755)


@pytest.mark.usefixtures("noted")
def test_what_an_interrupted_save_left_is_taken_away(desk: Reader, root: Path) -> None:
    left = root / "notes" / ".x.json.0123456789ab.tmp"
    left.write_bytes(b"{")
    at_rest(left)
    os.utime(left, (0, 0))
    mended(desk, root, "notes/.x.json.0123456789ab.tmp", "It was left by a save that was interrupted")
    assert not left.exists()


def test_a_second_version_is_merged_in(desk: Reader, root: Path, noted: Path) -> None:
    first = noted.read_bytes()
    desk("mark", "bridge", "--quote", "the old bridge")
    copy = noted.with_name(f"{noted.stem}.sync-conflict-20260314-101530-ABCDEFG.json")
    shutil.copy(noted, copy)
    noted.write_bytes(first)
    mended(desk, root, f"notes/{copy.name}", "It is a second version of")
    assert len(quotes(desk)) == 2


@pytest.mark.usefixtures("noted")
def test_a_change_of_several_files_that_was_interrupted_comes_to_its_end(desk: Reader, root: Path) -> None:
    made = desk("mark", "bridge", "--quote", "the old bridge", "--theme", "law", "--json").data
    (line,) = [line for path in (root / "history").glob("*.jsonl") for line in path.read_text("utf-8").splitlines()][
        -1:
    ]
    desk("undo")
    folder = root / PENDING
    folder.mkdir(exist_ok=True)
    (folder / "x.json").write_text(line, "utf-8")
    result = desk("doctor", "--json")
    assert [problem["path"] for problem in result.data] == [PENDING]
    assert (folder / "x.json").exists()
    desk("doctor", "--fix")
    assert not (folder / "x.json").exists()
    assert made["quote"] == "the old bridge"
    assert desk("doctor").code == 0


@pytest.mark.usefixtures("noted")
def test_a_kept_text_of_another_name_is_kept_aside_and_the_right_one_kept_anew(desk: Reader, root: Path) -> None:
    (text,) = (root / "texts").iterdir()
    sound = text.read_bytes()
    text.write_bytes(sound[:40])
    mended(desk, root, f"texts/{text.name}", "It is not the text that its name says")
    assert text.read_bytes() == sound
    assert sound[:40] in contents(root / "trash" / "damaged").values()


@pytest.mark.usefixtures("noted")
def test_a_line_of_the_history_that_is_broken_is_named_and_stays(desk: Reader, root: Path) -> None:
    (path,) = (root / "history").glob("*.jsonl")
    path.write_bytes(b'{"torn": \n' + path.read_bytes())
    before = path.read_bytes()
    result = desk("doctor", "--fix")
    assert result.code == 1
    assert f"history/{path.name}: Line 1 cannot be read and is passed over" in result.err
    assert path.read_bytes() == before


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk on which nothing can be written."""

    def refuse(*_: object, **__: object) -> int:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr("reader.store.atomic._open", refuse)
        patch.setattr("reader.store.locks.Flock.acquire", refuse)
        yield


@pytest.mark.usefixtures("unwritable")
def test_where_nothing_can_be_written_everything_is_named(desk: Reader, root: Path) -> None:
    (root / "notes").mkdir()
    torn = root / "notes" / "gone.json"
    torn.write_bytes(b"{")
    at_rest(torn)
    result = desk("doctor", "--fix")
    assert result.code == 1
    assert "notes/gone.json: It is damaged" in result.err
    assert torn.read_bytes() == b"{"


def test_a_library_that_is_not_there_ends_with_4(desk: Reader, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert desk("--library", str(tmp_path / "file" / "library"), "doctor", "--fix").code == 4


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_folder_that_may_not_be_read_is_named_also_where_nothing_else_can_be(
    desk: Reader, root: Path, noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = noted.parent
    folder.chmod(0o000)
    scan = os.scandir

    def forbid(path: Path) -> object:
        """As the system does for whoever is not root."""
        if os.fspath(path) == os.fspath(folder) and not folder.stat().st_mode & 0o400:
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", forbid)
    try:
        result = desk("doctor", "--json")
        assert result.code == 4
        assert [problem["path"] for problem in result.data] == ["notes"]
        assert "`reader doctor --fix` gives you that permission" in result.err
        assert desk("doctor", "--fix").code == 1
        assert desk("doctor").code == 0
        assert root.exists()
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("left", [None, "{}", '{"_default": {}}'])
def test_notes_whose_file_is_gone_or_emptied_come_back_from_the_history(
    left: str | None, desk: Reader, root: Path, noted: Path
) -> None:
    noted.unlink()
    if left is not None:
        noted.write_text(left, "utf-8")
    said = mended(desk, root, f"notes/{noted.name}", "The history knows 1 highlight on “")
    assert "It was brought back; `reader undo` takes that back." in said
    assert quotes(desk) == [WRONG]
    assert desk("undo").code == 0
    assert quotes(desk) == []


def test_a_note_with_a_field_of_a_wrong_type_is_mended_from_the_history(desk: Reader, root: Path, noted: Path) -> None:
    broken = noted.read_bytes().replace(b'"whose?"', b"null")
    noted.write_bytes(broken)
    mended(desk, root, f"notes/{noted.name}", f"The note on “{WRONG}” cannot be shown")
    assert quotes(desk) == [WRONG]
    assert desk("notes", "--json").data[0]["note"] == "whose?"
    assert broken in contents(root / "trash" / "damaged").values()


def test_a_note_with_a_wrong_field_that_the_history_does_not_know_is_left(
    desk: Reader, root: Path, noted: Path
) -> None:
    for path in (root / "history").glob("*.jsonl"):
        path.unlink()
    broken = noted.read_bytes().replace(b'"whose?"', b"null")
    noted.write_bytes(broken)
    result = desk("doctor", "--fix")
    assert (result.code, result.out) == (1, "0 mended, 1 left to you.\n")
    assert noted.read_bytes() == broken
