"""The versions of notes that stand beside those that are shown, while the notes of an article are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.store import codec
from reader.store.heads import later, wording
from reader.store.merge import BESIDE, CONFLICTS, MERGED, number_of
from reader.store.revisions import TARGET, content, earlier_values, lineage, stamped, value_digest

if TYPE_CHECKING:
    from reader.store.jsonfile import Document, Tables
    from reader.store.shards import Shards

_OWN = {"id", "note", "created", "modified", "deleted"}
"""What a change of the version that is shown does not do to those that wait."""


class Others:
    """The tables `_conflicts` and `_merged` of one file."""

    def __init__(self, tables: Tables) -> None:
        self._tables = {name: dict(tables.get(name, {})) for name in BESIDE}
        self._changed: set[str] = set()

    def write(self, shards: Shards, stem: str) -> None:
        """Put what was changed into the file; a table that is empty is taken out."""
        for name in sorted(self._changed):
            if self._tables[name]:
                shards[f"{stem}/{name}"] = self._tables[name]
            elif name in shards.file(stem):
                del shards[f"{stem}/{name}"]

    def succeed(self, old: Document, document: Document, base: Document | None) -> Document:
        """What is shown after `old`, where `document`, which was made from `base`, is put in its place."""
        # Of one that was forgotten nothing is left to build upon.
        base = {} if base is None or is_forgotten(old) else base
        gone = {"deleted", *(base.keys() - document.keys())}
        kept = {key: value for key, value in old.items() if key not in gone}
        made = {**kept, **_changed(document, base, old)}
        rest = self._take(MERGED, old["id"])
        for version in self._take(CONFLICTS, old["id"]):
            if wording(version) == wording(made):
                rest.append(version)
            else:
                self._wait(_alike(version, made, old))
        if not _collide(old, document, base):
            return stamped(made, old, *rest)
        theirs = stamped({**made, "note": old["note"], "modified": old.get("modified", "")}, old, *rest)
        mine = stamped(made, _before(old, base), *rest)
        shown = later(mine, theirs)
        self._wait(mine if shown is theirs else theirs)
        return shown

    def end(self, old: Document, deleted: str) -> Document:
        """The tombstone of `old` and all its versions."""
        waiting = [version for version in self._tables[CONFLICTS].values() if version.get("id") == old["id"]]
        return stamped({**old, "deleted": deleted}, old, *self._take(MERGED, old["id"]), *waiting)

    def forget(self, old: Document) -> Document:
        """The tombstone of `old` without what it and its versions said."""
        versions = [*self._take(MERGED, old["id"]), *self._take(CONFLICTS, old["id"])]
        made = stamped({"id": old["id"], "quote": "", "deleted": old["deleted"]}, old, *versions)
        return {key: value for key, value in made.items() if key != "replaces"}

    def settle(self, shown: Document, note: str) -> Document:
        """The version that is shown, after that which says `note` waits no longer."""
        settled = []
        for version in self._take(CONFLICTS, shown["id"]):
            if wording(version) == note:
                settled.append(version)
            else:
                self._wait(version)
        return stamped(shown, shown, *settled)

    def wait(self, shown: Document, version: Document) -> None:
        """Let a version wait beside the one that is shown."""
        others = {key: value for key, value in content(shown).items() if key not in _OWN}
        self._wait(_risen({**others, **version}, shown))

    def _wait(self, version: Document) -> None:
        self._changed.add(CONFLICTS)
        self._tables[CONFLICTS][number_of(version)] = version

    def _take(self, name: str, identifier: str) -> list[Document]:
        """Take the versions of a note out of a table."""
        table = self._tables[name]
        numbers = [number for number, version in table.items() if version.get("id") == identifier]
        if numbers:
            self._changed.add(name)
        return [table.pop(number) for number in numbers]


def is_forgotten(document: Document) -> bool:
    """Is it the tombstone of a note that says nothing any more but that it was deleted?"""
    return bool(document.get("deleted")) and "created" not in document


def _changed(document: Document, base: Document, old: Document) -> Document:
    """What a person changed: of a document that was made from none, everything."""
    changed = {key: value for key, value in document.items() if key not in base or base[key] != value}
    if any(key in changed for key in TARGET):
        changed.update({key: document[key] for key in TARGET if key in document})
    if base and "themes" in changed:
        changed["themes"] = _united(base.get("themes"), changed["themes"], old.get("themes"))
    return changed


def _united(base: Any, mine: list[str], theirs: Any) -> list[str]:
    """Themes that two gave and took away."""
    if not isinstance(base, list) or not isinstance(theirs, list):
        return mine
    kept = [theme for theme in mine if theme in theirs or theme not in base]
    return kept + [theme for theme in theirs if theme not in mine and theme not in base]


def _collide(old: Document, document: Document, base: Document) -> bool:
    """Did two write another note each, on one that says the same?"""
    if "note" not in base or old.get("deleted"):
        return False
    ours, theirs, before = (codec.prose(wording(version)) for version in (document, old, base))
    return bool(ours) and bool(theirs) and theirs != ours != before != theirs


def _before(old: Document, base: Document) -> Document:
    """The version that two notes were made from, as far as it is known."""
    parents = [revision for revision in lineage(old)[:-1] if revision != old.get("rev")]
    return {**old, **base, "rev": "", "parents": parents}


def _alike(version: Document, made: Document, old: Document) -> Document:
    """A version that waits, with what was done to the one that is shown."""
    changed = {key: value for key, value in made.items() if key not in _OWN and old.get(key) != value}
    if "themes" in changed:
        changed["themes"] = _united(old.get("themes"), changed["themes"], version.get("themes"))
    alike = stamped({**version, **changed}, version) if changed else version
    return _risen({**alike, "modified": made.get("modified", "")}, made) if old.get("deleted") else alike


def _risen(version: Document, shown: Document) -> Document:
    """A version that was given up, waiting again: its note stands beside the one that is shown, and is no older."""
    notes = [*earlier_values(version, "note"), value_digest(shown.get("note"))]
    made, replaces = stamped(version, None), version.get("replaces")
    known = replaces if isinstance(replaces, dict) else {}
    return {**made, "replaces": {**known, "note": list(dict.fromkeys(notes))}}
