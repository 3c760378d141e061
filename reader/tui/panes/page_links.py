"""Links and footnotes on a page: hints over them, what the caret is on, and where they lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from reader.text.cells import width as cells_of
from reader.text.document import BOLD, NOTEREF
from reader.tui.painting.sideways import cut
from reader.tui.painting.skin import Flag
from reader.tui.panes.page_places import PagePlaces

if TYPE_CHECKING:
    from textual import events

    from reader.keymap import Keymap
    from reader.session import Session
    from reader.text.links import Link
    from reader.tui.painting.page import Overlay
    from reader.tui.painting.rows import Row


class Hint(NamedTuple):
    """A code over a link, or over a footnote's mark."""

    code: str
    offset: int
    address: str
    """Empty: it is a footnote's mark."""

    x: int
    """The cell of the pane that it begins in."""


class PageLinks(PagePlaces):
    """A page whose links can be followed."""

    @dataclass
    class LinkRequested(Message, namespace="reader_pane"):
        """A link is to be followed, or its address copied."""

        address: str
        is_copy: bool = False

    @dataclass
    class FootnoteRequested(Message, namespace="reader_pane"):
        """The footnote whose mark is at `offset` is to be shown."""

        offset: int

    class OutlineRequested(Message, namespace="reader_pane"):
        """The headings are to be shown."""

    def __init__(self, keymap: Keymap, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(keymap, id=id)
        self._hints: dict[int, tuple[Hint, ...]] = {}
        """By row of the layout."""
        self._typed = ""
        self._is_copying = False

    @property
    def is_hinting(self) -> bool:
        """Do hints lie on the page?"""
        return bool(self._hints)

    def open(self, session: Session | None) -> None:
        """Show a session, without hints."""
        self._hints = {}
        super().open(session)

    # ---- what the caret is on

    @property
    def address_here(self) -> str:
        """Where the link under the caret leads; empty where there is none."""
        session = self.session
        if session is None or not self.caret_shown or self.fold_at(session.caret) is not None:
            return ""
        found = session.text.link_at(session.caret)
        if found is None and session.text.blocks[session.text.block_at(session.caret)].kind == "image":
            found = next((link.address for link in self._links(session.caret, session.caret + 1)), "")
        return found or ""

    @property
    def is_on_mark(self) -> bool:
        """Is the caret on a footnote's mark?"""
        session = self.session
        is_shown = session is not None and self.caret_shown and self.fold_at(session.caret) is None
        return is_shown and session is not None and bool(session.text.attributes_at(session.caret) & NOTEREF)

    def _links(self, start: int, end: int) -> tuple[Link, ...]:
        from reader.text.links import links  # noqa: PLC0415 - only when links are asked for

        return links(self._session().text, start, end)

    # ---- hints

    def action_follow(self) -> None:
        """Lay hints over the links in view."""
        from reader.tui.hints import codes  # noqa: PLC0415 - only when links are asked for

        places = self._places()
        if not places:
            self.post_message(self.Refused("there is no link on the screen"))
            return
        self._typed, self._is_copying = "", False
        rows: dict[int, list[Hint]] = {}
        for code, (row, x, offset, address) in zip(codes(len(places)), places, strict=True):
            rows.setdefault(row, []).append(Hint(code, offset, address, x))
        self._hints = {row: tuple(hints) for row, hints in rows.items()}
        self._hints_changed()

    def _places(self) -> list[tuple[int, int, int, str]]:
        """Row, cell, offset and address of what can be followed and is in view, in the text's order."""
        from reader.text.footnotes import marks  # noqa: PLC0415 - only when links are asked for

        session = self._session()
        start, end = self.first_shown(), self.last_shown() + 1
        wanted = [(link.span.start, link.span.end, link.address) for link in self._links(start, end)]
        wanted += [(mark.start, mark.end, "") for mark in marks(session.text, start, end)]
        places: list[tuple[int, int, int, str]] = []
        for begin, stop, address in sorted(wanted):
            seen = max(begin, start) if begin < stop else begin
            cell = self.cell_of(seen)
            if cell is not None and self.fold_at(seen) is None:
                places.append((self.top + cell[1], cell[0], begin, address))
        return places

    def leave_hints(self) -> bool:
        """Take the hints away; False where there were none."""
        if not self.is_hinting:
            return False
        self._hints_changed(dropped=True)
        return True

    def _hints_changed(self, *, dropped: bool = False) -> None:
        for row in self._hints:
            self.refresh_rows(row - self.top, row - self.top)
        if dropped:
            self._hints, self._typed = {}, ""
        self.moved()

    def feed_hint(self, key: str) -> None:
        """Take a key while hints lie on the page."""
        if key == "y":
            self._is_copying = not self._is_copying
            self._hints_changed()
            return
        typed = self._typed + key
        left = [hint for hints in self._hints.values() for hint in hints if hint.code.startswith(typed)]
        if not left:
            self.leave_hints()
            self.post_message(self.Refused(f"no link has the hint {typed}"))
        elif left[0].code == typed:
            self.leave_hints()
            self._go(left[0].offset, left[0].address, is_copy=self._is_copying)
        else:
            self._typed = typed
            self._hints_changed()

    def _go(self, offset: int, address: str, *, is_copy: bool = False) -> None:
        if address:
            self.post_message(self.LinkRequested(address, is_copy))
        else:
            self.post_message(self.FootnoteRequested(offset))

    @property
    def hint_status(self) -> str:
        """What the hints are for, for the status line; where there is only one, where it leads."""
        hints = [hint for row in self._hints.values() for hint in row if hint.code.startswith(self._typed)]
        verb = "copies the address" if self._is_copying else "follows"
        if len(hints) == 1:
            return f"{hints[0].code} {verb}: {hints[0].address or 'a footnote'}"
        return f"a hint {verb} · y {'to follow' if self._is_copying else 'to copy'} · esc leaves"

    # ---- enter, and the mouse

    def action_enter(self) -> None:
        """A selection is marked; on a highlight its note; on a link or a footnote, where it leads."""
        session = self._session()
        is_plain = session.selection is None and (self.placed is None or self.placed.at(session.caret) is None)
        if not is_plain or not self.follow_here():
            self.action_note()

    def follow_here(self) -> bool:
        """Follow what the caret is on; False where it is on nothing that leads anywhere."""
        session = self._session()
        address = self.address_here
        if address or self.is_on_mark or self._is_in_footnote(session):
            self._go(session.caret, address)
            return True
        return False

    @property
    def leads_somewhere(self) -> bool:
        """Is the caret on a link?"""
        return bool(self.address_here)

    def _is_in_footnote(self, session: Session) -> bool:
        from reader.text.footnotes import footnote_at  # noqa: PLC0415 - only when it is asked for

        return (
            self.caret_shown and bool(session.text.footnotes) and footnote_at(session.text, session.caret) is not None
        )

    def action_follow_here(self) -> None:
        """Follow what the caret is on."""
        self.follow_here()

    def action_copy_address(self) -> None:
        """Copy where the link under the caret leads."""
        if address := self.address_here:
            self.post_message(self.LinkRequested(address, is_copy=True))

    def action_outline(self) -> None:
        """Show the headings."""
        self.post_message(self.OutlineRequested())

    # ---- painting

    def _is_special(self, row: int) -> bool:
        return row in self._hints or super()._is_special(row)

    def _paint(self, row: int, width: int, overlay: Overlay) -> Row:
        hints, page = self._hints.get(row), self._page
        if hints is None or page is None:
            return super()._paint(row, width, overlay)
        pieces = page.painter.row(row, width, overlay)
        style = self.skin.text("p", BOLD, (), Flag.MATCH)
        for hint in hints:
            if hint.code.startswith(self._typed):
                code = hint.code[len(self._typed) :]
                end = min(width, hint.x + cells_of(code))
                code = code[: end - hint.x]
                pieces = [*cut(pieces, 0, hint.x), (code, style), *cut(pieces, end, width)]
        return self.inks.row(pieces, width)

    # Textual calls these for every class that has them: none calls the one above it.

    def on_resize(self, _event: events.Resize) -> None:
        """The rows are others: the hints go."""
        self._hints, self._typed = {}, ""

    def on_mouse_down(self, _event: events.MouseDown) -> None:
        """The mouse does without hints."""
        self.leave_hints()
