from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import NotFoundError, SourceError
from reader.sources.notes import json_values
from reader.sources.notes.formats import NAMES, parse
from tests.sources.notes.reading import CORPUS, form_of, passages, read, read_all, unreadable

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = [
    "target",
    "body",
    "selector",
    "items",
    "rows",
    "annotations",
    "source",
    "type",
    "exact",
    "text",
    "id",
    "documents",
    "entries",
    "articles",
    "themes",
    "format",
    "version",
    "created",
    "uri",
    "reader:article",
]


def test_a_file_is_known_by_what_is_in_it_and_not_by_its_name(tmp_path: Path) -> None:
    for path in CORPUS.iterdir():
        other = tmp_path / "notes.dat"
        other.write_bytes(path.read_bytes())
        assert parse(other)[0] == form_of(path.name)


@pytest.mark.parametrize("words", ["# An article\n\nWords.\n", "a,b\n1,2\n", '{"a": 1}', "[1, 2]", "return 5"])
def test_a_file_that_no_program_wrote_is_refused_with_what_is_known(tmp_path: Path, words: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(words, "utf-8")
    with pytest.raises(SourceError, match=r"Kindle.*KOReader"):
        parse(path)


def test_an_empty_file_a_folder_a_picture_and_none_are_each_said(tmp_path: Path) -> None:
    empty, picture = tmp_path / "empty.csv", tmp_path / "picture.json"
    empty.write_bytes(b"  \n")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    for path, why in ((empty, "is empty"), (picture, "PNG"), (tmp_path, "is a folder")):
        with pytest.raises(SourceError, match=why):
            parse(path)
    with pytest.raises(NotFoundError):
        parse(tmp_path / "none.json")


def test_json_that_breaks_off_gives_what_came_before_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    text = (CORPUS / "hypothesis-export.json").read_text("utf-8")
    path.write_text(text[: text.rindex("I disagree")], "utf-8")
    items, error = read_all(path)
    assert len(passages(items)) == 2
    assert "breaks off" in error


def test_json_that_is_nested_a_hundred_thousand_deep_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    for inner in ("[" * 100_000, '{"target":' * 100_000, "[" * 100_000 + "]" * 100_000):
        path.write_text(inner, "utf-8")
        for form in ("auto", "jsonld", "json", "hypothesis", "koreader"):
            items, _ = read_all(path, form)
            assert not passages(items)
    path.write_text('{"annotations": [{"uri": "https://a.example", "user": "x", "text": ' + "[" * 90_000 + "]" * 90_000)
    items, error = read_all(path, "hypothesis")
    assert not passages(items)
    assert error


def test_one_annotation_that_is_nested_too_deeply_costs_itself_alone(tmp_path: Path) -> None:
    good = json.loads((CORPUS / "hypothesis-search.json").read_text("utf-8"))["rows"][0]
    path = tmp_path / "deep.json"
    deep = '{"text": ' + "[" * 500 + "]" * 500 + "}"
    path.write_text(f'{{"total": 3, "rows": [{json.dumps(good)}, {deep}, {json.dumps(good)}]}}', "utf-8")
    items = read_all(path)[0]
    assert len(passages(items)) == 2
    assert "deeply" in unreadable(items)[0].why


def test_a_value_of_many_megabytes_is_not_gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "LONGEST", 300_000)
    monkeypatch.setattr(json_values, "LARGEST", 300_000)
    path = tmp_path / "long.json"
    path.write_text('{"total": 1, "rows": [{"uri": "' + "x" * 600_000 + '"}]}', "utf-8")
    items, error = read_all(path)
    assert not passages(items)
    assert "too large" in error
    path.write_text('{"total": 1, "rows": [{"uri": [' + '"", ' * 30_000 + '""]}]}', "utf-8")
    items, error = read_all(path)
    assert [item.why for item in unreadable(items)] == ["It is too large."]
    assert not error


def test_json_in_other_encodings_is_read(tmp_path: Path) -> None:
    text = (CORPUS / "koreader-book.json").read_text("utf-8").replace("white", "wéiß")
    path = tmp_path / "book.json"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        path.write_bytes(text.encode(encoding))
        assert "wéiß" in passages(read_all(path)[0])[0].quote


@pytest.mark.parametrize("form", NAMES)
def test_the_files_of_another_program_are_never_a_crash(form: str) -> None:
    for path in CORPUS.iterdir():
        items, error = read_all(path, form)
        assert items or error or form_of(path.name) != form


@given(st.sampled_from(NAMES), st.binary(max_size=400))
def test_rubbish_is_never_a_crash(tmp_path_factory: pytest.TempPathFactory, form: str, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "rubbish"
    path.write_bytes(data)
    read_all(path, form)
    read_all(path)


@given(st.sampled_from(sorted(CORPUS.iterdir())), st.integers(0, 4_000), st.binary(max_size=6), st.integers(0, 40))
def test_a_file_with_a_broken_place_is_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, source: Path, at: int, put: bytes, cut: int
) -> None:
    data = source.read_bytes()
    path = tmp_path_factory.getbasetemp() / "broken"
    path.write_bytes(data[: at % len(data)] + put + data[at % len(data) + cut :])
    read_all(path)
    read_all(path, form_of(source.name))


@given(
    st.sampled_from(("jsonld", "hypothesis", "koreader", "json")),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(_NAMES),
                inner,
                max_size=4,
            )
        ),
    ),
)
def test_values_of_any_shape_are_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, form: str, value: object
) -> None:
    path = tmp_path_factory.getbasetemp() / "shape.json"
    path.write_text(json.dumps(value), "utf-8")
    read_all(path, form)


def test_a_passage_has_the_same_id_each_time_that_it_is_read() -> None:
    for path in CORPUS.iterdir():
        ids = [item.id for item in passages(read(path.name))]
        assert ids == [item.id for item in passages(read(path.name))]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("field", ["quote", "note", "prefix", "suffix"])
def test_words_of_ours_that_are_longer_than_any_article_are_refused(tmp_path: Path, field: str) -> None:
    made = {"id": "1", "article": "a", "quote": "w", "created": "2026-03-14T09:00:00Z", field: "w" * 1_000_001}
    path = tmp_path / "ours.json"
    path.write_text(json.dumps({"format": "reader", "version": 1, "articles": [], "annotations": [made]}), "utf-8")
    items = read(str(path))
    assert [item.why for item in unreadable(items)] == ["It is longer than a passage of an article."]
    assert not passages(items)
