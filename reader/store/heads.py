"""The versions of one note that no other replaces, and what is shown of them.

An edit beats a deletion. Themes are united. Of each other field the value is taken that replaced the others; where
none did, that of the later version. Two wordings of a note, neither of which replaced the other, are for a person to
decide: the later is shown, the other waits.
"""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.store.revisions import (
    TARGET,
    adopted,
    content,
    digest,
    earlier_values,
    fields,
    lineage,
    said,
    united,
    value_digest,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.store.jsonfile import Document


class Heads(NamedTuple):
    """The versions of one note, parted by what becomes of them."""

    shown: Document
    waiting: tuple[Document, ...] = ()
    """Those with another wording, one for each, for a person to decide."""

    rest: tuple[Document, ...] = ()
    """Those that the shown one was made of; none where it is one of them."""


def parted(versions: Iterable[Document]) -> Heads:
    """What becomes of all versions of a note, in whatever order they are given."""
    found = sorted(_current(versions), key=_rank, reverse=True)
    if len(found) == 1:
        return Heads(found[0])
    living = [version for version in found if not version.get("deleted")] or found[:1]
    waiting = _waiting(living)
    rest = tuple(version for version in found if version not in waiting)
    shown = _joined(living)
    if len(rest) == 1 and digest(shown) == rest[0]["rev"]:
        return Heads(rest[0], waiting)
    rev = digest(shown)
    parents = sorted({revision for version in rest for revision in lineage(version)} - {rev})
    return Heads({**shown, "rev": rev, "parents": parents, **_replaces(rest)}, waiting, rest)


def versions_of(heads: Heads) -> list[Document]:
    """The versions that a file holds of a note; a shown one that was made of others is none, unless it was edited."""
    shown, waiting, rest = heads
    if not rest:
        return [shown, *waiting]
    made = parted([*rest, *waiting]).shown
    return [*rest, *waiting] if digest(shown) == made["rev"] else [shown, *rest, *waiting]


def wording(version: Document) -> str:
    """What a person wrote; empty where that is nothing."""
    note = version.get("note")
    return note if isinstance(note, str) else ""


def later(one: Document, other: Document) -> Document:
    """The one that is shown of two versions that may both live."""
    return max(one, other, key=_rank)


def _current(versions: Iterable[Document]) -> list[Document]:
    """The versions that no other replaces, each with all that it is known to replace."""
    known: dict[str, Document] = {}
    for version in map(adopted, versions):
        rev = version["rev"]
        known[rev] = _same(known[rev], version) if rev in known else version
    before = {rev: _ancestors(rev, known) for rev in known}
    current = []
    for rev, version in known.items():
        newer = (each for each in known if each != rev and rev in before[each])
        if not any(each not in before[rev] or _rank(known[each]) > _rank(version) for each in newer):
            missing = before[rev] - {rev} - set(version["parents"])
            parents = sorted({*version["parents"], *missing}) if missing else version["parents"]
            current.append({**version, "parents": parents})
    return current


def _ancestors(rev: str, known: dict[str, Document]) -> set[str]:
    found: set[str] = set()
    ahead = deque(known[rev]["parents"])
    while ahead:
        parent = ahead.popleft()
        if parent not in found:
            found.add(parent)
            ahead.extend(known[parent]["parents"] if parent in known else ())
    return found


def _same(one: Document, other: Document) -> Document:
    """Two that say the same, with the past of both."""
    parents = united([one["parents"], other["parents"]])
    first = one if _text(one) >= _text(other) else other
    return {**first, "parents": parents, **_replaces((one, other))}


def _replaces(versions: Sequence[Document]) -> Document:
    """What is known of the earlier values of their fields."""
    names = sorted({field for version in versions for field in _dictionary(version.get("replaces"))})
    found = {field: united([earlier_values(version, field) for version in versions]) for field in names}
    return {"replaces": found} if found else {}


def _joined(living: Sequence[Document]) -> Document:
    """What is shown of several versions, the first one first."""
    shown = content(living[0])
    for field in sorted({field for version in living for field in fields(version)}):
        if field == "target":
            winner = _standing(living, field)[0]
            shown.update({key: winner[key] for key in TARGET if key in winner})
            continue
        standing = [version for version in _standing(living, field) if field in version] or list(living)
        if field == "themes" and all(isinstance(version.get(field), list) for version in standing):
            shown[field] = _union(version[field] for version in standing)
        elif field == "note":
            shown[field] = next((wording(version) for version in standing if wording(version)), standing[0].get(field))
        else:
            shown[field] = next(version[field] for version in standing if field in version)
    return shown


def _waiting(living: Sequence[Document]) -> tuple[Document, ...]:
    """The first version of each wording that stands beside the one that is shown."""
    by_wording: dict[str, Document] = {}
    for version in _standing(living, "note"):
        if wording(version):
            by_wording.setdefault(wording(version), version)
    return tuple(by_wording.values())[1:]


def _standing(versions: Sequence[Document], field: str) -> list[Document]:
    """Those whose value of a field was not replaced by another's; all where each was."""
    hashes = [value_digest(said(version, field)) for version in versions]
    gone: dict[str, set[str]] = {}
    for version, now in zip(versions, hashes, strict=True):
        gone.setdefault(now, set()).update(earlier_values(version, field))
    standing = [
        version
        for version, now in zip(versions, hashes, strict=True)
        if not any(now in earlier and each not in gone[now] for each, earlier in gone.items() if each != now)
    ]
    return standing or list(versions)


def _union(lists: Iterable[list[Any]]) -> list[Any]:
    """What is in any of the lists, once, in the order in which it comes."""
    found: list[Any] = []
    for values in lists:
        found += [value for value in values if value not in found]
    return found


def _rank(version: Document) -> tuple[bool, str, str]:
    """Living ones, later ones, and where that is no answer, any order that is always the same."""
    modified = version.get("modified")
    return not version.get("deleted"), modified if isinstance(modified, str) else "", _text(content(version))


def _text(document: Document) -> str:
    return json.dumps(document, sort_keys=True)


def _dictionary(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
