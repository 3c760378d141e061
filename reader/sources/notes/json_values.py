"""Values out of JSON of any size: one after the other, each of a bounded size and depth."""

from __future__ import annotations

import io
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from reader.errors import SourceError
from reader.sources.notes import opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Place: TypeAlias = tuple[str | int, ...]
"""Where a value stands: names and numbers, from the outermost in; numbers count from zero."""

DEEPEST = 64
"""How far values may be nested within each other."""

LARGEST = 16 * 1024 * 1024
"""Code points in one value; anything but a text counts as `_EACH`."""

_EACH = 16
LONGEST = 16 * 1024 * 1024
"""Bytes without any quotation mark, which a parser would gather as one text or number, or as a list of nothing."""

_SHALLOW = 4
"""How far in the names are kept: nothing that is wanted stands deeper."""

_FAULTS = (ValueError, ArithmeticError, RecursionError)


class Refused(Enum):
    """What stands for a value that was not built."""

    TOO_LARGE = "It is too large."
    TOO_DEEP = "It is nested too deeply."


def values(path: Path, wanted: Callable[[Place], bool]) -> Iterator[tuple[Place, Any]]:
    """The lists and tables of a JSON file that are `wanted`, and what stands beside them in a few words.

    Raises NotFoundError, SourceError, the latter also where the file breaks off or is no JSON, after what came before.
    """
    with opening.opened(path) as file:
        walk = _Walk(wanted)
        for event, value in _events(_Bytes(file, path.name), path.name):
            yield from walk.take(event, value)


def names(head: str) -> set[tuple[int, str]]:
    """The names of the first values of a JSON text, each with how deep it stands; the text may break off."""
    import ijson  # noqa: PLC0415 - only to import JSON

    found: set[tuple[int, str]] = set()
    depth = 0
    try:
        for event, value in ijson.basic_parse(io.BytesIO(head.encode("utf-8", "replace")), use_float=True):
            depth += _STEPS.get(event, 0)
            if event == "map_key" and depth <= _SHALLOW:
                found.add((depth, value))
    except (ijson.JSONError, *_FAULTS):
        pass
    return found


_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}


class _Bytes:
    """A text as UTF-8, as parsers of JSON want it."""

    def __init__(self, file: io.TextIOBase, name: str) -> None:
        self._file, self._name = file, name
        self._bare = 0

    def read(self, size: int = -1) -> bytes:
        """The next piece; raises SourceError where a value is too long to be gathered."""
        piece = self._file.read(size).encode("utf-8", "replace")
        self._bare = 0 if b'"' in piece else self._bare + len(piece)
        if self._bare > LONGEST:
            raise SourceError(
                f"{self._name} holds a value that is too large to be a note. What stands before that was read."
            )
        return piece


def _events(file: _Bytes, name: str) -> Iterator[tuple[str, Any]]:
    import ijson  # noqa: PLC0415 - only to import JSON

    try:
        yield from ijson.basic_parse(file, use_float=True)
    except ijson.IncompleteJSONError as error:
        raise SourceError(f"{name} breaks off: it is no complete JSON. What stands before that was read.") from error
    except (ijson.JSONError, *_FAULTS) as error:
        raise SourceError(f"{name} is no valid JSON from some place on. What stands before that was read.") from error


class _Walk:
    """Goes through the events of a parser and builds what is wanted."""

    def __init__(self, wanted: Callable[[Place], bool]) -> None:
        self._wanted = wanted
        self._path: list[str | int] = []
        """Where the next value stands: of each container that is open, the name or number of the value in it."""
        self._kinds: list[bool] = []
        """Of each container that is open, whether it is a list."""
        self._building: _Building | None = None

    def take(self, event: str, value: Any) -> Iterator[tuple[Place, Any]]:
        """Take the next event; what is complete by it."""
        if self._building is not None:
            self._building.take(event, value)
            if self._building.is_complete:
                yield tuple(self._path), self._building.result
                self._building = None
                self._next()
            return
        if event == "map_key":
            self._path[-1] = value if len(self._path) <= _SHALLOW else ""
        elif event in {"start_map", "start_array"}:
            if len(self._path) <= _SHALLOW and self._wanted(tuple(self._path)):
                self._building = _Building()
                self._building.take(event, value)
                return
            self._kinds.append(event == "start_array")
            self._path.append(0)
        elif event in {"end_map", "end_array"}:
            self._kinds.pop()
            self._path.pop()
            self._next()
        else:
            if len(self._path) <= _SHALLOW:
                yield tuple(self._path), value
            self._next()

    def _next(self) -> None:
        """A value is complete: in a list the next one has the next number."""
        if self._kinds and self._kinds[-1]:
            number = self._path[-1]
            self._path[-1] = number + 1 if isinstance(number, int) else 0


class _Building:
    """One value under construction."""

    def __init__(self) -> None:
        self._open: list[Any] = []
        self._keys: list[str] = []
        self._depth, self._size = 0, 0
        self.result: Any = None
        self.is_complete = False

    def take(self, event: str, value: Any) -> None:
        """Take the next event."""
        step = _STEPS.get(event, 0)
        self._depth += step
        self._size += _EACH + (len(value) if isinstance(value, str) else 0)
        if self._size > LARGEST:
            self._refuse(Refused.TOO_LARGE)
        elif self._depth > DEEPEST:
            self._refuse(Refused.TOO_DEEP)
        if not isinstance(self.result, Refused):
            self._build(event, value)
        self.is_complete = self._depth == 0

    def _refuse(self, why: Refused) -> None:
        if not isinstance(self.result, Refused):
            self.result = why
            self._open.clear()

    def _build(self, event: str, value: Any) -> None:
        if event == "map_key":
            self._keys[-1] = value
        elif event in {"end_map", "end_array"}:
            self._open.pop()
            self._keys.pop()
        else:
            made: Any = {} if event == "start_map" else [] if event == "start_array" else value
            self._put(made)
            if event in {"start_map", "start_array"}:
                self._open.append(made)
                self._keys.append("")

    def _put(self, made: Any) -> None:
        if not self._open:
            self.result = made
        elif isinstance(self._open[-1], list):
            self._open[-1].append(made)
        else:
            self._open[-1][self._keys[-1]] = made
