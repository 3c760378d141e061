"""Which files below a folder are our notes: their `reader_id` says it, wherever they were moved."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reader.export import front_matter
from reader.export.vault import properties
from reader.export.vault.note import ID, THEME
from reader.export.vault.record import Head
from reader.store.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_HEAD_BYTES, _LONGEST_HEAD = 8192, 131_072
"""Of a file that are looked at: front matter is shorter, or else so long."""

_ID = re.compile(rf"^([\"']?){ID}\1[ \t]*:[ \t]+(?P<value>.*)$", re.MULTILINE)
_OLD_THEME = re.compile(rf"^{front_matter.THEME}[ \t]*:(.*)$", re.MULTILINE)
_SEAL = re.compile(rf"^{front_matter.SEAL}[ \t]*:", re.MULTILINE)
_END = re.compile(rb"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_FENCE = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n")


def scan(folder: Path, known: Mapping[str, tuple[Stamp, Head]]) -> dict[str, tuple[Stamp, Head]]:
    """The Markdown files below `folder` by their names relative to it, with what their heads say.

    Only those are read whose stamps are not `known`. Hidden folders, and what links lead to, are left out; what cannot
    be read is passed over.
    """
    found = {}
    for name, path, stamp in _files(str(folder)):
        before = known.get(name)
        found[name] = (stamp, before[1] if before is not None and before[0] == stamp else _head(path))
    return found


def by_id(heads: Mapping[str, tuple[Stamp, Head]]) -> dict[str, list[str]]:
    """Names of files by their ids: those in today's form first, then the shortest, then by the alphabet."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, (_, head) in heads.items():
        if head.id:
            found[head.id].append(name)
    for names in found.values():
        names.sort(key=lambda name: (heads[name][1].is_old, len(name), name))
    return found


def head_of(path: Path) -> Head:
    """What a file says of itself; nothing where it cannot be read."""
    return _head(str(path))


def _files(folder: str) -> Iterator[tuple[str, str, Stamp]]:
    waiting = [("", folder)]
    while waiting:
        prefix, path = waiting.pop()
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path))
                elif entry.name.lower().endswith(".md") and entry.is_file(follow_symlinks=False):
                    yield f"{prefix}{entry.name}", entry.path, Stamp.from_stat(entry.stat(follow_symlinks=False))
            except OSError:
                continue


def _head(path: str) -> Head:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - thousands are looked at
            data = file.read(4)
            if not data.startswith((b"---", b"\xef\xbb\xbf-")):
                return Head("")
            data += file.read(_HEAD_BYTES)
            if len(data) > _HEAD_BYTES and not _END.search(data, 4):
                data += file.read(_LONGEST_HEAD - len(data))
    except OSError:
        return Head("")
    if not _FENCE.match(data):
        return Head("")
    end = _END.search(data, 4)
    text = data[: end.start() if end else None].decode("utf-8", "replace")
    is_old = _SEAL.search(text) is not None
    if match := _ID.search(text):
        return Head(properties.scalar(match["value"]), is_old)
    if match := _OLD_THEME.search(text):
        return Head(f"{THEME}{front_matter.plain(match[1].strip())}", is_old=True)
    return Head("")
