from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export import nesting
from tests.export.handed import markdown


def outline(source: str) -> str:
    """What stands in what: `ul(li(one) li(two))`."""
    text = markdown(source)
    parts: list[str] = []
    for what, container, number in nesting.walk(text.blocks):
        if what == "block":
            block = text.blocks[number]
            parts.append(f"{text.plain[block.start : block.end]} ".replace("\n", "/"))
        else:
            parts.append(f"{container.kind}{container.sign}(" if what == "begin" else ") ")
    return "".join(parts).replace(" )", ")").strip()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a\n\nb", "a b"),
        ("> a\n>\n> b\n\nc", "quote(a b) c"),
        ("> a\n> > b\n\nc", "quote(a quote(b)) c"),
        ("- a\n- b", "bullets(item(a) item(b))"),
        ("- a\n\n  b\n- c", "bullets(item(a b) item(c))"),
        ("- a\n  - b\n- c", "bullets(item(a bullets(item(b))) item(c))"),
        ("1. a\n2. b\n\nc", "numbers(item1(a) item2(b)) c"),
        ("10. a\n    - b\n\n      c", "numbers(item10(a bullets(item(b c))))"),
        ("- - a\n  - b", "bullets(item(bullets(item(a) item(b))))"),
        ("- [x] a\n- [ ] b", "signs(item☑(a) item☐(b))"),
        ("- > a\n- b", "bullets(item(quote(a)) item(b))"),
        ("> - a\n>\n>   b", "quote(bullets(item(a b)))"),
        ("a[^1]\n\n[^1]: b\n\n    c", "a[1] signs(item[1](b c))"),
        ("- a\n\n1. b", "bullets(item(a)) numbers(item1(b))"),
    ],
)
def test_lists_and_quotations_are_known_again(source: str, found: str) -> None:
    assert outline(source).replace("hr", "").replace("  ", " ") == found


@given(st.lists(st.sampled_from(("> ", "- ", "1. ", "   ", "\n", "\n\n", "a", "[x] ", "\t", "* ")), max_size=30))
def test_what_begins_ends_and_every_block_comes_once(pieces: list[str]) -> None:
    blocks = markdown("".join(pieces)).blocks
    around: list[nesting.Container] = []
    numbers = []
    for what, container, number in nesting.walk(blocks):
        if what == "block":
            numbers.append(number)
        elif what == "begin":
            around.append(container)
        else:
            assert around.pop() is container
    assert around == []
    assert numbers == [*range(len(blocks))]
