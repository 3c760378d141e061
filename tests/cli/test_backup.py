"""`reader doctor --backup` and `--restore`: a library goes into one file and comes out of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader

WRONG = "It was the wrong question."


def test_a_library_comes_back_as_it_was(desk: Reader, root: Path, tmp_path: Path) -> None:
    made = desk("mark", "bridge", "--quote", WRONG, "--theme", "law", "--note", "whose?", "--json").data
    target = tmp_path / "backup.zip"
    packed = desk("doctor", "--backup", str(target))
    assert (packed.code, packed.err) == (0, "")
    assert packed.out.endswith(f"packed into {target}.\n")
    new = tmp_path / "elsewhere"
    restored = desk("--library", str(new), "doctor", "--restore", str(target))
    assert (restored.code, restored.err) == (0, "")
    assert "files of" in restored.out
    assert desk("--library", str(new), "notes", "--json").data == [made]
    assert desk("--library", str(new), "themes", "--json").data == desk("themes", "--json").data
    assert desk("--library", str(new), "doctor").code == 0
    assert desk("--library", str(new), "undo").code == 0
    assert desk("--library", str(new), "notes", "--json").data == []
    assert root.exists()


def test_a_backup_is_not_written_over_unasked(desk: Reader, tmp_path: Path) -> None:
    target = tmp_path / "backup.zip"
    target.write_bytes(b"mine")
    refused = desk("doctor", "--backup", str(target))
    assert refused.code == 2
    assert "--force" in refused.err
    assert target.read_bytes() == b"mine"
    assert desk("doctor", "--backup", str(target), "--force").code == 0


def test_a_restore_into_what_is_there_is_wrong_use(desk: Reader, root: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.zip"
    desk("doctor", "--backup", str(target))
    before = {path: path.read_bytes() for path in (root / "articles").iterdir()}
    refused = desk("doctor", "--restore", str(target))
    assert refused.code == 2
    assert "is not empty" in refused.err
    assert {path: path.read_bytes() for path in (root / "articles").iterdir()} == before


@pytest.mark.parametrize(("data", "code"), [(b"no archive", 1), (None, 3)])
def test_what_is_no_backup_says_so_and_makes_no_library(
    data: bytes | None, code: int, reader: Reader, root: Path, tmp_path: Path
) -> None:
    source = tmp_path / "x.zip"
    if data is not None:
        source.write_bytes(data)
    result = reader("doctor", "--restore", str(source))
    assert result.code == code
    assert str(source) in result.err
    assert not root.exists()


def test_a_backup_of_nothing_ends_with_4_and_makes_no_library(reader: Reader, root: Path, tmp_path: Path) -> None:
    result = reader("doctor", "--backup", str(tmp_path / "x.zip"))
    assert result.code == 4
    assert "holds no library" in result.err
    assert not root.exists()
    assert not (tmp_path / "x.zip").exists()


def test_two_of_them_at_once_are_wrong_use(desk: Reader, tmp_path: Path) -> None:
    assert desk("doctor", "--fix", "--backup", str(tmp_path / "x.zip")).code == 2


def test_damaged_files_are_packed_as_they_are(desk: Reader, root: Path, tmp_path: Path) -> None:
    desk("list")
    (root / "notes" / "torn.json").write_text("{ torn")
    desk("doctor", "--backup", str(tmp_path / "x.zip"))
    desk("--library", str(tmp_path / "new"), "doctor", "--restore", str(tmp_path / "x.zip"))
    assert (tmp_path / "new" / "notes" / "torn.json").read_text() == "{ torn"
    assert json.loads(desk("--library", str(tmp_path / "new"), "doctor", "--json").out)[0]["path"] == "notes/torn.json"
