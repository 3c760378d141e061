"""What the help says, made from the key table. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from reader.keymap import OBJECTS, READING, Command, Place
from reader.text.cells import pad, width
from reader.tui.bindings import shown
from reader.tui.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.keymap import Keymap

OBJECTS_HEADING = "After m M y Y, and in a selection"


MOUSE_HEADING = "With the mouse, while reading"
MOUSE = (
    ("click", "puts the caret there; on a highlight or a link it shows what can be done with it"),
    ("ctrl+click", "follows the link"),
    ("drag", "selects; at the upper and lower edge the page scrolls on"),
    ("2, 3 clicks", "select a word, a sentence; a drag after them takes whole words, whole sentences"),
    ("shift+click", "selects as far as there"),
    ("gutter", "a click on a coloured bar selects that highlight, and so does one on a name in the margin"),
    ("scroll bar", "a click goes there, a drag scrolls"),
    ("wheel", "scrolls; with shift a table that is too wide"),
)

SEARCH_HEADING = "While a search is typed"
SEARCH = (
    ("↓  ↑", "next, previous match"),
    ("tab", "whole words only, or parts of words too"),
    ("enter", "stays there; n and N go on"),
    ("esc", "back to exactly what you saw before"),
)

KEYLESS = "palette"
"""Stands where a command has no key."""


class Role(Enum):
    """How a piece of a line is drawn."""

    HEADING = 0
    KEYS = 1
    TEXT = 2
    FAINT = 3


Line = tuple[tuple[Role, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Some keys and what they do."""

    keys: tuple[str, ...]
    """As they are typed."""

    text: str
    words: str
    """What a search looks through."""


@dataclass(frozen=True, slots=True)
class Section:
    """The keys of one place."""

    heading: str
    rows: tuple[Row, ...]


def sections(keymap: Keymap, place: Place) -> tuple[Section, ...]:
    """All keys by place: those of `place` first, then those that work everywhere, then the rest."""
    here = READING if place in READING else (place,)
    order = (*here, Place.EVERYWHERE, *(one for one in Place if one not in here and one is not Place.EVERYWHERE))
    found: list[Section] = []
    for one in order:
        found.append(Section(one.value, tuple(_rows(keymap.at(one)))))
        if one is Place.MARKING:
            objects = (_row((shown(thing.key),), thing.help, "object") for thing in OBJECTS)
            found.append(Section(OBJECTS_HEADING, tuple(objects)))
            for heading, rows in ((MOUSE_HEADING, MOUSE), (SEARCH_HEADING, SEARCH)):
                found.append(Section(heading, tuple(_row((keys,), text, "mouse search") for keys, text in rows)))
    return tuple(found)


def _rows(commands: Iterable[Command]) -> Iterator[Row]:
    favourites: list[Command] = []
    for command in commands:
        if ".favourite_" in command.id:
            favourites.append(command)
        else:
            yield _row(tuple(map(shown, command.keys)) or (KEYLESS,), command.help, command.label)
    if favourites:
        keys = f"{shown(favourites[0].keys[0])} … {shown(favourites[-1].keys[0])}"
        yield _row((keys,), "tag with the n-th favourite theme, highlighting the sentence", "favourite")


def _row(keys: tuple[str, ...], text: str, label: str) -> Row:
    return Row(keys, text.replace("`", ""), " ".join((*keys, text.replace("`", ""), label)).casefold())


def lines(parts: Sequence[Section], wanted: str, cells: int) -> tuple[Line, ...]:
    """The help in lines of `cells` cells; where something is `wanted`, only what has all of its words.

    A single key is looked up as a key, then as a word.
    """
    words = wanted.casefold().split()
    exact = tuple(row for part in parts for row in part.rows if wanted.strip() in row.keys)
    found: list[Line] = []
    if exact:
        found += _section(Section(f"The key {wanted.strip()}", exact), cells)
    for part in parts:
        rows = tuple(row for row in part.rows if row not in exact and all(word in row.words for word in words))
        if rows:
            found += _section(Section(part.heading, rows), cells)
    return tuple(found[:-1]) or (((Role.FAINT, f"Nothing in the help says {wanted}"),),)


def _section(part: Section, cells: int) -> Iterator[Line]:
    column = max(8, min(20, cells // 4))
    yield ((Role.HEADING, part.heading),)
    for row in part.rows:
        keys = "  ".join(row.keys)
        first = "" if width(keys) > column - 2 else pad(f"  {keys}", column + 2)
        if not first:
            yield ((Role.KEYS, f"  {keys}"),)
        for text in fold(row.text, max(8, cells - column - 2)):
            yield ((Role.KEYS, first or " " * (column + 2)), (Role.TEXT, text))
            first = ""
    yield ()
