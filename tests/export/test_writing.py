from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from reader.errors import ExportError
from reader.export import front_matter
from reader.export.writing import Written, write_file, write_files

if TYPE_CHECKING:
    from pathlib import Path


def text(identity: str, body: str = "words") -> str:
    return front_matter.document({front_matter.ARTICLE: identity}, body)


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in folder.iterdir()}


def test_the_folder_is_made_and_the_files_are_new(tmp_path: Path) -> None:
    files = {"Wall.md": text("wall"), "Ferry.md": text("ferry", "Fährmann")}
    assert write_files(tmp_path / "a" / "b", files) == Written(new=("Wall.md", "Ferry.md"))
    assert content(tmp_path / "a" / "b") == files


def test_a_second_export_writes_only_what_has_changed(tmp_path: Path) -> None:
    write_files(tmp_path, {"Wall.md": text("wall"), "Ferry.md": text("ferry")})
    before = (tmp_path / "Ferry.md").stat()
    written = write_files(tmp_path, {"Wall.md": text("wall", "more"), "Ferry.md": text("ferry")})
    assert written == Written(updated=("Wall.md",), unchanged=("Ferry.md",))
    assert content(tmp_path) == {"Wall.md": text("wall", "more"), "Ferry.md": text("ferry")}
    assert (tmp_path / "Ferry.md").stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize(
    "other",
    [
        "my own notes",
        "",
        text("ferry"),
        text("wall").replace("words", "words, and what I think of them"),
        "---\nreader_id: wall\n---\n",
        "---\nreader_id: \udcff\n---\n",
    ],
)
def test_a_file_that_is_not_ours_or_was_edited_is_left_alone(tmp_path: Path, other: str) -> None:
    (tmp_path / "Wall.md").write_bytes(other.encode("utf-8", "surrogateescape"))
    assert write_files(tmp_path, {"Wall.md": text("wall")}) == Written(new=("Wall (2).md",), left=("Wall.md",))
    assert (tmp_path / "Wall.md").read_bytes() == other.encode("utf-8", "surrogateescape")
    assert write_files(tmp_path, {"Wall.md": text("wall", "more")}) == Written(updated=("Wall (2).md",))
    assert (tmp_path / "Wall.md").read_bytes() == other.encode("utf-8", "surrogateescape")


def test_folders_and_links_in_the_way_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "Wall.md").mkdir()
    (tmp_path / "kept.txt").write_text(text("ferry"))
    (tmp_path / "Ferry.md").symlink_to(tmp_path / "kept.txt")
    written = write_files(tmp_path, {"Wall.md": text("wall"), "Ferry.md": text("ferry", "more")})
    assert written == Written(new=("Wall (2).md", "Ferry (2).md"), left=("Wall.md", "Ferry.md"))
    assert (tmp_path / "kept.txt").read_text() == text("ferry")


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"Wall.md": text("wall")})

    def forbidden(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.open", forbidden)
        written = write_files(tmp_path, {"Wall.md": text("wall", "more")})
    assert written == Written(new=("Wall (2).md",), left=("Wall.md",))
    assert content(tmp_path)["Wall.md"] == text("wall")


def test_an_export_that_was_renamed_is_brought_up_to_date_where_it_is(tmp_path: Path) -> None:
    write_files(tmp_path, {"Wall.md": text("wall")})
    (tmp_path / "Wall.md").rename(tmp_path / "Sea wall.md")
    assert write_files(tmp_path, {"Wall.md": text("wall", "more")}) == Written(updated=("Sea wall.md",))
    assert content(tmp_path) == {"Sea wall.md": text("wall", "more")}


def test_a_number_is_not_taken_from_another_file_of_the_same_export(tmp_path: Path) -> None:
    (tmp_path / "Wall.md").write_text("mine")
    files = {"Wall.md": text("a"), "WALL (2).md": text("b")}
    assert write_files(tmp_path, files).new == ("Wall (3).md", "WALL (2).md")


def test_line_ends_of_windows_are_no_edit(tmp_path: Path) -> None:
    (tmp_path / "Wall.md").write_bytes(text("wall").replace("\n", "\r\n").encode())
    assert write_files(tmp_path, {"Wall.md": text("wall")}) == Written(updated=("Wall.md",))


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../Wall.md", "a/Wall.md", "a\\Wall.md", "/Wall.md", "C:Wall.md", "Wall.md\0"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match="no name for a file"):
        write_files(tmp_path / "out", {"Fine.md": text("fine"), name: text("wall")})
    assert content(tmp_path) == {}


def test_a_file_where_the_folder_should_be_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ExportError, match=r"out cannot be written: .*choose another folder"):
        write_files(tmp_path / "out", {"Wall.md": text("wall")})


def test_a_full_disk_is_an_error_and_leaves_the_earlier_export_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"Wall.md": text("wall")})

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(ExportError, match=r"Wall\.md cannot be written: No space left on device"):
        write_files(tmp_path, {"Wall.md": text("wall", "more")})
    assert content(tmp_path) == {"Wall.md": text("wall")}


def test_a_dry_run_says_what_would_become_of_each_file_and_writes_none(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_files(folder, {"Wall.md": text("wall"), "Ferry.md": text("ferry")})
    (folder / "Bridge.md").write_text("my own words")
    before = content(folder)
    files = {"Wall.md": text("wall", "more"), "Ferry.md": text("ferry"), "Bridge.md": text("bridge")}
    written = write_files(folder, files, dry_run=True)
    assert written == Written(("Bridge (2).md",), ("Wall.md",), ("Ferry.md",), left=("Bridge.md",))
    assert content(folder) == before
    assert write_files(folder, files) == written


def test_a_dry_run_makes_no_folder(tmp_path: Path) -> None:
    assert write_files(tmp_path / "out", {"Wall.md": text("wall")}, dry_run=True) == Written(new=("Wall.md",))
    assert write_file(tmp_path / "out" / "Wall.md", text("wall"), dry_run=True) == Written(new=("Wall.md",))
    assert not (tmp_path / "out").exists()


def test_one_file_gets_exactly_its_name(tmp_path: Path) -> None:
    write_files(tmp_path, {"Wall.md": text("wall")})
    assert write_file(tmp_path / "other.md", text("wall", "more")) == Written(new=("other.md",))
    assert write_file(tmp_path / "other.md", text("ferry")) == Written(updated=("other.md",))
    assert write_file(tmp_path / "other.md", text("ferry")) == Written(unchanged=("other.md",))
    assert content(tmp_path) == {"Wall.md": text("wall"), "other.md": text("ferry")}


@pytest.mark.parametrize("there", ["my own words", text("wall") + "and mine"])
def test_one_file_takes_the_place_of_none_that_a_person_wrote(tmp_path: Path, there: str) -> None:
    (tmp_path / "Wall.md").write_text(there)
    with pytest.raises(ExportError, match="left as it is"):
        write_file(tmp_path / "Wall.md", text("wall"))
    assert content(tmp_path) == {"Wall.md": there}
