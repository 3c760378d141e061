"""Which version of a note replaces which, without trusting any clock.

`rev` is a hash of a note's content, `parents` are the revisions that it replaces. A version whose `rev` is among
the other's parents is old; of two where neither is, both are kept.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.store.jsonfile import Document

KEEP = 32
"""How many parents a note remembers; machines that were apart for more changes than this see two versions."""

_NOT_CONTENT = {"rev", "parents"}


def digest(document: Document) -> str:
    """The revision of what a note says: ten hexadecimal digits."""
    content = {key: value for key, value in document.items() if key not in _NOT_CONTENT}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:10]


def stamped(document: Document, replaced: Document | None) -> Document:
    """The document with its revision and those of the version that it takes the place of."""
    rev = digest(document)
    parents = [parent for parent in _lineage(replaced) if parent != rev] if replaced else []
    content = {key: value for key, value in document.items() if key not in _NOT_CONTENT}
    return {**content, "rev": rev, "parents": parents[-KEEP:]}


def _lineage(document: Document) -> list[str]:
    """The revisions that end in `document`, oldest first.

    A note that was edited by hand has a `rev` that no longer fits: it is a version after that one.
    """
    parents = document.get("parents")
    named = [*(parents if isinstance(parents, list) else []), document.get("rev"), digest(document)]
    revisions = [revision for revision in named if isinstance(revision, str) and revision]
    return list(dict.fromkeys(reversed(revisions)))[::-1]
