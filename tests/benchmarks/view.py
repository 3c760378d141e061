"""The reading view in a real terminal, against Textual's own floor and against other readers: one table.

    python -m tests.benchmarks.view [--into docs/speed.md] [--presses 60] [--only keys,opening] [--documents report]

Every key is pressed in our app and in a Textual app that does nothing but repaint as many rows, by turns, so that
what else the machine does falls on both alike. Times are from the key to the last byte of its frame. A rival that is
not installed is left out, and the table says so.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import documents
from tests.benchmarks.others import Other, others
from tests.benchmarks.reading import RIVALS
from tests.benchmarks.terminal import Answer, Terminal

PARTS = ("keys", "opening", "start", "list", "growth")
PYTHON = sys.executable
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def reader(root: Path, *arguments: str, columns: int = 120, rows: int = 40) -> Terminal:
    """Our app on a library."""
    command = [PYTHON, "-m", "reader", *arguments]
    return Terminal(command, columns=columns, rows=rows, READER_LIBRARY=str(root))


def floor(kind: str) -> Terminal:
    """Textual, doing nothing."""
    terminal = Terminal([PYTHON, str(RIVALS), kind])
    terminal.wait_for(b"port alder" if kind[0].isdigit() or kind == "page" else b"READY")
    terminal.settle()
    return terminal


def percentile(answers: list[Answer], part: float) -> float:
    """The time that this part of the answers does not exceed."""
    times = sorted(answer.milliseconds for answer in answers)
    return times[min(len(times) - 1, round(part * (len(times) - 1)))]


SAID: list[str] = []


def say(line: str) -> None:
    """Print, and remember for the file."""
    print(line, flush=True)
    SAID.append(line)


def write_into(path: Path) -> None:
    """Put what was said between the marks of a file."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join(SAID).strip()
    path.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", "utf-8")


def row(*cells: object) -> None:
    """One line of a Markdown table."""
    say("| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |")


def head(title: str, *names: str) -> None:
    """The head of a table."""
    say(f"\n### {title}\n")
    row(*names)
    row(*("---" for _ in names))


# ---- keys

KEYS: tuple[tuple[str, str, str, str], ...] = (
    # what, the floor's rows, keys that are pressed before each time, keys that are pressed in turn
    ("scroll a line", "page", "", "j"),
    ("half a page", "page", "", "\x04"),
    ("a page", "page", "", " "),
    ("to the end, to the start", "page", "", "Gg"),
    ("caret, a character", "2", "", "l"),
    ("caret, a word", "2", "", "w"),
    ("caret, a line", "3", "", "jjjjjjkkkkkk"),
    ("next highlight", "page", "]", "h"),
)


def measure_keys(root: Path, document: documents.Document, presses: int) -> None:
    """Every key on one document, by turns with the floor."""
    head(
        f"{document.title}, {document.highlights:,} highlights",
        *("key", "ours ms", "floor ms", "median ×", "p99 ours", "p99 floor", "p99 ×", "bytes"),
    )
    floors = {kind: floor(kind) for kind in ("2", "3", "4", "page")}
    with reader(root) as ours:
        ours.wait_for(document.in_list.encode())
        ours.settle()
        ours.press("\r", until=document.first.encode())
        ours.settle(1.0)
        for name, kind, before, keys in KEYS:
            if name.startswith("caret, a char"):
                ours.press("g")
                ours.press("w")
            if name == "caret, a line":
                ours.press("g")
                for _ in range(8):
                    ours.press("j")
            if name == "scroll a line":
                ours.press("j")
            mine, theirs = _by_turns(ours, floors[kind], before, keys, presses)
            _key_row(name, mine, theirs)
        ours.press("g")
        made: list[Answer] = []
        taken: list[Answer] = []
        theirs = []
        for _ in range(presses):
            ours.press("w")
            ours.press("M")
            made.append(ours.press("w"))
            theirs.append(floors["4"].press("x"))
            taken.append(ours.press("d"))
        _key_row("making a highlight", made, theirs)
        _key_row("removing it", taken, theirs)
    for terminal in floors.values():
        terminal.__exit__()


def _by_turns(
    ours: Terminal, rival: Terminal, before: str, keys: str, presses: int
) -> tuple[list[Answer], list[Answer]]:
    mine, theirs = [], []
    for number in range(presses):
        if before:
            ours.press(before)
        mine.append(ours.press(keys[number % len(keys)]))
        theirs.append(rival.press("x"))
    return mine, theirs


def _key_row(name: str, mine: list[Answer], theirs: list[Answer]) -> None:
    medians = percentile(mine, 0.5), percentile(theirs, 0.5)
    high = percentile(mine, 0.99), percentile(theirs, 0.99)
    size = statistics.median(answer.size for answer in mine)
    row(name, *medians, medians[0] / medians[1], *high, high[0] / high[1], f"{size:.0f}")


