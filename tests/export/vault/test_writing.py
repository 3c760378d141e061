from __future__ import annotations

import errno
import os
import tracemalloc
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import ExportError, StoreError
from reader.export import filenames
from reader.export.vault import merging, record, writing
from reader.export.vault.writing import Item, Ways
from reader.store import atomic
from tests.export import samples
from tests.export.vault import hands

if TYPE_CHECKING:
    from reader.export.vault.note import Note
    from reader.export.written import Written

TODAY = date(2026, 11, 24)
WORDS = {"one": "First words.", "two": "Second words."}
NAME = "The town.md"


def item(note: Note, name: str = NAME, made_from: str = "") -> Item:
    """A note that is to be written."""
    return Item(note.id, name, made_from, lambda: note)


def another(identifier: str, title: str = "Another") -> Note:
    """A note on something else."""
    made = hands.note(WORDS, title=title)
    return replace(made, id=identifier, properties={**made.properties, "reader_id": identifier})


def ways(**given: object) -> Ways:
    """How notes are written, with nothing put by."""
    return replace(Ways(TODAY, lambda path, data: None), **given)  # type: ignore[arg-type]


def write(folder: Path, *items: Item, **given: object) -> Written:
    """Look at a folder and write notes into it."""
    seen = record.Record()
    writing.look(folder, seen)
    return writing.write(folder, items, len(items), seen, ways(**given))


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_new_note_is_written_then_updated_then_unchanged(tmp_path: Path) -> None:
    assert write(tmp_path, item(hands.note(WORDS))).new == (NAME,)
    assert (tmp_path / NAME).read_text("utf-8") == merging.fresh(hands.note(WORDS))
    assert write(tmp_path, item(hands.note(WORDS))).unchanged == (NAME,)
    assert write(tmp_path, item(hands.note({"one": "Better words."}))).updated == (NAME,)
    assert write(tmp_path, item(hands.note({"one": "Better words."}))).unchanged == (NAME,)
    assert [*files(tmp_path)] == [NAME]


def test_what_a_file_was_is_put_by_before_it_is_replaced(tmp_path: Path) -> None:
    kept: list[tuple[str, bytes, bytes]] = []

    def keep(path: Path, data: bytes) -> None:
        kept.append((path.name, data, path.read_bytes()))

    write(tmp_path, item(hands.note(WORDS)), keep=keep)
    assert kept == []
    before = (tmp_path / NAME).read_bytes()
    write(tmp_path, item(hands.note({"one": "Better words."})), keep=keep)
    assert kept == [(NAME, before, before)]


def test_a_note_that_nobody_touched_and_that_is_made_from_the_same_is_neither_made_nor_read(tmp_path: Path) -> None:
    seen = record.Record()
    writing.look(tmp_path, seen)
    writing.write(tmp_path, [item(hands.note(WORDS), made_from="a")], 1, seen, ways())

    def make() -> Note:
        raise AssertionError

    writing.look(tmp_path, seen)
    same = Item("town", NAME, "a", make)
    assert writing.write(tmp_path, [same], 1, seen, ways()).unchanged == (NAME,)
    (tmp_path / NAME).rename(tmp_path / "Moved.md")
    writing.look(tmp_path, seen)
    assert writing.write(tmp_path, [item(hands.note(WORDS), made_from="a")], 1, seen, ways()).unchanged == ("Moved.md",)
    with pytest.raises(AssertionError):
        writing.write(tmp_path, [Item("town", NAME, "b", make)], 1, seen, ways())


def test_a_dry_run_makes_no_folder_and_writes_nothing(tmp_path: Path) -> None:
    written = write(tmp_path / "vault", item(hands.note(WORDS)), dry_run=True)
    assert written.new == (NAME,)
    assert written.differences[0].what.startswith(f"--- /dev/null\n+++ b/{NAME}\n@@")
    assert not (tmp_path / "vault").exists()


def test_when_it_is_cancelled_what_is_written_stays_and_nothing_more_is(tmp_path: Path) -> None:
    answers = iter((False, True))
    written = write(tmp_path, item(hands.note(WORDS)), item(another("b"), "b.md"), cancelled=lambda: next(answers))
    assert not written.is_whole
    assert written.new == (NAME,)
    assert [*files(tmp_path)] == [NAME]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write(tmp_path, item(hands.note(WORDS)), item(another("b"), "b.md"), progress=lambda *so_far: told.append(so_far))
    assert told == [(0, 2), (1, 2)]


