"""Lines to paragraphs and headings, across columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from reader.sources.pdf import joining

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.sources.pdf.lines import Line, Run

_LARGER = 1.12
"""By how much a heading is larger than the text at least."""

_SMALLER = 0.93
_WIDE = 1.45
"""By how much the gap above a paragraph is wider than those between its lines."""

_INDENT = 0.6
"""Of its size, by which a first line is set in at least."""

_HEADING = 200
"""Characters of a heading at most."""

_MANY = 10
_ROOM = 0.6
"""Of a full line, which a line fills that goes on in the next one at least."""

_NUMBERED = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\[\d{1,3}\])\s+\S")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")


@dataclass(slots=True)
class Block:
    """A paragraph, a heading, an item or some lines of code."""

    lines: list[Line]
    level: int = 0
    """Of a heading, 1 to 6."""

    is_item: bool = False
    is_code: bool = False
    runs: list[Run] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What it says."""
        return "".join(run.text for run in self.runs).strip()


def of(pages: Sequence[list[Line]]) -> list[Block]:
    """The blocks of the text, in their order; what is set small at the foot of a page stands behind its paragraph."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    body = _body_size(lines)
    usual = _usual_gap(lines, body), _usual_length(lines, body)
    blocks: list[Block] = []
    for page in pages:
        main, notes = _parted(page, body)
        made = [*_blocks(main, body, usual)]
        if made and (before := _continued(blocks, made[0])) is not None:
            before.lines += made.pop(0).lines
        blocks += made
        blocks += _blocks(notes, body, usual)
    known = joining.words(lines)
    sizes = sorted({round(block.lines[0].size) for block in blocks if block.level == -1}, reverse=True)
    for block in blocks:
        if block.level:
            size = round(block.lines[0].size)
            block.level = min(6, sizes.index(size) + 1 if size in sizes else len(sizes) + 1)
        block.runs = joining.runs(block.lines, known, is_item=block.is_item)
    return [block for block in blocks if block.words]


def _body_size(lines: Sequence[Line]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] or 1.0


def _usual_gap(lines: Sequence[Line], body: float) -> float:
    """From line to line of the text, in points."""
    gaps = [
        before.y - after.y
        for before, after in pairwise(lines)
        if before.page == after.page and 0 < before.y - after.y < 3 * body and _is_text(before, body)
    ]
    if len(gaps) < _MANY:
        # So few lines may be paragraphs of one line each.
        return min([*gaps, 1.25 * body])
    return median(gaps)


def _usual_length(lines: Sequence[Line], body: float) -> float:
    """Characters of a full line of the text."""
    lengths = sorted(len(line.text) for line in lines if _is_text(line, body))
    return lengths[len(lengths) * 3 // 4] if lengths else 0.0


def _is_text(line: Line, body: float) -> bool:
    return _SMALLER * body <= line.size <= _LARGER * body


def _parted(page: list[Line], body: float) -> tuple[list[Line], list[Line]]:
    """The text of a page, and the notes below it."""
    small = [line for line in page if line.size < _SMALLER * body]
    rest = [line for line in page if line.size >= _SMALLER * body]
    if not small or not rest:
        return page, []
    foot = min(line.y for line in rest)
    notes = [line for line in small if line.y < foot]
    return [line for line in page if not any(line is note for note in notes)], notes


def _blocks(lines: Sequence[Line], body: float, usual: tuple[float, float]) -> Iterator[Block]:
    current: Block | None = None
    for line in lines:
        if not line.text:
            continue
        kind = _kind(line, body)
        if current is not None and kind == _kind(current.lines[-1], body) and _goes_on(current, line, *usual):
            current.lines.append(line)
            continue
        if current is not None:
            yield _finished(current, body)
        is_item = kind == "text" and bool(joining.BULLET.match(line.text) or joining.LEADERS.search(line.text))
        current = Block([line], is_item=is_item, is_code=kind == "code")
    if current is not None:
        yield _finished(current, body)


def _kind(line: Line, body: float) -> str:
    if line.size > _LARGER * body:
        return f"large {round(line.size)}"
    if line.is_fixed:
        return "code"
    return "bold" if line.is_bold else "small" if line.size < _SMALLER * body else "text"


def _goes_on(block: Block, line: Line, gap: float, usual_length: float) -> bool:
    """Does a line go on with the block before it, as far as its place and its beginning tell?"""
    last = block.lines[-1]
    usual = max(gap, 1.1 * line.size) if line.size > last.size * 0.9 else gap
    step = last.y - line.y
    if line.page != last.page or step < -0.5 * line.size:
        return _flows(last, line)
    if step > _WIDE * usual:
        return False
    return block.is_code or not (_is_short(last, line, usual_length) or _begins(line, last) or _is_moved(block, line))


def _begins(line: Line, last: Line) -> bool:
    """Does a line begin an item, or an entry of a table of contents?"""
    if joining.BULLET.match(line.text) or joining.LEADERS.search(line.text) or joining.LEADERS.search(last.text):
        return True
    return bool(_NUMBERED.match(line.text) and _ENDED.search(last.text))


def _is_moved(block: Block, line: Line) -> bool:
    """Does a line stand further in or out than those before it, as the first of a paragraph does?"""
    column, last, first = _column(block), block.lines[-1], block.lines[0]
    left = min(each.x for each in column[1:]) if len(column) > 1 else column[0].x if block.lines != column else None
    is_indented = line.x > (left if left is not None else last.x) + _INDENT * line.size
    if is_indented and (left is not None or _ENDED.search(last.text)) and not block.is_item:
        return True
    is_hanging = left is not None and line.x < left - _INDENT * line.size
    is_at_margin = line.x <= first.x + 0.1 * line.size
    return bool((is_hanging or block.is_item) and is_at_margin and _ENDED.search(last.text))


def _column(block: Block) -> list[Line]:
    """The lines of a block in its last column."""
    found = [block.lines[-1]]
    for line in reversed(block.lines[:-1]):
        if line.page != found[0].page or line.y <= found[0].y:
            break
        found.insert(0, line)
    return found


def _is_short(last: Line, line: Line, usual_length: float) -> bool:
    """Would the first word of a line have had room in the one before, so that it was meant to end there?"""
    return len(last.text) + len(line.text.partition(" ")[0]) + 1 < _ROOM * usual_length


def _flows(last: Line, line: Line) -> bool:
    """Does a sentence go on in the next column, or on the next page?"""
    return not _ENDED.search(last.text) and (line.text[:1].islower() or last.text[-1:] in joining.HYPHENS)


def _continued(blocks: Sequence[Block], first: Block) -> Block | None:
    """The paragraph of an earlier page that the first of this one goes on with."""
    for block in reversed(blocks[-6:]):
        if block.lines[-1].size < 0.95 * first.lines[0].size:
            continue
        fits = (
            not block.is_code
            and not first.is_code
            and not first.is_item
            and abs(block.lines[-1].size - first.lines[0].size) < 1
        )
        return block if fits and _flows(block.lines[-1], first.lines[0]) else None
    return None


def _finished(block: Block, body: float) -> Block:
    """Say whether a block is a heading; -1 where it is, its level is told when all are known."""
    kind = _kind(block.lines[0], body)
    length = sum(len(line.text) for line in block.lines)
    is_large = kind.startswith("large") and length <= _HEADING
    is_bold = (
        kind == "bold"
        and length <= _HEADING / 2
        and len(block.lines) <= 2
        and not block.lines[-1].text.endswith((".", ","))
    )
    if (is_large or is_bold) and not joining.LEADERS.search(block.lines[-1].text):
        block.level = -1 if is_large else -2
        block.is_item = False
    return block
