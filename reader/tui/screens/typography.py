"""How the text is set: the measure, the spacing and the like, changed while one reads and remembered."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.settings import NARROWEST, PARAGRAPHS, WIDEST
from reader.text.typesetting import Typesetting
from reader.tui.screens.saying import SayingDesk

if TYPE_CHECKING:
    from reader.settings import Settings


class TypographyDesk(SayingDesk):
    """The part of the desk that sets the text."""

    settings: Settings

    def typesetting(self) -> Typesetting:
        """What was chosen in the app, else configured."""
        settings, chosen = self.settings, self.desk_state
        return Typesetting(
            measure=chosen.measure or settings.measure,
            spacing=chosen.line_spacing or settings.line_spacing,
            paragraphs=chosen.paragraphs or settings.paragraphs,
            justify=settings.justify if chosen.justify is None else chosen.justify,
            hyphenate=settings.hyphenate if chosen.hyphenate is None else chosen.hyphenate,
        )

    def action_measure(self, cells: int) -> None:
        """Make the lines longer or shorter."""
        old = self.page.typesetting.measure
        measure = max(NARROWEST, min(WIDEST, old + cells))
        self.desk_state = replace(self.desk_state, measure=measure)
        self._set()
        shown = self.page.shown_measure
        if measure == old:
            self.say(f"lines of {measure} characters: {'longer' if cells > 0 else 'shorter'} ones do not read well")
        elif shown < min(measure, old):
            self.say(f"lines of up to {measure} characters; here is room for {shown}")
        else:
            self.say(f"lines of {measure} characters")

    def action_line_spacing(self) -> None:
        """Put a blank row below each line, or none."""
        spacing = 3 - self.page.typesetting.spacing
        self.desk_state = replace(self.desk_state, line_spacing=spacing)
        self._set()
        self.say("a blank row below each line" if spacing > 1 else "no blank row below a line")

    def action_paragraph_style(self) -> None:
        """Part paragraphs by a blank row, or set their first lines in."""
        style = next(style for style in PARAGRAPHS if style != self.page.typesetting.paragraphs)
        self.desk_state = replace(self.desk_state, paragraphs=style)
        self._set()
        self.say("first lines set in" if style == "indent" else "a blank row between paragraphs")

    def action_justify(self) -> None:
        """Stretch lines to the measure, or leave them ragged."""
        justify = not self.page.typesetting.justify
        self.desk_state = replace(self.desk_state, justify=justify)
        self._set()
        self.say("lines justified" if justify else "lines ragged")

    def action_hyphenate(self) -> None:
        """Divide words at a line's end, or leave them whole."""
        hyphenate = not self.page.typesetting.hyphenate
        self.desk_state = replace(self.desk_state, hyphenate=hyphenate)
        self._set()
        if hyphenate and not self.page.can_hyphenate:
            self.say("words are divided, but not here: the article's language is not known, or has no dictionary")
        else:
            self.say("words divided at a line's end" if hyphenate else "words left whole")

    def action_fold(self) -> None:
        """Fold promotional lines, those too that were opened one by one; where all are folded, show them dimmed."""
        folding = self.page.can_fold
        self.desk_state = replace(self.desk_state, fold=folding)
        self.page.fold(folding=folding)
        self.place_changed()
        self.say("promotional lines folded" if folding else "promotional lines shown, dimmed")

    def _set(self) -> None:
        self.page.set_type(self.typesetting())
        self.place_changed()


def own_language() -> str:
    """The language that a person's system speaks, for articles that do not say theirs; empty when it does not say."""
    name = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "")
    language = name.partition(".")[0].partition("@")[0]
    return "" if language in {"C", "POSIX"} else language
