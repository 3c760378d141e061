"""Servers of feeds for tests, and a library that reads what they say without a process of its own."""

from __future__ import annotations

from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.sources.isolated import TASKS, Workers
from tests.sources.web.serving import page

if TYPE_CHECKING:
    from collections.abc import Mapping


class Here(Workers):
    """Does in this process what workers do in theirs: a test of a fetch need not wait for them to start."""

    def call(
        self, task: str, header: Mapping[str, Any], data: bytes, name: str, seconds: float | None = None
    ) -> dict[str, Any]:
        answer: dict[str, Any] = import_module(TASKS[task]).serve(header, data)
        return answer


class Item(NamedTuple):
    """An entry of a feed that a test makes."""

    key: str
    title: str = ""
    words: str = ""
    link: str = ""
    date: str = "Tue, 10 Mar 2026 09:30:00 GMT"

    @property
    def xml(self) -> str:
        words = self.words or f"The words of {self.title or self.key} are told here at some length."
        link = f"<link>{escape(self.link)}</link>" if self.link else ""
        guid = f'<guid isPermaLink="false">{escape(self.key)}</guid>' if self.key else ""
        title = f"<title>{escape(self.title)}</title>" if self.title else ""
        return (
            f"<item>{title}{link}{guid}<pubDate>{self.date}</pubDate>"
            f"<description>{escape(f'<p>{words}</p>')}</description></item>"
        )


def rss(*items: Item, title: str = "The Paper", more: str = "") -> bytes:
    """A feed."""
    inside = "".join(item.xml for item in items)
    return f'<rss version="2.0"><channel><title>{title}</title>{more}{inside}</channel></rss>'.encode()


def served(*items: Item, title: str = "The Paper", more: str = "") -> bytes:
    """An answer that is a feed."""
    return page(rss(*items, title=title, more=more), "Content-Type: application/rss+xml")
