"""Whatever is pressed, on whatever page: what is on the screen is what a fresh paint would show, the caret included."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.geometry import Region

from reader.keymap import build
from reader.model.article import Article, Listing
from reader.session import Session
from reader.text import promotional
from reader.text.cells import cell_map, clusters
from reader.text.compile import compile_text
from reader.text.search import matches
from reader.text.typesetting import Typesetting
from reader.tui.painting.folds import SIGN
from reader.tui.painting.marginalia import Marginalia
from reader.tui.painting.page import Overlay, PagePainter
from reader.tui.painting.palette import PALETTES
from reader.tui.painting.placed import Placed
from reader.tui.panes.reader import ReaderPane
from tests.tui.hosting import NAMES, Host, hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.style import Style
    from textual.pilot import Pilot

    from reader.text.document import Text
    from reader.text.layout import Layout

NOW = datetime(2026, 3, 14, tzinfo=UTC)
COLORS = {"one": "blue", "two": "amber"}
THEMES = ((), ("one",), ("two", "one"))

TABLE = """\
| Ward | What was said about it at some length | No |
|---|---|--:|
| Harbour and all the streets behind the old harbour | short | 41 |
| Mills | 港町の住民は「空き家」という言葉の定義 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | 63 |
| | | |
"""
CODE = """\
```py
def f():

    return "a line of code that does not fit on any narrow page at all, however one looks at it"
```
"""
PIECES = (
    "“We asked,” she said. “Nobody came.” The end.",
    "For eleven years the council told residents that *fewer* than **two hundred** homes stood empty.",
    "港町の住民は「空き家」という言葉の定義をめぐって議論を続けている。" * 3,
    "A family 👨‍👩‍👧‍👦 of four, 👍🏽 and 🇯🇵🇫🇷 flags, हिन्दी too 👍🏽",
    f"https://example.org/{'a-very-long-address/' * 4}{'x' * 120}",
    "## A heading",
    "> quoted words that go on for a while\n>\n> and end 👍🏽",
    "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschafts\u00adkapi\u00adtän fährt 10\u00a0km weiter.",
    "> - in a list in a quotation\n>\n>   | a | table |\n>   |:-:|---|\n>   | of | words that go on and on and on |",
    "- an item of a list\n- another one with [a link](https://example.org)\n  - nested",
    TABLE,
    CODE,
    "---",
    "x",
    "SIGN UP FOR OUR NEWSLETTER",
    "- Facebook\n- X\n- Copy link",
    "## Related articles\n\n- [“The ferry” was late](https://example.org/1)\n- [港町](https://example.org/2)",
    "> Advertisement\n\n![Advertisement](https://example.org/a.png)",
)
DOCUMENTS = st.lists(st.sampled_from(PIECES), max_size=6).map("\n\n".join)

KEYS = (
    *"jkhlwbe0$)(}{'\"gGnNvVodtiJ12<>x",
    *("space", "pagedown", "pageup", "ctrl+d", "ctrl+u", "shift+left", "shift+right", "shift+up", "shift+down"),
    *("left", "right", "up", "down", "home", "end", "escape", "enter"),
)
SEQUENCES = (
    "mm",
    "Mw",
    "ms",
    "mp",
    "mq",
    "ml",
    "m3w",
    "m)",
    "m}",
    "mG",
    "yy",
    "]]",
    "[[",
    "]h",
    "[h",
    "]n",
    "viw",
    "vap",
    "fx",
    "fa",
)


class Press(NamedTuple):
    """Keys, one after the other."""

    keys: tuple[str, ...]

    async def __call__(self, pilot: Pilot[None], pane: ReaderPane) -> None:
        del pane
        await hit(pilot, *(NAMES.get(key, key) for key in self.keys))


class Resize(NamedTuple):
    """Another size of the terminal."""

    width: int
    height: int

    async def __call__(self, pilot: Pilot[None], pane: ReaderPane) -> None:
        del pane
        await pilot.resize_terminal(self.width, self.height)


class Drag(NamedTuple):
    """The mouse, from one cell to another."""

    start: tuple[int, int]
    end: tuple[int, int]

    async def __call__(self, pilot: Pilot[None], pane: ReaderPane) -> None:
        inside = [(min(x, pane.size.width - 1), min(y, pane.size.height - 1)) for x, y in self]
        await pilot.mouse_down(offset=inside[0])
        await pilot.hover(offset=inside[1])
        await pilot.mouse_up(offset=inside[1])


class Search(NamedTuple):
    """Words that are looked for."""

    words: str

    async def __call__(self, pilot: Pilot[None], pane: ReaderPane) -> None:
        assert pane.session is not None
        pane.show_matches(matches(pane.session.text.plain, self.words))
        await pilot.pause()


class Recolor(NamedTuple):
    """Another palette, other colours of themes."""

    palette: str
    colors: tuple[str, str]

    async def __call__(self, pilot: Pilot[None], pane: ReaderPane) -> None:
        pilot.app.theme = self.palette
        pane.show_colors(dict(zip(COLORS, self.colors, strict=True)))
        await pilot.pause()


class Type(NamedTuple):
    """Another typography."""

    typesetting: Typesetting

    async def __call__(self, pilot: Pilot[None], pane: ReaderPane) -> None:
        pane.set_type(self.typesetting)
        await pilot.pause()


class Wheel(NamedTuple):
    """The wheel turned sideways over a row."""

    y: int
    cells: int

    async def __call__(self, pilot: Pilot[None], pane: ReaderPane) -> None:
        pane.scroll_sideways(min(self.y, pane.size.height - 1), self.cells)
        await pilot.pause()


class Fold(NamedTuple):
    """Promotional lines are folded, or shown."""

    async def __call__(self, pilot: Pilot[None], pane: ReaderPane) -> None:
        pane.fold(folding=pane.can_fold)
        await pilot.pause()


Step = Fold | Press | Resize | Drag | Search | Recolor | Type | Wheel

TYPES = st.builds(
    Typesetting,
    measure=st.integers(40, 110),
    spacing=st.sampled_from((1, 2)),
    paragraphs=st.sampled_from(("space", "indent")),
    justify=st.booleans(),
    hyphenate=st.booleans(),
)
CELLS = st.tuples(st.integers(0, 119), st.integers(0, 39))
STEPS = st.one_of(
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=6).map(tuple).map(Press),
    st.sampled_from(SEQUENCES).map(tuple).map(Press),
    st.builds(Resize, st.integers(1, 120), st.integers(1, 40)),
    st.builds(Drag, CELLS, CELLS),
    st.sampled_from(("e", "the", "家", "")).map(Search),
    TYPES.map(Type),
    st.just(Fold()),
    st.builds(Wheel, st.integers(0, 39), st.integers(-40, 40)),
    st.builds(Recolor, st.sampled_from(sorted(PALETTES)), st.sampled_from((("blue", "amber"), ("rose", "cyan")))),
)


class Marker(Host):
    """Does what the pane asks for, as the desk does."""

    def __init__(self, pane: ReaderPane) -> None:
        super().__init__(pane)
        self._pane, self._made = pane, 0

    def on_reader_pane_mark_requested(self, event: ReaderPane.MarkRequested) -> None:
        assert self._pane.session is not None
        themes = THEMES[self._made % len(THEMES)]
        self._made += 1
        made, after = self._pane.session.highlight(event.span, identifier=str(self._made), now=NOW, themes=themes)
        self._pane.change(made, None, after)

    def on_reader_pane_favourite_requested(self, event: ReaderPane.FavouriteRequested) -> None:
        if event.highlight is not None and self._pane.session is not None:
            edited, after = self._pane.session.edited(
                event.highlight, NOW, themes=THEMES[event.number % len(THEMES)], note="noted"
            )
            self._pane.change(edited, event.highlight, after)

    def on_reader_pane_lines_decided(self, event: ReaderPane.LinesDecided) -> None:
        assert self._pane.session is not None
        blocks = (event.text.blocks[index] for index in event.blocks)
        said = {promotional.key(event.text.plain[block.start : block.end]): event.said for block in blocks}
        self._pane.decide(self._pane.session.saying(said), stays_open=bool(len(said) % 2))

    def on_reader_pane_delete_requested(self, event: ReaderPane.DeleteRequested) -> None:
        assert self._pane.session is not None
        self._pane.change(self._pane.session.without(event.highlight.id), event.highlight, None)


def cells(pieces: Iterable[tuple[str, Style | None]]) -> list[tuple[str, Style | None]]:
    """Each cluster with its style."""
    return [(text[start:end], style) for text, style in pieces for start, end, _ in clusters(text)]


def shown(pieces: Iterable[tuple[str, Style]]) -> list[tuple[str, Style]]:
    """What of `pieces` is seen: a soft hyphen is not."""
    return [(text.replace("\u00ad", ""), style) for text, style in pieces]


def edges(text: Text) -> set[int]:
    """Where a caret may stand."""
    found = {len(text.plain)}
    start = 0
    for piece in re.split(r"[\n\t]", text.plain):
        found.update(start + at for at, _, _ in clusters(piece))
        found.add(start + len(piece))
        start += len(piece) + 1
    return found


def painted_afresh(
    pane: ReaderPane, row: int, width: int, shifts: dict[int, int] | None = None
) -> list[tuple[str, Style]]:
    """What a row shows when nothing is remembered; `shifts`: tables scrolled in another way."""
    session, page = pane.session, pane._page
    assert session is not None
    assert page is not None
    if row >= page.layout.height:
        return [(" " * width, pane.skin.blank)]
    old, placed = page.painter, Placed(session.text, session.highlights)
    margin = Marginalia(session.text, page.layout, placed, old.margin.cells) if old.margin else None
    painter = PagePainter(
        session.text,
        page.layout,
        placed,
        pane.skin,
        old.head,
        pane.theme_colors,
        pane.unsaved,
        old.left,
        margin,
        old.shifts if shifts is None else shifts,
        frozenset(session.promotional),
    )
    focused = placed.at(session.caret) if pane.caret_shown else None
    caret = session.caret if pane.caret_shown else -1
    return painter.row(row, width, Overlay(caret, session.selection, pane.matches, focused.id if focused else ""))


def check_screen(pane: ReaderPane) -> None:
    """The screen shows what a fresh paint shows, and the caret once, where it is."""
    session, page, (width, height) = pane.session, pane._page, pane.size
    if session is None or page is None:
        return
    assert session.caret in edges(session.text)
    rows = pane.render_lines(Region(0, 0, width, height))
    carets: list[str] = []
    for y, strip in enumerate(rows):
        segments = [(text, style) for text, style, _ in strip]
        assert sum(cell_map(text).width for text, _ in segments) == width
        found = cells(segments)[:-1]
        assert found == cells(shown(painted_afresh(pane, pane.top + y, width - 1))), f"row {y} is stale"
        carets += (text for text, style in found if style is not None and style.bgcolor == pane.skin.ink.rich_color)
    cell = pane.cell_of(session.caret)
    if pane.caret_shown and cell is not None and cell[0] + 2 < width:
        character = session.text.plain[session.caret : session.caret + 1]
        assert len(carets) == 1
        if pane.fold_at(session.caret) is not None:
            assert carets == [SIGN]
            return
        assert carets[0][0] == (character if character not in ("", "\n", "\t") else " ")
        if character not in {"", "\n", "\t"}:
            assert pane.offset_at(*cell) == session.caret


def fragments(layout: Layout) -> Iterator[tuple[int, int, int, int]]:
    """(row, cell, start, end) of every piece of text."""
    for row in range(layout.height):
        if not layout.is_bare(row):
            yield from ((row, *fragment) for fragment in layout.fragments(row))


def check_layout(pane: ReaderPane) -> None:
    """Every character is painted once, in its place, and found there again."""
    session, page = pane.session, pane._page
    if session is None or page is None:
        return
    plain, layout, left = session.text.plain, page.layout, page.painter.left
    seen = bytearray(len(plain))
    for row, x, start, end in fragments(layout):
        for at in range(start, end):
            seen[at] += 1
        if session.text.blocks[layout.block_of(row)].kind == "hr" or row in layout.folds:
            continue
        index = layout.block_of(row)
        table, indent = layout.tables.get(index), len(session.text.blocks[index].rest)
        shift = min(x - indent, table.hidden) if table else 0
        painted = "".join(text for text, _ in painted_afresh(pane, row, 400, {index: shift}))
        text = painted[cell_map(painted).index(left + x - shift) :]
        room = table.room + indent + shift - x if table else 400
        seen_end = cell_map(plain[start:end]).index(room)
        assert text[:seen_end] == plain[start : start + seen_end]
        for offset in (start + at for at, _, _ in clusters(plain[start:end])):
            assert layout.offset(*layout.place(offset)) == offset
            assert layout.place(offset)[1] == row
    assert [plain[at] for at, count in enumerate(seen) if count != 1 and not plain[at].isspace()] == []


async def settled(pane: ReaderPane) -> None:
    """Wait until the pane has scrolled where it means to: it does so after a refresh, which a busy machine puts off."""
    done = asyncio.Event()
    pane.call_after_refresh(done.set)
    await done.wait()


async def play(source: str, size: tuple[int, int], steps: Iterable[Step]) -> None:
    """Open a page and press keys on it, and look at the screen after each step."""
    article = Article("town", "articles/town.md", "The town that counted", "Marta Oliveira")
    pane = ReaderPane(build()[0])
    async with Marker(pane).driven(*size) as pilot:
        pane.show_colors(COLORS)
        text = compile_text(source, "markdown")
        pane.open(Session(Listing(article), text, promotional=text.promotional))
        pane.focus()
        await pilot.pause()
        check_layout(pane)
        for step in steps:
            await step(pilot, pane)
            await settled(pane)
            check_screen(pane)
            if isinstance(step, Resize):
                check_layout(pane)
            elif isinstance(step, Press) and pane.caret_shown and pane._page is not None:
                assert pane.session is not None
                if step.keys[-1] not in chain("dtiJ12yox", ("escape", "enter")):
                    assert pane._page.layout.row_of(pane.session.caret) - pane.top in range(pane.size.height)


@settings(max_examples=15)
@given(DOCUMENTS, st.tuples(st.integers(1, 120), st.integers(1, 40)), st.lists(STEPS, max_size=10))
def test_the_screen_is_what_a_fresh_paint_shows(source: str, size: tuple[int, int], steps: list[Step]) -> None:
    asyncio.run(play(source, size, steps))