# ---- what is there already


@pytest.mark.parametrize("data", [b"", b"mine", b"\xff\xfe\x00", b"---\ntitle: mine\n---\n"])
def test_a_file_of_a_persons_is_left_and_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / NAME).write_bytes(data)
    written = write(tmp_path, item(hands.note(WORDS)))
    assert written.new == ("The town (2).md",)
    assert "The town.md is no export, and is left as it is" in written.notices[0].what
    assert (tmp_path / NAME).read_bytes() == data
    assert write(tmp_path, item(hands.note(WORDS))).unchanged == ("The town (2).md",)


def test_a_folder_and_links_in_the_place_of_a_note_are_left(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / NAME).mkdir(parents=True)
    (tmp_path / "elsewhere.md").write_text("mine")
    (vault / "b.md").symlink_to(tmp_path / "elsewhere.md")
    (vault / "c.md").symlink_to(tmp_path / "nowhere.md")
    notes = [item(hands.note(WORDS)), item(another("b"), "b.md"), item(another("c"), "c.md")]
    assert write(vault, *notes).new == ("The town (2).md", "b (2).md", "c (2).md")
    assert (tmp_path / "elsewhere.md").read_text() == "mine"
    assert not (tmp_path / "nowhere.md").exists()
    assert (vault / "b.md").is_symlink()
    assert len(write(vault, *notes).unchanged) == 3


def test_a_link_to_a_note_that_is_named_keeps_being_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    writing.write_one(real, item(hands.note(WORDS)), ways())
    link.symlink_to(real)
    assert writing.write_one(link, item(hands.note({"one": "Better words."})), ways()).updated == ("real.md",)
    assert link.is_symlink()
    assert "Better words." in real.read_text()


def test_a_file_of_someone_else_with_the_same_name_in_another_case_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "THE TOWN.md").write_text("mine")
    assert write(tmp_path, item(hands.note(WORDS))).new == ("The town (2).md",)
    assert (tmp_path / "THE TOWN.md").read_text() == "mine"


def test_of_a_huge_file_of_someone_else_little_is_read(tmp_path: Path) -> None:
    for name, beginning in ((NAME, b"---\nmine: 1\n---\n"), ("open.md", b"---\n"), ("other.md", b"# Mine")):
        with (tmp_path / name).open("wb") as file:
            file.write(beginning)
            file.truncate(50_000_000)
    tracemalloc.start()
    assert write(tmp_path, item(hands.note(WORDS))).new == ("The town (2).md",)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3_000_000


def test_titles_of_all_kinds_are_names_in_the_folder(tmp_path: Path) -> None:
    titles = ("../../x", "/etc/passwd", "CON", "a/b:c*?", "\U0001f600" * 300, "Case", "CASE", "", "..", "x.md\x00\n")
    names = filenames.unique([(str(number), title) for number, title in enumerate(titles)])
    notes = [item(another(str(at), title), name) for at, (title, name) in enumerate(zip(titles, names, strict=True))]
    vault = tmp_path / "vault"
    assert len(write(vault, *notes).new) == len(titles)
    assert len({filenames.key(name) for name in files(vault)}) == len(titles)
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]
    assert len(write(vault, *notes).unchanged) == len(titles)


# ---- what goes wrong


def test_a_file_that_changes_while_it_is_merged_is_merged_again(tmp_path: Path) -> None:
    write(tmp_path, item(hands.note(WORDS)))
    words = iter(("Mine.", "And mine."))

    def keep(path: Path, data: bytes) -> None:
        if (word := next(words, "")) != "":
            path.write_bytes(data + f"{word}\n".encode())

    written = write(tmp_path, item(hands.note({"one": "Better words."})), keep=keep)
    assert written.updated == (NAME,)
    assert (tmp_path / NAME).read_text().endswith("Mine.\nAnd mine.\n")
    assert "Better words." in (tmp_path / NAME).read_text()


def test_a_file_that_is_being_written_all_the_time_is_left_and_told(tmp_path: Path) -> None:
    write(tmp_path, item(hands.note(WORDS)))

    def keep(path: Path, data: bytes) -> None:
        path.write_bytes(data + b"Mine.\n")

    written = write(tmp_path, item(hands.note({"one": "Better words."})), item(another("b"), "b.md"), keep=keep)
    assert "The town.md is being written by another program" in written.left[0].what
    assert written.new == ("b.md",)
    assert "Better" not in (tmp_path / NAME).read_text()
    assert (tmp_path / NAME).read_text().endswith("Mine.\n")


