"""What strangers send, changed at random: does every parser come to an end, with a message or an article?

    python -m tests.benchmarks.fuzzing FORMAT… [--minutes 10] [--seed N] [--keep FOLDER]

A format is read from files of the corpus, each time changed in a few places: bytes, spans doubled, cut, moved or
swapped with another file's, numbers made large, tags nested. Archives are changed inside too, and packed again. Every
round runs in this process with limits of time and memory. What is no SourceError is a finding: it is told with its
seed, and kept in FOLDER. An entry of `TARGETS` is a name, where its seeds lie, and what reads them.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import io
import os
import random
import resource
import signal
import socket
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources import reading
from reader.sources.formats import BY_NAME
from reader.sources.raw import Raw
from reader.text.clean import is_clean
from tests.corpus.incoming import make

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CORPUS = Path(make.__file__).parent
SECONDS = 20
"""As long as one round may take before it is a finding."""

MEMORY = 3 * 1024**3
LARGEST = 60_000
"""Bytes of a seed; large ones find nothing more and take longer."""

_NUMBERS = (b"0", b"-1", b"255", b"65536", b"2147483648", b"99999999999999999999", b"1e308", b"NaN")
_TOKENS = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1b]0;x\x07",
        b"\xe2\x80\xae",
        b"\r",
        b"\n\n",
        b" " * 200,
        b"&#27;",
        b"&x;",
    ),
    *(b"<div>" * 50, b"</p>", b"<table><tr><td>", b"<!--", b"]]>", b"<![CDATA[", b"<a href='javascript:x'>", b"--b\n"),
    *(
        b"<item>",
        b"</entry>",
        b'<guid isPermaLink="true">',
        b'xml:base="http://[::1"',
        b"<pubDate>",
        b'{"items": [',
        b"]",
    ),
    *(
        b'encoding="utf-7"',
        b'<outline xmlUrl="',
        b'<content type="xhtml">',
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&#xD800;",
    ),
    *(b"<</Length 9>>", b"endobj", b"/Kids [2 0 R]", b"/Filter /FlateDecode", b"From x Tue Mar 10 07:00:00 2026\n"),
    *(b"Content-Type: multipart/mixed; boundary=b\n\n", b"Content-Transfer-Encoding: base64\n", b"=?utf-8?q?=1B?="),
)


class _LateError(Exception):
    """A round takes too long."""


@dataclass(frozen=True, slots=True)
class Target:
    """A parser."""

    name: str
    folder: str
    """Of the corpus, where its seeds lie; their suffixes are those of `suffixes`."""

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], object]
    """Takes a file's bytes and its name."""


def of_format(name: str, folder: str, **options: Any) -> Target:
    """A format that articles come in, read as a worker does."""
    found = BY_NAME[name]

    def read(data: bytes, called: str) -> object:
        header = {"format": name, "name": called, "url": "", "media_type": "", "options": options}
        return reading.serve(header, data)

    return Target(f"{name}-{'-'.join(options)}" if options else name, folder, found.suffixes, read)


def _decode(data: bytes, called: str) -> object:
    from reader.sources.decoding import decode  # noqa: PLC0415 - as the others, when it is asked for

    return decode(data, called)


def _page(data: bytes, called: str) -> object:
    from reader.sources.html import read  # noqa: PLC0415 - as the others, when it is asked for
    from tests.sources.html.harmless import assert_harmless, assert_no_controls  # noqa: PLC0415

    # Servers call pages, and their encodings, whatever they like.
    kind = chance_of(
        data, ("", "text/html", "text/html; charset=utf-8", "text/html; charset=shift_jis", "x; charset=x")
    )
    for source in read(Raw(data, called, "https://post.example/a", kind)):
        assert_harmless(source.body)
        assert_no_controls("".join(map(str, dataclasses.astuple(source.metadata))))
    return None


def _listed(data: bytes, called: str) -> object:
    """Read a list of pages, which is a file."""
    from reader.sources.lists import recognising  # noqa: PLC0415 - as the others, when it is asked for

    path = Path(tempfile.gettempdir(), f"{os.getpid()}-{called}")
    path.write_bytes(data)
    try:
        kind = recognising.kind_of(path)
        return list(recognising.read(path, kind)) if kind else []
    finally:
        path.unlink()


def _answered(data: bytes, called: str) -> object:
    """Take the answer of a server, which leads to no other: whatever is not there is in a private network."""
    from reader.sources.web import client, kinds, public, turns  # noqa: PLC0415 - as the others, when it is asked for

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            writer.write(data)
            await writer.drain()
        writer.close()

    async def run() -> object:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, client.Client(frozenset([place]), sleep=_at_once, deadline=SECONDS / 2) as asking:
            response = await asking.get(f"http://{place}/{called}")
            return kinds.raw(response), kinds.is_feed(response.data, response.media_type), kinds.is_opml(response.data)

    public.is_public = lambda address: False
    socket.getaddrinfo = _nobody
    turns.SPACING = 0.0
    return asyncio.run(run())


def _nobody(*_: object, **__: object) -> list[Any]:
    raise socket.gaierror(socket.EAI_NONAME, "no such name")


async def _at_once(_: float) -> None:
    """Wait for nothing."""


