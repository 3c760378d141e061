"""The codebook keeps each theme once, with a colour of its own."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from reader.errors import DamagedError, UsageError
from reader.model.theme import COLORS, Theme
from reader.store.themes import Codebook

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_library_has_no_themes_and_no_file(root: Path, codebook: Codebook) -> None:
    assert codebook.themes() == ()
    assert codebook.ensure([]) == ()
    assert not (root / "themes.json").exists()


def test_missing_themes_are_added_in_their_order_with_the_next_colours(root: Path, codebook: Codebook) -> None:
    assert codebook.ensure(["economy", "law"]) == (Theme("economy", COLORS[0]), Theme("law", COLORS[1]))
    assert codebook.ensure(["law", "sea"]) == (Theme("law", COLORS[1]), Theme("sea", COLORS[2]))
    assert [theme.name for theme in Codebook(root).themes()] == ["economy", "law", "sea"]


def test_the_least_used_colour_is_next(codebook: Codebook) -> None:
    codebook.ensure(str(number) for number in range(len(COLORS) + 1))
    codebook.remove("2")
    assert codebook.ensure(["new", "newer"]) == (Theme("new", COLORS[2]), Theme("newer", COLORS[1]))


def test_a_name_is_cleaned_and_each_theme_is_there_once(codebook: Codebook) -> None:
    found = codebook.ensure(["economy", " economy\n", "eco\u202enomy", "economy / tariffs", "/economy//tariffs/"])
    assert [theme.name for theme in found] == ["economy", "economy/tariffs"]
    assert codebook.themes() == found


def test_an_alias_is_another_name_of_its_theme(codebook: Codebook) -> None:
    tariffs = Theme("tariffs", "blue", "On goods.", ("duties", "law"))
    codebook.put(tariffs)
    assert codebook.ensure(["duties", "tariffs"]) == (tariffs,)
    codebook.put(Theme("law", "rose"))
    assert codebook.ensure(["law"]) == (Theme("law", "rose"),)


@pytest.mark.parametrize("name", ["", " \n", "\u202e", "/", " / / "])
def test_a_theme_without_a_name_is_refused(name: str, root: Path, codebook: Codebook) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        codebook.ensure(["economy", name])
    with pytest.raises(UsageError, match="needs a name"):
        codebook.put(Theme(name, "blue"))
    assert not (root / "themes.json").exists()


def test_a_theme_is_replaced_in_its_place_and_what_others_added_stays(root: Path, codebook: Codebook) -> None:
    codebook.ensure(["economy", "law"])
    with TinyDB(root / "themes.json") as database:
        database.update({"mine": 1})
        database.table("mine").insert({"a": 1})
        database.table("_meta").update({"mine": 2})
    codebook.put(Theme("economy", "sand", "Money."))
    assert codebook.themes() == (Theme("economy", "sand", "Money."), Theme("law", "blue"))
    content = json.loads((root / "themes.json").read_bytes())
    assert [document["mine"] for document in content["_default"].values()] == [1, 1]
    assert content["mine"] == {"1": {"a": 1}}
    assert content["_meta"] == {"1": {"schema": 2, "mine": 2}}


def test_a_removed_theme_is_gone(codebook: Codebook) -> None:
    codebook.ensure(["economy", "law"])
    codebook.remove("economy")
    codebook.remove("unknown")
    assert [theme.name for theme in codebook.themes()] == ["law"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b'{"_default": {"1": {"color": "blue"}}}', "theme 1 has no name"),
        (b'{"_default": {"1": {"name": 1}}}', "theme 1 cannot be read: its name is no text"),
        (b'{"_default": {"1": {"name": "a", "aliases": 1}}}', "its aliases are no texts"),
    ],
)
def test_a_damaged_codebook_is_named_and_never_written_over(
    data: bytes, why: str, root: Path, codebook: Codebook
) -> None:
    (root / "themes.json").write_bytes(data)
    for attempt in (codebook.themes, lambda: codebook.ensure(["a"]), lambda: codebook.put(Theme("a", "blue"))):
        with pytest.raises(DamagedError, match=why):
            attempt()
    assert codebook.ensure([]) == ()
    assert (root / "themes.json").read_bytes() == data


def test_threads_that_need_the_same_theme_at_once_add_it_once(codebook: Codebook) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: codebook.ensure(["economy", str(number % 5)]), range(40)))
    assert sorted(theme.name for theme in codebook.themes()) == ["0", "1", "2", "3", "4", "economy"]
    assert sorted(theme.color for theme in codebook.themes()) == sorted(COLORS[:6])
