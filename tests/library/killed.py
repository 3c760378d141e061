"""Kills a program at each of its steps to the disk while it does something, and says what a restart makes of it.

Run as `python -m tests.library.killed FOLDER WHAT`: in a process of its own, since forking wants a single thread.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = ("write", "fsync", "replace", "unlink", "link", "rename", "mkdir", "rmdir")
"""What of `os` reaches the disk."""

ARTICLES = 4


def begun(root: Path) -> None:
    """A library of articles with a theme each, and one nested in it."""
    library = Library.open(root)
    for number in range(ARTICLES):
        (root / "articles" / f"story-{number}.txt").write_text(f"The harbour of town {number} is closed.\n", "utf-8")
    library.refresh()
    for listing in library.listings():
        library.mark(listing.article.id, "is closed", themes=["economy/tariffs", "kept"])
        library.mark(listing.article.id, "The harbour", themes=["economy"])
    library.close()


def rename(library: Library) -> None:
    library.theming.rename("economy", "trade")


def undo(library: Library) -> None:
    library.undo()


def merge(library: Library) -> None:
    library.theming.merge(("economy",), "kept")


def throw(library: Library) -> None:
    library.trash.put([library.listings(sort="title")[0].article.id])


def restore(library: Library) -> None:
    library.trash.restore(library.trash.articles()[0])


ACTS: dict[str, Callable[[Library], None]] = {
    "rename": rename,
    "undo": undo,
    "merge": merge,
    "throw": throw,
    "restore": restore,
}


def told(root: Path) -> dict[str, Any]:
    """What a library comes to after a restart, and what undo makes of it."""
    library = Library.open(root)
    library.refresh()
    problems = library.check()
    now = _themes(library)
    notes = sum(len(found) for _, found in library.notes())
    counts = [library.count(), notes, len(library.trash.articles())]
    undone = library.undo()
    left = {
        "now": now,
        "counts": counts,
        "undone": undone.label if undone else "",
        "then": _themes(library),
        "problems": [problem.message for problem in problems],
        "pending": sorted(path.name for path in (root / ".reader" / "pending").glob("[!.]*")),
    }
    library.close()
    return left


def _themes(library: Library) -> list[str]:
    """The themes of the notes on the disk, of the codebook, and of the index."""
    notes = sorted({theme for _, found in library.notes() for each in found for theme in each.annotation.themes})
    codebook = sorted(theme.name for theme in library.codebook.themes())
    index = sorted(name for name, _, _ in library.catalogue.themes())
    return [" ".join(notes), " ".join(codebook), " ".join(index)]


def _die_at(step: int) -> None:
    """End this process without a word at the n-th step to the disk."""
    left = iter(range(step))

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*args: Any, **options: Any) -> Any:
            if next(left, None) is None:
                os._exit(9)
            return real(*args, **options)

        return act

    for name in STEPS:
        setattr(os, name, dying(getattr(os, name)))


def main(folder: Path, what: str) -> None:
    template = folder / "template"
    begun(template)
    prepared = {"undo": rename, "restore": throw}.get(what)
    if prepared is not None:
        library = Library.open(template)
        prepared(library)
        library.close()
    for step in count():
        root = folder / f"step-{step}"
        shutil.copytree(template, root)
        child = os.fork()
        if not child:
            library = Library.open(root)
            library.refresh()
            _die_at(step)
            ACTS[what](library)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        sys.stdout.write(json.dumps({"step": step, "code": code, **told(root)}) + "\n")
        sys.stdout.flush()
        if code == 0:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
