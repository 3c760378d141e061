"""200 feeds of 50 entries, fetched from a server with delays: wall time beside the slowest host's own schedule.

    python -m tests.benchmarks.fetching [--feeds 200] [--entries 50] [--hosts 1 4 16]

The server runs in a process of its own and waits 50 to 500 ms before each answer. A host is a port; one feed in 20
fails (404, 500, a page, nothing at all), the others say ETag or Last-Modified or neither. A host's schedule is what it
takes to ask it for its feeds one after the other: each takes its delay, and at least 200 ms. Three runs: all is new,
nothing is new (304, or the same bytes), and one entry in 50 is new.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import resource
import shutil
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library import Library, fetching
from reader.sources.web.turns import SPACING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

WORDS = tuple(
    "harbour council ferry bridge budget survey village report vote house tenant engineer signed the a of to in after "  # noqa: SIM905
    "warned that new old public early narrow market school river border paper minister inspector said".split()
)
START = datetime(2026, 3, 1, tzinfo=UTC)


class Site:
    """What the server says: the same for the same seed; a later edition has a new entry in every feed."""

    def __init__(self, feeds: int, entries: int) -> None:
        self.entries = entries
        rng = random.Random(7)
        self.delays = [rng.uniform(0.05, 0.5) for _ in range(feeds)]
        self.kinds = [("etag", "modified", "neither", "etag")[n % 4] for n in range(feeds)]
        for n in range(0, feeds, 20):
            self.kinds[n] = ("missing", "error", "page", "empty")[n // 20 % 4]

    def body(self, feed: int, edition: int) -> bytes:
        items = "".join(self._item(feed, entry) for entry in range(edition + self.entries - 1, edition - 1, -1))
        return f'<rss version="2.0"><channel><title>Wire {feed}</title>{items}</channel></rss>'.encode()

    def _item(self, feed: int, entry: int) -> str:
        rng = random.Random(f"{feed} {entry}")
        paragraphs = "".join(f"&lt;p&gt;{_sentences(rng)}&lt;/p&gt;" for _ in range(8))
        when = format_datetime(START + timedelta(minutes=feed + 60 * entry))
        place = f"https://news.example/{feed}/{entry}"
        return (
            f"<item><title>{_sentence(rng, 8)} {feed}.{entry}</title><link>{place}</link><guid>{place}</guid>"
            f"<pubDate>{when}</pubDate><description>{paragraphs}</description></item>"
        )


def _sentence(rng: random.Random, length: int) -> str:
    return " ".join(rng.choices(WORDS, k=length)).capitalize()


def _sentences(rng: random.Random) -> str:
    return " ".join(f"{_sentence(rng, 14)}." for _ in range(4))


def serve(site: Site, hosts: int, edition: object, pipe: Connection) -> None:
    """Answer on as many ports as there are hosts; feed n lies at port n modulo hosts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            feed = int(self.path.rpartition("/")[2])
            time.sleep(site.delays[feed])
            self._say(feed, int(edition.value))  # type: ignore[attr-defined]

        def _say(self, feed: int, number: int) -> None:
            kind = site.kinds[feed]
            headers, status, body = {}, 200, b""
            if kind in {"missing", "error"}:
                status = 404 if kind == "missing" else 500
            elif kind == "page":
                body = b"<!doctype html><title>Sign in</title>"
            elif kind != "empty":
                stamp = format_datetime(START + timedelta(days=number), usegmt=True)
                headers = {"etag": {"ETag": f'"{number}"'}, "modified": {"Last-Modified": stamp}}.get(kind, {})
                asked = {self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")}
                if asked & set(headers.values()):
                    status = 304
                else:
                    body = site.body(feed, number)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(hosts)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    pipe.send([server.server_port for server in servers])
    pipe.recv()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--hosts", type=int, nargs="+", default=[1, 4, 16])
    asked = parser.parse_args()
    print(f"{asked.feeds} feeds of {asked.entries} entries, {os.cpu_count()} cores")
    print("hosts run            s schedule  ratio    new failed  CPU s    MB  tree")
    for hosts in asked.hosts:
        _measure(Site(asked.feeds, asked.entries), hosts)


def _measure(site: Site, hosts: int) -> None:
    edition = multiprocessing.Value("i", 0)
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(site, hosts, edition, theirs), daemon=True)
    process.start()
    ports: list[int] = ours.recv()
    folder = Path(tempfile.mkdtemp())
    library = Library.open(folder / "library")
    library.refresh()
    for feed in range(len(site.delays)):
        library.feeds.add(f"http://127.0.0.1:{ports[feed % hosts]}/{feed}")
    for run, number in (("new", 0), ("nothing", 0), ("one", 1)):
        edition.value = number
        before = _tree(library.root)
        states = {each.feed.id: each.state for each in library.feeds.all()}
        chosen = [each.feed for each in library.feeds.all() if not states[each.feed.id].failures]
        schedule = _schedule(site, hosts, {int(feed.url.rpartition("/")[2]) for feed in chosen})
        cpu, began = _cpu(), time.perf_counter()
        done = fetching.run(library)
        took = time.perf_counter() - began
        same = "as it was" if _tree(library.root) == before else "changed"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times = f"{took:7.1f} {schedule:8.1f} {took / schedule:6.2f}"
        counts = f"{done.new:6,} {len(done.failed):>6} {_cpu() - cpu:6.1f} {memory:5.0f}"
        print(f"{hosts:>5} {run:8} {times} {counts}  {same}", flush=True)
    library.close()
    ours.send("done")
    process.join()
    shutil.rmtree(folder)


def _schedule(site: Site, hosts: int, feeds: set[int]) -> float:
    """What the slowest host takes for its own feeds, one after the other."""
    return max(sum(max(site.delays[feed], SPACING) for feed in feeds if feed % hosts == host) for host in range(hosts))


def _cpu() -> float:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _tree(root: Path) -> dict[str, str]:
    """Every file but the index, with what is in it and when it was written."""
    paths = [path for path in root.rglob("*") if path.is_file() and not path.name.startswith("index.sqlite")]
    return {str(path): f"{path.stat().st_mtime_ns} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths}


if __name__ == "__main__":
    main()
