"""The grammar of constants and tables is that of lua.org/manual/5.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.notes import lua


def test_constants_tables_and_comments_are_read() -> None:
    text = """-- a comment
    return { 1, "two", [5] = -3.5, name = 'x\\'y', [[long]], --[[ more ]] t = { true, false, nil }, ["k"] = 0xff; }"""
    assert lua.table(text) == {1: 1, 2: "two", 5: -3.5, "name": "x'y", 3: "long", "t": {1: True, 2: False}, "k": 255}


def test_escapes_are_those_of_lua() -> None:
    assert lua.table('return { "a\\nb\\\nc\\"\\\\\\009" }') == {1: 'a\nb\nc"\\\t'}
    assert lua.table('return { "\\195\\169t\\195\\169" }') == {1: "été"}


@pytest.mark.parametrize(
    "bomb",
    [
        "return os.execute('x')",
        'return { string.rep("x", 1e9) }',
        "return { function() end }",
        "while true do end",
        "return " + "{" * 100_000,
        "return { " + '"' * 9,
        "return { [[" + "x" * 100_000,
        "return { 1 2 }",
        "return { [1 = 2 }",
        "return 5",
        "",
    ],
    ids=range(11),
)
def test_what_is_no_data_is_refused_and_never_run(bomb: str) -> None:
    with pytest.raises(lua.LuaError):
        lua.table(bomb)


def test_more_values_than_a_book_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lua, "MOST", 1_000)
    assert len(lua.table("return {" + "1," * 900 + "}")) == 900
    with pytest.raises(lua.LuaError, match="more than"):
        lua.table("return {" + "1," * 1_100 + "}")


@given(st.text(alphabet="{}[]=,\"'\\-\n 1a"))
def test_rubbish_is_refused_or_read(text: str) -> None:
    try:
        lua.table(f"return {{{text}}}")
    except lua.LuaError:
        return
