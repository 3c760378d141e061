"""The archive that Omnivore gave its readers: a zip, or the folder it was unpacked to.

`metadata_0_to_20.json` and so on list the pages, `content/<slug>.html` are their texts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources.lists import facts
from reader.sources.lists.packed import Packed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.sources.lists.entry import Entry

_LIST = re.compile(r"(?:^|/)metadata_\d+_to_\d+\.json$")
_SLUG = re.compile(r"[\w.%~-]{1,300}")


def is_one(path: Path) -> bool:
    """Does a zip or a folder hold lists of pages?"""
    with Packed(path) as packed:
        return any(map(_LIST.search, packed.names))


def read(path: Path) -> Iterator[Entry | SourceError]:
    """The entries of an archive; raises SourceError where it cannot be read."""
    with Packed(path) as packed:
        for name in sorted(filter(_LIST.search, packed.names), key=_number):
            try:
                pages = _listed(packed, name)
            except SourceError as error:
                yield error
                continue
            folder = name.rpartition("/")[0]
            for number, page in enumerate(pages, 1):
                found = _entry(packed, folder, page)
                if found is not None:
                    yield found
                else:
                    yield SourceError(f"{packed.name}, {name}, page {number}: it has no address of the web.")


def _entry(packed: Packed, folder: str, page: Any) -> Entry | None:
    if not isinstance(page, dict):
        return None
    found = facts.entry(
        {
            "url": page.get("url"),
            "title": page.get("title"),
            "author": page.get("author"),
            "published": page.get("publishedAt"),
            "saved": page.get("savedAt"),
            "tags": page.get("labels"),
            "state": page.get("state"),
            "progress": page.get("readingProgress"),
        }
    )
    if found is None:
        return None
    slug = page.get("slug")
    content = ""
    if isinstance(slug, str) and _SLUG.fullmatch(slug):
        name = f"{folder}/content/{slug}.html".lstrip("/")
        try:
            content = packed.read(name).decode("utf-8", "replace") if name in packed.names else ""
        except SourceError:
            # Its page is fetched.
            content = ""
    return facts.with_text(found, content)


def _listed(packed: Packed, name: str) -> list[Any]:
    import orjson  # noqa: PLC0415 - only for an archive

    try:
        pages = orjson.loads(packed.read(name))
    except ValueError as error:
        raise SourceError(f"{packed.name}: its list {name} is no valid JSON. The others were read.") from error
    return pages if isinstance(pages, list) else []


def _number(name: str) -> tuple[int, str]:
    found = re.search(r"metadata_(\d{1,9})_", name)
    return int(found[1]) if found is not None else 0, name
