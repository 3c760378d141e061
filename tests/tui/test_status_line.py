"""What has to be read is read whole, on as many rows as it needs; everything else has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.cells import width
from reader.tui.status_line import MOST, folded
from tests.tui.desk import desk

if TYPE_CHECKING:
    from reader.library import Library

LONG = (
    "notes/bridge-e7965fa3.json cannot be written: No space left on device. Nothing was changed: make room on the disk"
)


@pytest.mark.parametrize("columns", [60, 80, 120])
async def test_an_alarm_is_read_whole_and_goes_with_the_next_message(library: Library, columns: int) -> None:
    async with desk(library, columns, 24) as driver:
        await driver.open("bridge")
        height = driver.desk.page.size.height
        driver.desk.say(LONG, alarm=True)
        await driver.settle()
        rows = driver.desk.status.rows
        assert rows == {60: 3, 80: 2, 120: 1}[columns]
        assert LONG.rsplit(maxsplit=1)[-1] in driver.screen
        assert driver.desk.page.size.height == height - rows + 1
        driver.desk.say("saved")
        await driver.settle()
        assert driver.desk.status.rows == 1
        assert driver.desk.page.size.height == height
        assert "saved" in driver.screen


async def test_a_message_has_a_second_row_and_a_reminder_has_one(library: Library) -> None:
    told = (
        "changed on the disk: 6 highlights moved, 1 reads otherwise, 2 lost their passages; "
        "notes were written elsewhere: 3 new, 1 changed"
    )
    async with desk(library, 80, 24) as driver:
        await driver.open("bridge")
        height = driver.desk.page.size.height
        driver.desk.say(told)
        await driver.settle()
        assert driver.desk.status.rows == 2
        assert " ".join(" ".join(driver.screen.splitlines()[-3:-1]).split()).startswith(told)
        assert driver.desk.page.size.height == height - 1
        await driver.press("j")
        assert driver.desk.status.rows == 1
        assert driver.desk.page.size.height == height


async def test_of_a_very_long_message_two_rows_are_shown(library: Library) -> None:
    async with desk(library, 80, 24) as driver:
        driver.desk.say("word " * 100)
        await driver.settle()
        assert driver.desk.status.rows == 2
        assert "…" in driver.screen.splitlines()[-2]


async def test_an_alarm_is_folded_anew_when_the_window_changes(library: Library) -> None:
    async with desk(library, 120, 24) as driver:
        driver.desk.say(LONG, alarm=True)
        await driver.settle()
        await driver.pilot.resize_terminal(60, 24)
        await driver.settle()
        assert driver.desk.status.rows == 3
        assert LONG.rsplit(maxsplit=1)[-1] in driver.screen


@given(st.text(st.characters(exclude_categories=("C", "M", "Z")) | st.just(" "), max_size=200), st.integers(4, 40))
def test_rows_are_no_wider_than_there_is_room_and_no_more_than_they_may_be(text: str, cells: int) -> None:
    lines = folded(text, cells, MOST)
    assert 1 <= len(lines) <= MOST
    assert all(width(line) <= cells for line in lines)
    if width(text) <= cells:
        assert lines == [text]
