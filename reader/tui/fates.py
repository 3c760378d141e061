"""What became of passages in an article that was changed, in words for the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model.annotation import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model.annotation import Highlight


def on_opening(highlights: Iterable[Highlight]) -> str:
    """What one should know of the highlights of an article that was just opened; empty where nothing is."""
    changed = lost = 0
    for highlight in highlights:
        changed += highlight.status is Status.CHANGED
        lost += highlight.status is Status.ORPHANED
    if not changed:
        stand = "has lost its passage: it stands" if lost == 1 else "have lost their passages: they stand"
        return f"{_counted(lost, 'highlight')} {stand} at the end of the notes" if lost else ""
    told = f"{_counted(changed, 'highlight')} now {'reads' if changed == 1 else 'read'} otherwise (]c goes there)"
    return f"{told}, {lost} lost {'its passage' if lost == 1 else 'their passages'}" if lost else told


def moves(kept: Sequence[tuple[Highlight, Highlight]]) -> list[str]:
    """What became of the passages of highlights and bookmarks, each given as it was and as it is."""
    told: list[str] = []
    for noun, is_bookmark in (("highlight", False), ("bookmark", True)):
        done = _fates([(a, b) for a, b in kept if a.annotation.is_bookmark == is_bookmark])
        if done:
            count, rest = done[0].split(" ", 1)
            told += [f"{_counted(int(count), noun)} {rest}", *done[1:]]
    return told


def _fates(kept: Sequence[tuple[Highlight, Highlight]]) -> list[str]:
    changed = sum(b.status is Status.CHANGED and a.now != b.now for a, b in kept)
    lost = sum(a.span is not None and b.span is None for a, b in kept)
    found = sum(
        b.span is not None and b.status is not Status.CHANGED and (a.span is None or a.status is Status.CHANGED)
        for a, b in kept
    )
    moved = sum(a.span is not None and b.span is not None and a.span != b.span and a.now == b.now for a, b in kept)
    return [
        *([f"{moved} moved"] if moved else []),
        *([f"{changed} reads otherwise" if changed == 1 else f"{changed} read otherwise"] if changed else []),
        *([f"{lost} lost {'its passage' if lost == 1 else 'their passages'}"] if lost else []),
        *([f"{found} found again"] if found else []),
    ]


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
