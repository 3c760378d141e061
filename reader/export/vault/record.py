"""What was seen in a folder last: so that what has not changed is neither read nor made again.

Derived: where it is lost, everything is looked at once more.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.store import atomic
from reader.store.stamp import Stamp

if TYPE_CHECKING:
    from pathlib import Path

_FORM = 1


@dataclass(frozen=True, slots=True)
class Head:
    """What the front matter of a file says of it."""

    id: str
    """Its `reader_id`; empty for a file that is not ours."""

    is_old: bool = False
    """Was it exported whole, by an earlier version of this program?"""


@dataclass(slots=True)
class Record:
    """What is remembered of one folder."""

    heads: dict[str, tuple[Stamp, Head]] = field(default_factory=dict)
    """The files below the folder, by their names relative to it, with `/`."""

    made: dict[str, tuple[str, str, Stamp]] = field(default_factory=dict)
    """By `reader_id`: the name of the file, what its note was made from, the file's stamp when it was in step."""


def load(folder: Path, target: Path) -> Record:
    """What is remembered in `folder`, a folder of the library, of the notes in the folder `target`."""
    try:
        found: Any = json.loads(_path(folder, target).read_bytes())
        if found["form"] != _FORM or found["folder"] != str(target.resolve()):
            return Record()
        return Record(
            {name: (Stamp(*stamp), Head(*head)) for name, (stamp, head) in found["heads"].items()},
            {key: (name, made_from, Stamp(*stamp)) for key, (name, made_from, stamp) in found["made"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Record()


def save(record: Record, folder: Path, target: Path) -> None:
    """Remember; raises StoreError."""
    heads = {name: (_numbers(stamp), (head.id, head.is_old)) for name, (stamp, head) in record.heads.items()}
    made = {key: (name, made_from, _numbers(stamp)) for key, (name, made_from, stamp) in record.made.items()}
    content = {"form": _FORM, "folder": str(target.resolve()), "heads": heads, "made": made}
    atomic.write(_path(folder, target), json.dumps(content).encode())


def _path(folder: Path, target: Path) -> Path:
    return folder / f"{hashlib.sha256(str(target.resolve()).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.json"


def _numbers(stamp: Stamp) -> tuple[int, int, int]:
    return stamp.mtime_ns, stamp.size, stamp.inode
