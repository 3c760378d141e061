"""Second versions of files that other programs left in a library: taken in, and told of."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from reader.errors import DamagedError, StoreError
from reader.library.values import Problem
from reader.store import absorbing, copies, shard
from reader.store.operations import Change

if TYPE_CHECKING:
    from reader.library.door import Library
    from reader.store.absorbing import Absorbed
    from reader.store.copies import Copy
    from reader.store.shard import Shard


_UNMARKED = {
    "themes.json": "git could not merge the themes: those of both sides are in the codebook now.",
    "feeds.json": "git could not merge the subscriptions: those of both sides are there now.",
}


class Copies:
    """Takes in what programs that synchronise folders put beside the files of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def absorb(self) -> list[Problem]:
        """Merge every copy of notes, themes, feeds and histories into its original; those that cannot be read stay."""
        problems: list[Problem] = []
        if self._library.read_only:
            return problems
        for name, told in _UNMARKED.items():
            try:
                # One in which more is wrong is mended by whoever reads it.
                with suppress(DamagedError):
                    if absorbing.unmark(self._library.root, name):
                        self._library.tell(told)
            except StoreError as error:
                problems.append(Problem(name, str(error)))
        for copy in copies.found(self._library.root):
            try:
                absorbed = absorbing.absorb(self._library.root, copy)
            except StoreError as error:
                problems.append(
                    Problem(copy.path, f"It is a second version of {copy.original}, and was not merged: {error}")
                )
            else:
                if absorbed is not None:
                    self._tell(copy, absorbed)
        return problems

    def _tell(self, copy: Copy, absorbed: Absorbed) -> None:
        if not copy.path.startswith("notes/"):
            self._library.tell(f"{copy.path} was merged into {copy.original}; it is kept in {absorbing.FOLDER}.")
            return
        name = copy.original.removeprefix("notes/").removesuffix(".json")
        before, after = (shard.shard(name, tables, None) for tables in absorbed)
        title = after.article.title or name
        changes = tuple(_changes(before, after))
        if changes:
            self._library.history.record(
                self._library.operation(f"a copy of the notes on “{title}” merged in", *changes)
            )
        what = f"{len(changes)} came or changed" if changes else "there was nothing new in it"
        wait = len(after.conflicts) - len(before.conflicts)
        waiting = f"; {wait} {'has' if wait == 1 else 'have'} two wordings, `=` decides" if wait > 0 else ""
        self._library.tell(
            f"A copy of the notes on “{title}” was merged in, {what}{waiting}. It is kept in {absorbing.FOLDER}."
        )


def _changes(before: Shard, after: Shard) -> list[Change]:
    """What a merge did to the notes that are shown."""
    old = {annotation.id: annotation for annotation in before.annotations}
    new = {annotation.id: annotation for annotation in after.annotations}
    return [
        Change("note", after.article.id, identifier, old.get(identifier), new.get(identifier))
        for identifier in dict.fromkeys((*old, *new))
        if old.get(identifier) != new.get(identifier)
    ]
