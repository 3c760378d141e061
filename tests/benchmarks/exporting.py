"""What an export into a vault costs: 10,000 highlights in 1,000 articles, against the same bytes written bare.

    python -m tests.benchmarks.exporting [--articles 1000] [--highlights 10] [--folder FOLDER] [--format obsidian]

The folder decides what is measured: on a file system in memory a sync costs nothing. The floor is the export's own
files, written once more, each under another name first, synced, and given its name. Memory is what Python asked for at
the peak of a full export, in a run of its own, against the same for a tenth of the articles.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
import tracemalloc
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from reader.export.request import Request
from reader.library import Library
from reader.library.noting import PROFILES
from reader.model.annotation import Annotation
from reader.model.span import Span
from reader.store import atomic
from reader.text import anchoring
from tests.benchmarks.catalogue import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.export.vault.markers import Profile
    from reader.export.written import Written

SECONDS = 5.0
"""What a full export may take."""

UNCHANGED = 1 / 10
"""Of that, where nothing has changed."""

PARAGRAPHS, WORDS = 12, 60
THEMES = ("law", "economy/tariffs", "people", "sea walls", "ferries")


def build(root: Path, articles: int, highlights: int) -> None:
    """A library of so many articles, with so many highlights in each."""
    language = Language()
    (root / "articles").mkdir(parents=True)
    for number in range(articles):
        paragraphs = (f"{language.text(WORDS).capitalize()}." for _ in range(PARAGRAPHS))
        head = f"title: {language.text(6).capitalize()} {number}\nauthor: Marta Oliveira\nsource: The Courier"
        url = f"https://courier.example/{number}"
        body = "\n\n".join(paragraphs)
        path = root / "articles" / f"{number}.md"
        path.write_text(f"---\n{head}\nurl: {url}\npublished: 2026-03-10\n---\n{body}\n", "utf-8")
        rest(path)
    with closing(Library.open(root)) as library:
        library.refresh()
        for listing in library.listings():
            mark(library, listing.article.id, highlights)
        for path in (root / "notes").iterdir():
            rest(path)
        library.refresh()


def rest(path: Path) -> None:
    """Let a file look as if it were written long ago: of one of this moment the index trusts no stamp."""
    os.utime(path, (time.time() - 3600, time.time() - 3600))


def mark(library: Library, article_id: str, highlights: int) -> None:
    """Highlight passages of an article, all at once."""
    text, article, now = library.text_of(article_id), library.article_of(article_id), datetime.now(UTC)
    notes = []
    for _ in range(highlights):
        start = text.plain.find(" ", random.randrange(len(text.plain) - 300)) + 1
        target = anchoring.describe(text, Span(start, text.plain.find(" ", start + 150)), article_id)
        themes = tuple(random.sample(THEMES, 2))
        notes.append(Annotation(str(uuid4()), target, now, now, themes, note="Ask who paid for it. " * 2))
    library.notes_store.put(article, notes)


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def export(root: Path, request: Request) -> Written:
    """Export as the command does, without the look at the library's files that each command begins with."""
    with closing(Library.open(root)) as library:
        return library.exporting.write(request, print)


def floor(vault: Path, folder: Path, *, is_kept: bool = False) -> float:
    """Seconds for the same bytes, each file written under another name, synced and given its name."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    files = [(path.name, path.read_bytes()) for path in vault.iterdir()]

    def work() -> None:
        for name, data in files:
            if is_kept:
                atomic.write(folder / f"{name}.kept", data)
            atomic.write(folder / name, data)

    return timed(work)


def edit(vault: Path, profile: Profile) -> None:
    """Change each file as a hand would: a line between the blocks, another below a quotation."""
    for path in vault.iterdir():
        text = path.read_text("utf-8")
        before, opening, rest_of_it = text.partition(f"{profile.before} reader hl ")
        block, closing, after = rest_of_it.partition(profile.closing)
        path.write_text(f"{before}Mine.\n\n{opening}{block}Also mine.\n{closing}{after}", "utf-8")


def peak(root: Path, request: Request) -> float:
    """Megabytes that Python asked for at the peak of an export."""
    tracemalloc.start()
    export(root, request)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def show(name: str, seconds: float, against: float, what: str = "") -> None:
    """Print a row."""
    print(f"{name:34}{seconds:9.2f} s {seconds / against:6.1f} x  {what}")


def measure(folder: Path, articles: int, highlights: int, kind: str) -> bool:
    """Measure and print; are the goals met?"""
    root, vault = folder / "library", folder / "vault"
    print(f"made in {timed(lambda: build(root, articles, highlights)):.0f} s, {articles * highlights:,} highlights")
    request = Request(format=kind, place=vault)
    full = timed(lambda: export(root, request))
    bare = floor(vault, folder / "bare")
    again = timed(lambda: export(root, request))
    show("floor: the same bytes, synced", bare, bare)
    show("full, into a new folder", full, bare)
    show("unchanged", again, bare, f"{again / full:.3f} of full")
    with closing(Library.open(root)) as library:
        mark(library, library.listings()[0].article.id, 1)
        print(f"{'a refresh, nothing changed':34}{timed(library.refresh):9.2f} s")
    show("one article changed", timed(lambda: export(root, request)), bare)
    edit(vault, PROFILES[kind])
    show("everything edited by hand", timed(lambda: export(root, request)), bare)
    with closing(Library.open(root)) as library:
        for listing in library.listings():
            mark(library, listing.article.id, 1)
        library.refresh()
    both = floor(vault, folder / "bare", is_kept=True)
    show("everything changed in the library", timed(lambda: export(root, request)), both, "floor with kept versions")
    most = peak(root, Request(format=kind, place=folder / "second"))
    few = folder / "few"
    build(few, max(1, articles // 10), highlights)
    less = peak(few, Request(format=kind, place=folder / "third"))
    print(f"memory at the peak {most:.1f} MB, with a tenth of the articles {less:.1f} MB")
    return full <= SECONDS and again <= full * UNCHANGED


def main() -> None:
    """Measure; exit 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--highlights", type=int, default=10)
    parser.add_argument("--folder", type=Path, help="where it is written; that of temporary files by default")
    parser.add_argument("--format", default="obsidian")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        is_met = measure(Path(folder), given.articles, given.highlights, given.format)
    sys.exit(0 if is_met else 1)


if __name__ == "__main__":
    main()
