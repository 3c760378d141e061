from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reader.text.cells import width
from tests.conftest import being_written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.cli.running import Reader

KEYS = [
    *("id", "article_id", "article_title", "quote", "prefix", "suffix", "start", "end"),
    *("status", "themes", "note", "speaker", "color", "created", "modified", "motivation", "now", "formerly"),
]
WRONG = "It was the wrong question."


def test_a_highlight_has_the_keys_of_the_contract(desk: Reader) -> None:
    desk("mark", "bridge", "--quote", WRONG, "--theme", "law", "--theme", "harbour", "--note", "Says who?")
    (made,) = desk("notes", "--json").data
    assert list(made) == KEYS
    assert made["quote"] == WRONG
    assert made["prefix"].endswith("the deputy officer. “")
    assert made["suffix"].startswith("”")
    assert (made["status"], made["themes"], made["note"]) == ("anchored", ["law", "harbour"], "Says who?")
    assert (made["speaker"], made["color"]) == ("", "")
    assert datetime.fromisoformat(made["created"]).utcoffset() == timedelta(0)
    assert made["modified"] >= made["created"]


def test_a_new_highlight_is_told_by_its_id(desk: Reader) -> None:
    result = desk("mark", "bridge", "--quote", WRONG)
    (made,) = desk("notes", "--json").data
    assert result == (0, f"{made['id']}\n", "")


def test_white_space_in_a_quote_may_differ(desk: Reader) -> None:
    made = desk("mark", "bridge", "--quote", "  the\twrong\n question ", "--json").data
    assert made["quote"] == "the wrong question"


def test_the_context_says_which_of_several(desk: Reader) -> None:
    result = desk("mark", "bridge", "--quote", "question")
    assert result.code == 3
    assert "--prefix" in result.err
    made = desk("mark", "bridge", "--quote", "question", "--prefix", "the wrong ", "--json").data
    text = desk("show", "bridge", "--json").data["text"]
    assert text[: made["start"]].endswith("It was the wrong ")
    made = desk("mark", "bridge", "--quote", "question", "--suffix", " we were", "--json").data
    assert text[made["end"] :].startswith(" we were asked")


def test_a_quote_that_is_not_there_is_not_found(desk: Reader) -> None:
    result = desk("mark", "bridge", "--quote", "zeppelin")
    assert (result.code, result.out) == (3, "")
    assert "zeppelin" in result.err


def test_an_empty_quote_or_theme_is_wrong_use(desk: Reader) -> None:
    assert desk("mark", "bridge", "--quote", " ").code == 2
    assert desk("mark", "bridge", "--quote", WRONG, "--theme", "\u202e ").code == 2
    assert desk("notes", "--json").data == []


def test_hostile_themes_and_notes_are_kept_harmless(desk: Reader) -> None:
    desk("mark", "bridge", "--quote", WRONG, "--theme", "[red]\x1b]52;c;x\x07", "--note", "\x1b[2Jgone\x9b")
    result = desk("notes")
    assert "[red]" in result.out
    assert not {"\x1b", "\x07", "\x9b"} & set(result.out)
    desk("notes", "--json")


def test_the_notes_are_those_that_match(desk: Reader) -> None:
    desk("mark", "bridge", "--quote", WRONG, "--theme", "law")
    desk("mark", "houses", "--quote", "a volunteer survey", "--theme", "housing")
    assert [made["themes"] for made in desk("notes", "theme:law", "--json").data] == [["law"]]
    assert len(desk("notes", "--json").data) == 2
    result = desk("notes", "theme:zeppelins")
    assert (result.code, result.out) == (0, "")
    assert "No highlight matches" in result.err


def test_notes_are_printed_by_article(desk: Reader) -> None:
    desk("mark", "bridge", "--quote", WRONG, "--theme", "law", "--note", "Says who?\nAnd why?")
    desk("mark", "houses", "--quote", "a volunteer survey")
    blocks = desk("notes").out.rstrip().split("\n\n")
    assert "  “It was the wrong question.”\n  law\n  Says who?\n  And why?" in blocks
    assert any(block.startswith("The town that counted its empty houses\n") for block in blocks)


