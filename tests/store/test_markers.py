"""Files that git left with its conflict markers."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from reader.errors import DamagedError
from reader.store.markers import unmark
from reader.store.notes import Notes
from tests.store.samples import ARTICLE, annotation, clock

if TYPE_CHECKING:
    from pathlib import Path

    from reader.store.themes import Codebook

TWO_HUNKS = """\
one
<<<<<<< HEAD
mine
=======
theirs
>>>>>>> other
between
<<<<<<< HEAD
||||||| 1234567
base
=======
added
>>>>>>> other
end
"""


def test_both_sides_of_each_hunk_are_found_and_the_base_is_left_out() -> None:
    assert unmark(TWO_HUNKS) == ("one\nmine\nbetween\nend\n", "one\ntheirs\nbetween\nadded\nend\n")
    windows = TWO_HUNKS.replace("\n", "\r\n")
    assert unmark(windows)[0] == "one\r\nmine\r\nbetween\r\nend\r\n"


@pytest.mark.parametrize(
    "text", ["", "{}\n", "=======\n", "<<<<<<<<\nx\n", "<<<<<<< HEAD\nmine\n=======\ntheirs\n", "a <<<<<<< b\n"]
)
def test_a_text_without_a_whole_conflict_is_left_alone(text: str) -> None:
    assert unmark(text) == (text,)


def conflict(path: Path, *sides: bytes, style: str = "merge") -> None:
    """Let git itself write a conflict into `path`."""
    root = path.parents[1]
    files = [root / name for name in ("mine", "base", "theirs")]
    for file, data in zip(files, sides, strict=True):
        file.write_bytes(data)
    options = [] if style == "merge" else [f"--{style}"]
    done = subprocess.run(
        ["git", "merge-file", "-p", *options, *map(str, files)], capture_output=True, check=False, cwd=root
    )
    assert b"<<<<<<<" in done.stdout
    path.write_bytes(done.stdout)


@pytest.mark.skipif(shutil.which("git") is None, reason="git writes the conflict")
@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_notes_that_git_could_not_merge_are_read_as_both_and_mended_by_the_next_save(
    root: Path, notes: Notes, style: str
) -> None:
    path = root / "notes" / "harbour.json"
    notes.put(ARTICLE, [annotation(1, note="one"), annotation(2)])
    base = path.read_bytes()
    notes.put(ARTICLE, [annotation(1, note="mine"), annotation(3)])
    mine = path.read_bytes()
    path.write_bytes(base)
    notes.put(ARTICLE, [annotation(1, note="theirs"), annotation(4, themes=("law",))])
    conflict(path, mine, base, path.read_bytes(), style=style)
    shard = Notes(root, clock).load("harbour")
    assert {note.id for note in shard.annotations} == {annotation(number).id for number in (1, 2, 3, 4)}
    assert {shard.annotations[0].note, shard.conflicts[0].note} == {"mine", "theirs"}
    notes.put(ARTICLE, [annotation(5)])
    assert len(json.loads(path.read_bytes())["_default"]) == 5
    assert notes.load("harbour").conflicts == shard.conflicts


def test_a_codebook_with_markers_has_the_themes_of_both(root: Path, codebook: Codebook) -> None:
    codebook.ensure(["law"])
    base = (root / "themes.json").read_bytes()
    codebook.ensure(["sea"])
    mine = (root / "themes.json").read_bytes()
    (root / "themes.json").write_bytes(base)
    codebook.ensure(["tax"])
    path = root / "themes.json"
    conflict(path, mine, base, path.read_bytes())
    assert {theme.name for theme in codebook.themes()} == {"law", "sea", "tax"}
    codebook.ensure(["rivers"])
    assert b"<<<<<<<" not in (root / "themes.json").read_bytes()


def test_a_side_that_is_no_file_is_damage(root: Path, notes: Notes) -> None:
    (root / "notes" / "harbour.json").write_bytes(b"<<<<<<< HEAD\n{\n=======\n{}\n>>>>>>> x\n")
    with pytest.raises(DamagedError):
        notes.load("harbour")


def test_notes_of_which_only_some_have_an_id_are_damage(root: Path, notes: Notes) -> None:
    sides = ('{"_default": {"1": {"id": "a", "quote": "b"}, "2": {"name": "c"}}}', '{"_default": {}}')
    text = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n".format(*sides)
    (root / "notes" / "harbour.json").write_text(text, "utf-8")
    with pytest.raises(DamagedError, match="not all notes in it have an id"):
        notes.load("harbour")


def test_words_that_look_like_a_marker_are_words(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [annotation(1, note="It begins with\n<<<<<<< HEAD")])
    assert not notes.is_marked("harbour")
    (root / "notes" / "harbour.json").write_bytes(b"{\n<<<<<<< HEAD\n}\n")
    assert notes.is_marked("harbour")
