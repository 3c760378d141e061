"""The desk's highlighter: themes that every selection gets until it is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from reader.tui.screens.attaching import AttachingDesk

if TYPE_CHECKING:
    from reader.tui.panes.reader import ReaderPane


class StrokingDesk(AttachingDesk):
    """The part of the desk that highlights what is selected, at once."""

    _stroke = ""
    """The id of the highlight that was made last with the highlighter."""

    def on_reader_pane_highlighter_requested(self) -> None:
        """Take the highlighter, or put it away."""
        if self.page.put_highlighter_away():
            self.say("the highlighter is put away")
        else:
            self._take_highlighter()

    @work
    async def _take_highlighter(self) -> None:
        """Ask once for the themes that everything gets."""
        from reader.tui.dialogs.theme_prompt import ThemePrompt  # noqa: PLC0415 - not needed to start

        chosen = await self.app.push_screen_wait(ThemePrompt(self.themes, last=self.pen))
        self.pen = chosen or self.pen
        self.page.highlighter = chosen or ()
        self.say("whatever you select is marked at once; H ends it")

    def on_reader_pane_stroke_requested(self, event: ReaderPane.StrokeRequested) -> None:
        """Highlight a passage, or let the one before it grow to it."""
        session = self.session
        if session is None or not self.is_shown(event.text):
            return
        known = session.get(self._stroke) if event.grows else None
        if known is not None and known.span and event.span.start <= known.span.start < event.span.end:
            changed, after = session.reaching(known, event.span, self.library.clock())
            self.change(changed, known, after)
            self.save("highlight made", known.annotation, after.annotation, joined=True)
        else:
            made = self._make(event.span, self.page.highlighter or ())
            self._stroke = made.id if made is not None else ""
