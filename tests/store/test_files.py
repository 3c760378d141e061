"""The folders of a library, and files that come into it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from reader.errors import StoreError
from reader.store import atomic, files

if TYPE_CHECKING:
    from pathlib import Path


def test_a_library_has_its_folders_and_keeps_what_is_private_out_of_git(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "library"
    files.create(root)
    assert sorted(path.name for path in root.iterdir()) == [
        ".reader",
        "articles",
        "history",
        "notes",
        "texts",
        "trash",
    ]
    assert sorted(path.name for path in (root / ".reader").iterdir()) == [".gitignore", "cache", "locks"]
    assert (root / ".reader" / ".gitignore").read_bytes() == b"*\n"


def test_a_library_that_is_there_stays_as_it_is(root: Path) -> None:
    (root / ".reader" / ".gitignore").write_bytes(b"mine\n")
    (root / "articles" / "a.md").write_bytes(b"a")
    (root / "trash").rmdir()
    files.create(root)
    assert (root / ".reader" / ".gitignore").read_bytes() == b"mine\n"
    assert (root / "articles" / "a.md").read_bytes() == b"a"
    assert (root / "trash").is_dir()


def test_a_place_where_no_folder_can_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="choose another one with --library"):
        files.create(tmp_path / "file" / "library")
    with pytest.raises(StoreError, match=r"file cannot be written"):
        files.create(tmp_path / "file")


@pytest.mark.parametrize("name", ["articles", "notes", ".reader"])
def test_a_file_in_the_place_of_a_folder_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(StoreError, match=rf"{name} cannot be written: Not a directory"):
        files.create(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="there is no call to make the names in a folder durable")
def test_each_folder_of_a_new_library_is_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(atomic, "sync_folder", synced.append)
    files.create(tmp_path / "deep" / "library")
    assert {tmp_path, tmp_path / "deep", tmp_path / "deep" / "library"} <= set(synced)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Harbour Story.md", "articles/harbour-story.md"),
        ("wire.TXT", "articles/wire.txt"),
        ("Version 2.5", "articles/version-2-5.md"),
        ("../../etc/passwd", "articles/etc-passwd.md"),
        ("..", "articles/text-5ec1f7e700.md"),
        ("CON.txt", "articles/con-text.txt"),
        ("page.html", "articles/page.html"),
        (".md", "articles/text-e3b0c44298.md"),
    ],
)
def test_an_article_gets_a_safe_name(name: str, path: str, root: Path) -> None:
    assert files.add_article(root, name, b"text") == path
    assert (root / path).read_bytes() == b"text"


def test_an_article_never_takes_the_place_of_another(root: Path) -> None:
    paths = [files.add_article(root, "harbour.md", str(number).encode()) for number in range(3)]
    assert paths == ["articles/harbour.md", "articles/harbour-2.md", "articles/harbour-3.md"]
    assert [(root / path).read_bytes() for path in paths] == [b"0", b"1", b"2"]


def test_threads_that_add_at_once_lose_nothing(root: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        paths = list(threads.map(lambda number: files.add_article(root, "a", str(number).encode()), range(24)))
    assert {(root / path).read_bytes() for path in paths} == {str(number).encode() for number in range(24)}


def test_an_article_that_cannot_be_written_is_an_error(root: Path) -> None:
    (root / "articles").rmdir()
    (root / "articles").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot be written"):
        files.add_article(root, "harbour.md", b"text")


def test_what_a_killed_writer_left_is_swept_after_an_hour(root: Path) -> None:
    old, new, note = (root / "notes" / name for name in (".a.json.12.tmp", ".b.json.34.tmp", "a.json"))
    for path in (old, new, note):
        path.write_bytes(b"half")
    for path in (old, note):
        os.utime(path, (0, 0))
    files.sweep(root)
    assert not old.exists()
    assert new.exists()
    assert note.exists()
