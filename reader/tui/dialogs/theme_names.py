"""What is typed into a theme prompt, and which themes it may mean. Pure."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from reader.model.theme import SEPARATOR
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model.theme import ThemeUse


class Word(NamedTuple):
    """The name that the caret stands in: `text[start:end]` of the input."""

    start: int
    end: int
    name: str


def name(typed: str) -> str:
    """A theme's name as it is kept: one line, no white space around its parts, no empty parts."""
    parts = (part.strip() for part in clean_line(typed).split(SEPARATOR))
    return SEPARATOR.join(part for part in parts if part)


def names(typed: str) -> list[str]:
    """All names in what was typed."""
    return [found for part in typed.split(",") if (found := name(part))]


def word_at(typed: str, caret: int) -> Word:
    """The name that the caret stands in or behind."""
    start = typed.rfind(",", 0, caret) + 1
    end = typed.find(",", caret)
    end = len(typed) if end < 0 else end
    return Word(start, end, name(typed[start:end]))


def folded(text: str) -> str:
    """`text` without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


class Known:
    """The themes that exist, the most used first."""

    def __init__(self, uses: Iterable[ThemeUse]) -> None:
        self.uses = tuple(sorted(uses, key=lambda use: (-use.highlights, use.theme.name.casefold())))
        self._by_name: dict[str, ThemeUse] = {}
        for use in self.uses:
            for alias in use.theme.aliases:
                self._by_name.setdefault(alias.casefold(), use)
        self._by_name.update((use.theme.name.casefold(), use) for use in self.uses)

    def get(self, wanted: str) -> ThemeUse | None:
        """The theme of that name, or with that alias, however it is spelled; None when it would be new."""
        return self._by_name.get(wanted.casefold())

    def spelled(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Names as the codebook spells them, each once."""
        found: dict[str, str] = {}
        for one in wanted:
            use = self.get(one)
            spelling = use.theme.name if use else one
            found.setdefault(spelling.casefold(), spelling)
        return tuple(found.values())

    def matching(self, typed: str) -> Sequence[ThemeUse]:
        """What `typed` may mean: that theme, those that begin with it, with a part that does, that contain it."""
        wanted = folded(typed)
        if not wanted:
            return self.uses
        ranked = ((_rank(folded(use.theme.name), wanted), use) for use in self.uses)
        return [use for rank, use in sorted(((r, u) for r, u in ranked if r is not None), key=lambda pair: pair[0])]


def _rank(candidate: str, wanted: str) -> int | None:
    """How near a name is, 0 is the nearest; None: it does not match."""
    if candidate.startswith(wanted):
        return 0 if candidate == wanted else 1
    if any(part.startswith(wanted) for part in candidate.replace(SEPARATOR, " ").split()):
        return 2
    return 3 if wanted in candidate else None
