"""Whole documents by the templates that come with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export import template_values
from reader.export.template_files import Templates
from reader.model.annotation import Motivation, Status
from reader.text.clean import clean, clean_line
from tests.export import handed, read_back
from tests.export.samples import highlight, hostile, listing

if TYPE_CHECKING:
    from reader.export.template_values import ArticleValue
    from tests.export.read_back import Element

TEMPLATES = {name: Templates(None).get(name) for name in ("quotes", "academic", "reading-list", "markdown/block")}
WALL = listing(title="The wall", author="Maren Oduya", source="Courier", url="https://a.example/wall", published="2026")
FERRY = listing(id="ferry", title="The ferry!", published="2025-03")
SAID = highlight("“It will not hold.”", 5, speaker="Ada Lind", note="*Who* asked?")
WRITTEN = highlight("The council knew.", 50)
names = hostile.map(clean_line)


def render(name: str, *articles: ArticleValue) -> str:
    return TEMPLATES[name].render({"articles": articles, "exported": "2026-11-24"})


def noted(words: str) -> ArticleValue:
    made = handed.annotation("", 0, note=words, motivation=Motivation.COMMENTING)
    return template_values.article(WALL, [handed.highlight(made)])


def test_quotations_for_a_draft_stand_in_order_with_speaker_and_source() -> None:
    out = render("quotes", template_values.article(WALL, [WRITTEN, SAID]), template_values.article(FERRY, [WRITTEN]))
    assert out == (
        "> “It will not hold.”\n>\n> — Ada Lind, [The wall](https://a.example/wall), Maren Oduya, Courier, 2026\n\n"
        "> The council knew.\n>\n> — [The wall](https://a.example/wall), Maren Oduya, Courier, 2026\n\n"
        "> The council knew.\n>\n> — The ferry!, March 2025\n\n"
    )


def test_footnotes_cite_each_article_once() -> None:
    nothing = template_values.article(listing(id="none", title="Nothing"), [])
    out = render(
        "academic",
        template_values.article(WALL, [SAID, WRITTEN]),
        nothing,
        template_values.article(FERRY, [WRITTEN]),
    )
    assert out == (
        "> “It will not hold.”\n>\n> — Ada Lind [^1]\n\n*Who* asked?\n\n"
        "> The council knew.\n>\n> — Maren Oduya [^1]\n\n"
        "> The council knew.\n>\n> — The ferry! [^2]\n\n"
        "[^1]: Maren Oduya, “The wall”, Courier, 2026, [https://a.example/wall](https://a.example/wall).\n"
        "[^2]: “The ferry!”, March 2025.\n"
    )


def test_a_highlight_that_is_gone_says_so_in_a_note_and_stands_below_a_heading_elsewhere() -> None:
    article = template_values.article(WALL, [highlight("gone", status=Status.ORPHANED)])
    alone = TEMPLATES["markdown/block"].render({"article": article, "highlight": article.highlights[0]})
    assert alone == "> gone\n\nMarked 15 March 2026 · No longer in the text\n"
    whole = Templates(None).get("article").render({"article": article})
    assert whole.count("No longer in the text") == 1


@pytest.mark.parametrize("reader", read_back.READERS)
@given(hostile.filter(bool), hostile, names)
def test_footnotes_are_footnotes_whatever_is_quoted(reader: str, words: str, note: str, known: str) -> None:
    about = listing(title=known, author=known, source=known, url=f"https://a.example/{known}")
    article = template_values.article(about, [highlight(words, note=note, speaker=known)])
    page = read_back.READERS[reader](render("academic", article))
    quotation = page.elements()[0]
    *found, whose = quotation.elements()
    assert "\n\n".join(each.text for each in found) == clean(words)
    assert whose.text.startswith("— ")
    assert "sup" in whose.outline()
    notes = page.elements()[-1]
    assert notes.tag == "section"
    assert _items(notes) >= 1


@pytest.mark.parametrize("reader", read_back.READERS)
@given(st.lists(names, min_size=1, max_size=3), hostile)
def test_a_reading_list_is_one_list_whatever_the_titles_and_notes_say(
    reader: str, titles: list[str], note: str
) -> None:
    articles = [template_values.article(listing(title=title, author=title), []) for title in titles]
    page = read_back.READERS[reader](render("reading-list", noted(note), *articles))
    body = [element for element in page.elements() if element.tag not in {"section", "hr"}]
    assert [element.tag for element in body] == ["h1", "ul"]
    assert len(body[1].elements()) == len(titles) + 1
    for item, title in zip(body[1].elements()[1:], titles, strict=True):
        assert item.text.strip("\n").startswith(title or "wall")


def _items(section: Element) -> int:
    return sum(len(each.elements()) for each in section.elements() if each.tag == "ol")
