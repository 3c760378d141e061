"""Make what the manual shows of exports: every format and template on the sample articles, and what templates can name.

python docs/exports.py     writes docs/exports/ and the tables in docs/export.md and docs/templates.md
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote as percent_encoded
from uuid import NAMESPACE_URL, uuid5

from reader.export import template_manual
from reader.export.formats import FORMATS, Makes
from reader.export.request import Request
from reader.library import Library
from reader.library.passages import find
from reader.model.annotation import Annotation, Motivation
from reader.paths import sample_articles
from reader.store.history import Change
from reader.text import anchoring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.values import Problem

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
BOAT = "night-boat"
THEME = "reversal"


class Mark(NamedTuple):
    """A highlight, or a note on a whole article."""

    article: str
    words: str
    themes: tuple[str, ...] = ()
    note: str = ""
    speaker: str = ""
    color: str = ""
    formerly: tuple[str, ...] = ()


MARKS = (
    Mark(BOAT, "", ("to check",), "Ask for the paper that members received on Friday.\n\n- page 4: the figures\n- page 9: the bus"),
    Mark(BOAT, "On an average night the sailing carries nineteen passengers and loses £412", ("money",), "£412 a night for three years is £451,140. *With or without the new engine?*"),
    Mark(BOAT, "“I asked how many beds,”", ("testimony",), speaker="Morag Teller"),
    Mark(BOAT, "“I came here with a speech about the deficit. Then I took the boat, and I sat next to a midwife.”", ("reversal",), speaker="Aldous Pike", color="green"),
    Mark(BOAT, "“You may have your boat,” she said, “but you will meet this sum again, and by then it will have grown.”", ("money", "testimony"), speaker="Juno Abernethy"),
    Mark(BOAT, "From May the summer fare for a car rises by two pounds", ("money",)),
    Mark(BOAT, "the board has put off replacing the ferry’s second engine twice", ("to check",), formerly=("the board has put off the ferry’s second engine three times",)),
    Mark(BOAT, "They met the result with silence", ()),
    Mark("four-minutes", "nobody who lived there was ever late", ("opening",)),
    Mark("four-minutes", "The clock stopped at ten past six. Tarrowby had no other public clock and, with the line blocked, no prospect of a clockmaker, so the town sent for its blacksmith.\n\nEnoch Pell had never touched a clock.", ("reversal",), "A passage over two paragraphs."),
    Mark("buses", "96.2 per cent of its buses run", ("money/fares", "to check"), "Their figure, not ours: `13,117 / 14,014` is 93.6 %."),
    Mark("buses", "One in sixteen buses on these routes did not come.", ("finding",)),
)  # fmt: skip

EDITS = (
    ("02-night-boat.md", "rises by two pounds", "rises by three pounds"),
    ("02-night-boat.md", "They met the result with silence and then, once", "Once"),
)
"""What became of articles after they were marked: one highlight reads otherwise, one is gone."""


class Shown(NamedTuple):
    """One export that the manual shows."""

    name: str
    """Of its folder below docs/exports."""

    how: str
    """The command that makes it."""

    about: str
    request: Request


def shown(library: Library) -> Iterator[Shown]:
    """Every format and every template, each on what it is for."""
    boat = Request(articles=frozenset((BOAT,)))
    for known in FORMATS:
        how = f"reader export --format {known.name}"
        if known.makes is Makes.COLLECTION:
            yield Shown(known.name, how, known.about, Request(format=known.name))
            continue
        yield Shown(known.name, f"{how} {BOAT}", known.about, replace(boat, format=known.name))
        by_theme = Request(f"theme:{THEME}", format=known.name, by="theme")
        yield Shown(f"{known.name}-theme", f"{how} --by theme theme:{THEME}", "by theme", by_theme)
        if known.name == "html":
            whole = replace(boat, format=known.name, full_text=True)
            yield Shown("html-full-text", f"{how} --full-text {BOAT}", "the whole article", whole)
    for info in library.exporting.templates.all():
        if not info.takes or info.takes == "highlight" or "/" in info.name:
            continue
        how = f"reader export --template {info.name}"
        request = Request(template=info.name)
        if info.takes == "article":
            how, request = f"{how} {BOAT}", replace(boat, template=info.name)
        if info.takes == "theme":
            how, request = f"{how} theme:{THEME}", Request(f"theme:{THEME}", template=info.name)
        yield Shown(f"template-{info.name}", how, info.about.rstrip("."), request)


def furnish(root: Path) -> Library:
    """The sample articles with all that can be made of them, at a fixed time."""
    library = Library.open(root, clock=lambda: NOW)
    library.add_samples(sample_articles())
    library.refresh()
    for number, mark in enumerate(MARKS):
        _mark(library, mark, NOW - timedelta(days=21, minutes=-number))
    for name, old, new in EDITS:
        path = root / "articles" / name
        text = path.read_text("utf-8")
        if old not in text:
            raise SystemExit(f"{name} does not say {old!r} any more.")
        path.write_text(text.replace(old, new), "utf-8")
    library.refresh()
    return library


def _mark(library: Library, mark: Mark, at: datetime) -> None:
    article = library.find(mark.article).article
    text = library.text_of(article.id)
    span = find(text.plain, mark.words, "", "") if mark.words else None
    if mark.words and span is None:
        raise SystemExit(f"{article.title} does not say {mark.words!r} any more.")
    made = Annotation(
        str(uuid5(NAMESPACE_URL, f"{mark.article} {mark.words}")),
        anchoring.describe(text, span, article.id) if span else anchoring.describe_whole(text, article.id),
        at,
        at,
        themes=library.codebook.resolved(mark.themes),
        note=mark.note,
        speaker=mark.speaker,
        color=mark.color,
        motivation=Motivation.HIGHLIGHTING if span else Motivation.COMMENTING,
        formerly=mark.formerly,
    )
    library.changes.apply(library.operation("marked", Change("note", article.id, made.id, None, made)), text)


def made(folder: Path) -> dict[str, list[Path]]:
    """Export everything to `folder`; the files by the names of their exports."""
    with tempfile.TemporaryDirectory() as scratch:
        library = furnish(Path(scratch) / "library")
        files = {}
        for each in shown(library):
            place = folder / each.name
            written = library.exporting.write(replace(each.request, place=place), _refuse)
            if written.left or not written.new:
                raise SystemExit(f"{each.how} made nothing: {written.left}")
            files[each.name] = [place / name for name in sorted(written.new)]
        library.close()
    return files


def _refuse(problem: Problem) -> None:
    raise SystemExit(problem.told)


def table(files: dict[str, list[Path]], folder: Path) -> str:
    """What was exported, with links."""
    lines = ["| command | what comes of it |", "|---|---|"]
    with tempfile.TemporaryDirectory() as scratch:
        library = Library.open(Path(scratch))
        for each in shown(library):
            links = ", ".join(
                f"[{path.name}](exports/{percent_encoded(path.relative_to(folder).as_posix())})"
                for path in files[each.name]
            )
            lines.append(f"| `{each.how}` | {each.about}: {links} |")
        library.close()
    return "\n".join(lines) + "\n"


def variables() -> str:
    """What templates can name and do, as tables."""
    parts = []
    for group in template_manual.groups():
        parts.append(f"### {group.name}\n")
        if group.about:
            parts.append(f"{group.about}\n")
        has_kinds = any(told.kind for told in group.told)
        parts.append("| | | |\n|---|---|---|" if has_kinds else "| | |\n|---|---|")
        for told in group.told:
            cells = (f"`{told.name}`", *((told.kind,) if has_kinds else ()), told.about.replace("|", "\\|"))
            parts.append(f"| {' | '.join(cells)} |")
        parts.append("")
    return "\n".join(parts)


def between(text: str, name: str, words: str) -> str:
    """A page with `words` in place of what stands between its marks."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}\n{words}\n{end}{tail}"


def pages(files: dict[str, list[Path]], folder: Path) -> dict[Path, str]:
    """The pages of the manual as they should be, by their paths."""
    export, templates = HERE / "export.md", HERE / "templates.md"
    return {
        export: between(export.read_text("utf-8"), "exports", table(files, folder)),
        templates: between(templates.read_text("utf-8"), "variables", variables()),
    }


def main() -> None:
    """Write all of it."""
    if len(sys.argv) > 1:
        sys.exit(__doc__)
    target = HERE / "exports"
    shutil.rmtree(target, ignore_errors=True)
    files = made(target)
    for path, text in pages(files, target).items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
