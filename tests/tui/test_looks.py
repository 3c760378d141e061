"""What Markdown says as it is painted: links, images, code, definitions, notes; and what stands in the margin."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual.geometry import Region

from reader.keymap import build
from reader.model.article import Article, Listing
from reader.session import Session
from reader.text.compile import compile_text
from reader.text.search import Finder
from reader.tui.painting.hyperlinks import CLOSE, are_understood, host, opening
from reader.tui.painting.rows import Inks, Row
from reader.tui.painting.syntax import LARGEST, language, words
from reader.tui.panes.reader import ReaderPane
from tests.tui.hosting import Host, screen_text
from tests.tui.test_page import marked, page, session

if TYPE_CHECKING:
    from reader.text.document import Text

REPORT = """\
# Report

See [the minutes](https://board.example/minutes) and the table[^1].

![The pier at low water, with the old crane](https://img.example/pier.jpg)

Tide
: What comes twice a day

```python
def tide():
    return 2
```

[^1]: Counted twice.
"""

PAINTED = """\
                                                                               │
      Report                                                                   │
      ━━━━━━                                                                   │
      14 March 2026 · 1 min read                                               │
                                                                               │
      See the minutes and the table[1].                                        │
                                                                               │
      ┌─ ▣ ──────────────────────────────────────────────────────────────────┐ │
      │ The pier at low water, with the old crane                            │ │
      └──────────────────────────────────────────────────────── img.example ─┘ │
                                                                               │
      Tide                                                                     │
          What comes twice a day                                               │
                                                                               │
      def tide():                                                              │
          return 2                                                             │
                                                                               │
      ────────────                                                             │
                                                                               │
      [1] Counted twice.                                                       │"""


def reading(source: str) -> Session:
    article = Article("report", "articles/report.md", "Report", published="2026-03-14")
    return Session(Listing(article), compile_text(source, "markdown"))


async def test_links_images_definitions_code_and_notes_look_like_this() -> None:
    assert await page(reading(REPORT), 80, 20) == PAINTED


async def test_the_caret_is_never_on_the_frame_of_an_image() -> None:
    shown = reading(REPORT)
    start = shown.text.plain.index("The pier")
    painted = await page(shown.moved(start), 80, 20, "j", "k", "$", "0")
    assert painted == PAINTED


async def test_highlights_that_begin_on_one_row_take_the_free_rows_below() -> None:
    shown = session()
    for number, (theme, note) in enumerate(
        (("housing", "asked twice"), ("numbers", ""), ("council", "who, when and where"))
    ):
        shown = marked(shown, "told residents that fewer than two hundred homes", theme, note=note, number=number)
    lines = [line.rstrip() for line in (await page(shown, 110, 12)).split("\n")[5:8]]
    assert [line[83:].rstrip(" │╋┃╺") for line in lines] == [
        "housing · asked twice",
        "numbers",
        "council · who, when and…",
    ]


# ---- links that the terminal opens


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("https://board.example/a?b=1", "https://board.example/a?b=1\x1b\\"),
        ("mailto:marta@board.example", "mailto:marta@board.example\x1b\\"),
        ("https://board.example/a b/ö", "https://board.example/a%20b/%C3%B6\x1b\\"),
    ],
)
def test_a_terminal_is_told_an_address(address: str, sent: str) -> None:
    assert opening(address).startswith("\x1b]8;id=")
    assert opening(address).endswith(f";{sent}")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "pier.jpg",
        "https://a.example/\x1b]0;x\x07",
        "https://a.example/" + "x" * 3000,
    ],
)
def test_a_terminal_is_never_told_what_may_do_harm(address: str) -> None:
    assert opening(address) == ""


@pytest.mark.parametrize(
    ("term", "understood"), [("xterm-256color", True), ("linux", False), ("dumb", False), ("vt100", False)]
)
def test_terminals_that_would_show_an_address_are_not_told_it(term: str, *, understood: bool) -> None:
    assert are_understood({"TERM": term}) is understood


def test_a_row_opens_and_closes_its_links_and_costs_nothing_without() -> None:
    plain = Style(color="#ffffff", bgcolor="#000000")
    led = plain + Style(link="https://board.example")
    inks = Inks(ColorSystem.TRUECOLOR)
    row = inks.row([("See ", plain), ("the minutes", led), (".", plain)], 16)
    assert row.ansi.count(opening("https://board.example")) == 1
    assert row.ansi.count(CLOSE) == 1
    assert row.ansi.index("the minutes") < row.ansi.index(CLOSE) < row.ansi.index(".", row.ansi.index(CLOSE))
    assert inks.row([("minutes", led)], 7).ansi.endswith(f"minutes{CLOSE}\x1b[0m")
    assert "\x1b]8" not in inks.row([("See", plain)], 3).ansi


@pytest.mark.parametrize(("term", "sent"), [("xterm-256color", True), ("linux", False)])
async def test_what_a_terminal_is_told_is_the_same_where_a_dialog_cuts_a_row(
    term: str, *, sent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    pane = ReaderPane(build()[0])
    async with Host(pane).driven(60, 12) as pilot:
        pane.open(
            reading('See [one](https://a.example/x), [two](javascript:alert(1)) and [three](http://b.example/"’).')
        )
        await pilot.pause()
        row = next(row for row in pane.render_lines(Region(0, 0, 60, 12)) if "See one" in row.text)
        for part in (row, row.crop(3, 50)):
            links = {segment.style.link for segment in part if segment.style is not None and segment.style.link}
            assert len(links) == 2 * sent
            assert all(link.startswith(("http://b.example/%22", "https://a.example/x")) for link in links)
        assert isinstance(row, Row)
        assert ("\x1b]8" in row.ansi) is sent


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://me@www.img.example/pier.jpg", "img.example"),
        ("pictures/pier.jpg", "pier.jpg"),
        ("data:image/png;base64,xyz", ""),
    ],
)
def test_an_image_says_where_it_comes_from(address: str, named: str) -> None:
    assert host(address) == named


# ---- code


def told_apart(text: Text) -> dict[str, str]:
    block = next(block for block in text.blocks if block.kind == "code")
    found = words(text, block)
    edges = [*found.cuts(block.start - 1, block.end), block.end]
    pieces = ((text.plain[start:end].strip(), found.at(start)) for start, end in pairwise(edges))
    return {word: kind for word, kind in pieces if kind}


def test_words_of_code_are_told_apart() -> None:
    source = "```python\ndef tide(x: int):  # twice\n    return 'a' + 2\n```\n"
    kinds = told_apart(compile_text(source, "markdown"))
    assert [kinds[word] for word in ("def", "tide", "int", "# twice", "return", "'a'", "2")] == [
        "keyword", "name", "type", "comment", "keyword", "string", "number",
    ]  # fmt: skip


@pytest.mark.parametrize("info", ["", "nolanguage", "text"])
def test_code_that_nobody_knows_stays_plain(info: str) -> None:
    assert told_apart(compile_text(f"```{info}\ndef tide(): 2\n```\n", "markdown")) == {}


def test_long_code_stays_plain() -> None:
    source = "```python\n" + "x = 1\n" * (LARGEST // 6 + 1) + "```\n"
    assert told_apart(compile_text(source, "markdown")) == {}


@pytest.mark.parametrize(
    ("info", "name"),
    [
        ("python", "python"),
        ("{.rust}", "rust"),
        ('js title="a"', "js"),
        ("language-css", "css"),
        ("  ", ""),
        ("c,ignore", "c"),
    ],
)
def test_the_language_of_code(info: str, name: str) -> None:
    assert language(info) == name


# ---- the ruler


async def test_the_ruler_is_a_map_of_highlights_notes_and_matches() -> None:
    source = "\n\n".join(f"Paragraph {number} of many." for number in range(60))
    shown = marked(marked(reading(source), "Paragraph 20", "housing"), "Paragraph 40", "housing", note="why?")
    pane = ReaderPane(build()[0])
    async with Host(pane).driven(60, 20) as pilot:
        pane.open(shown)
        await pilot.pause()
        pane.show_matches(Finder(shown.text.plain).find("Paragraph 55"))
        await pilot.pause()
        column = [line[-1] for line in screen_text(pilot.app).split("\n")]
        assert column.index("╺") < column.index("●") < column.index("◇")
        pane.reveal(shown.text.plain.index("Paragraph 55"))
        await pilot.pause()
        column = [line[-1] for line in screen_text(pilot.app).split("\n")]
        assert "┃◆" in "".join(column) or "◆┃" in "".join(column)
