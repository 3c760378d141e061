"""Other programs that show a text by pages, where they are installed."""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.documents import Document

Started = Iterator[tuple[Terminal, float]]


@dataclass(frozen=True, slots=True)
class Other:
    """A program."""

    name: str
    start: Callable[[Document], AbstractContextManager[tuple[Terminal, float]]]
    missing: str = ""
    """Why it cannot be measured."""


def others(folder: Path) -> list[Other]:
    """`less` and newsboat's pager."""

    @contextmanager
    def less(document: Document) -> Started:
        with Terminal(["less", str(folder / f"{document.name}.md")]) as terminal:
            milliseconds = terminal.wait_for(document.first.encode())
            terminal.settle()
            yield terminal, milliseconds

    @contextmanager
    def newsboat(document: Document) -> Started:
        home = folder / "newsboat"
        home.mkdir(exist_ok=True)
        paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in document.source().split("\n\n"))
        story = f"<title>{document.in_list}</title><guid>1</guid><description>{html.escape(paragraphs)}</description>"
        feed = f"<channel><title>Feed</title><item>{story}</item></channel>"
        head = '<?xml version="1.0" encoding="utf-8"?>'
        (home / "feed.xml").write_text(f'{head}<rss version="2.0">{feed}</rss>', "utf-8")
        (home / "urls").write_text(f"file://{home}/feed.xml\n", "utf-8")
        (home / "config").write_text("reload-time 0\nauto-reload no\n", "utf-8")
        command = ["newsboat", "-q", "-u", str(home / "urls"), "-C", str(home / "config"), "-c", str(home / "cache.db")]
        with Terminal([*command, "-r"], HOME=str(home)) as terminal:
            terminal.settle(2.0)
            terminal.press("R")
            terminal.settle(2.0)
            terminal.press("\r")
            terminal.settle(1.0)
            milliseconds = terminal.press("\r", until=document.first.encode()).milliseconds
            terminal.settle()
            yield terminal, milliseconds

    programs = (("less", less), ("newsboat", newsboat))
    return [Other(name, start, "" if shutil.which(name) else "not installed") for name, start in programs]
