"""Short texts folded to lines: for dialogs, notes and what is said in empty lists."""

from __future__ import annotations

from reader.text.cells import cell_map, fit, width
from reader.text.wrapping import wrap, wrap_simple


def fold(text: str, cells: int, most: int = 1000) -> list[str]:
    """`text`, its white space folded, in lines of at most `cells` cells; at most `most` lines, the last with `…`."""
    if cells <= 0 or most <= 0:
        return []
    # A quote may be a whole article: what cannot be shown is not looked at.
    limit = (most + 1) * (cells + 1)
    shown = " ".join(text[:limit].split())
    breaker = wrap_simple if cell_map(shown).is_even else wrap
    spans: list[tuple[int, int]] = []
    breaker(shown, 0, len(shown), cells, lambda start, end: spans.append((start, end)))
    lines = [fit(shown[start:end], cells) for start, end in spans[:most]]
    if len(spans) > most or len(text) > limit:
        lines[-1] = _cut(lines[-1], cells)
    return lines


def fold_paragraphs(text: str, cells: int, most: int) -> list[str]:
    """`text` line by line, each folded; at most `most` lines in all, the last with `…`."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        if not paragraph.strip():
            continue
        if len(lines) == most:
            lines[-1] = _cut(lines[-1], cells)
            break
        lines += fold(paragraph, cells, most - len(lines))
    return lines


def _cut(line: str, cells: int) -> str:
    """`line` with `…` behind it, or in place of its last word where there is no room."""
    if line.endswith("…"):
        return line
    if width(line) < cells:
        return line + "…"
    shorter = fit(line, cells - 1, "")
    words, space, _ = shorter.rpartition(" ")
    return (words if space and len(words) > len(shorter) // 2 else shorter).rstrip(" ,;:") + "…"
