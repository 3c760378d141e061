"""Where in a text an imported passage stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library.passages import places
from reader.library.recognising import LONG
from reader.model.annotation import Status
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.text import anchoring
from reader.text.edges import is_cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.sources.notes.imported import Imported
    from reader.text.document import Text


@dataclass(frozen=True, slots=True)
class Landed:
    """A target in an article, and where it is in the text as it is now."""

    target: Target
    span: Span | None
    """None where the text does not say it, or says it more than once and nothing tells which is meant."""

    why: str = ""
    """Why it has no place; empty where it has one."""


def land(text: Text, item: Imported, article: str, kept: Callable[[str], str | None] = lambda _: None) -> Landed:
    """Give the target of a passage in an article, and its place; `kept` gives older texts by their hashes."""
    if item.is_exact:
        target = stated(item, article)
        old = kept(target.text_hash) if target.text_hash not in {"", text.hash} else None
        return _anchored(text, target, old)
    if not item.quote.strip():
        target = anchoring.describe_whole(text, article)
        return Landed(target, anchoring.anchor(text, target).span)
    target = stated(item, article, text)
    found = _places(text.plain, item)
    position = Span(target.position.start, target.position.end)
    if item.start is not None and position in found:
        found = [position]
    if len(found) == 1:
        return Landed(anchoring.describe(text, found[0], article), found[0])
    if found and not (item.prefix or item.suffix):
        return Landed(target, None, "The article says it more than once, and nothing tells which place is meant.")
    landed = _anchored(text, target)
    if landed.span is not None and anchoring.anchor(text, target).status is not Status.CHANGED:
        # The article's own words: of a passage that was copied the spaces and quotation marks may be others.
        return Landed(anchoring.describe(text, landed.span, article), landed.span)
    return landed


def _places(plain: str, item: Imported) -> list[Span]:
    """Where whole words are those of a passage, between what stood around it as far as that is known."""
    quote = item.quote.strip()
    if len(quote) > LONG:
        at = plain.find(quote)
        return [Span(at, at + len(quote))] if at >= 0 else []
    exact = places(plain, quote, item.prefix, item.suffix)
    return [span for span in exact if not (is_cut(plain, span.start) or is_cut(plain, span.end))]


def stated(item: Imported, article: str, text: Text | None = None) -> Target:
    """The target as it was kept elsewhere; offsets of UTF-16 are counted anew in `text`, where it is given."""
    start, end = item.start, item.end
    if item.is_utf16 and start is not None and end is not None and text is not None:
        start, end = _code_points(text.plain, start), _code_points(text.plain, end)
    first = start or 0
    last = end if end is not None else first + len(item.quote)
    return Target(
        article,
        TextQuoteSelector(item.quote, item.prefix, item.suffix),
        TextPositionSelector(first, max(first, last)),
        item.occurrence or 0,
        item.text_hash if item.is_exact else "",
    )


def _anchored(text: Text, target: Target, old: str | None = None) -> Landed:
    found = anchoring.anchor(text, target, old)
    return Landed(target, found.span, "" if found.span is not None else "The article does not say it.")


def _code_points(plain: str, units: int) -> int:
    """The code point at so many units of UTF-16 from the beginning."""
    if plain.isascii() or not units:
        return min(units, len(plain))
    return len(plain.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))
