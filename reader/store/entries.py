"""What of each feed ever came: so that an entry comes once, also when its article was deleted, and on every machine.

A folder for each feed, in it a file for each machine, which nobody else writes: a line of JSON for each entry, and one
more when it changes or its article expires. What identifies an entry is kept as hashes, which are short and all alike.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

import orjson

from reader.store import atomic, faults, machine
from reader.store.locks import Lock
from reader.store.names import is_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FOLDER = "feeds"
"""Below the library's root."""

MOST = 20_000
"""Entries of a feed that a machine remembers: a paper's of half a year, and more than any feed sends at once."""

_LARGE = 12 * 1024 * 1024
"""Bytes from which on a file is written anew, with the last version of each entry."""

_SUFFIX = ".jsonl"
_ARTICLE = re.compile(rb'"article": "([a-z0-9-]{1,96})"')
_ADDRESS = re.compile(rb'"url": "([0-9a-f]{16})"')


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits for a text; none for an empty one."""
    if not any(parts):
        return ""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry that came, and what became of it; all but the last four are digests."""

    id: str = ""
    """Of the id that its feed gives it."""

    url: str = ""
    """Of its address as it is compared."""

    said: str = ""
    """Of all that the feed said of it."""

    text: str = ""
    """The beginning of the hash of the canonical text that it had here; empty where its article came another way."""

    title: str = ""
    """Of the title that it had here."""

    article: str = ""
    """The id of its article."""

    at: str = ""
    """When it came, or changed: ISO 8601 in UTC."""

    excerpt: bool = False
    """Was its page asked for, and could not be had yet?"""

    expired: bool = False
    """Did the rule of its feed throw its article away? That happens once."""


class Known:
    """The entries of one feed that came."""

    def __init__(self, entries: Iterable[Seen] = ()) -> None:
        self._by_id: dict[str, Seen] = {}
        self._by_url: dict[str, Seen] = {}
        self._by_said: dict[str, Seen] = {}
        self._by_words: dict[tuple[str, str], Seen] = {}
        self._articles: dict[str, Seen] = {}
        self._last: dict[str, Seen] = {}
        for each in entries:
            self.add(each)

    def add(self, seen: Seen) -> None:
        """Take in an entry, or its next version."""
        for key, index in ((seen.id, self._by_id), (seen.url, self._by_url), (seen.said, self._by_said)):
            if key:
                index[key] = seen
        self._last[key_of(seen)] = seen
        if seen.article:
            self._articles[seen.article] = seen
            if seen.text:
                self._by_words[seen.text, seen.title] = seen

    def saying(self, text: str, title: str) -> Seen | None:
        """The entry whose article had this text and this title, as they are remembered."""
        return self._by_words.get((text, title))

    def find(self, *, id: str, url: str, said: str) -> Seen | None:  # noqa: A002 - the field's word
        """The entry that this one is: by its id, its address, what it says; an empty one does not count."""
        found = self._by_id.get(id) if id else None
        if found is None and url:
            found = self._by_url.get(url)
        if found is None and said:
            found = self._by_said.get(said)
        return found

    @property
    def said(self) -> frozenset[str]:
        """What each entry said last."""
        return frozenset(seen.said for seen in self._last.values() if seen.said)

    @property
    def articles(self) -> dict[str, Seen]:
        """The entries by the ids of their articles."""
        return self._articles


class Entries:
    """What of its feeds ever came into a library. Threads and processes may write at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock(root / ".reader" / "locks" / "entries.lock")

    def known(self, feed: str) -> Known:
        """What came of a feed, on any machine."""
        found = [seen for path in self._files(feed) for seen in _read(path)]
        return Known(sorted(found, key=lambda seen: seen.at))

    def articles(self, feed: str) -> frozenset[str]:
        """The ids of all articles that came of a feed, wherever they are now."""
        found: set[bytes] = set()
        for path in self._files(feed):
            data = atomic.read(path)
            found.update(_ARTICLE.findall(data[0]) if data else ())
        return frozenset(each.decode() for each in found)

    def stamp(self, feed: str) -> tuple[tuple[str, int, int], ...]:
        """Another whenever something came of a feed."""
        found = [(path.name, os.stat(path)) for path in self._files(feed)]  # noqa: PTH116 - cheaper
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)

    def addresses(self) -> frozenset[str]:
        """The digests of all addresses that ever came, of whatever feed."""
        found: set[bytes] = set()
        for feed in self.feeds():
            for path in self._files(feed):
                data = atomic.read(path)
                found.update(_ADDRESS.findall(data[0]) if data else ())
        return frozenset(each.decode() for each in found)

    def feeds(self) -> tuple[str, ...]:
        """The ids of the feeds of which something came, also of those that are not subscribed to any more."""
        try:
            names = [path.name for path in (self._root / FOLDER).iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise faults.unreadable(self._root / FOLDER, error) from error
        return tuple(sorted(name for name in names if is_id(name)))

    def add(self, feed: str, entries: Iterable[Seen]) -> None:
        """Remember entries durably; none leaves everything as it is."""
        lines = b"".join(map(_line, entries))
        if not lines:
            return
        folder = self._root / FOLDER / feed
        path = folder / f"{machine.name(self._root)}{_SUFFIX}"
        with self._lock:
            if not folder.is_dir():
                atomic.make_folder(folder.parent)
                atomic.make_folder(folder)
            atomic.append(path, lines)
            if path.stat().st_size > _LARGE:
                _shorten(path)

    def _files(self, feed: str) -> list[Path]:
        """Those of all machines; a second version, as programs that synchronise folders leave it, tells as much."""
        try:
            paths = list((self._root / FOLDER / feed).iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise faults.unreadable(self._root / FOLDER / feed, error) from error
        return sorted(path for path in paths if path.suffix == _SUFFIX and path.name[0] != ".")


def key_of(seen: Seen) -> str:
    """What is the same in all versions of an entry."""
    return seen.article or seen.id or seen.url or seen.said


def _shorten(path: Path) -> None:
    last: dict[str, Seen] = {}
    for seen in _read(path):
        last.pop(key_of(seen), None)
        last[key_of(seen)] = seen
    kept = list(last.values())[-MOST:]
    atomic.write(path, b"".join(map(_line, kept)))


def _line(seen: Seen) -> bytes:
    said = {key: value for key, value in asdict(seen).items() if value}
    return (json.dumps(said, ensure_ascii=True) + "\n").encode()


def _read(path: Path) -> Iterator[Seen]:
    """The entries in a file; lines that a crash left broken are passed over."""
    found = atomic.read(path)
    for line in found[0].split(b"\n") if found else ():
        seen = _parsed(line)
        if seen is not None:
            yield seen


def _parsed(line: bytes) -> Seen | None:
    if not line:
        return None
    try:
        document = orjson.loads(line)
        seen = Seen(**document)
    except (ValueError, TypeError):
        # Torn by a crash, or of a newer version, which may say more.
        return _known_parts(line)
    return seen if _is_sound(document) else None


def _known_parts(line: bytes) -> Seen | None:
    try:
        document = orjson.loads(line)
    except ValueError:
        return None
    given = {key: document[key] for key in _KINDS if key in document} if isinstance(document, dict) else {}
    return Seen(**given) if given and _is_sound(given) else None


def _is_sound(document: Mapping[str, object]) -> bool:
    return all(type(value) is _KINDS[key] for key, value in document.items())


_KINDS: dict[str, type] = {field.name: type(field.default) for field in fields(Seen)}
