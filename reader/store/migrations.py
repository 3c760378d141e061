"""From the format of one version to that of the next: applied when a file is read, written with its next save."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Tables: TypeAlias = "dict[str, dict[str, dict[str, Any]]]"
"""As in `jsonfile`, which calls this."""

SCHEMA = 2
"""The version of the format that this program writes."""

_WRITTEN = re.compile(rb'"schema"\s*:\s*([0-9]{1,9})')
"""Within a text the quotation marks would be escaped."""


def migrated(tables: Tables, steps: Mapping[int, Callable[[Tables], None]] | None = None) -> Tables:
    """The tables in today's format; those that do not say their version, or say a newer one, as they are."""
    steps = MIGRATIONS if steps is None else steps
    about = tables.get("_meta", {}).get("1", {})
    written = about.get("schema")
    if type(written) is int and written < SCHEMA:
        for version in range(max(written, 1), SCHEMA):
            steps[version](tables)
        about["schema"] = SCHEMA
    return tables


def written_as(data: bytes) -> int:
    """The version that a file's content says; today's where it says none."""
    found = _WRITTEN.search(data)
    return int(found[1]) if found else SCHEMA


def _place_in_text(tables: Tables) -> None:
    """Say in which text the position is: until then it was that of the last save."""
    about = tables["_meta"]["1"]
    state, article = about.get("state"), about.get("article")
    if isinstance(state, dict) and isinstance(article, dict) and state.get("position") and article.get("text_hash"):
        state.setdefault("text_hash", article["text_hash"])


MIGRATIONS: dict[int, Callable[[Tables], None]] = {1: _place_in_text}
"""By version what makes the next one of it; each may be applied twice, and keeps what it does not know."""
