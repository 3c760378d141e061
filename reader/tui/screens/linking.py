"""The desk's links: followed here, to another article, or in the browser; footnotes and the outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from reader.tui.screens.pointing import PointingDesk

if TYPE_CHECKING:
    from reader.model.article import Listing
    from reader.tui.panes.reader import ReaderPane


class LinkingDesk(PointingDesk):
    """The part of the desk that goes where links lead."""

    @dataclass
    class AddressOpened(Message):
        """The browser was started, or not: then `complaint` says why."""

        address: str
        complaint: str

    # ---- links

    def on_reader_pane_link_requested(self, event: ReaderPane.LinkRequested) -> None:
        """Copy an address, or go where it leads."""
        if event.is_copy:
            self._copy(event.address)
            self.say(f"copied {event.address}")
        else:
            self.follow(event.address)

    def _copy(self, address: str) -> None:
        from reader.tui.clipboard import copy  # noqa: PLC0415 - not needed to start

        copy(self.app, address)

    def follow(self, address: str) -> None:
        """Go where `address` leads from the open article."""
        from reader.tui.targets import File, Fragment, Nowhere, target  # noqa: PLC0415 - only when a link is followed

        session = self.session
        if session is None:
            return
        match target(address, session.listing.article):
            case Fragment(name):
                self._to_heading(name)
            case File(path, fragment, otherwise):
                listing = self.library.catalogue.by_path(path)
                if listing is not None:
                    self._to_article(listing, fragment)
                elif otherwise:
                    self._to_web(otherwise, fragment)
                else:
                    self.say(f"this library has no article {path}")
            case Nowhere(reason):
                self.say(f"{reason}: {address}")
            case found:
                self._to_web(found.address, found.fragment)

    def _to_heading(self, name: str) -> None:
        from reader.text.slugs import heading_named  # noqa: PLC0415 - only when a link is followed

        session = self.session
        start = heading_named(session.text, name) if session and name else 0
        if start is None:
            self.say(f"no heading here is called {name}")
        else:
            self.jump(start)

    def _to_article(self, listing: Listing, fragment: str) -> None:
        from reader.text.slugs import heading_named  # noqa: PLC0415 - only when a link is followed

        session = self.session
        if session is not None and session.listing.article.id == listing.article.id:
            self._to_heading(fragment)
        else:
            landing = (lambda text: heading_named(text, fragment)) if fragment else None
            self.open_article(listing.article.id, landing=landing)

    def _to_web(self, address: str, fragment: str) -> None:
        plain = address.partition("#")[0]
        listing = self.library.catalogue.by_url(address) or self.library.catalogue.by_url(plain)
        if listing is not None:
            self._to_article(listing, fragment)
        else:
            self.open_address(address)

    def open_source(self, listing: Listing) -> None:
        """Open an article's address in the browser, if it is one."""
        from reader.tui.targets import Nowhere, Web, target  # noqa: PLC0415 - only when a link is followed

        url = listing.article.url
        found = target(url, listing.article) if url else Nowhere("")
        if isinstance(found, Web):
            self.open_address(url)
        else:
            self.say("this article names no address")

    def open_address(self, address: str) -> None:
        """Open an address in the browser."""
        if self.app.is_web:
            self.app.open_url(address)
            self.say(f"opened {address}")
        else:
            self.say(f"opening {address} …")
            self._open_outside(address)

    @work(thread=True, group="browser")
    def _open_outside(self, address: str) -> None:
        from reader.tui import browser  # noqa: PLC0415 - only when a link is followed

        try:
            browser.open_address(address)
        except browser.BrowserError as error:
            self.post_message(self.AddressOpened(address, str(error)))
        else:
            self.post_message(self.AddressOpened(address, ""))

    def on_linking_desk_address_opened(self, event: AddressOpened) -> None:
        """Say that it was opened; where it was not, the address is on the clipboard."""
        if event.complaint:
            self._copy(event.address)
            self.say(f"{event.complaint}: copied {event.address}")
        else:
            self.say(f"opened {event.address}")

    # ---- footnotes

    def on_reader_pane_footnote_requested(self, event: ReaderPane.FootnoteRequested) -> None:
        """Show a footnote beside its mark; from a footnote, go back to its mark."""
        from reader.text.footnotes import definition, footnote_at, references  # noqa: PLC0415 - only when one is wanted

        session = self.session
        if session is None:
            return
        note = definition(session.text, event.offset)
        if note is not None:
            self._show_footnote(event.offset)
            return
        note = footnote_at(session.text, event.offset)
        marks = references(session.text, note.number) if note else ()
        if marks:
            self.jump(marks[0].start)
        else:
            self.say("nothing in the text refers to this footnote")

    @work
    async def _show_footnote(self, offset: int) -> None:
        from reader.text.footnotes import definition  # noqa: PLC0415 - only when one is wanted
        from reader.tui.dialogs.footnote import FootnotePopup  # noqa: PLC0415 - as above

        session = self.session
        note = definition(session.text, offset) if session else None
        if session is None or note is None:
            return
        if not note.span:
            self.say(f"footnote {note.number} says nothing")
            return
        article_id, region = session.listing.article.id, self.page.region
        x, y = self.page.cell_of(offset) or (0, 0)
        words = note.span.cut(session.text.plain)
        is_wanted = await self.app.push_screen_wait(FootnotePopup(note.number, words, region.x + x, region.y + y))
        current = self.session
        if is_wanted and current is not None and current.listing.article.id == article_id:
            self.page.take(current.selecting(None).moved(offset))
            self.jump(note.span.start)

    # ---- the outline

    def on_reader_pane_outline_requested(self) -> None:
        """Show the headings; the one that is chosen is gone to."""
        self._show_outline()

    @work
    async def _show_outline(self) -> None:
        from reader.text.outline import outline  # noqa: PLC0415 - only when it is wanted
        from reader.tui.dialogs.outline import OutlineDialog  # noqa: PLC0415 - as above

        session = self.session
        if session is None:
            return
        headings = outline(session.text)
        if not headings:
            self.say("this article has no headings")
            return
        chosen = await self.app.push_screen_wait(OutlineDialog(headings, session.caret))
        if chosen is not None and self.session is not None and self.session.text is session.text:
            self.jump(chosen)
