"""`My Clippings.txt`, in which a Kindle collects what is marked on it.

The format has no definition but what devices write, the same since the first one: the book's title with its author in
brackets, a line that says what it is and of when, an empty line, the words, ten equals signs. KOReader's exporter of
the same name writes it too (koreader/plugins/exporter.koplugin/target/my_clippings.lua).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.sources.notes import cleaning, opening
from reader.sources.notes.imported import (
    Imported,
    ImportedArticle,
    Item,
    PassedOver,
    Unreadable,
    folded,
    identifier,
    passage_id,
)
from reader.sources.notes.kindle_words import Header, Kind, header, is_limit
from reader.sources.notes.limits import Held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ORIGIN = "kindle"
BAR = "=========="

_NEAR = 2
"""Locations by which a note may lie outside of its highlight."""

_LOOK = 16
"""Highlights that are looked at for one that lies on the next."""

_AROUND = 200
"""Highlights before a note that may lie around it."""

_AUTHOR = re.compile(r"(?P<title>.*\S)\s*\((?P<author>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*")


def is_kindle(head: str) -> bool:
    """Does a file begin like clippings do?"""
    rows = head.lstrip("\ufeff \r\n").splitlines()
    return any(
        rows[number + 1 :] and header(rows[number + 1]) is not None for number in range(min(len(rows), 40))
    ) and any(row.strip() == BAR for row in rows)


def parse(path: Path) -> Iterator[Item]:
    """What the clippings hold, a book after the other."""
    books: dict[str, _Book] = {}
    held = Held(path.name)
    for clipping in _clippings(path):
        if isinstance(clipping, _Clipping):
            held.take(clipping.words)
            books.setdefault(clipping.title, _Book(clipping.title)).clippings.append(clipping)
        else:
            yield clipping
    for book in books.values():
        yield from book.items()


@dataclass(frozen=True, slots=True)
class _Clipping:
    title: str
    header: Header
    words: str
    where: str

    @property
    def place(self) -> str:
        """Where in the book it is, as far as it says so."""
        return str(self.header.start) if self.header.start is not None else f"p{self.header.page}"


def _clippings(path: Path) -> Iterator[_Clipping | Unreadable | PassedOver]:
    with opening.opened(path) as file:
        rows: list[str] = []
        size, first = 0, 1
        for number, row in enumerate(opening.lines(file), 1):
            if row.strip() == BAR:
                yield from _clipping(rows, size, first)
                rows, size, first = [], 0, number + 1
            elif size <= cleaning.MAX_WORDS:
                rows.append(row.lstrip("\ufeff") if len(rows) < 2 else row)
                size += len(row)
        if any(row.strip() for row in rows):
            yield from _clipping(rows, size, first, is_cut=True)


def _clipping(
    rows: list[str], size: int, first: int, *, is_cut: bool = False
) -> Iterator[_Clipping | Unreadable | PassedOver]:
    where = f"line {first}"
    while rows and not rows[0].strip():
        rows = rows[1:]
        first += 1
    about = header(rows[1]) if len(rows) > 1 else None
    if size > cleaning.MAX_WORDS:
        yield Unreadable(where, "It is longer than a passage of a book.")
    elif about is None:
        if rows:
            yield Unreadable(where, "Its second line does not say in a known language what it is.")
    elif about.kind is Kind.BOOKMARK:
        yield PassedOver(where, "A bookmark on a Kindle says no words that it could be found by.")
    else:
        words = cleaning.prose("".join(rows[2:]))
        if is_cut and not words:
            yield Unreadable(where, "The file breaks off here.")
        elif not words:
            yield PassedOver(where, "It has no words.")
        elif about.kind is Kind.HIGHLIGHT and is_limit(words):
            yield Unreadable(where, "The Kindle kept no words of it: the book's limit for clippings was reached.")
        else:
            yield _Clipping(cleaning.line(rows[0]), about, words, where)


@dataclass(slots=True)
class _Book:
    """What was clipped from one book."""

    title: str
    clippings: list[_Clipping] = field(default_factory=list)

    @property
    def article(self) -> ImportedArticle:
        """What is known of the book."""
        found = _AUTHOR.fullmatch(self.title)
        title, author = (found["title"], found["author"]) if found else (self.title, "")
        return ImportedArticle(title=title.strip(), author=cleaning.line(_names(author)))

    def items(self) -> Iterator[Item]:
        """The passages in the order of the book, each with the notes on it, and what was left out."""
        article = self.article
        highlights = sorted((c for c in self.clippings if c.header.kind is Kind.HIGHLIGHT), key=_order)
        shorter, left = _shorter(highlights)
        for clipping, longer in left:
            yield PassedOver(clipping.where, f"It was extended later: the longer one ({longer.where}) is taken.")
        gone = {id(each) for each, _ in left}
        taken = [highlight for highlight in highlights if id(highlight) not in gone]
        starts = [_order(highlight)[0] for highlight in taken]
        notes: dict[int, list[_Clipping]] = {}
        for note in sorted((c for c in self.clippings if c.header.kind is Kind.NOTE), key=_order):
            owner = _owner(note, taken, starts)
            if owner is None:
                yield _alone(article, note)
            else:
                notes.setdefault(id(owner), []).append(note)
        for highlight in taken:
            olds = shorter.get(id(highlight), [])
            yield _imported(article, highlight, _latest(notes.get(id(highlight), [])), olds)


def _imported(
    article: ImportedArticle, highlight: _Clipping, notes: list[_Clipping], shorter: list[_Clipping]
) -> Imported:
    moment = highlight.header.moment
    times = [each for each in (moment, *(note.header.moment for note in notes)) if each is not None]
    return Imported(
        article=article,
        quote=highlight.words,
        id=passage_id(article, highlight.words, highlight.place),
        note="\n\n".join(note.words for note in notes),
        created=moment,
        modified=max(times, default=None),
        origin=ORIGIN,
        where=highlight.where,
        replaces=tuple(dict.fromkeys(passage_id(article, each.words, each.place) for each in shorter)),
    )


def _alone(article: ImportedArticle, note: _Clipping) -> Imported:
    """A note that no highlight lies around: it is on the whole."""
    made = identifier("note", folded(article.title), folded(article.author), note.place, note.words)
    moment = note.header.moment
    return Imported(
        article, "", id=made, note=note.words, created=moment, modified=moment, origin=ORIGIN, where=note.where
    )


def _order(clipping: _Clipping) -> tuple[int, int, int]:
    """The order of the book; of what has no location, that of its pages."""
    about = clipping.header
    page = int(about.page) if about.page.isdecimal() else 0
    return about.start if about.start is not None else page, about.end or page, int(clipping.where.split()[-1])


def _shorter(highlights: list[_Clipping]) -> tuple[dict[int, list[_Clipping]], list[tuple[_Clipping, _Clipping]]]:
    """By the passages that were extended, their shorter versions; and each of these with the longer one.

    A Kindle writes a passage anew when it is extended, and keeps what it wrote before.
    """
    shorter: dict[int, list[_Clipping]] = {}
    left: list[tuple[_Clipping, _Clipping]] = []
    kept: list[_Clipping] = []
    for highlight in highlights:
        long = highlight
        # In the order of the book what lies on each other is near each other.
        for other in kept[-_LOOK:]:
            if _overlap(other, long) and _is_within(other, long):
                kept.remove(other)
                # Of two that say the same the later one is as good, and has the later notes.
                short, long = (other, long) if len(other.words) <= len(long.words) else (long, other)
                left.append((short, long))
                shorter.setdefault(id(long), []).extend((short, *shorter.pop(id(short), [])))
        kept.append(long)
    return shorter, left


def _overlap(first: _Clipping, second: _Clipping) -> bool:
    one, other = first.header, second.header
    if one.start is None or other.start is None:
        return one.start is other.start and bool(one.page) and one.page == other.page
    return one.start <= (other.end or other.start) and other.start <= (one.end or one.start)


def _is_within(first: _Clipping, second: _Clipping) -> bool:
    one, other = folded(first.words), folded(second.words)
    return one in other or other in one


def _owner(note: _Clipping, highlights: list[_Clipping], starts: list[int]) -> _Clipping | None:
    """The highlight that a note was made on: it lies at its location, mostly at its end; None when none does.

    `starts` are the locations at which the highlights begin.
    """
    place = note.header.start
    if place is None:
        on_page = [each for each in highlights if each.header.page and each.header.page == note.header.page]
        return on_page[0] if len(on_page) == 1 else None
    last = bisect_right(starts, place + _NEAR)
    before = [each for each in highlights[max(0, last - _AROUND) : last] if each.header.start is not None]
    around = [each for each in before if (each.header.start or 0) <= place <= (each.header.end or 0)]
    near = around or [each for each in before if abs((each.header.end or 0) - place) <= _NEAR]
    # The one that ends where the note is, else the shortest around it.
    return min(near, key=lambda each: (abs((each.header.end or 0) - place), len(each.words)), default=None)


def _latest(notes: list[_Clipping]) -> list[_Clipping]:
    """Notes without those that were written anew: of one place the last one counts where it goes on with the first."""
    kept: list[_Clipping] = []
    for note in notes:
        if kept and folded(note.words).startswith(folded(kept[-1].words)):
            kept[-1] = note
        elif not any(folded(note.words) == folded(each.words) for each in kept):
            kept.append(note)
    return kept


def _names(author: str) -> str:
    """`Woolf, Virginia;Eco, Umberto` as people say it."""
    people = [person.strip() for person in author.split(";")]
    return ", ".join(
        f"{person.partition(',')[2].strip()} {person.partition(',')[0].strip()}" if person.count(",") == 1 else person
        for person in people
        if person
    )
