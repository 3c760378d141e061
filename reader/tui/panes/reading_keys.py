"""Keys that take more than one press: `] h`, `m q`, `m 3 s`, `i w`. Pure: keys in, what they mean out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.keymap import COMMANDS, OBJECTS, READING, Command, Keymap

if TYPE_CHECKING:
    from collections.abc import Mapping

OPERATORS: Mapping[str, str] = {"mark": "m", "mark_again": "M", "copy": "y", "quote": "Y"}
"""Operators by name, with the key that stands for them in the status line."""

_COUNT_LIMIT = 9999


@dataclass(frozen=True, slots=True)
class Waiting:
    """More keys must follow."""


@dataclass(frozen=True, slots=True)
class Run:
    """A sequence is complete: run this action."""

    action: str


@dataclass(frozen=True, slots=True)
class OverObject:
    """An operator (or, where it is empty, the selection) takes an object."""

    operator: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class OverMotion:
    """An operator takes the way that a motion goes."""

    operator: str
    motion: str
    count: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """These keys mean nothing together."""

    keys: str


Outcome = Waiting | Run | OverObject | OverMotion | Unknown


class Pending:
    """The keys typed so far of something longer."""

    def __init__(self, keymap: Keymap) -> None:
        commands = keymap.by_key(*READING)
        self._sequences = {key: command for key, command in commands.items() if " " in key}
        # Textual has no binding to move where all shipped keys are sequences.
        sequences = {command.id for command in COMMANDS if all(" " in key for key in command.keys)}
        self._singles = {key: c for key, c in commands.items() if " " not in key and c.id in sequences}
        self._motions = {key: name for key, command in commands.items() if (name := _motion(command))}
        self._operator_keys = {
            key: command.action.split("'")[1]
            for key, command in commands.items()
            if command.action.startswith("operator(")
        }
        self._objects = {item.key: item.name for item in OBJECTS}
        self._prefixes = {key.split()[0] for key in self._sequences}
        self.clear()

    def clear(self) -> None:
        """Forget what was typed."""
        self.operator, self._typed, self._count = "", "", ""

    @property
    def is_empty(self) -> bool:
        """Is nothing pending?"""
        return not (self.operator or self._typed or self._count)

    @property
    def shown(self) -> str:
        """What was typed, for the status line."""
        return OPERATORS.get(self.operator, "") + self._count + self._typed

    def begin(self, operator: str) -> None:
        """An operator's key was pressed."""
        self.clear()
        self.operator = operator

    def feed(self, key: str, *, selecting: bool = False) -> Outcome | None:
        """What `key` means after what was typed; None: it is not for us."""
        if self._typed:
            return self._second(key)
        if self.operator:
            return self._after_operator(key)
        if key in self._prefixes or (selecting and key in ("i", "a")):
            self._typed = key
            return Waiting()
        single = self._singles.get(key)
        return Run(single.action) if single else None

    def _second(self, key: str) -> Outcome:
        sequence, operator, count = f"{self._typed} {key}", self.operator, int(self._count or 1)
        shown = self.shown + key
        self.clear()
        if sequence in self._objects:
            return OverObject(operator, self._objects[sequence], count)
        command = self._sequences.get(sequence)
        if command is None:
            return Unknown(shown)
        motion = _motion(command)
        return OverMotion(operator, motion, count) if operator and motion else Run(command.action)

    def _after_operator(self, key: str) -> Outcome:
        operator, count, shown = self.operator, int(self._count or 1), self.shown + key
        if key.isdecimal() and (key != "0" or self._count):
            self._count = str(min(_COUNT_LIMIT, int(self._count + key)))
            return Waiting()
        if key in ("i", "a") or key in self._prefixes:
            self._typed = key
            return Waiting()
        self.clear()
        if self._operator_keys.get(key) == operator:
            return OverObject(operator, "sentence", count)
        if key in self._objects:
            return OverObject(operator, self._objects[key], count)
        if key in self._motions:
            return OverMotion(operator, self._motions[key], count)
        return Unknown(shown)


def _motion(command: Command) -> str:
    """The name of the motion that a command makes; empty when it makes none."""
    if command.action == "back_word":
        return "word_back"
    return command.action.split("'")[1] if command.action.startswith("move(") else ""
