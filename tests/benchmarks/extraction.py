"""What is taken of web pages, beside trafilatura alone and readability-lxml alone, and how fast.

`better eye` is readability-lxml with what `sources/html/readable.py` adds to it.

`python -m tests.benchmarks.extraction FOLDER`

`FOLDER` is yours: nothing of it comes with this project. Each folder in it is a set of pages, `NAME.html`, with the
words of its article in `NAME.txt` and, where links matter, its address in `NAME.url`. A set without words is timed, and
its block quotations are counted.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from lxml import html as lxml_html
from readability import Document
from readability.readability import Unparseable

from reader.sources.html import blocks, charset, extraction, markdown, parsing, readable, voting, writing
from reader.sources.html.nodes import Quote, words
from reader.text.compile import compile_text

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"\w+")


def ours(data: bytes) -> str:
    """The Markdown that Reader makes of a page."""
    root = parsing.tree(data)
    extraction.lighten(root)
    return writing.write(extraction.article(root))


def _ours(data: bytes) -> str:
    return _shown(ours(data))


def _trafilatura(data: bytes) -> str:
    from trafilatura import extract  # noqa: PLC0415 - it takes a quarter of a second

    return extract(data, include_comments=False) or ""


def _readability(data: bytes) -> str:
    try:
        html = Document(charset.decode(data)[0]).summary(html_partial=True)
    except Unparseable:
        return ""
    return _shown(markdown.to_markdown(html))


def _readable(data: bytes) -> str:
    found = readable.readable(parsing.tree(data))
    return _shown(writing.write(blocks.nodes(found))) if found is not None else ""


def _shown(markdown: str) -> str:
    text = compile_text(re.sub(r"!\[(?:\\.|[^\]\\])*\]\([^)]*\)", "", markdown), "markdown")
    return text.plain


EXTRACTORS: dict[str, Callable[[bytes], str]] = {
    "ours": _ours,
    "trafilatura": _trafilatura,
    "readability": _readability,
    "better eye": _readable,
}


def f1(found: str, wanted: str) -> float:
    """How far the words of two texts agree, as often as they come."""
    mine, theirs = (Counter(_WORD.findall(text.casefold())) for text in (found, wanted))
    common = (mine & theirs).total()
    return 2 * common / max(1, mine.total() + theirs.total())


def quotations(folder: Path) -> tuple[int, int, list[str]]:
    """How many block quotations of pages are in the articles, how many are kept as such, and those that are not."""
    kept = total = 0
    lost = []
    for page in sorted(folder.glob("*.html")):
        data = page.read_bytes()
        wanted = page.with_suffix(".txt")
        article = wanted.read_text("utf-8") if wanted.exists() else _trafilatura(data)
        said = " ".join(_WORD.findall(article.casefold()))
        root = parsing.tree(data)
        extraction.lighten(root)
        nodes = extraction.article(root)
        quoted = " ".join(" ".join(_WORD.findall(words(node).casefold())) for node in nodes if isinstance(node, Quote))
        for quote in lxml_html.document_fromstring(data).iter("blockquote") if data.strip() else ():
            mine = _WORD.findall(quote.text_content().casefold())
            text = " ".join(mine)
            if len(mine) > 4 and text in said:
                total += 1
                kept += text in quoted
                if text not in quoted:
                    lost.append(f"{page.stem}: {text[:70]}")
    return kept, total, lost


def main() -> None:
    """Print a table for each set."""
    logging.disable(logging.CRITICAL)
    voting.tokens("warm")
    for folder in sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir()):
        pages = sorted(folder.glob("*.html"))
        print(f"{folder.name}: {len(pages)} pages")
        for name, extract in EXTRACTORS.items():
            scores = []
            spent = 0.0
            for page in pages:
                data = page.read_bytes()
                begun = time.perf_counter()
                found = extract(data)
                spent += time.perf_counter() - begun
                wanted = page.with_suffix(".txt")
                if wanted.exists():
                    score = f1(found, wanted.read_text("utf-8"))
                    scores.append(score)
                    if "-v" in sys.argv:
                        print(f"    {name} {score:.3f} {page.stem}")
            said = f"F1 {mean(scores):.3f}" if scores else "no words"
            print(f"  {name:12} {said}   {1000 * spent / len(pages):.0f} ms a page")
        kept, total, lost = quotations(folder)
        print(f"  block quotations kept: {kept} of {total}")
        for each in lost:
            print(f"    lost: {each}")


if __name__ == "__main__":
    main()
