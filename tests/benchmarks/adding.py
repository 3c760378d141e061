"""What it costs to add saved pages, beside trafilatura's own command line on the same pages.

    python -m tests.benchmarks.adding [--pages 1000] [--folder FOLDER] [--from PAGES]

Both have the same cores. `reader add` runs two extractors, converts to Markdown, compiles the text, and keeps the
article and its original; trafilatura writes a file for each page. FOLDER decides the disk; PAGES are pages of one's own
(by default they are made, 15 to 60 KB each). Pages per second, and ours against trafilatura's: at least 0.5.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import pages

RATIO = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--from", type=Path, dest="own")
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        source = asked.own or folder / "pages"
        if asked.own is None:
            pages.write(source, asked.pages)
        count = sum(1 for path in source.rglob("*.htm*"))
        ours, theirs = [], []
        for number in range(asked.rounds):
            ours.append(_ours(source, folder / f"library-{number}", count))
            theirs.append(_theirs(source, folder / f"out-{number}"))
        best, other = count / min(ours), count / min(theirs)
        print(f"{count} pages, {os.cpu_count()} cores, the best of {asked.rounds}")
        print(f"  reader add    {best:8.1f} pages a second")
        print(f"  trafilatura   {other:8.1f} pages a second")
        print(f"  ratio         {best / other:8.2f}  (asked: at least {RATIO})")


def _ours(source: Path, library: Path, count: int) -> float:
    seconds = _timed([sys.executable, "-m", "reader", "--library", str(library), "add", str(source)])
    found = len(list((library / "articles").glob("*.md")))
    if found < count * 0.99:
        print(f"  {count - found} of {count} pages are no article")
    shutil.rmtree(library)
    return seconds


def _theirs(source: Path, out: Path) -> float:
    program = Path(sys.executable).with_name("trafilatura")
    cores = str(os.cpu_count() or 1)
    options = ["--markdown", "--with-metadata", "--formatting", "--links", "--no-comments", "--parallel", cores]
    seconds = _timed([str(program), "--input-dir", str(source), "--output-dir", str(out), *options])
    shutil.rmtree(out)
    return seconds


def _timed(command: list[str]) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode > 1:
        sys.exit(f"{command[0]} failed: {done.stderr[-400:]}")
    return seconds


if __name__ == "__main__":
    main()
