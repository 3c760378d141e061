"""Lists and quotations of a compiled text, worked out again from what stands before the lines of its blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.text.document import Block

Kind: TypeAlias = Literal["quote", "bullets", "numbers", "signs", "item"]
"""`signs` is a list whose items have boxes or the numbers of footnotes; `item` stands in one of the three lists."""

_BAR = "▎ "
_SIGN = re.compile(r"(?P<bullets>[•◦▪])\s+|(?P<numbers>\d+)[.)]\s+(?![☐☑])|(?P<signs>(?:\d+[.)] )?[☐☑]|\[\d+\])\s+")


@dataclass(frozen=True, slots=True)
class Container:
    """What blocks stand in."""

    kind: Kind

    sign: str = ""
    """Of an item: its number, its box, or the number of a footnote in brackets."""

    width: int = 0
    """Of an item: how far it sets in what stands in it."""


class Step(NamedTuple):
    """A container that begins or ends, or a block."""

    what: Literal["begin", "end", "block"]
    container: Container
    number: int = 0
    """Of the block."""


_NOTHING = Container("quote")


class _Unit(NamedTuple):
    """A piece of the decoration of a line."""

    kind: Literal["quote", "indent", "bullets", "numbers", "signs"]
    width: int
    sign: str = ""


def walk(blocks: Sequence[Block]) -> Iterator[Step]:
    """Go through blocks, and what they stand in, from the outside in."""
    around: list[Container] = []

    def close(depth: int) -> Iterator[Step]:
        while len(around) > depth:
            yield Step("end", around.pop())

    def begin(container: Container) -> Step:
        around.append(container)
        return Step("begin", container)

    for number, block in enumerate(blocks):
        depth = 0
        for unit in _units(block):
            if unit.kind == "quote":
                if depth >= len(around) or around[depth].kind != "quote":
                    yield from close(depth)
                    yield begin(Container("quote"))
                depth += 1
            elif unit.kind == "indent":
                depth = _inside(around, depth, unit.width)
            else:
                goes_on = depth < len(around) and around[depth].kind == unit.kind
                yield from close(depth + goes_on)
                if not goes_on:
                    yield begin(Container(unit.kind))
                yield begin(Container("item", unit.sign, unit.width))
                depth += 2
        yield from close(depth)
        yield Step("block", _NOTHING, number)
    yield from close(0)


def _inside(around: Sequence[Container], depth: int, width: int) -> int:
    """How deep one is when `width` cells are set in for items that have begun."""
    while depth + 1 < len(around) and around[depth + 1].kind == "item" and around[depth + 1].width <= width:
        width -= around[depth + 1].width
        depth += 2
    return depth


def _units(block: Block) -> Iterator[_Unit]:
    first, rest = block.first, block.rest
    place = 0
    while place < len(rest):
        if rest.startswith(_BAR, place):
            yield _Unit("quote", len(_BAR))
            place += len(_BAR)
            continue
        end = rest.find(_BAR, place)
        end = len(rest) if end < 0 else end
        yield from _signs(first[place:end])
        place = end


def _signs(decoration: str) -> Iterator[_Unit]:
    place = len(decoration) - len(decoration.lstrip())
    if place:
        yield _Unit("indent", place)
    while sign := _SIGN.match(decoration, place):
        words = sign[0].strip() if sign["bullets"] is None else ""
        kind: Literal["bullets", "numbers", "signs"]
        kind = "bullets" if sign["bullets"] else "numbers" if sign["numbers"] else "signs"
        yield _Unit(kind, len(sign[0]), sign["numbers"] or words)
        place = sign.end()
