from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.errors import StoreError
from reader.library import Library
from reader.model.article import ArticleState
from reader.store import atomic, files
from reader.text.cells import width
from tests.conftest import SURVEY, being_written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Reader

KEYS = [
    *("id", "title", "author", "source", "url", "published", "added"),
    *("words", "language", "read", "starred", "highlights", "themes", "path"),
]
HOUSES = "The town that counted its empty houses"


def test_an_article_has_the_keys_of_the_contract(desk: Reader) -> None:
    articles = desk("list", "--json").data
    assert [list(about) for about in articles] == [KEYS, KEYS]
    houses = next(about for about in articles if about["title"] == HOUSES)
    assert houses["author"] == "Marta Oliveira"
    assert houses["published"] == "2026-03-10"
    assert houses["path"] == "articles/houses.md"
    assert (houses["read"], houses["starred"], houses["highlights"], houses["themes"]) == (False, False, 0, [])


def test_the_words_of_a_query_are_joined(desk: Reader) -> None:
    assert [about["title"] for about in desk("list", "volunteer", "survey", "--json").data] == [HOUSES]
    assert desk("list", "volunteer", "ferry", "--json").data == []
    assert [about["title"] for about in desk("list", '"volunteer survey"', "--json").data] == [HOUSES]


def test_the_list_is_sorted_and_cut_as_asked(desk: Reader) -> None:
    by_length = desk("list", "--sort", "length", "--json").data
    assert by_length == sorted(by_length, key=lambda about: -about["words"])
    assert desk("list", "--sort", "length", "--limit", "1", "--json").data == by_length[:1]


def test_a_look_makes_no_library_where_one_was(reader: Reader, root: Path) -> None:
    root.mkdir()
    for words in (
        ("list",),
        ("notes",),
        ("themes",),
        ("log",),
        ("trash",),
        ("show", "x"),
        ("undo",),
        ("list", "--json"),
    ):
        assert f"There is no library at {root}." in reader(*words).err
        assert not any(root.iterdir())


def test_an_empty_library_is_an_empty_array_and_advice(reader: Reader) -> None:
    assert reader("list", "--json").out == "[]\n"
    result = reader("list")
    assert (result.code, result.out) == (0, "")
    assert "reader add FILE" in result.err


def test_a_query_without_a_hit_is_told(desk: Reader) -> None:
    result = desk("list", "zeppelin")
    assert (result.code, result.out) == (0, "")
    assert "No article matches “zeppelin”" in result.err


def test_a_pipe_gets_a_line_for_each_article_without_tabs_and_colours(desk: Reader) -> None:
    lines = desk("list").out.splitlines()
    assert len(lines) == 2
    assert any(HOUSES in line and "The Harbour Review" in line and "2026-03-10" in line for line in lines)
    assert not {"\t", "\x1b"} & set("".join(lines))


