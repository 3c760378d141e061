"""Mailboxes: one file of many mails, as Thunderbird, Google Takeout and mailing lists' archives have them.

A mailbox is read line by line and parted where a line begins with `From `, names a time, and follows an empty line;
each mail is an article, and one that cannot be read stops none of the others.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.raw import Raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.sources.source import Source

MOST = 64 * 1024 * 1024
"""Bytes of one mail."""

_LINE = 1024 * 1024
"""Bytes of a line that are read at once."""

_FROM = re.compile(rb"From (?:\S.*)?\b\d{1,2}:\d\d\b.*")
_PLAINLY = re.compile(rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d")
"""Such a line begins a mail also where the one before ended without an empty line."""

_QUOTED = re.compile(rb">+From ")


def mails(file: Iterable[bytes], name: str) -> Iterator[Raw | SourceError]:
    """The mails in a `file` that is read line by line; each is called by its number in the mailbox `name`."""
    number = 0
    for number, data in enumerate(_parted(file), start=1):
        called = f"mail {number:,} of {name}"
        if data is None:
            yield SourceError(f"{called} is too large: the limit is {MOST // 1024 // 1024} MB.")
        elif data.strip():
            yield Raw(data, called, media_type="message/rfc822")
    if not number:
        yield SourceError(f"{name} is no mailbox: no line of it begins a mail (From, an address, a date).")


def lines(file: io.BufferedIOBase) -> Iterator[bytes]:
    """The lines of a file, very long ones in pieces."""
    while data := file.readline(_LINE):
        yield data


def read(raw: Raw) -> Iterator[Source]:
    """The mails of a mailbox that is in memory; raises SourceError where none can be read."""
    from reader.sources import mail  # noqa: PLC0415 - to part a mailbox needs no parser

    troubles: list[str] = []
    found = 0
    for each in mails(lines(io.BytesIO(raw.data)), raw.name):
        try:
            if isinstance(each, SourceError):
                raise each
            yield from mail.read(each)
            found += 1
        except SourceError as error:
            troubles.append(str(error))
    if not found:
        raise SourceError(troubles[0] if troubles else f"{raw.name} holds no mail.")


def _parted(file: Iterable[bytes]) -> Iterator[bytes | None]:
    """The mails, each without the line that parts it from the one before; None for one that is too large."""
    kept: list[bytes] | None = None
    size = 0
    is_after_blank = True
    for each in file:
        if _PLAINLY.match(each) or (is_after_blank and _FROM.match(each)):
            if kept is not None:
                yield b"".join(kept) if size <= MOST else None
            kept, size = [], 0
        elif kept is not None:
            size += len(each)
            if size <= MOST:
                kept.append(each[1:] if _QUOTED.match(each) else each)
        is_after_blank = each in {b"\n", b"\r\n"}
    if kept is not None:
        yield b"".join(kept) if size <= MOST else None
