from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from reader.export.quotation import quotation
from reader.export.template_files import Templates
from reader.model.article import Article, Listing
from tests.export.samples import highlight

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = Templates(None)
ARTICLE = Article(
    "houses",
    "articles/houses.md",
    "The *town* that counted",
    "M. Oliveira",
    "Review",
    "https://e.example/1",
    "2026-03-10",
)


def test_a_copied_quotation_says_the_words_and_where_they_stand() -> None:
    assert quotation(SHIPPED, Listing(ARTICLE), "“It was the wrong question.”", "Tomas Reyes") == (
        "> “It was the wrong question.”\n>\n"
        "> — Tomas Reyes, [The \\*town\\* that counted](https://e.example/1), M. Oliveira, Review, 10 March 2026\n"
    )


def test_nothing_in_the_words_is_taken_for_markup() -> None:
    html = MarkdownIt("commonmark").render(quotation(SHIPPED, Listing(ARTICLE), "# not a *heading*\n\n- no list"))
    assert "<h1>" not in html
    assert "<li>" not in html
    assert "# not a *heading*" in html


def test_a_persons_own_template_says_what_a_copy_is(tmp_path: Path) -> None:
    (tmp_path / "quote.md").write_text("{{ highlight.quote }} [{{ article.title | link(highlight.link) }}]")
    assert quotation(Templates(tmp_path), Listing(ARTICLE), "*a*") == (
        r"\*a\* [[The \*town\* that counted](https://e.example/1#:~:text=%2Aa%2A)]"
    )


def test_what_is_known_of_the_highlight_can_be_copied_too(tmp_path: Path) -> None:
    (tmp_path / "quote.md").write_text("{{ highlight.quote }} ({{ highlight.themes | join(', ') }})")
    known = highlight("all of it", themes=("law", "money"))
    assert quotation(Templates(tmp_path), Listing(ARTICLE), "of it", "", known) == "of it (law, money)"
