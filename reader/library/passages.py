"""Finding a passage by its words, for scripts: exactly, white space apart."""

from __future__ import annotations

import re

from reader.errors import NotFoundError
from reader.model.span import Span


def find(plain: str, quote: str, prefix: str = "", suffix: str = "") -> Span | None:
    """Where `plain` says `quote`, between `prefix` and `suffix` where they are given; None when it does not.

    Raises NotFoundError when it says so more than once.
    """
    fitting = places(plain, quote, prefix, suffix)
    if len(fitting) > 1:
        raise NotFoundError(
            f"{quote!r} stands there {len(fitting)} times: say with --prefix or --suffix what is before or behind it."
        )
    return fitting[0] if fitting else None


def places(plain: str, quote: str, prefix: str = "", suffix: str = "") -> list[Span]:
    """Everywhere that `plain` says `quote`, between `prefix` and `suffix` where they are given."""
    words = quote.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = [Span(*match.span()) for match in pattern.finditer(plain)]
    return [span for span in found if _ends(plain, span.start, prefix) and _begins(plain, span.end, suffix)]


def _ends(plain: str, at: int, prefix: str) -> bool:
    """Does the text end with `prefix` there? Of white space it may have twice as much."""
    return _folded(plain[max(0, at - 2 * len(prefix) - 8) : at]).endswith(_folded(prefix))


def _begins(plain: str, at: int, suffix: str) -> bool:
    """Does the text go on with `suffix` there?"""
    return _folded(plain[at : at + 2 * len(suffix) + 8]).startswith(_folded(suffix))


def _folded(text: str) -> str:
    return "".join(text.split())
