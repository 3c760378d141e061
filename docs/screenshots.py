"""Make pictures of the app as it is: the sample articles and three long pieces, in every palette, at four widths.

python docs/screenshots.py FOLDER [WORD…]     all of them, or those whose names have a word, as SVG
python docs/screenshots.py --readme           the picture in README
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import SourceError
from reader.library import Library
from reader.paths import sample_articles
from reader.settings import Settings
from reader.text.quotations import quotations
from reader.text.sentences import sentences
from reader.tui.app import ReaderApp
from reader.tui.painting.palette import PALETTES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from textual.pilot import Pilot

HERE = Path(__file__).parent
SIZES = ((60, 30), (80, 34), (120, 40), (200, 50))
README_SIZE = (150, 40)
WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Rich asks for a font from the net; the picture must not."""

WORKERS = ("furnish", "refresh", "read", "themes", "filter", "finish")


class View(NamedTuple):
    """One thing to look at."""

    name: str
    article: str
    """Words of its title; empty for the list."""

    keys: tuple[str, ...] = ()


VIEWS = (
    View("list", ""),
    View("investigation", "meters that ran", ("right_square_bracket", "h", "right_square_bracket", "h")),
    View("investigation-dense", "meters that ran", ("right_curly_bracket",) * 9),
    View("investigation-search", "meters that ran", ("slash", *"meter", "enter")),
    View("investigation-selection", "meters that ran", ("v", "right_parenthesis", "right_parenthesis")),
    View("report", "read a tide"),
    View("report-table", "read a tide", ("pagedown",)),
    View("report-code", "read a tide", ("pagedown",) * 3),
    View("report-notes", "read a tide", ("G",)),
    View("scripts", "Three harbours"),
    View("scripts-end", "Three harbours", ("G",)),
    View("welcome", "Welcome"),
    View("boat", "night boat", ("right_square_bracket", "h", "right_square_bracket", "h")),
    View("minutes", "minutes"),
    View("obituaries", "dead do not"),
    View("buses", "buses"),
    View("bell", "SKELLHAVEN"),
)
THEMES = ("background", "testimony", "money", "who knew", "fairness", "to check")
NOTES = ("", "", "Ask Brandt for the second page; the first was read out at the hearing.", "", "who else says so?")


def furnish(root: Path) -> Library:
    """A library with everything in it, read with a pencil."""
    library = Library.open(root)
    library.add_samples(sample_articles())
    for added in library.add(HERE / "pieces"):
        if isinstance(added, SourceError):
            raise added
    boat = library.find("night boat").article.id
    text = library.text_of(boat)
    spoken = [quotation.span.cut(text.plain) for quotation in quotations(text)]
    library.mark(boat, text.plain.split(". ")[0] + ".", themes=("background",))
    library.mark(boat, spoken[0], themes=("testimony",))
    library.mark(boat, spoken[1], themes=("money", "to check"), note="who else gave a figure?")
    library.mark(boat, spoken[3], themes=("testimony",))
    meters = library.find("meters that ran").article.id
    for quote, themes, note in marks(library, meters):
        library.mark(meters, quote, themes=themes, note=note)
    library.refresh()
    return library


def marks(library: Library, article: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Every second sentence, in six themes; some quotations over them."""
    text = library.text_of(article)
    found = (span for index in range(len(text.blocks)) for span in sentences(text, index))
    for number, span in enumerate(found):
        if number % 2:
            note = NOTES[number // 2 % len(NOTES)]
            yield span.cut(text.plain), (THEMES[number // 2 % len(THEMES)],), note
    for number, quotation in enumerate(quotations(text)):
        if number % 3 == 0:
            yield quotation.span.cut(text.plain), ("testimony", "to check"), ""


@asynccontextmanager
async def shown(library: Library, palette: str, size: tuple[int, int], view: View) -> AsyncIterator[Pilot[int]]:
    """The app with one view open."""
    opening = library.find(view.article).article.id if view.article else ""
    app = ReaderApp(library, Settings(colors=palette), opening=opening)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press(*view.keys)
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[int]) -> None:
    """Wait until all is done."""
    workers = [worker for worker in pilot.app.workers if worker.group in WORKERS]
    await pilot.app.workers.wait_for_complete(workers)
    await pilot.pause()


async def picture(library: Library, palette: str, size: tuple[int, int], view: View) -> str:
    """One view as SVG."""
    async with shown(library, palette, size, view) as pilot:
        return WEB_FONT.sub("", pilot.app.export_screenshot(title="Reader"))


def make(folder: Path, words: list[str]) -> None:
    """Write the pictures whose names have one of `words`; all of them when there are none."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        library = furnish(Path(scratch) / "library")
        for view, palette, size in product(VIEWS, PALETTES, SIZES):
            name = f"{view.name}-{palette}-{size[0]}"
            if not words or any(word in name for word in words):
                (folder / f"{name}.svg").write_text(asyncio.run(picture(library, palette, size, view)), "utf-8")
        library.close()


def readme(target: Path) -> None:
    """Write the picture in README."""
    view = next(view for view in VIEWS if view.name == "boat")
    with tempfile.TemporaryDirectory() as scratch:
        library = furnish(Path(scratch) / "library")
        target.write_text(asyncio.run(picture(library, "ink", README_SIZE, view)), "utf-8")
        library.close()


def main() -> None:
    """Do what was asked, in all colours wherever this runs."""
    os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor"})
    os.environ.pop("NO_COLOR", None)
    match sys.argv[1:]:
        case ["--readme"]:
            readme(HERE / "screenshot.svg")
        case [folder, *words]:
            make(Path(folder), words)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
