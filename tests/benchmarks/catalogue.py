"""What the catalogue costs at 100,000 articles and 100,000 notes, against bare sqlite3.

Run: `python -m tests.benchmarks.catalogue [--articles 100000] [--keep FILE]`. Times are medians in milliseconds. The
floor is a SELECT of one page's columns in no order, by sqlite3 alone, in the same file and the same run; `x` is how
many times the floor a row costs.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from reader.index.articles import LISTED
from reader.index.catalogue import SORTS, Catalogue
from reader.index.query import parse
from reader.model.annotation import Annotation, Highlight, Status
from reader.model.article import Article, ArticleState, Listing
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.store.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = 200
WORDS = 150
EACH_NOTED = 5
"""Every fifth article has five notes."""

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
STAMP = Stamp(1, 2, 3)
QUERIES = (
    "{0}",
    "{0} {1}",
    "{2000}",
    '"{0} {1}"',
    "{50:.3}*",
    "{50:.2}*",
    "{50:.1}*",
    "title:{3}",
    "-{0}",
    "{0} OR {2000}",
    "theme:economy",
    "is:starred",
    "is:unread",
    "is:orphaned",
    "after:2020",
    "on:2020-05-14",
    "lang:en {1} is:annotated",
)
START = """
import dataclasses, datetime, enum, pathlib, re, sys, time, typing
begun = time.perf_counter()
from pathlib import Path
from reader.index.catalogue import Catalogue
catalogue = Catalogue(Path(sys.argv[1]))
catalogue.page(None, "date", 0, 50)
print((time.perf_counter() - begun) * 1000)
"""


class Language:
    """Makes words as unevenly as people do (Zipf's law)."""

    def __init__(self) -> None:
        self.random = random.Random(1)
        syllables = [consonant + vowel for consonant in "bcdfghjklmnpqrstvwxyz" for vowel in "aeiou"]
        made = {"".join(self.random.choices(syllables, k=self.random.choice((2, 3, 4)))) for _ in range(40_000)}
        self.words = sorted(made)
        self.random.shuffle(self.words)
        self.weights = list(accumulate(1 / (n + 1) for n in range(len(self.words))))

    def text(self, length: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=length))


def article(language: Language, n: int) -> Article:
    choice = language.random.choice
    return Article(
        id=f"{language.text(4).replace(' ', '-')}-{n}",
        path=f"articles/{n % 100}/{n}.md",
        title=language.text(7).capitalize(),
        author=choice(("Jane Doe", "John Roe", "")),
        source=choice(("The Courier", "Wire", "Harbour Post", "")),
        published=(date(2010, 1, 1) + timedelta(days=language.random.randrange(6000))).isoformat(),
        added=MOMENT.isoformat(),
        language=choice(("en", "en-GB", "de")),
        words=language.random.randrange(200, 3000),
        text_hash=f"{n:064x}",
    )


def highlight(language: Language, article_id: str, name: str) -> Highlight:
    number = language.random.randrange(1000)
    span = Span(number, number + 100)
    target = Target(article_id, TextQuoteSelector(language.text(20)), TextPositionSelector(span.start, span.end))
    themes = (language.random.choice(("economy", "economy/tariffs", "law", "harbour")),)
    annotation = Annotation(name, target, MOMENT, MOMENT, themes=themes, note=language.text(8))
    return Highlight(annotation, span, Status.ORPHANED if number < 3 else Status.ANCHORED)


def fill(catalogue: Catalogue, articles: int) -> None:
    language = Language()
    with catalogue.batch():
        for n in range(articles):
            made = article(language, n)
            catalogue.put(Listing(made), STAMP, language.text(WORDS))
            if n % EACH_NOTED == 0:
                state = ArticleState(read=n % 10 == 0, starred=n % 50 == 0)
                notes = [highlight(language, made.id, f"{n}-{k}") for k in range(EACH_NOTED)]
                catalogue.put_notes(made.id, STAMP, state, notes)


def median(work: Callable[[], object], times: int = 15) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def measure(path: Path) -> None:
    with closing(sqlite3.connect(path)) as bare:
        select = f"SELECT {LISTED} FROM article LIMIT {PAGE}"
        floor = median(lambda: bare.execute(select).fetchall())
    print(f"{'bare SELECT of one page':44}{floor:9.2f}   1.0 x")

    def show(name: str, work: Callable[[], object]) -> None:
        taken = median(work)
        print(f"{name:44}{taken:9.2f} {taken / floor:5.1f} x")

    words = Language().words
    with closing(Catalogue(path)) as catalogue:
        count = catalogue.count()
        show(f"count of {count:,} articles", catalogue.count)
        for sort in SORTS:
            show(f"page of {PAGE}, by {sort}", partial(catalogue.page, None, sort, 0, PAGE))
        show("page of 200, by date, from the middle", partial(catalogue.page, None, "date", count // 2, PAGE))
        for form in QUERIES:
            text = form.format(*words)
            query = parse(text)
            found = catalogue.count(query)
            show(f"{text}  ({found:,})  count", partial(catalogue.count, query))
            show(f"{text}  page", partial(catalogue.page, query, "date", 0, PAGE))
        show("ids", catalogue.ids)
        show("stamps", catalogue.stamps)
        show("annotations", catalogue.annotations)
        show("themes", catalogue.themes)
        show("find by a part of the title", partial(catalogue.find, words[777]))
        listing = catalogue.page(None, "date", 0, 1)[0]
        show("put, nothing changed", partial(catalogue.put, listing, STAMP, ""))
    command = [sys.executable, "-c", START, str(path)]
    starts = [float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(9)]
    started = statistics.median(starts)
    print(f"{'import, open, first page (new process)':44}{started:9.2f} {started / floor:5.1f} x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="the index: made when it is not there, and left there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "index.sqlite"
        if not path.exists():
            begun = time.perf_counter()
            with closing(Catalogue(path)) as catalogue:
                fill(catalogue, given.articles)
            print(f"made in {time.perf_counter() - begun:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
        measure(path)


if __name__ == "__main__":
    main()
