"""What files of notes hold, gathered by the articles that they are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.library.imports import Remark
from reader.sources.notes.formats import parse
from reader.sources.notes.imported import Imported, ImportedTheme, PassedOver, Unreadable
from reader.sources.notes.limits import Held, TooMuchError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reader.sources.notes.imported import ImportedArticle, Item

MOST_REMARKS = 1_000
"""Remarks that are kept; more are counted."""


@dataclass(slots=True)
class Gathered:
    """What files hold."""

    articles: dict[ImportedArticle, list[Imported]] = field(default_factory=dict)
    themes: dict[str, ImportedTheme] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    more: int = 0
    """Remarks that were too many."""

    formats: list[str] = field(default_factory=list)
    """Names of formats, each once."""

    has_trouble: bool = False
    _ids: set[str] = field(default_factory=set)

    def take(self, item: Item, path: str) -> None:
        """Take one thing out of a file."""
        match item:
            case Imported() if item.id in self._ids:
                self.remark(Remark(path, item.where, "It stands there twice.", is_trouble=False))
            case Imported():
                self._ids.add(item.id)
                self.articles.setdefault(item.article, []).append(item)
            case ImportedTheme():
                self.themes.setdefault(item.name, item)
            case Unreadable(where, why):
                self.remark(Remark(path, where, why, is_trouble=True))
            case PassedOver(where, why):
                self.remark(Remark(path, where, why, is_trouble=False))

    def remark(self, remark: Remark) -> None:
        """Keep a remark, or count it."""
        self.has_trouble |= remark.is_trouble
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(remark)
        else:
            self.more += 1


def gather(paths: Sequence[Path], form: str, progress: Callable[[int], None]) -> Gathered:
    """Read files of notes; `progress` is told how many notes were read.

    What cannot be read of a file is a remark. Raises NotFoundError, SourceError where there is but one file and nothing
    of it can be read, and where all is more than one import takes.
    """
    gathered, counter, held = Gathered(), count(1), Held("This")
    for path in paths:
        name = str(path)
        try:
            found, items = parse(path, form)
            if found not in gathered.formats:
                gathered.formats.append(found)
            for item in items:
                gathered.take(item, name)
                if isinstance(item, Imported | ImportedTheme):
                    held.take(*item.words)
                progress(next(counter))
        except TooMuchError:
            raise
        except SourceError as error:
            if len(paths) == 1 and not gathered.articles and not gathered.themes:
                raise
            gathered.remark(Remark(name, "", str(error), is_trouble=True))
    return gathered