def _feed(data: bytes, called: str) -> object:
    from reader.sources.feeds import parsing  # noqa: PLC0415 - as the others, when it is asked for

    # Servers call feeds, and their encodings, whatever they like.
    kind = chance_of(data, ("", "text/xml", "text/html; charset=utf-16", "application/json", "text/xml; charset=idna"))
    found = parsing.parse(Raw(data, called, "https://place.example/feed", kind))
    for entry in found.entries:
        words = f"{entry.title}{entry.author}{entry.url}{entry.source}{entry.id}{entry.language}"
        assert is_clean(words) and "\n" not in words, "an entry has what a terminal would act on"  # noqa: PT018
        assert not entry.url or entry.url.startswith(("http://", "https://")), "an entry leads elsewhere than the web"
    return found


def chance_of(data: bytes, choices: Sequence[str]) -> str:
    """One of the choices, the same one for the same bytes."""
    return choices[zlib.crc32(data) % len(choices)]


def _named_feeds(data: bytes, called: str) -> object:
    from reader.sources.feeds import discovery  # noqa: PLC0415 - as the others, when it is asked for

    return discovery.serve({"name": called, "url": "https://place.example/", "media_type": ""}, data)


def _list_of_feeds(data: bytes, called: str) -> object:
    from reader.sources.feeds import opml  # noqa: PLC0415 - as the others, when it is asked for

    return opml.serve({"name": called}, data)


TARGETS = (
    Target("html", "html", (".html",), _page),
    of_format("epub", "epub"),
    of_format("epub", "epub", chapters=True),
    of_format("pdf", "pdf"),
    of_format("mail", "mail"),
    of_format("mbox", "mail"),
    of_format("docx", "docx"),
    Target("text", "lines", (".txt",), _decode),
    Target("table", "lists", (".csv",), _listed),
    Target("json-list", "lists", (".json",), _listed),
    Target("addresses", "lists", (".txt",), _listed),
    Target("zip-list", "lists", (".zip",), _listed),
    Target("answer", "net", (".http",), _answered),
    Target("feed", "feeds", (".rss", ".atom", ".json"), _feed),
    Target("discover", "feeds", (".html",), _named_feeds),
    Target("opml", "lists", (".opml",), _list_of_feeds),
)


def changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """`data` with some changes; an archive may be changed inside."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        with contextlib.suppress(
            zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, RuntimeError, zlib.error
        ):
            return _repacked(data, others, chance)
    made = bytearray(data)
    for _ in range(1 << chance.randrange(5)):
        made = _changed_once(made, others, chance)
    return bytes(made)


def _changed_once(made: bytearray, others: Sequence[bytes], chance: random.Random) -> bytearray:
    at = chance.randrange(len(made) + 1)
    end = min(len(made), at + 1 + int(chance.paretovariate(0.6)))
    match chance.randrange(9):
        case 0 if made:
            made[min(at, len(made) - 1)] = chance.randrange(256)
        case 1:
            del made[at:end]
        case 2:
            made[at:at] = made[at:end] * chance.choice((1, 2, 40))
        case 3:
            made[at:at] = chance.choice(_TOKENS)
        case 4:
            made[at:end] = chance.choice(_NUMBERS)
        case 5:
            other = chance.choice(others)
            begin = chance.randrange(len(other) + 1)
            made[at:end] = other[begin : begin + chance.randrange(2000)]
        case 6:
            made[at:end] = made[at:end][::-1]
        case 7:
            del made[at:]
        case _:
            made[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(12)))
    return made[: 4 * LARGEST]


def _repacked(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """An archive with one of its files changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            with old.open(name) as file:
                content = file.read(4 * LARGEST)
            if name == chosen:
                made = bytearray(content)
                for _ in range(1 << chance.randrange(5)):
                    made = _changed_once(made, others, chance)
                content = bytes(made)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                new.writestr(name, content)
    return packed.getvalue()


def run(target: Target, minutes: float, seed: int, keep: Path | None) -> int:
    """Read changed files for a while; how many findings there were."""
    places = sorted(path for path in (CORPUS / target.folder).iterdir() if path.suffix in target.suffixes)
    seeds = [path.read_bytes() for path in places]
    seeds = [data for data in seeds if len(data) <= LARGEST] or [b"x"]
    ends = time.monotonic() + 60 * minutes
    found: dict[str, int] = {}
    rounds = refused = slowest = 0
    while time.monotonic() < ends:
        chance = random.Random(f"{seed} {rounds}")
        data = changed(chance.choice(seeds), seeds, chance)
        began = time.monotonic()
        trouble = _trouble(target, data)
        slowest = max(slowest, int(1000 * (time.monotonic() - began)))
        refused += trouble == "refused"
        if trouble not in {"", "refused"}:
            if trouble not in found:
                print(f"{target.name}: round {rounds} of seed {seed}:\n{trouble}")
                if keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{target.name}-{seed}-{rounds}").write_bytes(data)
            found[trouble] = found.get(trouble, 0) + 1
        rounds += 1
    print(f"{target.name}: {rounds:,} rounds, {refused:,} refused, {len(found)} findings, slowest {slowest:,} ms")
    return len(found)


def _trouble(target: Target, data: bytes) -> str:
    """What went wrong; `refused` for a message, nothing for an article."""

    def late(*_: object) -> None:
        raise _LateError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        target.read(data, f"fuzzed{target.suffixes[0]}")
    except SourceError:
        return "refused"
    except MemoryError:
        return "MemoryError"
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        places = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)[-4:]
        ]
        return "\n  ".join((f"{type(error).__name__}: {error!s:.200}", *places))
    finally:
        signal.alarm(0)
    return ""


def main() -> int:
    """Fuzz what is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", help=", ".join(target.name for target in TARGETS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    chosen = [target for target in TARGETS if not asked.formats or target.name in asked.formats]
    return sum(run(target, asked.minutes, asked.seed, asked.keep) for target in chosen)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
