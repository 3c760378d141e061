"""How the export screen looks, as text, where there is little room, some and much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.store import desk as desks
from reader.text.cells import width
from tests.tui.desk import desk

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library

SMALL = """\
 Export
 ▌w  What       ‹ everything ›  all that is marked
  f  Format     Markdown  for any editor
  b  Files by   article  a file for each
  t  Template   the format’s own
  i  Into       ~/Notes
  Will be: 2 new, 0 updated, 0 unchanged.
 ──────────────────────────────────────────────────────────────────────────────
 1 of 2 · The town that counted its empty houses.md
                                                                              ┃
       title: The town that counted its empty houses · author: Marta Oliveira ┃
       · source: The Harbour Review · url: https://review.example/houses ·    ┃
       published: 2026-03-10 · annotated: 2026-03-14 · highlights: 1 ·        ┃
       themes: housing                                                        ┃
                                                                              ┃
                                                                              ┃
       The town that counted its empty houses                                 ┃
       ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━                                 ┃
                                                                              ┃
       By Marta Oliveira · The Harbour Review · 10 March 2026                 ┃
                                                                              ┃
       ▎ eleven years                                                         │
                                                                              │
 ctrl+s Write  enter Choose  s Source  d Difference  esc Leave  ? Help"""

DONE = """\
 Export
 ▌w  What       everything  all that is marked
  f  Format     Markdown  for any editor
  b  Files by   article  a file for each
  t  Template   the format’s own
  i  Into       ~/Notes
  Written to ~/Notes: 2 new, 0 updated, 0 unchanged.
 ▌+ The town that counted its empty houses.md  new
  + The harbour board of Port Alder voted on Tuesday to close the old br…  new














 ctrl+s Write  enter Look  s Source  d Difference  esc Leave  ? Help  tab Next"""

MIDDLING = """\
 Export

 ▌w  What       ‹ everything ›  all that is marked   │ 1 of 2 · The town that counted its empty houses.md
  f  Format     Markdown  for any editor             │                                                                │
  b  Files by   article  a file for each             │       title: The town that counted its empty houses · author:  │
  t  Template   the format’s own                     │       Marta Oliveira · source: The Harbour Review · url:       │
  i  Into       ~/Notes                              │       https://review.example/houses · published: 2026-03-10 ·  │
                                                     │       annotated: 2026-03-14 · highlights: 1 · themes: housing  │
  Will be: 2 new, 0 updated, 0 unchanged.            │                                                                │
                                                     │                                                                │
 ▌+ The town that counted its empty houses.md  new   │       The town that counted its empty houses                   │
  + The harbour board of Port Alder voted on…  new   │       ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━                   │
                                                     │                                                                │
                                                     │       By Marta Oliveira · The Harbour Review · 10 March 2026   │
                                                     │                                                                │
                                                     │       ▎ eleven years                                           │
                                                     │                                                                │
                                                     │       Themes: housing · Marked 14 March 2026                   │
                                                     │                                                                │
                                                     │       • Note: since 2015                                       │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
                                                     │                                                                │
 ctrl+s Write  enter Choose  s Source  d Difference  esc Leave  ? Help  tab Next"""


@pytest.fixture
def marked(library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Library:
    """A library with two highlights, that was exported to `~/Notes` before."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    library.mark(library.find("houses").article.id, "eleven years", themes=("housing",), note="since 2015")
    library.mark(library.find("bridge").article.id, "the old bridge")
    choice = desks.ExportChoice(what="all", places=(("markdown", "~/Notes"),))
    desks.save(library.root, desks.Desk(export=choice))
    return library


async def test_at_80_columns_the_preview_is_below_the_choices(marked: Library) -> None:
    async with desk(marked, 80, 24) as driver:
        await driver.press("X")
        assert driver.screen == SMALL


async def test_at_80_columns_what_was_written_takes_the_place_of_the_preview(marked: Library) -> None:
    async with desk(marked, 80, 24) as driver:
        await driver.press("X", "X")
        assert driver.screen == DONE
        await driver.press("escape")
        assert "1 of 2 · The town that counted" in driver.screen


async def test_at_120_columns_the_preview_stands_beside_the_choices(marked: Library) -> None:
    async with desk(marked, 120, 36) as driver:
        await driver.press("X")
        assert driver.screen == MIDDLING


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (99, 30), (100, 30), (120, 36), (150, 40), (200, 50), (300, 90)])
async def test_in_every_size_what_is_chosen_what_it_will_be_and_the_keys_are_seen(
    marked: Library, size: tuple[int, int]
) -> None:
    async with desk(marked, *size) as driver:
        await driver.press("X")
        shown = driver.screen
        assert all(width(line) <= size[0] for line in shown.split("\n"))
        assert len(shown.split("\n")) == size[1]
        for words in ("everything", "Markdown", "~/Notes", "2 new", "ctrl+s Write", "The town that"):
            assert words in shown, words
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        assert driver.screen == SMALL
