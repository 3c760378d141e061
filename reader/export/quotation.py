"""One quotation in Markdown with its speaker and its source: what `Y` copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.export import dates, escape

if TYPE_CHECKING:
    from reader.model.article import Article


def quotation(article: Article, words: str, speaker: str = "") -> str:
    """A block quotation of exactly `words`, and below it who said it and where."""
    source = ", ".join(
        part
        for part in (
            escape.inline(speaker),
            escape.link(article.title, article.url),
            escape.inline(article.author),
            escape.inline(article.source),
            escape.inline(dates.words(article.published)),
        )
        if part
    )
    return f"{escape.quotation(words)}\n>\n> — {source}\n"
