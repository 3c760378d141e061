"""The export screen: from the keys to the files and what the screen says of them."""

from __future__ import annotations

from asyncio import sleep, timeout
from dataclasses import replace
from errno import ENOSPC
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Static

from reader.errors import StoreError
from reader.export.formats import FORMATS
from reader.export.request import Request
from reader.export.written import Written
from reader.library.collecting import collect
from reader.store import desk as desks
from reader.store.desk import ExportChoice
from reader.tui.export.outcome import OutcomeList
from reader.tui.export.screen import ExportScreen
from tests.tui.desk import PATIENCE, desk, notes, send_key
from tests.tui.hosting import TURNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.export.request import Document
    from reader.library import Library
    from reader.library.exporting import Exporting
    from reader.library.values import Problem
    from tests.tui.desk import Driver

SIZES = [(80, 24), (120, 36), (200, 50)]

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, with two folders in it."""
    found = tmp_path / "home"
    (found / "Notes" / ".obsidian").mkdir(parents=True)
    (found / "Pictures").mkdir()
    monkeypatch.setenv("HOME", str(found))
    monkeypatch.setenv("USERPROFILE", str(found))
    return found


@pytest.fixture
def marked(library: Library) -> Library:
    """A library in which two articles have highlights."""
    bridge, houses = library.find("bridge").article.id, library.find("houses").article.id
    library.mark(bridge, "the old bridge", themes=("harbour",), note="since 1911")
    library.mark(houses, "a volunteer survey", themes=("housing",))
    library.mark(houses, "eleven years")
    return library


async def write(driver: Driver, text: str) -> None:
    """Type characters, whatever they are, as fast as a paste."""
    for character in text:
        send_key(driver.app, "space" if character == " " else character)
    await driver.settle()


def said(driver: Driver) -> str:
    """What the screen says of it all."""
    return str(driver.app.screen.query_one(".said", Static).content)


def is_alarm(driver: Driver) -> bool:
    """Is it something bad?"""
    return driver.app.screen.query_one(".said").has_class("-alarm")


async def choose_place(driver: Driver, place: Path | str) -> None:
    """Type where it should go."""
    await driver.press("i")
    await write(driver, str(place))
    await driver.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_everything_is_written_to_a_folder_and_the_screen_says_so(
    marked: Library, tmp_path: Path, size: tuple[int, int]
) -> None:
    out = tmp_path / "out"
    async with desk(marked, *size) as driver:
        await driver.press("X")
        assert "everything" in driver.screen
        assert "not chosen yet" in driver.screen
        assert "the old bridge" in driver.screen or "eleven years" in driver.screen
        await choose_place(driver, out)
        assert said(driver) == "Will be: 2 new, 0 updated, 0 unchanged."
        assert not out.exists()
        await driver.press("ctrl+s")
        assert said(driver) == f"Written to {out}: 2 new, 0 updated, 0 unchanged."
        assert "+ The town that counted" in driver.screen
        assert len([*out.glob("*.md")]) == 2
        await driver.press("X")
        assert said(driver) == f"Written to {out}: 0 new, 0 updated, 2 unchanged."
        await driver.press("escape", "escape")
        assert driver.app.screen is driver.desk


async def test_the_second_time_two_keys_write_what_the_first_time_was_chosen(marked: Library, tmp_path: Path) -> None:
    out = tmp_path / "out"
    async with desk(marked) as driver:
        await driver.press("X", "w")
        await write(driver, "theme")
        await driver.press("enter")
        await write(driver, "housing")
        await driver.press("enter")
        await choose_place(driver, out)
        await driver.press("ctrl+s", "escape")
    assert [path.name for path in out.glob("*.md")] == ["The town that counted its empty houses.md"]
    before = (out / "The town that counted its empty houses.md").read_text("utf-8")
    marked.mark(marked.find("houses").article.id, "1,204", themes=("housing",))
    async with desk(marked) as driver:
        await driver.press("X")
        assert "a theme" in driver.screen
        assert "1 updated" in said(driver)
        await driver.press("X")
        assert "Written to" in said(driver)
    assert "1,204" in (out / "The town that counted its empty houses.md").read_text("utf-8")
    assert "1,204" not in before


async def test_each_format_remembers_its_own_place(marked: Library, tmp_path: Path) -> None:
    async with desk(marked) as driver:
        await driver.press("X")
        await choose_place(driver, tmp_path / "out")
        await driver.press("f")
        await write(driver, "spreadsheet")
        await driver.press("enter")
        assert "not chosen yet" in driver.screen
        await choose_place(driver, tmp_path / "all.csv")
        await driver.press("ctrl+s")
        assert "the old bridge" in (tmp_path / "all.csv").read_text("utf-8-sig")
        await driver.press("f")
        await write(driver, "any editor")
        await driver.press("enter")
        assert "Will be: 2 new" in said(driver)
    kept = desks.load(marked.root).export
    assert dict(kept.places) == {"markdown": str(tmp_path / "out"), "csv": str(tmp_path / "all.csv")}


async def test_every_format_is_written_and_the_second_time_nothing_is_new(marked: Library, tmp_path: Path) -> None:
    async with desk(marked) as driver:
        await driver.press("X")
        for known in FORMATS:
            out = tmp_path / known.name
            await choose(driver, "f", known.about)
            await choose_place(driver, out)
            await driver.press("ctrl+s")
            assert said(driver).startswith(f"Written to {out}: "), known.name
            assert all(path.suffix == known.suffix and path.stat().st_size for path in out.iterdir())
            await driver.press("ctrl+s")
            assert ": 0 new, " in said(driver), known.name


async def test_what_is_selected_in_the_list_is_exported(marked: Library, tmp_path: Path) -> None:
    async with desk(marked) as driver:
        await driver.press("slash")
        await write(driver, "survey")
        await driver.press("enter", "x", "X")
        assert "the selected article" in driver.screen
        await choose_place(driver, tmp_path / "out")
        await driver.press("ctrl+s")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["The town that counted its empty houses.md"]


async def test_the_lists_filter_is_the_query(marked: Library) -> None:
    async with desk(marked) as driver:
        await driver.press("slash")
        await write(driver, "survey")
        await driver.press("enter", "X")
        assert "a query" in driver.screen
        assert "survey" in driver.screen
        assert "eleven years" not in driver.screen
        await driver.press("slash")
        await write(driver, "before")
        await driver.press("enter")
        assert "No highlight matches before" in driver.screen
        await driver.press("slash")
        await write(driver, "before:x")
        await driver.press("enter")
        assert "before:" in driver.screen.split("Query")[1]
        assert is_alarm(driver)


@pytest.mark.parametrize("key", ["page", "notes"])
async def test_the_highlight_under_the_caret_is_exported_alone(marked: Library, key: str) -> None:
    async with desk(marked, 160, 40) as driver:
        await driver.open("houses")
        await driver.press("right_square_bracket", "h")
        if key == "notes":
            driver.desk.go_to(driver.desk.notes)
            await driver.settle()
        driver.desk.action_export("highlight")
        await driver.settle()
        assert "this highlight" in driver.screen
        assert "eleven years" in driver.screen.split("Into")[1]
        assert "a volunteer survey" not in driver.screen.split("Into")[1]


@pytest.mark.parametrize(
    ("what", "why"), [("highlight", "there is no highlight under the caret"), ("chosen", "nothing is selected")]
)
async def test_nothing_else_is_exported_in_place_of_what_is_not_there(marked: Library, what: str, why: str) -> None:
    async with desk(marked, 120, 36) as driver:
        driver.desk.action_export(what)
        await driver.settle()
        assert driver.app.screen is driver.desk
        assert why in driver.screen


async def test_what_is_written_before_it_was_looked_at_is_shown(marked: Library, tmp_path: Path) -> None:
    async with desk(marked, 120, 36) as driver:
        places = (("markdown", str(tmp_path / "out")),)
        driver.desk.desk_state = replace(driver.desk.desk_state, export=ExportChoice("all", places=places))
        driver.desk.action_export()
        while not isinstance(driver.app.screen, ExportScreen) or not driver.app.screen.is_mounted:
            await driver.pilot.pause(0)
        driver.app.screen.action_write()
        await driver.settle()
        assert said(driver).startswith("Written to")
        assert "1 of 2" in driver.screen


async def test_a_look_that_ends_after_the_writing_takes_nothing_back_of_what_was_said(
    marked: Library, tmp_path: Path
) -> None:
    async with desk(marked, 120, 36) as driver:
        await driver.press("X")
        await choose_place(driver, tmp_path / "out")
        screen = driver.app.screen
        assert isinstance(screen, ExportScreen)
        screen.is_looking = True
        await driver.press("ctrl+s")
        screen.post_message(ExportScreen.Looked(screen.version - 1, None))
        await driver.settle()
        assert said(driver).startswith("Written to")


async def test_what_has_no_other_form_says_so_where_it_is_asked_to_be_read(marked: Library) -> None:
    async with desk(marked, 120, 36) as driver:
        await driver.press("X", "f")
        await write(driver, "spreadsheet")
        await driver.press("enter", "s")
        assert "only Markdown is shown as it reads" in said(driver)
        await driver.press("f")
        await write(driver, "any editor")
        await driver.press("enter")
        assert "▎ " in driver.screen


async def test_the_clipboard_takes_the_text(marked: Library, tmp_path: Path) -> None:
    async with desk(marked) as driver:
        await driver.press("X", "i", "down", "enter")
        assert "It will be copied to the clipboard" in driver.screen
        await driver.press("ctrl+s")
        assert "Copied to the clipboard:" in driver.screen
        assert "the old bridge" in driver.app.clipboard
        assert "eleven years" in driver.app.clipboard


async def test_the_clipboard_takes_a_table_from_its_first_heading_on(marked: Library) -> None:
    async with desk(marked) as driver:
        await driver.press("X", "f")
        await write(driver, "spreadsheet")
        await driver.press("enter", "i", "down", "enter", "ctrl+s")
        assert driver.app.clipboard.startswith('"quote"')


async def test_the_preview_shows_the_file_as_it_reads_and_as_it_is_written(marked: Library) -> None:
    async with desk(marked, 120, 40) as driver:
        await driver.press("X")
        assert "▎ " in driver.screen
        assert "title: The town" in driver.screen
        assert "reader_id" not in driver.screen
        await driver.press("right_square_bracket")
        assert "2 of 2" in driver.screen
        await driver.press("s")
        assert "reader_id: " in driver.screen
        await driver.press("left_square_bracket", "s")
        assert "1 of 2" in driver.screen


async def test_nothing_is_written_where_there_is_nothing_and_the_screen_teaches_how_to_mark(library: Library) -> None:
    async with desk(library, 80, 24) as driver:
        await driver.press("X")
        assert "Nothing is highlighted yet" in driver.screen
        assert "mm marks the sentence" in driver.screen
        await driver.press("ctrl+s")
        assert "There is nothing to write" in driver.screen


async def test_a_place_that_cannot_be_written_is_told_and_can_be_tried_again(marked: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    async with desk(marked) as driver:
        await driver.press("X")
        await choose_place(driver, tmp_path / "file" / "out")
        await driver.press("ctrl+s")
        assert is_alarm(driver)
        assert str(tmp_path / "file") in said(driver)
        (tmp_path / "file").unlink()
        await driver.press("ctrl+s")
        assert "Written to" in said(driver)
        assert len([*(tmp_path / "file" / "out").iterdir()]) == 2


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("articles/mine", "is a part of the library itself"),
        ("x" * 300, "name too long"),
        ("loop/x", "cannot be looked at"),
    ],
)
async def test_a_place_where_no_export_may_go_is_told(marked: Library, root: Path, place: str, why: str) -> None:
    (root / "loop").symlink_to(root / "loop")
    async with desk(marked) as driver:
        await driver.press("X")
        await choose_place(driver, root / place)
        assert is_alarm(driver)
        assert why in said(driver).casefold()
        await driver.press("ctrl+s")
        assert said(driver).startswith("Not written: ")
    assert not (root / "articles" / "mine").exists()


async def test_folders_are_completed(marked: Library, home: Path) -> None:
    async with desk(marked) as driver:
        await driver.press("X", "i")
        assert "Notes" in driver.screen
        assert "a vault" in driver.screen
        await write(driver, "~/No")
        assert "Pictures" not in driver.screen
        await driver.press("tab")
        await write(driver, "new")
        assert "no such folder yet" in driver.screen
        await driver.press("enter", "ctrl+s")
        assert "Written to ~/Notes/new" in driver.screen
    assert len([*(home / "Notes" / "new").iterdir()]) == 2


async def test_fields_are_reached_by_tab_and_arrows_and_changed_by_arrows(marked: Library) -> None:
    async with desk(marked) as driver:
        await driver.press("X", "down", "tab", "right")
        assert "‹ theme ›  a file for each" in driver.screen
        await driver.press("b")
        assert "‹ article ›  a file for each" in driver.screen
        await driver.press("shift+tab", "shift+tab", "shift+tab")
        screen = driver.app.screen
        assert isinstance(screen, ExportScreen)
        assert not screen.form.has_focus


async def test_the_mouse_chooses_and_writes(marked: Library, tmp_path: Path) -> None:
    async with desk(marked) as driver:
        await driver.press("X")
        await choose_place(driver, tmp_path / "out")
        await driver.click(*driver.find("Files by"))
        assert "‹ theme ›  a file for each" in driver.screen
        await driver.click(*driver.find("ctrl+s"))
        assert {path.name for path in (tmp_path / "out").iterdir()} == {"harbour.md", "housing.md"}
        assert "1 highlight has no theme" in driver.screen


async def test_the_palette_exports_this_article(marked: Library) -> None:
    async with desk(marked) as driver:
        await driver.open("houses")
        await driver.press("ctrl+p")
        await driver.type("export this article")
        await driver.until(lambda: "Export this article" in driver.screen and "Export…" not in driver.screen)
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.app.screen, ExportScreen))
        assert "this article" in driver.screen
        assert "the old bridge" not in driver.screen


async def test_the_help_begins_with_the_keys_of_the_export(marked: Library) -> None:
    async with desk(marked) as driver:
        await driver.press("X", "question_mark")
        assert "for which program" in driver.screen
        await driver.press("escape", "q")
        assert driver.app.screen is driver.desk


async def test_quitting_from_the_screen_quits(marked: Library) -> None:
    async with desk(marked) as driver:
        await driver.press("X", "ctrl+q")
        await driver.until(lambda: not driver.app.is_running)


# ---- what takes long, and what fails


class Slow:
    """An export that goes on file by file until it is let go, or told to stop."""

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_told, self.may_end = Event(), Event()
        self._write = library.exporting.write
        monkeypatch.setattr(type(library.exporting), "write", self.write)

    def write(self, request: Request, trouble: Callable[[Problem], None], **options: Any) -> Written:
        if options.get("dry_run"):
            return Written(new=("one.md", "two.md"))
        done = 0
        while not self.may_end.wait(0.001):
            options["progress"](done, 2)
            if options["cancelled"]():
                self.is_told.set()
                self.may_end.wait(PATIENCE)  # the file that it is at is written to its end
                return Written(new=("one.md",), is_whole=False)
            done = 1
        return self._write(request, trouble, **options)


@pytest.fixture
def slow(marked: Library, monkeypatch: pytest.MonkeyPatch) -> Slow:
    return Slow(marked, monkeypatch)


async def begin(driver: Driver, slow: Slow, place: Path) -> None:
    """Let it begin to write."""
    await driver.press("X")
    await choose_place(driver, place)
    send_key(driver.app, "ctrl+s")
    await come(lambda: "writing 1 of 2" in said(driver))


async def come(is_so: Callable[[], object]) -> None:
    """Wait until something is so, also while the export goes on."""
    async with timeout(PATIENCE):
        while not is_so():
            for _ in range(TURNS):
                await sleep(0)


def is_running(driver: Driver) -> bool:
    return driver.app.is_running


async def key(driver: Driver, name: str) -> None:
    """Press a key without waiting for the export."""
    send_key(driver.app, name)
    for _ in range(TURNS):
        await sleep(0)


async def test_writing_shows_how_far_it_is_and_esc_stops_it(marked: Library, slow: Slow, tmp_path: Path) -> None:
    async with desk(marked) as driver:
        await begin(driver, slow, tmp_path / "out")
        assert "esc Stop" in driver.screen
        await key(driver, "f")
        assert "It is being written; esc stops it." in said(driver)
        await key(driver, "escape")
        assert "stops after this file" in said(driver)
        await come(slow.is_told.is_set)
        slow.may_end.set()
        await driver.settle()
        assert said(driver).startswith("Stopped: 1 new, 0 updated, 0 unchanged; the rest is as it was.")
        await driver.press("ctrl+s")
        assert said(driver).startswith("Written to")


async def test_quitting_while_it_writes_waits_for_the_file_that_it_is_at(
    marked: Library, slow: Slow, tmp_path: Path
) -> None:
    async with desk(marked) as driver:
        await begin(driver, slow, tmp_path / "out")
        await key(driver, "ctrl+q")
        assert "stops after this file, then quits" in said(driver)
        assert is_running(driver)
        await come(slow.is_told.is_set)
        slow.may_end.set()
        await come(lambda: not is_running(driver))
    assert desks.load(marked.root).export.what == "all"


async def test_only_what_was_chosen_last_is_shown(marked: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = type(marked.exporting).documents
    begun, may_go_on = Event(), Event()

    def held(self: Exporting, request: Request, trouble: Callable[[Problem], None]) -> Iterator[Document]:
        if request.by == "theme":
            begun.set()
            may_go_on.wait(PATIENCE)
        return documents(self, request, trouble)

    monkeypatch.setattr(type(marked.exporting), "documents", held)
    async with desk(marked) as driver:
        await driver.press("X")
        send_key(driver.app, "b")
        await come(begun.is_set)
        send_key(driver.app, "b")
        await sleep(0)
        may_go_on.set()
        await driver.settle()
        assert "1 of 2 · The town that counted" in driver.screen


async def test_a_full_disk_is_told_and_what_was_chosen_stays(
    marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise OSError(ENOSPC, "No space left on device")

    out = tmp_path / "out.csv"
    async with desk(marked) as driver:
        await driver.press("X", "f")
        await write(driver, "spreadsheet")
        await driver.press("enter")
        await choose_place(driver, out)
        with monkeypatch.context() as patch:
            patch.setattr("reader.store.atomic.create", full)
            await driver.press("ctrl+s")
        assert is_alarm(driver)
        assert said(driver).startswith(f"Not written: {out} cannot be written: No space left on device")
        assert not out.exists()
        await driver.press("ctrl+s")
        assert said(driver) == f"Written to {out}: 1 new, 0 updated, 0 unchanged."


async def test_what_cannot_be_saved_is_not_left_out_unnoticed(
    marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("notes cannot be written: No space left on device.")

    async with desk(marked) as driver:
        await driver.open("houses")
        with monkeypatch.context() as patch:
            patch.setattr(type(marked), "apply", full)
            await driver.press("w", "M", "w", "X")
            await choose_place(driver, tmp_path / "out")
            await driver.press("ctrl+s")
            assert "could not be saved, and would be missing" in said(driver)
            assert not (tmp_path / "out").exists()
        await driver.press("ctrl+s")
        assert "Written to" in said(driver)


async def test_what_a_person_wrote_is_left_and_said(marked: Library, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    out.write_text("my own table\n", "utf-8")
    async with desk(marked, 80, 24) as driver:
        await driver.press("X", "f")
        await write(driver, "spreadsheet")
        await driver.press("enter")
        await choose_place(driver, out)
        assert "1 left as it is" in said(driver)
        await driver.press("ctrl+s")
        assert "! all.csv is no export or has been edited" in driver.screen
    assert out.read_text("utf-8") == "my own table\n"


# ---- templates


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder with two templates, of which one is wrong."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "mine.md").write_text("{# takes: article -- Just the words. #}\nMine: {{ article.title }}\n", "utf-8")
    (folder / "slip.md").write_text("{# takes: article -- A slip. #}\n{{ article.tilte }}\n", "utf-8")
    return folder


async def choose(driver: Driver, key: str, words: str) -> None:
    """Choose a value of a field by some words."""
    await driver.press(key)
    await write(driver, words)
    await driver.press("enter")


async def test_a_template_of_ones_own_is_used_and_remembered(marked: Library, templates: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    async with desk(marked, templates=templates) as driver:
        await driver.press("X")
        assert "the format’s own" in driver.screen
        await choose(driver, "t", "just the words")
        assert "Mine: The town that counted its empty houses" in driver.screen
        await choose_place(driver, out)
        await driver.press("ctrl+s", "escape")
    async with desk(marked, templates=templates) as driver:
        await driver.press("X", "X")
        assert said(driver) == f"Written to {out}: 0 new, 0 updated, 2 unchanged."
    assert {path.read_text("utf-8")[:5] for path in out.iterdir()} == {"Mine:"}


async def test_a_wrong_template_says_where_and_writes_nothing(marked: Library, templates: Path, tmp_path: Path) -> None:
    async with desk(marked, templates=templates) as driver:
        await driver.press("X")
        await choose(driver, "t", "slip")
        assert is_alarm(driver)
        assert f"{templates / 'slip.md'}, line 2: there is no `tilte`; did you mean `title`?" in said(driver)
        await choose_place(driver, tmp_path / "out")
        await driver.press("ctrl+s")
        assert said(driver).startswith("Not written: ")
        assert not (tmp_path / "out").exists()
        (templates / "slip.md").write_text("{# takes: article -- A slip. #}\n{{ article.title }}\n", "utf-8")
        await driver.press("ctrl+s")
        assert said(driver).startswith("Written to")


# ---- what a person wrote into the files


async def exported(driver: Driver, place: Path) -> None:
    """Everything as notes for a vault."""
    await driver.press("X")
    await choose(driver, "f", "vault")
    await choose_place(driver, place)
    await driver.press("ctrl+s")


async def test_a_note_that_was_changed_in_the_vault_comes_back_into_the_library(
    marked: Library, root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "vault"
    async with desk(marked, 120, 36) as driver:
        await exported(driver, out)
        [note] = out.glob("*bridge.md")
        before = note.read_text("utf-8")
        assert "since 1911" in before
        note.write_text(before.replace("since 1911", "since 1912, says the plaque"), "utf-8")
        await driver.press("escape", "X")
        assert "You changed 1 note in the files: a takes" in said(driver)
        assert "* " in driver.screen
        await driver.press("a")
        assert "since 1911" in driver.screen
        assert "since 1912, says the plaque" in driver.screen
        await driver.press("enter")
        assert [kept["note"] for kept in notes(root) if kept["note"]] == ["since 1912, says the plaque"]
        await driver.press("ctrl+s")
        assert said(driver).startswith("Written to")
        assert "since 1912, says the plaque" in note.read_text("utf-8")
        await driver.press("escape", "escape", "u")
        assert [kept["note"] for kept in notes(root) if kept["note"]] == ["since 1911"]


async def test_a_note_that_comes_back_is_seen_beside_the_open_article(marked: Library, tmp_path: Path) -> None:
    out = tmp_path / "vault"
    async with desk(marked, 160, 40) as driver:
        await driver.open("bridge")
        await exported(driver, out)
        [note] = out.glob("*bridge.md")
        note.write_text(note.read_text("utf-8").replace("since 1911", "since 1912"), "utf-8")
        await driver.press("escape", "X", "a", "enter", "escape")
        assert driver.app.screen is driver.desk
        assert "since 1912" in driver.screen
        assert "since 1911" not in driver.screen


async def test_a_note_that_was_changed_here_as_well_is_taken_only_when_that_is_said(
    marked: Library, root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "vault"
    async with desk(marked, 120, 36) as driver:
        await exported(driver, out)
        [note] = out.glob("*bridge.md")
        note.write_text(note.read_text("utf-8").replace("since 1911", "since 1912"), "utf-8")
        [(listing, [highlight])] = [*marked.notes("note:1911")]
        kept = highlight.annotation
        marked.notes_store.put(listing.article, [replace(kept, note="since 1910")])
        marked.refresh_notes(listing.article)
        await driver.press("escape", "X", "a", "enter")
        assert [kept["note"] for kept in notes(root) if kept["note"]] == ["since 1910"]
        await driver.press("a", "x", "enter")
        assert [kept["note"] for kept in notes(root) if kept["note"]] == ["since 1912"]


async def test_what_was_written_is_previewed_from_its_first_file_on(marked: Library, tmp_path: Path) -> None:
    out = tmp_path / "vault"
    async with desk(marked, 160, 40) as driver:
        await exported(driver, out)
        marked.mark(marked.find("bridge").article.id, "voted", note="narrowly")
        await driver.press("escape", "X", "ctrl+s")
        assert "1 updated, 1 unchanged" in said(driver)
        current = driver.app.screen.query_one(OutcomeList).current
        assert current is not None
        assert current.name.startswith("The harbour board")
        assert "2 of 2 · The harbour board" in driver.screen


async def test_notes_that_are_not_taken_stay_where_they_are(marked: Library, root: Path, tmp_path: Path) -> None:
    out = tmp_path / "vault"
    async with desk(marked, 80, 24) as driver:
        await exported(driver, out)
        [note] = out.glob("*bridge.md")
        changed = note.read_text("utf-8").replace("since 1911", "since 1912")
        note.write_text(changed, "utf-8")
        await driver.press("escape", "escape", "X", "a", "x", "enter", "a", "escape")
        assert [kept["note"] for kept in notes(root) if kept["note"]] == ["since 1911"]
        await driver.press("ctrl+s")
    assert note.read_text("utf-8") == changed


async def test_the_difference_of_a_note_is_shown(marked: Library, tmp_path: Path) -> None:
    async with desk(marked, 120, 36) as driver:
        await exported(driver, tmp_path / "vault")
        marked.mark(marked.find("houses").article.id, "1,204")
        await driver.press("escape", "X")
        assert "1 updated" in said(driver)
        await driver.press("d")
        assert "+> 1,204" in driver.screen.replace("+ ", "+")
        await driver.press("escape")
        assert "changes in" not in driver.screen


async def test_a_file_that_was_left_is_replaced_when_that_is_said_and_kept(marked: Library, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    out.write_text("my own table\n", "utf-8")
    async with desk(marked) as driver:
        await driver.press("X")
        await choose(driver, "f", "spreadsheet")
        await choose_place(driver, out)
        assert "r replaces what is left" in said(driver)
        await driver.press("r", "n")
        assert out.read_text("utf-8") == "my own table\n"
        await driver.press("r", "y")
        assert "eleven years" in out.read_text("utf-8")
    marked.exporting.restore(out)
    assert out.read_text("utf-8") == "my own table\n"


async def test_no_file_is_replaced_of_which_no_copy_can_be_kept(marked: Library, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    out.write_text("my own table\n", "utf-8")
    marked.read_only = True
    async with desk(marked, 120, 36) as driver:
        await driver.press("X")
        await choose(driver, "f", "spreadsheet")
        await choose_place(driver, out)
        assert "replaces what is left" not in said(driver)
        await driver.press("r")
        assert said(driver) == "Nothing is left that could be replaced."
    written = marked.exporting.write(Request(format="csv", place=out, replace=True), lambda _: None)
    assert [left.name for left in written.left] == ["all.csv"]
    assert out.read_text("utf-8") == "my own table\n"


async def test_a_library_that_cannot_be_written_is_exported_all_the_same(
    marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("exports.json cannot be written: Read-only file system.")

    monkeypatch.setattr("reader.export.receipts.Receipts.save", refuse)
    monkeypatch.setattr("reader.export.vault.record.save", refuse)
    async with desk(marked) as driver:
        await exported(driver, tmp_path / "vault")
        assert said(driver) == f"Written to {tmp_path / 'vault'}: 2 new, 0 updated, 0 unchanged."
        await choose(driver, "f", "spreadsheet")
        await choose_place(driver, tmp_path / "all.csv")
        await driver.press("ctrl+s")
        assert said(driver).startswith(f"Written to {tmp_path / 'all.csv'}: 1 new")
        assert "could not be taken" in driver.screen


async def test_what_gathers_for_long_is_stopped_before_anything_is_written(
    marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_writing, may_go_on = Event(), Event()
    begun: list[str] = []

    def held(library: Library, article_id: str, *more: Any) -> Any:
        if is_writing.is_set():
            begun.append(article_id)
            may_go_on.wait(PATIENCE)
        return collect(library, article_id, *more)

    monkeypatch.setattr("reader.library.exporting.collect", held)
    async with desk(marked) as driver:
        await driver.press("X")
        await choose(driver, "f", "spreadsheet")
        await choose_place(driver, tmp_path / "all.csv")
        is_writing.set()
        send_key(driver.app, "ctrl+s")
        await come(lambda: begun)
        await key(driver, "escape")
        may_go_on.set()
        await driver.settle()
        assert said(driver).startswith("Stopped: ")
        assert len(begun) == 1
    assert not (tmp_path / "all.csv").exists()


async def test_a_click_on_a_note_that_was_changed_asks_for_it(marked: Library, tmp_path: Path) -> None:
    out = tmp_path / "vault"
    async with desk(marked, 120, 36) as driver:
        await exported(driver, out)
        [note] = out.glob("*bridge.md")
        note.write_text(note.read_text("utf-8").replace("since 1911", "since 1912"), "utf-8")
        marked.mark(marked.find("bridge").article.id, "Tomas Reyes")
        await driver.press("escape", "X", "d")
        assert "changes in" in driver.screen
        await driver.press("d")
        await driver.click(*driver.find("your note"))
        assert "Notes that were changed in the files" in driver.screen
        await driver.press("q")
        assert "Notes that were changed" not in driver.screen
