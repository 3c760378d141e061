"""Files to articles: which files are taken, and what is in one."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import SourceError, reason
from reader.store.copies import original

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from reader.sources.raw import Raw
    from reader.sources.source import Kind, Source

KINDS: dict[str, Kind] = {".md": "markdown", ".markdown": "markdown", ".txt": "plain", ".text": "plain"}
"""The files that are taken in, by suffix."""

_PASSING = re.compile(r"\.|~\$")
"""Names of what is hidden, and of what Office keeps while it has a file open."""


def kind_of(path: Path) -> Kind:
    """How the file at `path` is written, by its suffix; raises SourceError for one that is not taken."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise SourceError(
            f"{path.name} is not a kind of file that can be read. Articles are Markdown (.md, .markdown) "
            "or plain text (.txt, .text)."
        )
    return kind


def read(path: Path) -> Source:
    """The article in the file at `path`; raises SourceError when it cannot be taken in."""
    kind = kind_of(path)
    return from_bytes(load(path).data, kind, path.name)


def load(path: Path) -> Raw:
    """What is in the file at `path`, of whatever format that is taken in; raises SourceError."""
    from reader.sources import formats  # noqa: PLC0415 - to look for files needs no format
    from reader.sources.raw import Raw  # noqa: PLC0415

    known = formats.BY_SUFFIX.get(path.suffix.casefold())
    try:
        status = path.stat()
        check_regular(path, status)
        most = known.most if known is not None else formats.MOST
        formats.check_size(status.st_size, path.name, most)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {reason(error)}.") from error
    return Raw(data, path.name)


def check_regular(path: Path, status: os.stat_result) -> None:
    """Raise SourceError for a pipe or a device, which could keep its reader waiting for ever."""
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{path.name} is not a regular file.")


def from_bytes(data: bytes, kind: Kind, name: str) -> Source:
    """The article in `data`; `name` is its file's, or what to call it in a message."""
    from reader.sources import front_matter, metadata  # noqa: PLC0415 - to look for files needs no parser
    from reader.sources.decoding import decode  # noqa: PLC0415
    from reader.sources.source import Source  # noqa: PLC0415
    from reader.text import mail  # noqa: PLC0415

    text, problems = decode(data, name)
    if not text.strip():
        raise SourceError(f"{name} is empty.")
    head = front_matter.parse(text)
    facts, doubts = metadata.from_front_matter(head.values)
    if kind == "plain":
        facts = metadata.with_mail(facts, mail.headers(head.body))
    return Source(kind, head.body, facts, (*problems, *head.problems, *doubts), _stem(name))


def discover(
    folder: Path,
    trouble: Callable[[str], None] | None = None,
    copy: Callable[[Path, str], None] | None = None,
    *,
    below: Path | None = None,
    suffixes: Container[str] = KINDS,
) -> Iterator[Path]:
    """The articles' files in and below `folder`, in the order of their names, those of a folder before its folders.

    Hidden files, those that programs keep for a while, and links that lead out of the folder are passed over. What is
    wrong with a file or a folder is told to `trouble`, and the others go on; without it, it is a SourceError. Second
    versions, as programs that synchronise folders leave them, are told to `copy` with the first one's name. `below` is
    a folder inside that alone is looked at; `suffixes` are those of the files that are taken.
    """

    def report(message: str, cause: OSError | None = None) -> None:
        if trouble is None:
            raise SourceError(message) from cause
        trouble(message)

    def fail(error: OSError) -> None:
        report(f"{error.filename} cannot be read: {reason(error)}.", error)

    for place, folders, names in os.walk(below or folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not _PASSING.match(name) and not _is_of_page(name, names))
        for name in sorted(names):
            path = Path(place, name)
            if is_taken(path, folder, report, copy, suffixes):
                yield path


def is_taken(
    path: Path,
    folder: Path,
    report: Callable[[str], None],
    copy: Callable[[Path, str], None] | None = None,
    suffixes: Container[str] = KINDS,
) -> bool:
    """Is the file at `path`, in or below `folder`, an article? As `discover` says."""
    name = path.name
    if path.suffix.lower() not in suffixes or _PASSING.match(name) or _leads_out(path, folder):
        return False
    if not _is_unicode(name):
        shown = os.fsencode(name).decode("utf-8", "replace")
        report(f"The name of {shown} is not valid Unicode. Rename the file.")
        return False
    first = original(name)
    if first is not None and copy is not None:
        copy(path, first)
    return first is None


def _is_of_page(folder: str, names: Sequence[str]) -> bool:
    """Does a browser keep in this folder what belongs to a page that it saved beside it?"""
    page = re.fullmatch(r"(.+)_(?:files|Dateien|fichiers|archivos|bestanden|file|pliki)", folder)
    return page is not None and any(f"{page[1]}{suffix}" in names for suffix in (".html", ".htm", ".xhtml"))


def _leads_out(path: Path, folder: Path) -> bool:
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _is_unicode(name: str) -> bool:
    """False for a name of bytes that are no UTF-8, which POSIX allows."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _stem(name: str) -> str:
    path = Path(name)
    return path.stem if path.suffix.lower() in KINDS else ""
