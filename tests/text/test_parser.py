"""Sources written to break the parser."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clean import is_clean
from reader.text.compile import compile_text
from reader.text.parser import parse
from tests.text.orderly import assert_orderly

MANY = 10_000

DEEP = {
    "quotes": "> " * MANY + "words",
    "lists": "- " * MANY + "words",
    "indented lists": "\n".join("  " * level + "- words" for level in range(100)),
    "brackets": "[" * MANY + "words" + "]" * MANY,
    "links": "[" * MANY + "words" + "](a)" * MANY,
    "images": "![" * MANY + "words" + "](a)" * MANY,
    "footnotes": "^[" * MANY + "words" + "]" * MANY,
    "definitions": "[^a]: " * MANY + "words [^a]\n\n[^a]",
    "all of them": "> " * 37 + "![" * MANY + "^[words]" + "](a)" * MANY,
    "emphasis": "*" * MANY + "words" + "*" * MANY,
}

LONG = {
    "unclosed links": "[a](b " * MANY,
    "unclosed code": "".join("`" * count + " " for count in range(200)),
    "unclosed tags": '<a "' * MANY + " words",
    "unclosed tags in a block": "<div>\n" + '<a "' * MANY + " words",
    "unclosed comments": "<div>\n" + "<!--" * MANY,
    "ampersands": "&" * MANY + "&#x" * MANY,
    "backslashes": "\\" * MANY,
    "a line": "a" * 100_000,
    "stops": "." * 100_000,
}


@pytest.fixture
def _shallow() -> Iterator[None]:
    """Leave Python little more stack than a running app does."""
    parse("![a](b)")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(600)
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.usefixtures("_shallow")
@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting_is_read_without_a_crash_and_without_losing_words(name: str) -> None:
    assert "words" in compile_text(DEEP[name], "markdown").plain


@pytest.mark.timeout(10)
@pytest.mark.parametrize("name", LONG)
def test_long_hostile_sources_are_read_in_their_time(name: str) -> None:
    assert is_clean(compile_text(LONG[name], "markdown").plain)


def test_what_is_nested_too_deep_keeps_all_its_lines() -> None:
    source = "\n".join("> " * 50 + f"line {number}" for number in range(5)) + "\n\nafter"
    plain = compile_text(source, "markdown").plain
    assert all(f"line {number}" in plain for number in range(5))
    assert plain.endswith("\n\nafter")


def test_items_after_one_that_is_nested_too_deep_are_kept() -> None:
    source = "\n".join("  " * level + f"- item {level}" for level in range(30)) + "\n- last\n\n  again"
    text = compile_text(source, "markdown")
    assert all(f"item {level}" in text.plain for level in range(30))
    assert text.plain.endswith("last\n\nagain")


markup = st.lists(
    st.one_of(
        st.characters(),
        st.sampled_from(
            [
                *(
                    "\n",
                    "\n\n",
                    "  \n",
                    "    ",
                    "\t",
                    "> ",
                    "- ",
                    "1. ",
                    "# ",
                    "*",
                    "**",
                    "_",
                    "~~",
                    "`",
                    "```\n",
                    "[",
                    "]",
                ),
                *(
                    "(",
                    ")",
                    "](a)",
                    "![",
                    "[^a]",
                    "[^a]: ",
                    "^[",
                    "|",
                    "|-|\n",
                    "---\n",
                    "<",
                    ">",
                    "</",
                    "<br>",
                    "<div>\n",
                ),
                *(
                    "<script>",
                    "<!--",
                    "-->",
                    '"',
                    "'",
                    "&",
                    "&#27;",
                    "&#x202e;",
                    "&amp;",
                    ";",
                    "\\",
                    "http://a.b",
                    "“",
                    "”",
                ),
                *("\x1b", "\x00", "\u202e", "\ud800", "\u0301"),
            ]
        ),
    ),
    max_size=60,
).map("".join)


@given(markup, st.sampled_from(["markdown", "plain"]))
def test_any_source_compiles_to_a_clean_and_orderly_text(source: str, kind: str) -> None:
    assert_orderly(compile_text(source, kind))


@given(markup)
def test_the_same_source_gives_the_same_text(source: str) -> None:
    assert compile_text(source, "markdown") == compile_text(source, "markdown")


def test_an_unknown_kind_is_a_bug() -> None:
    with pytest.raises(KeyError):
        compile_text("a", "pdf")
