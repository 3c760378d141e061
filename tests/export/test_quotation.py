from __future__ import annotations

from markdown_it import MarkdownIt

from reader.export.quotation import quotation
from reader.model.article import Article

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
    assert quotation(ARTICLE, "“It was the wrong question.”", "Tomas Reyes") == (
        "> “It was the wrong question.”\n>\n"
        "> — Tomas Reyes, [The \\*town\\* that counted](https://e.example/1), M. Oliveira, Review, 10 March 2026\n"
    )


def test_nothing_in_the_words_is_taken_for_markup() -> None:
    html = MarkdownIt("commonmark").render(quotation(ARTICLE, "# not a *heading*\n\n- no list"))
    assert "<h1>" not in html
    assert "<li>" not in html
    assert "# not a *heading*" in html
