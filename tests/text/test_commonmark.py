"""The canonical text says what a browser would show of the HTML, white space apart.

Of all examples of the CommonMark specification, of examples of our own, and of any Markdown at all.
"""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from reader.text.compile import compile_text
from tests.corpus.odd import HERE

EXAMPLES = [
    # tabs and code
    "\tfoo\tbaz\t\tbim",
    "  - foo\n\n\tbar",
    "- foo\n\n\t\tbar",
    ">\t\tfoo",
    "    a simple\n      indented code block",
    "    chunk1\n\n    chunk2\n  \n\n    chunk3",
    "```\n<\n >\n```",
    "~~~ ruby startline=3 $%@#$\ndef foo(x)\n  return 3\nend\n~~~~",
    "> ```\n> aaa\n\nbbb",
    "```\n\n  \n```",
    # escapes and entities
    "\\!\\\"\\#\\$\\%\\&\\'\\(\\)\\*\\+\\,\\-\\.\\/",
    "\\\ta\\A\\a\\ \\3\\φ\\«",
    "\\*not emphasized*\n\\<br/> not a tag\n\\# not a heading",
    "&nbsp;x &amp; &copy; &AElig; &Dcaron; &frac34; &HilbertSpace;",
    "&#35; &#1234; &#992; &#X22; &#XD06;",
    "&nbsp &x; &#; &#x; &#87654321; &#abcdef0; &ThisIsNotDefined;",
    "a&amp;b &amp;lt;",
    # headings, rules
    "# foo\n## foo\n### foo\n#### foo\n##### foo\n###### foo",
    "####### foo\n#5 bolt\n\n#hashtag",
    "# foo *bar* \\*baz\\*  ##  ",
    "## \n#\n### ###",
    "Foo *bar\nbaz*\n====",
    "Foo\nbar\n---\nbaz",
    "***\n---\n___\n+++",
    "- foo\n***\n- bar",
    # html
    "<table>\n  <tr>\n    <td>\n           hi\n    </td>\n  </tr>\n</table>\n\nokay.",
    "<div>\n*hello*\n         <foo><a>",
    "<!-- Foo\n\nbar\n   baz -->\nokay",
    '<?php\n\n  echo "a";\n\n?>\nokay',
    '<a href="foo" title="a > b">*bar*</a>',
    "<del>*foo*</del> and <b2/> 33 > 5",
    "<pre>\n  two   spaces\n</pre>",
    # reference links
    '[foo]: /url "title"\n\n[foo]',
    "[Foo*bar\\]]:my_(url) 'title (with parens)'\n\n[Foo*bar\\]]",
    "[foo]: /url 'title\n\nwith blank line'\n\n[foo]",
    # paragraphs, quotes
    "aaa\n\n\nbbb\n  ccc   \n     ddd",
    "> # Foo\n> bar\n> baz",
    "> bar\nbaz\n> foo",
    "> - foo\n- bar",
    ">>> foo\n> bar\n>>baz",
    # lists
    "1.  A paragraph\n    with two lines.\n\n        indented code\n\n    > A block quote.",
    "- one\n\n two",
    "-one\n\n2.two",
    "123456789. ok\n1234567890. not ok",
    "- foo\n-\n- bar",
    "* a\n  > b\n  ```\n  c\n  ```\n* d",
    "- a\n  - b\n    - c\n\n- d\n  - e\n",
    "10) foo\n    - bar",
    "- - foo\n1. - 2. baz",
    # code spans, emphasis
    "`` foo ` bar ``  `foo\\`bar`  `foo\n  bar`",
    "*foo`*`  ```foo``  `foo",
    "*foo bar* a * foo bar* **foo** __bar__ foo_bar_baz",
    "*foo **bar *baz* bim** bop*",
    "***foo** bar* **foo*bar**baz* _foo_bar_",
    "**foo [bar](/url)** *a `*`* ~~gone~~ ~one~",
    # links, images, autolinks
    '[link](/uri "title") [link]() [link](<>) [a](<b)c>)',
    "[link](foo\\)\\:) [link](foo(and(bar))) [link](/my uri)",
    "[link [foo [bar]]](/uri) [![moon](moon.jpg)](/uri) [foo [bar](/uri)](/uri)",
    '![foo](/url "title") ![foo *bar*](train.jpg) ![foo ![bar](/url)](/url2) ![](/url)',
    "<https://foo.bar.baz> <foo@bar.example.com> <> < https://foo.bar > <m:abc>",
    "![a `b`\nc](d)",
    # raw html inside, breaks
    "<a><bab><c2c> <a/><b2/> foo <!-- this is a --\ncomment - with hyphens --> bar",
    "<?php echo $a; ?> baz <!ELEMENT br EMPTY> qux",
    "foo  \nbaz\\\nqux\nend  ",
    "*foo  \nbar* `code  \nspan` a<br/>b",
    # tables
    "| foo | bar |\n| --- | :-: |\n| baz `a\\|b` | **bim** |\n| one |\n> quote",
    "| a |\n|---|\n|  |\n\nnot | a table",
    # tasks and definitions
    "- [ ] a\n- [x] **b**\n- [X]  c\n- [y] d\n- [ ]\n1. [ ] e\n   [ ] f",
    "Term\n: One\n: Two\n\n  more\n\n      code\n\nOther *term*\n\n~ Three\n  - four\n: not\n:not",
]


