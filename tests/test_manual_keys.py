"""The keys in the manual are those of the table."""

from __future__ import annotations

import re
from pathlib import Path

import reader
from reader.keymap import COMMANDS, OBJECTS, Place
from reader.tui.bindings import shown

ROW = re.compile(r"^\| (?P<keys>[^|]*`[^|]*) \|", re.MULTILINE)


def _told(page: str, start: str, end: str) -> list[str]:
    """The keys in the tables of a page, between two headings."""
    text = (Path(reader.__file__).parent.parent / page).read_text("utf-8")
    keys = text[text.index(start) : text.index(end)]
    return [key for row in ROW.finditer(keys) for key in re.findall(r"`([^`]+)`", row["keys"])]


def test_every_key_in_the_readme_does_something() -> None:
    told = _told("README.md", "## Keys", "## Commands")
    bound = {shown(key) for command in COMMANDS for key in command.keys} | {thing.key for thing in OBJECTS}
    doubled = {"mq", "mm", "yy", "MM"}
    """An operator with what it is done to."""
    assert len(told) > 60
    assert [key for key in told if key not in bound | doubled] == []


def test_the_keys_of_the_desk_that_lead_elsewhere_are_in_the_readme() -> None:
    text = (Path(reader.__file__).parent.parent / "README.md").read_text("utf-8")
    wanted = {"add", "fetch", "all_read", "feeds", "export", "trash", "undo"}
    for command in COMMANDS:
        if command.place in {Place.LIST, Place.EVERYWHERE} and command.id.partition(".")[2] in wanted and command.keys:
            assert f"`{shown(command.keys[0])}`" in text, command.id


def test_the_keys_of_the_feeds_are_in_their_manual() -> None:
    told = _told("docs/feeds.md", "## In the app", "## What comes in")
    bound = {shown(key): command for command in COMMANDS if command.place is Place.FEEDS for key in command.keys}
    assert [key for key in told if key not in bound] == []
    moving = ("down", "up", "page_down", "page_up", "top", "bottom", "undo", "redo", "leave", "help")
    wanted = {command.id for command in bound.values()} - {f"feeds.{name}" for name in moving}
    assert wanted == {bound[key].id for key in told}
