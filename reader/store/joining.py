"""Notes that stand in two places, brought together under the lock: nothing of either is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.store import absorbing, atomic, jsonfile, shard, snapshots
from reader.store.locks import Lock
from reader.store.merge import BESIDE, merge

if TYPE_CHECKING:
    from pathlib import Path

    from reader.store.jsonfile import Tables


def doubles(root: Path, name: str) -> int:
    """How many notes stand in a file more than once; raises DamagedError for one that is not to be trusted."""
    notes = _read(root, name).get(jsonfile.NOTES, {}).values()
    return len(notes) - len({note["id"] for note in notes})


def ids(root: Path, name: str) -> frozenset[str]:
    """The ids of all notes in a file, also of deleted ones, and of versions that wait; as above."""
    tables = _read(root, name)
    documents = (document for table in (jsonfile.NOTES, *BESIDE) for document in tables.get(table, {}).values())
    return frozenset(str(document.get("id", "")) for document in documents)


def noted_id(root: Path, name: str) -> str:
    """The id of the article that a file of notes says that it is on; empty where it says none."""
    known = jsonfile.meta(_read(root, name)).get("article", {}).get("id", "")
    return known if isinstance(known, str) else ""


def join_doubles(root: Path, name: str) -> None:
    """Make one note of those that stand in a file more than once; wordings that differ wait for a decision."""
    with _lock(root):
        tables = _read(root, name)
        jsonfile.refuse_newer(tables, _path(root, name))
        _write(root, name, merge(tables))


def join(root: Path, old: str, new: str) -> str:
    """Bring the notes in the file of one article into that of another, and the file into the trash; where it is."""
    with _lock(root):
        ours, theirs = _read(root, new), _read(root, old)
        for name, tables in ((new, ours), (old, theirs)):
            jsonfile.refuse_newer(tables, _path(root, name))
        joined = merge(ours, theirs) if ours else theirs
        about = jsonfile.meta(ours)
        if "article" in about:
            joined[jsonfile.META]["1"]["article"] = about["article"]
        _write(root, new, joined)
        return absorbing.move(root, f"notes/{old}.json")


def _lock(root: Path) -> Lock:
    return Lock(root / ".reader" / "locks" / "notes.lock")


def _path(root: Path, name: str) -> Path:
    return root / "notes" / f"{name}.json"


def _write(root: Path, name: str, tables: Tables) -> None:
    path = _path(root, name)
    found = atomic.read(path)
    if found is not None:
        snapshots.keep(path, found[0])
    atomic.write(path, jsonfile.dump(tables))


def _read(root: Path, name: str) -> Tables:
    found = atomic.read(_path(root, name))
    if found is None:
        return {}
    tables = jsonfile.parse(found[0], _path(root, name))
    shard.check(tables, _path(root, name))
    return tables
