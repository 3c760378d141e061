"""The Markdown of KOReader's exporter (koreader/plugins/exporter.koplugin/template/md.lua).

`# Title`, `##### Author`, `## Chapter`, and for each passage `### Page 12 @ 14 March 2026 09:30:12 AM`, its words, and
`---` before what was written on it. It parts nothing by escapes, so a heading in a passage ends it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.sources.notes import cleaning, opening
from reader.sources.notes.imported import Imported, ImportedArticle, Item, Unreadable, passage_id
from reader.sources.notes.kindle_words import moment
from reader.sources.notes.koreader import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PASSAGE = re.compile(r"### \S+ (?P<page>\S{1,40}) @ (?P<when>.{6,80})")
_AUTHOR = "##### "
_FORMS = ("**_{}_**", "**{}**", "=={}==", "*{}*", "++{}++", "<u>{}</u>", "~~{}~~")
"""How a passage may be set, by the way in which it was marked."""

_BACKLINK = re.compile(r"\[[^\]\n]+\]\(<?file://[^\n]*\)")


def is_markdown(head: str) -> bool:
    """Does a file look like what the exporter writes?"""
    lines = head.lstrip("\ufeff").splitlines()
    return any(line.startswith("# ") for line in lines[:5]) and any(map(_PASSAGE.fullmatch, lines))


def parse(path: Path) -> Iterator[Item]:
    """What the export holds, passage after passage."""
    title, author = "", ""
    passage: _Passage | None = None
    with opening.opened(path) as file:
        for number, row in enumerate(opening.lines(file), 1):
            line = row.rstrip("\r\n")
            found = _PASSAGE.fullmatch(line)
            is_heading = line.startswith(("# ", "## ", _AUTHOR)) or found is not None
            if is_heading and passage is not None:
                yield passage.item(title, author)
                passage = None
            if found is not None:
                passage = _Passage(found["when"], f"line {number}")
            elif line.startswith("# "):
                title, author = line[2:], ""
            elif line.startswith(_AUTHOR):
                author = line[len(_AUTHOR) :]
            elif passage is not None:
                passage.take(line)
    if passage is not None:
        yield passage.item(title, author)


@dataclass(slots=True)
class _Passage:
    when: str
    where: str
    words: list[str] = field(default_factory=list)
    note: list[str] | None = None
    size: int = 0

    def take(self, line: str) -> None:
        """Take its next line."""
        self.size += len(line) + 1
        if self.size > cleaning.MAX_WORDS or _BACKLINK.fullmatch(line.strip()):
            return
        if self.note is not None:
            self.note.append(line)
        elif line.strip() == "---":
            self.note = []
        else:
            self.words.append(line)

    def item(self, title: str, author: str) -> Item:
        """What it is, now that all of it was read."""
        quote, note = _bare(cleaning.prose("\n".join(self.words))), cleaning.prose("\n".join(self.note or ()))
        if self.size > cleaning.MAX_WORDS:
            return Unreadable(self.where, "It is longer than a passage of a book.")
        if not quote:
            return Unreadable(self.where, "It has no words.")
        named = cleaning.line(author)
        article = ImportedArticle(title=cleaning.line(title), author="" if named.casefold() == "n/a" else named)
        created = moment(self.when)
        seconds = str(int(created.timestamp())) if created else ""
        return Imported(
            article,
            quote,
            passage_id(article, quote, seconds),
            note=note,
            created=created,
            modified=created,
            origin=ORIGIN,
            where=self.where,
        )


def _bare(quote: str) -> str:
    """A passage without what it is set in."""
    for form in _FORMS:
        before, _, after = form.partition("{}")
        if quote.startswith(before) and quote.endswith(after) and len(quote) > len(before) + len(after):
            inner = quote[len(before) : len(quote) - len(after)]
            if before not in inner:
                return inner
    return quote
