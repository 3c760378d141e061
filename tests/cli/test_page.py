from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.cli import page
from reader.library.values import Opened
from reader.model.annotation import Annotation, Highlight, Status
from reader.model.article import Article, Listing
from reader.model.span import Span
from reader.paths import sample_articles
from reader.text import anchoring
from reader.text.cells import width
from reader.text.compile import compile_text
from tests.conftest import START

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.cli.running import Reader

LAYOUT = """\
# Counting

Some words[^1] before.

1. first
2. second

| Route | Never came |
|-------|-----------:|
| 17    | 379        |

---

    code  as   it is

[^1]: A footnote.
"""


def written(reader: Reader, tmp_path: Path, source: str) -> str:
    path = tmp_path / "article.md"
    path.write_text(source, "utf-8")
    identifier: str = reader("add", str(path), "--json").data[0]["id"]
    return identifier


def test_lists_tables_rules_code_and_footnotes_are_readable(reader: Reader, tmp_path: Path) -> None:
    lines = reader("show", written(reader, tmp_path, LAYOUT)).out.splitlines()
    assert "1. first" in lines
    assert "Route   Never came" in lines
    assert "17             379" in lines
    assert "──────────────────" in lines
    assert "────────────────────" in lines
    assert any("code  as   it is" in line for line in lines)
    assert any(line.startswith("[1] A footnote.") for line in lines)


def test_every_sample_fits_every_terminal(
    reader: Reader, terminal: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader("add", str(sample_articles()))
    monkeypatch.setenv("NO_COLOR", "1")
    for about in reader("list", "--json").data:
        for columns in (40, 80, 200):
            terminal(columns)
            lines = reader("show", about["id"]).out.splitlines()
            assert all(width(line) <= columns for line in lines if "://" not in line), columns


def test_every_word_of_a_sample_is_shown(reader: Reader) -> None:
    reader("add", str(sample_articles()))
    for about in reader("list", "--json").data:
        shown = reader("show", about["id"])
        words = set(re.findall(r"\w+", reader("show", about["id"], "--json").data["text"]))
        assert words <= set(re.findall(r"\w+", shown.out)), about["title"]


def test_highlights_are_underlined_in_the_colour_of_their_theme(
    reader: Reader, tmp_path: Path, terminal: Callable[[int], None]
) -> None:
    identifier = written(reader, tmp_path, "# Bridge\n\nThe old bridge opened.\n")
    reader("mark", identifier, "--quote", "old bridge", "--theme", "law")
    terminal(80)
    out = reader("show", identifier).out
    assert "The \x1b[4;33m==old bridge=={1}\x1b[0m opened." in out


def test_five_thousand_highlights_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    text = compile_text("\n\n".join(f"Sentence {number} of many, and more." for number in range(5000)), "markdown")
    highlights = []
    for number in range(5000):
        at = text.plain.index(f"Sentence {number} ")
        span = Span(at, at + 8)
        annotation = Annotation(str(number), anchoring.describe(text, span, "many"), START, START)
        highlights.append(Highlight(annotation, span, Status.ANCHORED))
    page.show(Opened(Listing(Article("many", "articles/many.md", "Many")), text, tuple(highlights)), {}, 72)
    assert "==Sentence=={5000} 4999 of many" in capsys.readouterr().out
