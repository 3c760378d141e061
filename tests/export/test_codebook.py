"""What is written holds to the schema of the REFI-QDA Codebook (https://www.qdasoftware.org/codebook-exchange/).

In words: a `CodeBook` in the namespace `urn:QDA-XML:codebook:1.0` has `Codes`, which has `Code`s; each has at most one
`Description` and then `Code`s, and the attributes `guid`, `name`, `isCodable` and, if need be, `color`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export import codebook
from reader.export.colors import INKS
from reader.model.theme import COLORS
from tests.export.handed import AWKWARD, names, rendered, use

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from reader.model.theme import ThemeUse

SPACE = "{urn:QDA-XML:codebook:1.0}"
GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def written(*themes: ThemeUse) -> dict[tuple[str, ...], Element]:
    """The codes by their names and those of the codes that they stand in."""
    root = ET.fromstring(rendered(codebook.render, themes=themes))
    assert (root.tag, root.attrib) == (f"{SPACE}CodeBook", {"origin": "Reader"})
    (codes,) = root
    assert (codes.tag, codes.attrib) == (f"{SPACE}Codes", {})
    found = dict(_codes(codes, ()))
    assert len({code.get("guid") for code in found.values()}) == len(found)
    return found


def _codes(parent: Element, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Element]]:
    for number, child in enumerate(parent):
        if child.tag == f"{SPACE}Description":
            assert (number, above) != (0, ())
            assert number == 0
            continue
        assert child.tag == f"{SPACE}Code"
        assert {"guid", "name", "isCodable"} <= child.attrib.keys() <= {"guid", "name", "isCodable", "color"}
        assert GUID.fullmatch(child.attrib["guid"])
        assert child.attrib["isCodable"] in {"true", "false"}
        assert re.fullmatch("#[0-9A-F]{6}", child.get("color", "#000000"))
        path = (*above, child.attrib["name"])
        yield path, child
        yield from _codes(child, path)


def description(code: Element) -> str | None:
    return code.findtext(f"{SPACE}Description")


def test_themes_are_nested_and_say_what_they_mean() -> None:
    found = written(use("sea/walls", "rose", "What holds it.", ("dykes", "dams")), use("council"), use("sea/ice/drift"))
    assert list(found) == [("council",), ("sea",), ("sea", "ice"), ("sea", "ice", "drift"), ("sea", "walls")]
    assert [code.get("isCodable") for code in found.values()] == ["true", "false", "false", "true", "true"]
    assert found["sea", "walls"].get("color") == INKS["rose"].upper()
    assert description(found["sea", "walls"]) == "What holds it.\n\nOther names: dykes, dams."
    assert description(found["council",]) is None


def test_a_code_keeps_its_guid_when_others_come() -> None:
    alone, among = written(use("sea/walls")), written(use("sea/walls", "blue", "x"), use("sea"), use("a"))
    assert alone["sea", "walls"].get("guid") == among["sea", "walls"].get("guid")
    assert alone["sea",].get("guid") == among["sea",].get("guid")
    assert among["sea",].get("isCodable") == "true"


def test_a_slash_that_parts_nothing_is_part_of_a_name() -> None:
    assert list(written(use("/a"), use("a/"), use("a//b"), use("/"))) == [("/",), ("/a",), ("a/",), ("a//b",)]


def test_every_colour_of_the_palette_has_an_ink() -> None:
    assert tuple(INKS) == COLORS


def test_of_no_theme_there_is_an_empty_codebook() -> None:
    assert written() == {}


@pytest.mark.parametrize("words", AWKWARD)
def test_any_words_are_legal_and_come_back(words: str) -> None:
    found = written(use(f"x{words.replace('/', '')}", "amber", words))
    (code,) = found.values()
    assert (description(code) or "").replace("\ufffd", "") == words.replace("\ud800", "")


@given(st.lists(names.filter(bool), max_size=6, unique=True))
def test_any_codebook_is_legal(themes: list[str]) -> None:
    assert sum(code.get("isCodable") == "true" for code in written(*map(use, themes)).values()) <= len(themes)
