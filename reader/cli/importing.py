"""`reader import`: highlights and notes that other programs keep come into the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.arguments import Command, as_json
from reader.cli.progress import Progress
from reader.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.cli.invocation import Invocation
    from reader.library.imports import Plan, Planned, PlannedArticle

FORMATS = ("auto", "jsonld", "hypothesis", "readwise", "kindle", "koreader", "json")
"""As `sources.notes.formats` has them: a test says so."""

_SHOWN = 20
"""Notes of one article, and remarks, that are named; the others are counted."""

_FATES = (("new", "new"), ("merged", "merged"), ("here", "here already"), ("skipped", "skipped"))


@click.command("import", cls=Command)
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="auto", help="Which program wrote them.")
@click.option("--dry-run", is_flag=True, help="Say what would come, be merged and be skipped; change nothing.")
@as_json
@click.pass_obj
def import_notes(invocation: Invocation, /, files: tuple[Path, ...], form: str, *, dry_run: bool, as_json: bool) -> int:
    """Take in the highlights and notes that other programs keep.

    They come from Kindle (My Clippings.txt), Readwise (CSV), KOReader (JSON, Markdown, metadata.*.lua), Hypothesis
    (JSON), other annotation programs (W3C JSON-LD) and other libraries of Reader (jsonld, json). What is not in the
    library gets an article that holds the passages alone. The same file twice adds nothing; `reader undo` takes an
    import back.
    """
    found = [path for path in files if _is_there(path)]
    if not found:
        names = ", ".join(map(str, files))
        raise NotFoundError(f"There is no file {names}. Check the name; quote it if it has spaces.")
    for path in files:
        if path not in found:
            invocation.trouble(f"There is no file {path}. Check the name; quote it if it has spaces.")
    with invocation.library(makes=not dry_run) as library:
        with Progress("Reading notes") as progress:
            plan = library.importing.plan(found, form, progress)
        if not dry_run:
            with Progress("Importing") as progress:
                library.importing.carry_out(plan, progress)
    for remark in plan.remarks[: None if as_json else _SHOWN]:
        (invocation.trouble if remark.is_trouble else invocation.tell)(remark.told)
    more = plan.more_remarks + (0 if as_json else max(0, len(plan.remarks) - _SHOWN))
    if more:
        invocation.tell(f"{more:,} more of the files' notes could not be read, or were passed over.")
        invocation.code = max(invocation.code, int(plan.has_trouble))
    if not plan.articles and not plan.changes and not plan.has_trouble:
        invocation.trouble(f"No notes were found in {', '.join(map(str, found))}. Check which program wrote it.")
    if as_json:
        output.data([_record(article, each) for article in plan.articles for each in article.planned])
    else:
        _tell(plan, dry_run=dry_run)
    return invocation.code


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except OSError:
        return False
    return True


def _tell(plan: Plan, *, dry_run: bool) -> None:
    for article in plan.articles:
        counts = ", ".join(_counts(article))
        where = "its passages alone" if article.is_stub else f"by its {article.found}" if article.found != "id" else ""
        told = f" ({where})" if where else ""
        output.line(output.Piece(article.title, output.BOLD), output.Piece(told, output.FAINT), f": {counts}")
        for line in _reasons(article):
            output.line("  ", line)
    total = ", ".join(f"{count:,} {words}" for fate, words in _FATES if (count := _count(plan, fate)))
    would = "This would be: " if dry_run else "" if plan.changes else "Nothing changed: "
    output.line(would, total or "no notes")


def _counts(article: PlannedArticle) -> Iterator[str]:
    for fate, words in _FATES:
        count = sum(each.fate == fate for each in article.planned)
        if count:
            yield f"{count:,} {words}"
    if article.orphans:
        yield f"{article.orphans:,} of them without a place in its text"


def _reasons(article: PlannedArticle) -> Iterator[str]:
    """Which notes are not simply new or here, and why."""
    telling = [each for each in article.planned if each.why and (each.fate != "here" or "another" in each.why)]
    for each in telling[:_SHOWN]:
        words = " ".join((each.item.quote or each.item.note)[:200].split())
        yield f"“{words[:60]}{'…' if len(words) > 60 else ''}”: {each.why}"
    if len(telling) > _SHOWN:
        yield f"and {len(telling) - _SHOWN:,} more"


def _count(plan: Plan, fate: str) -> int:
    return sum(each.fate == fate for article in plan.articles for each in article.planned)


def _record(article: PlannedArticle, planned: Planned) -> dict[str, object]:
    item, note = planned.item, planned.after or planned.before
    return {
        "fate": str(planned.fate),
        "why": planned.why,
        "id": note.id if note is not None else item.id,
        "article_id": article.id,
        "article_title": article.title,
        "found_by": str(article.found),
        "is_stub": article.is_stub,
        "has_place": not planned.is_orphan,
        "quote": item.quote,
        "note": item.note,
        "themes": list(item.themes),
        "format": item.origin,
        "where": item.where,
    }
