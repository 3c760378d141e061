"""Quotations in web pages and Org files that were exported."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from reader.export import org_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOID = frozenset(("br", "hr", "meta", "link", "img", "input", "wbr"))
_WITHIN = frozenset(("a", "b", "code", "em", "i", "mark", "s", "span", "strong", "sub", "sup"))
"""Elements that part no words."""

_DEEPEST = 200
"""Elements within each other; what stands deeper is words of the last one."""

_ORG_ARTICLE = re.compile(r":(READER_ID|URL): (.*)")
_ORG_ID = re.compile(r":ID: (\S+)")


class Passage(NamedTuple):
    """A quotation with what the file says of it."""

    id: str
    words: str
    title: str = ""
    url: str = ""
    article: str = ""
    """The id of the article."""


class _Around(NamedTuple):
    """An element that is open."""

    tag: str
    id: str
    """Of the highlight that it shows."""

    is_quotation: bool


class _Page(HTMLParser):
    """Gathers quotations: block quotations in what is an article, and what is marked in a text."""

    def __init__(self) -> None:
        super().__init__()
        self._around: list[_Around] = []
        self._title: list[str] = []
        self._url = ""
        self._part = 0
        """How many elements began that part words."""

        self._parts: dict[str, int] = {}
        """Where the last words of each quotation stood."""

        self.words: dict[str, list[str]] = {}
        self.about: dict[str, tuple[str, str]] = {}
        """The title and the address that a quotation stands under."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        known = {name: value or "" for name, value in attrs}
        if tag in {"h1", "h2"}:
            self._title, self._url = [], ""
        elif tag == "a" and self._is_in("h1", "h2"):
            self._url = known.get("href", "")
        self._part += tag not in _WITHIN
        if tag in _VOID or len(self._around) == _DEEPEST:
            return
        identifier = known.get("id", "") if tag == "article" else known.get("data-id", "") if tag == "mark" else ""
        around = self._around[-1] if self._around else None
        is_quotation = tag == "mark" or (tag == "blockquote" and around is not None and around.tag == "article")
        owner = around.id if tag == "blockquote" and around is not None else identifier
        self._around.append(_Around(tag, owner, is_quotation))
        if is_quotation and owner:
            self.words.setdefault(owner, [])
            self.about.setdefault(owner, (" ".join("".join(self._title).split()), self._url))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it that were not closed."""
        for at in range(len(self._around) - 1, -1, -1):
            if self._around[at].tag == tag:
                del self._around[at:]
                return

    def handle_data(self, data: str) -> None:
        """Take words down for everything that they stand in."""
        if self._is_in("h1", "h2"):
            self._title.append(data)
        self._say(data)

    def _say(self, words: str) -> None:
        for around in self._around:
            if around.is_quotation and around.id:
                if self._parts.get(around.id, self._part) != self._part:
                    self.words[around.id].append(" ")
                self._parts[around.id] = self._part
                self.words[around.id].append(words)

    def _is_in(self, *tags: str) -> bool:
        return any(around.tag in tags for around in self._around)


def of_page(text: str) -> Iterator[Passage]:
    """The quotations of a web page."""
    page = _Page()
    page.feed(text)
    page.close()
    for identifier, words in page.words.items():
        if said := "".join(words).strip():
            title, url = page.about[identifier]
            yield Passage(identifier, said, title, url)


def of_org(text: str) -> Iterator[Passage]:
    """The quotations of an Org file: the first one below each id."""
    about = {"READER_ID": "", "URL": ""}
    identifier, inside = "", False
    lines: list[str] = []
    for line in text.split("\n"):
        if fact := _ORG_ARTICLE.fullmatch(line):
            if fact[1] == "READER_ID":
                about["URL"] = ""
            about[fact[1]] = fact[2].replace(org_text.SPACE, "")
        elif found := _ORG_ID.fullmatch(line):
            identifier = found[1]
        elif line == "#+begin_quote" and identifier:
            inside, lines = True, []
        elif line == "#+end_quote" and inside:
            yield Passage(identifier, org_text.plain("\n".join(lines)), url=about["URL"], article=about["READER_ID"])
            identifier, inside = "", False
        elif inside:
            lines.append(line)
