"""The desk's copying and pointing with the mouse."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.tui.screens.searching import SearchingDesk

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model.span import Span
    from reader.session import Session
    from reader.tui.panes.articles import ArticlesPane
    from reader.tui.panes.page_mouse import PageMouse
    from reader.tui.panes.reader import ReaderPane


class PointingDesk(SearchingDesk):
    """The part of the desk that copies, and that follows the mouse."""

    templates_folder: Path | None = None
    """Where a person's own templates are; None: nowhere."""

    # ---- copies

    def on_reader_pane_copy_requested(self, event: ReaderPane.CopyRequested) -> None:
        """Copy a passage."""
        from reader.tui.clipboard import copy  # noqa: PLC0415 - not needed to start

        session = self.session
        if session is None or not self.is_shown(event.text):
            return
        words = event.span.cut(session.text.plain)
        if event.as_quotation:
            copied, wrong = self._quotation(session, event.span)
            copy(self.app, copied)
            self.say(wrong or "copied as a Markdown quotation", alarm=bool(wrong))
        else:
            copy(self.app, words)
            self.say(f"copied {len(words):,} characters")

    def _quotation(self, session: Session, span: Span) -> tuple[str, str]:
        """A passage as the template `quote` has it; and what is wrong with a person's own, where there is no way."""
        from reader.errors import TemplateError  # noqa: PLC0415 - only when one is copied
        from reader.export.quotation import quotation  # noqa: PLC0415 - the same
        from reader.export.template_files import Templates  # noqa: PLC0415 - the same
        from reader.text.speakers import speaker  # noqa: PLC0415 - the same

        highlight = session.at(span.start)
        known = highlight.annotation.speaker if highlight else ""
        about = (session.listing, span.cut(session.text.plain), known or speaker(session.text, span), highlight)
        folder = self.templates_folder
        try:
            return quotation(Templates(folder), *about), ""
        except TemplateError as error:
            wrong = str(error).replace(f"{folder.parent}{os.sep}", "") if folder else str(error)
            return quotation(Templates(None), *about), f"copied as ever: {wrong}"

    # ---- the mouse

    def on_page_mouse_pointed(self, event: PageMouse.Pointed) -> None:
        """Show what can be done with what the mouse selected."""
        region = self.page.region
        self.bar.show_at(
            region.x + event.x,
            region.y + event.y,
            on_highlight=event.highlight is not None,
            on_link=not event.selection,
        )

    def on_reader_pane_refused(self, event: ReaderPane.Refused) -> None:
        """Say why a key did nothing."""
        self.say(event.reason)

    def on_articles_pane_refused(self, event: ArticlesPane.Refused) -> None:
        """Say why a key did nothing."""
        self.say(event.reason)
