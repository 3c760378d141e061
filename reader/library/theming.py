"""Themes changed as a whole: with all that is nested in them, in every note that has them, in one operation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reader.errors import NotFoundError, StoreError, UsageError
from reader.library.values import Problem
from reader.model.theme import COLORS, SEPARATOR, Theme
from reader.store.operations import Change
from reader.store.themes import theme_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from reader.library.door import Library
    from reader.model.annotation import Annotation
    from reader.store.operations import Operation

    Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What became of a theme."""

    operation: Operation
    names: tuple[str, ...]
    """The themes that there are now in place of the old ones; of those that were deleted, their names."""

    notes: int
    articles: int
    problems: tuple[Problem, ...] = ()
    """Notes that could not be read, and keep what they have."""


class Theming:
    """What is done to themes in one library; `progress` is told how many of how many files are written."""

    def __init__(self, library: Library) -> None:
        self._library = library

    # ---- what people do

    def rename(self, old: str, new: str, progress: Progress | None = None) -> Rewritten:
        """Give a theme another name; what is nested in it moves along, and the old name still means it.

        Raises NotFoundError when there is no such theme, UsageError when another one has the new name.
        """
        known = self._known()
        old, new = self._find(known, old), theme_name(new)
        moved = {name: new + name[len(old) :] for name in _family(known, old)}
        for name in moved.values():
            holder = self._holder(known, name)
            if holder is not None and holder not in moved:
                raise UsageError(
                    f"There is a theme “{holder}” already. `reader themes merge '{old}' '{holder}'` makes one of both."
                )
        themes = [(known.get(name), _named(known.get(name), after)) for name, after in moved.items()]
        return self._rewrite((f"theme “{old}” renamed", " in {}", f": now “{new}”"), moved, themes, progress)

    def merge(self, sources: tuple[str, ...], into: str, progress: Progress | None = None) -> Rewritten:
        """Make one theme of several; their names mean it from now on, and what is nested in them nests in it."""
        known = self._known()
        into = self._find(known, into)
        olds = tuple(dict.fromkeys(self._find(known, source) for source in sources))
        if any(into == old or into.startswith(old + SEPARATOR) for old in olds):
            raise UsageError(f"“{into}” cannot be merged into itself: name another theme at the end.")
        moved = {name: into + name[len(old) :] for old in olds for name in _family(known, old)}
        grown: dict[str, Theme | None] = {}
        for name, after in moved.items():
            target = grown.get(after) or known.get(after)
            source = known.get(name)
            grown[after] = _united(target, source) if target and source else target or _named(source, after)
        changed = [(known.get(name), theme) for name, theme in grown.items() if theme and theme != known.get(name)]
        gone: list[tuple[Theme | None, Theme | None]] = [(known[name], None) for name in moved if name in known]
        what = f"theme{'s' * (len(olds) > 1)} {', '.join(f'“{old}”' for old in olds)} merged into “{into}”"
        return self._rewrite((what, " in {}", ""), moved, [*changed, *gone], progress)

    def color(self, name: str, color: str) -> Rewritten:
        """Show a theme in another colour. Raises UsageError when it is none of the palette."""
        if color not in COLORS:
            raise UsageError(f"“{color}” is no colour that themes have: take one of {', '.join(COLORS)}.")
        return self._remake(name, "shown in " + color, lambda theme: replace(theme, color=color))

    def describe(self, name: str, description: str) -> Rewritten:
        """Say in words what a theme is for."""
        return self._remake(name, "described", lambda theme: replace(theme, description=description))

    def delete(self, name: str, progress: Progress | None = None) -> Rewritten:
        """Take a theme, and what is nested in it, from the codebook and from every note; the notes stay."""
        known = self._known()
        name = self._find(known, name)
        family = dict.fromkeys(_family(known, name), "")
        gone: list[tuple[Theme | None, Theme | None]] = [(known[each], None) for each in family if each in known]
        return self._rewrite((f"theme “{name}” deleted", " from {}", ""), family, gone, progress)

    # ---- how

    def _known(self) -> dict[str, Theme | None]:
        """The codebook by name; None for what only notes name."""
        known: dict[str, Theme | None] = {theme.name: theme for theme in self._library.codebook.themes()}
        return {**dict.fromkeys(name for name, _, _ in self._library.catalogue.themes()), **known}

    def _holder(self, known: Mapping[str, Theme | None], name: str) -> str | None:
        """The theme that has a name, whatever its case, or has it as another name."""
        wanted = name.casefold()
        names = [each for each in known if each.casefold() == wanted]
        aliased = [each for each, theme in known.items() if theme and wanted in map(str.casefold, theme.aliases)]
        return next(iter([*(each for each in names if each == name), *names, *aliased]), None)

    def _find(self, known: Mapping[str, Theme | None], name: str) -> str:
        wanted = theme_name(name)
        found = self._holder(known, wanted)
        if found is None:
            nested = next((each for each in known if each.casefold().startswith(wanted.casefold() + SEPARATOR)), None)
            if nested is not None:  # `economy` is there as soon as `economy/tariffs` is
                return nested[: len(wanted)]
            close = get_close_matches(wanted, known, 1)
            advice = f"Did you mean “{close[0]}”?" if close else "`reader themes` lists all."
            raise NotFoundError(f"There is no theme “{wanted}”. {advice}")
        return found

    def _remake(self, name: str, what: str, change: Callable[[Theme], Theme]) -> Rewritten:
        known = self._known()
        name = self._find(known, name)
        old = known.get(name)
        new = change(old or self._library.codebook.missing((name,))[0])
        operation = self._library.operation(f"theme “{name}” {what}", Change("theme", "", name, old, new))
        if old != new:
            self._library.apply(operation)
        return Rewritten(operation, (name,), 0, 0)

    def _rewrite(
        self,
        words: tuple[str, str, str],
        names: Mapping[str, str],
        themes: list[tuple[Theme | None, Theme | None]],
        progress: Progress | None,
    ) -> Rewritten:
        """Put other names into every note that has one of `names`; an empty one is taken away.

        `words` say what is done, how many notes have it, and what else there is to say.
        """
        problems: list[Problem] = []
        changes = [*self._in_notes(names, problems)]
        what, where, more = words
        count = f"{len(changes):,} note{'' if len(changes) == 1 else 's'}"
        label = f"{what}{where.format(count) if changes else ''}{more}"
        codebook = [
            Change("theme", "", theme.name, before, after)
            for before, after in themes
            if (theme := before or after) is not None and before != after
        ]
        operation = self._library.operation(label, *codebook, *changes)
        if operation.changes:
            # Begun, it could not be brought to its end.
            self._library.codebook.refuse_newer()
            self._library.changes.apply(operation, progress=progress)
        now = tuple(dict.fromkeys(after or before for before, after in names.items()))
        articles = len({change.article for change in changes})
        return Rewritten(operation, now, len(changes), articles, tuple(problems))

    def _in_notes(self, names: Mapping[str, str], problems: list[Problem]) -> Iterator[Change]:
        now = self._library.clock()
        for article_id in self._library.catalogue.themed(names):
            try:
                shard = self._library.notes_store.load(article_id)
            except StoreError as error:
                problems.append(Problem(f"notes/{article_id}.json", str(error)))
                continue
            if shard.is_newer:
                # With them the change could not be brought to its end.
                problems += (Problem(f"notes/{article_id}.json", problem) for problem in shard.problems)
                continue
            for annotation in shard.annotations:
                after = _recoded(annotation, names, now)
                if after != annotation:
                    yield Change("note", article_id, annotation.id, annotation, after)


def _family(known: Mapping[str, Theme | None], name: str) -> list[str]:
    """A theme and what is nested in it."""
    return [each for each in known if each == name or each.startswith(name + SEPARATOR)] or [name]


def _named(theme: Theme | None, name: str) -> Theme | None:
    """A theme under another name; its old one still means it. None where the codebook does not have it."""
    if theme is None:
        return None
    aliases = [alias for alias in (*theme.aliases, theme.name) if alias.casefold() != name.casefold()]
    return replace(theme, name=name, aliases=tuple(dict.fromkeys(aliases)))


def _united(into: Theme, theme: Theme) -> Theme:
    """A theme that takes in another one."""
    aliases = dict.fromkeys((*into.aliases, theme.name, *theme.aliases))
    return replace(into, aliases=tuple(aliases), description=into.description or theme.description)


def _recoded(annotation: Annotation, names: Mapping[str, str], now: datetime) -> Annotation:
    themes = tuple(dict.fromkeys(filter(None, (names.get(theme, theme) for theme in annotation.themes))))
    if themes == annotation.themes:
        return annotation
    return replace(annotation, themes=themes, modified=max(now, annotation.created))
