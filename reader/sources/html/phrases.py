"""A line of words to Markdown: escaped, with links, images, code, and the emphasis that a parser will see as such.

Whether `*` begins or ends an emphasis hangs on what stands beside it. A mark that would not be understood is left out,
since a word is worth more than its emphasis. No two runs of the same delimiter touch each other.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.sources.html import addresses, escaping

if TYPE_CHECKING:
    from reader.sources.html.nodes import Line, Mark, Piece

_DELIMITERS = {"strong": ("**", "__"), "em": ("*", "_"), "strike": ("~~",)}
_EDGE = " "
"""What stands before and behind a line, as far as emphasis is concerned."""


@dataclass(slots=True)
class _Token:
    """Something on a line: words, or where a mark begins or ends."""

    piece: Piece | None = None
    mark: Mark | None = None
    closes: bool = False
    partner: int = 0
    """Where the other end of the mark is."""

    written: str = ""
    """How the mark is written; nothing where it is left out, or not decided."""

    neighbours: tuple[str, str] = field(default=("", ""))
    """First and last character that a parser sees of words."""


def render(line: Line, broken: str = "\\\n") -> str:
    """The Markdown of `line`; `broken` stands for a break."""
    tokens = _tokens(line)
    for index, token in enumerate(tokens):
        if token.mark is not None and not token.closes and token.mark.kind != "link":
            _decide(tokens, index)
    return _joined(tokens, broken)


def _tokens(line: Line) -> list[_Token]:
    tokens: list[_Token] = []
    opened: list[tuple[Mark, int]] = []
    for piece in line:
        marks = _distinct(piece.marks)
        shared = 0
        while shared < min(len(opened), len(marks)) and opened[shared][0] == marks[shared]:
            shared += 1
        _close(tokens, opened, shared)
        for mark in marks[shared:]:
            opened.append((mark, len(tokens)))
            tokens.append(_Token(mark=mark))
        tokens.append(_Token(piece=piece, neighbours=_seen(piece)))
    _close(tokens, opened, 0)
    return tokens


def _close(tokens: list[_Token], opened: list[tuple[Mark, int]], shared: int) -> None:
    while len(opened) > shared:
        mark, index = opened.pop()
        tokens[index].partner = len(tokens)
        tokens.append(_Token(mark=mark, closes=True, partner=index))


def _distinct(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Emphasis inside emphasis of the same kind, and a link inside a link, say nothing more."""
    if len(marks) < 2:
        return marks
    kinds: set[str] = set()
    distinct = []
    for mark in marks:
        if mark.kind not in kinds:
            kinds.add(mark.kind)
            distinct.append(mark)
    return tuple(distinct)


def _seen(piece: Piece) -> tuple[str, str]:
    if piece.kind == "text":
        return piece.text[0], piece.text[-1]
    return {"code": ("`", "`"), "image": ("!", ")"), "break": (_EDGE, _EDGE)}[piece.kind]


def _decide(tokens: list[_Token], begin: int) -> None:
    """Write the mark that begins at `begin` in a way that a parser understands, else not at all."""
    mark, end = tokens[begin].mark, tokens[begin].partner
    if mark is None:  # pragma: no cover - only marks are asked for
        return
    outside = _beside(tokens, begin, -1), _beside(tokens, end, 1)
    inside = _beside(tokens, begin, 1), _beside(tokens, end, -1)
    if not (_stays(tokens, begin, -1) and _stays(tokens, end, 1)):
        return
    for delimiter in _DELIMITERS[mark.kind]:
        if delimiter[0] in outside or delimiter[0] in _written(tokens, begin, end):
            continue
        if _flanks(outside[0], inside[0], delimiter) and _flanks(outside[1], inside[1], delimiter):
            tokens[begin].written = tokens[end].written = delimiter
            return


def _beside(tokens: list[_Token], index: int, step: int) -> str:
    """The character beside a mark, as far as it is decided what stands there."""
    index += step
    while 0 <= index < len(tokens):
        token = tokens[index]
        if token.piece is not None:
            return token.neighbours[0] if step > 0 else token.neighbours[1]
        if token.mark is not None and token.mark.kind == "link":
            return ")" if token.closes else "["
        if token.written:
            return token.written[0]
        index += step
    return _EDGE


def _written(tokens: list[_Token], begin: int, end: int) -> str:
    """The delimiters that touch a mark from inside; empty as long as outer marks are decided first."""
    return tokens[begin + 1].written + tokens[end - 1].written


def _stays(tokens: list[_Token], index: int, step: int) -> bool:
    """Does an emphasis that is written right outside of this one stay one, with a delimiter as its first character?"""
    index += step
    while 0 <= index < len(tokens) and tokens[index].piece is None:
        token = tokens[index]
        if token.written and token.closes == (step > 0):
            beyond = _beside(tokens, index, step)
            if not (beyond.isspace() or _is_surely_punctuation(beyond)):
                return False
        elif token.written or (token.mark is not None and token.mark.kind == "link"):
            return True
        index += step
    return True


def _flanks(outside: str, inside: str, delimiter: str) -> bool:
    """Is the delimiter between these characters understood as the edge of an emphasis?

    Parsers are not of one mind about symbols, so these count as whichever is worse.
    """
    if inside.isspace():
        return False
    is_free = outside.isspace() or _is_surely_punctuation(outside)
    if _is_perhaps_punctuation(inside) or delimiter[0] == "_":
        return is_free
    return True


def _is_surely_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] == "P" or (character.isascii() and _is_perhaps_punctuation(character))


def _is_perhaps_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] not in "LNZ"


def _joined(tokens: list[_Token], broken: str) -> str:
    out: list[str] = []
    for token in tokens:
        piece, mark = token.piece, token.mark
        if piece is None:
            if mark is not None and mark.kind == "link":
                if not token.closes:
                    _guard(out)
                out.append(f"]({addresses.written(mark.address)})" if token.closes else "[")
            else:
                out.append(token.written)
        elif piece.kind == "text":
            text = escaping.words(piece.text)
            # `[^` begins a footnote.
            out.append(f"\\{text}" if out and out[-1] == "[" and text[0] == "^" else text)
        elif piece.kind == "code":
            out.append(escaping.code(piece.text))
        elif piece.kind == "image":
            _guard(out)
            out.append(f"![{escaping.words(piece.text)}]({addresses.written(piece.address)})")
        else:
            out.append(broken)
    return "".join(out)


def _guard(out: list[str]) -> None:
    """Keep an exclamation mark or a caret right before a bracket from making an image or a footnote of it."""
    if out and out[-1][-1:] in {"!", "^"}:
        out[-1] = f"{out[-1][:-1]}\\{out[-1][-1]}"
