"""Reading a long, much marked article in a real terminal, against Textual's own floor.

    python tests/benchmarks/reading.py [--megabytes 1] [--highlights 5000] [--presses 60]

Caret and scroll: from a key to the last byte of its frame, against a Textual widget that does nothing but repaint the
same number of rows. Opening: from Enter in the list to the first frame with the text, against Textual's Markdown
widget that mounts the same text.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import uuid
from datetime import UTC, datetime
from pathlib import Path

from reader.library import Library
from reader.model.annotation import Annotation
from reader.model.span import Span
from reader.text import anchoring
from tests.benchmarks.terminal import Answer, Terminal, median

RIVALS = Path(__file__).with_name("rivals.py")
STOCK = "the harbour board of Port Alder voted on Tuesday to close old bridge ferry council “we” said asked wrong"
WITHIN = 20
"""Lines that the caret goes down without scrolling the page."""

THEMES = ("economy", "housing", "testimony", "to verify", "numbers", "background")


def article(megabytes: float) -> str:
    """Markdown of that size: headings, paragraphs, emphasis, lists, a table now and then."""
    chance, stock = random.Random(7), STOCK.split()
    parts, size, number = ["# A long report\n"], 0, 0
    while size < megabytes * 1_000_000:
        number += 1
        words = [chance.choice(stock) for _ in range(chance.randrange(40, 120))]
        words[5] = f"*{words[5]}*"
        words[9] = f"[{words[9]}](https://example.org/{number})"
        part = " ".join(words) + ".\n"
        if number % 12 == 0:
            part = f"## Part {number}\n\n{part}"
        if number % 40 == 0:
            part += "\n| ward | homes |\n|---|--:|\n| harbour | 388 |\n| mills | 240 |\n"
        if number % 17 == 0:
            part += "".join(f"\n- {' '.join(chance.choice(stock) for _ in range(12))}" for _ in range(3)) + "\n"
        parts.append(part)
        size += len(part.encode())
    return "\n".join(parts)


def library(root: Path, source: str, highlights: int) -> str:
    """A library of one article with so many highlights; its id."""
    chance = random.Random(3)
    made = Library.open(root)
    (root / "articles" / "long.md").write_text(source, "utf-8")
    made.refresh()
    listing = made.find("A long report")
    text = made.text_of(listing.article.id)
    now = datetime.now(UTC).replace(microsecond=0)
    annotations = []
    for _ in range(highlights):
        start = chance.randrange(len(text.plain) - 300)
        target = anchoring.describe(text, Span(start, start + chance.randrange(20, 260)), listing.article.id)
        annotations.append(Annotation(str(uuid.uuid4()), target, now, now, themes=(chance.choice(THEMES),)))
    made.codebook.ensure(THEMES)
    if annotations:
        made.notes_store.put(listing.article, annotations)
    made.refresh()
    made.close()
    return listing.article.id


def presses(terminal: Terminal, key: str, times: int) -> list[Answer]:
    """The answers to one key pressed again and again."""
    terminal.press(key)
    return [terminal.press(key) for _ in range(times)]


def floor(kind: str, times: int) -> list[Answer]:
    """The answers of the widget that does nothing."""
    with Terminal([sys.executable, str(RIVALS), kind]) as terminal:
        terminal.wait_for(b"port alder")
        terminal.settle()
        return presses(terminal, "x", times)


def mounting(path: Path, repeats: int) -> float:
    """Milliseconds until Textual's Markdown widget shows the text, less what a bare app takes to start."""
    shown, bare = [], []
    for _ in range(repeats):
        with Terminal([sys.executable, str(RIVALS), "bare"]) as terminal:
            bare.append(terminal.wait_for(b"READY"))
        with Terminal([sys.executable, str(RIVALS), "markdown", str(path)]) as terminal:
            shown.append(terminal.wait_for(b"voted"))
    return statistics.median(shown) - statistics.median(bare)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--highlights", type=int, default=5000)
    parser.add_argument("--presses", type=int, default=60)
    parser.add_argument("--skip-markdown", action="store_true", help="leave the Markdown widget out: it takes a minute")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, path = Path(folder) / "library", Path(folder) / "long.md"
        path.write_text(article(options.megabytes), "utf-8")
        library(root, path.read_text("utf-8"), options.highlights)
        ours: dict[str, list[Answer]] = {}
        opening = []
        for number in range(3):
            with Terminal([sys.executable, "-m", "reader", "--library", str(root)]) as terminal:
                terminal.wait_for(b"A long report")
                terminal.settle()
                opening.append(terminal.press("\r", until=b"voted").milliseconds)
                terminal.settle()
                if number:
                    continue
                ours["scroll a line"] = presses(terminal, "j", options.presses)
                ours["page"] = presses(terminal, " ", options.presses)
                terminal.press("gw")
                ours["caret, a character"] = presses(terminal, "l", options.presses)
                ours["caret, a word"] = presses(terminal, "w", options.presses)
                terminal.press("g")
                ours["caret, a line"] = presses(terminal, "j", WITHIN)
                ours["]h: two keys, two frames"] = presses(terminal, "]h", options.presses)
        line, page = floor("line", options.presses), floor("page", options.presses)
        print(
            f"{options.megabytes} MB, {options.highlights:,} highlights; milliseconds from key to last byte, medians\n"
        )
        print(f"{'':28}{'ours':>8}{'floor':>8}{'ratio':>8}{'bytes':>9}")
        for name, answers in ours.items():
            rival = line if name.startswith("caret") else page
            size = statistics.median(answer.size for answer in answers)
            print(
                f"{name:28}{median(answers):8.2f}{median(rival):8.2f}{median(answers) / median(rival):8.2f}{size:9.0f}"
            )
        first, again = opening[0], statistics.median(opening[1:])
        print(f"\nopening: {first:.0f} ms at first, {again:.0f} ms again")
        if not options.skip_markdown:
            widget = mounting(path, 1)
            print(
                f"Textual's Markdown widget: {widget:.0f} ms, {widget / first:.0f} times as long ({widget / again:.0f})"
            )


if __name__ == "__main__":
    main()
