"""Links that a terminal opens itself (OSC 8): which addresses may be told to it, and whether it understands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMES = ("http://", "https://", "mailto:")

LONGEST = 2000
"""Characters of an address that is told; terminals forget longer ones."""

CLOSE = "\x1b]8;;\x1b\\"

_DEAF = ("linux", "dumb", "unknown", "vt", "cons", "screen.linux", "sun", "ansi", "emacs", "eterm")
"""How the names of terminals begin that would show the address or swallow text."""


def are_understood(environ: Mapping[str, str]) -> bool:
    """Does the terminal know such links, or pass over them?"""
    return not environ.get("TERM", "dumb").startswith(_DEAF)


def host(address: str) -> str:
    """The machine that `address` names, or the last part of a path: where an image comes from, in short."""
    scheme, mark, rest = address.partition("://")
    if mark and scheme.lower() in {"http", "https"}:
        return rest.partition("/")[0].rpartition("@")[2].removeprefix("www.")
    return "" if address.startswith("data:") else address.rpartition("/")[2]


def told(address: str) -> str:
    """`address` as a terminal may be told it; empty for one that it must not be told."""
    if not address.lower().startswith(SCHEMES) or not address.isprintable():
        return ""
    sent = "".join(one if "!" <= one <= "~" else _escaped(one) for one in address)
    return sent if len(sent) <= LONGEST else ""


def opening(address: str) -> str:
    """The sequence before words that lead to `address`; empty for one that a terminal must not be told.

    Pieces of one link carry the same id, so that a terminal shows them as one when it is broken over lines.
    """
    sent = told(address)
    return f"\x1b]8;id={crc32(sent.encode()):x};{sent}\x1b\\" if sent else ""


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
