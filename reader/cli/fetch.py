"""`reader fetch`: feeds are asked for what is new."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import click

from reader.cli import output, records
from reader.cli.arguments import Command, as_json
from reader.cli.progress import Progress
from reader.errors import SourceError

if TYPE_CHECKING:
    from reader.cli.invocation import Invocation
    from reader.library import Library
    from reader.library.values import FeedStep, Fetched
    from reader.model.feed import Feed

_ENDED = frozenset({"done", "unchanged", "failed", "gone"})


@click.command(cls=Command)
@click.argument("feeds", metavar="[FEED…]", nargs=-1)
@click.option(
    "--all", "is_all", is_flag=True, help="Ask all, but for those that fail or want to wait: name such a one."
)
@as_json
@click.pass_obj
def fetch(invocation: Invocation, feeds: tuple[str, ...], *, is_all: bool, as_json: bool) -> int:
    """Take in what is new in feeds and watched folders.

    Alone it asks those whose time has come, which suits cron: nothing is printed but what went wrong, and then the
    exit code is 1. FEED is an id, an address, or a part of a title; those that are named are asked at once.
    """
    from reader.library import fetching  # noqa: PLC0415 - whoever asks for help fetches nothing

    with invocation.library() as library, Progress("Fetching feeds") as progress:
        folders = () if feeds else invocation.settings().folders
        came = _taken(invocation, library, folders)
        known = library.subscriptions.feeds()
        if not known and not folders:
            invocation.tell("There are no feeds yet. `reader feeds add ADDRESS` subscribes to one.")
        chosen: list[Feed] | None = [library.feeds.find(feed) for feed in dict.fromkeys(feeds)] if feeds else None
        steps: list[FeedStep] = []

        def tell(step: FeedStep) -> None:
            if step.what in _ENDED:
                steps.append(step)
                if step.message:
                    progress.clear()
                    _say(invocation, step)
                progress(len(steps), len(chosen or known))

        cancelled = threading.Event()
        done = fetching.run(library, chosen, is_due_only=not (is_all or feeds), progress=tell, cancelled=cancelled)
    if done.is_offline:
        invocation.trouble("No feed could be reached: this computer seems to be offline. Nothing was changed.")
    if as_json:
        output.data([records.feed_step(step) for step in steps])
    elif output.can_show_progress():
        output.tell(
            " ".join(
                filter(None, (_many(came, "article") + " came from watched folders." if came else "", summary(done)))
            )
        )
    return invocation.code


def _taken(invocation: Invocation, library: Library, folders: tuple[str, ...]) -> int:
    """Take in what is in watched folders; how many articles came."""
    if not folders:
        return 0
    from reader.library import watched  # noqa: PLC0415 - most people watch no folder

    came = 0
    for result in watched.take(library, folders, waits=True):
        if isinstance(result, SourceError):
            invocation.trouble(str(result))
            continue
        came += 1
        for problem in result.problems:
            invocation.tell(f"{result.listing.article.path}: {problem}")
    return came


def _say(invocation: Invocation, step: FeedStep) -> None:
    """Name what went wrong with one feed; when there is no network, that is said once, at the end."""
    name = step.feed.name
    message = step.message if name in step.message else f"{name}: {step.message}"
    if step.what in {"failed", "gone"}:
        invocation.trouble(message)
    else:
        invocation.tell(message)


def summary(done: Fetched) -> str:
    """What a fetch did, in a sentence."""
    if not done.feeds:
        return "No feed is due yet. `reader fetch --all` asks them all the same." if done.early else "Nothing to ask."
    parts = [_many(done.new, "new article")]
    parts += [f"{done.updated:,} updated"] if done.updated else []
    parts += [f"{done.expired:,} old {'one' if done.expired == 1 else 'ones'} to the trash"] if done.expired else []
    parts += [f"{len(done.failed):,} failed"] if done.failed else []
    parts += [f"{done.early:,} not due yet"] if done.early else []
    return f"{_many(done.feeds, 'feed')} asked: {', '.join(parts)}."


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
