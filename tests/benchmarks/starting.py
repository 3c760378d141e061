"""Starting, moving in the list, doing nothing: against a bare Textual app with one Static.

python tests/benchmarks/starting.py [--runs 9]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from reader.library import Library
from tests.benchmarks.terminal import Terminal

RIVALS = Path(__file__).with_name("rivals.py")
BARE = [sys.executable, str(RIVALS), "bare"]
READER = [sys.executable, "-m", "reader"]
IDLE = 3.0
"""Seconds of doing nothing."""


def library(root: Path, count: int) -> None:
    """Make a library of `count` short articles, and its catalogue."""
    made = Library.open(root)
    for number in range(count):
        date = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
        head = f"---\ntitle: 'Report {number:05} from the harbour'\nsource: Review\npublished: {date}\n---\n"
        (root / "articles" / f"{number:05}.md").write_text(
            f"{head}The harbour board voted on item {number}.\n", "utf-8"
        )
    made.refresh()
    made.close()
    time.sleep(2.1)  # so that no file counts as just written
    again = Library.open(root)
    again.refresh()
    again.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        roots = {f"{count:,} articles": Path(folder) / str(count) for count in (5, 10_000)}
        for root, count in zip(roots.values(), (5, 10_000), strict=True):
            library(root, count)
        times: dict[str, list[float]] = {name: [] for name in ("bare", *roots)}
        for _ in range(runs):
            with Terminal(BARE) as terminal:
                times["bare"].append(terminal.wait_for(b"READY"))
            for name, root in roots.items():
                with Terminal(READER, READER_LIBRARY=str(root)) as terminal:
                    times[name].append(terminal.wait_for(b"Report"))
        bare = statistics.median(times["bare"])
        print("start to the first painted list, milliseconds\n")
        for name, measured in times.items():
            ratios = [one / other for one, other in zip(measured, times["bare"], strict=True)]
            print(
                f"{name:18}{statistics.median(measured):8.0f}{statistics.median(ratios):8.2f} times bare ({bare:.0f})"
            )
        for size in ((80, 24), (160, 45)):
            root = roots["10,000 articles"]
            with Terminal(READER, columns=size[0], rows=size[1], READER_LIBRARY=str(root)) as terminal:
                terminal.wait_for(b"Report")
                terminal.settle(1.5)
                sizes = [terminal.press("j").size for _ in range(15)]
                scrolled = [terminal.press("j").size for _ in range(30)][20:]
                cpu = terminal.cpu()
                terminal.output = b""
                terminal.settle(IDLE)
                print(
                    f"\n{size[0]}x{size[1]}: {statistics.median(sizes):.0f} bytes a cursor key (most {max(sizes)}), "
                    f"{statistics.median(scrolled):.0f} while scrolling; "
                    f"idle for {IDLE:.0f} s: {len(terminal.output)} bytes, {terminal.cpu() - cpu:.1f} ms of CPU"
                )


if __name__ == "__main__":
    main()
