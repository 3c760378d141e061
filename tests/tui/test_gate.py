"""Nothing that a terminal would act on leaves the app, whichever way it came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.desk import desk

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library

EVIL = "\x1b]52;c;aGk=\x07"


def sent(app: object) -> str:
    """The screen as it is sent to the terminal."""
    return "".join(strip.render(app.console) for strip in app.screen._compositor.render_strips())  # type: ignore[attr-defined]


async def test_a_file_name_with_a_control_sequence_is_only_shown(library: Library, root: Path) -> None:
    (root / "articles" / f"bad{EVIL}.md").write_bytes(b"\x00\x01\x02" * 100)
    async with desk(library) as driver:
        assert "bad" in driver.screen
        assert "\x1b]52" not in sent(driver.app)


async def test_a_message_with_a_control_sequence_is_only_shown(library: Library) -> None:
    async with desk(library) as driver:
        driver.desk.say(f"no {EVIL} such thing")
        await driver.pilot.pause(0)
        assert "such thing" in driver.screen
        assert "\x1b]52" not in sent(driver.app)
        await driver.press("slash")
        driver.desk.say(f"no {EVIL} such thing")
        await driver.pilot.pause(0)
        assert "such thing" in driver.screen
        assert "\x1b]52" not in sent(driver.app)