def measure_others(root: Path, document: documents.Document, presses: int, programs: list[Other]) -> None:
    """A page down in other readers, and how long they take to open the text."""
    head(
        f"{document.title}: a page, and opening, beside others",
        "program",
        "page ms",
        "ours is ×",
        "open ms",
        "ours is ×",
    )
    with reader(root) as ours:
        ours.wait_for(document.in_list.encode())
        ours.settle()
        opened = ours.press("\r", until=document.first.encode()).milliseconds
        ours.settle(1.0)
        ours.press(" ")
        page = percentile([ours.press(" ") for _ in range(presses)], 0.5)
    row("reader", page, "1", opened, "1")
    for program in programs:
        if program.missing:
            row(program.name, program.missing, "", "", "")
            continue
        with program.start(document) as (terminal, milliseconds):
            terminal.press(" ")
            theirs = percentile([terminal.press(" ") for _ in range(presses)], 0.5)
        row(program.name, theirs, page / theirs, milliseconds, opened / milliseconds)


# ---- opening


def opened(root: Path, document: documents.Document) -> tuple[float, float]:
    """Milliseconds from Enter to the first frame with the text, and resident megabytes then."""
    with reader(root) as ours:
        ours.wait_for(document.in_list.encode())
        ours.settle(0.8)
        answer = ours.press("\r", until=document.first.encode())
        ours.settle(1.0)
        return answer.milliseconds, ours.memory()


def measure_opening(folder: Path, wanted: list[documents.Document], *, with_markdown: bool) -> None:
    """First and second opening, memory, resize; Textual's Markdown widget on the same text."""
    with floor("bare") as bare, reader(folder / documents.SHORT.name) as ours:
        ours.wait_for(documents.SHORT.in_list.encode())
        ours.settle(1.0)
        floors = bare.memory(), ours.memory()
    head(
        "Opening, from Enter to the first frame",
        "text",
        "first ms",
        "again ms",
        "again ÷ first",
        "MB above ours with nothing open",
        "MB above a bare Textual app",
    )
    found = {}
    for document in (*wanted, documents.SHORT):
        root = folder / document.name
        shutil.rmtree(root / ".reader" / "cache", ignore_errors=True)
        (root / ".reader" / "cache").mkdir()
        first, _ = opened(root, document)
        again, memory = zip(*(opened(root, document) for _ in range(3)), strict=True)
        found[document.name] = first, statistics.median(again)
        row(
            document.title,
            first,
            found[document.name][1],
            found[document.name][1] / first,
            min(memory) - floors[1],
            min(memory) - floors[0],
        )
    if with_markdown and documents.REPORT in wanted:
        path = folder / "report.md"
        with floor("bare"), Terminal([PYTHON, str(RIVALS), "markdown", str(path)]) as widget:
            shown = widget.wait_for(b"voted")
        with Terminal([PYTHON, str(RIVALS), "bare"]) as terminal:
            shown -= terminal.wait_for(b"READY")
        first, again = found["report"]
        ratios = f"ours takes 1/{shown / first:.0f} of that at first, 1/{shown / again:.0f} again"
        say(f"\nTextual's Markdown widget shows the report after {shown:.0f} ms; {ratios}.")
    head("Resizing", "text", "ours ms", "floor ms", "×")
    for document in wanted:
        with reader(folder / document.name) as ours, floor("page") as rival:
            ours.wait_for(document.in_list.encode())
            ours.settle()
            ours.press("\r", until=document.first.encode())
            ours.settle(1.0)
            mine, theirs = [], []
            for number in range(12):
                mine.append(ours.resize(119 + number % 2, 40))
                theirs.append(rival.resize(119 + number % 2, 40))
        row(
            document.title,
            percentile(mine, 0.5),
            percentile(theirs, 0.5),
            percentile(mine, 0.5) / percentile(theirs, 0.5),
        )


def measure_highlights(folder: Path, presses: int) -> None:
    """The caret on the report without highlights and with all of them."""
    head("0 to 5,000 highlights", "key", "0 ms", "5,000 ms", "×")
    with reader(folder / "bare-report") as without, reader(folder / "report") as full:
        for terminal in (without, full):
            terminal.wait_for(documents.REPORT.in_list.encode())
            terminal.settle()
            terminal.press("\r", until=documents.REPORT.first.encode())
            terminal.settle(1.0)
            terminal.press("w")
        for name, key in (("caret, a character", "l"), ("caret, a word", "w")):
            none, all_of_them = [], []
            for _ in range(presses):
                none.append(without.press(key))
                all_of_them.append(full.press(key))
            row(
                name,
                percentile(none, 0.5),
                percentile(all_of_them, 0.5),
                percentile(all_of_them, 0.5) / percentile(none, 0.5),
            )


# ---- start, list, growth


