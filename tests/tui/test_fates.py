import pytest

from reader.model.annotation import Highlight, Status
from reader.model.span import Span
from reader.tui import fates
from tests.store.samples import annotation


def highlight(number: int, status: Status, start: int = 0, now: str = "") -> Highlight:
    return Highlight(annotation(number), None if status is Status.ORPHANED else Span(start, start + 5), status, now)


HERE, THERE = highlight(1, Status.ANCHORED), highlight(1, Status.MOVED, 9)
OTHER, LOST = highlight(1, Status.CHANGED, 9, "other"), highlight(1, Status.ORPHANED)


@pytest.mark.parametrize(
    ("highlights", "told"),
    [
        ([HERE, THERE], ""),
        ([OTHER], "1 highlight now reads otherwise (]c goes there)"),
        ([OTHER, OTHER, LOST], "2 highlights now read otherwise (]c goes there), 1 lost its passage"),
        ([LOST], "1 highlight has lost its passage: it stands at the end of the notes"),
        ([LOST, LOST], "2 highlights have lost their passages: they stand at the end of the notes"),
    ],
)
def test_what_is_told_when_an_article_is_opened(highlights: list[Highlight], told: str) -> None:
    assert fates.on_opening(highlights) == told


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ([(HERE, HERE)], []),
        ([(HERE, THERE)], ["1 highlight moved"]),
        ([(HERE, THERE), (HERE, THERE), (HERE, OTHER)], ["2 highlights moved", "1 reads otherwise"]),
        ([(HERE, OTHER), (HERE, OTHER)], ["2 highlights read otherwise"]),
        ([(OTHER, OTHER), (HERE, LOST)], ["1 highlight lost its passage"]),
        ([(LOST, HERE), (OTHER, HERE)], ["2 highlights found again"]),
    ],
)
def test_what_is_told_when_an_open_article_changes(kept: list[tuple[Highlight, Highlight]], told: list[str]) -> None:
    assert fates.moves(kept) == told
