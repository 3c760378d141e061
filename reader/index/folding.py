"""Words as they are compared: without case, without accents, and each Chinese, Japanese or Korean sign a word."""

from __future__ import annotations

import re
import unicodedata

# Compiled when first used: a catalogue is opened, and its first page shown, without them.
_SIGNS = (
    "([\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff])"
)
_EDGE = r"^[\W_]+"


def spaced(text: str) -> str:
    """`text` with a space around each Chinese, Japanese and Korean sign, so that any part of it can be found."""
    return text if text.isascii() else re.sub(_SIGNS, r" \1 ", text)


def fold(text: str) -> str:
    """`text` without case and accents."""
    if text.isascii():
        return text.lower()
    # Signs like 𝐀 have a small letter only once they are taken apart.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def sort_key(text: str) -> str:
    """What a title or a name is sorted by: folded, without quotation marks and other signs before it."""
    folded = fold(text)
    return re.sub(_EDGE, "", folded) or folded


def has_words(text: str) -> bool:
    """Does `text` hold a letter or a digit, so that it can be searched for?"""
    return any(character.isalnum() for character in text)
