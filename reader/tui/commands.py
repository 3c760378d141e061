"""The command palette: every action of the place one is in, every article, every theme."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from reader.keymap import Place
from reader.tui.bindings import keymap_of, owner, run, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.dom import DOMNode

    from reader.keymap import Command
    from reader.model.article import Listing
    from reader.model.theme import ThemeUse

MOST = 40
"""Articles offered at once."""


@runtime_checkable
class Shelf(Protocol):
    """A screen that has articles to open."""

    def find_articles(self, words: str, limit: int) -> Sequence[Listing]:
        """At most `limit` articles with all of `words`; called in a thread."""

    def open_article(self, article_id: str) -> None:
        """Read an article."""


class Actions(Provider):
    """What keys do here and everywhere: also for those who do not know the key."""

    def _commands(self) -> list[tuple[Command, DOMNode]]:
        """Commands that can be run now, with where they begin to look for who runs them."""
        start: DOMNode = self.focused or self.screen
        places = (*getattr(start, "PLACES", ()), Place.EVERYWHERE)
        found = [command for command in keymap_of(self.app).at(*places) if command.action != "command_palette"]
        # What people look for is seldom how to move: that is offered last.
        found.sort(key=lambda command: (not command.footer, command.place is Place.EVERYWHERE))
        return [(command, start) for command in found if owner(start, command.action)]

    async def discover(self) -> Hits:
        """All of them."""
        for command, start in self._commands():
            yield DiscoveryHit(_described(command), partial(run, start, command.action), text=command.label)

    async def search(self, query: str) -> Hits:
        """Those whose words or keys have what was typed."""
        for command, start in self._commands():
            score = _score(query, command.label, f"{command.help} {' '.join(map(shown, command.keys))}")
            if score:
                yield Hit(score, _described(command), partial(run, start, command.action), text=command.label)


class Articles(Provider):
    """Articles by their titles."""

    async def search(self, query: str) -> Hits:
        """Those that match, as the list's filter finds them."""
        screen = self.screen
        if not isinstance(screen, Shelf):
            return
        for listing in await to_thread(screen.find_articles, query, MOST):
            article = listing.article
            score = _score(query, article.title, f"{article.author} {article.source}") or 0.1
            display = Content.assemble(("▎ ", "$accent"), article.title, (f"  {article.source}", "$foreground-muted"))
            yield Hit(score / 2, display, partial(screen.open_article, article.id), text=article.title)


@runtime_checkable
class Codes(Protocol):
    """A screen that has themes, and a list to filter by them."""

    themes: Sequence[ThemeUse]

    def filter_list(self, query: str) -> None:
        """Show what matches."""


class Themes(Provider):
    """Themes by their names: choosing one shows the articles that have it."""

    async def search(self, query: str) -> Hits:
        """Those that match."""
        screen = self.screen
        if not isinstance(screen, Codes):
            return
        for use in screen.themes:
            name = use.theme.name
            score = _score(query, name, "theme")
            if score:
                count = f"  theme · {use.articles} article{'' if use.articles == 1 else 's'}"
                display = Content.assemble(("▎ ", "$accent"), (name, "italic"), (count, "$foreground-muted"))
                yield Hit(score * 0.9, display, partial(_filter_by, screen, name), text=name)


def _filter_by(screen: Codes, name: str) -> None:
    quoted = name.replace('"', " ")
    screen.filter_list(f'theme:"{quoted}"')


class Palette(CommandPalette):
    """The command palette, looking like our dialogs."""

    DEFAULT_CSS = """
    Palette { background: $background 60%; }
    Palette > Vertical { width: 78; max-width: 100%; margin-top: 2; background: $background; }
    Palette #--input { background: $background; border: round $border; height: 3; padding: 0 1; }
    Palette #--input.--list-visible { border: round $border; }
    Palette SearchIcon { display: none; }
    Palette CommandInput, Palette CommandInput:focus { border: none; height: 1; padding: 0; background: $background; }
    Palette #--results { background: $background; width: 78; max-width: 100%; }
    Palette CommandList, Palette CommandList:focus { border: round $border; background: $background; max-height: 60vh;
        min-width: 8;
        scrollbar-size-vertical: 1; }
    Palette CommandList > .option-list--option { padding: 0 1; text-style: none; }
    Palette CommandList > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: bold; }
    Palette LoadingIndicator, Palette LoadingIndicator.--visible { display: none; }
    """

    def __init__(self) -> None:
        super().__init__((Actions, Articles, Themes), placeholder="an action, words of a title, a theme …")


def _described(command: Command) -> Content:
    """The action's name, its key, what it does."""
    key = f"{shown(command.keys[0])}  " if command.keys else ""
    return Content.assemble((f"{command.label}  ", "bold"), (key, "$accent"), (command.help, "$foreground-muted"))


def _score(query: str, name: str, rest: str) -> float:
    """How well all words of `query` fit a name, or what else is known; 0: not at all."""
    words, name, rest = query.casefold().split(), name.casefold(), rest.casefold()
    if not all(word in name or word in rest for word in words):
        return 0.0
    if name.startswith(query.casefold().strip()):
        return 1.0
    return 0.8 if all(word in name for word in words) else 0.5
