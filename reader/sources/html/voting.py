"""Two extractors and one article: the blocks that one found are kept where the other found their words too."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.sources.html.nodes import Code, Paragraph, Quote, Table, lines, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.sources.html.nodes import Node

_TOKEN = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\\w+")
"""A word, or a letter of a script that writes no spaces."""

AGREED = 0.5
"""Share of its runs of three words that a block must have in common with the other extractor."""

LONG = 40
"""Words of a block that is kept whatever the other says, unless it is made of links."""

LINKED = 0.5
"""Share of its letters that are links, from which on a block is made of them."""

FEW = 60
"""Words that are too few for an article."""

Gram = tuple[str, ...]


def tokens(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _TOKEN.findall(text.casefold())


def agreed(nodes: Sequence[Node], other: Sequence[str]) -> tuple[Node, ...] | None:
    """Those of `nodes` that have their words in common with `other`; None where the two found different things."""
    said = [tokens(words(node)) for node in nodes]
    mine = Counter(token for each in said for token in each)
    total = mine.total()
    if total < FEW or covered(Counter(other), mine) < AGREED:
        return None
    known = _known(other)
    kept = [index for index, node in enumerate(nodes) if _is_kept(node, said[index], known)]
    if sum(len(said[index]) for index in kept) < AGREED * total:
        return tuple(nodes)
    kept += _inside(nodes, said, set(kept))
    return tuple(nodes[index] for index in sorted(kept))


def _inside(nodes: Sequence[Node], said: Sequence[list[str]], kept: set[int]) -> list[int]:
    """What stands among the blocks that are kept and belongs to them: a table, a line below a picture.

    Extractors that look at each block by itself leave such out, as they are short or hold figures.
    """
    telling = [index for index in kept if said[index]]
    among = range(min(telling, default=0), max(telling, default=0))
    return [
        index
        for index in among
        if index not in kept and not _is_linked(nodes[index]) and (_is_table(nodes[index]) or _is_caption(nodes, index))
    ]


def _is_table(node: Node) -> bool:
    return isinstance(node, Table)


def _is_caption(nodes: Sequence[Node], index: int) -> bool:
    """Is it a paragraph right below a picture that stands alone?"""
    if not isinstance(nodes[index], Paragraph):
        return False
    above = nodes[index - 1]
    return isinstance(above, Paragraph) and bool(above.line) and all(piece.kind == "image" for piece in above.line)


def unlinked(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """`nodes` without those that are made of links, where one extractor alone found them."""
    return tuple(node for node in nodes if isinstance(node, (Quote, Code)) or not _is_linked(node))


def covered(some: Counter[str], others: Counter[str]) -> float:
    """The share of `some` that is among `others`."""
    return (some & others).total() / max(1, some.total())


def _is_kept(node: Node, said: list[str], known: set[Gram]) -> bool:
    # A picture, a rule; and what is quoted or code is never chrome.
    if not said or isinstance(node, (Quote, Code)):
        return True
    grams = _grams(said)
    if sum(gram in known for gram in grams) >= AGREED * len(grams):
        return True
    return len(said) >= LONG and not _is_linked(node)


def _grams(said: Sequence[str]) -> list[Gram]:
    if len(said) < 3:
        return [(token,) for token in said]
    return list(zip(said, said[1:], said[2:], strict=False))


def _known(said: Sequence[str]) -> set[Gram]:
    return {*_grams(said), *((token,) for token in said)}


def _is_linked(node: Node) -> bool:
    """Is at least half of its letters in links?"""
    total = linked = 0
    for piece in _pieces(node):
        total += len(piece[0])
        linked += len(piece[0]) * piece[1]
    return total > 0 and linked >= LINKED * total


def _pieces(node: Node) -> Iterable[tuple[str, bool]]:
    for line in lines(node):
        for piece in line:
            if piece.kind != "image":
                yield piece.text, any(mark.kind == "link" for mark in piece.marks)
