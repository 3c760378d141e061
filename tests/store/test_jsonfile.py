"""What is on the disk is a plain TinyDB file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from reader.errors import DamagedError, StoreError
from reader.store import jsonfile

if TYPE_CHECKING:
    from reader.store.jsonfile import Tables

PATH = Path("notes") / "harbour.json"
DOCUMENT = b'{"_default": {"1": {"id": "a", "quote": "opened"}}}'

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
documents = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), values, max_size=4)
numbers = st.integers(0, 2**63 - 1).map(str)
tables = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8).filter(lambda name: name != jsonfile.META),
    st.dictionaries(numbers, documents, max_size=3),
    max_size=3,
)


@given(tables)
def test_what_is_dumped_is_parsed(content: Tables) -> None:
    assert jsonfile.parse(jsonfile.dump(content), PATH) == content


@given(tables)
def test_its_bytes_are_those_of_python_s_own_indented_json(content: Tables) -> None:
    assert jsonfile.dump(content).decode() == json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def test_tinydb_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    content: Tables = {"_meta": {"1": {"schema": 1}}, "_default": {"7": {"id": "a", "note": "Größe ✓"}}}
    path.write_bytes(jsonfile.dump(content))
    with TinyDB(path, encoding="utf-8") as database:
        assert database.all() == [{"id": "a", "note": "Größe ✓"}]
        assert database.all()[0].doc_id == 7
        assert database.table("_meta").get(doc_id=1) == {"schema": 1}


def test_it_is_readable_for_people() -> None:
    assert jsonfile.dump({"_default": {"1": {"note": "Größe"}}}).decode() == (
        '{\n  "_default": {\n    "1": {\n      "note": "Größe"\n    }\n  }\n}\n'
    )


def test_what_no_file_can_hold_is_replaced() -> None:
    content: Tables = {"_default": {"1": {"note": "a\ud800b"}}}
    assert jsonfile.parse(jsonfile.dump(content), PATH) == {"_default": {"1": {"note": "a\ufffdb"}}}


def test_a_byte_order_mark_is_no_damage() -> None:
    assert jsonfile.parse(b"\xef\xbb\xbf" + DOCUMENT, PATH) == json.loads(DOCUMENT)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"\n", "nothing but blanks"),
        (bytes(100), "nothing but blanks"),
        (DOCUMENT[:-9], "it is not JSON from line 1, column"),
        (DOCUMENT + DOCUMENT, "it is not JSON from line 1"),
        (b"<<<<<<< ours\n" + DOCUMENT, "it is not JSON from line 1, column 1 on"),
        (DOCUMENT.replace(b"opened", b"\xff\xfe"), "byte .* is not UTF-8"),
        (b'{"a":' * 100_000, "it is no JSON that can be read"),
        (b'{"_default": {"1": ' + b"9" * 5000 + b"}}", "it is no JSON that can be read"),
        (b"[]", "it holds no tables"),
        (b"null", "it holds no tables"),
        (b'{"_default": []}', "'_default' is no table"),
        (b'{"other": 1}', "'other' is no table"),
        (b'{"_default": {"1": "opened"}}', "entry '1' of '_default' is no document"),
        (b'{"_default": {"one": {}}}', "'one' in '_default' is no document's number"),
        (b'{"_default": {"\xc2\xb2": {}}}', "is no document's number"),
        (b'{"_default": {"1": {}, "01": {}}}', "'01' in '_default' is no document's number"),
        (b'{"_default": {"' + b"9" * 5000 + b'": {}}}', "is no document's number"),
        (b'{"_meta": {"1": {"schema": "1"}}}', "its schema '1' is no number"),
    ],
)
def test_what_is_no_such_file_is_damaged(data: bytes, why: str) -> None:
    with pytest.raises(DamagedError, match=why) as caught:
        jsonfile.parse(data, PATH)
    assert str(PATH) in str(caught.value)
    assert "It is left as it is: mend it or move it away" in str(caught.value)


@given(st.binary(max_size=60))
def test_no_content_makes_anything_but_tables_or_an_error(data: bytes) -> None:
    try:
        content: Any = jsonfile.parse(data, PATH)
    except DamagedError:
        return
    assert isinstance(content, dict)


def test_a_newer_file_is_not_to_be_changed() -> None:
    jsonfile.refuse_newer({}, PATH)
    jsonfile.refuse_newer({"_meta": {"1": {"schema": 1}}}, PATH)
    with pytest.raises(StoreError, match="newer version of Reader"):
        jsonfile.refuse_newer({"_meta": {"1": {"schema": 99}}}, PATH)
