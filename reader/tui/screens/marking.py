"""The desk's marking: highlights, their themes and their notes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from textual import work

from reader.text.cells import fit
from reader.tui.screens.describing import DescribingDesk

if TYPE_CHECKING:
    from reader.model.annotation import Highlight
    from reader.model.span import Span
    from reader.session import Session
    from reader.text.document import Text
    from reader.tui.panes.notes import NotesPane
    from reader.tui.panes.reader import ReaderPane

FIRST_WORDS = 32
"""Cells of a passage that tell which one is meant."""


class MarkingDesk(DescribingDesk):
    """The part of the desk that makes and changes highlights."""

    pen: tuple[str, ...] = ()
    """The themes that were given last."""

    def _reading_of(self, article_id: str) -> Session | None:
        """The session of an article; None where another one was opened meanwhile."""
        session = self.session
        return session if session is not None and session.listing.article.id == article_id else None

    def on_reader_pane_mark_requested(self, event: ReaderPane.MarkRequested) -> None:
        """Highlight a passage."""
        if not self.is_shown(event.text):
            return
        highlight = self._make(event.span, self.pen if event.again else ())
        if highlight is not None and event.ask:
            self._ask_themes(highlight, joined=True)
        elif highlight is not None and event.with_note:
            self._write_note(highlight, joined=True)

    def is_shown(self, text: Text) -> bool:
        """Is `text` what is open? If another one came under the hand, nothing is done to the wrong words."""
        is_shown = self.session is not None and self.session.text is text
        if not is_shown:
            self.say("the text has just changed: once more, please")
        return is_shown

    def _make(self, span: Span, themes: tuple[str, ...]) -> Highlight | None:
        session = self.session
        if session is None:
            return None
        from reader.text.speakers import speaker  # noqa: PLC0415 - not needed to start

        made, highlight = session.highlight(
            span,
            identifier=str(uuid.uuid4()),
            now=self.library.clock(),
            themes=themes,
            speaker=speaker(session.text, span),
        )
        self.change(made, None, highlight)
        self.save("highlight made", None, highlight.annotation)
        return highlight

    @work
    async def _ask_themes(self, highlight: Highlight, *, joined: bool = False) -> None:
        """Ask for a highlight's themes and save them."""
        from reader.tui.dialogs.theme_prompt import ThemePrompt  # noqa: PLC0415 - not needed to start

        prompt = ThemePrompt(
            self.themes,
            chosen=highlight.annotation.themes,
            last=self.pen,
            title=" ".join(highlight.annotation.target.quote.exact.split()),
            speaker=self._asked_speaker(highlight),
        )
        chosen = await self.app.push_screen_wait(prompt)
        if chosen is None:
            return
        self.pen = chosen or self.pen
        self._recode(highlight, chosen, prompt.speaker, joined=joined)

    def _asked_speaker(self, highlight: Highlight) -> str | None:
        """Who is thought to have said a highlight; None where it is no quotation, so that nobody is asked for."""
        from reader.text.speakers import quoted  # noqa: PLC0415 - not needed to start

        known, span, session = highlight.annotation.speaker, highlight.span, self.session
        if known or span is None or session is None:
            return known or None
        return None if quoted(session.text, span) is None else ""

    def _recode(self, highlight: Highlight, themes: tuple[str, ...], speaker: str | None, *, joined: bool) -> None:
        """Give a highlight other themes and another speaker, as far as they differ."""
        old = highlight.annotation
        if speaker is not None and speaker != old.speaker:
            what = "themes and speaker changed" if themes != old.themes else "speaker changed"
            self._edit(what, highlight, joined=joined, themes=themes, speaker=speaker)
        elif themes != old.themes:
            self._retheme(highlight, themes, joined=joined)

    def _retheme(self, highlight: Highlight, themes: tuple[str, ...], *, joined: bool = False) -> None:
        self._edit("themes changed", highlight, joined=joined, themes=themes)

    def _edit(
        self,
        what: str,
        highlight: Highlight,
        *,
        joined: bool,
        themes: tuple[str, ...] | None = None,
        note: str | None = None,
        color: str | None = None,
        speaker: str | None = None,
    ) -> None:
        """Give a highlight other themes, another note, colour or speaker; its article may have been left meanwhile."""
        from reader.session import edited  # noqa: PLC0415 - not needed to start

        session = self.session
        if session is not None and session.listing.article.id == highlight.annotation.target.article:
            shown = current = session.get(highlight.id)
            if current is None:  # another hand deleted it meanwhile: what was written is not lost for that
                (current,) = self.library.place(session.listing.article, (highlight.annotation,), session.text)
            after = edited(current, self.library.clock(), themes=themes, note=note, color=color, speaker=speaker)
            self.change(session.with_highlight(after), shown, after)
        else:
            current = highlight
            after = edited(highlight, self.library.clock(), themes=themes, note=note, color=color, speaker=speaker)
        self.save(what, current.annotation, after.annotation, joined=joined)

    def on_reader_pane_favourite_requested(self, event: ReaderPane.FavouriteRequested) -> None:
        """Give a favourite theme, or take it away."""
        if event.highlight is None and not self.is_shown(event.text):
            return
        if event.number > len(self.themes):
            self.say(f"there are {len(self.themes)} themes; {event.number} has none yet")
            return
        name = self.themes[event.number - 1].theme.name
        if event.highlight is None:
            self._make(event.span, (name,))
            self.say(f"highlighted: {name}")
            return
        themes = event.highlight.annotation.themes
        without = tuple(theme for theme in themes if theme != name)
        self._retheme(event.highlight, without if name in themes else (*themes, name))
        self.say(f"{name} {'taken away' if name in themes else 'added'}")

    def on_reader_pane_lines_decided(self, event: ReaderPane.LinesDecided) -> None:
        """Keep what was said of lines; saying the rule's own again takes it back."""
        from reader.library import labels  # noqa: PLC0415 - not needed to start
        from reader.store.history import Change  # noqa: PLC0415 - as above
        from reader.text import promotional  # noqa: PLC0415 - as above

        session = self.session
        if session is None or not self.is_shown(event.text):
            return
        text, article, said = event.text, session.listing.article, {}
        for index in event.blocks:
            is_ruled = (event.said == promotional.PROMOTIONAL) == (index in text.promotional)
            block = text.blocks[index]
            said[promotional.key(text.plain[block.start : block.end])] = "" if is_ruled else event.said
        changes = [Change("line", article.id, key, session.said_of(key), after) for key, after in said.items()]
        what = "belongs to the text" if event.said == promotional.TEXT else "promotional"
        self.show_decided(session.saying(said), stays_open=True)
        self.apply(self.library.operation(labels.of_lines(what, [*said], article.title), *changes))
        if event.said == promotional.TEXT:
            self.say("it belongs to the text; u takes that back")
        else:
            self.say("promotional: dimmed, and not counted; u takes that back")

    def keep_end(self, before: Highlight, span: Span) -> None:
        """Keep a highlight whose start or end was moved."""
        session = self._reading_of(before.annotation.target.article)
        if session is not None:
            changed, after = session.reaching(before, span, self.library.clock())
            self.change(changed, session.get(before.id), after)
            self.save("highlight moved", before.annotation, after.annotation)

    def on_reader_pane_themes_requested(self, event: ReaderPane.ThemesRequested) -> None:
        """Choose a highlight's themes."""
        self._ask_themes(event.highlight)

    def on_notes_pane_themes_requested(self, event: NotesPane.ThemesRequested) -> None:
        """Choose a highlight's themes."""
        if highlight := self._by_id(event.id):
            self._ask_themes(highlight)

    def on_reader_pane_color_requested(self, event: ReaderPane.ColorRequested) -> None:
        """Choose a highlight's colour."""
        self._ask_color(event.highlight)

    @work
    async def _ask_color(self, highlight: Highlight) -> None:
        """Ask for a highlight's colour and save it."""
        from reader.tui.dialogs.color_chooser import ColorChooser  # noqa: PLC0415 - not needed to start

        colors = self.theme_colors
        of_theme = next((colors[name] for name in highlight.annotation.themes if name in colors), "sand")
        words = " ".join(highlight.annotation.target.quote.exact.split())
        color = await self.app.push_screen_wait(ColorChooser(highlight.annotation.color, of_theme, words))
        if color is not None and color != highlight.annotation.color:
            self._edit("colour changed", highlight, joined=False, color=color)

    def on_reader_pane_note_requested(self, event: ReaderPane.NoteRequested) -> None:
        """Write a highlight's note."""
        self._write_note(event.highlight, in_editor=event.in_editor)

    def on_notes_pane_note_requested(self, event: NotesPane.NoteRequested) -> None:
        """Write a highlight's note."""
        if highlight := self._by_id(event.id):
            self._write_note(highlight, in_editor=event.in_editor)

    @work
    async def _write_note(self, highlight: Highlight, *, in_editor: bool = False, joined: bool = False) -> None:
        """Let the person write a highlight's note, and save it."""
        from reader.tui.dialogs.note_editor import NoteEditor  # noqa: PLC0415 - not needed to start
        from reader.tui.external_editor import edit  # noqa: PLC0415 - not needed to start

        quote, old = highlight.annotation.target.quote.exact, highlight.annotation.note
        if in_editor:
            note = edit(self.app, old)
        else:
            note = await self.app.push_screen_wait(NoteEditor(quote, old))
        if note is not None and note.strip() != old:
            self._edit("note written", highlight, joined=joined, note=note.strip())

    def on_reader_pane_delete_requested(self, event: ReaderPane.DeleteRequested) -> None:
        """Delete a highlight."""
        self._delete(event.highlight)

    def on_notes_pane_delete_requested(self, event: NotesPane.DeleteRequested) -> None:
        """Delete a highlight."""
        if highlight := self._by_id(event.id):
            self._delete(highlight)

    def _delete(self, highlight: Highlight) -> None:
        session = self.session
        if session is not None and session.get(highlight.id) is not None:
            self.change(session.without(highlight.id), highlight, None)
            self.save("highlight deleted", highlight.annotation, None)
            words = fit(" ".join(highlight.annotation.target.quote.exact.split()), FIRST_WORDS)
            self.say(f"deleted{f' “{words}”' if words else ''}; u brings it back")

    def _by_id(self, identifier: str) -> Highlight | None:
        session = self.session
        return session.get(identifier) if session else None

    def on_notes_pane_opened(self, event: NotesPane.Opened) -> None:
        """Go to a highlight's place in the text."""
        session, highlight = self.session, self._by_id(event.id)
        if session is None or highlight is None:
            return
        if highlight.span is None:
            self.say("these words are no longer in the text; ctrl+a attaches them to others")
            return
        self.show_place("page")
        self.page.focus()
        if highlight.span.start != session.caret:
            self.remember_spot()
        self.page.take(session.selecting(None).moved(highlight.span.start))
