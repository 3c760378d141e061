from __future__ import annotations

import os
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from reader.export.vault import finding
from reader.export.vault.record import Head

if TYPE_CHECKING:
    from pathlib import Path

FOUND = {"town": ["town.md"]}


def ids(folder: Path) -> dict[str, list[str]]:
    """The names of the notes below a folder by their ids."""
    return finding.by_id(finding.scan(folder, {}))


@pytest.mark.parametrize(
    "text",
    [
        "---\nreader_id: town\n---\n",
        '---\nreader_id: "town"\n---\nwords\n',
        "---\nreader_id: 'town'\n---\n",
        "---\r\nmine: 1\r\nreader_id: town\r\n---\r\n",
        "\ufeff---\nreader_id: town\n---\n",
        "--- \nreader_id : town   \n...\n",
        "---\nreader_id: town  # whose this is\n---\n",
        '---\nreader_id: "town" # whose this is\n---\n',
        '---\n"reader_id": town\n---\n',
        f"---\nmine: {'x' * 50_000}\nreader_id: town\n---\n{'x' * 50_000}",
    ],
)
def test_a_note_is_known_by_its_id_however_that_is_written(tmp_path: Path, text: str) -> None:
    (tmp_path / "town.md").write_bytes(text.encode())
    assert ids(tmp_path) == FOUND


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "reader_id: town\n",
        "# Title\n\n---\nreader_id: town\n---\n",
        "---\ntitle: x\n---\nreader_id: town\n",
        "---\n  reader_id: town\n---\n",
        "----\nreader_id: town\n---\n",
    ],
)
def test_other_files_are_none_of_ours(tmp_path: Path, text: str) -> None:
    (tmp_path / "town.md").write_bytes(text.encode())
    assert ids(tmp_path) == {}


def test_a_note_is_found_wherever_below_the_folder_it_lies(tmp_path: Path) -> None:
    deep = tmp_path / "People" / "é" / "Oliveira.MD"
    deep.parent.mkdir(parents=True)
    deep.write_text("---\nreader_id: town\n---\n")
    assert ids(tmp_path) == {"town": ["People/é/Oliveira.MD"]}


def test_hidden_folders_other_suffixes_and_links_are_left_out(tmp_path: Path) -> None:
    for name in (".trash/a.md", ".obsidian/b.md", ".hidden.md", "a.txt", "elsewhere/a.md"):
        (tmp_path / "vault" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "vault" / name).write_text("---\nreader_id: town\n---\n")
    (tmp_path / "vault" / "elsewhere").rename(tmp_path / "elsewhere")
    (tmp_path / "vault" / "link.md").symlink_to(tmp_path / "elsewhere" / "a.md")
    (tmp_path / "vault" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "vault" / "round").symlink_to(tmp_path / "vault")
    assert ids(tmp_path / "vault") == {}


def test_a_folder_with_the_name_of_a_file_is_looked_through(tmp_path: Path) -> None:
    (tmp_path / "town.md").mkdir()
    (tmp_path / "town.md" / "in.md").write_text("---\nreader_id: town\n---\n")
    assert ids(tmp_path) == {"town": ["town.md/in.md"]}


def test_bytes_that_are_no_words_are_looked_past(tmp_path: Path) -> None:
    (tmp_path / "town.md").write_bytes(b"---\nmine: \xff\xfe\nreader_id: town\n---\n\xff")
    (tmp_path / "wide.md").write_text("---\nreader_id: wide\n---\n", "utf-16")
    assert ids(tmp_path) == FOUND


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert ids(tmp_path) == {}


@pytest.mark.parametrize("beginning", [b"", b"---\n"])
def test_of_a_huge_file_only_the_beginning_is_read(tmp_path: Path, beginning: bytes) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.write(beginning)
        file.truncate(50_000_000)
    tracemalloc.start()
    assert ids(tmp_path) == {}
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000


def test_a_file_that_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "town.md").write_text("---\nreader_id: town\n---\n")
    seen = finding.scan(tmp_path, {})
    known = {name: (stamp, Head("other")) for name, (stamp, _) in seen.items()}
    assert finding.by_id(finding.scan(tmp_path, known)) == {"other": ["town.md"]}
    (tmp_path / "town.md").write_text("---\nreader_id: town\n---\nmore\n")
    assert finding.by_id(finding.scan(tmp_path, known)) == FOUND


def test_of_several_with_one_id_the_shortest_name_comes_first_and_old_forms_last(tmp_path: Path) -> None:
    (tmp_path / "a much longer name.md").write_text("---\nreader_id: town\n---\n")
    (tmp_path / "town.md").write_text("---\nreader_id: town\n---\n")
    (tmp_path / "a.md").write_text('---\nreader_id: town\nreader_hash: "0"\n---\n')
    assert ids(tmp_path) == {"town": ["town.md", "a much longer name.md", "a.md"]}


def test_a_theme_of_an_earlier_version_is_known(tmp_path: Path) -> None:
    (tmp_path / "law.md").write_text('---\nreader_theme: "law"\nreader_hash: "0"\n---\n')
    assert ids(tmp_path) == {"theme:law": ["law.md"]}


def test_a_folder_that_may_not_be_read_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "town.md").write_text("---\nreader_id: town\n---\n")
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def refusing(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("reader.export.vault.finding.os.scandir", refusing)
    assert ids(tmp_path) == FOUND


def test_an_id_behind_much_white_space_is_read_in_time(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(f"---\nreader_id: town{' ' * 100_000}more\n---\n", "utf-8")
    assert finding.head_of(path).id.startswith("town ")
