"""What is written is read by Python's own HTML parser (https://html.spec.whatwg.org/ defines the language).

It says the exact words, does nothing, loads nothing, and can be read.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export import colors, web_page
from reader.export.material import Marked
from reader.model.annotation import Annotation, Motivation, Status
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.text.clean import clean
from reader.text.document import Table, Text
from tests.export.handed import (
    AT,
    AWKWARD,
    Given,
    annotation,
    any_annotation,
    article,
    highlight,
    markdown,
    on,
    use,
    words,
)

VOID = {"meta", "br", "hr"}
KNOWN = VOID | {
    *("html", "head", "title", "style", "body", "header", "main", "section", "article", "div", "span", "mark"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "a", "b", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("strong", "em", "s", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "dir", "id", "href", "rel", "title", "value"),
    "data-sign",
    "data-id",
}

TEXT = """\
# The wall that waits

The **wall** stands. “It will *not* hold,” she said, [as others had](https://a.example/b).[^1]

> A quotation
>
> - with a list

1. one `code`
2. two

   - nested
- [x] done

| a | b |
|---|--:|
| 1 | 2 |

```
<b>code</b>
  more
```

![A picture](https://a.example/p.png)

[^1]: A footnote.
"""


class Page(HTMLParser):
    """A page as a browser takes it, held against what it may hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.policy = ""
        self.words: list[tuple[tuple[tuple[str, str], ...], str]] = []
        """Pieces of text and what they stand in: names of elements, and their classes."""
        assert text.startswith("<!DOCTYPE html>\n")
        self.feed(text.encode().decode())
        self.close()
        assert self.open == []
        assert len(self.ids) == len(set(self.ids))
        assert all(link[1:] in self.ids for link in self.links if link.startswith("#"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        assert tag in KNOWN, tag
        assert known.keys() <= ATTRIBUTES, known
        if "href" in known:
            assert tag == "a"
            assert re.match(r"https?://|mailto:|#[mnf]\d+$", known["href"], re.IGNORECASE), known
            assert known["href"].startswith("#") or known["rel"] == "noopener noreferrer"
            self.links.append(known["href"])
        if "id" in known:
            self.ids.append(known["id"])
        if known.get("http-equiv") == "Content-Security-Policy":
            self.policy = known["content"]
        if tag not in VOID:
            self.open.append((tag, known.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.words.append((tuple(self.open), data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def under(self, tag: str, style: str = "") -> str:
        """All words in elements of that name and class."""
        return "".join(
            data
            for around, data in self.words
            if any(tag == name and {*style.split()} <= {*kind.split()} for name, kind in around)
        )


def page(*highlights: Any, text: Text | None = None, whole: bool = False, **known: str) -> Page:
    marked = Given(article(**known), highlights, text).marked()
    return Page(web_page.article(marked, AT, full_text=whole, themes=[use("council", "blue"), use("sea", "rose")]))


def body(text: Text, *highlights: object) -> str:
    """What a page says of a text, without what is written about highlights."""
    found = page(*highlights, text=text, whole=True, title="Another")
    return "".join(
        data
        for around, data in found.words
        if ("main", "") in around
        and not any(name == "article" or kind in {"beside", "number"} for name, kind in around)
    )


def squeezed(words: str) -> str:
    return "".join(words.split())


def said(text: Text) -> str:
    """What a text says; what parts cells is a table's own."""
    pieces = []
    for block in text.blocks:
        cells = [cell for row in block.data.rows for cell in row] if isinstance(block.data, Table) else [block[1:3]]
        pieces += [text.plain[start:end] for start, end in cells]
    return squeezed("".join(pieces))


def test_a_page_says_what_is_known_of_an_article_and_its_highlights() -> None:
    made = annotation(themes=("sea", "council"), note="*Really?*\n\n# No", speaker="Ada Lind", formerly=("It may.",))
    text = web_page.article(
        Given(article(), (highlight(made, Status.CHANGED, "It holds."),)).marked(), AT, themes=[use("sea", "rose")]
    )
    found = Page(text)
    assert found.under("header").split("\n") == [
        *("", "The wall that waits", "By Maren Oduya · The Kestrel Bay Courier · 14 March 2026", ""),
        *("council 1", "sea 1", "", ""),
    ]
    assert found.under("article").split("\n") == [
        *("", "It will not hold.", "— Ada Lind sea council Marked 14 March 2026"),
        *("Formerly: “It may.”", "The article now reads: “It holds.”", "", "Really?", "No", "", ""),
    ]
    assert '<article class="highlight rose"' in text
    assert "https://courier.example/wall" in found.links


def test_a_page_forbids_itself_everything_but_its_own_style_sheet() -> None:
    found = page(highlight(annotation()))
    digest = base64.b64encode(hashlib.sha256(found.under("style").encode()).digest()).decode()
    assert found.policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|expression|//", found.under("style"))


def test_what_is_gone_stands_last_a_note_on_the_article_first_and_a_bare_bookmark_nowhere() -> None:
    nowhere = Target("wall", TextQuoteSelector(""), TextPositionSelector(0, 0))
    found = page(
        highlight(annotation("gone", 1), Status.ORPHANED),
        highlight(annotation("there", 9)),
        highlight(replace(annotation("", note="About it."), target=nowhere, motivation=Motivation.COMMENTING)),
        highlight(replace(annotation("bare", 5), motivation=Motivation.BOOKMARKING)),
    )
    main = found.under("main")
    assert main.index("About it.") < main.index("there") < main.index("No longer in the text") < main.index("gone")
    assert "bare" not in main


def test_a_theme_has_its_articles_one_after_the_other() -> None:
    groups = [
        Given(article(), (highlight(annotation(themes=("sea",))),)).marked(),
        Given(article("two", title="Another"), (highlight(annotation("Two.", 3, themes=("sea",))),)).marked(),
    ]
    found = Page(web_page.theme(use("sea", "rose", "What\nit is."), groups, AT))
    assert found.under("header").split("\n") == [*("", "sea", "What", "it is.", "2 highlights in 2 articles", "")]
    assert [*filter(None, found.under("h2").split("\n"))] == ["The wall that waitsAnother"]


@pytest.mark.parametrize("words", AWKWARD)
def test_words_are_words_and_nothing_else(words: str) -> None:
    made = annotation(words, note=words, speaker=words, themes=(words,), formerly=(words,))
    known: dict[str, Any] = {
        "title": words,
        "author": words,
        "source": words,
        "url": words,
        "published": words,
        "language": words,
    }
    found = page(highlight(made, Status.CHANGED, words), **known)
    assert found.under("blockquote") == clean(words)
    whole = page(highlight(made), text=markdown("A text."), whole=True, **known)
    assert {link[:1] for link in (*found.links, *whole.links)} <= {"#"}


@given(made=any_annotation(), about=words)
def test_a_page_of_anything_is_one(made: Annotation, about: str) -> None:
    found = page(highlight(made), title=about, author=about, url=about)
    if not made.is_only_a_place:
        quotes = "".join(
            data for around, data in found.words if ("blockquote", "") in around and ("div", "note") not in around
        )
        assert quotes == clean(made.target.quote.exact)


def test_the_whole_text_stands_on_the_page_in_its_structure() -> None:
    text = markdown(TEXT)
    found = page(text=text, whole=True)
    assert found.under("header").startswith("\nThe wall that waits\nBy")
    assert found.under("h1") == "The wall that waits"
    assert body(text).count("A footnote.") == 1
    assert squeezed(body(text)) == said(text)
    for tag, saying in {
        "strong": "wall",
        "em": "not",
        "blockquote": "A quotation with a list",
        "ol": "one code two nested",
        "th": "ab",
        "td": "12",
        "pre": "<b>code</b>\n  more",
    }.items():
        assert found.under(tag).split() == saying.split()
    assert {"https://a.example/b", "https://a.example/p.png", "#f1"} <= {*found.links}


def test_highlights_lie_at_their_places_and_overlapping_ones_have_lines_of_their_own() -> None:
    text = markdown(TEXT)
    first = on("wall stands. “It will not", text, themes=("council",), note="First.")
    second = on("It will not hold,” she", text, themes=("sea",))
    third = on("hold", text, color="green")
    found = page(first, second, third, text=text, whole=True)
    assert found.under("mark", "blue line0") == "wall stands. “It will not"
    assert found.under("mark", "rose line1") == "It will not hold,” she"
    assert found.under("mark", "green line0") == "hold"
    assert found.under("a", "number") == "1212"
    assert squeezed(body(text, first, second, third)) == said(text)


def test_what_is_written_about_a_highlight_stands_where_it_ends() -> None:
    text = markdown(TEXT)
    start = text.plain.index("she said")
    long = annotation(text.plain[start : text.plain.index("list")], start, note="Over three blocks.")
    found = page(highlight(long), text=text, whole=True)
    assert found.under("mark").replace("\n", "").startswith("she said, as others had.[1]A quotationwith a")
    noted = found.under("div", "noted")
    assert "Over three blocks." in noted
    assert "with a 1list" in noted
    assert "A quotation" not in noted


def test_a_note_is_shown_as_it_is_meant_and_its_footnotes_are_not_those_of_the_article() -> None:
    text = markdown(TEXT)
    made = on("It will not", text, note="A *note*[^1] with </b> and `code`\n\n## Head\n\n[^1]: Below.")
    found = page(made, text=text, whole=True)
    assert found.under("div", "note").split() == ["A", "note[1]", "with", "</b>", "and", "code", "Head", "Below."]
    assert sorted(found.ids) == ["f1", "m1", "n1"]


def test_a_text_that_cannot_be_read_is_said_and_the_highlights_are_there() -> None:
    found = page(highlight(annotation()), whole=True)
    assert "The text of the article is not here. It is gone." in found.under("header")
    assert "It will not hold." in found.under("article")


PIECES = (
    "# ",
    "> ",
    "- ",
    "1. ",
    "   ",
    "\n",
    "\n\n",
    "a",
    "b c",
    "**",
    "*",
    "`",
    "| a | b |\n|--|--|\n| c | d |\n",
    "[x] ",
    "    ",
)


@given(source=st.lists(st.one_of(st.sampled_from(PIECES), words), max_size=14).map("".join), data=st.data())
def test_any_text_with_any_highlights_says_its_own_words(source: str, data: st.DataObject) -> None:
    text = markdown(source)
    length = len(text.plain)
    spans = data.draw(st.lists(st.tuples(st.integers(0, length), st.integers(0, length)), max_size=4))
    highlights = []
    for number, span in enumerate(spans):
        start, end = sorted(span)
        made = annotation(text.plain[start:end], start, id=f"{number}", note="x" * (number % 2))
        highlights.append(replace(highlight(made), span=Span(start, end)))
    if said(text):
        assert squeezed(body(text, *highlights)) == said(text)


def _light(color: tuple[float, ...]) -> float:
    """Relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [part / 255 for part in color]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _rgb(color: str) -> tuple[float, ...]:
    return tuple(int(color[place : place + 2], 16) for place in (1, 3, 5))


@pytest.mark.parametrize(
    ("night", "inks", "tint"), [(0, colors.INKS, colors.TINT), (1, colors.NIGHT, colors.NIGHT_TINT)]
)
def test_everything_can_be_read_by_day_and_by_night(night: int, inks: dict[str, str], tint: float) -> None:
    sheet = web_page._style()
    value = {
        name: _rgb(re.findall(rf"--{name}: (#\w+)", sheet)[night])
        for name in ("ground", "ink", "faint", "link", "lifted")
    }
    for name in ("ink", "faint", "link"):
        for ground in ("ground", "lifted"):
            assert _contrast(value[name], value[ground]) >= 4.5, (name, ground)
    for lower in inks.values():
        assert _contrast(_rgb(lower), value["ground"]) >= 3
        once = _blend(value["ground"], _rgb(lower), tint)
        for upper in inks.values():
            assert _contrast(value["ink"], _blend(once, _rgb(upper), tint)) >= 4.5, (lower, upper)
    assert "mark mark mark { background: none; }" in sheet


def _blend(ground: tuple[float, ...], color: tuple[float, ...], strength: float) -> tuple[float, ...]:
    return tuple(below + (above - below) * strength for below, above in zip(ground, color, strict=True))


def test_a_page_of_many_highlights_is_made_fast() -> None:
    text = markdown("\n\n".join(f"Paragraph {number} says what it says." for number in range(2000)))
    many = [on(f"Paragraph {number} says", text, note="x", id=str(number)) for number in range(0, 2000, 2)]
    assert len(Marked(Given(article()).marked().listing, tuple(many), lambda: text).highlights) == 1000
    assert page(*many, text=text, whole=True).under("mark").count("Paragraph") == 1000
