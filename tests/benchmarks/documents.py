"""The texts that the reading view is measured on, and libraries that hold them."""

from __future__ import annotations

import random
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.library import Library
from reader.model.annotation import Annotation
from reader.model.span import Span
from reader.text import anchoring
from tests.benchmarks.reading import STOCK, THEMES, article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHINESE = "港口委员会星期二投票决定关闭旧桥，渡轮停航。议员说“我们问错了问题”；居民不同意，会议持续了四个小时。"


@dataclass(frozen=True, slots=True)
class Document:
    """One text."""

    name: str
    title: str
    highlights: int
    source: Callable[[], str]
    first: str
    """Words of its first screen."""

    in_list: str
    """The beginning of its title in the list."""


def _paragraph() -> str:
    chance, stock = random.Random(5), STOCK.split()
    words = [chance.choice(stock) + ("." if number % 14 == 13 else "") for number in range(175_000)]
    return f"# One long paragraph\n\nvoted {' '.join(words)}\n"


def _chinese() -> str:
    chance = random.Random(6)
    parts = ["# 港口的报告\n"]
    sentences = [f"{sentence}。" for sentence in CHINESE.split("。") if sentence]
    while sum(len(part) for part in parts[-1:]) and len(parts) < 1400:
        parts.append("".join(chance.choice(sentences) for _ in range(10)) + "\n")
    return "\n".join(parts)


def _table() -> str:
    chance, stock = random.Random(8), STOCK.split()
    rows = []
    for number in range(20_000):
        words = [chance.choice(stock) for _ in range(3)]
        rows.append(f"| {number} | {words[0]} {words[1]} | {chance.randrange(9999)} | {words[2]} |")
    return "# A long table\n\n| number | voted | homes | ward |\n|--:|---|--:|---|\n" + "\n".join(rows) + "\n"


def _short() -> str:
    return article(0.003).replace("# A long report", "# A short report")


REPORT = Document("report", "1 MB of Markdown", 5000, lambda: article(1.0), "voted", "A long report")
LONG = (
    REPORT,
    Document("paragraph", "1 MB in one paragraph", 200, _paragraph, "voted", "One long para"),
    Document("chinese", "1 MB of Chinese", 200, _chinese, "议员", "港口的报告"),
    Document("table", "a table of 20,000 rows, 800 KB", 200, _table, "voted", "A long table"),
)
SHORT = Document("short", "3 KB", 0, _short, "voted", "A short report")


def library(root: Path, document: Document, *, highlights: int | None = None) -> None:
    """A library of that one article, with its highlights."""
    chance = random.Random(3)
    made = Library.open(root)
    (root / "articles" / f"{document.name}.md").write_text(document.source(), "utf-8")
    made.refresh()
    (listing,) = made.listings()
    text = made.text_of(listing.article.id)
    now = datetime.now(UTC).replace(microsecond=0)
    annotations = []
    for _ in range(document.highlights if highlights is None else highlights):
        start = chance.randrange(len(text.plain) - 300)
        target = anchoring.describe(text, Span(start, start + chance.randrange(20, 260)), listing.article.id)
        annotations.append(Annotation(str(uuid.uuid4()), target, now, now, themes=(chance.choice(THEMES),)))
    made.codebook.ensure(THEMES)
    if annotations:
        made.notes_store.put(listing.article, annotations)
    time.sleep(2.1)  # so that no file counts as just written, and is read again at the next start
    made.refresh()
    made.close()


def many(root: Path, count: int) -> None:
    """A library of so many short articles, and its catalogue."""
    made = Library.open(root)
    for number in range(count):
        date = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
        head = f"---\ntitle: 'Report {number:06} from the harbour'\nsource: Review\npublished: {date}\n---\n"
        (root / "articles" / f"{number:06}.md").write_text(f"{head}The board voted on item {number}.\n", "utf-8")
    time.sleep(2.1)  # so that no file counts as just written
    made.refresh()
    made.close()
