"""JSON piece by piece, so that a long array is never in memory as a whole."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NOT_UTF_8 = re.compile("[\ud800-\udfff]")
"""Halves of characters: as JSON's escapes they survive, as UTF-8 they cannot be written."""


def text(value: Any, depth: int = 0) -> str:
    """`value` as JSON that stands `depth` levels deep."""
    written = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", f"\n{'  ' * depth}")
    return _NOT_UTF_8.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def array(values: Iterable[Any], depth: int = 0) -> Iterator[str]:
    """An array that stands `depth` levels deep, in pieces of one value each."""
    inner = "  " * (depth + 1)
    between = "["
    for value in values:
        yield f"{between}\n{inner}{text(value, depth + 1)}"
        between = ","
    yield "[]" if between == "[" else f"\n{'  ' * depth}]"
