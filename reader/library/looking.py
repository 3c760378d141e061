"""What stands behind what a person typed: an address, a file, a folder, a list; nothing is taken in."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from reader.errors import FetchError, NotFoundError, SourceError
from reader.library import typed as typed_words
from reader.library.values import Found
from reader.model import addresses
from reader.sources import files, formats, inference
from reader.sources.lists import recognising
from reader.sources.lists.entry import Entry
from reader.sources.metadata import line

if TYPE_CHECKING:
    import threading
    from collections.abc import Coroutine, Iterator
    from pathlib import Path

    from reader.library.door import Library
    from reader.model.article import Listing
    from reader.sources.raw import Raw
    from reader.sources.source import Source
    from reader.text.document import Text

T = TypeVar("T")

MOST = 100_000
"""Articles of a folder, or of a list, that are counted."""

_SHORT = 100
"""Words of a page that is none to read, but one that leads to others."""

_READ_AT_ONCE = 5 * 1024 * 1024
"""Bytes of a file that is read to be looked at; of a larger one it is told what it is."""

_TICK = 0.1
_UNPROTECTED = frozenset({"tls", "refused", "broken", "timeout"})
"""What a server that knows no https may answer to it."""


def look(library: Library, typed: str, stop: threading.Event | None = None, *, seeks_feeds: bool = False) -> Found:
    """Say what is there; where one `seeks_feeds`, a page that is here already is asked for those that it names.

    Raises NotFoundError, SourceError, and FetchError of the kind `cancelled` when it is to stop.
    """
    words = typed_words.bare(typed)
    path = typed_words.path(words)
    if path is not None:
        return _at(library, path, stop)
    meant = typed_words.addresses(words)
    for address in meant:
        try:
            return _behind(library, address, stop, seeks_feeds=seeks_feeds)
        except FetchError as error:
            if error.kind not in _UNPROTECTED or address == meant[-1]:
                raise
    raise NotFoundError(
        f"“{line(words)}” is neither an address nor a file. An address begins with https://, a file that is not in "
        "this folder with ~/ or /."
    )


# ---- files


def _at(library: Library, path: Path, stop: threading.Event | None) -> Found:
    """What is at a path."""
    if not os.path.exists(path):  # noqa: PTH110 - `Path` raises for a name that is too long
        raise NotFoundError(f"There is no file or folder {path}. Check the name.")
    kind = recognising.kind_of(path)
    if kind:
        return _list(path, kind, stop)
    if path.is_dir():
        return _folder(path, stop)
    if path.suffix.casefold() not in formats.BY_SUFFIX and _is_opml(path):
        return _opml(path)
    return _file(library, path)


def _list(path: Path, kind: str, stop: threading.Event | None) -> Found:
    good = bad = carried = 0
    for each in _counting(recognising.read(path, kind), stop):
        if isinstance(each, Entry):
            good += 1
            carried += each.raw is not None
        else:
            bad += 1
    detail = _counted(good, "page")
    detail += f", {carried:,} with their text" if carried else ""
    detail += f"; {_counted(bad, 'line')} cannot be used" if bad else ""
    return Found("list", str(path), path.name, detail, count=good)


def _folder(path: Path, stop: threading.Event | None) -> Found:
    troubles: list[str] = []
    count = sum(1 for _ in _counting(files.discover(path, troubles.append, suffixes=formats.BY_SUFFIX), stop))
    if not count:
        reason = troubles[0] if troubles else f"Reader takes {', '.join(formats.BY_SUFFIX)}."
        raise SourceError(f"{path} holds no articles. {reason}")
    return Found("folder", str(path), path.name, _counted(count, "article"), count=count)


def _counting(values: Iterator[T], stop: threading.Event | None) -> Iterator[T]:
    """`values`, not too many of them, unless it is to stop before."""
    for value in islice(values, MOST):
        if stop is not None and stop.is_set():
            raise _stopped()
        yield value


def _stopped() -> FetchError:
    return FetchError("It was stopped.", "cancelled")


def _is_opml(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(65536)
    except OSError:
        return False
    from reader.sources.web import kinds  # noqa: PLC0415 - few files are none of ours

    return kinds.is_opml(head)


def _opml(path: Path) -> Found:
    data = files.load(path).data.lower()
    count = data.count(b"xmlurl=")
    return Found("opml", str(path), path.name, _counted(count, "feed"), count=count)


def _file(library: Library, path: Path) -> Found:
    raw = files.load(path)
    found = formats.of(raw)
    if found is None:
        raise SourceError(
            f"{path.name} is not a kind of file that can be read. Reader takes {', '.join(formats.BY_SUFFIX)}."
        )
    if len(raw.data) > _READ_AT_ONCE:
        return Found("file", str(path), path.name, f"{found.label} · {len(raw.data) / (1 << 20):.0f} MB")
    sources = library.parse(raw)
    if len(sources) != 1:
        return Found(
            "file", str(path), path.name, f"{found.label} · {_counted(len(sources), 'article')}", count=len(sources)
        )
    text = library.texts.compile(sources[0])
    here = _here(library, sources[0], text)
    if here is not None:
        return here
    title = inference.infer_title(sources[0], text)
    return Found("file", str(path), title, f"{found.label} · {_about(sources[0], text)}", count=1)


# ---- addresses


def _behind(library: Library, url: str, stop: threading.Event | None, *, seeks_feeds: bool) -> Found:
    """What is at an address."""
    from reader.library import discovering  # noqa: PLC0415 - HTTP is loaded where something is fetched
    from reader.sources.web import places, visiting  # noqa: PLC0415 - the same

    address = str(places.parse(url))
    known = library.catalogue.by_url(address)
    if (
        known is not None
        and not seeks_feeds
        and not (library.stubs.any() and library.stubs.words(known.article) is not None)
    ):
        return _known(known)
    raw = asyncio.run(_until(stop, _fetched(address)))
    found = discovering.in_raw(library, raw)
    if found is not None and found.kind == "feed":
        return replace(found, place=address)
    visiting.check(raw, address)
    feeds = found.feeds if found is not None else ()
    try:
        sources = library.parse(raw)
    except SourceError:
        if found is None:
            raise
        return replace(found, place=address)
    library.looked = (addresses.compared(address), raw)
    return _page(library, address, sources, feeds)


def _page(library: Library, address: str, sources: list[Source], feeds: tuple[tuple[str, str], ...]) -> Found:
    source = sources[0]
    text = library.texts.compile(source)
    here = _here(library, source, text) if len(sources) == 1 else None
    if here is not None:
        return replace(here, feeds=feeds)
    is_way = bool(feeds) and (text.words < _SHORT or urlsplit(address).path in {"", "/"})
    title = inference.infer_title(source, text)
    return Found("feeds" if is_way else "page", address, title, _about(source, text), feeds, len(sources))


async def _fetched(url: str) -> Raw:
    from reader.sources.web import visiting  # noqa: PLC0415 - HTTP is loaded where something is fetched
    from reader.sources.web.client import Client  # noqa: PLC0415 - the same

    async with Client() as client:
        return await visiting.had(client, url)


async def _until(stop: threading.Event | None, work: Coroutine[object, object, Raw]) -> Raw:
    """What `work` gives, unless it is to stop before."""
    task = asyncio.ensure_future(work)
    while True:
        done, _ = await asyncio.wait({task}, timeout=_TICK)
        if done:
            return task.result()
        if stop is not None and stop.is_set():
            task.cancel()
            await asyncio.wait({task})
            raise _stopped()


# ---- in words


def _here(library: Library, source: Source, text: Text) -> Found | None:
    """The article that this one is, if it is here."""
    url = source.metadata.url
    known = (library.catalogue.by_url(url) if url else None) or library.catalogue.by_hash(text.hash)
    return None if known is None else _known(known)


def _known(listing: Listing) -> Found:
    article = listing.article
    return Found("here", article.url or article.path, article.title, f"added {article.added[:10]}", listing=listing)


def _about(source: Source, text: Text) -> str:
    """Who wrote it, where, when, and how long it is."""
    facts = source.metadata
    published = inference.infer_published(source)[:10]
    parts = (f"by {facts.author}" if facts.author else "", facts.source, published, _counted(text.words, "word"))
    return " · ".join(filter(None, parts))


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
