"""How long `reader list --json` takes on five unchanged articles: a whole process, beside `python -c "import click"`.

    python tests/benchmarks/cli.py [--runs 40]

Times are medians in milliseconds of runs taken in turn, so that a busy machine slows them all.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reader.paths import sample_articles

ARTICLES = 5
GOAL = 3.0
"""How many times as long as the import of click alone the command may take."""

CLICK = "python -c 'import click'"
LIST = "reader list --json"
COMMANDS = {
    "python -c pass": ("-c", "pass"),
    CLICK: ("-c", "import click"),
    "reader --version": ("-c", "import sys; from reader.__main__ import main; sys.exit(main())", "--version"),
    LIST: ("-c", "import sys; from reader.__main__ import main; sys.exit(main())", "list", "--json"),
}
"""Each as the installed script runs it."""


def prepare(root: Path) -> None:
    """Make a library of five articles, in the catalogue and older than its racy seconds."""
    (root / "articles").mkdir()
    samples = sorted(sample_articles().glob("*.md"))
    for number in range(ARTICLES):
        path = root / "articles" / f"{number}.md"
        shutil.copyfile(samples[number % len(samples)], path)
        os.utime(path, (time.time() - 60,) * 2)
    listed = json.loads(run(root, COMMANDS[LIST]))
    if len(listed) != ARTICLES:
        sys.exit(f"{len(listed)} articles instead of {ARTICLES}")


def run(root: Path, arguments: tuple[str, ...]) -> bytes:
    """Run Python once; what it prints."""
    environment = {**os.environ, "READER_LIBRARY": str(root)}
    return subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=subprocess.PIPE).stdout


def main() -> None:
    """Measure and print; exit 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        for _ in range(options.runs):
            for name, arguments in COMMANDS.items():
                began = time.perf_counter()
                run(Path(folder), arguments)
                times[name].append((time.perf_counter() - began) * 1000)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, taken in medians.items():
        print(f"{name:28}{taken:>10.1f} ms{taken / medians[CLICK]:>8.2f} x")
    sys.exit(medians[LIST] > GOAL * medians[CLICK])


if __name__ == "__main__":
    main()
