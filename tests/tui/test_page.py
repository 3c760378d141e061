"""The look of a page, as text: gutter, decoration, marginalia, ruler."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.keymap import build
from reader.model.article import Article, Listing
from reader.model.span import Span
from reader.session import Session
from reader.text.compile import compile_text
from reader.text.typesetting import Typesetting
from reader.tui.panes.reader import ReaderPane
from tests.tui.hosting import Host, screen_text

if TYPE_CHECKING:
    import pytest
from textual.events import MouseScrollLeft

NOW = datetime(2026, 3, 14, tzinfo=UTC)
SOURCE = """\
# The town that counted

For eleven years the council told residents that fewer than two hundred homes in Port Alder stood empty.

> It is a matter of knocking on doors.

- whether the meter turned, and
- whether post was collected

| Ward | Council |
|---|--:|
| Harbour | 41 |
| Mills | 63 |

---

The end.
"""


def session(source: str = SOURCE) -> Session:
    text = compile_text(source, "markdown")
    article = Article(
        "town", "articles/town.md", "The town that counted", "Marta Oliveira", "Review", published="2026-03-14"
    )
    return Session(Listing(article), text)


def marked(begun: Session, words: str, *themes: str, note: str = "", number: int = 0) -> Session:
    start = begun.text.plain.index(words)
    made, highlight = begun.highlight(
        Span(start, start + len(words)), identifier=f"{words}{number}", now=NOW, themes=themes
    )
    return made.edited(highlight, NOW, note=note)[0] if note else made


async def page(shown: Session, width: int, height: int, *keys: str) -> str:
    pane = ReaderPane(build()[0])
    app = Host(pane)
    async with app.driven(width, height) as pilot:
        pane.show_colors({"housing": "blue", "numbers": "amber"})
        pane.open(shown)
        pane.focus()
        await pilot.press(*keys)
        await pilot.pause()
        return screen_text(app)


GOLDEN = """\
                                                                                                             │
        The town that counted                                                                                │
        ━━━━━━━━━━━━━━━━━━━━━                                                                                │
        By Marta Oliveira · Review · 14 March 2026 · 1 min read                                              │
                                                                                                             │
   ●  ▎ For eleven years the council told residents that fewer than two hundred    housing · compare with    ●
      ▎ homes in Port Alder stood empty.                                           the census                │
                                                                                                             │
        ▎ It is a matter of knocking on doors.                                                               │
                                                                                                             │
        • whether the meter turned, and                                                                      │
        • whether post was collected                                                                         │
                                                                                                             │
        Ward    │ Council                                                                                    │
        ────────┼────────                                                                                    │
        Harbour │      41                                                                                    │
        Mills   │      63                                                                                    │
                                                                                                             │
                                        ── ◆ ──                                                              │
                                                                                                             │
        The end.                                                                                             │"""


NARROW = """\
                                       ┃
      The town that counted            ┃
      ━━━━━━━━━━━━━━━━━━━━━            ┃
      By Marta Oliveira · Review       ╋
      14 March 2026 · 1 min read       ┃
                                       ┃
      For eleven years the council     │
    ▎ told residents that fewer than   │
    ▎ two hundred homes in Port Alder  │
      stood empty.                     │
                                       │
      ▎ It is a matter of knocking on  │"""


async def test_a_page_looks_like_this() -> None:
    shown = marked(session(), "fewer than two hundred homes", "housing", note="compare with the census")
    assert await page(shown, 110, 21) == GOLDEN


async def test_a_narrow_page_keeps_gutter_and_text() -> None:
    shown = marked(session(), "fewer than two hundred homes", "housing")
    assert await page(shown, 40, 12) == NARROW


async def test_overlapping_highlights_have_a_bar_each_up_to_three_then_a_count() -> None:
    shown = session()
    for number in range(3):
        shown = marked(shown, "homes in Port Alder", "housing", number=number)
    assert "▎▎▎ homes in Port Alder" in await page(shown, 110, 21)
    shown = marked(marked(shown, "homes in Port Alder", "numbers", number=3), "homes", number=4)
    colors = await page(shown, 110, 21)
    assert "▎▎▎ homes in Port Alder" in colors  # one for each colour when there are more than three
    assert "housing  +2" in colors


async def test_an_inferred_title_is_not_shown_twice() -> None:
    text = compile_text("The harbour board voted on Tuesday to close the old bridge.\n\nMore.", "plain")
    article = Article("w", "articles/w.txt", "The harbour board voted on Tuesday to close…")
    screen = await page(Session(Listing(article), text), 80, 10)
    assert screen.count("The harbour board") == 1
    assert "1 min read" in screen


async def test_a_title_that_the_text_does_not_say_stands_above_it() -> None:
    shown = session("Just a paragraph.")
    screen = await page(shown, 80, 10)
    assert screen.index("The town that counted") < screen.index("Just a paragraph.")


async def test_wide_characters_and_emoji_leave_every_row_as_wide_as_the_screen() -> None:
    shown = marked(
        session("# 港町\n\n港町の住民は「空き家」という言葉の定義をめぐって 👨‍👩‍👧‍👦 議論を続けている。" * 3), "空き家"
    )
    pane = ReaderPane(build()[0])
    app = Host(pane)
    async with app.driven(51, 14) as pilot:
        pane.open(shown)
        await pilot.pause()
        for y in range(14):
            assert pane.render_line(y).cell_length == 51


async def test_without_colour_a_highlight_is_underlined_and_the_caret_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = marked(session(), "fewer than two hundred homes", "housing")
    pane = ReaderPane(build()[0])
    app = Host(pane)
    async with app.driven(80, 20) as pilot:
        pane.open(shown)
        pane.focus()
        await pilot.press("w")
        assert pane.is_plain
        segments = [segment for y in range(20) for segment in pane.render_line(y)]
        underlined = "".join(s.text for s in segments if s.style is not None and s.style.underline)
        assert "fewer than two hundred" in underlined
        assert any(s.style is not None and s.style.reverse for s in segments)


async def test_the_caret_stays_on_the_screen_while_the_page_scrolls() -> None:
    shown = session("\n\n".join(f"Paragraph number {number} of many." for number in range(200)))
    pane = ReaderPane(build()[0])
    app = Host(pane)
    async with app.driven(60, 20) as pilot:
        pane.open(shown)
        pane.focus()
        for key in ("w", "space", "space", "ctrl+d", "ctrl+u", "G", "b", "g", "j", "j", "pagedown", "k", "pageup"):
            await pilot.press(key)
            layout, current = pane.layout_rows, pane.session
            assert layout is not None
            assert current is not None
            row = layout.row_of(current.caret)
            assert pane.top <= row < pane.top + 20, key


async def test_a_resize_keeps_the_sentence_in_view() -> None:
    shown = session("\n\n".join(f"Paragraph number {number} of many, with some words to wrap." for number in range(99)))
    pane = ReaderPane(build()[0])
    app = Host(pane)
    async with app.driven(100, 20) as pilot:
        pane.open(replace(shown, caret=shown.text.plain.index("number 50")))
        await pilot.pause()
        for width in (40, 120, 24, 100):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            first = " ".join(screen_text(app).split("\n")[:2])
            assert "50" in first, width


async def test_the_place_does_not_drift_however_often_the_pane_changes_its_size() -> None:
    words = " with a good many words that have to be wrapped somewhere, and some more of them" * 4
    shown = session("\n\n".join(f"Paragraph number {number}{words}." for number in range(99)))
    pane = ReaderPane(build()[0])
    async with Host(pane).driven(100, 20) as pilot:
        pane.open(shown)
        pane.focus()
        for key in ("space", "space", "space", "j", "j"):
            await pilot.press(key)
        before = pane.top
        for _ in range(3):
            for width, height in ((40, 20), (30, 33), (120, 9), (100, 20)):
                await pilot.resize_terminal(width, height)
                await pilot.pause()
        assert pane.top == before
        await pilot.press("G")
        before = pane.top
        for width, height in ((40, 30), (100, 20)) * 2:
            await pilot.resize_terminal(width, height)
            await pilot.pause()
        assert pane.top == before


WIDE = "| Station | " + " | ".join(f"Month {number}" for number in range(12)) + " |\n|" + "---|" * 13 + "\n"
WIDE += "| Harbour | " + " | ".join(f"{number}.5" for number in range(12)) + " |\n\nThe end.\n"


async def test_a_table_that_is_too_wide_follows_the_caret_sideways_and_the_wheel() -> None:
    pane = ReaderPane(build()[0])
    host = Host(pane)
    async with host.driven(60, 14) as pilot:
        pane.open(session(WIDE))
        pane.focus()
        await pilot.pause()
        line = next(line for line in screen_text(host).split("\n") if "Station" in line)
        assert "›" in line
        assert "‹" not in line
        row = screen_text(host).split("\n").index(line)
        pane.take(pane.session.moved(pane.session.text.plain.index("Month 9")) if pane.session else session())
        await pilot.pause()
        line = screen_text(host).split("\n")[row]
        assert "Month 9" in line
        assert "‹" in line
        assert pane.session is not None
        cell = pane.cell_of(pane.session.caret)
        assert cell is not None
        assert pane.offset_at(*cell) == pane.session.caret
        await pilot._post_mouse_events([MouseScrollLeft], offset=(20, row), button=0)
        await pilot.pause()
        assert "Month 9" not in screen_text(host).split("\n")[row][:50]
        assert pane.scroll_sideways(row, 400)
        await pilot.pause()
        assert "›" not in screen_text(host)
        assert not pane.scroll_sideways(12, 8)


async def test_a_line_of_code_that_goes_on_says_so_beside_the_text() -> None:
    screen = await page(session("```\n" + "a line of code " * 9 + "\n```"), 60, 10)
    assert screen.count("↪") == 2


async def test_stretched_lines_end_at_one_edge() -> None:
    pane = ReaderPane(build()[0])
    host = Host(pane)
    async with host.driven(60, 14) as pilot:
        pane.set_type(Typesetting(justify=True))
        pane.open(session("For eleven years the council told residents that fewer than two hundred homes stood. " * 3))
        await pilot.pause()
        lines = [line[:-1].rstrip() for line in screen_text(host).split("\n") if "  " in line.strip("┃│ ")]
        assert len(lines) >= 3
        assert len({len(line) for line in lines}) == 1
