"""The one door to a library: it keeps files, notes, index and history in step, and knows no screen."""

from reader.library.door import Library
from reader.library.values import Added, Opened, Problem, Refreshed, Severity

__all__ = ["Added", "Library", "Opened", "Problem", "Refreshed", "Severity"]
