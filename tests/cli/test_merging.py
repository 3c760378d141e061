"""`reader merge-driver`: git merges notes and themes, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library
    from tests.cli.running import Reader

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git merges")

SETTINGS = {
    "user.name": "Anna",
    "user.email": "anna@example.org",
    "commit.gpgsign": "false",
    "merge.reader.driver": f'"{sys.executable}" -m reader merge-driver %O %A %B',
}
ATTRIBUTES = "notes/*.json merge=reader\nthemes.json merge=reader\nhistory/*.jsonl merge=union\n"


def git(root: Path, *arguments: str, check: bool = True) -> str:
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(
        ["git", *options, *arguments], cwd=root, check=check, capture_output=True, text=True, env=surroundings
    )
    return done.stdout + done.stderr


@pytest.fixture
def kept(library: Library, root: Path) -> Path:
    """A library in git, with one highlight."""
    library.mark(library.find("bridge").article.id, "The harbour board", note="first", themes=["law", "old"])
    library.settle()
    (root / ".gitattributes").write_text(ATTRIBUTES, "utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "first")
    return root


def change(library: Library, root: Path, branch: str, quote: str, note: str) -> None:
    git(root, "checkout", "-q", "-B", branch)
    library.refresh()
    library.mark(library.find("bridge").article.id, quote, note=note, themes=[note])
    library.settle()
    git(root, "add", "-A")
    git(root, "commit", "-qm", note)


def test_two_branches_are_merged_without_a_conflict(library: Library, kept: Path) -> None:
    change(library, kept, "mine", "runs the ferry", "mine")
    git(kept, "checkout", "-q", "main")
    change(library, kept, "theirs", "wrong question", "theirs")
    told = git(kept, "merge", "mine", check=False)
    assert "CONFLICT" not in told, told
    assert git(kept, "status", "--porcelain").strip() == ""
    library.refresh()
    found = library.read(library.find("bridge").article.id)
    assert sorted(highlight.annotation.note for highlight in found.highlights) == ["first", "mine", "theirs"]
    assert {use.theme.name for use in library.themes()} == {"law", "old", "mine", "theirs"}


def test_without_the_driver_the_marked_files_are_merged_as_they_are_found(library: Library, kept: Path) -> None:
    (kept / ".gitattributes").write_text("", "utf-8")
    git(kept, "commit", "-qam", "no driver")
    change(library, kept, "mine", "runs the ferry", "mine")
    git(kept, "checkout", "-q", "main")
    change(library, kept, "theirs", "wrong question", "theirs")
    assert "CONFLICT" in git(kept, "merge", "mine", check=False)
    (problem,) = library.refresh().problems
    assert "git could not merge the notes" in problem.message
    found = library.read(library.find("bridge").article.id)
    assert sorted(highlight.annotation.note for highlight in found.highlights) == ["first", "mine", "theirs"]
    assert {use.theme.name for use in library.themes()} == {"law", "old", "mine", "theirs"}
    assert not any(b"<<<<<<<" in path.read_bytes() for path in kept.glob("**/*.json"))


def test_the_command_needs_no_library_and_writes_to_ours(
    reader: Reader, library: Library, root: Path, tmp_path: Path
) -> None:
    bridge = library.find("bridge").article.id
    library.mark(bridge, "The harbour board")
    path = root / "notes" / f"{bridge}.json"
    base, ours, theirs = (tmp_path / name for name in "OAB")
    shutil.copy(path, base)
    library.mark(bridge, "runs the ferry")
    shutil.copy(path, ours)
    shutil.copy(base, path)
    library.mark(bridge, "wrong question")
    shutil.copy(path, theirs)
    result = reader("--library", str(tmp_path / "nowhere"), "merge-driver", str(base), str(ours), str(theirs))
    assert (result.code, result.out, result.err) == (0, "", "")
    assert len(json.loads(ours.read_bytes())["_default"]) == 3
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("broken", [b"", b"{", b'{"_meta": {"1": {"schema": 999}}}'])
def test_what_cannot_be_merged_is_left_as_it_is(reader: Reader, tmp_path: Path, broken: bytes) -> None:
    base, ours, theirs = (tmp_path / name for name in "OAB")
    ours.write_bytes(broken)
    theirs.write_bytes(broken)
    result = reader("merge-driver", str(base), str(ours), str(theirs))
    assert result.code == 1
    assert result.err.startswith("reader: ")
    assert ours.read_bytes() == broken


def test_a_theme_that_one_side_took_away_is_gone(reader: Reader, tmp_path: Path) -> None:
    base, ours, theirs = (tmp_path / name for name in "OAB")
    law, old, sea = ({"name": name, "color": "cyan"} for name in ("law", "old", "sea"))
    base.write_text(json.dumps({"_default": {"1": law, "2": old}}))
    ours.write_text(json.dumps({"_default": {"1": law}}))
    theirs.write_text(json.dumps({"_default": {"1": law, "2": old, "3": sea}}))
    assert reader("merge-driver", str(base), str(ours), str(theirs)).code == 0
    assert [theme["name"] for theme in json.loads(ours.read_bytes())["_default"].values()] == ["law", "sea"]


def test_two_wordings_of_a_note_are_printed_and_named_by_doctor(reader: Reader, library: Library) -> None:
    bridge = library.find("bridge").article
    base = library.mark(bridge.id, "The harbour board", note="first").annotation
    for note in ("theirs", "mine"):
        library.notes_store.put(bridge, [replace(base, note=note, modified=library.clock())], [base])
    result = reader("notes")
    assert "another wording; `=` in the app decides:\n  theirs\n" in result.out
    assert [found["other_notes"] for found in reader("notes", "--json").data] == [["theirs"]]
    checked = reader("doctor")
    assert checked.code == 1
    assert "The note on “The harbour board” in “The harbour board of Port Alder" in checked.err
    assert "has two wordings" in checked.err
