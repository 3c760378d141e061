"""Makes text from strangers harmless: what a terminal would act on is replaced, once, at every door."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_CONTROLS = f"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{_NONCHARACTERS}"
_SPACES = "\x0b\x0c\x85\u2028\u2029"
_BIDI = "\u202a-\u202e\u2066-\u2069"

_ACTIVE = re.compile(f"[\r{_SPACES}{_BIDI}{_CONTROLS}]")
_INVISIBLE = re.compile(f"[{_BIDI}\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]")
"""Bidi and zero-width controls; the joiners U+200C and U+200D stay, as scripts and emoji are spelled with them."""

_MANY_MARKS = 64
"""Combining marks on one letter that are put in order before anything else is done with them."""

_MARK = "[^\\w\\s\x00-\u02ff\u2000-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u303f\uff00-\uffef]"
"""What may be a combining mark; it errs on the side of yes."""
_SOME_MARK = re.compile(_MARK)
_MARKS = re.compile(f"{_MARK}{{{_MANY_MARKS},}}")


def clean(text: str) -> str:
    r"""Give a body text in NFC, with `\n` between lines, that no terminal acts on.

    Apart from line ends every replacement is one code point for one: controls, lone surrogates and noncharacters
    become U+FFFD, vertical white space becomes a space, bidi embeddings, overrides and isolates become U+200B.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return disarm(compose(text))


def clean_line(text: str) -> str:
    """Give a title or a name: as `clean`, on one line, without invisible controls, white space folded."""
    return compose(" ".join(_INVISIBLE.sub("", clean(text)).split()))


def is_clean(text: str) -> bool:
    """Is nothing left that a terminal would act on?"""
    return _ACTIVE.search(text) is None


def compose(text: str) -> str:
    """Give the text in NFC."""
    if text.isascii():
        return text
    if _SOME_MARK.search(text[::_MANY_MARKS]):  # so many in a row cannot slip through
        text = _MARKS.sub(_ordered, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def disarm(text: str) -> str:
    """Replace what a terminal would act on, one code point for one, so that offsets hold."""
    if text.replace("\n", "").replace("\t", "").isprintable():  # nothing that is, is active; and this is known at once
        return text
    return _ACTIVE.sub(_harmless, text)


def _ordered(match: re.Match[str]) -> str:
    """Give combining marks in their canonical order, which Python finds in a time that grows by their square."""
    ordered: list[str] = []
    pending: list[str] = []
    for piece in chain.from_iterable(unicodedata.normalize("NFD", character) for character in match[0]):
        if unicodedata.combining(piece):
            pending.append(piece)
        else:
            ordered += (*sorted(pending, key=unicodedata.combining), piece)
            pending = []
    return "".join((*ordered, *sorted(pending, key=unicodedata.combining)))


def _harmless(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\r" or character in _SPACES:
        return " "
    return "\u200b" if "\u202a" <= character <= "\u2069" else "\ufffd"
