"""What stands beside an article without being of it: its headline and byline again, the comments of readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.sources.html.nodes import Heading, Paragraph, Rule, words
from reader.sources.html.titles import folded
from reader.sources.html.voting import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.sources.html.facts import Facts
    from reader.sources.html.nodes import Node

_COMMENTS = re.compile(
    r"\W*(?:\d+\s+|all\s+|reader\s+|leave a |post a |add a |join the |write a |view |show )?"
    r"(?:comments?|conversation|comentarios?|comentar|comentários?|kommentare?|leserkommentare|commentaires?|reacties"
    r"|commenti|kommentarer|komentarze|комментарии|コメント|评论|댓글)(?:\s*\(?\d+\)?)?\W*",
    re.IGNORECASE,
)
_ENOUGH = 60
"""Words that stand before the comments of an article."""

_SMALL = {"by", "von", "par", "por", "di", "door", "av", "and", "und", "et", "y", "e"}
_BEGINNING = 4
"""Nodes at the beginning among which the headline and the byline may stand."""


def without_end(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """`nodes` up to where a line says that comments follow, and without headings that stand over nothing."""
    kept = list(_before_comments(nodes))
    while len(kept) > 1 and isinstance(kept[-1], (Heading, Rule)):
        kept.pop()
    return tuple(kept)


def _before_comments(nodes: Sequence[Node]) -> Sequence[Node]:
    before = 0
    for index, node in enumerate(nodes):
        said = words(node)
        if before > _ENOUGH and isinstance(node, (Heading, Paragraph)) and len(said) < 60 and _COMMENTS.fullmatch(said):
            return nodes[:index]
        before += len(tokens(said))
    return nodes


def without_known(nodes: Sequence[Node], known: Facts) -> tuple[Node, ...]:
    """`nodes` without the headline and the byline at their beginning, which stand above the article anyway."""
    title = folded(known.title)
    names = set(tokens(known.author)) | _SMALL
    kept = list(nodes)
    for node in nodes[:_BEGINNING]:
        if isinstance(node, (Heading, Paragraph)) and len(kept) > 1:
            said = words(node)
            is_title = title and folded(said) == title
            mine = tokens(said)
            is_byline = known.author and mine and names.issuperset(mine) and len(mine) > 1
            if is_title or is_byline:
                kept.remove(node)
    return tuple(kept)
