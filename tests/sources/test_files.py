"""Files become articles; what cannot be read says why, and nothing outside is touched."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import SourceError
from reader.sources.files import KINDS, discover, from_bytes, kind_of, read
from reader.sources.formats import MOST
from reader.sources.source import Metadata, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs what POSIX file systems have")


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.\n", encoding="utf-8")


def forbidden(path: Path, *_: str) -> Any:
    raise PermissionError(errno.EACCES, "Permission denied", str(path))


def names(root: Path, paths: Iterable[Path]) -> list[str]:
    return [path.relative_to(root).as_posix() for path in paths]


def test_a_file_with_front_matter_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    path.write_bytes("\ufeff---\r\ntitle: The bridge\r\npublished: 2026-03-14\r\n---\r\n\r\nIt *opened*.\r\n".encode())
    assert read(path) == Source(
        kind="markdown",
        body="\nIt *opened*.\n",
        metadata=Metadata(title="The bridge", published="2026-03-14"),
        name="bridge",
    )


def test_a_file_with_broken_front_matter_is_read_whole_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    path.write_text("---\ntitle: a: b\n---\nIt opened.\n", encoding="utf-8")
    source = read(path)
    assert source.body == "---\ntitle: a: b\n---\nIt opened.\n"
    assert source.problems == ("The front matter is not valid YAML (line 2): shown as text.",)


def test_all_that_was_wrong_is_said() -> None:
    data = "---\ntitle: Größe\ntitle: x\nurl: javascript:x\n---\nText".encode("cp1252")
    assert from_bytes(data, "markdown", "x.md").problems == (
        "Not valid UTF-8: read as Windows-1252.",
        "The front matter names “title” more than once: the first counts.",
        "“javascript:x” is no address of the web or of mail: left out.",
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.md", "markdown"), ("a.MARKDOWN", "markdown"), ("a.txt", "plain"), ("a.b.Text", "plain")],
)
def test_the_suffix_says_how_a_file_is_written(name: str, kind: str) -> None:
    assert kind_of(Path(name)) == kind


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a", ".md", "a.md.gz"])
def test_other_files_are_refused_with_the_kinds_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=rf"{name} is not a kind.*\.md, \.markdown.*\.txt, \.text"):
        read(tmp_path / name)


def test_a_file_that_is_not_there_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.md cannot be read: No such file or directory\."):
        read(tmp_path / "gone.md")


def test_a_file_that_may_not_be_read_is_an_error_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "secret.md")
    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(SourceError, match=r"secret\.md cannot be read: Permission denied\."):
        read(tmp_path / "secret.md")


@posix
def test_a_pipe_or_a_device_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    for name in ("pipe.md", "zero.md"):
        with pytest.raises(SourceError, match=rf"{name} is not a regular file\."):
            read(tmp_path / name)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(SourceError, match=r"folder\.md is not a regular file\."):
        read(tmp_path / "folder.md")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    with path.open("wb") as file:
        file.truncate(MOST + 1)
    with pytest.raises(SourceError, match=r"book\.txt is too large: 20\.0 MB, and the limit is 20 MB"):
        read(path)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf\n"])
def test_a_file_without_words_is_empty(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "blank.md").write_bytes(data)
    with pytest.raises(SourceError, match=r"blank\.md is empty\."):
        read(tmp_path / "blank.md")


def test_what_comes_from_no_file_has_no_name() -> None:
    source = from_bytes(b"words", "plain", "standard input")
    assert (source.name, source.body) == ("", "words")
    with pytest.raises(SourceError, match=r"^standard input is empty\.$"):
        from_bytes(b"", "plain", "standard input")


def test_articles_are_found_in_the_order_of_their_names(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a.txt", "z/c.markdown", "m/n/d.TEXT", "m/e.md", "picture.png", "notes.json", "README")
    assert names(tmp_path, discover(tmp_path)) == ["a.txt", "b.md", "m/e.md", "m/n/d.TEXT", "z/c.markdown"]


def test_hidden_and_passing_files_are_passed_over(tmp_path: Path) -> None:
    passing = (
        ".hidden.md",
        ".git/a.md",
        ".reader/cache/a.md",
        "a.sync-conflict-20260314-093000-ABCDEFG.md",
        "a.md~",
        "#a.md#",
        "~$a.md",
        "a.md.tmp",
        "a.part",
        ".#a.md",
    )
    make(tmp_path, "a.md", "#1 hit.md", *passing)
    assert names(tmp_path, discover(tmp_path)) == ["#1 hit.md", "a.md"]


@posix
def test_links_lead_to_files_inside_but_not_out_nor_in_circles(tmp_path: Path) -> None:
    root = tmp_path / "articles"
    make(tmp_path, "outside.md", "other/a.md", "articles/in/a.md")
    (root / "out.md").symlink_to(tmp_path / "outside.md")
    (root / "folder").symlink_to(tmp_path / "other")
    (root / "same.md").symlink_to(root / "in" / "a.md")
    (root / "circle").symlink_to(root)
    (root / "broken.md").symlink_to(root / "nothing.md")
    (root / "loop.md").symlink_to(root / "loop.md")
    assert names(root, discover(root)) == ["broken.md", "loop.md", "same.md", "in/a.md"]


@posix
def test_a_folder_that_is_itself_a_link_is_searched(tmp_path: Path) -> None:
    make(tmp_path, "real/a.md")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(tmp_path, discover(tmp_path / "link")) == ["link/a.md"]


def test_a_folder_that_is_not_there_is_an_error_or_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone cannot be read: No such file or directory\."):
        list(discover(tmp_path / "gone"))
    troubles: list[str] = []
    assert list(discover(tmp_path / "gone", troubles.append)) == []
    assert len(troubles) == 1


def test_a_folder_that_may_not_be_read_is_told_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a/x.md", "b/y.md")
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: forbidden(path) if Path(path).name == "a" else scan(path))
    troubles: list[str] = []
    assert names(tmp_path, discover(tmp_path, troubles.append)) == ["b/y.md"]
    assert troubles == [f"{tmp_path / 'a'} cannot be read: Permission denied."]


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes only names in Unicode")
def test_a_name_that_is_no_unicode_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    Path(os.fsdecode(bytes(tmp_path) + b"/\xe9clair.md")).write_bytes(b"x")
    troubles: list[str] = []
    assert names(tmp_path, discover(tmp_path, troubles.append)) == ["a.md"]
    assert troubles == ["The name of \ufffdclair.md is not valid Unicode. Rename the file."]


def test_the_kinds_are_those_that_can_be_read(tmp_path: Path) -> None:
    for number, suffix in enumerate(KINDS):
        make(tmp_path, f"{number}{suffix}")
    assert {read(path).kind for path in discover(tmp_path)} == {"markdown", "plain"}
