"""Whether a change can still be made: what it begins with is looked for on the disk."""

from __future__ import annotations

import os
from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from reader.library.applying import state_fields
from reader.model.annotation import Annotation
from reader.model.article import ArticleState
from reader.model.feed import Feed
from reader.model.theme import Theme
from reader.store import atomic, codec
from reader.store.trash import FOLDER

if TYPE_CHECKING:
    from reader.library.door import Library
    from reader.store.operations import Change, Value
    from reader.store.shard import Shard

_ASIDE = frozenset({"modified"})
_PLACE = frozenset({"prefix", "suffix", "start", "end", "occurrence", "text_hash"})
"""Where an annotation is, which the text decides as well as its owner."""


class Standing(Enum):
    """What the disk says of a change."""

    READY = auto()
    """It has what was before: the change can be made."""

    DONE = auto()
    """It has what is after: there is nothing to do."""

    OTHER = auto()
    """It has neither: somebody changed it since, and that stays."""


class Disk:
    """What the disk has, each article's notes read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._shards: dict[str, Shard] = {}
        self._themes: dict[str, Theme] | None = None
        self._feeds: dict[str, Feed] | None = None

    def standing(self, change: Change) -> Standing:
        """What the disk says of a change."""
        looks = {
            "note": self._of_note,
            "state": self._of_state,
            "theme": self._of_theme,
            "conflict": self._of_conflict,
            "line": self._of_line,
            "file": self._of_file,
            "metadata": self._of_metadata,
            "text": self._library.stubs.standing,
            "feed": self._of_feed,
        }
        look = looks.get(change.kind)
        return Standing.OTHER if look is None else look(change)

    def _of_note(self, change: Change) -> Standing:
        return _of_note(self._note(change), change.before, change.after)

    def _of_metadata(self, change: Change) -> Standing:
        has = self._library.describing.has
        if has(change.article, change.after):
            return Standing.DONE
        return Standing.READY if has(change.article, change.before) else Standing.OTHER

    def current(self, change: Change) -> Annotation | None:
        """The note that a change is about, as the disk has it; None when it is not there."""
        return self._note(change)

    def _shard(self, article: str) -> Shard:
        if article not in self._shards:
            self._shards[article] = self._library.notes_store.load(article)
        return self._shards[article]

    def _note(self, change: Change) -> Annotation | None:
        return next((each for each in self._shard(change.article).annotations if each.id == change.key), None)

    def _of_state(self, change: Change) -> Standing:
        state, names = self._shard(change.article).state, state_fields(change)
        for value, standing in ((change.before, Standing.READY), (change.after, Standing.DONE)):
            wanted = value if isinstance(value, ArticleState) else ArticleState()
            if all(getattr(state, name) == getattr(wanted, name) for name in names):
                return standing
        return Standing.OTHER

    def _of_line(self, change: Change) -> Standing:
        said = dict(self._shard(change.article).lines).get(change.key, "")
        if said == (change.after or ""):
            return Standing.DONE
        return Standing.READY if said == (change.before or "") else Standing.OTHER

    def _of_conflict(self, change: Change) -> Standing:
        """Does the other wording of a note wait or not?"""
        value = change.before or change.after
        if self._note(change) is None or not isinstance(value, Annotation):
            return Standing.OTHER
        waiting = self._shard(change.article).conflicts
        waits = any((each.id, each.note) == (value.id, value.note) for each in waiting)
        return Standing.READY if waits == (change.before is not None) else Standing.DONE

    def _of_file(self, change: Change) -> Standing:
        here = [self._library.root / path if isinstance(path, str) else None for path in (change.before, change.after)]
        old, new = (path if path is not None and os.path.lexists(path) else None for path in here)
        is_for_trash = isinstance(change.after, str) and change.after.startswith(FOLDER)
        if old and new and is_for_trash and not atomic.are_same(old, new):
            # It was thrown away, and another file has its name since.
            return Standing.DONE
        if old:
            return Standing.READY
        is_thrown = is_for_trash and change.article in self._library.trash.ids()
        return Standing.DONE if new or is_thrown else Standing.OTHER

    def _of_theme(self, change: Change) -> Standing:
        if self._themes is None:
            self._themes = {theme.name: theme for theme in self._library.codebook.themes()}
        for value, other, standing in (
            (change.before, change.after, Standing.READY),
            (change.after, change.before, Standing.DONE),
        ):
            name = value.name if isinstance(value, Theme) else other.name if isinstance(other, Theme) else ""
            if self._themes.get(name) == value:
                return standing
        return Standing.OTHER

    def _of_feed(self, change: Change) -> Standing:
        """A feed whose address moved, or that got a name, meanwhile is still what it was."""
        if self._feeds is None:
            self._feeds = {feed.id: feed for feed in self._library.subscriptions.feeds()}
        found = self._feeds.get(change.key)
        before, after = change.before, change.after
        if isinstance(before, Feed) and isinstance(after, Feed) and found is not None:
            names = [name for name in Feed.__slots__ if getattr(before, name) != getattr(after, name)]
            if all(getattr(found, name) == getattr(after, name) for name in names):
                return Standing.DONE
            is_ready = all(getattr(found, name) == getattr(before, name) for name in names)
            return Standing.READY if is_ready else Standing.OTHER
        for value, standing in ((before, Standing.READY), (after, Standing.DONE)):
            if (found is None) == (value is None):
                return standing
        return Standing.OTHER


def _of_note(found: Annotation | None, before: Value, after: Value) -> Standing:
    if isinstance(before, Annotation) and isinstance(after, Annotation):
        if found is None:
            return Standing.OTHER
        old, new, now = map(codec.note_document, (before, after, found))
        names = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)} - _ASIDE
        if all(now.get(name) == new.get(name) for name in names):
            return Standing.DONE
        is_ready = all(now.get(name) == old.get(name) for name in names)
        return Standing.READY if is_ready else Standing.OTHER
    for value, standing in ((before, Standing.READY), (after, Standing.DONE)):
        if _said(found) == _said(value):
            return standing
    return Standing.OTHER


def _said(value: Value) -> object:
    """What an annotation says, as the disk has it, apart from when it was written and where it is."""
    if not isinstance(value, Annotation):
        return None
    document = codec.note_document(value)
    return {name: said for name, said in document.items() if name not in _ASIDE | _PLACE}


def upon(current: Annotation | None, change: Change) -> Change:
    """A change of a note that keeps what else became of the note since."""
    before, after = change.before, change.after
    if current is None or not isinstance(before, Annotation) or not isinstance(after, Annotation):
        return change
    names = [name for name in Annotation.__slots__ if getattr(before, name) != getattr(after, name)]
    made = replace(current, **{name: getattr(after, name) for name in names})
    return replace(change, before=current, after=made)
