"""The format of a TinyDB file: tables of documents in indented JSON, as `TinyDB(path)` reads it.

`{"_default": {"<document id>": {...}}, "_meta": {"1": {"schema": 2, ...}}}`
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from reader.errors import StoreError
from reader.store import faults, migrations
from reader.store.markers import is_marked, unmark

if TYPE_CHECKING:
    from pathlib import Path

Document: TypeAlias = dict[str, Any]
Tables: TypeAlias = dict[str, dict[str, Document]]
"""Documents by their TinyDB ids, by the names of their tables."""

NOTES = "_default"
"""The table of what the file is about."""

META = "_meta"
"""The table whose document 1 is about the file."""

SCHEMA = migrations.SCHEMA
"""The version of the format that this program writes."""

_NUMBER = re.compile("0|[1-9][0-9]{0,18}")
"""A document's number, written as TinyDB does: two spellings of one number would be one document after a save."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def encoded(text: str) -> bytes:
    """The text in UTF-8, with lone surrogates, which no file can hold, replaced one for one."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).encode()


def parse(data: bytes, path: Path) -> Tables:
    """Read a file's content, in today's format; raises DamagedError, naming `path`, when it is no such file.

    Of a file with git's conflict markers both sides are read, and merged.
    """
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        if is_marked(data) and len(sides := unmark(data.decode("utf-8-sig"))) > 1:
            return _merged([parse(side.encode(), path) for side in sides], path)
        raise faults.damaged(path, _why_not_json(data, error)) from error
    except UnicodeDecodeError as error:
        raise faults.damaged(path, f"byte {error.start} is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise faults.damaged(path, "it is no JSON that can be read") from error
    _check_tables(content, path)
    return migrations.migrated(content)


def _merged(sides: list[Tables], path: Path) -> Tables:
    from reader.store.merge import merge  # noqa: PLC0415 - files that git could not merge are rare

    documents = [document for side in sides for document in side.get(NOTES, {}).values()]
    if any("id" in document for document in documents) and not all(
        isinstance(document.get("id"), str) for document in documents
    ):
        raise faults.damaged(path, "not all notes in it have an id")
    return merge(*sides)


def dump(tables: Tables) -> bytes:
    """The content of a file: two spaces of indent, UTF-8, a line feed at the end."""
    import orjson  # noqa: PLC0415 - needed only to save

    try:
        return orjson.dumps(tables, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        # It refuses what other programs may have written: lone surrogates, numbers of more than 64 bits.
        return encoded(json.dumps(tables, indent=2, ensure_ascii=False) + "\n")


def meta(tables: Tables) -> Document:
    """What a file says about itself; empty when it says nothing."""
    return tables.get(META, {}).get("1", {})


def refuse_newer(tables: Tables, path: Path) -> None:
    """Raise StoreError when a newer program wrote the file: what it means by it is not known here."""
    if is_newer(tables):
        raise StoreError(
            f"{path} was written by a newer version of Reader and can only be read by this one. "
            "Nothing was changed: update Reader to change it."
        )


def is_newer(tables: Tables) -> bool:
    """Did a newer program write the file?"""
    schema: int = meta(tables).get("schema", SCHEMA)
    return schema > SCHEMA


def _check_tables(content: object, path: Path) -> None:
    if not isinstance(content, dict):
        raise faults.damaged(path, "it holds no tables")
    for name, table in content.items():
        if not isinstance(table, dict):
            raise faults.damaged(path, f"{name!r} is no table")
        for number, document in table.items():
            if not isinstance(document, dict):
                raise faults.damaged(path, f"entry {number!r} of {name!r} is no document")
            if not _NUMBER.fullmatch(number):
                raise faults.damaged(path, f"{number!r} in {name!r} is no document's number")
    schema = content.get(META, {}).get("1", {}).get("schema", SCHEMA)
    if not isinstance(schema, int):
        raise faults.damaged(path, f"its schema {schema!r} is no number")


def _why_not_json(data: bytes, error: json.JSONDecodeError) -> str:
    if not data.strip(b"\0 \t\r\n"):
        return "it is empty" if not data else "it holds nothing but blanks"
    return f"it is not JSON from line {error.lineno}, column {error.colno} on"