@pytest.mark.parametrize("columns", [20, 40, 80, 120, 200])
def test_the_list_fits_the_terminal(
    desk: Reader, terminal: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    terminal(columns)
    monkeypatch.setenv("NO_COLOR", "1")
    lines = desk("list").out.splitlines()
    assert len(lines) == 3
    assert all(width(line) <= columns for line in lines)
    assert any("The town" in line for line in lines)
    assert "\x1b" not in "".join(lines)


def test_a_terminal_gets_colours(desk: Reader, terminal: Callable[[int], None]) -> None:
    terminal(80)
    assert "\x1b[1mThe town" in desk("list").out


def test_what_is_read_and_starred_shows_without_colours(desk: Reader, root: Path) -> None:
    with_state(root, HOUSES, ArticleState(read=True, starred=True))
    line = next(line for line in desk("list").out.splitlines() if HOUSES in line)
    assert line.startswith("★ ")
    assert "●" not in line
    (about,) = desk("list", "is:starred", "--json").data
    assert (about["read"], about["starred"]) == (True, True)


def with_state(root: Path, title: str, state: ArticleState) -> None:
    library = Library.open(root)
    library.refresh()
    library.set_state(library.find(title).article.id, state)
    library.close()


def test_an_article_that_cannot_be_read_is_named_and_the_rest_listed(desk: Reader, root: Path) -> None:
    (root / "articles" / "image.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    for _ in range(2):
        result = desk("list", "--json")
        assert result.code == 1
        assert len(result.data) == 2
        assert "articles/image.md" in result.err


def test_a_read_only_library_is_listed_and_not_changed(
    desk: Reader, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The library cannot be written: Read-only file system.")

    identifier = desk("list", "bridge", "--json").data[0]["id"]
    for name in ("write", "create", "append"):
        monkeypatch.setattr(atomic, name, refuse)
    monkeypatch.setattr(files, "create", refuse)
    assert len(desk("list", "--json").data) == 2
    result = desk("mark", identifier, "--quote", "the wrong question")
    assert result.code == 4
    assert "Read-only" in result.err
    new = root.parent / "new.md"
    new.write_text("# New\n\nWords.")
    assert desk("add", str(new)).code == 4


@pytest.mark.parametrize("reference", ["empty houses", HOUSES, "articles/houses.md", "https://review.example/houses"])
def test_an_article_is_found_by_title_path_and_address(desk: Reader, reference: str) -> None:
    assert desk("show", reference, "--json").data["title"] == HOUSES


def test_an_article_is_found_by_the_path_from_here(desk: Reader, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk("show", str(root / "articles" / "houses.md"), "--json").data["title"] == HOUSES
    monkeypatch.chdir(root / "articles")
    assert desk("show", "./houses.md", "--json").data["title"] == HOUSES


def test_an_article_that_is_not_there_is_not_found(desk: Reader) -> None:
    for reference in ("zeppelin", "z" * 5000):
        result = desk("show", reference)
        assert (result.code, result.out) == (3, "")
        assert "reader list" in result.err


def test_a_name_of_several_articles_is_not_found_and_they_are_named(desk: Reader, root: Path) -> None:
    (root / "articles" / "more.md").write_text(SURVEY.replace("empty houses", "full houses"), "utf-8")
    result = desk("show", "the town that counted")
    assert result.code == 3
    assert "full houses" in result.err


def test_the_text_and_its_highlights_are_given_as_json(desk: Reader) -> None:
    made = desk(
        "mark", "empty houses", "--quote", "a volunteer survey found 1,204", "--theme", "housing", "--json"
    ).data
    shown = desk("show", "empty houses", "--json").data
    assert list(shown) == [*KEYS, "text"]
    assert shown["highlights"] == [made]
    assert shown["text"][made["start"] : made["end"]] == made["quote"] == "a volunteer survey found 1,204"
    assert shown["themes"] == ["housing"]


def test_the_text_is_shown_at_the_measure_with_its_highlights(desk: Reader) -> None:
    desk("mark", "empty houses", "--quote", "a volunteer survey", "--theme", "housing", "--note", "Who asked?")
    out = desk("show", "empty houses").out
    assert out.startswith(f"{HOUSES}\nMarta Oliveira · The Harbour Review · 2026-03-10 · ")
    assert "Last month ==a volunteer survey=={1} found 1,204." in out
    assert out.endswith("Highlights\n\n{1} “a volunteer survey”\n    housing\n    Who asked?\n")
    assert all(width(line) <= 72 for line in out.splitlines())


def test_the_measure_is_that_of_the_configuration(desk: Reader, tmp_path: Path) -> None:
    (tmp_path / "reader.toml").write_text("measure = 40\n")
    lines = desk("show", "empty houses").out.splitlines()
    assert max(map(width, lines)) in range(34, 48)
    assert max(width(line) for line in lines if "https" not in line) <= 40


def test_an_article_without_a_text_that_fits_is_shown_in_a_narrow_terminal(
    desk: Reader, terminal: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal(30)
    lines = desk("show", "empty houses").out.splitlines()
    assert all(width(line) <= 30 for line in lines if "https" not in line)


def test_a_damaged_notes_file_is_named_and_the_text_shown(desk: Reader, root: Path) -> None:
    identifier = desk("mark", "empty houses", "--quote", "a volunteer survey", "--json").data["article_id"]
    (root / "notes" / f"{identifier}.json").write_text("{ torn")
    being_written(root / "notes" / f"{identifier}.json")
    result = desk("show", "empty houses")
    assert result.code == 1
    assert "Last month a volunteer survey found 1,204." in result.out
    assert f"{identifier}.json" in result.err
    assert (root / "notes" / f"{identifier}.json").read_text() == "{ torn"
