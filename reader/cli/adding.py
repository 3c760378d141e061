"""`reader add`: files, folders, pages of the web and standard input come into the library."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from reader.cli import addresses, output, patterns, records
from reader.cli.addresses import STANDARD_INPUT
from reader.cli.arguments import Command, as_json
from reader.cli.progress import Progress
from reader.errors import NotFoundError, SourceError, UsageError
from reader.sources.formats import BY_NAME
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.cli.invocation import Invocation
    from reader.library import Library
    from reader.library.values import Added
    from reader.sources.raw import Raw


@click.command(cls=Command)
@click.argument("sources", metavar="SOURCE…", nargs=-1, type=click.Path(path_type=str))
@click.option("--title", default="", help="Its title, instead of what the source says.")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--source", default="", help="Who published it.")
@click.option("--url", default="", help="Its address.")
@click.option("--published", default="", help="When it was published, such as 2026-03-14.")
@click.option("--kind", type=click.Choice(tuple(BY_NAME)), help="How standard input, or the clipboard, is written.")
@click.option("--paste", is_flag=True, help="Take what lies on the clipboard: an address, a text, a part of a page.")
@click.option("--chapters", is_flag=True, help="Make an article of each chapter of a book.")
@click.option("--update", is_flag=True, help="Take a newer text of an article that is there; its notes stay.")
@click.option("--again", is_flag=True, help="Read what articles were made of anew, as a newer version of Reader does.")
@as_json
@click.pass_obj
def add(
    invocation: Invocation,
    /,
    sources: tuple[str, ...],
    kind: str | None,
    *,
    paste: bool,
    chapters: bool,
    update: bool,
    again: bool,
    as_json: bool,
    **facts: str,
) -> int:
    """Take in files, folders and pages of the web; - is standard input.

    A pattern such as "news/*.html" is what it matches, also in quotation marks; ** is folders of any depth.

    What is in the library already is not taken in again; with --update a newer text takes the place of the old one,
    which is kept. With --again SOURCE is an article that is here, or nothing for all of them: what it was made of,
    which is kept for a while, is read once more.
    """
    overrides = {name: clean_line(fact) for name, fact in facts.items() if fact.strip()}
    wish = Wish(overrides, kind, update, paste, {"chapters": True} if chapters else {})
    if again:
        _check_again(sources, wish)
    else:
        sources = patterns.expanded(sources)
        _check(sources, wish, overrides)
    articles = []
    is_told = any(map(addresses.is_address, sources))
    with invocation.library(makes=not again) as library, Progress("Reading" if again else "Adding") as progress:
        for result in _again(library, sources) if again else _take_in(library, sources, wish, progress):
            progress.clear()
            if isinstance(result, SourceError):
                invocation.trouble(str(result))
                continue
            articles.append(records.article(result.listing))
            _tell(result, is_quiet=as_json, known=" reads as before" if again else " was here already")
            if not is_told:
                progress(len(articles))
    if as_json:
        output.data(articles)
    return invocation.code


class Wish(NamedTuple):
    """How the articles are wanted."""

    overrides: Mapping[str, str]
    kind: str | None = None
    update: bool = False
    pastes: bool = False
    options: Mapping[str, bool] = {}
    """Of the files' formats."""


def _check_again(sources: tuple[str, ...], wish: Wish) -> None:
    if wish.overrides or wish.kind or wish.update or wish.pastes or wish.options:
        raise UsageError("--again reads anew what is here; it goes with no other option but --json.")
    if STANDARD_INPUT in sources:
        raise UsageError("--again takes articles that are here: their ids, titles, paths or addresses.")


def _again(library: Library, sources: tuple[str, ...]) -> Iterator[Added | SourceError]:
    """Read anew what articles were made of; raises NotFoundError for one that is not here."""
    from reader.library import reading_again  # noqa: PLC0415 - few commands read anything anew

    yield from reading_again.run(library, [library.find(source) for source in sources])


