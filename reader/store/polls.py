"""How the feeds are, on this machine: what the last fetch of each left behind. It may be deleted at any time."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from reader.model.feed import FeedState
from reader.store import atomic, codec, faults

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".reader/feeds"
"""Below the library's root: a file for each feed."""

_SHORT = timedelta(minutes=5)


class Polls:
    """The states of a library's feeds.

    When a feed was asked last is the time of its file: a look that finds nothing new changes no byte.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def load(self, feed: str) -> FeedState:
        """How a feed is; that of one that was never asked where nothing is known, or what is there cannot be read."""
        path = self._path(feed)
        found = atomic.read(path)
        if found is None:
            return FeedState()
        try:
            document = json.loads(found[0])
            state = FeedState(**{field.name: _value(document, field.name) for field in fields(FeedState)})
        except (ValueError, TypeError, AttributeError, RecursionError):
            return FeedState()
        checked = datetime.fromtimestamp(found[1].mtime_ns // 1_000_000 / 1000, UTC)
        return replace(state, checked=codec.moment_text(checked))

    def save(self, feed: str, state: FeedState, checked: datetime, before: FeedState) -> None:
        """Keep how a feed is, which was asked at `checked`; what is as it was `before` is not written anew."""
        path = self._path(feed)
        if replace(state, checked="") == replace(before, checked="") and _is_just_now(before.checked, checked):
            return
        if replace(state, checked="") != replace(before, checked="") or not before.checked:
            document = {key: value for key, value in asdict(state).items() if value and key != "checked"}
            atomic.make_folder(path.parent)
            atomic.write(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
        moment = round(checked.timestamp() * 1000) * 1_000_000
        try:
            os.utime(path, ns=(moment, moment))
        except OSError as error:
            raise faults.unwritable(path, error) from error

    def forget(self, feed: str) -> None:
        """Know nothing of a feed any more: the next fetch reads it whole."""
        if os.path.lexists(self._path(feed)):
            atomic.remove(self._path(feed))

    def _path(self, feed: str) -> Path:
        return self._root / FOLDER / f"{feed}.json"


_DEFAULT = FeedState()


def _is_just_now(before: str, now: datetime) -> bool:
    """Was a feed asked so short a time before that nobody needs to know of this time?"""
    try:
        return bool(before) and timedelta() <= now - codec.moment(before) < _SHORT
    except ValueError:
        return False


def _value(document: dict[str, Any], name: str) -> Any:
    default = getattr(_DEFAULT, name)
    value = document.get(name, default)
    if isinstance(default, tuple):
        return tuple(each for each in value if type(each) is int)
    if type(value) is not type(default):
        raise ValueError(name)
    # Validators are sent back as they came; they hold no line end, and nothing else shows them.
    return value if not isinstance(value, str) or name in {"etag", "modified"} else codec.line(value)