SPECIFICATION = json.loads((HERE / "commonmark.json").read_text("utf-8"))

READ_OTHERWISE = {
    182: "<p>okay</p>",  # character data is a comment to a browser, and Python's parser has had several opinions
    626: "foo <!-- --> foo --&gt; foo <!-- --> foo --&gt;",  # to Python's parser the first comment goes on
}
"""Examples whose HTML Python's parser reads otherwise than a browser; what the browser reads."""


class Shown(HTMLParser):
    """Gathers what a browser shows of a page as text."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.is_hidden = False

    def handle_data(self, data: str) -> None:
        if not self.is_hidden:
            self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.pieces.append(dict(attrs).get("alt") or "")
        self.is_hidden = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.is_hidden = False


def shown(page: str) -> str:
    """Give what a browser shows of `page`, without its white space."""
    reader = Shown()
    reader.feed(page)
    reader.close()
    return "".join("".join(reader.pieces).split())


def rendered(source: str) -> str:
    """Give markdown-it's own HTML for `source`, with the extensions that we read."""
    renderer = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(deflist_plugin).use(tasklists_plugin)
    return str(renderer.render(source))


def said(source: str) -> str:
    """Give the canonical text of `source`, without its white space."""
    return "".join(compile_text(source, "markdown").plain.split())


@pytest.mark.parametrize("example", SPECIFICATION, ids=lambda example: str(example["example"]))
def test_an_example_of_the_specification_says_what_its_html_shows(example: dict[str, str]) -> None:
    number = int(example["example"])
    page = READ_OTHERWISE.get(number, example["html"])
    assert said(example["markdown"]) == shown(page)
    if number not in READ_OTHERWISE:
        assert shown(rendered(example["markdown"])) == shown(page)


def test_the_specification_is_here_whole() -> None:
    assert [example["example"] for example in SPECIFICATION] == [*range(1, 653)]


@pytest.mark.parametrize("source", EXAMPLES)
def test_an_example_says_what_its_html_shows(source: str) -> None:
    assert said(source) == shown(rendered(source))


lines = st.lists(
    st.sampled_from(
        [
            *(
                "word",
                "two words",
                " ",
                "  ",
                "\t",
                "*",
                "**",
                "_",
                "~~",
                "`",
                "``",
                "[",
                "]",
                "(",
                ")",
                "!",
                "#",
                "# ",
            ),
            *(
                ">",
                "> ",
                "- ",
                "+ ",
                "1. ",
                "2) ",
                "\n",
                "\n\n",
                "    ",
                "\\",
                "&amp;",
                "&lt;",
                "|",
                "|-",
                ":-",
                ": ",
                "[ ] ",
                "[x] ",
                "```",
            ),
            *("---", "===", "[a](b)", "![c](d)", "[a]: /b", "”", "é", "漢"),
        ]
    ),
    max_size=40,
)


@given(lines.map("".join))
def test_any_markdown_says_what_its_html_shows(source: str) -> None:
    assert said(source) == shown(rendered(source))
