"""The Markdown parser: CommonMark with tables, strikethrough, footnotes and definitions; it bounds all nesting."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from typing import Any, Protocol

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    class State(Protocol):
        """What the rules of both phases are given."""

        env: MutableMapping[str, int]
        src: str
        pos: int


NESTING = 40
"""Levels of quotes, lists (two each) and brackets; deeper ones are read as plain words."""


_EXPLAINED = re.compile(r"\n[ \t>]*+(?:(?:[-*+]|\d++[.)])[ \t>]++)*+[:~][ \t]")
"""The beginning of a line that may explain a term, inside whatever quotes and lists."""


def parse(source: str) -> list[Token]:
    """Give the tokens of `source`."""
    parser = _parser(
        tables="|" in source,
        strikes="~~" in source,
        footnotes="[^" in source or "^[" in source,
        definitions=_EXPLAINED.search(source) is not None,
    )
    return parser.parse(source)


@cache
def _parser(*, tables: bool, strikes: bool, footnotes: bool, definitions: bool) -> MarkdownIt:
    """Give a parser that knows of these: every rule is tried at every place, so one that finds nothing takes time."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 57 ms that a start without Markdown need not spend
    from markdown_it.rules_inline import image  # noqa: PLC0415 - the same

    parser = MarkdownIt("commonmark", {"maxNesting": NESTING})
    parser.enable([*["table"][:tables], *["strikethrough"][:strikes]])
    if footnotes:
        _add_footnotes(parser)
    if definitions:
        from mdit_py_plugins.deflist import deflist_plugin  # noqa: PLC0415 - few articles have any

        parser.use(deflist_plugin)
    # Like footnotes, it starts a parse of its own inside the parse, where markdown-it counts levels from nought again.
    parser.inline.ruler.at("image", _bounded("image", "!", image, 3))
    parser.block.ruler.before("table", "too_deep", _too_deep)
    return parser


def _add_footnotes(parser: MarkdownIt) -> None:
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - few articles have any
    from mdit_py_plugins.footnote.index import footnote_def, footnote_inline  # noqa: PLC0415 - the same

    parser.use(footnote_plugin)
    parser.core.ruler.before("footnote_tail", "unused_footnotes", _unused_footnotes)
    parser.inline.ruler.at("footnote_inline", _bounded("footnote_inline", "^", footnote_inline, 1))
    definition = _bounded("footnote_def", "", footnote_def, 1)
    parser.block.ruler.at("footnote_def", definition, {"alt": ["paragraph", "reference"]})


def _unused_footnotes(state: StateCore) -> None:
    """Let footnotes that no mark refers to come after the others; the plugin would drop them."""
    notes = state.env.get("footnotes", {})
    for label, number in notes.get("refs", {}).items():
        if number < 0:
            listed = notes.setdefault("list", {})
            listed[len(listed)] = {"label": label.removeprefix(":"), "count": 0}


def _bounded(name: str, first: str, rule: Callable[..., bool], limit: int) -> Callable[..., bool]:
    """Give `rule`, but inside `limit` of its own matches it matches nothing, nor where `first` does not stand."""
    key = f"reader {name}"

    def bounded(state: State, *arguments: Any) -> bool:
        if first and state.src[state.pos] != first:
            return False
        silent = arguments[-1]
        if silent:  # it only looks ahead, and parses nothing inside
            return rule(state, *arguments)
        depth = state.env.get(key, 0)
        if depth >= limit:
            return False
        state.env[key] = depth + 1
        try:
            return rule(state, *arguments)
        finally:
            state.env[key] = depth

    return bounded


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """Take what is nested too deep as one paragraph; markdown-it itself would drop it."""
    if silent or state.level < NESTING - 2:
        return False
    line = start + 1
    # An indentation below nought is that of a line that goes on without the marks of its quotation.
    while line < end and (state.isEmpty(line) or state.sCount[line] < 0 or state.sCount[line] >= state.blkIndent):
        line += 1
    state.line = line
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, line, state.blkIndent, False).strip()
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True
