"""Kill a program that saves notes, at random times, and look what is left.

    python tests/benchmarks/crash.py [--kills 500] [--folder FOLDER]

A writer saves, edits and deletes highlights through the library's own door, history and index included, and
acknowledges each on a pipe when the call has returned. It is killed (SIGKILL); then every acknowledged highlight must
be there, every deleted one must stay gone, and every file must open in plain TinyDB; the next round goes on in the
same library. TinyDB's own JSONStorage goes through the same beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from tinydb import TinyDB, where

from reader.errors import ReaderError
from reader.library import Library
from reader.model.annotation import Annotation
from reader.model.span import Span
from reader.store.history import Change
from reader.text import anchoring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.document import Text

ARTICLES = 10
BODY = "The bridge opened on Tuesday, four years late and, the mayor said, worth every month of them. " * 3
WORDS = (
    "minister",
    "said",
    "the",
    "budget",
    "«wäre»",
    "予算",
    "'not'",
    '"quoted"',
    "\\",
    "—",
    "é",
    "🗞",
    "police",
    "report",
)
SPAN = 0.12
"""Seconds of work before the kill, at most."""

OUTCOMES = ("whole", "unreadable", "lost", "risen")


class Store(Protocol):
    """What a contestant can do; notes are texts by id."""

    def __init__(self, folder: Path) -> None: ...

    def save(self, identifier: str, note: str) -> None: ...

    def delete(self, identifier: str) -> None: ...

    def load(self) -> dict[str, str]: ...

    def close(self) -> None: ...


class Reader:
    """Ours: a library, as the app and the commands use it."""

    def __init__(self, folder: Path) -> None:
        self._library = Library.open(folder)
        self._library.refresh()
        for number in range(len(self._library.listings()), ARTICLES):
            body = f"# Article {number}\n\nNumber {number}. {BODY}\n"
            self._library.add_text(body.encode(), {"title": f"Article {number}"})
        self._texts: dict[str, Text] = {
            listing.article.id: self._library.text_of(listing.article.id)
            for listing in self._library.listings(sort="title")
        }
        self._known = {annotation.id: annotation for annotation in self._annotations()}

    def save(self, identifier: str, note: str) -> None:
        known, now = self._known.get(identifier), datetime.now(UTC)
        if known is not None:
            made = replace(known, note=note, modified=max(now, known.created))
        else:
            article, text = article_of(identifier, self._texts)
            target = anchoring.describe(text, Span(12, 12 + len(note) % 60 + 1), article)
            made = Annotation(identifier, target, now, now, note=note)
        self._change(known, made)
        self._known[identifier] = made

    def delete(self, identifier: str) -> None:
        self._change(self._known.pop(identifier), None)

    def _change(self, before: Annotation | None, after: Annotation | None) -> None:
        annotation = after or before
        assert annotation is not None
        article = annotation.target.article
        change = Change("note", article, annotation.id, before, after)
        self._library.apply(self._library.operation("changed", change), self._texts[article])

    def load(self) -> dict[str, str]:
        for path in (self._library.root / "notes").glob("*.json"):
            with TinyDB(path, encoding="utf-8") as database:
                database.all()
        return {annotation.id: annotation.note for annotation in self._annotations()}

    def close(self) -> None:
        self._library.close()

    def _annotations(self) -> Iterator[Annotation]:
        for identifier in self._texts:
            opened = self._library.read(identifier)
            if opened.problems:
                raise ValueError(opened.problems[0].message)
            yield from (highlight.annotation for highlight in opened.highlights)


class Plain:
    """TinyDB as it comes: one file, rewritten in place."""

    def __init__(self, folder: Path) -> None:
        self._database = TinyDB(folder / "notes.json")

    def save(self, identifier: str, note: str) -> None:
        self._database.upsert({"id": identifier, "quote": note[:60], "note": note}, where("id") == identifier)

    def delete(self, identifier: str) -> None:
        self._database.remove(where("id") == identifier)

    def load(self) -> dict[str, str]:
        return {note["id"]: note["note"] for note in self._database.all()}

    def close(self) -> None:
        self._database.close()


STORES: dict[str, type[Store]] = {"Reader": Reader, "TinyDB JSONStorage": Plain}


def article_of(identifier: str, texts: dict[str, Text]) -> tuple[str, Text]:
    """The article of a note and its text, the same in every round."""
    return list(texts.items())[int(identifier[:4], 16) % len(texts)]


def text(chance: random.Random) -> str:
    """Some words; edits make notes longer and shorter."""
    return " ".join(chance.choices(WORDS, k=chance.randint(1, 80)))


def write(name: str, folder: Path, seed: int) -> None:
    """Save, edit and delete until killed; say before each change what it is, and after it that it is done."""
    chance = random.Random(seed)
    store = STORES[name](folder)
    have = list(store.load())
    while True:
        drawn = chance.random()
        if drawn < 0.45 or not have:
            identifier, note = str(uuid4()), text(chance)
            have.append(identifier)
        elif drawn < 0.85:
            identifier, note = chance.choice(have), text(chance)
        else:
            identifier, note = have.pop(chance.randrange(len(have))), ""
        os.write(1, json.dumps([identifier, note]).encode() + b"\n")
        if note:
            store.save(identifier, note)
        else:
            store.delete(identifier)
        os.write(1, b"done\n")


@dataclass
class Truth:
    """What was acknowledged, and what was being done at the kill."""

    notes: dict[str, str] = field(default_factory=dict)
    acknowledged: int = 0

    def follow(self, lines: list[bytes]) -> tuple[str, str] | None:
        """Take in what a writer said; return the change that it had not acknowledged."""
        current: tuple[str, str] | None = None
        for line in lines:
            if line != b"done":
                identifier, note = json.loads(line)
                current = (identifier, note)
                continue
            assert current is not None
            if current[1]:
                self.notes[current[0]] = current[1]
            else:
                self.notes.pop(current[0], None)
            self.acknowledged += 1
            current = None
        return current

    def judge(self, found: dict[str, str], pending: tuple[str, str] | None) -> str:
        """Say what became of the notes; a change in flight may have happened or not."""
        either, done = pending or ("", "")
        for identifier in self.notes.keys() | found.keys():
            old, new = self.notes.get(identifier, ""), found.get(identifier, "")
            if new != old and not (identifier == either and new == done):
                return "lost" if old else "risen"
        self.notes = dict(found)
        return "whole"


def killed(name: str, folder: Path, chance: random.Random) -> list[bytes]:
    """Start a writer, kill it at a random time after its first save, and return what it said."""
    command = [
        sys.executable,
        __file__,
        "--writer",
        name,
        "--folder",
        str(folder),
        "--seed",
        str(chance.getrandbits(32)),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        pipe = writer.stdout.fileno()
        said, end = b"", time.monotonic() + 30
        begun = False
        while (left := end - time.monotonic()) > 0:
            if not select.select([pipe], [], [], left)[0]:
                break
            piece = os.read(pipe, 65536)
            if not piece:
                raise SystemExit(f"{name}: the writer ended by itself")
            said += piece
            if not begun and b"done\n" in said:
                begun, end = True, time.monotonic() + chance.random() * SPAN
        writer.kill()
        said += writer.stdout.read()
    # The last line may be cut off: then it was not said.
    return said.split(b"\n")[:-1]


def run(name: str, kills: int, folder: Path) -> tuple[Counter[str], int]:
    """Kill so often; a library that cannot be read any more is replaced by a new one."""
    chance = random.Random(7)
    outcomes: Counter[str] = Counter()
    acknowledged, libraries = 0, 0
    truth, library = Truth(), folder / "0"
    library.mkdir()
    for _ in range(kills):
        pending = truth.follow(killed(name, library, chance))
        try:
            store = STORES[name](library)
            outcome = truth.judge(store.load(), pending)
            store.close()
        except (ReaderError, ValueError, KeyError, TypeError):
            outcome = "unreadable"
        outcomes[outcome] += 1
        if outcome != "whole":
            libraries += 1
            acknowledged += truth.acknowledged
            truth, library = Truth(), folder / str(libraries)
            library.mkdir()
    return outcomes, acknowledged + truth.acknowledged


def main() -> None:
    """Run each store and print what was left; exit 1 when ours lost something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--folder", type=Path, help="where to write; a temporary folder unless told otherwise")
    parser.add_argument("--writer", help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.writer:
        write(options.writer, options.folder, options.seed)
        return
    print(f"{'':20}{'kills':>8}{'acknowledged':>14}" + "".join(f"{outcome:>12}" for outcome in OUTCOMES))
    failed = False
    for name in STORES:
        folder = Path(tempfile.mkdtemp(dir=options.folder))
        try:
            outcomes, acknowledged = run(name, options.kills, folder)
        finally:
            shutil.rmtree(folder)
        row = "".join(f"{outcomes[outcome]:>12}" for outcome in OUTCOMES)
        print(f"{name:20}{options.kills:>8}{acknowledged:>14,}{row}", flush=True)
        failed |= name == "Reader" and outcomes["whole"] != options.kills
    sys.exit(failed)


if __name__ == "__main__":
    main()
