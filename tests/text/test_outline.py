from reader.text.compile import compile_text
from reader.text.outline import Heading, outline


def test_the_outline_has_every_heading_with_its_level_and_its_place() -> None:
    text = compile_text("# A *small*\nwords\n\n> ## Two  \n> more\n\nThree\\\nlines\n---\n\n- #### Four", "markdown")
    assert outline(text) == (
        Heading(1, "A small", 0),
        Heading(2, "Two", text.plain.index("Two")),
        Heading(2, "Three lines", text.plain.index("Three")),
        Heading(4, "Four", text.plain.index("Four")),
    )


def test_a_text_without_headings_has_no_outline() -> None:
    assert outline(compile_text("# as it is", "plain")) == ()
