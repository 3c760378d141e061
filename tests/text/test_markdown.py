import re

import pytest

from reader.text.compile import compile_text
from reader.text.document import BOLD, CODE, IMAGE, ITALIC, LINK, NOTEREF, STRIKE, Table, Text


def blocks(source: str) -> list[tuple[str, str, str]]:
    """Give kind, first decoration and words of each block."""
    text = compile_text(source, "markdown")
    return [(block.kind, block.first, text.plain[block.start : block.end]) for block in text.blocks]


def gaps(source: str) -> list[int]:
    return [block.gap for block in compile_text(source, "markdown").blocks]


def runs(text: Text) -> list[tuple[str, int]]:
    """Give the words of each run of equal attributes that has any, without the index of its link."""
    ends = [*text.mark_starts[1:], len(text.plain)]
    triples = zip(text.mark_starts, ends, text.mark_attributes, strict=True)
    return [(text.plain[start:end], attributes & 0xFF) for start, end, attributes in triples if attributes]


def test_an_empty_source_is_one_empty_paragraph() -> None:
    for source in ("", "\n\n", "<!-- nothing -->", "[a]: /b", "#", "```\n```"):
        assert blocks(source) == [("p", "", "")]


def test_headings_have_their_level() -> None:
    assert blocks("# One\n\nTwo\n---\n\n###### Six") == [("h1", "", "One"), ("h2", "", "Two"), ("h6", "", "Six")]


def test_blocks_are_joined_by_a_blank_line() -> None:
    assert compile_text("# One\ntwo\nthree\n\n\n\nfour", "markdown").plain == "One\n\ntwo three\n\nfour"


def test_a_hard_break_is_a_new_line_and_no_blank_is_left_beside_it() -> None:
    assert (
        compile_text("one  \ntwo<br>\nthree<br />four\\\nfive<br>", "markdown").plain == "one\ntwo\nthree\nfour\nfive"
    )


def test_tight_items_follow_line_by_line_and_loose_ones_after_a_blank_line() -> None:
    assert gaps("words\n\n- one\n- two\n  - three\n    1. four\n- five\n\nwords") == [0, 1, 0, 0, 0, 0, 1]
    assert gaps("- one\n\n- two\n  - three\n- four") == [0, 1, 1, 1]
    assert gaps("- one\n- two\n\n  two again") == [0, 1, 1]


def test_items_are_decorated_by_level_and_number() -> None:
    assert blocks("- a\n  - b\n    - c\n      - d\n") == [
        ("p", "• ", "a"),
        ("p", "  ◦ ", "b"),
        ("p", "    ▪ ", "c"),
        ("p", "      • ", "d"),
    ]
    assert [first for _, first, _ in blocks("9) a\n10) b\n\n    c\n1) d")] == ["9) ", "10) ", "    ", "11) "]


def test_an_empty_item_counts_but_is_not_shown() -> None:
    assert blocks("1. a\n2.\n3. c") == [("p", "1. ", "a"), ("p", "3. ", "c")]


def test_quotes_are_decorated_on_every_line() -> None:
    text = compile_text("> a\n>\n> - b\n>   > c", "markdown")
    assert [(block.first, block.rest) for block in text.blocks] == [
        ("▎ ", "▎ "),
        ("▎ • ", "▎   "),
        ("▎   ▎ ", "▎   ▎ "),
    ]


def test_decoration_of_what_is_nested_deep_stays_narrow() -> None:
    text = compile_text("> " * 30 + "a", "markdown")
    assert len(text.blocks[0].first) == len(text.blocks[0].rest) == 24


def test_emphasis_links_and_code_are_marks() -> None:
    text = compile_text("a **b *c* d** ~~e~~ `f` [*g* h](/i)", "markdown")
    assert runs(text) == [
        ("b ", BOLD),
        ("c", BOLD | ITALIC),
        (" d", BOLD),
        ("e", STRIKE),
        ("f", CODE),
        ("g", ITALIC | LINK),
        (" h", LINK),
    ]


def test_emphasis_inside_emphasis_of_the_same_kind_goes_on_after_it() -> None:
    assert runs(compile_text("*a _b_ c*", "markdown")) == [("a b c", ITALIC)]


def test_code_keeps_its_lines_and_its_language() -> None:
    text = compile_text("~~~ python  title\nif a:\n\tb\n\n\n~~~", "markdown")
    assert [(block.kind, block.data) for block in text.blocks] == [("code", "python title")]
    assert text.plain == "if a:\n    b"
    assert runs(text) == [(text.plain, CODE)]


def test_a_table_has_cells_rows_and_alignment() -> None:
    text = compile_text("| a | b | c |\n|:--|:-:|--:|\n| **d** | e<br>f | |\n", "markdown")
    assert text.plain == "a\tb\tc\nd\te f\t"
    table = text.blocks[0].data
    assert isinstance(table, Table)
    assert (table.aligns, table.header) == (("left", "center", "right"), 1)
    assert [[text.plain[start:end] for start, end in row] for row in table.rows] == [["a", "b", "c"], ["d", "e f", ""]]


