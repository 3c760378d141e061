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
