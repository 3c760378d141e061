"""XML of strangers to a tree: nothing is fetched, no entity is replaced, what is broken is read as far as it goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]{0,2000}(\[)?", re.IGNORECASE)


def parse(data: bytes, name: str) -> _Element:
    """The root of the document; raises SourceError, beginning with `name`, for what is none.

    A document that defines entities of its own is refused: no book and no letter needs them.
    """
    return parse_broken(data, name)[0]


def parse_broken(data: bytes, name: str) -> tuple[_Element, bool]:
    """As `parse`; and whether it is broken, so that something may be missing."""
    from lxml import etree  # noqa: PLC0415 - only where something is read

    declared = _DOCTYPE.search(data.replace(b"\x00", b"")[:65536])
    if declared is not None and declared[1]:
        raise SourceError(f"{name} defines entities of its own, as hostile files do: not taken in.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"{name} is damaged: it is no XML that can be read.") from error
    # A recovering parser gives None where nothing can be read.
    if not isinstance(root, etree._Element):  # noqa: SLF001 - lxml has no other name for an element
        raise SourceError(f"{name} is damaged: it is no XML that can be read.")
    return root, any(entry.level >= etree.ErrorLevels.ERROR for entry in parser.error_log)


def local(element: _Element) -> str:
    """The name of an element without its namespace, in small letters; empty for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def below(element: _Element, *names: str) -> Iterator[_Element]:
    """The elements below, of these local names, in their order."""
    return (each for each in element.iter() if each is not element and local(each) in names)


def words(element: _Element) -> str:
    """What is written in an element, white space folded."""
    return " ".join("".join(str(part) for part in element.itertext()).split())
