"""The desk's following: what is open while its file, or the notes on it, are changed by another hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from reader.errors import ReaderError, StoreError
from reader.tui import fates
from reader.tui.screens.typography import TypographyDesk

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.library.following import Look
    from reader.library.values import Opened
    from reader.session import Session
    from reader.text.alignment import Alignment
    from reader.text.search import Matches

INTERVAL = 0.5
"""Seconds between two looks at the files of what is open."""

SOON = 0.15
"""Seconds after which a change is looked at once more: whoever writes may not be done."""

EMPTY = 3
"""Looks for which an empty file is taken for one that is being written."""

AGAIN = 10
"""Looks after which a file that could not be read is tried again."""


class FollowingDesk(TypographyDesk):
    """The part of the desk that shows the next version of what is open."""

    @dataclass
    class Reread(Message):
        """What is open was read once more."""

        opened: Opened
        alignment: Alignment | None
        """From the text that was open to the one that was read; None: it is the same."""

        before: Session
        searched: Matches
        """What a search had found in the text that was open."""

        found: Matches
        """What it finds now."""

        seen: Look

    @dataclass
    class RereadFailed(Message):
        """What is open cannot be read any more."""

        error: ReaderError
        seen: Look

    _looking: Timer | None = None
    _soon: Timer | None = None
    _followed = 0
    """Which opening is followed."""

    _awaited: Look | None = None
    """A change that was seen and may not be the last; None where there is none."""

    _looks = 0
    """How often it was seen."""

    _failed: Look | None = None
    """What could not be read; None where all could."""

    _trouble = ""
    """What was said of it."""

    _sought = ""
    """The path of a file that is gone, and was looked for everywhere."""

    _is_rereading = False
    _is_stale = False
    """Were notes saved since that reading began?"""

    def _settled(self) -> None:
        super()._settled()
        if self._looking is None:
            self._looking = self.set_interval(INTERVAL, self.look)

    @property
    def _is_engaged(self) -> bool:
        """Is something begun that another text would spoil: a dialog, a selection, a moved end, a drag?"""
        page, session = self.page, self.session
        return (
            self.app.screen is not self
            or self.app.mouse_captured is not None
            or self.prompt.is_open
            or page.is_hinting
            or not page.pending.is_empty
            or page.is_moving_end
            or (session is not None and session.anchor is not None)
        )

    def look(self) -> None:
        """See whether the files of what is open were changed, and read them when whoever writes is done."""
        session = self.session
        if session is None or self._is_reading or self._is_rereading:
            return
        if self._followed != self._request:
            self._followed, self._awaited, self._failed, self._trouble = self._request, None, None, ""
        try:
            seen = self.library.look(session.listing.article)
        except StoreError as error:
            self._complain(str(error))
            return
        if seen == self.seen:
            self._awaited, self._sought = None, ""
            self._be_content()
        elif seen != self._awaited:
            self._awaited, self._looks = seen, 0
            if self._soon is None:
                self._soon = self.set_timer(SOON, self._look_again)
        else:
            self._looks += 1
            self._take(session, seen)

    def _look_again(self) -> None:
        self._soon = None
        self.look()

    def _take(self, session: Session, seen: Look) -> None:
        """Read what has come to rest, as soon as it is not in the way of anything."""
        if seen.article is None:
            self._seek(session)
            return
        is_being_written = seen.article.size == 0 and self._looks < EMPTY
        has_just_failed = seen == self._failed and self._looks % AGAIN
        notes_only = self.seen is not None and seen.article == self.seen.article
        if is_being_written or has_just_failed:
            return
        if not self._is_engaged:
            self._is_rereading, self._is_stale = True, False
            self._reread(session, seen, self.page.matches, notes_only=notes_only)
        elif not notes_only and self._looks == 1:
            self.say("changed on the disk: its new text comes as soon as you are done here")

    def _seek(self, session: Session) -> None:
        """Go after a file that was moved; one that is gone leaves what is open."""
        article = session.listing.article
        listing = self.library.catalogue.get(article.id)
        if listing is not None and listing.article.path != article.path:
            moved = replace(session.listing, article=replace(article, path=listing.article.path))
            self.page.session = replace(session, listing=moved)
            self.seen = self.seen and self.seen._replace(article=None)
            self._awaited, self._sought, self._trouble = None, "", ""
            self.say(f"the article was moved to {listing.article.path}")
            self.look()
        elif self._sought != article.path:
            self._sought = article.path
            self.look_at_files()
        else:
            self._complain(f"{article.path} is gone from the disk; what is open stays")

    def saved_in(self, articles: frozenset[str]) -> None:
        """Notes of `articles` changed on the disk: what is just being read may be older."""
        super().saved_in(articles)
        self._is_stale = self._is_stale or self._open_id in articles

    @work(thread=True, group="read")
    def _reread(self, session: Session, seen: Look, searched: Matches, *, notes_only: bool) -> None:
        from reader.library.values import Opened  # noqa: PLC0415 - loaded when an article was opened
        from reader.text.alignment import align  # noqa: PLC0415 - most articles stay as they are
        from reader.text.search import Finder  # noqa: PLC0415 - as above

        try:
            opened = self.library.reread(
                Opened(
                    session.listing,
                    session.text,
                    session.highlights,
                    conflicts=session.conflicts,
                    lines=session.lines,
                    promotional=session.promotional,
                ),
                notes_only=notes_only,
            )
        except ReaderError as error:
            self.post_message(self.RereadFailed(error, seen))
            return
        alignment, found = None, searched
        if opened.text.hash == session.text.hash:
            opened = replace(opened, text=session.text)
        else:
            alignment = align(session.text.plain, opened.text.plain)
            if searched:
                found = Finder(opened.text.plain).find(searched.wanted, whole_words=searched.whole_words)
        self.post_message(self.Reread(opened, alignment, session, searched, found, seen))

    def on_following_desk_reread(self, event: Reread) -> None:
        """Show what was read, with the person's place and changes carried over."""
        self._is_rereading = False
        self.call_later(self.tell_news)
        session = self.session
        if session is None or session.text is not event.before.text or self._is_reading:
            return
        if self._is_stale or self._is_engaged:
            return  # the next look reads it again
        self.seen, self._awaited, self._failed = event.seen, None, None
        offset = event.alignment.offset if event.alignment is not None else _same
        opened = event.opened
        listing = replace(opened.listing, state=self.known(session.listing).state)
        caret = offset(session.caret)
        after = self.with_unsaved(
            replace(
                session,
                listing=listing,
                text=opened.text,
                highlights=opened.highlights,
                caret=caret,
                conflicts=opened.conflicts,
                lines=opened.lines,
                promotional=opened.promotional,
            )
        )
        listing = replace(listing, highlights=after.passages)
        after = replace(after, listing=listing)
        was_troubled = self._be_content()
        was = session.listing.article
        shown = session.text, session.highlights, session.conflicts, session.promotional, was
        if (after.text, after.highlights, after.conflicts, after.promotional, listing.article) == shown:
            return  # it was we who saved
        matches = self.page.matches
        self.page.renew(after, offset)
        if matches and matches is event.searched:
            self.page.show_matches(event.found)
        self.jumps.carry(listing.article.id, offset)
        self.show_listing(listing)
        self.show_colors()
        # Nobody has moved: a file that git or a sync has just put there is not written for the place alone.
        self.place_changed(keeps_message=was_troubled, is_move=False)
        if opened.problems:
            self.say(opened.problems[0].told, alarm=True)
        elif message := report(session, after):
            self.say(message)

    def on_following_desk_reread_failed(self, event: RereadFailed) -> None:
        """Say once why; what is open stays."""
        self._is_rereading = False
        self._failed = event.seen
        self._complain(str(event.error))
        self.tell_news()

    def tell_news(self) -> None:
        """Say what was mended, after what there is to say of what is open."""
        if not self._is_rereading:
            super().tell_news()

    def _complain(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.say(trouble, alarm=True)

    def _be_content(self) -> bool:
        """Take back what was complained of; False where nothing was."""
        was_troubled, self._trouble = bool(self._trouble), ""
        if was_troubled:
            self.say("the article can be read again")
        return was_troubled


def report(before: Session, after: Session) -> str:
    """What became of the highlights of what is open; empty where there is nothing to tell."""
    old, new = ({highlight.id: highlight for highlight in one.highlights} for one in (before, after))
    kept = [(old[identifier], new[identifier]) for identifier in old if identifier in new]
    told: list[str] = []
    if before.text is not after.text:
        unmoved = "reloaded, nothing marked has moved" if kept else "reloaded"
        told.append(f"changed on the disk: {', '.join(fates.moves(kept)) or unmoved}")
    counts = {
        "new": len(new.keys() - old.keys()),
        "changed": sum(a.annotation != b.annotation for a, b in kept),
        "gone": len(old.keys() - new.keys()),
    }
    torn = {version.id for version in after.conflicts} - {version.id for version in before.conflicts}
    counts["with two wordings, = shows both"] = len(torn)
    parts = [f"{count} {what}" for what, count in counts.items() if count]
    if parts:
        told.append(f"notes were written elsewhere: {', '.join(parts)}")
    return "; ".join(told)


def _same(offset: int) -> int:
    return offset