def test_a_file_that_is_deleted_while_it_is_merged_is_written_anew(tmp_path: Path) -> None:
    write(tmp_path, item(hands.note(WORDS)))
    written = write(
        tmp_path, item(hands.note({"one": "Better words."})), keep=lambda path, data: path.unlink(missing_ok=True)
    )
    assert written.new == (NAME,)
    assert "Better words." in (tmp_path / NAME).read_text()


def test_a_disk_that_is_full_costs_no_words_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, item(hands.note(WORDS)))
    before = files(tmp_path)
    write_all = atomic._write_all

    def full(descriptor: int, data: bytes) -> None:
        if b"Better" in data:
            os.write(descriptor, data[:10])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write_all(descriptor, data)

    monkeypatch.setattr(atomic, "_write_all", full)
    better = {"one": "Better words."}
    new = replace(another("b"), blocks=hands.note(better).blocks)
    written = write(tmp_path, item(hands.note(better)), item(new, "b.md"), item(another("c"), "c.md"))
    assert [said.name for said in written.left] == [NAME, "b.md"]
    assert all("No space left on device" in said.what for said in written.left)
    assert written.new == ("c.md",)
    assert {name: data for name, data in files(tmp_path).items() if name != "c.md"} == before


def test_where_the_earlier_version_cannot_be_put_by_nothing_is_replaced(tmp_path: Path) -> None:
    write(tmp_path, item(hands.note(WORDS)))
    before = files(tmp_path)

    def keep(path: Path, data: bytes) -> None:
        raise StoreError("no") from OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    written = write(tmp_path, item(hands.note({"one": "Better words."})), keep=keep)
    assert [said.name for said in written.left] == [NAME]
    assert files(tmp_path) == before


def test_a_note_without_rights_is_left_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, item(hands.note(WORDS)))
    read = Path.open

    def refusing(path: Path, *given: object, **named: object) -> object:
        if path.name == NAME:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return read(path, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing)
    written = write(tmp_path, item(hands.note({"one": "Better words."})), item(another("b"), "b.md"))
    assert f"{NAME} cannot be " in written.left[0].what
    assert "Permission denied" in written.left[0].what
    assert written.new == ("b.md",)


def test_a_place_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("mine")
    with pytest.raises(ExportError, match="cannot be written"):
        write(tmp_path / "vault", item(hands.note(WORDS)))
    assert (tmp_path / "vault").read_text() == "mine"


def test_of_two_notes_with_one_id_one_is_kept_in_step_and_the_other_told(tmp_path: Path) -> None:
    write(tmp_path, item(hands.note(WORDS)))
    copy = tmp_path / "A copy of the town.md"
    copy.write_bytes((tmp_path / NAME).read_bytes())
    before = copy.read_bytes()
    written = write(tmp_path, item(hands.note({"one": "Better words."})))
    assert written.updated == (NAME,)
    assert "A copy of the town.md is a second note on the same, and is left as it is" in written.notices[0].what
    assert copy.read_bytes() == before


# ---- files of earlier versions


def old(words: str = "First words.") -> str:
    """A note as an earlier version sealed it."""
    return samples.sealed({"reader_id": "town", "title": "The town"}, f"> {words}")


def test_an_old_note_that_nobody_touched_is_brought_into_the_form_of_today(tmp_path: Path) -> None:
    (tmp_path / "Renamed.md").write_text(old(), "utf-8")
    assert write(tmp_path, item(hands.note(WORDS))).updated == ("Renamed.md",)
    assert (tmp_path / "Renamed.md").read_text("utf-8") == merging.fresh(hands.note(WORDS))
    assert write(tmp_path, item(hands.note(WORDS))).unchanged == ("Renamed.md",)


def test_an_old_note_that_was_edited_is_left_and_the_export_gets_its_own(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(f"{old()}Mine.\n", "utf-8")
    written = write(tmp_path, item(hands.note(WORDS)))
    assert written.new == ("The town (2).md",)
    assert "was exported by an earlier version and has been edited" in written.notices[0].what
    assert (tmp_path / NAME).read_text("utf-8") == f"{old()}Mine.\n"
    again = write(tmp_path, item(hands.note(WORDS)))
    assert again.unchanged == ("The town (2).md",)
    assert again.notices == ()
