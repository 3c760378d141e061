"""OPML: lists of feeds, as programs hand them to each other; the task `opml` of a worker."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources.metadata import line
from reader.sources.xml import mended

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from lxml.etree import _Element

    from reader.model.feed import Feed

MOST = 10_000
"""Feeds that are taken from one list."""

_BARE = re.compile(rb"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
"""An ampersand that should have been written as an entity, as in the addresses of half of all lists."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed that a list names."""

    url: str
    title: str = ""
    folder: str = ""
    """Parts joined by `/`."""

    site: str = ""


def outlines(answer: Mapping[str, Any]) -> tuple[list[Outline], list[str]]:
    """What a worker found in a list, and what was wrong with it."""
    return [Outline(**each) for each in answer["outlines"]], list(answer["problems"])


def serve(header: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """The feeds that a list names; raises SourceError when it is none."""
    name = str(header["name"])
    try:
        found = list(read(data, name))
    except UnicodeError as error:
        raise SourceError(f"{name} is written in no way in which it could be read.") from error
    problems = [f"It names more than {MOST:,} feeds: the first were taken."] if len(found) > MOST else []
    return {"outlines": [asdict(each) for each in found[:MOST]], "problems": problems}


def read(data: bytes, name: str) -> Iterator[Outline]:
    """The feeds in `data`, in order."""
    root = _root(data, name)
    body = next((each for each in root if _tag(each) == "body"), root)
    waiting = [(each, "") for each in reversed(list(body))]
    while waiting:
        element, folder = waiting.pop()
        said = {key.rpartition("}")[2].casefold(): value for key, value in element.attrib.items()}
        title = line(said.get("title", "") or said.get("text", ""))
        url = said.get("xmlurl", "").strip()
        if _tag(element) == "outline" and url:
            yield Outline(url, title, folder or _category(said.get("category", "")), line(said.get("htmlurl", "")))
        inside = "/".join(filter(None, (folder, title.replace("/", "-")))) if not url else folder
        waiting += ((each, inside) for each in reversed(list(element)))


def _root(data: bytes, name: str) -> _Element:
    from lxml import etree  # noqa: PLC0415 - in a worker, or to write

    wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = data if wide else _BARE.sub(b"&amp;", _CONTROLS.sub(b"", data)).strip()
    if not wide and (b"utf-8" in text[:200].lower() or b"encoding" not in text[:200]):
        text = text.decode("utf-8", "replace").encode()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(mended(text), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"{name} is no list of feeds: it is no XML that can be read.") from error
    if root is None or _tag(root) not in {"opml", "outline", "outlinedocument"}:
        raise SourceError(f"{name} is no list of feeds: OPML is what other programs export.")
    return root


def _tag(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].casefold() if isinstance(tag, str) else ""


def _category(said: str) -> str:
    """The first of the categories, which some programs write in the place of folders."""
    return "/".join(filter(None, map(line, said.partition(",")[0].split("/"))))


def write(feeds: Iterable[Feed], now: datetime) -> str:
    """Feeds as a list, in their folders."""
    from lxml import etree  # noqa: PLC0415 - in a worker, or to write

    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Feeds of Reader"
    etree.SubElement(head, "dateCreated").text = now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    body = etree.SubElement(root, "body")
    folders: dict[str, _Element] = {"": body}
    for feed in feeds:
        place, path = body, ""
        for part in filter(None, feed.folder.split("/")):
            path = f"{path}/{part}"
            if path not in folders:
                folders[path] = etree.SubElement(place, "outline", text=part, title=part)
            place = folders[path]
        title = feed.title or feed.url
        outline = etree.SubElement(place, "outline", type="rss", text=title, title=title, xmlUrl=feed.url)
        if feed.site:
            outline.set("htmlUrl", feed.site)
    written: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}'
