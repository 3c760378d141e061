"""Mail and wire copy in plain text: the head, what is quoted, who is quoted, the signature."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_QUOTED = re.compile(r" ?>(?: ?>)* ?")
_DEEPEST = 12
"""Levels of quotation that are told apart."""
_FEWEST = 2
"""Lines that are quoted at least; one alone may begin with the sign by chance."""
_PROMPT = 3
"""Signs in a row that are a programming language's prompt when nothing is quoted less deeply."""

_HEADER = re.compile(r"([A-Za-z][A-Za-z-]*):(?:\s+(.*))?$")
_KNOWN = frozenset(
    {
        *("from", "to", "cc", "bcc", "date", "sent", "subject", "reply-to", "sender", "organization", "newsgroups"),
        *("message-id", "in-reply-to", "references"),
        *("von", "an", "kopie", "datum", "gesendet", "betreff"),
        *("de", "para", "fecha", "enviado", "asunto", "objet", "envoyé", "à", "da", "oggetto"),
    }
)
_TELLING = frozenset({"from", "subject", "von", "betreff", "objet", "asunto", "oggetto"})
_MAILBOX = re.compile(r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ")
"""The line before each mail in a file of many."""

_SAYS = re.compile(
    r"(?:wrote|writes|said|says|schrieb|schreibt|a écrit|écrivait|escribió|ha scritto|schreef|skrev|escreveu)\s?:$"
)
_BEGINS = re.compile(r"(?:On|Am|Le|El|Il|Op|Em|Den|På|At)\b")
_SIGNATURE = "--"

_SLUG = re.compile(r"[A-Z]{1,3}-\S.*(?:--|, ?\d{3,4}$)")
"""The first line of wire copy: for whom it is, what it is called, how many words it has."""
_DATELINE = re.compile(r"\s|[A-Z][A-Z .,'-]+(?:\(|_ |--? |\u2014|\u2013)")

Role = Literal["words", "head", "attribution", "signature"]


class Stretch(NamedTuple):
    """Lines that belong together."""

    role: Role
    level: int
    """How many times they were quoted."""
    lines: list[str]


def stretches(lines: Sequence[str]) -> list[Stretch]:
    """Give the stretches of `lines`, without the signs of quotation."""
    levels = _levels(lines)
    if levels is None:
        return [*_split(0, [*lines], quotes_next=False, at_top=True)]
    found: list[Stretch] = []
    groups = [(level, [words for _, words in group]) for level, group in groupby(levels, key=lambda line: line[0])]
    groups = _without_gaps(groups)
    for number, (level, words) in enumerate(groups):
        quotes_next = number + 1 < len(groups) and groups[number + 1][0] > level
        found += _split(level, words, quotes_next=quotes_next, at_top=number == 0)
    return found


def headers(body: str) -> dict[str, str]:
    """Give the headers that plain text begins with, their names in small letters; none when it is no mail."""
    lines = body[:65536].lstrip("\n").splitlines()
    length = _head(lines, at_top=True)
    found: dict[str, str] = {}
    name = ""
    for line in lines[:length]:
        match = _HEADER.match(line)
        if match and not line[0].isspace():
            name = match[1].lower()
            found.setdefault(name, (match[2] or "").strip())
        elif name and line[:1].isspace():
            found[name] += f" {line.strip()}"
    return found


def has_slug(lines: Sequence[str]) -> bool:
    """Do `lines` begin with the slug of wire copy?"""
    return _SLUG.match(next(filter(None, lines), "")) is not None


def head_length(lines: Sequence[str]) -> int:
    """Say how many of `lines`, from the first, are the head of a mail or of wire copy."""
    begin = next((number for number, line in enumerate(lines) if line), 0)
    length = _head(lines[begin:], at_top=True)
    return begin + length if length else 0


def _levels(lines: Sequence[str]) -> list[tuple[int, str]] | None:
    """Give for each line how often it is quoted, and its words; None when nothing is quoted at all."""
    if not any(line.startswith((">", " >")) for line in lines):
        return None
    found = []
    for line in lines:
        match = _QUOTED.match(line)
        level = min(match[0].count(">"), _DEEPEST) if match else 0
        found.append((level, line[match.end() :] if match else line))
    quoted = [level for level, _ in found if level]
    if len(quoted) < _FEWEST or min(quoted) >= _PROMPT:
        return None
    return found


def _without_gaps(groups: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Join what is quoted equally deep and parted by blank lines that lost their sign."""
    joined: list[tuple[int, list[str]]] = []
    for level, words in groups:
        is_gap = level == 0 and not any(words)
        if joined and (is_gap or joined[-1][0] == level):
            joined[-1][1].extend(words)
        else:
            joined.append((level, [*words]))
    return joined


def _split(level: int, lines: list[str], *, quotes_next: bool, at_top: bool) -> Iterator[Stretch]:
    """Part `lines` of one level into what they are."""
    attribution, lines = _attribution(lines) if quotes_next else ("", lines)
    words: list[str] = []
    for number, chunk in enumerate(_chunks(lines)):
        head = _head(chunk, at_top=at_top and not number)
        end = chunk.index(_SIGNATURE, head) if _SIGNATURE in chunk[head:] else len(chunk)
        if head and words:
            yield Stretch("words", level, words)
            words = []
        if head:
            yield Stretch("head", level, chunk[:head])
        words += [*chunk[head:end], ""]
        if end < len(chunk):
            if any(words):
                yield Stretch("words", level, words)
            yield Stretch("signature", level, chunk[end:])
            words = []
    if any(words):
        yield Stretch("words", level, words)
    if attribution:
        yield Stretch("attribution", level, [attribution])


def _chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Give the lines between blank ones."""
    for is_blank, group in groupby(lines, key=lambda line: not line):
        if not is_blank:
            yield [*group]


def _head(chunk: Sequence[str], *, at_top: bool) -> int:
    """Say how many of the lines, from the first, are headers of a mail; elsewhere than at the top none is unknown.

    At the top they may also be the slug of wire copy and what stands between it and the dateline.
    """
    if at_top and chunk and _SLUG.match(chunk[0]):
        return next((number for number, line in enumerate(chunk) if number and _DATELINE.match(line)), len(chunk))
    names: set[str] = set()
    length = 0
    for line in chunk:
        match = _HEADER.match(line)
        is_first = not length and _MAILBOX.match(line) is not None
        if match and (at_top or match[1].lower() in _KNOWN):
            names.add(match[1].lower())
        elif not is_first and not (length and line[:1].isspace() and line.strip()):
            break
        length += 1
    return length if len(names & _KNOWN) > 1 and names & _TELLING else 0


def _attribution(lines: list[str]) -> tuple[str, list[str]]:
    """Take the line that says who is quoted off the end; mail programs break it in two or three."""
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    if not end or not lines[end - 1].endswith(":"):
        return "", lines
    for begin in range(end - 1, max(-1, end - 4), -1):
        if not lines[begin]:
            break
        if _BEGINS.match(lines[begin]):
            return " ".join(line.strip() for line in lines[begin:end]), lines[:begin]
    if _SAYS.search(lines[end - 1]):
        return lines[end - 1].strip(), lines[: end - 1]
    return "", lines
