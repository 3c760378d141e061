"""Second versions of files, as Syncthing, Dropbox and Nextcloud leave them, are taken in."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model.theme import Theme
from reader.store import files
from tests.conftest import at_rest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

SYNCTHING = ".sync-conflict-20260314-101530-ABCDEFG"
DROPBOX = " (Anna's conflicted copy 2026-03-14)"
NEXTCLOUD = " (conflicted copy 2026-03-14 101530)"


def told(library: Library) -> list[str]:
    """What the library says from now on."""
    said: list[str] = []
    library.tell = said.append
    return said


@pytest.fixture
def other(library: Library, root: Path, tmp_path: Path, clock: Callable[[], datetime]) -> Library:
    """The same library on another machine."""
    library.mark(library.find("bridge").article.id, "The harbour board", note="first", themes=["law"])
    library.settle()
    shutil.copytree(root, tmp_path / "other")
    return Library.open(tmp_path / "other", clock=clock)


def left(other: Library, root: Path, name: str, mark: str) -> Path:
    """The other machine's file, put beside ours."""
    source = next(other.root.glob(name))
    copy = root / source.relative_to(other.root).with_name(f"{source.stem}{mark}{source.suffix}")
    shutil.copy(source, copy)
    return copy


@pytest.mark.parametrize("mark", [SYNCTHING, DROPBOX, NEXTCLOUD])
def test_notes_of_both_machines_are_there_and_the_copy_is_kept(
    library: Library, other: Library, root: Path, mark: str
) -> None:
    bridge = library.find("bridge").article.id
    library.mark(bridge, "runs the ferry", note="ours")
    other.mark(bridge, "wrong question", note="theirs", themes=["sea"])
    copy = left(other, root, "notes/*.json", mark)
    left(other, root, "themes.json", mark)
    whole, said = copy.read_bytes(), told(library)
    assert library.refresh().problems == ()
    notes = sorted(highlight.annotation.note for highlight in library.read(bridge).highlights)
    assert notes == ["first", "ours", "theirs"]
    assert {use.theme.name for use in library.themes()} == {"law", "sea"}
    assert library.count("note:theirs") == 1
    assert not copy.exists()
    assert whole in [path.read_bytes() for path in (root / "trash" / "copies").iterdir()]
    assert len(said) == 2
    assert "was merged in, 1 came or changed" in said[0]
    library.refresh()
    assert len(said) == 2
    assert library.undo() is not None


def test_two_wordings_are_both_there(library: Library, other: Library, root: Path) -> None:
    bridge = library.find("bridge").article.id
    (known,) = library.read(bridge).highlights
    for machine, note in ((library, "ours"), (other, "theirs")):
        edited = replace(known.annotation, note=note, modified=machine.clock())
        machine.notes_store.put(machine.article_of(bridge), [edited])
    left(other, root, "notes/*.json", SYNCTHING)
    said = told(library)
    library.refresh()
    opened = library.read(bridge)
    assert (opened.highlights[0].annotation.note, [each.note for each in opened.conflicts]) == ("theirs", ["ours"])
    assert "1 has two wordings" in said[0]


def test_notes_whose_original_is_gone_are_notes_again(library: Library, other: Library, root: Path) -> None:
    bridge = library.find("bridge").article.id
    left(other, root, "notes/*.json", DROPBOX)
    (root / "notes" / f"{bridge}.json").unlink()
    library.refresh()
    assert len(library.read(bridge).highlights) == 1


def test_a_history_has_what_both_did(library: Library, other: Library, root: Path) -> None:
    other.mark(other.find("bridge").article.id, "wrong question")
    other.settle()
    (path,) = (root / "history").glob("*.jsonl")
    copy = left(other, root, f"history/{path.name}", SYNCTHING)
    library.refresh()
    assert len(library.history.operations()) == 2
    assert not copy.exists()


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"_default": {"1": {"id": 3}}}', b'{"_meta": {"1": {"schema": 999}}}']
)
def test_a_copy_that_cannot_be_read_stays_where_it_is(
    library: Library, other: Library, root: Path, content: bytes
) -> None:
    copy = left(other, root, "notes/*.json", SYNCTHING)
    copy.write_bytes(content)
    (problem,) = library.refresh().problems
    assert problem.path == copy.relative_to(root).as_posix()
    assert "was not merged" in problem.message
    assert copy.read_bytes() == content
    assert len(library.read(library.find("bridge").article.id).highlights) == 1


@pytest.mark.parametrize("mark", [SYNCTHING, DROPBOX, NEXTCLOUD])
def test_a_second_version_of_an_article_is_told_and_is_no_article(library: Library, root: Path, mark: str) -> None:
    path = root / "articles" / "houses.md"
    shutil.copy(path, path.with_name(f"houses{mark}.md"))
    (problem,) = library.refresh().problems
    assert problem.path == f"articles/houses{mark}.md"
    assert "second version of houses.md" in problem.message
    assert library.count() == 2


def test_a_copy_in_a_library_that_cannot_be_written_is_left_alone(library: Library, other: Library, root: Path) -> None:
    copy = left(other, root, "notes/*.json", SYNCTHING)
    library.read_only = True
    library.refresh()
    assert copy.exists()


def test_the_same_copy_twice_is_kept_twice(library: Library, other: Library, root: Path) -> None:
    for _ in range(2):
        copy = left(other, root, "notes/*.json", SYNCTHING)
        library.refresh()
        assert not copy.exists()
    kept = [path for path in (root / "trash" / "copies").iterdir() if path.suffix == ".json"]
    assert len(kept) == 2
    assert all(json.loads(path.read_bytes()) for path in kept)


def test_files_of_others_stay(library: Library, root: Path) -> None:
    strangers = [root / f"config{SYNCTHING}.json", root / "notes" / f"My Notes{SYNCTHING}.json"]
    for path in strangers:
        path.write_text("{}", "utf-8")
    assert library.refresh().problems == ()
    assert all(path.exists() for path in strangers)
    assert files.ARTICLES == "articles"


def test_words_that_look_like_git_s_markers_are_words(library: Library, root: Path) -> None:
    (root / "articles" / "git.md").write_text("# Git\n\nIt writes <<<<<<< HEAD into the file.\n", "utf-8")
    library.refresh()
    library.mark(library.find("git").article.id, "<<<<<<< HEAD", themes=["git"])
    library.codebook.put(Theme("git", "blue", "what <<<<<<< means"))
    before, said = (root / "themes.json").read_bytes(), told(library)
    library.catalogue.renew()
    assert (library.refresh().problems, said) == ((), [])
    assert (root / "themes.json").read_bytes() == before


def test_a_codebook_with_half_a_conflict_stands_in_no_ones_way_and_is_mended(library: Library, root: Path) -> None:
    library.mark(library.find("bridge").article.id, "The harbour board", themes=["law"])
    (root / "themes.json").write_bytes(b"<<<<<<< HEAD\n{\n")
    at_rest(root / "themes.json")
    assert library.refresh().problems == ()
    assert [use.theme.name for use in library.themes()] == ["law"]


def test_a_codebook_of_a_newer_version_that_git_could_not_merge_is_told(library: Library, root: Path) -> None:
    side = '{"_meta": {"1": {"schema": 99}}}\n'
    (root / "themes.json").write_text(f"<<<<<<< HEAD\n{side}=======\n{side}>>>>>>> x\n", "utf-8")
    (problem,) = library.refresh().problems
    assert problem.path == "themes.json"
    assert "newer version" in problem.message
