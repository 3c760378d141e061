"""Word documents: headings, lists, tables, emphasis, links and footnotes by mammoth, which was made for that.

Mammoth reads whole files and with Python's own XML, so what it gets is an archive of ours: the parts that it needs,
each within limits and without entities of its own. Deleted text of tracked changes is left out, comments too.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from lxml import etree

from reader.errors import SourceError
from reader.sources import properties
from reader.sources.archive import Archive
from reader.sources.dates import to_iso
from reader.sources.footnoted import Footnotes
from reader.sources.html.markdown import to_markdown
from reader.sources.html.parsing import tree
from reader.sources.metadata import line
from reader.sources.pictured import described
from reader.sources.source import Metadata, Source
from reader.sources.xml import below, parse, parse_broken, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.raw import Raw

_BROKEN = "The document is damaged: some of it may be missing."
_CORE = "docProps/core.xml"
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='Plain Text'] => p:fresh
r[style-name='HTML Code'] => code
r[style-name='Verbatim Char'] => code
p[style-name='Source Code'] => pre:separator('\\n')
comment-reference =>
"""
_DAMAGED = (KeyError, ValueError, AttributeError, IndexError, TypeError, OSError, ExpatError)
"""What mammoth makes of a document that is not as it should be."""


def read(raw: Raw) -> Iterator[Source]:
    """The document in `raw`; raises SourceError."""
    archive = Archive(raw.data, raw.name)
    if "word/document.xml" not in archive.names:
        raise SourceError(f"{raw.name} is no Word document that can be read: it has no text in it.")
    problems: list[str] = []
    root = tree(_html(archive, problems))
    titles = [" ".join(each.text_content().split()) for each in root.iter("h1") if each.get("class") == "title"]
    described(root)
    notes = Footnotes(root)
    body = notes.finish(to_markdown(root, ""))
    if not body.strip():
        raise SourceError(f"{raw.name} has no text: it is made of pictures, or empty.")
    core = _core(archive)
    text = root.text_content()
    found = properties.believed(core.get("title", ""), core.get("creator", ""), text)
    is_titled = properties.is_said(found.title, text) or next(root.iter("h1", "h2"), None) is None
    made = to_iso(core.get("created", ""))
    made = made if "1980" <= made[:4] <= "2099" else ""
    facts = Metadata(
        title=line(titles[0]) if titles else found.title if is_titled else "",
        author=found.author,
        published=line(made),
        language=line(core.get("language", "")),
        other=found.other,
    )
    yield Source(
        "markdown",
        body,
        facts,
        tuple(dict.fromkeys((*problems, *((properties.DATED,) if made else ())))),
        PurePath(raw.name).stem,
    )


def _html(archive: Archive, problems: list[str]) -> str:
    import mammoth  # noqa: PLC0415 - only where a document is read

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(_clean(archive, problems)),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(_no_picture),
        )
    except RecursionError as error:
        raise SourceError(f"{archive.name} is nested too deep to be read: tables in tables. Not taken in.") from error
    except _DAMAGED as error:
        raise SourceError(f"{archive.name} is damaged: it is no Word document that can be read.") from error
    written: str = result.value
    return f"<html><body>{written}</body></html>"


def _no_picture(_: Any) -> dict[str, str]:
    """Of pictures the words that stand for them are kept alone."""
    return {"src": ""}


def _clean(archive: Archive, problems: list[str]) -> bytes:
    """The parts of a document that hold text, in an archive whose sizes are true."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as clean:
        for name in archive.names:
            if name.endswith((".xml", ".rels")) and not name.startswith(("customXml/", "docProps/")):
                data = archive.read(name)
                root, is_broken = parse_broken(data, archive.name)
                problems += [_BROKEN] if is_broken else []
                clean.writestr(name, etree.tostring(root, encoding="utf-8"))
    return made.getvalue()


def _core(archive: Archive) -> dict[str, str]:
    """The properties of a document, by their names."""
    if _CORE not in archive.names:
        return {}
    root = parse(archive.read(_CORE), archive.name)
    return {
        name: words(each)
        for name in ("title", "creator", "created", "language")
        for each in list(below(root, name))[:1]
    }
