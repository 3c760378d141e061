from __future__ import annotations

import time
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import SourceError
from reader.sources import reading
from reader.sources.html import read
from reader.sources.isolated import Workers
from reader.sources.raw import Raw
from reader.text.compile import compile_text
from tests.sources.html.harmless import assert_harmless, assert_no_controls

if TYPE_CHECKING:
    from reader.sources.source import Source

_CORPUS = Path(__file__).parents[2] / "corpus" / "incoming" / "html"
_FERRY = "<p>The ferry left four hours late on Monday, said the harbour master, because of the fog.</p>"


def _read(page: str | bytes, name: str = "page.html", media_type: str = "") -> Source:
    (source,) = read(Raw(page if isinstance(page, bytes) else page.encode(), name, "", media_type))
    return source


def _file(name: str, media_type: str = "") -> Source:
    return _read((_CORPUS / f"{name}.html").read_bytes(), f"{name}.html", media_type)


def test_a_page_that_only_scripts_would_fill_is_refused_in_words() -> None:
    with pytest.raises(SourceError, match=r"empty\.html has no words to read"):
        _file("empty")


@pytest.mark.parametrize("name", sorted(path.stem for path in _CORPUS.glob("*.html") if path.stem != "empty"))
def test_whatever_comes_in_is_harmless_markdown(name: str) -> None:
    source = _file(name)
    assert_harmless(source.body)
    for fact in astuple(source.metadata):
        assert_no_controls(str(fact))
        assert len(str(fact)) <= 500


def test_a_page_with_escapes_loses_them_and_no_word() -> None:
    body = _file("escapes").body
    assert "harbour master" in body
    assert r"A \[2Jcleared \]52;c;aGk= screen, \&#27;\[5m spelled out" in body
    assert "[1mcode[0m" in body
    assert r"\&#27;" in body
    assert "&#27;[5m spelled out" in compile_text(body, "markdown").plain


def test_what_turns_the_direction_of_a_line_is_left_out() -> None:
    source = _file("bidi")
    assert source.metadata.title == "Cut gnp.exe again"
    assert source.metadata.author == "Ines Ortega"
    assert "The word esrever was here, and there." in source.body


def test_entities_of_a_page_are_not_expanded_and_no_file_is_read() -> None:
    body = _file("entities").body
    assert "ha ha" not in body
    assert "root:" not in body
    assert "harbour master" in body


def test_a_page_that_is_nested_deep_keeps_its_words() -> None:
    assert "At the bottom of it all lies a ferry." in _file("deep").body


@pytest.mark.parametrize(
    "opened", ["<div>", "<blockquote>", "<ul><li>", "<b>", "<div><b><ul><li><table><tr><td>", "<q>"]
)
def test_a_hundred_thousand_levels_are_read_in_seconds(opened: str) -> None:
    began = time.monotonic()
    source = _read(opened * (100_000 // opened.count("<")) + _FERRY * 3)
    assert "said the harbour master" in source.body
    assert len(source.body) < 10_000
    assert time.monotonic() - began < 30


def test_closing_tags_that_nothing_opened_take_no_time() -> None:
    began = time.monotonic()
    assert "harbour master" in _read("<div>" * 50_000 + "</span>" * 50_000 + _FERRY * 3).body
    assert time.monotonic() - began < 30


def test_links_lead_only_into_the_web_and_to_mailboxes() -> None:
    source = _file("links")
    for word in ("one", "two", "three", "four", "five", "six", "seven", "ten", "eleven"):
        assert word in source.body
        assert f"[{word}]" not in source.body
    assert "[eight](https://post.example/a%20b" in source.body
    assert "[nine](mailto:ines@post.example)" in source.body
    assert "script:" not in source.body
    assert source.metadata.url == ""


def test_a_huge_attribute_costs_nothing() -> None:
    body = _file("attribute").body
    assert "A heavy paragraph" in body
    assert "| Wide | Cell |" in body
    assert len(body) < 2000
    began = time.monotonic()
    _read(f"<p title='{'a' * 5_000_000}'>x</p>" + _FERRY * 3)
    assert time.monotonic() - began < 30


def test_titles_and_names_have_an_end() -> None:
    metadata = _file("names").metadata
    assert metadata.title.startswith("Fog Fog")
    assert metadata.title.endswith("…")
    assert metadata.author == ""


def test_words_that_look_like_markup_are_words() -> None:
    source = _file("markup")
    shown = compile_text(source.body, "markdown").plain
    assert source.metadata.title == "Budget cut [/] now [@click=app.quit]here[/] **bold** `x`"
    assert "<script>alert(1)</script> <img src=x onerror=alert(1)> [x]: javascript:alert(1)" in shown
    assert "[^1]: note\n# head\n- item\n1. one\n| a | b |\n--- | ---\n====" in shown
    assert "&lt;b&gt; <https://post.example> <javascript:alert(1)>" in shown
    assert "written" not in shown
    assert "drawn" not in shown


def test_dates_that_cannot_be_are_no_dates() -> None:
    assert _file("dates").metadata.published == ""


def test_linked_data_of_any_shape_is_read_as_far_as_it_goes() -> None:
    metadata = _file("linked_data").metadata
    assert metadata.author == "Ines Ortega"
    assert metadata.title == "Linked data"


@pytest.mark.parametrize(
    ("name", "media_type", "words"),
    [
        ("lies_utf8", "text/html; charset=utf-8", "начальник порта"),
        ("lies_latin", "text/html; charset=iso-8859-1", "„wegen des Nebels“"),
        ("unknown_charset", "", "über der Förde"),
        ("broken_bytes", "", "Café"),
        ("utf16", "", "harbour master"),
        ("shift_jis", "", "四時間遅れて"),
    ],
)
def test_a_page_is_read_whatever_it_says_of_its_encoding(name: str, media_type: str, words: str) -> None:
    assert words in _file(name, media_type).body


def test_what_is_no_page_but_called_so_keeps_its_words() -> None:
    assert "1 < 2 & 3 > 2" in compile_text(_file("no_page").body, "markdown").plain
    assert "at all" in _file("fragment").body


def test_a_page_that_takes_too_long_is_given_up_with_a_message() -> None:
    page = Raw(("<p>" + "word, " * 200_000 + "</p>").encode() * 3, "long.html")
    with Workers(1, seconds=0.05) as workers, pytest.raises(SourceError, match=r"long\.html took more than"):
        reading.read(page, reading.format_of(page), workers)


def test_a_page_is_read_in_a_process_of_its_own() -> None:
    page = Raw((_CORPUS / "escapes.html").read_bytes(), "escapes.html")
    with Workers(1) as workers:
        (source,) = reading.read(page, reading.format_of(page), workers)
    assert source == _file("escapes")
