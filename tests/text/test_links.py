from hypothesis import given
from hypothesis import strategies as st

from reader.text.compile import compile_text
from reader.text.links import links
from tests.text.odd import ODD_TEXTS


def found(source: str, start: int = 0, end: int | None = None) -> list[tuple[str, str, bool]]:
    """Give the words, the address and the kind of each link in a part of the text of `source`."""
    text = compile_text(source, "markdown")
    stop = len(text.plain) if end is None else end
    return [(link.span.cut(text.plain), link.address, link.is_image) for link in links(text, start, stop)]


def test_links_come_in_order_whatever_they_are_made_of() -> None:
    source = "A [*b* `c`](/d) <http://e.example> [f]\n\n| [g](/h) |\n|--|\n\n[f]: /i"
    assert found(source) == [
        ("b c", "/d", False),
        ("http://e.example", "http://e.example", False),
        ("f", "/i", False),
        ("g", "/h", False),
    ]


def test_links_that_touch_are_told_apart() -> None:
    assert found("[a](/b)[c](/d)[e](/b)") == [("a", "/b", False), ("c", "/d", False), ("e", "/b", False)]


def test_an_image_is_a_link_to_the_image() -> None:
    assert found("see ![mole](mole.png)") == [("mole", "mole.png", True)]
    assert found("![mole](mole.png)") == [("mole", "mole.png", True)]
    assert found("![](mole.png)\n\nwords") == [("", "mole.png", True)]


def test_an_image_inside_a_link_leads_to_both() -> None:
    assert found("[![mole](mole.png)](/there)") == [("mole", "/there", False), ("mole", "mole.png", True)]


def test_only_links_with_a_word_in_the_part_are_given_and_they_are_whole() -> None:
    source = "[one two](/a) and [three](/b)"
    assert found(source, 4, 5) == [("one two", "/a", False)]
    assert found(source, 7, 12) == []
    assert found(source, 16, 17) == [("three", "/b", False)]


@given(
    st.lists(st.one_of(ODD_TEXTS, st.sampled_from(["[a](/b)", "![c](/d)", "\n\n![](/e)\n\n"]))).map("".join), st.data()
)
def test_links_of_a_part_are_those_of_the_whole_that_touch_it(source: str, data: st.DataObject) -> None:
    text = compile_text(source, "markdown")
    whole = links(text, 0, len(text.plain) + 1)
    start = data.draw(st.integers(0, len(text.plain)))
    end = data.draw(st.integers(start, len(text.plain)))
    expected = [link for link in whole if link.span.start < end and link.span.end > start]
    assert [link for link in links(text, start, end) if link.span] == [link for link in expected if link.span]
    assert all(text.link_at(link.span.start) == link.address for link in whole if link.span and not link.is_image)
