from __future__ import annotations

import pytest
from textual.widgets import Button, Static

from reader.tui.dialogs.line_prompt import LinePrompt
from tests.tui.hosting import Host, hit, screen_text, write


async def test_every_change_is_told_and_the_end_too() -> None:
    prompt = LinePrompt()
    host = Host(prompt)
    async with host.driven(60, 6) as pilot:
        prompt.ask("filter", "fe", place="list")
        await write(pilot, "rr")
        await hit(pilot, "enter")
        assert [message.text for message in host.posted(LinePrompt.Changed)] == ["fer", "ferr"]
        assert host.posted(LinePrompt.Submitted) == [LinePrompt.Submitted("ferr", "list")]
        assert not prompt.is_open


async def test_it_stands_in_the_last_row_while_it_asks() -> None:
    prompt = LinePrompt()
    async with Host(Static("the text"), prompt).driven(60, 6) as pilot:
        assert "filter" not in screen_text(pilot.app)
        prompt.ask("filter", "[red]x", place="list")
        prompt.tell("[b]3 matches")
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[-1] == " filter ❯ [red]x" + " " * 31 + "[b]3 matches"
        assert screen_text(pilot.app).startswith("the text")
        await hit(pilot, "escape")
        await pilot.pause()
        assert "filter" not in screen_text(pilot.app)


async def test_escape_says_that_it_is_not_wanted() -> None:
    prompt = LinePrompt()
    host = Host(prompt)
    async with host.driven(60, 6) as pilot:
        prompt.ask("search", place="page")
        await write(pilot, "x")
        await hit(pilot, "escape")
        assert host.posted(LinePrompt.Cancelled) == [LinePrompt.Cancelled("page")]
        assert not host.posted(LinePrompt.Submitted)


async def test_the_arrows_go_through_what_was_found() -> None:
    prompt = LinePrompt()
    host = Host(prompt)
    async with host.driven(60, 6) as pilot:
        prompt.ask("search", place="page")
        await hit(pilot, "down", "up")
        assert host.posted(LinePrompt.Stepped) == [LinePrompt.Stepped(1, "page"), LinePrompt.Stepped(-1, "page")]


async def test_a_click_elsewhere_closes_it_without_a_word() -> None:
    prompt, button = LinePrompt(), Button("elsewhere")
    host = Host(button, prompt)
    async with host.driven(60, 6) as pilot:
        prompt.ask("search", place="page")
        await write(pilot, "x")
        await pilot.click(button)
        await pilot.pause()
        assert not prompt.is_open
        assert not host.posted(LinePrompt.Submitted)
        assert not host.posted(LinePrompt.Cancelled)


async def test_it_can_ask_again() -> None:
    prompt = LinePrompt()
    host = Host(prompt)
    async with host.driven(60, 6) as pilot:
        prompt.ask("search", place="page")
        await write(pilot, "x")
        await hit(pilot, "enter")
        prompt.ask("filter", place="list")
        await write(pilot, "y")
        await hit(pilot, "enter")
        assert [message.text for message in host.posted(LinePrompt.Submitted)] == ["x", "y"]


@pytest.mark.parametrize("size", [(20, 5), (4, 2), (1, 1)])
async def test_it_lives_on_any_screen(size: tuple[int, int]) -> None:
    prompt = LinePrompt()
    host = Host(prompt)
    async with host.driven(*size) as pilot:
        prompt.ask("filter", place="list")
        prompt.tell("a rather long complaint about the query", alarm=True)
        await write(pilot, "harbour")
        assert all(len(line) <= size[0] for line in screen_text(pilot.app).splitlines())
        await hit(pilot, "enter")
        assert host.posted(LinePrompt.Submitted) == [LinePrompt.Submitted("harbour", "list")]
