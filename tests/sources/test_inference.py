"""An article without a title or a date of its own gets one from what it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.files import from_bytes
from reader.sources.inference import MAX_SENTENCE, infer_published, infer_title, is_promotional, shorten
from reader.sources.source import Source
from reader.text.clean import clean_line
from reader.text.compile import compile_text
from tests.corpus.odd import HERE

if TYPE_CHECKING:
    from reader.sources.source import Kind

LONG = "HALVERN, March 14 (Wire) — The harbour bridge opened on Saturday after nine years of delays and four mayors."


def title(text: str, name: str = "x.txt") -> str:
    source = from_bytes(text.encode(), "plain" if name.endswith(".txt") else "markdown", name)
    return infer_title(source, compile_text(source.body, source.kind))


def test_a_title_of_its_own_counts_first() -> None:
    assert title("---\ntitle: Own\n---\n# Heading\n", "x.md") == "Own"


def test_then_the_first_heading_of_the_first_level() -> None:
    assert title("Intro.\n\n## Part\n\n# The *harbour*\nbridge\n\n# Other", "x.md") == "The harbour"


def test_then_the_first_heading_of_any_level() -> None:
    assert title("Intro.\n\n#\n\n### Part two\n\n## Part", "x.md") == "Part two"


def test_then_the_first_sentence() -> None:
    assert title("The bridge *opened*. It rained.", "x.md") == "The bridge opened."


def test_a_long_sentence_is_cut_at_a_word() -> None:
    assert title(LONG + " It rained.\n\nMore.") == (
        "HALVERN, March 14 (Wire) — The harbour bridge opened on Saturday after nine…"
    )


def test_a_first_line_that_stands_alone_is_a_headline() -> None:
    assert title("Harbour bridge opens\n\n" + LONG) == "Harbour bridge opens"
    assert title("\n\n  Will the bridge hold?  \n\n" + LONG) == "Will the bridge hold?"


@pytest.mark.parametrize(
    "text",
    [
        "Harbour bridge opens\nto great joy. It rained.\n\nMore.",
        "The bridge opened.\n\nIt rained.",
        "“The bridge opened.”\n\nIt rained.",
        " ".join(["word"] * 30) + "\n\nIt rained.",
    ],
)
def test_a_first_line_that_goes_on_or_is_a_sentence_is_no_headline(text: str) -> None:
    first = " ".join(text.split("\n\n", maxsplit=1)[0].split()).removesuffix(" It rained.")
    assert title(text) == shorten(first)


def test_a_mail_is_called_by_its_subject_and_is_by_its_sender() -> None:
    data = (HERE / "mail.txt").read_bytes()
    source = from_bytes(data, "plain", "x.txt")
    assert source.metadata.title == "Re: The pontoons – what we know"
    assert source.metadata.author == "Ana Moreau"
    assert infer_published(source) == "2025-03-04T17:02:11+00:00"
    own = from_bytes(b"---\ntitle: Own\nauthor: Li\n---\n" + data, "plain", "x.txt")
    assert (own.metadata.title, own.metadata.author) == ("Own", "Li")


def test_the_head_of_a_mail_without_a_subject_is_no_title() -> None:
    assert title("From: a@b.example\nDate: x\n\nThe bridge opened. It rained.") == "The bridge opened."
    assert title("Subject: =?x?q?broken?=\nFrom: a\n\nWords.") == "=?x?q?broken?="


def test_wire_copy_is_called_by_the_line_below_its_slug() -> None:
    assert title((HERE / "wire.txt").read_text("utf-8")) == "Ferries stay in port for a third week"


def test_promotional_lines_and_bylines_are_no_title() -> None:
    assert title("SUBSCRIBE NOW FOR 9.99!\n\nHarbour bridge opens\n\nIt rained.") == "Harbour bridge opens"
    assert title("SUBSCRIBE NOW FOR 9.99!\n\nBy Jane Doe\n\nThe bridge opened. It rained.") == "The bridge opened."
    assert title("Anzeige\n\nShare this article\n\nHarbour bridge opens\n\nIt rained.") == "Harbour bridge opens"


def test_where_all_is_in_capitals_that_is_the_title() -> None:
    assert title("BRIDGE OPENS") == "BRIDGE OPENS"


def test_a_text_without_sentences_is_called_as_its_file() -> None:
    assert title("```\ncode\n```\n", "2026-03-14-harbour_bridge.md") == "Harbour bridge"
    assert title("```\ncode\n```\n", "2026-03-14.md") == "2026-03-14"


def test_a_script_without_spaces_is_cut_anywhere() -> None:
    assert title("港の橋が開通した。市長は喜んだ。") == "港の橋が開通した。"
    assert title("港" * 200) == "港" * MAX_SENTENCE + "…"


def test_a_title_is_one_harmless_line() -> None:
    assert title("# A [red]\x1b]52;c;eA==\x07 \u202etitle\n", "x.md") == "A [red]\ufffd]52;c;eA==\ufffd title"


@pytest.mark.parametrize("words", ["SUBSCRIBE NOW!", "ADVERTISEMENT", "READ MORE: 50% OFF"])
def test_capitals_are_promotional(words: str) -> None:
    assert is_promotional(words)


@pytest.mark.parametrize("words", ["The EU", "", "2026", "港の橋"])
def test_other_words_are_not(words: str) -> None:
    assert not is_promotional(words)


@given(st.text(max_size=200))
def test_a_shortened_sentence_is_its_beginning(sentence: str) -> None:
    short = shorten(sentence)
    assert len(short) <= MAX_SENTENCE + 1
    assert short == sentence or sentence.startswith(short.removesuffix("…"))


@given(st.text(max_size=120), st.sampled_from(["markdown", "plain"]))
def test_every_article_has_a_clean_title_on_one_line(text: str, kind: Kind) -> None:
    source = Source(kind, text, name="bridge")
    found = infer_title(source, compile_text(source.body, source.kind))
    assert found
    assert found == clean_line(found)


@pytest.mark.parametrize(
    ("front", "name", "published"),
    [
        ("date: 14 March 2026", "x.md", "2026-03-14"),
        ("published: 14 March 2026", "2025-01-01-x.md", "2026-03-14"),
        ("published: last week", "2025-01-01-x.md", "2025-01-01"),
        ("title: x", "2025-01 bridge.md", "2025-01"),
        ("title: x", "2025-13-01-x.md", ""),
        ("title: x", "bridge-2025-01-01.md", ""),
        ("title: x", "2025-01-011.md", ""),
    ],
)
def test_the_date_is_that_of_the_front_matter_or_of_the_name(front: str, name: str, published: str) -> None:
    source = from_bytes(f"---\n{front}\n---\nText".encode(), "markdown", name)
    assert infer_published(source) == published
    assert infer_published(source, Path("articles") / name) == published
