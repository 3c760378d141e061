"""Kills `reader add FOLDER` and `reader fetch` amid their work, again and again, and looks what a last run makes of it.

    python -m tests.benchmarks.interrupted [--kills 40] [--articles 80]

Each round begins with a new library, is killed (SIGKILL) after a random time, twice or three times, and run to its end.
Then every article must be there once, readable, and `reader doctor` must find nothing.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from tests.benchmarks import pages
from tests.benchmarks.catalogue import Language

ENTRIES = 10
"""Entries of a feed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--articles", type=int, default=80)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "pages"
        pages.write(source, asked.articles)
        _run("add", folder, [["add", str(source)]], asked.articles, asked.kills)
        server = _serve(folder / "feeds", asked.articles // ENTRIES)
        addresses = [f"http://127.0.0.1:{server.server_port}/{path.name}" for path in (folder / "feeds").iterdir()]
        subscribe = [["feeds", "add", address] for address in sorted(addresses)]
        _run("fetch", folder, [*subscribe, ["fetch", "--all"]], len(addresses) * ENTRIES, asked.kills)
        server.shutdown()


def _run(what: str, folder: Path, commands: list[list[str]], count: int, kills: int) -> None:
    rng, lost, twice, unsound, amid, done = random.Random(7), 0, 0, 0, 0, 0
    *first, command = commands
    library = folder / "library"
    whole = _prepared(library, commands)
    while done < kills:
        for each in first:
            _finished(library, each)
        for _ in range(rng.randint(2, 3)):
            amid += _killed(library, command, rng.uniform(0.1, whole))
            done += 1
        _finished(library, command)
        listed = subprocess.run(_command(library, ["list", "--json"]), capture_output=True, text=True, check=True)
        titles = Counter(article["title"] for article in json.loads(listed.stdout))
        lost += count - len(titles)
        twice += sum(titles.values()) - len(titles)
        checked = subprocess.run(_command(library, ["doctor"]), capture_output=True, text=True, check=False)
        if checked.returncode:
            unsound += 1
            print(checked.stdout[-400:], checked.stderr[-400:])
        shutil.rmtree(library)
    print(f"{what}: {done} kills, {amid} of them amid the work: lost {lost}, twice {twice}, unsound {unsound}")


def _prepared(library: Path, commands: list[list[str]]) -> float:
    """The seconds that the last of some commands takes where nobody kills it."""
    for command in commands:
        started = time.perf_counter()
        _finished(library, command)
    seconds = time.perf_counter() - started
    shutil.rmtree(library)
    return seconds


def _command(library: Path, arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "reader", "--library", str(library), *arguments]


def _finished(library: Path, arguments: list[str]) -> None:
    done = subprocess.run(_command(library, arguments), capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{arguments[0]} ended with {done.returncode}: {done.stderr[-400:]}")


def _killed(library: Path, arguments: list[str], seconds: float) -> bool:
    """Run a command and kill it after so many seconds; was it still at work?"""
    process = subprocess.Popen(
        _command(library, arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def _serve(folder: Path, count: int) -> http.server.ThreadingHTTPServer:
    """A server of so many feeds."""
    folder.mkdir()
    language = Language()
    for number in range(count):
        items = "".join(
            f"<item><title>Story {number}-{each} {language.text(4)}</title><guid>{number}-{each}</guid>"
            f"<description>{language.text(120)}</description></item>"
            for each in range(ENTRIES)
        )
        (folder / f"{number}.xml").write_text(
            f'<rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>', "utf-8"
        )
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    main()
