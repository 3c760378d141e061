"""Let every call that a change makes of the system fail, one after the other, and look what is left.

    python -m tests.benchmarks.faults [--articles 300] [--sample 120] [SCENARIO …]

A process of its own does one thing (saves a highlight, edits, deletes, renames a theme in many articles, takes that
back, merges another machine's copies, writes a file of an older format anew), and at the n-th call of `open`, `write`,
`fsync`, `replace` and their like it is killed, or the call fails with ENOSPC or EIO. Then a fresh process opens the
library: it must hold what was there before or what should be there after, whole; after only, where the change was
acknowledged; and a change that failed must succeed when it is tried again. Every notes file must open in plain TinyDB.
Where a change takes more than `--sample` calls, so many of them are drawn. TinyDB's own JSONStorage goes through the
first three beside it. At the end the file written last is cut off, and filled up with zeros, at every byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tinydb import TinyDB, where

from reader.cli.ending import run as command
from reader.errors import ReaderError
from reader.library import Library
from reader.store.history import Change
from tests.benchmarks.injection import FAULTS, KILL, OURS, injected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.model.annotation import Annotation
    from tests.benchmarks.injection import Target

State = dict[str, Any]
"""What a library says: notes by id, and the codebook."""

OUTCOMES = ("whole", "unreadable", "lost", "wedged")
OLD = time.time() - 3600
"""When a torn file was written: nobody is at it any more."""

SENTENCES = "The harbour bridge opened on Tuesday. It cost 41 million. “We are glad,” said the mayor. Nobody was hurt."


@dataclass(frozen=True)
class Scenario:
    """One thing that a person does."""

    prepare: Callable[[Path, int], None]
    """Makes the library; is told how many articles at least."""

    act: Callable[[Path], None]
    """Does it; returning acknowledges it. Raises ReaderError or OSError when it cannot."""

    state: Callable[[Path], State]
    """Reads what is there, as a fresh program does; raises when it cannot."""

    targets: Callable[[], Sequence[Target]] = lambda: OURS
    articles: int = 1
    is_settled_by_looking: bool = False
    """Does whoever looks do it, so that nobody ever sees what was before?"""


# ---- ours


def make(root: Path, articles: int) -> None:
    """A library with two highlights in each article, one of them with a theme."""
    library = Library.open(root)
    for number in range(articles):
        text = f"# Article {number}\n\nNumber {number}. {SENTENCES}\n"
        added = next(iter([library.add_text(text.encode(), {"title": f"Article {number}"})]))
        identifier = added.listing.article.id
        library.mark(identifier, "It cost 41 million.", themes=["tariffs", f"theme {number % 5}"], note="Who paid? ✓")
        library.mark(identifier, "Nobody was hurt.", themes=["people"])
    library.close()


def ours(root: Path) -> State:
    """What a library says."""
    library = Library.open(root)
    try:
        library.refresh()
        found: State = {
            h.id: (listing.article.id, h.annotation.target.quote.exact, sorted(h.annotation.themes), h.annotation.note)
            for listing, highlights in library.notes()
            for h in highlights
        }
        # A theme that no note has is as good as none: it is there before the first note that gets it.
        used = {theme for _, _, themes, _ in found.values() for theme in themes}
        found["codebook"] = sorted(used & {theme.name for theme in library.codebook.themes()})
    finally:
        library.close()
    waiting: list[str] = []
    for path in sorted((root / "notes").iterdir()):
        if path.suffix == ".json":
            with TinyDB(path, encoding="utf-8") as database:
                database.all()
                waiting += [document["note"] for document in database.table("_conflicts").all()]
    found["versions that wait"] = sorted(waiting)
    return found


def _first(library: Library) -> tuple[str, Annotation]:
    listing, highlights = min(library.notes(), key=lambda found: found[0].article.title)
    return listing.article.id, min((h.annotation for h in highlights), key=lambda a: a.target.position.start)


def _changing(root: Path, change: Callable[[str, Annotation], tuple[Annotation | None, Annotation | None]]) -> None:
    library = Library.open(root)
    try:
        article, annotation = _first(library)
        before, after = change(article, annotation)
        key = (after or annotation).id
        text = library.text_of(article)
        library.apply(library.operation("tried", Change("note", article, key, before, after)), text)
    finally:
        library.close()


def save(root: Path) -> None:
    """A new highlight with a new theme."""
    new = UUID(int=7)
    _changing(root, lambda _, a: (None, replace(a, id=str(new), themes=("people", "fresh"), note="new")))


def edit(root: Path) -> None:
    """Another note."""
    _changing(root, lambda _, a: (a, replace(a, note="Longer than before, and «wäre» too. " * 9)))


def delete(root: Path) -> None:
    """One highlight less."""
    _changing(root, lambda _, a: (a, None))


def _commanded(*arguments: str, fine: tuple[int, ...] = (0,)) -> Callable[[Path], None]:
    def act(root: Path) -> None:
        with (
            Path(os.devnull).open("w", encoding="utf-8") as nowhere,
            redirect_stdout(nowhere),
            redirect_stderr(nowhere),
        ):
            code = command(["--library", str(root), *arguments])
        if code not in fine:
            raise ReaderError(f"exit code {code}")

    return act


rename = _commanded("themes", "rename", "tariffs", "trade/customs")
undo = _commanded("undo")
refresh = _commanded("list", fine=(0, 1))  # 1: it says what it took in


def renamed(root: Path, articles: int) -> None:
    """A library in which a theme was renamed."""
    make(root, articles)
    rename(root)


def copied(root: Path, articles: int) -> None:
    """A library with the copies that another machine's edits became."""
    make(root, articles)
    for number, path in enumerate(sorted((root / "notes").glob("*.json"))):
        content = json.loads(path.read_text("utf-8"))
        for document in content["_default"].values():
            document["note"] = f"Written elsewhere, {number}."
            document["modified"] = "2031-01-01T00:00:00.000Z"
        copy = path.with_name(f"{path.stem}.sync-conflict-20260314-101530-ABCDEFG.json")
        copy.write_text(json.dumps(content, indent=2), "utf-8")


