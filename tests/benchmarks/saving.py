"""Save one note durably in a library of 100,000, and compare with TinyDB on one file and with SQLite.

    python tests/benchmarks/saving.py [--articles 10000] [--notes 10] [--folder FOLDER]

Times are medians in milliseconds, ratios are to ours. The folder decides what is measured: on a file system in memory
a sync costs nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from tinydb import TinyDB, where

from reader.model.annotation import Annotation
from reader.model.article import Article
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.store import atomic, codec, files, jsonfile
from reader.store.notes import Notes
from reader.store.revisions import stamped

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.store.jsonfile import Document

NOW = datetime.now(UTC)
SENTENCE = (
    "The bridge over the harbour mouth opened on Tuesday, four years late and, the mayor said, worth every month. "
)
SAVES = 200
PLAIN_SAVES = 5
"""Each takes seconds."""

GOAL = 100
"""How many times faster than TinyDB on one file a save must be."""

LIMIT = 3
"""How many times as long as SQLite's insert it may take."""


def note(article: str) -> Annotation:
    """A note as a person makes it: a sentence, its context, two themes, some words."""
    quote = TextQuoteSelector(SENTENCE * 2, SENTENCE[:64], SENTENCE[:64])
    target = Target(article, quote, TextPositionSelector(1200, 1200 + len(quote.exact)), text_hash="0" * 64)
    return Annotation(str(uuid4()), target, NOW, NOW, ("economy/tariffs", "law"), note="Ask who paid for it. " * 4)


def fill(folder: Path, articles: int, notes: int) -> list[Document]:
    """Write the library, quickly, and return all its notes."""
    files.create(folder)
    documents = []
    for number in range(articles):
        name = f"article-{number}"
        made = [stamped(codec.note_document(note(name)), None) for _ in range(notes)]
        about = {"schema": jsonfile.SCHEMA, "article": {"id": name, "title": "A title"}, "state": {}}
        tables = {"_meta": {"1": about}, "_default": {str(1 << 62 | index): it for index, it in enumerate(made)}}
        (folder / "notes" / f"{name}.json").write_bytes(jsonfile.dump(tables))
        documents += made
    return documents


def median(saves: int, save: Callable[[], object]) -> float:
    """The median time of a save, in milliseconds."""
    times = []
    for _ in range(saves):
        began = time.perf_counter()
        save()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def reader(folder: Path, articles: int) -> float:
    """Ours: a new note on any of the articles."""
    store = Notes(folder, lambda: NOW)

    def save() -> None:
        name = f"article-{random.randrange(articles)}"
        store.put(Article(id=name, path=f"articles/{name}.md", title="A title"), [note(name)])

    save()
    return median(SAVES, save)


def syncs(folder: Path) -> float:
    """What the disk alone takes of it: a file of 10 KB written, synced, renamed, its folder synced."""
    return median(SAVES, lambda: atomic.write(folder / "sync", os.urandom(10_000)))


def sqlite(folder: Path, documents: list[Document]) -> float:
    """A row in a table of all notes, durable at the commit."""
    with sqlite3.connect(folder / "notes.sqlite", isolation_level=None) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE note(id TEXT PRIMARY KEY, document TEXT)")
        database.execute("BEGIN")
        rows = ((document["id"], json.dumps(document)) for document in documents)
        database.executemany("INSERT INTO note VALUES(?, ?)", rows)
        database.execute("COMMIT")

        def save() -> None:
            document = codec.note_document(note("article"))
            database.execute("INSERT INTO note VALUES(?, ?)", (document["id"], json.dumps(document)))

        taken = median(SAVES, save)
    database.close()
    return taken


def plain(folder: Path, documents: list[Document]) -> float:
    """TinyDB as it comes: all notes in one file."""
    path = folder / "plain.json"
    path.write_text(json.dumps({"_default": {str(number): it for number, it in enumerate(documents, 1)}}))
    documents.clear()
    with TinyDB(path) as database:

        def save() -> None:
            document = codec.note_document(note("article"))
            database.upsert(document, where("id") == document["id"])

        return median(PLAIN_SAVES, save)


def main() -> None:
    """Measure and print; exit 1 when a save is not as much faster as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--notes", type=int, default=10, help="on each article")
    parser.add_argument("--folder", type=Path, help="where to write; a temporary folder unless told otherwise")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=options.folder))
    try:
        documents = fill(folder, options.articles, options.notes)
        print(f"{len(documents):,} notes on {options.articles:,} articles: one more, durably")
        ours = reader(folder, options.articles)
        rows = {
            "Reader": ours,
            "the disk alone": syncs(folder),
            "SQLite, WAL, FULL": sqlite(folder, documents),
            "TinyDB JSONStorage": plain(folder, documents),
        }
    finally:
        shutil.rmtree(folder)
    for name, taken in rows.items():
        print(f"{name:20}{taken:>12.2f} ms{taken / ours:>10.2f} x")
    sys.exit(rows["TinyDB JSONStorage"] < GOAL * ours or ours > LIMIT * rows["SQLite, WAL, FULL"])


if __name__ == "__main__":
    main()
