"""Which version of a note replaces which, without trusting any clock.

`rev` is a hash of a note's content, `parents` are the revisions that it replaces. A version whose `rev` is among
the other's parents is old; of two where neither is, both are kept. `replaces` says the same of single fields: by a
field's name, hashes of the values that it had before.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.store.jsonfile import Document

KEEP = 32
"""How many parents a note remembers; machines that were apart for more changes than this see two versions."""

KEEP_VALUES = 8
"""How many earlier values of a field a note remembers; as above."""

_NOT_CONTENT = {"rev", "parents", "replaces"}

TARGET = ("quote", "prefix", "suffix", "start", "end", "occurrence", "text_hash")
"""The keys that say together which passage a note is on: they are one field, `target`."""

_NOT_FIELDS = {*_NOT_CONTENT, *TARGET, "id", "created", "modified", "deleted"}
"""What a version says of itself, and what is a part of a field."""


def digest(document: Document) -> str:
    """The revision of what a note says: ten hexadecimal digits."""
    return _hash(content(document))


def fields(document: Document) -> set[str]:
    """The names of what somebody may have changed."""
    return {key for key in document if key not in _NOT_FIELDS} | {"target"}


def said(document: Document, field: str) -> Any:
    """What a field says."""
    return [document.get(key) for key in TARGET] if field == "target" else document.get(field)


def value_digest(value: Any) -> str:
    """What a field remembers of an earlier value."""
    return _hash(value)


def content(document: Document) -> Document:
    """What a note says, without what is known of its versions."""
    return {key: value for key, value in document.items() if key not in _NOT_CONTENT}


def stamped(document: Document, replaced: Document | None, *others: Document) -> Document:
    """The document with its revision and those of the version, or versions, that it takes the place of."""
    rev = digest(document)
    olds = [*others, replaced] if replaced else list(others)
    known = [revision for old in olds for revision in lineage(old)]
    parents = [revision for revision in dict.fromkeys(reversed(known)) if revision != rev][::-1]
    made = {**content(document), "rev": rev, "parents": parents[-KEEP:]}
    replaces = _replaced_values(document, replaced, others) if replaced else {}
    return {**made, "replaces": replaces} if replaces else made


def lineage(document: Document) -> list[str]:
    """The revisions that end in `document`, oldest first.

    A note that was edited by hand has a `rev` that no longer fits: it is a version after that one.
    """
    named = [*_texts(document.get("parents")), document.get("rev"), digest(document)]
    revisions = [revision for revision in named if isinstance(revision, str) and revision]
    return list(dict.fromkeys(reversed(revisions)))[::-1]


def adopted(document: Document) -> Document:
    """A version with a `rev` that fits, also where a hand or another program has written it."""
    *parents, rev = lineage(document)
    return {**document, "rev": rev, "parents": parents}


def earlier_values(document: Document, field: str) -> list[str]:
    """The hashes of what `field` said before, oldest first."""
    replaces = document.get("replaces")
    return _texts(replaces.get(field)) if isinstance(replaces, dict) else []


def united(lists: Iterable[list[str]]) -> list[str]:
    """Lists as one: that which all are, else what is in any, sorted, so that it does not matter who began."""
    first, *rest = lists
    return first if all(each == first for each in rest) else sorted(set(first).union(*rest))


def _replaced_values(document: Document, replaced: Document, others: Iterable[Document]) -> dict[str, list[str]]:
    """By field, the hashes of what it said before."""
    found: dict[str, list[str]] = {}
    for field in sorted(fields(document) | fields(replaced)):
        now, values = said(document, field), earlier_values(replaced, field)
        for old in (*others, replaced):
            if said(old, field) != now:
                values = [*values, *earlier_values(old, field), value_digest(said(old, field))]
        if values:
            current = value_digest(now)
            kept = [value for value in dict.fromkeys(reversed(values)) if value != current][::-1]
            found.update({field: kept[-KEEP_VALUES:]} if kept else {})
    return found


def _texts(value: object) -> list[str]:
    """The texts in a list that a file holds; none where it holds something else."""
    return [each for each in value if isinstance(each, str) and each] if isinstance(value, list) else []


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:10]
