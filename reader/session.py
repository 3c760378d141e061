"""One article being read: its text, highlights, caret and selection. Pure: every change returns a new session."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.model.annotation import Annotation, Highlight, Motivation, Status, text_order
from reader.model.span import Span
from reader.text import anchoring, promotional
from reader.text.cells import next_cluster, previous_cluster

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from reader.model.article import Listing
    from reader.text.document import Text

_AT_THE_TOP = 64
"""Highlights among which the note on the article is looked for; two copies may each have made one."""


@dataclass(frozen=True, slots=True)
class Session:
    """An open article and the person's place in it."""

    listing: Listing
    text: Text
    highlights: tuple[Highlight, ...] = ()
    """In the order of the text, orphans last."""

    caret: int = 0
    """A code point of `text.plain`, on a grapheme's edge."""

    anchor: int | None = None
    """The selection's other end; None while nothing is selected."""

    conflicts: tuple[Annotation, ...] = ()
    """Other wordings of notes, which wait for a decision."""

    lines: tuple[tuple[str, str], ...] = ()
    """Of some lines, by the words that they are known by: what the person said that they are."""

    promotional: tuple[int, ...] = ()
    """The blocks that are promotional lines."""

    @property
    def selection(self) -> Span | None:
        """What is selected, the character under the caret included; None while nothing is."""
        if self.anchor is None:
            return None
        low, high = sorted((self.anchor, self.caret))
        end = next_cluster(self.text.plain, high) if high < len(self.text.plain) else high
        return Span(low, end)

    def moved(self, offset: int) -> Session:
        """The caret at `offset`, kept inside the text."""
        return replace(self, caret=max(0, min(offset, len(self.text.plain))))

    def selecting(self, span: Span | None) -> Session:
        """`span` selected, the caret on its last character; None: nothing selected."""
        if span is None:
            return replace(self, anchor=None)
        return replace(self, anchor=span.start, caret=max(span.start, previous_cluster(self.text.plain, span.end)))

    def anchored(self) -> Session:
        """A selection begun at the caret."""
        return replace(self, anchor=self.caret)

    def swapped(self) -> Session:
        """The caret at the selection's other end."""
        return self if self.anchor is None else replace(self, anchor=self.caret, caret=self.anchor)

    def at(self, offset: int) -> Highlight | None:
        """The innermost highlight at `offset`: the shortest, then the latest."""
        found = [h for h in self.highlights if h.span is not None and offset in h.span]
        order = [(h.annotation.is_bookmark, len(h.span or ()), -h.annotation.created.timestamp()) for h in found]
        return found[order.index(min(order))] if found else None

    def neighbour(self, offset: int, step: int, *, kind: str = "highlight") -> Highlight | None:
        """The next highlight that begins after `offset`, or with a negative `step` the last before it.

        `kind` is `highlight`, `note` for one with a note, `changed`, or `bookmark`. None: there is none.
        """
        if step > 0:
            at = bisect_right(self.highlights, (False, offset, len(self.text.plain), "~"), key=text_order)
            ahead = range(at, len(self.highlights))
        else:
            at = bisect_left(self.highlights, (False, offset, 0, ""), key=text_order)
            ahead = range(at - 1, -1, -1)
        found = (self.highlights[index] for index in ahead)
        return next((h for h in found if h.span and _is_of(kind, h)), None)

    @property
    def about(self) -> Highlight | None:
        """The note on the whole article; None while there is none."""
        return next((h for h in self.highlights[:_AT_THE_TOP] if h.annotation.is_about_article), None)

    @property
    def passages(self) -> int:
        """How many passages are marked, bookmarks and the note on the article not counted."""
        # Of thousands nearly all are highlights: only the others are looked at more closely.
        others = [h for h in self.highlights if h.annotation.motivation is not Motivation.HIGHLIGHTING]
        return len(self.highlights) - sum(not h.annotation.is_passage for h in others)

    def get(self, identifier: str) -> Highlight | None:
        """The highlight of one annotation."""
        return next((h for h in self.highlights if h.id == identifier), None)

    def highlight(
        self,
        span: Span,
        *,
        identifier: str,
        now: datetime,
        themes: Iterable[str] = (),
        speaker: str = "",
        motivation: Motivation = Motivation.HIGHLIGHTING,
    ) -> tuple[Session, Highlight]:
        """`span` highlighted, or with another `motivation` bookmarked.

        Raises ValueError when `span` is empty or outside the text.
        """
        if not span or span.end > len(self.text.plain):
            raise ValueError(f"nothing to highlight at {span}")
        annotation = Annotation(
            id=identifier,
            target=anchoring.describe(self.text, span, self.listing.article.id),
            created=now,
            modified=now,
            themes=tuple(dict.fromkeys(themes)),
            speaker=speaker,
            motivation=motivation,
        )
        made = Highlight(annotation, span, Status.ANCHORED)
        return self.with_highlight(made), made

    def commented(self, note: str, *, identifier: str, now: datetime) -> tuple[Session, Highlight]:
        """The whole article with a note."""
        target = anchoring.describe_whole(self.text, self.listing.article.id)
        annotation = Annotation(
            id=identifier, target=target, created=now, modified=now, note=note, motivation=Motivation.COMMENTING
        )
        made = Highlight(annotation, Span(0, 0), Status.ANCHORED)
        return self.with_highlight(made), made

    def with_highlight(self, highlight: Highlight) -> Session:
        """`highlight` put in its place, instead of an earlier one of the same annotation."""
        identifier = highlight.annotation.id
        kept = [h for h in self.highlights if h.annotation.id != identifier]
        insort(kept, highlight, key=text_order)
        return replace(self, highlights=tuple(kept))

    def without(self, identifier: str) -> Session:
        """One highlight less."""
        return replace(self, highlights=tuple([h for h in self.highlights if h.annotation.id != identifier]))

    def said_of(self, key: str) -> str:
        """What the person said that a line is; empty where nothing, or where they took it back."""
        return dict(self.lines).get(key, "")

    def saying(self, said: Mapping[str, str]) -> Session:
        """Lines said to be text or promotional, by the words that they are known by; empty: as the rule says."""
        lines = {**dict(self.lines), **said}
        found = promotional.decided(self.text, lines)
        # Only what differs is counted: a key is waiting, and a text may be a megabyte.
        more = self.text.words_in(set(self.promotional).difference(found))
        fewer = self.text.words_in(set(found).difference(self.promotional))
        article = self.listing.article
        article = replace(article, words=max(0, article.words + more - fewer))
        listing = replace(self.listing, article=article)
        return replace(self, lines=tuple(lines.items()), promotional=found, listing=listing)

    def other_wording(self, identifier: str) -> Annotation | None:
        """The wording that waits beside that of a note; None where none does."""
        return next((version for version in self.conflicts if version.id == identifier), None)

    def settled(self, version: Annotation) -> Session:
        """One wording less that waits."""
        rest = tuple(each for each in self.conflicts if (each.id, each.note) != (version.id, version.note))
        return replace(self, conflicts=rest)

    def unsettled(self, version: Annotation) -> Session:
        """One wording more that waits."""
        settled = self.settled(version)
        return replace(settled, conflicts=(*settled.conflicts, version))

    def edited(
        self,
        highlight: Highlight,
        now: datetime,
        *,
        themes: Iterable[str] | None = None,
        note: str | None = None,
        color: str | None = None,
    ) -> tuple[Session, Highlight]:
        """`highlight` with other themes, another note or another colour; None leaves what is there."""
        made = edited(highlight, now, themes=themes, note=note, color=color)
        return self.with_highlight(made), made

    def reaching(self, highlight: Highlight, span: Span, now: datetime) -> tuple[Session, Highlight]:
        """`highlight` on `span` instead of where it was; a wording that the text no longer has is kept with it.

        Raises ValueError when `span` is empty or outside the text.
        """
        if not span or span.end > len(self.text.plain):
            raise ValueError(f"nothing to highlight at {span}")
        old = highlight.annotation
        target = anchoring.describe(self.text, span, self.listing.article.id)
        formerly, words = old.formerly, old.target.quote.exact
        if highlight.status in (Status.CHANGED, Status.ORPHANED) and words not in ("", target.quote.exact):
            formerly = (*formerly, words)
        after = replace(old, target=target, formerly=formerly, modified=max(now, old.created))
        made = Highlight(after, span, Status.ANCHORED)
        return self.with_highlight(made), made


def _is_of(kind: str, highlight: Highlight) -> bool:
    annotation = highlight.annotation
    if kind == "changed":
        return highlight.status is Status.CHANGED
    if kind == "note":
        return bool(annotation.note)
    return annotation.is_bookmark == (kind == "bookmark")


def edited(
    highlight: Highlight,
    now: datetime,
    *,
    themes: Iterable[str] | None = None,
    note: str | None = None,
    color: str | None = None,
    speaker: str | None = None,
) -> Highlight:
    """`highlight` with other themes, another note, colour or speaker; None leaves what is there."""
    old = highlight.annotation
    annotation = replace(
        old,
        themes=old.themes if themes is None else tuple(dict.fromkeys(themes)),
        note=old.note if note is None else note,
        color=old.color if color is None else color,
        speaker=old.speaker if speaker is None else speaker,
        modified=max(now, old.created),
    )
    return replace(highlight, annotation=annotation)
