from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings

from reader.sources.html.markdown import to_markdown
from reader.sources.html.parsing import tree
from reader.text.compile import compile_text
from tests.sources.html.harmless import assert_harmless
from tests.sources.html.pages import PAGES, bare, shown


@given(page=PAGES)
@settings(max_examples=150, deadline=None)
def test_a_parser_of_markdown_shows_the_words_of_the_page(page: str) -> None:
    words = shown(page)
    assume(not re.search(r"\[[xX]?\]", words))  # it would be shown as a task, with a box
    markdown = to_markdown(page, "https://example.org/a")
    assert bare(compile_text(markdown, "markdown").plain) == words
    assert_harmless(markdown)


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<h2>The <b>bridge</b> #</h2>", r"## The bridge \#"),
        ("<p>It was <em>very </em>good</p>", "It was *very* good"),
        ("<p><b>good&nbsp;</b>and <b>bad</b></p>", "**good**\xa0and **bad**"),
        ("<p>a<i>b</i>c <b><i>d</i></b></p>", "a*b*c **_d_**"),
        ("<p>x<b>“Quote.”</b>y</p>", "x“Quote.”y"),
        ("<p><b>a</b><b>b</b></p>", "**ab**"),
        ("<p><s>gone</s> ~~~</p>", r"~~gone~~ \~\~\~"),
        ("<p>snake_case _x_ 2*3 AT&amp;T &amp;lt;</p>", r"snake_case \_x\_ 2\*3 AT&T \&lt;"),
        ("<p>one<br>- two<br>3. three<br><br>+ four</p>", "one\\\n\\- two\\\n3\\. three\n\n\\+ four"),
        ("<p>-5 degrees<br>1.5 metres</p>", "-5 degrees\\\n1.5 metres"),
        ("<p>Wow!<a href='/x'>[y]</a></p>", r"Wow\![\[y\]](https://place.example/x)"),
        ("<p><a href='x?a=1&amp;copy;=2'>z</a></p>", "[z](https://place.example/a/x?a=1&amp;copy;=2)"),
        ("<p><a href='#note'>1</a> <a>none</a></p>", "1 none"),
        ("<a href='/c'><h3>Card</h3><p>More</p></a>", "### [Card](https://place.example/c)\n\n[More](https://place.example/c)"),
        ("<p>10<sup>6</sup> CO<sub>2</sub> 1<sup>st</sup></p>", "10⁶ CO₂ 1st"),
        ("<p><q>Yes</q> <ruby>漢字<rp>(</rp><rt>kanji</rt><rp>)</rp></ruby></p>", "“Yes” 漢字(kanji)"),
        ("<p><code>a`b</code><code>c</code> <kbd> </kbd>x</p>", "``a`bc`` x"),
        ("<pre class='lang-py'>\n<code>a = 1\n\n```</code></pre>", "````py\na = 1\n\n```\n````"),
        ("<pre>one<br>two<div>three</div></pre>", "```\none\ntwo\nthree\n```"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ("<ul><li>a<ol start=3><li>b</ol></ul>", "- a\n\n  3. b"),
        ("<ul><li><p>a</p><p>b</p></ul>", "- a\n\n  b"),
        ("<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol>", "- a\n\n+ b\n\n1. c"),
        ("<ul>loose<li>a<ul><li>b</ul></ul>", "- loose\n- a\n  - b"),
        ("<blockquote><p>a<p>b<ul><li>c</ul></blockquote>", "> a\n>\n> b\n>\n> - c"),
        ("<dl><dt>a<dd>b</dd><dd>c<p>d</dl>", "a\n:   b\n:   c\n\n    d"),
        ("<dl><dt>a<dt>b<dd>c</dl>", "a\n\nb\n\nc"),
        ("<hr><p>a", "* * *\n\na"),
        ("<details open><summary>Sum</summary>up</details>", "**Sum**\n\nup"),
        ("<picture><source srcset='/b.jpg 2w'><img src='data:x' alt='A*'></picture>", "![A\\*](https://place.example/b.jpg)"),
        ("<figure><img src='/a'><figcaption>It <i>is</i>.</figure>", "![](https://place.example/a)\n\n*It is.*"),
        ("<img src='/s.gif' data-src='/real.jpg' alt=''>", "![](https://place.example/s.gif)"),
        ("<img src='/blank.gif' data-src='/real.jpg'>", "![](https://place.example/real.jpg)"),
        ("<img src='/t.gif' width=1 height=1>", ""),
        ("<video><source src='/v.mp4'></video>", "[Video: place.example](https://place.example/v.mp4)"),
        ("<p style='display: none'>a</p><p hidden>b</p><script>c</script><p>d</p>", "d"),
        ("<table><tr><th><b>A</b><th>|<tr><td>1<br>2<td>", "| A | \\| |\n| --- | --- |\n| 1 2 |  |"),
        ("<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e", "| a |  | b |\n| --- | --- | --- |\n| c | d | e |"),
        ("<table><tr><td><h2>Lay</h2><td><p>out</table>", "## Lay\n\nout"),
    ],
)  # fmt: skip
def test_each_part_of_a_page_has_its_markdown(page: str, markdown: str) -> None:
    assert to_markdown(page, "https://place.example/a/b").rstrip("\n") == markdown


def test_the_page_itself_may_say_what_its_links_are_relative_to() -> None:
    page = "<html><head><base href='https://other.example/d/'></head><body><a href='e'>f</a>"
    assert to_markdown(page, "https://place.example/") == "[f](https://other.example/d/e)\n"


def test_a_link_without_a_place_to_be_relative_to_is_words() -> None:
    assert to_markdown("<a href='e'>f</a>") == "f\n"


def test_an_element_is_taken_as_well() -> None:
    quote = next(tree("<p>a<blockquote>b</blockquote>c").iter("blockquote"))
    assert to_markdown(quote) == "> b\n"


def test_quotations_and_lists_are_told_apart_as_deep_as_there_is_room() -> None:
    page = "<blockquote>" * 60 + "bottom" + "</blockquote>" * 60
    markdown = to_markdown(page)
    assert markdown.count(">") == 30
    assert "bottom" in compile_text(markdown, "markdown").plain
