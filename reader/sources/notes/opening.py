"""A file of notes as text, piece by piece, whatever its size."""

from __future__ import annotations

import codecs
import io
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.errors import NotFoundError, SourceError, reason
from reader.sources import decoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = 64 * 1024
"""Bytes by which a file is known."""

MAX_LINE = 1024 * 1024
"""The longest line in code points; what is longer is read as several."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def head(path: Path) -> str:
    """The beginning of a file as text; raises NotFoundError, SourceError."""
    with _file(path) as file:
        return _decoded_head(file, path)[0]


@contextmanager
def opened(path: Path) -> Iterator[io.TextIOBase]:
    """A file as text with its line ends as they are, broken bytes replaced; raises NotFoundError, SourceError."""
    with _file(path) as file:
        _, encoding = _decoded_head(file, path)
        wrapped = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
        try:
            yield wrapped
        except OSError as error:
            raise SourceError(f"{path} cannot be read: {reason(error)}.") from error
        finally:
            wrapped.detach()


def lines(file: io.TextIOBase) -> Iterator[str]:
    """The lines of a text with their ends, none longer than `MAX_LINE`."""
    while piece := file.readline(MAX_LINE):
        yield piece


@contextmanager
def _file(path: Path) -> Iterator[io.BufferedReader]:
    if not os.path.lexists(path):
        raise NotFoundError(f"There is no file {path}. Check the name; quote it if it has spaces.")
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise SourceError(f"{path} is a folder. Name the file in it that holds the notes.")
        # A pipe or a device could keep its reader waiting for ever.
        if not stat.S_ISREG(kind):
            raise SourceError(f"{path} is not a regular file.")
        file = path.open("rb")
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {reason(error)}.") from error
    with file:
        yield file


def _decoded_head(file: io.BufferedReader, path: Path) -> tuple[str, str]:
    """The beginning of a file and its encoding; the file is at its beginning afterwards."""
    try:
        data = file.read(HEAD)
        file.seek(0)
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {reason(error)}.") from error
    if not data.strip():
        raise SourceError(f"{path.name} is empty.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    decoding.refuse_binary(data, path.name)
    # A character that the end of the head cuts is no fault of the file.
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data), "utf-8"
    except UnicodeDecodeError:
        broken = data.decode("utf-8", "replace")
    foreign = sum(not character.isascii() for character in broken)
    is_utf8 = foreign - broken.count("\ufffd") > broken.count("\ufffd")
    return (broken, "utf-8") if is_utf8 else (data.decode("cp1252", "replace"), "cp1252")