def aged(root: Path, articles: int) -> None:
    """A library whose notes are of the first format."""
    make(root, articles)
    for path in (root / "notes").glob("*.json"):
        content = json.loads(path.read_text("utf-8"))
        about = content["_meta"]["1"]
        about["schema"] = 1
        about.get("state", {}).pop("text_hash", None)
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


# ---- TinyDB as it comes


class Handle:
    """The file of a JSONStorage, through which faults can come."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def write(self, text: str) -> None:
        """Write at once."""
        self.file.write(text)
        self.file.flush()

    def truncate(self) -> None:
        """Cut the rest off."""
        self.file.truncate()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def plain_make(root: Path, articles: int) -> None:
    """The same notes in one file."""
    root.mkdir(exist_ok=True)
    with TinyDB(root / "notes.json") as database:
        for number in range(2 * max(articles, 10)):
            database.insert({"id": str(number), "note": f"Note {number}. {SENTENCES}"})


def plain_state(root: Path) -> State:
    """What the file says."""
    with TinyDB(root / "notes.json") as database:
        return {document["id"]: document["note"] for document in database.all()}


def _plainly(change: Callable[[TinyDB], object]) -> Callable[[Path], None]:
    def act(root: Path) -> None:
        database = TinyDB(root / "notes.json")
        storage: Any = database.storage
        storage._handle = Handle(storage._handle)
        change(database)

    return act


def _plain_targets() -> Sequence[Target]:
    return ((Handle, "write"), (os, "fsync"), (Handle, "truncate"))


def _plain(change: Callable[[TinyDB], object]) -> Scenario:
    return Scenario(plain_make, _plainly(change), plain_state, _plain_targets)


SCENARIOS = {
    "save": Scenario(make, save, ours),
    "edit": Scenario(make, edit, ours),
    "delete": Scenario(make, delete, ours),
    "rename in 4 articles": Scenario(make, rename, ours, articles=4),
    "rename in many": Scenario(make, rename, ours, articles=0),
    "undo of a rename": Scenario(renamed, undo, ours, articles=4),
    "merge": Scenario(copied, refresh, ours, articles=3, is_settled_by_looking=True),
    "migration": Scenario(aged, edit, ours),
    "TinyDB: save": _plain(lambda database: database.insert({"id": "x", "note": "new"})),
    "TinyDB: edit": _plain(lambda database: database.update({"note": "shorter"}, where("id") == "3")),
    "TinyDB: delete": _plain(lambda database: database.remove(where("id") == "3")),
}


# ---- the trials


def _in_child(work: Callable[[], Any]) -> tuple[bool, Any]:
    """Do `work` in a process of its own: whether it came to an end, and what it gave or the error it raised."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            result = [True, work()]
        except (ReaderError, OSError, ValueError, KeyError, TypeError) as error:
            result = [False, repr(error)]
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            json.dump(result, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    if not said:
        return False, "killed"
    ended, value = json.loads(said)
    return bool(ended), value


def _state(scenario: Scenario, root: Path) -> State | None:
    ended, state = _in_child(lambda: scenario.state(root))
    return state if ended else None


class Trials:
    """One scenario, with all its faults."""

    def __init__(self, scenario: Scenario, folder: Path, articles: int) -> None:
        self.scenario, self.folder = scenario, folder
        self.origin = folder / "origin"
        scenario.prepare(self.origin, articles)
        self.before = _state(scenario, self._copy())
        root = self._copy()
        self.calls = self._count(root)
        self.after = _state(scenario, root)
        assert self.before is not None
        assert self.after is not None
        assert self.before != self.after or scenario.is_settled_by_looking, "the scenario changes nothing"

    def _copy(self) -> Path:
        root = self.folder / "library"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.origin, root, symlinks=True)
        return root

    def _count(self, root: Path) -> list[str]:
        def work() -> list[str]:
            with injected(KILL, -1, self.scenario.targets()) as made:
                self.scenario.act(root)
            return made

        ended, made = _in_child(work)
        assert ended, made
        return list(made)

    def at(self, fault: str, number: int) -> str:
        """What became of the library when that call failed so."""
        root = self._copy()

        def work() -> None:
            with injected(fault, number, self.scenario.targets()):
                self.scenario.act(root)

        acknowledged, _ = _in_child(work)
        found = _state(self.scenario, root)
        if found is None:
            return "unreadable"
        if found != self.after and (acknowledged or found != self.before):
            return "lost"
        if not acknowledged and found == self.before:
            ended, _ = _in_child(lambda: self.scenario.act(root))
            if not ended or _state(self.scenario, root) != self.after:
                return "wedged"
        return "whole"

    def torn(self, step: int) -> Counter[str]:
        """What became of it when the notes file that was written last is cut off, or goes on with zeros."""
        root = self._copy()
        ended, error = _in_child(lambda: self.scenario.act(root))
        assert ended, error
        names = [path for path in root.rglob("*.json") if path.parent.name in {"notes", "library"}]
        path = max(names, key=lambda each: each.stat().st_mtime_ns)
        whole, outcomes = path.read_bytes(), Counter[str]()
        shutil.rmtree(self.folder / "done", ignore_errors=True)
        shutil.copytree(root, self.folder / "done", symlinks=True)
        for at in range(0, len(whole), step):
            for rest in (b"", bytes(len(whole) - at)):
                shutil.rmtree(root)
                shutil.copytree(self.folder / "done", root, symlinks=True)
                path.write_bytes(whole[:at] + rest)
                os.utime(path, (OLD, OLD))
                found = _state(self.scenario, root)
                outcomes["unreadable" if found is None else "whole" if found == self.after else "lost"] += 1
        return outcomes


