from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.model.theme import COLORS
from reader.text.cells import width

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Reader


@pytest.fixture
def themed(desk: Reader) -> Reader:
    """A library with two themes, one of them used twice."""
    desk("mark", "bridge", "--quote", "It was the wrong question.", "--theme", "law/harbour", "--theme", "people")
    desk("mark", "houses", "--quote", "a volunteer survey", "--theme", "people")
    return desk


@pytest.mark.parametrize("words", [("themes", "--json"), ("themes", "list", "--json")])
def test_a_theme_has_the_keys_of_the_contract(themed: Reader, words: tuple[str, ...]) -> None:
    first, second = themed(*words).data
    assert list(first) == ["name", "color", "description", "highlights", "articles"]
    assert (first["name"], first["highlights"], first["articles"]) == ("people", 2, 2)
    assert (second["name"], second["highlights"], second["articles"]) == ("law/harbour", 1, 1)
    assert {first["color"], second["color"]} == set(COLORS[:2])


def test_themes_are_listed_most_used_first(themed: Reader) -> None:
    names = [line.split()[0] for line in themed("themes").out.splitlines()]
    assert names == ["people", "law/harbour"]


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_themes_fit_the_terminal(
    themed: Reader, terminal: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal(columns)
    lines = themed("themes").out.splitlines()
    assert len(lines) == 3
    assert all(width(line) <= columns for line in lines)


def test_no_themes_are_an_empty_array_and_advice(desk: Reader) -> None:
    assert desk("themes", "--json").out == "[]\n"
    result = desk("themes")
    assert (result.code, result.out) == (0, "")
    assert "no themes yet" in result.err


def test_a_theme_is_renamed_in_every_note_and_one_undo_takes_it_back(themed: Reader) -> None:
    result = themed("themes", "rename", "people", "persons")
    assert (result.code, result.out) == (0, "theme “people” renamed in 2 notes: now “persons”\n")
    assert all("persons" in note["themes"] for note in themed("notes", "--json").data)
    assert themed("undo").out == "undone: theme “people” renamed in 2 notes: now “persons”\n"
    assert all("people" in note["themes"] for note in themed("notes", "--json").data)


def test_what_is_changed_is_given_as_json(themed: Reader) -> None:
    (renamed,) = themed("themes", "rename", "law", "right", "--json").data
    assert list(renamed) == ["name", "color", "description", "highlights", "articles"]
    assert (renamed["name"], renamed["highlights"]) == ("right/harbour", 1)
    (colored,) = themed("themes", "color", "people", "ROSE", "--json").data
    assert colored["color"] == "rose"
    (described,) = themed("themes", "describe", "people", "Who is who.", "--json").data
    assert described["description"] == "Who is who."
    (merged,) = themed("themes", "merge", "right/harbour", "people", "--json").data
    assert (merged["name"], merged["highlights"]) == ("people", 2)
    (deleted,) = themed("themes", "delete", "people", "--json").data
    assert deleted["name"] == "people"
    assert themed("themes", "--json").data == []
    assert [note["themes"] for note in themed("notes", "--json").data] == [[], []]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("rename", "nobody", "persons"), 3, "no theme “nobody”"),
        (("rename", "people", "law/harbour"), 2, "already"),
        (("rename", "people"), 2, "Missing argument"),
        (("merge", "people", "people"), 2, "into itself"),
        (("merge", "people", "nobody"), 3, "no theme “nobody”"),
        (("color", "people", "mauve"), 2, "no colour"),
        (("delete", "peple"), 3, "Did you mean “people”"),
    ],
)
def test_what_cannot_be_done_to_a_theme_says_why(
    themed: Reader, words: tuple[str, ...], code: int, message: str
) -> None:
    result = themed("themes", *words)
    assert (result.code, result.out) == (code, "")
    assert message in result.err
