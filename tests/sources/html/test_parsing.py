from __future__ import annotations

import pytest

from reader.sources.html import charset, controls
from reader.sources.html.parsing import DEPTH, tree


def test_an_empty_page_has_an_empty_body() -> None:
    for page in ("", " \n", "<!-- only this -->"):
        assert tree(page).find("body") is not None


def test_controls_are_gone_whether_they_are_bytes_or_numbers() -> None:
    assert "".join(tree("<p>a\x1b[1mb&#27;c&#x1B;d&#0000027;e&#155;f\x9bg&#8238;h&shy;i</p>").itertext()) == (
        "a[1mbcde›fgh\xadi"
    )


def test_numbers_of_windows_are_read_as_browsers_do() -> None:
    assert controls.source("&#146;&#38;&#60;&#8364;&#x110000;") == "’&#38;&#60;&#8364;&#x110000;".encode()


def test_no_element_is_deeper_than_what_follows_can_bear() -> None:
    root = tree("<div>" * 5000 + "<p>bottom</p>" + "</div>" * 5000 + "<p>after</p>")
    assert "bottom" in "".join(root.itertext())
    assert "after" in "".join(root.itertext())
    assert max(sum(1 for _ in element.iterancestors()) for element in root.iter()) <= DEPTH + 10


def test_elements_that_xhtml_closes_at_once_hold_nothing() -> None:
    root = tree(
        '<?xml version="1.0"?><html xmlns="x"><head><title/><script src="a"/></head><body><p/><p>Words</p></body>'
    )
    assert "".join(root.find("body").itertext()) == "Words"


@pytest.mark.parametrize(
    ("data", "media_type", "text"),
    [
        (b"\xef\xbb\xbfa", "text/html; charset=latin-1", "a"),
        ("ü".encode(), "text/html; charset=latin-1", "ü"),
        (b"\xfc", "text/html; charset=iso-8859-1", "ü"),
        (b"\x93a\x94", "text/html; charset=ISO-8859-1", "“a”"),
        (b"<meta charset=windows-1251>\xef\xe0\xf0\xee\xec", "", "<meta charset=windows-1251>паром"),
        ("<a>ab</a>".encode("utf-16-le"), "", "<a>ab</a>"),
        ("<a>ab</a>".encode("utf-16-be"), "", "<a>ab</a>"),
        ("<a>霧</a>".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "<a>霧</a>"),
        (b"+ADw-", "text/html; charset=utf-7", "+ADw-"),
        (b"abc", "text/html; charset=rot13", "abc"),
    ],
)  # fmt: skip
def test_a_page_is_decoded_as_it_is_written(data: bytes, media_type: str, text: str) -> None:
    assert charset.decode(data, media_type) == (text, ())


def test_broken_bytes_are_told() -> None:
    text, problems = charset.decode("Füße und Käse".encode() + b"\xff")
    assert text == "Füße und Käse\ufffd"
    assert problems == ("Some bytes are not valid UTF-8: shown as \ufffd.",)
