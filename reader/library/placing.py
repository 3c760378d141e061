"""Annotations, and where they are in the text as it is now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model.annotation import Highlight, Status, text_order
from reader.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.model.annotation import Annotation
    from reader.model.article import ArticleState, Listing
    from reader.model.selectors import Target
    from reader.text.anchoring import Anchoring
    from reader.text.document import Text


def carried(listing: Listing, kept_state: ArticleState, text: Text, kept: Callable[[str], str | None]) -> Listing:
    """An article with the place where reading goes on taken along to `text`, where it was kept in another one.

    It stays the same number where that other text is not known any more.
    """
    place, made_on = kept_state.position, kept_state.text_hash
    if not place or made_on in {"", text.hash} or listing.state.position != place:
        return listing
    old = kept(made_on)
    if old is None:
        return listing
    from reader.text.alignment import align  # noqa: PLC0415 - most articles stay as they are

    position = align(old, text.plain).offset(min(place, len(old)))
    return replace(listing, state=replace(listing.state, position=position, text_hash=text.hash))


def placed(text: Text, annotations: Iterable[Annotation], kept: Callable[[str], str | None]) -> tuple[Highlight, ...]:
    """Annotations where they are in `text` now, in its order.

    A bookmark whose words are others now has moved. `kept` gives the canonical text of a hash that annotations were
    made on; None when it was not kept.
    """
    from reader.text import anchoring  # noqa: PLC0415 - most looks at the files find nothing to anchor

    anchor, hash_now, changed = anchoring.anchor, text.hash, Status.CHANGED
    known: dict[Target, Anchoring] = {}
    olds: dict[str, str | None] = {}
    found = []
    for annotation in annotations:
        target = annotation.target
        made_on = target.text_hash
        if made_on == hash_now:
            anchored = anchor(text, target)
        elif target in known:
            anchored = known[target]
        else:
            if made_on not in olds:
                olds[made_on] = _told_by(kept(made_on)) if made_on else None
            anchored = known[target] = _stays(text, target) or anchor(text, target, olds[made_on])
        span, status = anchored.span, anchored.status
        if status is changed and span is not None:
            # Of a bookmark it is the place that counts, not its words.
            is_place = annotation.is_bookmark
            now, status = ("", Status.MOVED) if is_place else (span.cut(text.plain), status)
            found.append(Highlight(annotation, span, status, now))
        else:
            found.append(Highlight(annotation, span, status))
    return tuple(sorted(found, key=text_order))


def _told_by(old: str | None) -> str | None:
    """An older text, unless it is a stub's: that says nothing of where its passages stand in the article."""
    from reader.library import stubs  # noqa: PLC0415 - most articles stay as they are

    return None if old is None or stubs.is_text(old) else old


def _stays(text: Text, target: Target) -> Anchoring | None:
    """In a stub that was given more passages, those that were there stay where they were; None elsewhere."""
    from reader.library import stubs  # noqa: PLC0415 - most articles stay as they are
    from reader.text.anchoring import Anchoring  # noqa: PLC0415

    start, end = target.position.start, target.position.end
    if target.quote.exact and text.plain[start:end] == target.quote.exact and stubs.is_text(text.plain):
        return Anchoring(Status.ANCHORED, Span(start, end))
    return None
