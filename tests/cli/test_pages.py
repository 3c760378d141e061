from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.cli import addresses
from tests.sources.web.serving import page, serving, status

if TYPE_CHECKING:
    from tests.cli.running import Reader

STORY = page("# The last ferry\n\nIt sailed at nine.\n", "Content-Type: text/markdown; charset=utf-8")


@pytest.fixture(autouse=True)
def _unspaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a host's turn."""
    monkeypatch.setattr("reader.sources.web.turns.SPACING", 0.0)


def test_a_page_comes_in_and_the_second_time_it_is_here(reader: Reader) -> None:
    with serving({"/ferry": STORY}) as server:
        first = reader("add", server.url("/ferry"))
        again = reader("add", server.url("/ferry"))
    assert (first.code, again.code) == (0, 0)
    assert first.out.startswith("Added The last ferry (")
    assert again.out.startswith("The last ferry was here already (")
    assert len(reader("list", "--json").data) == 1


def test_a_title_and_an_author_are_set_as_for_a_file(reader: Reader) -> None:
    with serving({"/ferry": STORY}) as server:
        result = reader("add", server.url("/ferry"), "--title", "A boat", "--author", "Ada Quay", "--json")
    assert [(each["title"], each["author"]) for each in result.data] == [("A boat", "Ada Quay")]


def test_of_fifty_addresses_those_that_fail_are_named_and_the_others_come_in(reader: Reader) -> None:
    replies = {
        f"/{number}": page(f"# Ferry {number}\n\nIt sailed.", "Content-Type: text/markdown")
        if number % 5
        else status(403)
        for number in range(50)
    }
    with serving(replies) as server:
        result = reader("add", *map(server.url, replies))
    assert result.code == 1
    assert result.out.count("Added Ferry") == 40
    assert result.err.count("(403)") == 10
    assert "save the page" in result.err
    assert len(reader("list", "--json").data) == 40


def test_files_and_pages_come_in_with_one_command_and_one_undo(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "rain.md").write_text("# Rain\n\nIt rains.\n", "utf-8")
    with serving({"/ferry": STORY}) as server:
        assert reader("add", str(tmp_path / "rain.md"), server.url("/ferry")).code == 0
    assert reader("undo").code == 0
    assert reader("list", "--json").data == []


def test_a_feed_says_how_it_is_followed(reader: Reader) -> None:
    with serving({"/feed": page("<rss version='2.0'></rss>", "Content-Type: application/rss+xml")}) as server:
        result = reader("add", server.url("/feed"))
    assert result.code == 1
    assert f"`reader feeds add {server.url('/feed')}`" in result.err


@pytest.mark.parametrize("word", ["ftp://review.example/x", "file:///etc/passwd", "gopher://x.example/"])
def test_an_address_that_is_not_of_the_web_is_wrong_use(reader: Reader, word: str) -> None:
    for arguments in (("add", word), (word,)):
        result = reader(*arguments)
        assert result.code == 2
        assert "no address of the web" in result.err


@pytest.mark.parametrize("word", ["feed:https://review.example/rss", "feed://review.example/rss"])
def test_an_address_of_a_feed_is_told_from_that_of_a_page(reader: Reader, word: str) -> None:
    result = reader("add", word)
    assert result.code == 2
    assert "`reader feeds add https://review.example/rss`" in result.err


def test_an_address_without_its_beginning_is_understood(reader: Reader) -> None:
    assert "write https://review.example/houses." in reader("add", "review.example/houses").err
    assert "write https://review.example/houses." in reader("review.example/houses").err
    assert "https" not in reader("add", "notes.md").err


def test_an_address_keeps_its_slashes() -> None:
    words = ("a.md", "https://review.example//x", "HTTP://b.example", "-", "c.md")
    assert [(run.kind, run.words) for run in addresses.runs(words)] == [
        ("file", ("a.md",)),
        ("page", ("https://review.example//x", "HTTP://b.example")),
        ("pipe", ("-",)),
        ("file", ("c.md",)),
    ]


def test_documents_come_in_from_the_web_as_files_do(reader: Reader) -> None:
    corpus = Path(__file__).parents[1] / "corpus" / "incoming"
    book = (corpus / "epub" / "book.epub").read_bytes()
    report = (corpus / "pdf" / "readable.pdf").read_bytes()
    replies = {
        "/book": page(book, "Content-Type: application/epub+zip"),
        "/book?again": page(book),
        "/get?id=7": page(report, 'Content-Disposition: attachment; filename="report.pdf"'),
    }
    with serving(replies) as server:
        both = reader("add", server.url("/book"), server.url("/get?id=7"), "--json")
        chapters = reader("add", server.url("/book?again"), "--chapters", "--json")
    assert both.code == 0
    assert {each["url"] for each in both.data} == {server.url("/book"), server.url("/get?id=7")}
    assert chapters.err == ""
    assert len(chapters.data) > 1
    assert len({each["id"] for each in chapters.data}) == len(chapters.data)