def test_rows_at_the_end_of_a_table_that_say_nothing_are_left_out() -> None:
    text = compile_text("|a|b|\n|-|-|\n| | |\n|c| |\n| | |\n|||\n\nafter", "markdown")
    assert text.plain == "a\tb\n\t\nc\t\n\nafter"
    assert isinstance(text.blocks[0].data, Table)
    assert len(text.blocks[0].data.rows) == 3


def test_an_image_says_its_alternative_text_and_leads_to_its_address() -> None:
    text = compile_text("see ![the *old* `mole`](mole.png) here", "markdown")
    assert text.plain == "see the old mole here"
    assert runs(text) == [("the old mole", IMAGE)]
    assert text.link_at(5) == "mole.png"


def test_an_image_inside_a_link_leads_where_the_link_leads() -> None:
    text = compile_text("see [![mole](mole.png) here](/there)", "markdown")
    assert runs(text) == [("mole", IMAGE | LINK), (" here", LINK)]
    assert {text.link_at(offset) for offset in range(4, 13)} == {"/there"}


@pytest.mark.parametrize("source", ["![The mole](mole.png)", "[![The mole](mole.png)](/there)"])
def test_an_image_alone_is_a_block_of_its_own(source: str) -> None:
    text = compile_text(f"- {source}", "markdown")
    assert blocks(f"- {source}") == [("image", "• ▣ ", "The mole")]
    assert text.blocks[0].rest == "    "
    assert text.blocks[0].data == "mole.png"


def test_an_image_without_words_says_its_title() -> None:
    assert blocks('![](mole.png "The mole")') == [("image", "▣ ", "The mole")]


def test_an_image_without_words_is_still_a_block() -> None:
    assert blocks("![](mole.png)\n\nwords") == [("image", "▣ ", ""), ("p", "", "words")]


def test_footnotes_stand_at_the_end_after_a_rule() -> None:
    source = "One[^b] two[^a] three^[at once].\n\n[^a]: The *second*.\n\n    More.\n[^b]: The first.\n[^c]: Unused."
    assert blocks(source) == [
        ("p", "", "One[1] two[2] three[3]."),
        ("hr", "", ""),
        ("p", "[1] ", "The first."),
        ("p", "[2] ", "The second."),
        ("p", "    ", "More."),
        ("p", "[3] ", "at once"),
        ("p", "[4] ", "Unused."),
    ]
    assert runs(compile_text(source, "markdown"))[0] == ("[1]", NOTEREF)


def test_a_footnote_inside_a_footnote_does_no_harm() -> None:
    assert blocks("x[^a]\n\n[^a]: > y\n    > [^b]: deep\n    > more\n\nz")[0] == ("p", "", "x[1]")


def test_an_html_block_says_its_words_alone() -> None:
    text = compile_text("<div><p>One &lt; two</p><script>bad()</script><p>Three<br>four</div>\n\nfive", "markdown")
    assert [block.kind for block in text.blocks] == ["html", "html", "p"]
    assert text.plain == "One < two\n\nThree\nfour\n\nfive"


def test_html_is_read_as_what_it_is() -> None:
    source = (
        "<h2>Of <em>moles</em></h2>\n<ul><li>one<li><p>two<ul><li>three</ul></ul>\n<ol start=3><li>x</ol>\n"
        "<blockquote>q<p>r</blockquote><hr><p align=center><img src=a.png alt=Mole></p>\n<pre>a\n\tb</pre>\n"
        "<details><summary>More</summary>Hidden</details>\n<dl><dt>Term<dd>Meaning</dl>"
    )
    assert blocks(source) == [
        ("h2", "", "Of moles"),
        ("html", "• ", "one"),
        ("html", "• ", "two"),
        ("html", "  ◦ ", "three"),
        ("html", "3. ", "x"),
        ("html", "▎ ", "q"),
        ("html", "▎ ", "r"),
        ("hr", "", ""),
        ("image", "▣ ", "Mole"),
        ("code", "", "a\n    b"),
        ("dt", "", "More"),
        ("html", "", "Hidden"),
        ("dt", "", "Term"),
        ("dd", "    ", "Meaning"),
    ]
    assert gaps(source) == [0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]


def test_a_table_in_html_is_a_table() -> None:
    source = "<table><thead><tr><th>A<th>B</thead><tr><td><b>1</b><td>2<p>x<tr><td>3</table>"
    text = compile_text(source, "markdown")
    table = text.blocks[0].data
    assert isinstance(table, Table)
    assert (text.plain, table.header) == ("A\tB\n1\t2 x\n3\t", 1)
    assert runs(text) == [("1", BOLD)]


def test_a_page_laid_out_by_a_table_is_no_table() -> None:
    assert blocks(f"<table><tr><td>Menu<td>{'words ' * 100}</table>")[1] == ("html", "", ("words " * 100).strip())
    assert blocks("<table><tr><td>a<tr><td>b</table>") == [("html", "", "a"), ("html", "", "b")]


