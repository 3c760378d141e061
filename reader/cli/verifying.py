"""`reader verify`: whether the sources still say what was quoted from them."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.arguments import Command, as_json, joined
from reader.cli.invocation import PARTLY
from reader.cli.output import BOLD, FAINT, Piece
from reader.cli.progress import Progress
from reader.errors import NotFoundError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.cli.invocation import Invocation
    from reader.library import Library
    from reader.library.verifying import Checked, Verdict

_FILES = (".md", ".markdown", ".html", ".org", ".json", ".jsonld", ".csv")
"""How the name of a file ends that can be verified."""


@click.command(cls=Command)
@click.argument("what", metavar="[QUERY | FILE…]", nargs=-1)
@as_json
@click.pass_obj
def verify(invocation: Invocation, what: tuple[str, ...], *, as_json: bool) -> int:
    """Check quotations against their sources.

    Of every highlight that matches QUERY, or of all, it says whether the article still says so: the same words, at the
    same place, in the same text. Of exported files (notes in a vault, Markdown, web pages, Org, JSON-LD, JSON, a table)
    it checks each quotation in them, and the address too; a folder stands for the notes in it. Nothing is changed.

    It ends with 0 when all hold, with 1 when any does not, with 3 when there is nothing to check.
    """
    paths = _paths(what)
    with invocation.library() as library:
        found = [*(_files(invocation, library, paths) if paths else _stored(invocation, library, joined(what)))]
    if as_json:
        output.data([_record(each) for each in found])
    else:
        _show(found)
    if not found:
        raise NotFoundError(_nothing(paths, joined(what)))
    return invocation.code if all(each.holds for each in found) else PARTLY


def _paths(what: Sequence[str]) -> list[Path]:
    """The files and folders that are named; none where it is a query."""
    there = [os.path.lexists(word) for word in what]
    if any(there) or any(word.lower().endswith(_FILES) or "/" in word.partition(":")[0] for word in what):
        missing = [word for word, is_there in zip(what, there, strict=True) if not is_there]
        if missing:
            raise NotFoundError(f"There is no file {missing[0]}. Check the name; quote it if it has spaces.")
        return [Path(word) for word in what]
    return []


def _stored(invocation: Invocation, library: Library, query: str) -> Iterator[Checked]:
    with Progress("Verifying") as progress:
        total = len(library.catalogue.annotations(library.query(query)))
        for done, each in enumerate(library.verifying.stored(query, invocation.report)):
            progress(done, total)
            yield each


def _files(invocation: Invocation, library: Library, paths: Sequence[Path]) -> Iterator[Checked]:
    from reader.library.verifying import Checked  # noqa: PLC0415 - loaded when it is used

    verifying = library.verifying
    for path in paths:
        try:
            for each in verifying.exported(path):
                if isinstance(each, Checked):
                    yield each
                else:
                    invocation.trouble(f"{each.where}: {each.why}")
        except SourceError as error:
            invocation.trouble(str(error))


def _show(found: Sequence[Checked]) -> None:
    """Print what is not as it was, by article, and at the end how many quotations there are of which kind."""
    title = None
    for each in sorted((each for each in found if not _is_as_it_was(each)), key=lambda each: each.title.casefold()):
        if each.title != title:
            title = each.title
            output.line(Piece(title or "An article that is not here", BOLD))
        output.line("  ", _quoted(each.words))
        for words in _findings(each):
            output.line("    ", words)
        output.line("    ", Piece(" · ".join(part for part in (each.where, each.id) if part), FAINT))
        output.line()
    if found:
        output.line(_summary(found))


def _is_as_it_was(each: Checked) -> bool:
    from reader.library.verifying import Verdict  # noqa: PLC0415 - loaded by now

    return each.verdict is Verdict.SAYS_SO and each.has_address is not False


def _findings(each: Checked) -> Iterator[str]:
    from reader.library.verifying import Verdict  # noqa: PLC0415 - loaded by now

    match each.verdict:
        case Verdict.SAYS_SO:
            pass
        case Verdict.OTHERWISE:
            yield f"now says {_quoted(each.now)}"
        case Verdict.DIFFERS:
            yield f"the exported words differ from what was marked: {_quoted(each.now)}"
        case Verdict.MISSING:
            yield f"{each.verdict.value}: {each.why}"
        case _:
            yield each.verdict.value
    if each.has_address is False:
        yield f"the article's address is now {each.address or 'not known'}"


def _summary(found: Sequence[Checked]) -> str:
    from reader.library.verifying import Verdict  # noqa: PLC0415 - loaded by now

    times = Counter(each.verdict for each in found)
    parts = [f"{times[verdict]:,} {_kinds(verdict, times[verdict])}" for verdict in Verdict if times[verdict]]
    others = sum(each.has_address is False for each in found)
    parts += [f"{others:,} under another address"] if others else []
    changed = sum(each.has_text is False for each in found)
    text = f" The article's text has changed since {changed:,} of them." if changed else ""
    return f"{len(found):,} quotation{'' if len(found) == 1 else 's'}: {', '.join(parts)}.{text}"


def _kinds(verdict: Verdict, number: int) -> str:
    """What a verdict is called where so many quotations have it."""
    one = number == 1
    return {
        "SAYS_SO": "still says so" if one else "still say so",
        "ELSEWHERE": "says so elsewhere" if one else "say so elsewhere",
        "OTHERWISE": "now says something else" if one else "now say something else",
        "GONE": "gone",
        "MISSING": "without its article" if one else "without their articles",
        "DIFFERS": "not what was marked",
    }[verdict.name]


def _nothing(paths: Sequence[Path], query: str) -> str:
    if paths:
        names = ", ".join(map(str, paths))
        if any(path.is_dir() for path in paths):
            return f"No note of an export was found in {names}: a folder stands for its notes. Name other files singly."
        return f"No quotation was found in {names}. `reader export` writes files that have some."
    return f"No highlight matches “{query}”." if query else "Nothing is highlighted yet."


def _quoted(words: str) -> str:
    return f"“{' '.join(words.split())}”"


def _record(each: Checked) -> dict[str, object]:
    return {
        "id": each.id,
        "article_id": each.article,
        "article_title": each.title,
        "quote": each.words,
        "holds": each.holds,
        "verdict": each.verdict.name.lower(),
        "now": each.now or None,
        "same_text": each.has_text,
        "same_address": each.has_address,
        "url": each.address,
        "where": each.where,
        "why": each.why,
    }
