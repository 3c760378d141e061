"""The one door to a library: it keeps files, notes, index and history in step, and knows no screen."""

from reader.library.door import Library

__all__ = ["Library"]
