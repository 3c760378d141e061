"""XML of strangers is read whatever its encoding, and nothing in it is more than its words."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.sources.xml import local, parse, parse_broken, words

STORY = "Größe, Мост"


@pytest.mark.parametrize(
    "data",
    [
        f"<a>{STORY}</a>".encode(),
        f'<?xml version="1.0" encoding="UTF-8"?>\n<a>{STORY}</a>'.encode(),
        codecs.BOM_UTF8 + f"<a>{STORY}</a>".encode(),
        codecs.BOM_UTF16_LE + f'<?xml version="1.0" encoding="utf-16"?><a>{STORY}</a>'.encode("utf-16-le"),
        '<?xml version="1.0" encoding="windows-1251"?><a>Gr\xf6\xdfe, Мост</a>'.replace("ö", "?").encode(
            "cp1251", "replace"
        ),
    ],
)
def test_a_document_says_its_encoding(data: bytes) -> None:
    assert words(parse(data, "a.xml")).endswith("Мост")


def test_what_is_broken_is_read_as_far_as_it_goes_and_said() -> None:
    root, is_broken = parse_broken(b"<a><b>One</b><c>Two", "a.xml")
    assert ([local(each) for each in root], is_broken) == (["b", "c"], True)
    assert parse_broken(b"<a/>", "a.xml")[1] is False


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    assert words(parse(b"<a>x\xed\xa0\x80\x00\x1b y</a>", "a.xml")).startswith("x\ufffd")


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55357;&#56832;", "&#0;", "&#x1b;", "&#99999999;", "&#xd83d"])
def test_references_to_no_character_are_shown_as_such(reference: str) -> None:
    root = parse(f"<a b='{reference}'>x{reference} y</a>".encode(), "a.xml")
    assert words(root).startswith("x\ufffd")
    assert str(root.get("b")).startswith("\ufffd")


@pytest.mark.parametrize(
    "doctype", [b'<!DOCTYPE a [<!ENTITY x "y">]>', b'<!DOCTYPE\na\n[<!ENTITY x SYSTEM "file:///etc/passwd">]>']
)
def test_entities_of_its_own_are_refused(doctype: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.xml defines entities of its own"):
        parse(doctype + b"<a>&x;</a>", "a.xml")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_refused(data: bytes) -> None:
    for content in (data, b"<a b='" + data + b"'>" + data + b"</a>"):
        try:
            root = parse(content, "a.xml")
        except SourceError:
            continue
        assert all(isinstance(local(each), str) for each in root.iter())
        assert isinstance(words(root), str)
