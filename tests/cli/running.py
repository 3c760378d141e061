"""Runs commands in this process, and says what came of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.cli import ending

if TYPE_CHECKING:
    import pytest


class Result(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


class Reader:
    """The command line, on the library of the test."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Result:
        """Run a command."""
        self._capsys.readouterr()
        code = ending.run(arguments)
        return Result(code, *self._capsys.readouterr())
