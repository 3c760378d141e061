from __future__ import annotations

import pytest

from reader.tui.dialogs.confirm import Confirm
from reader.tui.key_line import KeyLine
from tests.tui.hosting import Host, hit, screen_text


def _host() -> Host:
    return Host(dialog=Confirm("2 highlights of [red]x[/red] could not be saved. Quit?", yes="Quit", no="Stay"))


@pytest.mark.parametrize(("key", "answer"), [("y", True), ("n", False), ("escape", False), ("q", False)])
async def test_a_key_answers(key: str, answer: object) -> None:
    host = _host()
    async with host.driven() as pilot:
        assert "2 highlights of [red]x[/red] could not be saved. Quit?" in screen_text(pilot.app)
        await hit(pilot, "enter", key)
    assert host.results == [answer]


@pytest.mark.parametrize(("x", "answer"), [(2, False), (10, True)])
async def test_a_click_answers(x: int, answer: object) -> None:
    host = _host()
    async with host.driven() as pilot:
        await pilot.click(KeyLine, offset=(x, 0))
    assert host.results == [answer]


async def test_both_answers_are_seen_on_a_small_screen() -> None:
    async with _host().driven(20, 5) as pilot:
        assert "n Stay  y Quit" in screen_text(pilot.app)
