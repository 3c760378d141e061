"""XML of strangers to a tree: nothing is fetched, no entity is replaced, what is broken is read as far as it goes."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from reader.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"'](utf-?8|us-ascii|iso-8859-(?:[1-9]|1[03456])|windows-125[0-8]|koi8-r"
    rb"|shift_jis|euc-jp|gb2312|gbk|gb18030|big5|euc-kr)[\"']",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_UNKNOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile("&#(?:x([0-9a-fA-F]{1,9})|([0-9]{1,9}))(?:;|(?![0-9a-fA-F]))")
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
        root = etree.fromstring(mended(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"{name} is damaged: it is no XML that can be read.") from error
    # A recovering parser gives None where nothing can be read.
    if not isinstance(root, etree._Element):  # noqa: SLF001 - lxml has no other name for an element
        raise SourceError(f"{name} is damaged: it is no XML that can be read.")
    return root, any(entry.level >= etree.ErrorLevels.ERROR for entry in parser.error_log)


def mended(data: bytes) -> bytes:
    """The document in UTF-8, nothing in it that XML does not know: a parser that mends keeps bytes that are no text."""
    declared = _DECLARED.match(data)
    said = declared[1].decode("ascii") if declared else "utf-8"
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), said)
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    text = _REFERENCE.sub(_known, _DECLARATION.sub("", text, count=1))
    return _UNKNOWN.sub("\ufffd", text).encode("utf-8", "replace")


def _known(reference: re.Match[str]) -> str:
    """A reference by number, where there is such a character in XML."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_known = number in {9, 10, 13} or 0x20 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return reference[0] if is_known else "\ufffd"


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
