"""What the doctor finds: named, and mended where that is asked for and safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.library.values import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

FIX = "`reader doctor --fix`"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with one file of a library."""

    path: str
    """Relative to the library."""

    message: str
    """A sentence: what is wrong."""

    offer: str = ""
    """What the doctor can do about it: `takes it away`; empty where it can do nothing."""

    cure: Callable[[], str] | None = None
    """Does that, and gives a sentence on what was done; raises StoreError."""

    severity: Severity = Severity.WARNING

    def settled(self, *, fix: bool) -> Problem:
        """The finding as a problem, mended if it can be and is to be."""
        if self.cure is None:
            return Problem(self.path, self.message, self.severity)
        if not fix:
            return Problem(self.path, f"{self.message} {FIX} {self.offer}.", self.severity)
        try:
            done = self.cure()
        except StoreError as error:
            return Problem(self.path, f"{self.message} It could not be mended: {error}", self.severity)
        return Problem(self.path, f"{self.message} {done}", self.severity, fixed=True)
