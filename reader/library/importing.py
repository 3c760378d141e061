"""Highlights and notes of other programs taken in: planned as a whole, carried out in one step that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.gathering import gather
from reader.library.planning import Planning
from reader.store import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reader.library.door import Library
    from reader.library.imports import Plan
    from reader.store.operations import Operation

    Progress = Callable[[int, int], None]


def _quietly(_done: int, _total: int) -> None:
    """Tell nobody."""


class Importing:
    """Takes notes into one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def plan(self, paths: Sequence[Path], form: str = "auto", progress: Progress = _quietly) -> Plan:
        """What an import of files of notes would do; nothing is written.

        `progress` is told how many notes were read, of how many if that is known, and then how many were placed.
        Raises NotFoundError, SourceError.
        """
        gathered = gather(paths, form, lambda done: progress(done, 0))
        return Planning(self._library, gathered).plan(progress)

    def carry_out(self, plan: Plan, progress: Progress | None = None) -> Operation | None:
        """Do what was planned, in one step; None where there is nothing to do."""
        if not plan.changes:
            return None
        for text_hash, plain in plan.texts:
            texts.keep(self._library.root, text_hash, plain)
        operation = self._library.operation(plan.label, *plan.changes)
        self._library.changes.apply(operation, progress=progress)
        return operation
