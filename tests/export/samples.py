"""Articles and highlights to export, and what a CommonMark parser makes of the result."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.export import front_matter, template_values
from reader.export.template_files import Templates
from reader.model.annotation import Annotation, Highlight, Status
from reader.model.article import Article, Listing
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from reader.model.theme import ThemeUse

MARKED = datetime(2026, 3, 15, 23, 30, tzinfo=UTC)

FRAGMENTS = (
    *("#", "# ", "##", "- ", "+ ", "* ", "*", "**", "_", "__", "a_b", "`", "```", "~~~", "~~", "=", "==", "---", "***"),
    *(
        "1. ",
        "12) ",
        "1.",
        ">",
        "> ",
        "|",
        "| a | b |",
        "|---|---|",
        ":",
        ": ",
        "[",
        "]",
        "[a]",
        "[a]: /b",
        "](",
        "(",
        ")",
    ),
    *("![", "[^1]", "[^1]: ", "[ ] ", "[[a]]", "<", "<b>", "<!--", "<https://a.example>", "&", "&amp;", "&#32;", "\\"),
    *(
        "%%",
        "$",
        "$$",
        "$1",
        "^",
        "^a",
        "#tag",
        "http://a.example/b_c_",
        "\t",
        " ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "\n\n\n",
    ),
    *(
        "\u00a0",
        "\u2003",
        "\ufeff",
        "\u200b",
        "\u202e",
        "\x1b[2J",
        "\x9b",
        "\r\n",
        "\0",
        "“",
        "”",
        "é",
        "e\u0301",
        "港",
        "x",
    ),
)
hostile = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(st.characters(), max_size=3)), max_size=12).map(
    "".join
)
"""Pieces of Markdown, HTML and escape sequences in any order, and any other characters."""


def listing(**known: str) -> Listing:
    about = {"id": "wall", "path": "articles/wall.md", "title": "The wall"} | known
    return Listing(Article(**about))  # type: ignore[arg-type]


def highlight(
    words: str,
    start: int = 0,
    *,
    status: Status = Status.ANCHORED,
    themes: tuple[str, ...] = (),
    note: str = "",
    speaker: str = "",
    days: int = 0,
) -> Highlight:
    """A highlight that was changed `days` after it was made."""
    target = Target("wall", TextQuoteSelector(words), TextPositionSelector(start, start + len(words)))
    made = Annotation(
        f"{start}-{words}", target, MARKED, MARKED + timedelta(days=days), themes=themes, note=note, speaker=speaker
    )
    return Highlight(made, None if status is Status.ORPHANED else Span(start, start + len(words)), status)


def tokens(document: str) -> list[Token]:
    """The blocks of a document after its front matter, by CommonMark with tables and strikethrough."""
    body = document.partition("\n---\n")[2]
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)


def outline(document: str) -> list[str]:
    """What the document consists of, as far as it stands at its outermost level."""
    return [token.type for token in tokens(document) if token.level == 0]


def quotations(document: str) -> list[str]:
    """The words of the outermost block quotations, paragraphs parted by a blank line."""
    found: list[list[str]] = []
    is_inside = False
    for token in tokens(document):
        if token.level == 0 and token.type in {"blockquote_open", "blockquote_close"}:
            is_inside = token.type == "blockquote_open"
            if is_inside:
                found.append([])
        elif is_inside and token.type == "inline":
            found[-1].append("".join(_words(token)))
        elif is_inside:
            assert token.type in {"paragraph_open", "paragraph_close"}, token.type
    return ["\n\n".join(paragraphs) for paragraphs in found]


def _words(inline: Token) -> Iterator[str]:
    for child in inline.children or []:
        assert child.type in {"text", "hardbreak"}, child.type
        yield "\n" if child.type == "hardbreak" else child.content


def sealed(values: Mapping[str, front_matter.Value], body: str) -> str:
    """A file as earlier versions of the program exported it."""
    head = "".join(f"{key}: {front_matter.value(given)}\n" for key, given in values.items())
    tail = f"---\n\n{body.strip()}\n"
    seal = hashlib.sha256(f"---\n{head}{tail}".encode()).hexdigest()[:32]
    return f'---\n{head}{front_matter.SEAL}: "{seal}"\n{tail}'


def article_page(about: Listing, highlights: Sequence[Highlight]) -> str:
    """An article's highlights as the template that comes with the program has them."""
    return Templates(None).get("article").render({"article": template_values.article(about, highlights)})


def theme_page(use: ThemeUse, groups: Sequence[tuple[Listing, Sequence[Highlight]]]) -> str:
    """A theme's highlights as the template that comes with the program has them."""
    articles = [template_values.article(about, highlights) for about, highlights in groups]
    values = {"theme": template_values.theme(use.theme, articles), "articles": articles}
    return Templates(None).get("theme").render(values)
