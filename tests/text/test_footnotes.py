from reader.text.compile import compile_text
from reader.text.footnotes import definition, footnote_at, references

SOURCE = """One[^b][^a] two[^a].

[^a]: The *second* one, see[^b].

    More of it.
[^b]: The first.
"""


def test_a_mark_leads_to_all_that_its_footnote_says() -> None:
    text = compile_text(SOURCE, "markdown")
    found = definition(text, text.plain.index("[1]"))
    assert found is not None
    assert (found.number, found.span.cut(text.plain)) == (1, "The first.")
    found = definition(text, text.plain.index("[2]") + 2)
    assert found is not None
    assert (found.number, found.span.cut(text.plain)) == (2, "The second one, see[1].\n\nMore of it.")


def test_beside_a_mark_there_is_no_footnote() -> None:
    text = compile_text(SOURCE, "markdown")
    assert [definition(text, offset) is None for offset in (2, 3, 8, 9, len(text.plain))] == [
        True,
        False,
        False,
        True,
        True,
    ]


def test_a_footnote_knows_the_marks_that_refer_to_it() -> None:
    text = compile_text(SOURCE, "markdown")
    first, second = text.plain.index("[1]"), text.plain.rindex("[1]")
    assert [mark.start for mark in references(text, 1)] == [first, second]
    assert [mark.cut(text.plain) for mark in references(text, 2)] == ["[2]", "[2]"]
    assert references(text, 3) == ()


def test_inside_its_words_one_is_in_a_footnote() -> None:
    text = compile_text(SOURCE, "markdown")
    found = footnote_at(text, text.plain.index("More"))
    assert found is not None
    assert found.number == 2
    assert footnote_at(text, 0) is None


def test_what_looks_like_a_mark_is_none() -> None:
    assert definition(compile_text("As Li says [1], no.\n\n[^1]: Unused.", "markdown"), 12) is None


def test_an_empty_footnote_says_nothing() -> None:
    text = compile_text("a[^1] b[^2]\n\n[^1]:\n\n[^2]: c", "markdown")
    found = definition(text, 1)
    assert found is not None
    assert (found.number, found.span.cut(text.plain)) == (1, "")
