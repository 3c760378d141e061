"""What a person wrote into a block: a note that can be taken into the library."""

from __future__ import annotations

import re
from typing import NamedTuple

_ITEM = re.compile(r"- Note:[ \t]*(.*)")


class Taken(NamedTuple):
    """The note that an edited block holds now."""

    note: str | None
    """None where it cannot be told, because something else in the block was changed too."""


def note_of(body: str, without_note: str) -> Taken:
    """The note in an edited block; `without_note` is how the block would be written without one.

    Below what is ours stands the note, as an item of a list or as a person wrote it. Where what is ours was changed
    too, as the words of a quotation, nothing is taken.
    """
    theirs, ours = _even(body), _even(without_note)
    if not theirs.startswith(ours):
        return Taken(None)
    rest = theirs[len(ours) :]
    if rest and not rest.startswith("\n"):
        return Taken(None)
    return Taken(_unwrapped(rest.strip("\n").split("\n")))


def _even(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip("\n").split("\n"))


def _unwrapped(lines: list[str]) -> str:
    """The words of a note that stands as an item of a list, and of what stands below it."""
    match = _ITEM.fullmatch(lines[0])
    if match is None:
        return "\n".join(lines).strip()
    inside = [match[1]]
    below = lines[1:]
    while below and (not below[0].strip() or below[0].startswith("  ")):
        inside.append(below.pop(0).removeprefix("  "))
    return "\n\n".join(part for part in ("\n".join(inside).strip(), "\n".join(below).strip()) if part)