def run(name: str, options: argparse.Namespace, folder: Path) -> bool:
    """Go through one scenario and print its row; whether nothing went wrong."""
    scenario = SCENARIOS[name]
    trials = Trials(scenario, folder, scenario.articles or options.articles)
    outcomes: Counter[str] = Counter()
    chance = random.Random(7)
    numbers = range(len(trials.calls))
    drawn = numbers if len(numbers) <= options.sample else sorted(chance.sample(numbers, options.sample))
    for fault in FAULTS:
        for number in drawn:
            outcome = trials.at(fault, number)
            outcomes[outcome] += 1
            if outcome != "whole" and options.verbose:
                print(f"    {fault} at call {number}, {trials.calls[number]}: {outcome}")
    _print(name, len(trials.calls), outcomes)
    if not options.torn or scenario.articles != 1:
        return outcomes["whole"] == outcomes.total()
    torn = trials.torn(options.torn)
    _print(f"{name}, torn", len(trials.calls), torn)
    return outcomes["whole"] + torn["whole"] == outcomes.total() + torn.total()


def _print(name: str, calls: int, outcomes: Counter[str]) -> None:
    row = "".join(f"{outcomes[outcome]:>12,}" for outcome in OUTCOMES)
    print(f"{name:24}{calls:>8,}{outcomes.total():>9,}{row}", flush=True)


def main() -> None:
    """Go through all, or those that are named; exit 1 when ours lost something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="names, or beginnings of names")
    parser.add_argument("--articles", type=int, default=300, help="in `rename in many`")
    parser.add_argument("--sample", type=int, default=120, help="calls that are drawn where there are more")
    parser.add_argument("--torn", type=int, default=1, help="tear at every n-th byte; 0: not at all")
    parser.add_argument("--verbose", action="store_true", help="name each fault that did harm")
    parser.add_argument("--folder", type=Path, help="where to write; a temporary folder unless told otherwise")
    options = parser.parse_args()
    named = [name for name in SCENARIOS if any(name.startswith(word) for word in options.scenarios or [""])]
    print(f"{'':24}{'calls':>8}{'trials':>9}" + "".join(f"{outcome:>12}" for outcome in OUTCOMES))
    sound = True
    for name in named:
        folder = Path(tempfile.mkdtemp(dir=options.folder))
        try:
            good = run(name, options, folder)
        finally:
            shutil.rmtree(folder)
        sound &= good or name.startswith("TinyDB")
    sys.exit(not sound)


if __name__ == "__main__":
    main()
