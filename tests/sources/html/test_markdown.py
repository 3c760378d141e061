from __future__ import annotations

import re

from hypothesis import assume, given, settings

from reader.sources.html.markdown import to_markdown
from reader.text.compile import compile_text
from reader.text.parser import parse
from tests.sources.html.pages import PAGES, bare, shown


@given(page=PAGES)
@settings(max_examples=300)
def test_a_parser_of_markdown_shows_the_words_of_the_page(page: str) -> None:
    words = shown(page)
    assume(not re.search(r"\[[xX]?\]", words))  # it would be shown as a task, with a box
    markdown = to_markdown(page, "https://example.org/a")
    assert bare(compile_text(markdown, "markdown").plain) == words
    assert not [token for token in parse(markdown) if token.type == "html_block"]
