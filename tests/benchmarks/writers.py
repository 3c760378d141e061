"""Let several programs save, change and delete notes at the same time, and count what is left.

    python -m tests.benchmarks.writers [--writers 2] [--seconds 60] [--folder FOLDER]

Each writer goes through the library's own door, history and index included, as the app and the commands do; half of
what it does is in one article that all share, the rest in one of its own. In the end everything that it acknowledged
must be there, nothing it deleted, and it must be able to save once more. A reader looks at the files all the while:
none may ever be broken. TinyDB's own JSONStorage goes through the same beside it, in one file as it comes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol
from uuid import uuid4

from tinydb import TinyDB, where

from reader.errors import ReaderError
from reader.library import Library
from reader.model.annotation import Annotation
from reader.model.span import Span
from reader.store.history import Change
from reader.text import anchoring

if TYPE_CHECKING:
    from collections.abc import Callable

BODY = "The bridge opened on Tuesday, four years late and, the mayor said, worth every month of them. " * 3
FAULTS = (ReaderError, OSError, ValueError, KeyError, TypeError)
"""What a store may answer to a save or a look when its file is broken."""

KEPT = 40
"""Notes that a writer has at once: then it deletes as often as it adds."""

OUTCOMES = ("acknowledged", "lost", "risen", "failed saves", "wedged", "looks", "broken looks")


class Store(Protocol):
    """What a contestant can do; notes are texts by id, `shared` says in which article."""

    def __init__(self, folder: Path, writer: int) -> None: ...

    def save(self, identifier: str, note: str, *, shared: bool) -> None: ...

    def delete(self, identifier: str) -> None: ...

    def load(self) -> dict[str, str]: ...

    def look(self) -> None: ...


class Reader:
    """Ours."""

    def __init__(self, folder: Path, writer: int) -> None:
        self._library = Library.open(folder)
        self._library.refresh()
        self._articles = {listing.article.title: listing.article.id for listing in self._library.listings()}
        for title in ("shared", f"own {writer}"):
            if title not in self._articles:
                added = self._library.add_text(f"# {title}\n\n{BODY}{title}\n".encode(), {"title": title})
                self._articles[title] = added.listing.article.id
        self._own = f"own {writer}"
        self._known: dict[str, Annotation] = {}

    def save(self, identifier: str, note: str, *, shared: bool) -> None:
        known, now = self._known.get(identifier), datetime.now(UTC)
        if known is not None:
            made = replace(known, note=note, modified=max(now, known.created))
        else:
            article = self._articles["shared" if shared else self._own]
            target = anchoring.describe(self._library.text_of(article), Span(12, 12 + len(note) % 60 + 1), article)
            made = Annotation(identifier, target, now, now, note=note)
        self._change(known, made)
        self._known[identifier] = made

    def delete(self, identifier: str) -> None:
        self._change(self._known[identifier], None)
        del self._known[identifier]

    def _change(self, before: Annotation | None, after: Annotation | None) -> None:
        annotation = after or before
        assert annotation is not None
        change = Change("note", annotation.target.article, annotation.id, before, after)
        self._library.apply(self._library.operation("changed", change))

    def load(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for identifier in self._library.notes_store.names():
            shard = self._library.notes_store.load(identifier)
            if shard.problems:
                raise ValueError(shard.problems[0])
            found |= {annotation.id: annotation.note for annotation in shard.annotations}
        return found

    def look(self) -> None:
        for path in (self._library.root / "notes").glob("*.json"):
            json.loads(path.read_bytes())["_meta"]


class Plain:
    """TinyDB as it comes."""

    def __init__(self, folder: Path, writer: int) -> None:
        del writer
        self._path = folder / "notes.json"
        self._database = TinyDB(self._path)

    def save(self, identifier: str, note: str, *, shared: bool) -> None:
        document = {"id": identifier, "note": note, "shared": shared}
        self._database.upsert(document, where("id") == identifier)

    def delete(self, identifier: str) -> None:
        self._database.remove(where("id") == identifier)

    def load(self) -> dict[str, str]:
        return {note["id"]: note["note"] for note in self._database.all()}

    def look(self) -> None:
        json.loads(self._path.read_bytes() or b"{}")


STORES: dict[str, Callable[[Path, int], Store]] = {"Reader": Reader, "TinyDB JSONStorage": Plain}


def write(name: str, folder: Path, writer: int, seconds: float) -> None:
    """Save, change and delete from a sign on; then say what must be there now, and what went wrong."""
    store, chance = STORES[name](folder, writer), random.Random(writer)
    print("ready", flush=True)
    sys.stdin.readline()
    truth: dict[str, str] = {}
    gone: list[str] = []
    seen: Counter[str] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        drawn = chance.random()
        identifier = chance.choice(list(truth)) if truth else ""
        try:
            if not truth or drawn < 0.4:
                identifier = str(uuid4())
                _save(store, truth, identifier, chance, shared=chance.random() < 0.5)
            elif drawn < 0.6 + 0.4 * (len(truth) < KEPT):
                _save(store, truth, identifier, chance, shared=True)
            else:
                store.delete(identifier)
                del truth[identifier]
                gone.append(identifier)
        except FAULTS:
            # It may have happened or not: nothing was acknowledged.
            truth.pop(identifier, None)
            seen["failed saves"] += 1
        else:
            seen["acknowledged"] += 1
    try:
        _save(store, truth, str(uuid4()), chance, shared=True)
    except FAULTS:
        seen["wedged"] = 1
    print(json.dumps({"truth": truth, "gone": gone, "seen": seen}), flush=True)


def _save(store: Store, truth: dict[str, str], identifier: str, chance: random.Random, *, shared: bool) -> None:
    note = "A note. " * chance.randint(1, 30)
    store.save(identifier, note, shared=shared)
    truth[identifier] = note


def pipe(end: IO[str] | None) -> IO[str]:
    """Tell mypy that there is one."""
    assert end is not None
    return end


def run(name: str, writers: int, seconds: float, folder: Path) -> Counter[str]:
    """Let the writers loose on one folder, and look."""
    command = [sys.executable, "-m", "tests.benchmarks.writers", "--store", name, "--folder", str(folder)]
    command += ["--seconds", str(seconds), "--writer"]
    processes = []
    for number in range(writers):
        # One after the other, so that the shared article is made once.
        process = subprocess.Popen(
            [*command, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        pipe(process.stdout).readline()
        processes.append(process)
    store = STORES[name](folder, 0)
    for process in processes:
        pipe(process.stdin).write("go\n")
        pipe(process.stdin).flush()
    seen = look(store, seconds)
    said = [process.communicate()[0] for process in processes]
    try:
        found = STORES[name](folder, 0).load()
    except FAULTS:
        found = {}
    for line in said:
        # A writer that fell over lost the thread, whatever it had saved.
        told = json.loads(line or '{"truth": {}, "gone": [], "seen": {"wedged": 1}}')
        seen.update(told["seen"])
        seen["lost"] += sum(found.get(identifier) != note for identifier, note in told["truth"].items())
        seen["risen"] += sum(identifier in found for identifier in told["gone"])
    return seen


def look(store: Store, seconds: float) -> Counter[str]:
    """Read again and again for as long as the writers write."""
    seen: Counter[str] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen["looks"] += 1
        try:
            store.look()
        except FAULTS:
            seen["broken looks"] += 1
        time.sleep(0.002)
    return seen


def main() -> None:
    """Run each store and print what was left; exit 1 when ours lost something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--folder", type=Path, help="where to write; a temporary folder unless told otherwise")
    parser.add_argument("--store", help=argparse.SUPPRESS)
    parser.add_argument("--writer", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.store:
        write(options.store, options.folder, options.writer, options.seconds)
        return
    print(f"{options.writers} programs, {options.seconds:g} seconds")
    print(" " * 20 + "".join(f"{outcome:>14}" for outcome in OUTCOMES))
    bad = 0
    for name in STORES:
        folder = Path(tempfile.mkdtemp(dir=options.folder))
        try:
            seen = run(name, options.writers, options.seconds, folder)
        finally:
            shutil.rmtree(folder)
        print(f"{name:20}" + "".join(f"{seen[outcome]:>14,}" for outcome in OUTCOMES), flush=True)
        if name == "Reader":
            bad = sum(seen[outcome] for outcome in ("lost", "risen", "failed saves", "wedged", "broken looks"))
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
