"""Quotations in the templates that come with the program, read back by two parsers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from reader.export import template_values
from reader.export.template_files import Templates
from reader.text.clean import clean, clean_line
from tests.export import read_back
from tests.export.samples import highlight, hostile, listing

names = hostile.map(clean_line)
"""As the library keeps them, on one line."""

BLOCKS = {name: Templates(None).get(name) for name in ("markdown/block", "obsidian/block", "quote")}


def rendered(name: str, words: str, note: str, known: str) -> str:
    about = listing(title=known, author=known, source=known, url=f"https://a.example/{known}")
    made = highlight(words, note=note, speaker=known, themes=(known,) if known else ())
    article = template_values.article(about, [made])
    return BLOCKS[name].render({"article": article, "highlight": article.highlights[0]})


@pytest.mark.parametrize("reader", read_back.READERS)
@given(hostile.filter(bool), hostile, names)
def test_a_block_of_markdown_gives_back_the_words(reader: str, words: str, note: str, known: str) -> None:
    page = read_back.READERS[reader](rendered("markdown/block", words, note, known))
    quotation, details, *rest = page.elements()
    assert "\n\n".join(read_back.paragraphs(quotation)) == clean(words)
    said = [f"— {known}" if known else "", f"Themes: {known}" if known else "", "Marked 15 March 2026"]
    assert details.text == " · ".join(part for part in said if part)
    assert [part.tag for part in rest if part.tag not in {"section", "hr"}] == (["ul"] if note.strip() else [])


@pytest.mark.parametrize("reader", read_back.READERS)
@given(hostile.filter(bool), hostile, names)
def test_a_block_of_a_vault_gives_back_the_words(reader: str, words: str, note: str, known: str) -> None:
    page = read_back.READERS[reader](rendered("obsidian/block", words, note, known))
    callout, identity, *rest = page.elements()
    first, *between, source = read_back.paragraphs(callout)
    title, first = first.split("\n", 1)
    assert "\n\n".join((first, *between)) == clean(words)
    assert title == "[!quote] " + (known or "Highlight")
    assert source == " · ".join(part for part in (f"— {known}" if known else "", known or "wall", known) if part)
    assert identity.text.startswith("^")
    assert [part.tag for part in rest if part.tag not in {"section", "hr"}] == (["ul"] if note.strip() else [])


@pytest.mark.parametrize("reader", read_back.READERS)
@given(hostile.filter(bool), names)
@settings(max_examples=50)
def test_what_is_copied_gives_back_the_words(reader: str, words: str, known: str) -> None:
    (quotation,) = read_back.READERS[reader](rendered("quote", words, "", known)).elements()
    *found, source = read_back.paragraphs(quotation)
    assert "\n\n".join(found) == clean(words)
    assert source == "— " + ", ".join(part for part in (known, known or "wall", known, known) if part)
