"""What programs left lying in a library: half-written files, second versions, operations that were interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.library.findings import FIX, Finding
from reader.library.values import Problem, Severity
from reader.store import copies, files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.door import Library


def temporary(library: Library) -> Iterator[Finding]:
    """Files of saves that were killed."""
    for path in files.stale(library.root):

        def cure() -> str:
            files.sweep(library.root)
            return "It was taken away."

        yield Finding(
            path.relative_to(library.root).as_posix(),
            "It was left by a save that was interrupted; what it was to replace is whole.",
            "takes it away",
            cure,
        )


def unfinished(library: Library, *, fix: bool) -> list[Problem]:
    """Operations over many files that were interrupted."""
    if not any(not name.startswith(".") for name in files.sizes(library.root / files.PENDING)):
        return []
    message = "A change of several files was interrupted."
    if not fix:
        return [Problem(files.PENDING, f"{message} {FIX} brings it to its end.", Severity.WARNING)]
    try:
        count = library.changes.pending.finish()
    except StoreError as error:
        return [Problem(files.PENDING, f"{message} It cannot be finished yet: {error}")]
    done = "It was brought to its end." if count else "Another program is at it, or it cannot be read."
    return [Problem(files.PENDING, f"{message} {done}", Severity.WARNING, fixed=bool(count))]


def second_versions(library: Library, *, fix: bool) -> list[Problem]:
    """Second versions of files, as programs leave them that synchronise folders."""
    found = copies.found(library.root)
    if not fix or not found:
        return [
            Problem(copy.path, f"It is a second version of {copy.original}. {FIX} merges it in.", Severity.WARNING)
            for copy in found
        ]
    told: list[str] = []
    before, library.tell = library.tell, told.append
    try:
        problems = library.copies.absorb()
    finally:
        library.tell = before
    stayed = {problem.path for problem in problems}
    merged = [copy for copy in found if copy.path not in stayed]
    sentences = told[-len(merged) :] if merged else []
    pairs = zip(merged, sentences, strict=False)
    return [*problems, *(Problem(copy.path, said, Severity.WARNING, fixed=True) for copy, said in pairs)]
