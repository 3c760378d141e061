"""Short texts folded to lines: for dialogs, notes and what is said in empty lists."""

from __future__ import annotations

from reader.text.cells import fit, width
from reader.text.wrapping import wrap


def fold(text: str, cells: int, most: int = 1000) -> list[str]:
    """`text`, its white space folded, in lines of at most `cells` cells; at most `most` lines, the last with `…`."""
    if cells <= 0 or most <= 0:
        return []
    # A quote may be a whole article: what cannot be shown is not looked at.
    text = " ".join(text[: (most + 2) * cells * 2].split())
    spans: list[tuple[int, int]] = []
    wrap(text, 0, len(text), cells, lambda start, end: spans.append((start, end)))
    lines = [text[start:end] for start, end in spans]
    if len(lines) > most:
        rest = text[spans[most - 1][0] :]
        kept = fit(rest, cells)
        lines = [*lines[: most - 1], kept if kept != rest else fit(rest + " ", cells)]
    return [line if width(line) <= cells else fit(line, cells) for line in lines]


def fold_paragraphs(text: str, cells: int, most: int) -> list[str]:
    """`text` line by line, each folded; at most `most` lines in all, the last with `…`."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        if not paragraph.strip():
            continue
        if len(lines) == most:
            lines[-1] = fit(lines[-1] + " …" if width(lines[-1]) + 2 <= cells else lines[-1] + "……", cells)
            break
        lines += fold(paragraph, cells, most - len(lines))
    return lines
