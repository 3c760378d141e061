"""The first files of an export, as much of them as one looks at, as they are written and as they read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.clean import clean
from reader.text.compile import compile_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.export.request import Document
    from reader.text.document import Text

LINES = 200
"""Lines that are shown of one file."""

SIZE = 64 * 1024
"""Code points that are shown of all files together."""

FILES = 20
"""Files that are shown."""

BYTE_ORDER_MARK = "\ufeff"
"""What spreadsheets know a table’s encoding by: nothing that one reads."""

READ_AS_MARKDOWN = (".md",)

WITH_STYLES = (".html",)

_STYLES = re.compile(r"(<style[^>]*>).*?(</style>)", re.DOTALL)
_UNSEEN = r"\1 … \2"
"""How a page looks is not what one wants to read of it."""

_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_PROPERTY = re.compile(r"([\w-]+):[ ]*(.*)")
_SPECIAL = re.compile(r"[!#$%&'()*+,./:;<=>?@\[\\\]^_`{|}~-]")
_SIGNS = re.compile(
    r"^[ >]*(?:%% reader .*? %%|%% /reader %%|<!-- /?reader\b.*?-->|\^[0-9a-zA-Z-]{4,})[ ]*\n?", re.MULTILINE
)
_CALLOUT = re.compile(r"^((?:> ?)+)\[!([\w-]+)\][+-]?[ ]*(.*)$", re.MULTILINE)


class Stopped(Exception):  # noqa: N818 - no error: nobody wants to know any more
    """What was being made is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of one file."""

    name: str
    source: str
    """As it is written."""

    read: Text | None
    """As it reads; None where it is no Markdown."""

    is_cut: bool
    """Does the file go on?"""


def take(documents: Iterable[Document], is_stopped: Callable[[], bool]) -> tuple[Sample, ...]:
    """The first files; raises Stopped as soon as `is_stopped`."""
    found: list[Sample] = []
    room = SIZE
    for document in documents:
        if is_stopped():
            raise Stopped
        chunks = document.chunks
        if document.name.endswith(WITH_STYLES):
            chunks = (_STYLES.sub(_UNSEEN, chunk) for chunk in chunks)
        source, is_cut = _beginning(chunks, room)
        found.append(Sample(document.name, source, _read(document.name, source), is_cut))
        room -= len(source)
        if len(found) == FILES or room <= 0:
            break
    return tuple(found)


def _beginning(chunks: Iterable[str], room: int) -> tuple[str, bool]:
    """The first lines of a text, and whether it goes on."""
    parts: list[str] = []
    size = lines = 0
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        lines += chunk.count("\n")
        if size > room or lines > LINES:
            break
    text = "".join(parts)
    kept = "".join(text[:room].splitlines(keepends=True)[:LINES])
    return clean(kept.removeprefix(BYTE_ORDER_MARK)), len(kept) < len(text)


def _read(name: str, source: str) -> Text | None:
    if not name.endswith(READ_AS_MARKDOWN):
        return None
    return compile_text(as_read(source), "markdown")


def as_read(source: str) -> str:
    """Markdown as a program shows it: properties apart, without our signs, callouts as quotations with a heading."""
    source = _FRONT_MATTER.sub(lambda found: f"{_properties(found[1])}\n\n", source, count=1)
    return _CALLOUT.sub(_heading, _SIGNS.sub("", source))


def _properties(front_matter: str) -> str:
    """Properties in one paragraph, without those that are for us alone: they must not fill the page."""
    found: list[tuple[str, list[str]]] = []
    for line in front_matter.splitlines():
        if named := _PROPERTY.match(line):
            found.append((named[1], [named[2]] if named[2] else []))
        elif found:
            found[-1][1].append(line.strip().removeprefix("- "))
    ours = "reader_"
    shown = (
        f"{_escaped(name)}: {_escaped(', '.join(values).strip('[]'))}"
        for name, values in found
        if values and not name.startswith(ours)
    )
    return " · ".join(shown)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text.replace('"', ""))


def _heading(found: re.Match[str]) -> str:
    title, quoted = found[3].strip() or found[2].capitalize(), found[1].rstrip()
    # Outside of the quotation, so that two which follow each other are two.
    return f"**{title}**\n" if quoted == ">" else f"{quoted} **{title}**\n{quoted}"
