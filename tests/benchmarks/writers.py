"""Let several programs save notes on the same article at the same time, and count what is left.

    python tests/benchmarks/writers.py [--writers 2] [--saves 100] [--folder FOLDER]

A reader looks at the file all the while: it must never be broken, and no note may disappear from it. TinyDB's own
JSONStorage goes through the same beside it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Protocol
from uuid import UUID

from tinydb import TinyDB, where

from reader.errors import ReaderError
from reader.model.annotation import Annotation
from reader.model.article import Article
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.store import files
from reader.store.notes import Notes

ARTICLE = Article(id="harbour", path="articles/harbour.md", title="The harbour")
FAULTS = (ReaderError, OSError, ValueError, KeyError, TypeError)
"""What a store may answer to a save or a look when its file is broken."""


class Store(Protocol):
    """What a contestant can do."""

    def __init__(self, folder: Path) -> None: ...

    def save(self, number: int) -> None: ...

    def count(self) -> int: ...


class Reader:
    """Ours."""

    def __init__(self, folder: Path) -> None:
        files.create(folder)
        self._notes = Notes(folder, lambda: datetime.now(UTC))

    def save(self, number: int) -> None:
        target = Target(ARTICLE.id, TextQuoteSelector("The bridge opened."), TextPositionSelector(number, number + 18))
        now = datetime.now(UTC)
        self._notes.put(ARTICLE, [Annotation(str(UUID(int=number)), target, now, now, note="A note. " * 20)])

    def count(self) -> int:
        return len(self._notes.load(ARTICLE.id).annotations)


class Plain:
    """TinyDB as it comes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "notes.json"
        self._database = TinyDB(self._path)

    def save(self, number: int) -> None:
        note = {"id": str(UUID(int=number)), "quote": "The bridge opened.", "start": number, "note": "A note. " * 20}
        self._database.upsert(note, where("id") == note["id"])

    def count(self) -> int:
        return len(json.loads(self._path.read_bytes())["_default"])


STORES: dict[str, type[Store]] = {"Reader": Reader, "TinyDB JSONStorage": Plain}


def write(name: str, folder: Path, first: int, saves: int) -> None:
    """Save at a sign, and say how many saves failed."""
    store = STORES[name](folder)
    failed = 0
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(first, first + saves):
        try:
            store.save(number)
        except FAULTS:
            failed += 1
    print(failed, flush=True)


def pipe(end: IO[str] | None) -> IO[str]:
    """Tell mypy that there is one."""
    assert end is not None
    return end


def run(name: str, writers: int, saves: int, folder: Path) -> Counter[str]:
    """Let the writers loose on one folder, and look."""
    store = STORES[name](folder)
    command = [sys.executable, __file__, "--writer", name, "--folder", str(folder), "--saves", str(saves), "--first"]
    processes = [
        subprocess.Popen([*command, str(number * saves)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(writers)
    ]
    for process in processes:
        pipe(process.stdout).readline()
    began = time.perf_counter()
    for process in processes:
        pipe(process.stdin).write("go\n")
        pipe(process.stdin).flush()
    seen, seconds = look(store, processes)
    seen["milliseconds"] = round((seconds - began) * 1000)
    seen["failed saves"] = sum(int(process.communicate()[0] or saves) for process in processes)
    try:
        seen["found"] = store.count()
    except FAULTS:
        seen["found"] = 0
    seen["lost"] = writers * saves - seen["found"]
    return seen


def look(store: Store, processes: list[subprocess.Popen[str]]) -> tuple[Counter[str], float]:
    """Read again and again until all writers have ended; return what was seen and when that was."""
    seen: Counter[str] = Counter()
    before = 0
    while any(process.poll() is None for process in processes):
        seen["looks"] += 1
        try:
            count = store.count()
        except FAULTS:
            # Before the first save there is no file, or an empty one.
            seen["broken looks"] += before > 0
            continue
        seen["shrunk"] += count < before
        before = count
    return seen, time.perf_counter()


def main() -> None:
    """Run each store and print what was left; exit 1 when ours lost something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--saves", type=int, default=100)
    parser.add_argument("--folder", type=Path, help="where to write; a temporary folder unless told otherwise")
    parser.add_argument("--writer", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.writer:
        write(options.writer, options.folder, options.first, options.saves)
        return
    columns = ("found", "lost", "failed saves", "looks", "broken looks", "shrunk", "milliseconds")
    print(f"{options.writers} programs, {options.saves} notes each, one article")
    print(" " * 20 + "".join(f"{column:>14}" for column in columns))
    bad = 0
    for name in STORES:
        folder = Path(tempfile.mkdtemp(dir=options.folder))
        try:
            seen = run(name, options.writers, options.saves, folder)
        finally:
            shutil.rmtree(folder)
        print(f"{name:20}" + "".join(f"{seen[column]:>14,}" for column in columns), flush=True)
        if name == "Reader":
            bad = seen["lost"] + seen["failed saves"] + seen["broken looks"] + seen["shrunk"]
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
