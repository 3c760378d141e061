"""Facts of an article written into the head of its file, everything else left byte for byte as it is.

Bytes are handled one by one (as Latin-1), so that a file in any encoding that has ASCII's lines keeps what it says.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources import front_matter
from reader.sources.decoding import decode
from reader.sources.metadata import fact_of, from_front_matter, is_address

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s#\-\[\]{}'":][^:]*?)(\s*:)(?=[ \t\r\n]|\Z)""")
_END = re.compile(r"\r\n|\n|\r")


def rewritten(data: bytes, facts: Mapping[str, str], name: str) -> bytes:
    """The file `data` with these facts, each one line; an empty one is taken out.

    Raises SourceError, beginning with the file's `name`, where that cannot be done without touching anything else.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data[len(mark) :].decode("latin-1")
    if "\0" in text or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SourceError(f"{name} is written in UTF-16: save it as UTF-8, then its data can be edited.")
    lines: list[str] = _LINE.findall(text)
    close = _closing(data, lines, name)
    first = _END.search(text)
    end = first[0] if first else "\n"
    head = _Head(lines[1:close], end, is_utf8=_is_utf8(data))
    for fact, value in facts.items():
        head.put(fact, value)
    if close:
        made = [lines[0], *head.lines, *lines[close:]]
    else:
        made = [f"---{end}", *head.lines, f"---{end}", *lines] if head.lines else lines
    new = mark + "".join(made).encode("latin-1")
    _check(data, new, facts, name)
    return new


class _Head:
    """The lines between the fences."""

    def __init__(self, lines: list[str], end: str, *, is_utf8: bool) -> None:
        self.lines, self._end, self._is_utf8 = lines, end, is_utf8
        self._part_source()

    def put(self, fact: str, value: str) -> None:
        """Say that a fact has this value; an empty one is not said."""
        places = self._places(fact)
        if not value:
            for place in sorted(places, reverse=True):
                del self.lines[place : self._after(place)]
        elif places:
            place = places[0]
            self.lines[place : self._after(place)] = [self._line(self._key(place), value)]
        else:
            if self.lines and not _END.search(self.lines[-1]):
                self.lines[-1] += self._end
            self.lines.append(self._line(f"{fact}:", value))

    def _line(self, key: str, value: str) -> str:
        scalar = front_matter.scalar(value)
        if not self._is_utf8 and not scalar.isascii():
            scalar = "".join(letter if letter.isascii() else f"\\U{ord(letter):08x}" for letter in scalar)
        return f"{key} {scalar.encode('utf-8').decode('latin-1')}{self._end}"

    def _places(self, fact: str) -> list[int]:
        """The lines that name a fact, by our own name first."""
        keys = [(place, _bare(found[1])) for place, line in enumerate(self.lines) if (found := _KEY.match(line))]
        named = [(place, key) for place, key in keys if fact_of(key) == fact]
        return [place for place, _ in sorted(named, key=lambda each: (each[1].casefold() != fact, each[0]))]

    def _key(self, place: int) -> str:
        found = _KEY.match(self.lines[place])
        return f"{found[1]}{found[2]}" if found else ""

    def _after(self, place: int) -> int:
        """Behind the last line of the value that begins in a line."""
        after = following = place + 1
        while following < len(self.lines):
            line = self.lines[following]
            following += 1
            if line[0] in " \t-" and line.strip():
                after = following
            elif line.strip():
                break
        return after

    def _part_source(self) -> None:
        """Web clippers call the article's address its source: let it have its own name."""
        if self._places("url"):
            return
        for place in self._places("source"):
            key, value = self._key(place), self.lines[place]
            if is_address(value[len(key) :].strip().strip("\"'")):
                self.lines[place] = f"url:{value[len(key) :]}"


def _closing(data: bytes, lines: list[str], name: str) -> int:
    """The line that closes the front matter; 0 where there is none."""
    text, _ = decode(data, name)
    found = front_matter.parse(text)
    if found.problems and not found.values:
        raise SourceError(f"{name} cannot be edited here: {found.problems[0]} Mend it in an editor first.")
    if found.body == text:
        return 0
    return next(place for place, line in enumerate(lines) if place and _FENCE.fullmatch(line))


def _check(old: bytes, new: bytes, facts: Mapping[str, str], name: str) -> None:
    """Refuse what would say something else than was asked for."""
    before, after = (front_matter.parse(decode(data, name)[0]) for data in (old, new))
    was, _ = from_front_matter(before.values)
    now, _ = from_front_matter(after.values)
    wanted = {fact: getattr(was, fact) for fact in front_matter.KEYS} | dict(facts)
    is_right = all(getattr(now, fact) == value for fact, value in wanted.items())
    if not is_right or now.other != was.other or _body(after.body) != _body(before.body):
        raise SourceError(f"{name} cannot be edited here without changing something else. Edit it in an editor.")


def _body(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bare(key: str) -> str:
    return key[1:-1] if key[0] in "\"'" else key


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
