"""Footnotes: from the mark in a text to what it says, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.model.span import Span
from reader.text.document import NOTEREF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.document import Text

_MARK = re.compile(r"\[(\d+)\]")


class Footnote(NamedTuple):
    """What a mark in the text refers to."""

    number: int
    span: Span
    """Its words, all its paragraphs; empty when it says nothing."""


def definition(text: Text, offset: int) -> Footnote | None:
    """Give the footnote whose mark in the text `offset` is on; None when it is on none."""
    for mark, number in _marks(text):
        if offset in mark:
            return _footnote(text, number)
        if mark.start > offset:
            break
    return None


def footnote_at(text: Text, offset: int) -> Footnote | None:
    """Give the footnote whose own words `offset` is in; None when it is in none."""
    found = (_footnote(text, number) for number in range(1, len(text.footnotes) + 1))
    return next((note for note in found if note is not None and offset in note.span), None)


def references(text: Text, number: int) -> tuple[Span, ...]:
    """Give every mark in the text that refers to the footnote `number`, in order."""
    return tuple(mark for mark, named in _marks(text) if named == number)


def marks(text: Text, start: int, end: int) -> tuple[Span, ...]:
    """Give every mark that begins in `plain[start:end]`."""
    return tuple(mark for mark, _ in _marks(text) if start <= mark.start < end)


def _footnote(text: Text, number: int) -> Footnote | None:
    if not 0 < number <= len(text.footnotes):
        return None
    return Footnote(number, Span(*text.footnotes[number - 1]))


def _marks(text: Text) -> Iterator[tuple[Span, int]]:
    """Give the marks in the text; some may follow each other without a letter between."""
    edges = text.mark_starts
    for run, attributes in enumerate(text.mark_attributes):
        if attributes & NOTEREF:
            end = edges[run + 1] if run + 1 < len(edges) else len(text.plain)
            for mark in _MARK.finditer(text.plain, edges[run], end):
                yield Span(*mark.span()), int(mark[1])
