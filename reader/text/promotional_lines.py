"""One line: is it what somebody wrote, or what a site puts between? By the wordings of `promotional_lines.txt`."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDINGS = Path(__file__).with_name("promotional_lines.txt")

CALLING = 200
"""Code points of a line of which one sentence asks for something and another may be anything."""

_NETWORK = (
    "facebook|fb|twitter|x|instagram|whatsapp|telegram|linkedin|youtube|tiktok|threads|bluesky|mastodon|pinterest|reddit"
    "|discord|flipboard|snapchat|google news|apple news|spotify|substack|messenger|pocket|xing|vk|viber|line|微信|微博"
)
_MAIL = (
    "newsletters?|news ?letter|mailing list|e-?mails?|e-?mail updates?|daily digest|weekly digest|briefings?|digest"
    "|alerts|updates|podcasts?|channel|youtube channel|whatsapp channel|telegram channel|rss feed|print edition"
)
_QUOTES = '"“”„‟«»‹›「『'
_FEW = r"(?:(?:[^.!?\"“”„«»]|\.(?=\w)){0,90}?)"
_COLON = r"(?:\s?[:：|｜»]\s?|\s[–—-]\s)"
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\s+\|\s+")
_BETWEEN = re.compile(r"[\s|·•,/:;()–—&+-]+")
_NUMBER = re.compile(r"[\d.,]+[km]?")
_FIRST = re.compile(r"\w+|©")
_EAST_ASIAN = "\u2e80"
_DIGITS = "#"
"""The key of lines that begin with a number."""

_DOTTED = "i\u0307"
"""What becomes of the Turkish İ in small letters."""

_POLITE = ("please ", "bitte ", "veuillez ", "por favor, ", "por favor ", "now ")
_ASKING = frozenset({"please", "bitte", "veuillez", "por", "now", "e"})
_BUTTONS = frozenset(
    (
        *("facebook", "twitter", "x", "whatsapp", "email", "e-mail", "mail", "linkedin", "reddit", "pinterest"),
        *("telegram", "instagram", "youtube", "tiktok", "threads", "bluesky", "mastodon", "messenger", "flipboard"),
        *("pocket", "xing", "tumblr", "vk", "viber", "line", "sms", "share", "tweet", "print", "copy", "link", "url"),
        *("save", "on", "this", "via", "more", "rss", "teilen", "drucken", "partager", "imprimer", "compartir"),
        *("condividi", "compartilhar", "delen", "dela", "del", "微信", "微博", "qq"),
    )
)
"""Words of a bar of buttons."""

_NETWORKS = _BUTTONS - {"x", "line", "on", "this", "via", "more", "link", "save", "copy", "print", "mail", "del"}


class Said(Enum):
    """What a line is."""

    LABEL = auto()
    CALL = auto()
    OPENER = auto()
    """It sends one to something else, and says to what."""

    HEADING = auto()
    """It stands above what it sends one to."""

    BAR = auto()
    """Several buttons."""

    BUTTON = auto()
    """One: alone it may be anything."""


def said(line: str) -> Said | None:
    """What a line is; None: what somebody wrote."""
    if not _may_be(line):
        return None
    bare = _bare(line)
    if not bare:
        return None
    has_stop = line.rstrip()[-1:] == "."
    whole = _whole(bare, has_stop=has_stop)
    if whole is not None:
        return whole
    parts = [part for part in map(_bare, _SENTENCE.split(line.strip())) if part]
    if len(parts) < 2:
        return None
    told = [_whole(part, has_stop=False) for part in parts]
    if None not in told and set(told) != {Said.BUTTON}:
        return Said.CALL if Said.CALL in told else told[0]
    # A question before it, or what one gets for it behind.
    is_short = len(line) <= CALLING and told.count(None) == 1
    return Said.CALL if is_short and Said.CALL in told and _is_beside(line, told) else None


def _may_be(line: str) -> bool:
    """Does a line begin as one does, or with a question before it? Most lines of an article end here."""
    first = _FIRST.search(line)
    if first is None:
        return False
    key = _key(first[0].casefold().replace(_DOTTED, "i"))
    return key in _wordings() or key in _BUTTONS or key in _ASKING or "?" in line or "!" in line


def _is_beside(line: str, told: list[Said | None]) -> bool:
    """Is the sentence that is not known one that calls stand beside: a question before, something short behind?"""
    at = told.index(None)
    if at == 0:
        return _SENTENCE.split(line.strip())[0].endswith(("?", "!"))
    return at == len(told) - 1 and told[0] is Said.CALL


def _whole(bare: str, *, has_stop: bool) -> Said | None:
    for kind, is_headline, pattern in _patterns(_key(bare)):
        if not (has_stop and is_headline) and pattern.fullmatch(bare) is not None:
            return kind
    return _bar(bare)


def _bar(bare: str) -> Said | None:
    """Is it a bar of buttons, or one of them?"""
    if len(bare) > CALLING:
        return None
    buttons = [word for word in _BETWEEN.split(bare) if word and not _NUMBER.fullmatch(word)]
    if not buttons or not all(word in _BUTTONS for word in buttons):
        return None
    names = {word for word in buttons if word in _NETWORKS}
    if len(buttons) == 1:
        return Said.BUTTON if names or buttons[0] in ("print", "save", "link", "mail") else None
    return Said.BAR if names else None


def _bare(line: str) -> str:
    """A line in small letters, without the signs around it that are no words; empty when it begins with a quotation."""
    words = " ".join(line.casefold().replace("’", "'").replace(_DOTTED, "i").split())
    start, end = 0, len(words)
    while start < end and not (words[start].isalnum() or words[start] == "©"):
        is_arrow = words[start] in "»›" and words[start + 1 : start + 2] in " »›"
        if words[start] in _QUOTES and not is_arrow:
            return ""
        start += 1
    while end > start and not (words[end - 1].isalnum() or words[end - 1] in _QUOTES):
        end -= 1
    words = words[start:end]
    for word in _POLITE:
        words = words.removeprefix(word)
    return words


def _key(bare: str) -> str:
    first = _FIRST.match(bare)
    if first is None:
        return ""
    if bare[0].isdecimal():
        return _DIGITS
    return bare[0] if bare[0] >= _EAST_ASIAN else first[0]


# ---- the wordings


class _Wording(NamedTuple):
    kind: Said
    words: str
    is_headline: bool = False
    """Is it none where a full stop ends the line?"""


@cache
def _patterns(key: str) -> tuple[tuple[Said, bool, re.Pattern[str]], ...]:
    """What a line that begins with the word `key` may be; only those that are asked for are compiled."""
    wordings = _wordings().get(key, ())
    return tuple((each.kind, each.is_headline, re.compile(_pattern(each.words))) for each in wordings)


@cache
def _wordings() -> dict[str, list[_Wording]]:
    """All wordings by their first words."""
    found: dict[str, list[_Wording]] = {}
    for each in _given():
        for key in _first_words(each.words):
            found.setdefault(key, []).append(each)
    return found


def _given() -> Iterator[_Wording]:
    part = ""
    for line in WORDINGS.read_text("utf-8").splitlines():
        if line.startswith("["):
            part = line
        elif not line or line.startswith("#"):
            continue
        elif part == "[openers]":
            yield _Wording(Said.HEADING, line)
            yield _Wording(Said.OPENER, f"{line}{_COLON}.{{1,160}}")
        elif part == "[headlines]":
            yield _Wording(Said.OPENER, f"{line}\\s?[:：|｜]\\s\\w.{{12,160}}", is_headline=True)
        else:
            yield _Wording(Said.LABEL if part == "[labels]" else Said.CALL, line)


def _pattern(wording: str) -> str:
    named = wording.replace("NET", f"({_NETWORK})").replace("MAIL", _MAIL).replace("~", _FEW)
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", named)


def _first_words(wording: str) -> set[str]:
    """The words that a wording may begin with."""
    if not wording.startswith("("):
        return _words_of(wording)
    depth, edges = 0, [0]
    for at, sign in enumerate(wording):
        depth += (sign == "(") - (sign == ")") if wording[at - 1] != "\\" else 0
        if depth == (sign == "|") and sign in "|)" and wording[at - 1] != "\\":
            edges.append(at)
        if not depth:
            break
    keys = {key for begin, end in pairwise(edges) for key in _first_words(wording[begin + 1 : end])}
    rest = wording[edges[-1] + 1 :]
    return keys | _first_words(rest[1:].lstrip()) if rest.startswith("?") else keys


def _words_of(wording: str) -> set[str]:
    """The word that a wording begins with, also without its last letter where that need not be there."""
    if wording.startswith("\\d"):
        return {_DIGITS}
    key = _key(wording.removeprefix("\\"))
    return {key, key[:-1]} if wording[len(key) : len(key) + 1] == "?" else {key}
