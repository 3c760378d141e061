"""A library in one archive, and back; archives that are hostile or broken write nothing."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import NotFoundError, SourceError, StoreError, UsageError
from reader.store import atomic, backup, restoring
from reader.store.members import collision, flaw

FORMATS = Path(__file__).parent / "formats"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A library with notes."""
    root = Path(shutil.copytree(FORMATS / "1", tmp_path / "kept"))
    (root / ".reader").mkdir()
    (root / ".reader" / "index.sqlite").write_bytes(b"derived")
    (root / "articles" / "2026").mkdir()
    (root / "articles" / "2026" / "Größe und Maß.md").write_text("# Größe\n\nText.\n", "utf-8")
    (root / "notes" / ".x.json.0123.tmp").write_bytes(b"{")
    return root


@pytest.fixture
def archive(kept: Path, tmp_path: Path) -> Path:
    """A backup of it."""
    backup.write(kept, tmp_path / "kept.zip")
    return tmp_path / "kept.zip"


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a library."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def owned(root: Path) -> dict[str, bytes]:
    """Every file that is neither derived nor hidden."""
    return {name: data for name, data in contents(root).items() if "/." not in f"/{name}"}


def packed(path: Path, members: dict[str, bytes], **about: Any) -> Path:
    """An archive with a list that fits, whatever is in it."""
    files = {name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in members.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
        made.writestr(backup.MANIFEST, json.dumps({"format": 1, "files": files} | about))
    return path


@pytest.mark.parametrize("place", ["deep/new", "empty"])
def test_what_was_packed_is_unpacked(place: str, kept: Path, archive: Path, tmp_path: Path) -> None:
    root = tmp_path / place
    (tmp_path / "empty").mkdir()
    seen: list[tuple[int, int]] = []
    count = restoring.restore(root, archive, lambda done, total: seen.append((done, total)))
    assert contents(root) == owned(kept)
    assert count == len(owned(kept))
    assert seen[-1] == (2 * count, 2 * count)


def test_a_folder_may_be_named_from_where_one_is(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert restoring.restore(Path("back"), archive) == sum(path.is_file() for path in Path("back").rglob("*")) > 0


def test_the_archive_says_what_is_in_it_and_which_version_wrote_it(kept: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive) as made:
        about = json.loads(made.read(backup.MANIFEST))
        assert made.testzip() is None
    assert about["format"] == 1
    assert about["schema"] == 2
    assert about["reader"]
    assert {name: file["sha256"] for name, file in about["files"].items()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in owned(kept).items()
    }


def test_an_archive_is_written_over_only_where_that_is_asked_for(kept: Path, archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(UsageError, match="--force"):
        backup.write(kept, archive)
    assert archive.read_bytes() == before
    (kept / "articles" / "new.md").write_text("New.", "utf-8")
    backup.write(kept, archive, force=True)
    with zipfile.ZipFile(archive) as made:
        assert "articles/new.md" in made.namelist()
    assert [path.name for path in archive.parent.iterdir() if path.suffix != ""] == ["kept.zip"]


def test_an_archive_in_the_library_itself_is_not_packed(kept: Path) -> None:
    for _ in range(2):
        backup.write(kept, kept / "own.zip", force=True)
    with zipfile.ZipFile(kept / "own.zip") as made:
        assert "own.zip" not in made.namelist()


@pytest.mark.parametrize("step", ["fsync", "replace", "link"])
def test_a_full_disk_leaves_no_half_of_an_archive(
    step: str, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, refuse)
    target = tmp_path / "new.zip"
    with pytest.raises(StoreError, match="No space left"):
        backup.write(kept, target, force=step == "replace")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_what_is_no_library_is_not_packed(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no library"):
        backup.write(tmp_path, tmp_path / "x.zip")


@pytest.mark.parametrize("name", ["articles/aux.md", "articles/a\\b.md", "articles/b\nc.md"])
def test_a_name_that_could_not_be_unpacked_everywhere_is_named_before_anything_is_written(
    name: str, kept: Path, tmp_path: Path
) -> None:
    (kept / name).write_text("x")
    with pytest.raises(StoreError, match="Rename it"):
        backup.write(kept, tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_two_files_that_would_be_one_elsewhere_are_named(kept: Path, tmp_path: Path) -> None:
    for name in ("Bridge.md", "bridge.md"):
        (kept / "articles" / name).write_text(name)
    with pytest.raises(StoreError, match="would be one file on some systems"):
        backup.write(kept, tmp_path / "x.zip")


def test_files_that_are_written_meanwhile_are_packed_whole(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, history = kept / "articles" / "harbour.md", next((kept / "history").iterdir())
    whole, lines = article.read_bytes(), history.read_bytes()
    article.write_bytes(whole[:50])
    history.write_bytes(lines + b'{"half')
    read, looks = atomic.read, 0

    def meanwhile(path: Path) -> Any:
        nonlocal looks
        found = read(path)
        if path == article:
            looks += 1
            if looks == 1:
                article.write_bytes(whole)
        return found

    monkeypatch.setattr(atomic, "read", meanwhile)
    backup.write(kept, tmp_path / "x.zip")
    monkeypatch.undo()
    restoring.restore(tmp_path / "back", tmp_path / "x.zip")
    assert (tmp_path / "back" / "articles" / "harbour.md").read_bytes() == whole
    assert (tmp_path / "back" / "history" / history.name).read_bytes() == lines


# ---- archives that are not what they should be


def assert_refused(source: Path, why: str, root: Path) -> None:
    """Nothing is written for such an archive, and it is said why."""
    before = set(root.parent.rglob("*"))
    with pytest.raises(SourceError, match=why):
        restoring.restore(root, source)
    assert set(root.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../outside.md", "leads out"),
        ("articles/../../outside.md", "leads out"),
        ("articles/./x.md", "leads out"),
        ("articles//x.md", "leads out"),
        ("/etc/passwd", "no path inside"),
        ("C:/windows/x.md", "no path inside"),
        ("c:x.md", "no path inside"),
        ("articles\\..\\..\\x.md", "characters"),
        ("\\\\server\\share\\x.md", "characters"),
        ("articles/a\x00b.md", "characters"),
        ("articles/a\x1b[31m.md", "characters"),
        ("articles/a\u202eb.md", "characters"),
        ("articles/CON", "device"),
        ("articles/nul.txt", "device"),
        ("com1/x.md", "device"),
        (".reader/last-frame", "hidden"),
        ("articles/.git/hooks/post-checkout", "hidden"),
        ("articles/" + "x" * 300, "too long"),
        ("articles/folder/", "plain file"),
    ],
)
def test_no_path_leads_out_of_the_library(name: str, why: str, tmp_path: Path) -> None:
    source = packed(tmp_path / "bad.zip", {"articles/a.md": b"a"})
    data = b"" if name.endswith("/") else b"x"
    files = {
        each: {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        for each, body in (("articles/a.md", b"a"), (name, data))
    }
    with zipfile.ZipFile(source, "w") as made:
        made.writestr("articles/a.md", b"a")
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        made.writestr(info, data)
        made.writestr(backup.MANIFEST, json.dumps({"format": 1, "files": files}))
    assert_refused(source, why, tmp_path / "new")


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_no_link_and_no_device_is_made(mode: int, tmp_path: Path) -> None:
    source = tmp_path / "bad.zip"
    info = zipfile.ZipInfo("articles/x")
    info.external_attr = (mode | 0o777) << 16
    files = {"articles/x": {"size": 4, "sha256": hashlib.sha256(b"/etc").hexdigest()}}
    with zipfile.ZipFile(source, "w") as made:
        made.writestr(info, b"/etc")
        made.writestr(backup.MANIFEST, json.dumps({"format": 1, "files": files}))
    assert_refused(source, "plain file", tmp_path / "new")


@pytest.mark.parametrize(
    "names",
    [
        ("articles/Bridge.md", "articles/bridge.md"),
        ("articles/é.md", "articles/e\u0301.md"),
        ("articles/x", "articles/x/y.md"),
        ("articles/X/y.md", "articles/x"),
        ("articles/x.md", "articles/x.md."),
        ("notes/x.json", "Reader-backup.json"),
    ],
)
def test_no_two_files_are_one(names: tuple[str, str], tmp_path: Path) -> None:
    source = packed(tmp_path / "bad.zip", dict.fromkeys(names, b"x"))
    assert_refused(source, "would be one file", tmp_path / "new")


def test_a_name_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    source = packed(tmp_path / "bad.zip", {"articles/x.md": b"x"})
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(source, "a") as made:
        made.writestr("articles/x.md", b"y")
    assert_refused(source, "would be one file", tmp_path / "new")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = packed(tmp_path / "bomb.zip", {"articles/x.md": bytes(3_000_000)})
    monkeypatch.setattr(restoring, "SMALL", 1_000_000)
    assert_refused(source, "far more than a library", tmp_path / "new")


def test_a_bomb_that_says_less_than_it_is_is_not_unpacked(tmp_path: Path) -> None:
    source = packed(tmp_path / "bomb.zip", {"articles/x.md": bytes(1_000_000)})
    data = source.read_bytes()
    size = (1_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    lied = data.replace(size, (10).to_bytes(4, "little"))
    source.write_bytes(lied)
    assert_refused(source, "not as large as its list says|is not what its list says|is broken", tmp_path / "new")


def test_a_disk_without_room_is_told_before_anything_is_written(archive: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restoring, "_free", lambda _: 10)
        with pytest.raises(StoreError, match="make room"):
            restoring.restore(tmp_path / "new", archive)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"format": 99}, "newer version"),
        ({"files": []}, "list cannot be read"),
        ({"files": {"articles/x.md": {"size": -1, "sha256": ""}}}, "list cannot be read"),
        ({"files": {"articles/x.md": {"size": "1", "sha256": 7}}}, "list cannot be read"),
        ({"files": {}}, "is not in its list"),
        ({"files": {"articles/y.md": {"size": 1, "sha256": ""}}}, "is missing"),
        ({"files": {"articles/x.md": {"size": 2, "sha256": ""}}}, "not as large"),
        ({"files": {"articles/x.md": {"size": 1, "sha256": "0" * 64}}}, "not what its list says"),
    ],
)
def test_a_list_that_does_not_fit_is_refused(about: dict[str, Any], why: str, tmp_path: Path) -> None:
    source = packed(tmp_path / "bad.zip", {"articles/x.md": b"x"}, **about)
    assert_refused(source, why, tmp_path / "new")


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "other.zip"
    with zipfile.ZipFile(source, "w") as made:
        made.writestr("articles/x.md", b"x")
    assert_refused(source, "no backup of Reader", tmp_path / "new")
    source.write_bytes(b"not an archive")
    assert_refused(source, "cannot be restored", tmp_path / "new")
    with pytest.raises(NotFoundError):
        restoring.restore(tmp_path / "new", tmp_path / "nothing.zip")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_an_archive_in_which_anything_is_broken_is_refused_or_whole(
    kept: Path, archive: Path, tmp_path: Path, data: st.DataObject
) -> None:
    sound = archive.read_bytes()
    at = data.draw(st.integers(0, len(sound) - 1))
    flip = data.draw(st.integers(1, 255))
    cut = data.draw(st.booleans())
    broken = tmp_path / "broken.zip"
    broken.write_bytes(sound[:at] if cut else sound[:at] + bytes([sound[at] ^ flip]) + sound[at + 1 :])
    root = tmp_path / "new"
    try:
        restoring.restore(root, broken)
    except (SourceError, StoreError):
        assert not root.exists()
    else:
        assert contents(root) == owned(kept)
        shutil.rmtree(root)


def test_nothing_is_written_over(archive: Path, tmp_path: Path) -> None:
    root = tmp_path / "taken"
    root.mkdir()
    (root / "mine.txt").write_text("mine")
    for place in (root, root / "mine.txt"):
        with pytest.raises(UsageError, match="not empty"):
            restoring.restore(place, archive)
    assert contents(root) == {"mine.txt": b"mine"}


@pytest.mark.parametrize("step", ["fsync", "mkdir", "rename"])
@pytest.mark.parametrize("is_there", [False, True])
def test_a_disk_that_fails_meanwhile_leaves_the_folder_as_it_was(
    step: str, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    root = tmp_path / "new"
    if is_there:
        root.mkdir()

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(StoreError, match="cannot be written"):
        restoring.restore(root, archive)
    assert root.exists() == is_there
    assert not is_there or not list(root.iterdir())


@given(st.text(max_size=30))
def test_a_name_without_a_flaw_stays_inside(name: str) -> None:
    if not flaw(name):
        root = Path("/library")
        assert Path(os.path.normpath(root / name)).is_relative_to(root)
        assert Path(os.path.normpath(root / name)) != root
        assert collision([name]) is None
