"""What became of the files of an export."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a person should know about one file."""

    name: str
    """Of the file, relative to the folder of the export, with `/`."""

    what: str
    """A sentence: what is so, and what to do where something can be done."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files of an export, by their names relative to its folder."""

    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    left: tuple[Said, ...] = ()
    """Files that were left as they are, and why."""

    notices: tuple[Said, ...] = ()
    """What was kept that a person wrote, in files that were written."""

    differences: tuple[Said, ...] = ()
    """Unified differences of files that would be written, where nothing was."""

    is_whole: bool = True
    """Was every file looked at? No where it was cancelled."""

    def __add__(self, other: Written) -> Written:
        return Written(
            self.new + other.new,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.left + other.left,
            self.notices + other.notices,
            self.differences + other.differences,
            self.is_whole and other.is_whole,
        )
