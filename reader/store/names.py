"""Names that are safe as files on Linux, macOS and Windows."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST_SLUG = 80
"""Characters; an id is at most `LONGEST_ID`, so there is room for what makes it unique."""

LONGEST_ID = 96

_ID = re.compile(rf"[a-z0-9-]{{1,{LONGEST_ID}}}")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names that Windows keeps for devices, with any suffix."""

_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "\u0131": "i", "'": "", "\u2019": ""}
)
"""What Unicode does not take apart into a letter and its accent; an apostrophe parts no word."""


def is_id(text: str) -> bool:
    """May this be an article's id, and so the name of its notes?"""
    return _ID.fullmatch(text) is not None and text not in _RESERVED


def is_reserved(name: str) -> bool:
    """Does Windows keep this name, with whatever suffix, for a device?"""
    return name.partition(".")[0].strip().casefold() in _RESERVED


def slug(text: str) -> str:
    """A file name without suffix that reminds of `text`: `[a-z0-9-]`, at most 80 characters.

    Accents are dropped; a text without any Latin letter or digit gives a hash.
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not words:
        return f"text-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:10]}"
    return f"{words}-text" if words in _RESERVED else shortened(words, LONGEST_SLUG)


def shortened(words: str, longest: int) -> str:
    """A slug cut to `longest` characters, between words where that keeps at least half."""
    if len(words) <= longest:
        return words
    cut = words[:longest]
    whole = cut.rpartition("-")[0] if words[longest] != "-" else cut
    return (whole if len(whole) * 2 >= longest else cut).strip("-")


def numbered(words: str, number: int) -> str:
    """The slug for the n-th file of that name: `harbour`, `harbour-2`, `harbour-3`."""
    if number == 1:
        return words
    return f"{shortened(words, LONGEST_SLUG - len(str(number)) - 1)}-{number}"