def test_tags_among_words_say_what_they_say_in_html() -> None:
    source = (
        "<b>a <i>b</b> c</i> <kbd>d</kbd> *e <del>f*</del> <a href='/g?h=1&amp;i=2'>j</a> <img alt=k src=l>"
        " [m <a href=/n>o</a>](p)"
    )
    text = compile_text(source, "markdown")
    assert runs(text) == [
        ("a ", BOLD),
        ("b", BOLD | ITALIC),
        (" c", ITALIC),
        ("d", CODE),
        ("e ", ITALIC),
        ("f", ITALIC | STRIKE),
        ("j", LINK),
        ("k", IMAGE),
        ("m o", LINK),
    ]
    assert text.links[:2] == ("/g?h=1&i=2", "l")
    assert text.link_at(len(text.plain) - 1) == "p"


def test_figures_above_and_below_the_line_stay_there() -> None:
    source = "10<sup>6</sup> H<sub>2</sub>O 4<sup>th</sup> x<sup>a2</sup>\n\n<p>m<sup>2</sup></p>"
    assert compile_text(source, "markdown").plain == "10⁶ H₂O 4th xa2\n\nm²"


def test_html_that_runs_code_is_no_link() -> None:
    for address in ("javascript:a()", " java\tscript:a()", "&#106;avascript:a()", "DATA:text/html,a", "vbscript:a"):
        assert compile_text(f'a <a href="{address}">b</a>\n\n<p><a href="{address}">c</a></p>', "markdown").links == ()


def test_tasks_have_a_box_in_place_of_their_bullet() -> None:
    source = "- [ ] a\n- [x] **b**\n  - [X] c\n\n    [ ] d\n- [y] e\n- [ ]\n- # [ ] f\n\n1. [ ] g"
    assert blocks(source) == [
        ("p", "☐ ", "a"),
        ("p", "☑ ", "b"),
        ("p", "  ☑ ", "c"),
        ("p", "    ", "[ ] d"),
        ("p", "• ", "[y] e"),
        ("p", "• ", "[ ]"),
        ("h1", "• ", "[ ] f"),
        ("p", "1. ☐ ", "g"),
    ]
    assert blocks("- [x] a\n\n[x]: /b") == [("p", "• ", "x a")]


def test_a_definition_stands_below_its_term() -> None:
    source = "Term *one*\n: First\n: Second\n\n  more\n\n  - item\n\n> Other\n> ~ Third"
    assert blocks(source) == [
        ("dt", "", "Term one"),
        ("dd", "    ", "First"),
        ("dd", "    ", "Second"),
        ("dd", "    ", "more"),
        ("p", "    • ", "item"),
        ("dt", "▎ ", "Other"),
        ("dd", "▎     ", "Third"),
    ]
    assert gaps(source) == [0, 0, 0, 1, 1, 1, 0]


def test_bare_addresses_are_links() -> None:
    source = (
        "See https://a.example/b_c_(d)?e=f&g#h, (http://i.example/j), www.k.example. “https://l.example”—"
        "https://m.example/n… `http://code` <http://o.example>, [http://p](/q) xhttp://r http:// www.s"
    )
    text = compile_text(source, "markdown")
    assert text.links == (
        "https://a.example/b_c_(d)?e=f&g#h",
        "http://i.example/j",
        "http://www.k.example",
        "https://l.example",
        "https://m.example/n",
        "http://o.example",
        "/q",
    )
    assert text.link_at(text.plain.index("www.k")) == "http://www.k.example"
    assert text.link_at(text.plain.index(". “")) is None


def test_html_comments_say_nothing() -> None:
    assert blocks("a <!-- b --> c\n\n<!-- d\n\ne -->\n\nf") == [("p", "", "a  c"), ("p", "", "f")]


def test_characters_that_entities_stand_for_are_made_harmless_too() -> None:
    text = compile_text(
        "a&amp;b &#27;[31m &#x202e;x&#x2069; &#7; `&#27;` &#9;&#10;e&#769;\n\n```&#27;\n&#27;", "markdown"
    )
    assert text.plain == "a&b \ufffd[31m \u200bx\u200b \ufffd &#27;   é\n\n&#27;"


def test_addresses_are_clean() -> None:
    text = compile_text("[a](</b&#27;&#x202e;>) <http://c.example/\u202e> ![d](e&#10;f)", "markdown")
    assert all(re.fullmatch(r"[!-~]+", address) for address in text.links)


def test_addresses_that_run_code_are_no_links() -> None:
    assert compile_text("[a](javascript:alert(1))", "markdown").links == ()


def test_a_block_is_simple_when_every_character_is_one_cell() -> None:
    text = compile_text("plain “quoted” — naïve Ωж €5\n\n漢字\n\ne\u0301 f\u0320\n\n👩\u200d🚀\n\nשלום", "markdown")
    assert [block.simple for block in text.blocks] == [True, False, False, False, False]
