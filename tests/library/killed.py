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
from reader.sources.raw import Raw

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = ("write", "fsync", "replace", "unlink", "link", "rename", "mkdir", "rmdir")
"""What of `os` reaches the disk."""

ARTICLES = 4


AGAIN = {"import", "join", "add"}
"""What is done once more after each kill."""


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


def take_in(library: Library) -> None:
    """Import passages of articles that are here, and of books that are not."""
    notes = Path(__file__).parents[1] / "corpus" / "notes"
    names = ("readwise-export.csv", "hypothesis-search.json")
    library.importing.carry_out(library.importing.plan([notes / name for name in names]))


def join(library: Library) -> None:
    """Add the book of which a stub holds the passages."""
    path = library.root.parent / "book.md"
    words = "The road was white with salt, and nobody walked it after dark.\n\nA second passage\\\nof two lines.\n"
    path.write_text(f"---\ntitle: The Salt Road\nauthor: Ada Quay\n---\n{words}", "utf-8")
    list(library.add(path))


def add(library: Library) -> None:
    """Add two articles, one after the other."""
    for number in range(2):
        text = f"---\nurl: https://courier.example/{number}\n---\n# Ferry {number}\n\nIt sails at {number + 7}.\n"
        library.take(Raw(text.encode(), f"ferry-{number}.md"), joined=number > 0)


ACTS: dict[str, Callable[[Library], None]] = {
    "rename": rename,
    "undo": undo,
    "merge": merge,
    "throw": throw,
    "restore": restore,
    "import": take_in,
    "join": join,
    "add": add,
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


def once_more(root: Path, what: str) -> list[str]:
    """The articles of a library and their notes, once it was told to do the same again after a restart."""
    library = Library.open(root)
    library.refresh()
    ACTS[what](library)
    found = [
        f"{listing.article.title} {each.id} {each.status}" for listing, each_of in library.notes() for each in each_of
    ]
    found += [listing.article.title for listing in library.listings()]
    library.close()
    return sorted(found)


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
    prepared = {"undo": rename, "restore": throw, "join": take_in}.get(what)
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
        again = {"again": once_more(shutil.copytree(root, folder / f"copy-{step}"), what)} if what in AGAIN else {}
        sys.stdout.write(json.dumps({"step": step, "code": code, **told(root), **again}) + "\n")
        sys.stdout.flush()
        if code == 0:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
