"""`reader feeds`: what is subscribed to, listed and changed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli import output, records
from reader.cli.arguments import Command, ListByDefault, as_json
from reader.cli.output import FAINT, Piece
from reader.errors import FetchError, SourceError, UsageError
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.cli.invocation import Invocation
    from reader.library import Library
    from reader.library.values import FeedListing
    from reader.model.feed import Feed

_DAY = 24 * 60


def _wishes(command: Callable[..., int]) -> Callable[..., int]:
    """The options that say how a feed is wanted."""
    options = (
        click.option("--title", help="What to call it, instead of what it calls itself."),
        click.option("--folder", help="Where it is listed, such as News/Local; an empty one is none."),
        click.option("--interval", type=click.IntRange(0, 31 * _DAY), metavar="MINUTES", help="How often at most."),
        click.option("--keep", type=click.IntRange(0, 36_500), metavar="DAYS", help="How long what was read stays."),
        click.option("--query", metavar="QUERY", help="Take in only what matches; an empty one takes all."),
        click.option("--whole/--excerpt", default=None, help="Fetch the page of each entry, or not."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(cls=ListByDefault)
def feeds() -> None:
    """List subscriptions, and change them.

    `reader fetch` asks them for what is new. `reader undo` takes a change back.
    """


@feeds.command("list", cls=Command)
@as_json
@click.pass_obj
def list_feeds(invocation: Invocation, *, as_json: bool) -> int:
    """List the feeds, by folder, and how they are."""
    with invocation.library() as library:
        listings = library.feeds.all()
    if as_json:
        output.data([records.feed(each) for each in listings])
        return invocation.code
    if not listings:
        output.tell("There are no feeds yet. `reader feeds add ADDRESS` subscribes to one.")
        return invocation.code
    from reader.cli.columns import Column, print_columns  # noqa: PLC0415 - JSON has none

    print_columns(
        [
            Column("Feed", [each.feed.name for each in listings], 20, rank=5),
            Column("Unread", [str(each.unread) for each in listings], rank=4, is_number=True),
            Column("Articles", [str(each.articles) for each in listings], rank=2, is_number=True),
            Column("Folder", [each.feed.folder for each in listings], 8, rank=1),
            Column("State", [Piece(condition(each), FAINT) for each in listings], 20, rank=3),
        ]
    )
    return invocation.code


def condition(listing: FeedListing) -> str:
    """How a feed is, in a few words."""
    state = listing.state
    if listing.feed.paused:
        return "paused"
    if state.gone:
        return "gone for good: remove it, or edit its address"
    if listing.is_dead:
        return f"dead since {state.failing_since[:10]}: {state.error}"
    if state.error:
        return f"failed {state.failures} time{'s' * (state.failures != 1)}: {state.error}"
    return f"fetched {state.checked[:16].replace('T', ' ')}" if state.checked else "never fetched"


@feeds.command(cls=Command)
@click.argument("addresses", metavar="ADDRESS…", nargs=-1, required=True)
@_wishes
@click.option("--unseen", is_flag=True, help="Do not look whether there is a feed.")
@as_json
@click.pass_obj
def add(invocation: Invocation, /, addresses: tuple[str, ...], *, unseen: bool, as_json: bool, **wishes: Any) -> int:
    """Subscribe to feeds.

    ADDRESS is that of a feed, or of a page that names one. What is new comes with the next `reader fetch`.
    """
    wanted = _given(wishes)
    if len(addresses) > 1 and "title" in wanted:
        raise UsageError("--title belongs to one feed: add it alone.")
    added = []
    with invocation.library(makes=True) as library:
        _check_query(library, wanted)
        for address in addresses:
            try:
                added.append(_subscribed(invocation, library, address, wanted, unseen=unseen, is_quiet=as_json))
            except SourceError as error:
                advice = " To subscribe all the same: --unseen." if isinstance(error, FetchError) else ""
                invocation.trouble(f"{error}{advice}")
        if as_json:
            _print(library, added)
    return invocation.code


def _subscribed(
    invocation: Invocation, library: Library, address: str, wanted: dict[str, Any], *, unseen: bool, is_quiet: bool
) -> Feed:
    """The feed at an address, or the first that the page there names."""
    title, url, trusted = "", address, {}
    if not unseen and library.feeds.known(_checked(address)) is None:
        from reader.library.discovering import discover  # noqa: PLC0415 - only where something is fetched
        from reader.library.feeds import trust  # noqa: PLC0415

        found = discover(library, address)
        title, url = found.title, found.place
        if found.feeds:
            url, title = found.feeds[0]
            if trust(url) != trust(_checked(address)):
                # The page named that host, and nobody else.
                trusted = {"trusted": ""}
            if len(found.feeds) > 1:
                names = ", ".join(other for other, _ in found.feeds[1:6])
                invocation.tell(f"{address} names {len(found.feeds)} feeds: this is the first. The others: {names}.")
    is_new = library.feeds.known(_checked(url)) is None
    feed = library.feeds.add(url, **{"title": title, **trusted, **wanted})
    if not is_quiet:
        before, after = ("Subscribed to ", "") if is_new else ("", " is subscribed to already")
        output.line(before, Piece(feed.name, output.BOLD), after, Piece(f" ({feed.id})", FAINT))
    return feed


def _checked(address: str) -> str:
    from reader.library.feeds import checked_address  # noqa: PLC0415 - whoever lists needs it not

    return checked_address(address)


@feeds.command(cls=Command)
@click.argument("feed")
@_wishes
@click.option("--url", help="Its address.")
@click.option("--pause/--resume", "paused", default=None, help="Leave it alone when all are fetched, or do not.")
@as_json
@click.pass_obj
def edit(invocation: Invocation, /, feed: str, *, as_json: bool, **wishes: Any) -> int:
    """Change how a feed is wanted.

    FEED is its id, its address, or a part of its title. --interval 0 is as usual, --keep 0 keeps everything.
    """
    wanted = _given(wishes)
    if not wanted:
        raise UsageError("Say what is to be changed, such as --folder News. `reader feeds edit --help` shows all.")
    with invocation.library() as library:
        _check_query(library, wanted)
        before = library.feeds.find(feed)
        operation = library.feeds.change(replace(before, **wanted))
        if as_json:
            _print(library, [library.feeds.get(before.id)])
        else:
            output.line(operation.label if operation.changes else "It is so already.")
    return invocation.code


@feeds.command(cls=Command)
@click.argument("feeds", metavar="FEED…", nargs=-1, required=True)
@click.pass_obj
def remove(invocation: Invocation, feeds: tuple[str, ...]) -> int:
    """Subscribe to feeds no longer; the articles that came of them stay."""
    with invocation.library() as library:
        ids = [library.feeds.find(feed).id for feed in feeds]
        output.line(library.feeds.remove(ids).label)
    return invocation.code


@feeds.command("import", cls=Command)
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def import_feeds(invocation: Invocation, files: tuple[Path, ...]) -> int:
    """Subscribe to the feeds of OPML files, which other programs export; - is standard input."""
    with invocation.library(makes=True) as library:
        for file in files:
            try:
                data, name = _data(file)
                found = library.feeds.import_opml(data, name)
            except SourceError as error:
                invocation.trouble(str(error))
                continue
            known = f", {found.known} known already" if found.known else ""
            output.line(f"Subscribed to {len(found.new)} feed{'s' * (len(found.new) != 1)} of {name}{known}")
            for problem in found.problems:
                invocation.trouble(f"{name}: {problem}")
            if found.private:
                invocation.tell(
                    f"{name} names hosts in private networks, which will be asked: {', '.join(found.private)}. "
                    "`reader undo` takes the list back."
                )
    return invocation.code


@feeds.command("export", cls=Command)
@click.option("--output", "-o", "target", type=click.Path(path_type=Path), help="The file; none is standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.pass_obj
def export_feeds(invocation: Invocation, target: Path | None, *, force: bool) -> int:
    """Give all subscriptions out as OPML, which other programs take in."""
    with invocation.library() as library:
        written = library.feeds.export_opml()
    if target is None or str(target) == "-":
        output.document(written)
        return invocation.code
    from reader.store import atomic  # noqa: PLC0415 - only where a file is written

    if force:
        atomic.write(target, written.encode())
    elif not atomic.create(target, written.encode()):
        raise UsageError(f"{target} is there already. Give another name, or --force to write over it.")
    return invocation.code


def _given(wishes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: clean_line(wish) if isinstance(wish, str) else wish for name, wish in wishes.items() if wish is not None
    }


def _check_query(library: Library, wanted: dict[str, Any]) -> None:
    library.query(wanted.get("query", ""))


def _data(file: Path) -> tuple[bytes, str]:
    from reader.errors import reason  # noqa: PLC0415 - only where a list is read
    from reader.library.feeds import LIST  # noqa: PLC0415

    if str(file) == "-":
        return sys.stdin.buffer.read(LIST + 1), "standard input"
    try:
        with file.open("rb") as stream:
            return stream.read(LIST + 1), file.name
    except OSError as error:
        raise SourceError(f"{file} cannot be read: {reason(error)}.") from error


def _print(library: Library, feeds: list[Feed]) -> None:
    wanted = {feed.id for feed in feeds}
    output.data([records.feed(each) for each in library.feeds.all() if each.feed.id in wanted])