def measure_start(root: Path, runs: int) -> None:
    """The first paint with and without the last frame, Esc, quitting."""
    names = ("bare", "without", "framed", "escapes", "ends", "starts")
    bare, without, framed, escapes, ends, starts = (list[float]() for _ in names)
    for _ in range(runs):
        with Terminal([PYTHON, "-c", "pass"]) as python:
            starts.append(python.end())
        with Terminal([PYTHON, str(RIVALS), "bare"]) as terminal:
            bare.append(terminal.wait_for(b"READY"))
        (root / ".reader" / "last-frame").unlink(missing_ok=True)
        for times in (without, framed):
            with reader(root) as ours:
                times.append(ours.wait_for(documents.SHORT.in_list.encode()))
                ours.settle(1.0)
                ours.press("?")
                ours.settle()
                escapes.append(ours.press("\x1b", first=True).milliseconds)
                ours.settle()
                ends.append(ours.end("q"))
    head("Starting and ending", "what", "ms", "bare Textual app ms", "×")
    usual = statistics.median(bare)
    for name, times in (
        ("first paint, no frame kept", without),
        ("first paint, the last frame", framed),
        ("python -c pass", starts),
    ):
        row(name, statistics.median(times), usual, statistics.median(times) / usual)
    row("esc, to the first byte", statistics.median(escapes), "", "")
    row("q, to the process gone", statistics.median(ends), "", "")


def measure_list(folder: Path, articles: int, presses: int) -> None:
    """A long list."""
    root = folder / "list"
    documents.many(root, articles)
    ours, bare = [], []
    for _ in range(5):
        with Terminal([PYTHON, str(RIVALS), "bare"]) as terminal:
            bare.append(terminal.wait_for(b"READY"))
        with reader(root) as terminal:
            ours.append(terminal.wait_for(b"Report"))
    head(f"A list of {articles:,} articles", "what", "ours", "floor", "×")
    row(
        "first paint, ms",
        statistics.median(ours),
        statistics.median(bare),
        statistics.median(ours) / statistics.median(bare),
    )
    for size in ((80, 24), (120, 40), (160, 45)):
        with reader(root, columns=size[0], rows=size[1]) as terminal, floor("3") as rival:
            terminal.wait_for(b"Report")
            terminal.settle(4.0)
            mine, theirs = _by_turns(terminal, rival, "", "jjjjjkkkkk", presses)
            medians = percentile(mine, 0.5), percentile(theirs, 0.5)
            row(f"cursor key at {size[0]}x{size[1]}, ms", *medians, medians[0] / medians[1])
            row(f"cursor key at {size[0]}x{size[1]}, bytes", f"{statistics.median(a.size for a in mine):.0f}", "", "")


def measure_growth(root: Path, presses: int) -> None:
    """Memory before and after many keys."""
    head("Memory over many keys", "keys", "MB")
    with reader(root) as ours:
        ours.wait_for(documents.REPORT.in_list.encode())
        ours.settle()
        ours.press("\r", until=documents.REPORT.first.encode())
        ours.settle(1.0)
        for number in range(5):
            start = time.perf_counter()
            row(f"{number * presses // 4:,}", ours.memory())
            for _ in range(presses // 80):
                ours.press("jjj lwwhkkk w)(j }kll"[:20])
            if time.perf_counter() - start > 240:
                say("\nstopped: too slow")
                break


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--presses", type=int, default=60)
    parser.add_argument("--articles", type=int, default=100_000, help="articles of the long list")
    parser.add_argument("--keys", type=int, default=10_000, help="keys over which memory must not grow")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--documents", default="report,paragraph,chinese,table")
    parser.add_argument("--skip-markdown", action="store_true", help="leave Textual's Markdown widget out")
    parser.add_argument("--into", help="a Markdown file that gets the tables between its marks")
    options = parser.parse_args()
    parts = options.only.split(",")
    wanted = [document for document in documents.LONG if document.name in options.documents.split(",")]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for document in (*wanted, documents.SHORT):
            documents.library(folder / document.name, document)
            (folder / f"{document.name}.md").write_text(document.source(), "utf-8")
        if "opening" in parts:
            measure_opening(folder, wanted, with_markdown=not options.skip_markdown)
        if "keys" in parts:
            for document in wanted:
                measure_keys(folder / document.name, document, options.presses)
            if documents.REPORT in wanted:
                documents.library(folder / "bare-report", documents.REPORT, highlights=0)
                measure_highlights(folder, options.presses)
                measure_others(folder / "report", documents.REPORT, options.presses, others(folder))
        if "start" in parts:
            measure_start(folder / documents.SHORT.name, 7)
        if "growth" in parts and documents.REPORT in wanted:
            measure_growth(folder / "report", options.keys)
        if "list" in parts:
            measure_list(folder, options.articles, options.presses)
    say(f"\nThe whole run took {time.perf_counter() - began:.0f} s.")
    if options.into:
        write_into(Path(options.into))


if __name__ == "__main__":
    main()