def _check(sources: tuple[str, ...], wish: Wish, overrides: dict[str, str]) -> None:
    """Refuse what cannot be meant, and put the date into the form in which dates are kept."""
    from reader.sources.dates import to_iso  # noqa: PLC0415 - only where something is added

    if "published" in overrides:
        written = overrides["published"]
        overrides["published"] = to_iso(written)
        if not overrides["published"]:
            raise UsageError(f"“{written}” is no date: write it as 2026-03-14, 2026-03 or 2026.")
    if wish.kind is not None and STANDARD_INPUT not in sources and not wish.pastes:
        raise UsageError("--kind says how standard input is written: a file says so by its suffix.")
    # `Path` raises for a name that is too long and where looking is not allowed.
    is_one = len(sources) + wish.pastes == 1 and not any(map(os.path.isdir, sources))
    if not is_one and overrides.keys() & {"title", "url"}:
        raise UsageError("--title and --url belong to one article: add it alone.")
    if not sources and not wish.pastes:
        raise UsageError("Name what is to be added: files, folders, addresses, - for standard input, or --paste.")
    files = [source for source in sources if addresses.kind_of(source) == "file"]
    missing = [source for source in files if not os.path.exists(source)]  # noqa: PTH110
    for source in missing:
        addresses.check(source)
    if missing and len(missing) == len(sources):
        names, hint = ", ".join(missing), addresses.hint(missing[0])
        raise NotFoundError(f"There is no file or folder {names}. Check the name; quote it if it has spaces.{hint}")


def _take_in(
    library: Library, sources: tuple[str, ...], wish: Wish, progress: Progress
) -> Iterator[Added | SourceError]:
    from reader.library.values import Watch  # noqa: PLC0415 - only where something is added

    is_first = True
    if wish.pastes:
        yield from _pasted(library, wish, progress)
        is_first = False
    for run in addresses.runs(sources):
        if run.kind == "pipe":
            yield from _piped(library, wish, joined=not is_first)
        elif run.kind == "page":
            yield from fetched(library, run.words, wish, progress, joined=not is_first)
        else:
            watch = Watch(progress=progress)
            yield from library.add(
                run.paths,
                wish.overrides,
                joined=not is_first,
                update=wish.update,
                options=wish.options,
                watch=watch,
            )
        is_first = False


def fetched(
    library: Library, words: tuple[str, ...], wish: Wish, progress: Progress, *, joined: bool = False
) -> Iterator[Added | SourceError]:
    """Pages, fetched and taken in."""
    from reader.library.values import Watch  # noqa: PLC0415 - only where something is added
    from reader.sources.lists.entry import Entry  # noqa: PLC0415 - the same

    yield from library.add_pages(
        map(Entry, words),
        wish.overrides,
        joined=joined,
        update=wish.update,
        options=wish.options,
        watch=Watch(progress=progress, total=len(words)),
    )


def _piped(library: Library, wish: Wish, *, joined: bool) -> Iterator[Added | SourceError]:
    from reader.sources import formats  # noqa: PLC0415 - only where standard input is added
    from reader.sources.raw import Raw  # noqa: PLC0415

    raw = Raw(_standard_input(), "standard input")
    found = formats.of(raw)
    yield from _taken(library, raw, wish, found.name if found is not None else "markdown", joined=joined)


def _pasted(library: Library, wish: Wish, progress: Progress) -> Iterator[Added | SourceError]:
    from reader.sources import clipboard, formats  # noqa: PLC0415 - only where the clipboard is added

    try:
        raw = clipboard.read()
    except SourceError as error:
        yield error
        return
    if clipboard.is_address(raw.data) and wish.kind is None:
        address = raw.data.decode("utf-8", "replace").strip()
        yield from fetched(library, (address,), wish, progress)
        return
    found = formats.BY_NAME["fragment"] if raw.media_type == clipboard.FRAGMENT else formats.of(raw)
    yield from _taken(library, raw, wish, found.name if found is not None else "plain", joined=False)


def _taken(library: Library, raw: Raw, wish: Wish, seen: str, *, joined: bool) -> Iterator[Added | SourceError]:
    """What is in memory, taken in as the format that was `seen` in it, or as it is said to be."""
    kind = wish.kind or seen
    try:
        yield from library.take(
            raw, wish.overrides, joined=joined, update=wish.update, format_name=kind, options=wish.options
        )
    except SourceError as error:
        yield error


def _standard_input() -> bytes:
    from reader.sources.formats import LARGEST  # noqa: PLC0415 - only where standard input is added

    if sys.stdin.isatty():
        output.tell("Type or paste the article; end it with Ctrl-D (on Windows Ctrl-Z and Enter) on a line of its own.")
    return sys.stdin.buffer.read(LARGEST + 1)


def _tell(added: Added, *, known: str, is_quiet: bool) -> None:
    article = added.listing.article
    if not is_quiet:
        before, after = ("Added ", "") if added.is_new else ("", known)
        if added.is_renewed:
            before, after = "Updated ", ""
        output.line(
            before, output.Piece(article.title, output.BOLD), after, output.Piece(f" ({article.id})", output.FAINT)
        )
    for problem in added.problems:
        output.tell(f"{article.path}: {problem}")
