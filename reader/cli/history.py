"""`reader log` and `reader undo`: what was done, and back."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from reader.cli import output, records
from reader.cli.arguments import Command, as_json, find, joined, query
from reader.cli.output import FAINT, Piece
from reader.errors import ChangedSinceError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.cli.invocation import Invocation
    from reader.library import Library
    from reader.store.operations import Operation
    from reader.store.replay import Step

FEW = 50
"""Operations that are listed where nobody says how many."""


@click.command(cls=Command)
@query
@click.option("-n", "--number", type=click.IntRange(0), default=FEW, show_default=True, help="How many; 0: all.")
@click.option("--article", help="Only what was done to this article.")
@as_json
@click.pass_obj
def log(invocation: Invocation, query: tuple[str, ...], number: int, article: str | None, *, as_json: bool) -> int:
    """List what was done, the last first.

    All of it, or what was done to the articles that match QUERY; `reader list --help` says what a query may be.
    """
    with invocation.library() as library:
        steps = _wanted(library, joined(query), article)
        listed = [*islice(steps, number or None)]
        has_more = bool(number) and next(steps, None) is not None
        titles = _titles(library, listed)
        pruned = library.history.pruned()
    if as_json:
        output.data([records.operation(step, titles) for step in listed])
        return invocation.code
    for step in listed:
        words = " (undone)" if step.is_undone else ""
        when = step.operation.at.astimezone().strftime("%Y-%m-%d %H:%M")
        output.line(Piece(when, FAINT), "  ", step.operation.label, Piece(words, FAINT))
    if not listed:
        output.tell("Nothing was done yet." if not (query or article) else "Nothing was done there yet.")
    if has_more:
        output.tell(f"There is more: `reader log -n {number * 2}` lists twice as much, -n 0 all.")
    elif pruned.before:
        from reader.store.history import told  # noqa: PLC0415 - only where something was taken away

        output.tell(told(pruned))
    return invocation.code


def _wanted(library: Library, query: str, article: str | None) -> Iterator[Step]:
    from reader.store import replay  # noqa: PLC0415 - only a history is replayed

    steps = replay.steps(library.history.newest_first())
    if article is None and not query:
        return steps
    ids = {find(library, article).article.id} if article is not None else None
    if query:
        matching = {listing.article.id for listing in library.listings(query)}
        ids = matching if ids is None else ids & matching
    return (step for step in steps if ids and any(change.article in ids for change in step.operation.changes))


def _titles(library: Library, steps: list[Step]) -> dict[str, str]:
    ids = {change.article for step in steps for change in step.operation.changes if change.article}
    listings = ((article_id, library.catalogue.get(article_id)) for article_id in ids)
    return {article_id: listing.article.title if listing else "" for article_id, listing in listings}


@click.command(cls=Command)
@click.option("-n", "--number", type=click.IntRange(1), default=1, show_default=True, help="How many steps.")
@click.option("--redo", is_flag=True, help="Do again what was undone last.")
@click.pass_obj
def undo(invocation: Invocation, number: int, *, redo: bool) -> int:
    """Take back what was done last.

    Whatever was done to notes, themes, articles and their state, in the app or by a command; `reader log` lists it.
    """
    with invocation.library() as library:
        done = _walk(invocation, library.redo if redo else library.undo, "done again" if redo else "undone", number)
    if not done:
        if invocation.code:
            return invocation.code
        raise NotFoundError(f"There is nothing to {'redo' if redo else 'undo'}. `reader log` lists what was done.")
    if done < number and not invocation.code:
        invocation.trouble(f"That was all: {done} of {number} steps.")
    return invocation.code


def _walk(invocation: Invocation, turn: Callable[[], Operation | None], word: str, number: int) -> int:
    """Take so many steps, and name each; how many could be taken."""
    done = 0
    for _ in range(number):
        try:
            operation = turn()
        except ChangedSinceError as error:
            invocation.trouble(str(error))
            continue
        if operation is None:
            break
        done += 1
        output.line(f"{word}: {operation.label}")
    return done