def test_nothing_highlighted_is_told(desk: Reader) -> None:
    result = desk("notes")
    assert (result.code, result.out) == (0, "")
    assert "Nothing is highlighted yet." in result.err
    assert desk("notes", "--json").out == "[]\n"


def test_notes_fit_the_terminal(desk: Reader, terminal: Callable[[int], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal(24)
    quote = "For eleven years the council told residents that fewer than two hundred homes stood empty."
    desk("mark", "houses", "--quote", quote, "--note", "漢字かな交じり文" * 5)
    identifier = desk("notes", "--json").data[0]["article_id"]
    lines = desk("notes").out.splitlines()
    assert all(width(line) <= 24 for line in lines if line != identifier)


def test_a_passage_that_is_gone_is_an_orphan_without_a_place(desk: Reader, root: Path) -> None:
    desk("mark", "houses", "--quote", "a volunteer survey found 1,204", "--theme", "housing")
    path = root / "articles" / "houses.md"
    path.write_text(path.read_text("utf-8").replace("Last month a volunteer survey found 1,204.", "Nothing."), "utf-8")
    (made,) = desk("notes", "--json").data
    assert (made["status"], made["start"], made["end"]) == ("orphaned", None, None)
    assert made["quote"] == "a volunteer survey found 1,204"
    told = "No longer in the text\n\n  “a volunteer survey found 1,204”\n  housing\n"
    assert desk("notes").out.endswith(told)
    shown = desk("show", "houses").out
    assert shown.endswith(told)


def test_damaged_notes_are_named_once_and_the_rest_is_printed(desk: Reader, root: Path) -> None:
    bridge = desk("mark", "bridge", "--quote", WRONG, "--json").data
    houses = desk("mark", "houses", "--quote", "a volunteer survey", "--json").data
    torn = root / "notes" / f"{houses['article_id']}.json"
    torn.write_text(json.dumps({"_default": {"1": {"id": 7}}}))
    being_written(torn)
    for command in ("notes", "list"):
        result = desk(command, "--json")
        assert result.code == 1
        assert result.err.count(torn.name) == 1
    assert desk("notes", "--json").data == [bridge]
    assert len(desk("list", "--json").data) == 2
    result = desk("export")
    assert result.code == 1
    assert WRONG in result.out


def test_a_damaged_codebook_costs_only_the_colours(desk: Reader, root: Path) -> None:
    desk("mark", "bridge", "--quote", WRONG, "--theme", "law")
    (root / "themes.json").write_text("{ torn")
    being_written(root / "themes.json")
    result = desk("notes")
    assert result.code == 1
    assert WRONG in result.out
    assert "themes.json" in result.err
    assert desk("themes").code == 4


def test_a_passage_that_says_it_otherwise_keeps_its_old_wording(desk: Reader, root: Path) -> None:
    desk("mark", "houses", "--quote", "a volunteer survey found 1,204", "--theme", "housing")
    path = root / "articles" / "houses.md"
    now = path.read_text("utf-8").replace("Last month a volunteer survey found 1,204", "A volunteer survey found 1,240")
    path.write_text(now, "utf-8")
    (made,) = desk("notes", "is:changed", "--json").data
    assert (made["status"], made["quote"]) == ("changed", "a volunteer survey found 1,204")
    assert made["now"] == "A volunteer survey found 1,240"
    text = desk("show", "houses", "--json").data["text"]
    assert text[made["start"] : made["end"]] == made["now"]
    told = "“a volunteer survey found 1,204”\n  housing\n  the article now says “A volunteer survey found 1,240”\n"
    assert told in desk("notes").out
    exported = desk("export").out
    assert "> a volunteer survey found 1,204" in exported
    assert "The article now reads otherwise" in exported
    assert desk("list", "is:changed", "--json").data[0]["id"] == made["article_id"]
    assert desk("notes", "quote:1,204", "--json").data == [made]
