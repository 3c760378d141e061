"""Who said a quotation goes along with it: proposed, corrected, shown, copied, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.desk import desk, notes

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from reader.library import Library


async def test_a_quotation_takes_its_speaker_along(library: Library, root: Path) -> None:
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("apostrophe", "apostrophe", "m", "q")
        assert "Tomas Reyes" in driver.screen
        assert "↑ Speaker" in driver.screen
        await driver.type("testimony")
        await driver.press("enter")
        (note,) = notes(root)
        assert (note["quote"], note["speaker"]) == ("“It was the wrong question.”", "Tomas Reyes")
        assert note["themes"] == ["testimony"]
        assert "— Tomas Reyes" in driver.screen


async def test_the_speaker_is_corrected_in_the_prompt_and_one_undo_takes_it_all(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("apostrophe", "m", "q", "up", "end")
        await driver.type(" jr")
        await driver.press("enter")
        await driver.type("testimony")
        await driver.press("enter")
        (note,) = notes(root)
        assert (note["speaker"], note["themes"]) == ("Tomas Reyes jr", ["testimony"])
        await driver.press("t", "up", "ctrl+u", "down", "enter")
        (note,) = notes(root)
        assert (note["speaker"], note["themes"]) == ("", ["testimony"])
        await driver.press("u")
        assert notes(root)[0]["speaker"] == "Tomas Reyes jr"
        await driver.press("u")
        assert notes(root) == []


async def test_a_speaker_is_kept_without_a_prompt_and_without_themes(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("apostrophe", "M", "q", "apostrophe", "m", "q", "escape")
        assert [note["speaker"] for note in notes(root)] == ["Tomas Reyes", "Tomas Reyes"]


async def test_words_that_nobody_speaks_ask_for_no_speaker(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("m", "m")
        assert "speaker" not in driver.screen
        await driver.press("escape")
        assert notes(root)[0]["speaker"] == ""


async def test_a_quotation_is_copied_with_its_speaker_though_it_is_not_marked(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr("reader.tui.clipboard.copy", lambda _app, words: copied.append(words))
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("apostrophe", "Y", "q")
    assert "— Tomas Reyes, " in copied[0]


async def test_a_template_of_ones_own_says_what_a_copied_quotation_is(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr("reader.tui.clipboard.copy", lambda _app, words: copied.append(words))
    own = tmp_path / "templates"
    own.mkdir()
    async with desk(library, 160, 40) as driver:
        driver.desk.templates_folder = own
        await driver.open("bridge")
        (own / "quote.md").write_text("{{ highlight.speaker }}: {{ highlight.quote }}")
        await driver.press("apostrophe", "Y", "q")
        (own / "quote.md").write_text("\n{{ highlight.speakers }}")
        await driver.press("Y", "q")
        assert "quote.md, line 2: there is no `speakers`; did you mean `speaker`?" in driver.screen
    assert copied[0] == "Tomas Reyes: “We answered the question we were asked,”"
    assert copied[1].startswith("> “We answered the question we were asked,”\n>\n> — Tomas Reyes, ")
