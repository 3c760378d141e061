"""The markers around a block, and a note's text parted along them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HIGHLIGHT, HEAD, GONE, SEEN = "hl", "head", "gone", "seen"
"""Kinds of markers: a highlight; what stands above them; a highlight that was deleted, and whose block a person had
changed; the list of what was ever written into the note."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How markers are written."""

    name: str
    before: str
    after: str

    has_gap: bool
    """Is there a blank line above the closing marker? Where one is none of HTML's comments, it would belong to the
    paragraph above, and an id of a block would not end that."""

    def opening(self, kind: str, identifier: str, body: str) -> str:
        """The line above a body."""
        return f"{self.before} reader {kind} {identifier} {digest(body)} {self.after}"

    @property
    def closing(self) -> str:
        """The line below a body."""
        return f"{self.before} /reader {self.after}"

    def listing(self, words: str) -> str:
        """The line that says what was ever written."""
        return f"{self.before} reader {SEEN} {words} {self.after}"


OBSIDIAN = Profile("obsidian", "%%", "%%", has_gap=True)
COMMONMARK = Profile("markdown", "<!--", "-->", has_gap=False)

_OPENING = re.compile(
    r"(?:%%|<!--) reader (?P<kind>hl|head|gone) (?P<id>[^\s%<>]{1,200}) (?P<hash>[0-9a-f]{8,64}) (?:%%|-->)[ \t\r]*\Z"
)
_WORD = re.compile(r"(?!head\Z)[A-Za-z0-9-]{1,200}")
_CLOSING = re.compile(r"(?:%%|<!--) /reader (?:%%|-->)[ \t\r]*\Z")
_LISTING = re.compile(r"(?:%%|<!--) reader seen(?P<words>(?: [^\s%<>]+)*) (?:%%|-->)[ \t\r]*\Z")
_LIKE_MARKER = re.compile(r"(?m)^([ \t]*)(?=(?:%%|<!--) /?reader\b)")


@dataclass(frozen=True, slots=True)
class Prose:
    """What belongs to nobody but the person."""

    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A block in a note."""

    kind: str
    id: str
    hash: str
    opening: str
    """The line with its end, as it stands there."""

    body: str
    """As it stands there."""

    closing: str
    """The line with its end; empty where it is missing."""

    @property
    def text(self) -> str:
        """The block as it stands there."""
        return f"{self.opening}{self.body}{self.closing}"

    @property
    def is_cut(self) -> bool:
        """Is its closing marker missing, so that nobody knows where it ends?"""
        return not self.closing

    @property
    def version(self) -> str:
        """Which block it is, and what stands in it: another one once somebody changes a word."""
        return f"{self.id} {digest(self.body)}"

    @property
    def profile(self) -> Profile:
        """How its markers are written."""
        return OBSIDIAN if self.opening.startswith(OBSIDIAN.before) else COMMONMARK

    @property
    def is_untouched(self) -> bool:
        """Is its body what was written last?"""
        return not self.is_cut and digest(self.body) == self.hash


@dataclass(frozen=True, slots=True)
class Listing:
    """The line that says what was ever written into the note."""

    words: str
    text: str


Part = Prose | Found | Listing


def parts(text: str) -> list[Part]:
    """A note's text in order, nothing left out: prose, blocks, the list of what was written.

    A block without its end, because that was cut off or another block begins in it, reaches to the next marker.
    """
    found: list[Part] = []
    prose: list[str] = []
    opened: tuple[re.Match[str], str] | None = None
    inside: list[str] = []

    def close(closing: str) -> None:
        nonlocal opened
        if opened is not None:
            match, line = opened
            found.append(Found(match["kind"], match["id"], match["hash"], line, "".join(inside), closing))
            opened = None
            inside.clear()

    def end_prose() -> None:
        if prose:
            found.append(Prose("".join(prose)))
            prose.clear()

    for line in _lines(text):
        bare = line.rstrip("\n")
        if match := _OPENING.match(bare):
            close("")
            end_prose()
            opened = match, line
        elif opened is not None and _CLOSING.match(bare):
            close(line)
        elif listing := _LISTING.match(bare):
            close("")
            end_prose()
            found.append(Listing(listing["words"].strip(), line))
        elif opened is not None:
            inside.append(line)
        else:
            prose.append(line)
    close("")
    end_prose()
    return found


def digest(body: str) -> str:
    """The hash of a body: line ends and blank lines at its ends do not count."""
    return hashlib.sha256(body.replace("\r\n", "\n").strip("\n").encode("utf-8", "surrogatepass")).hexdigest()[:16]


def block_id(identifier: str) -> str:
    """What stands in the marker of an annotation: its id, or a word for one that no marker can hold."""
    if _WORD.fullmatch(identifier):
        return identifier
    return f"id-{hashlib.sha256(identifier.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def harmless(body: str) -> str:
    """A body in which no line is taken for a marker: a backslash stands before it.

    Every line end is one of ours, as an editor may turn others into that later; half a character is none.
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _LIKE_MARKER.sub(r"\1\\", body)


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end + 1
        yield text[start:end]
        start = end
