"""What came of adding something. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.tui.counting import counted

if TYPE_CHECKING:
    from reader.library.values import Added
    from reader.model.feed import Feed

KEPT = 200
"""Articles and troubles that are remembered by name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was taken in so far."""

    articles: tuple[str, ...] = ()
    """Ids of articles, the new ones and those that were here; the first ones of many."""

    new: int = 0
    renewed: int = 0
    known: int = 0
    """How many were here already."""

    troubles: tuple[str, ...] = ()
    """What could not be taken, and why; the first ones of many."""

    trouble_count: int = 0
    feeds: tuple[Feed, ...] = ()
    """What one is subscribed to now, and was not before."""

    known_feeds: int = 0
    """How many feeds one was subscribed to already."""

    said: str = ""
    """What was said of the first article."""

    notice: str = ""
    """What is to be read before one goes on; empty: nothing."""

    total: int = 0
    """How many there are to come; 0: that is not known."""

    is_stopped: bool = False

    def with_result(self, result: Added | SourceError) -> Outcome:
        """With one more."""
        if isinstance(result, SourceError):
            troubles = (*self.troubles, str(result)) if len(self.troubles) < KEPT else self.troubles
            return replace(self, troubles=troubles, trouble_count=self.trouble_count + 1)
        article_id = result.listing.article.id
        return replace(
            self,
            articles=(*self.articles, article_id) if len(self.articles) < KEPT else self.articles,
            new=self.new + result.is_new,
            renewed=self.renewed + result.is_renewed,
            known=self.known + (not result.is_new and not result.is_renewed),
            said=" ".join(result.problems) if not self.articles else self.said,
        )

    @property
    def count(self) -> int:
        """How many articles came, or were here."""
        return self.new + self.renewed + self.known

    @property
    def is_empty(self) -> bool:
        """Did nothing come?"""
        return not self.count and not self.feeds and not self.known_feeds

    @property
    def progress(self) -> str:
        """`12 of 340 taken in, 2 could not be`."""
        total = f" of {self.total:,}" if self.total else ""
        bad = f", {self.trouble_count:,} could not be" if self.trouble_count else ""
        return f"{self.count + self.trouble_count:,}{total} looked at{bad}"

    @property
    def summary(self) -> str:
        """`9 articles added, 3 were here already; 2 could not be taken`."""
        parts = []
        if self.feeds:
            parts.append(f"subscribed to {counted(len(self.feeds), 'feed')}")
        if self.known_feeds:
            parts.append(f"{counted(self.known_feeds, 'feed')} you had already")
        if self.new:
            parts.append(f"{counted(self.new, 'article')} added")
        if self.renewed:
            parts.append(f"{self.renewed:,} renewed")
        if self.known:
            parts.append(f"{self.known:,} {'was' if self.known == 1 else 'were'} here already")
        said = ("stopped: " if self.is_stopped else "") + (", ".join(parts) or "nothing was added")
        return f"{said}; {self.trouble_count:,} could not be taken" if self.trouble_count else said
