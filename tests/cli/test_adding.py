from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.paths import sample_articles
from reader.sources import clipboard
from reader.sources.raw import Raw
from tests.conftest import STORY, SURVEY
from tests.corpus.incoming import make

if TYPE_CHECKING:
    import pytest

    from tests.cli.running import Reader


CORPUS = Path(make.__file__).parent


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def write(path: Path, content: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return str(path)


def test_a_file_is_taken_in_once(reader: Reader, tmp_path: Path) -> None:
    path = write(tmp_path / "houses.md", SURVEY)
    first, second = reader("add", path), reader("add", path)
    assert (first.code, second.code) == (0, 0)
    assert first.out.startswith("Added The town that counted its empty houses (")
    assert second.out.startswith("The town that counted its empty houses was here already (")
    assert len(reader("list", "--json").data) == 1


def test_a_folder_is_taken_in_with_the_folders_below(reader: Reader, tmp_path: Path) -> None:
    write(tmp_path / "in" / "houses.md", SURVEY)
    write(tmp_path / "in" / "deep" / "bridge.txt", STORY)
    result = reader("add", str(tmp_path / "in"), "--json")
    assert {about["source"] for about in result.data} == {"The Harbour Review", ""}
    assert result.err == ""


def test_the_facts_may_be_given(reader: Reader, tmp_path: Path) -> None:
    path = write(tmp_path / "bridge.txt", STORY)
    given = (
        "--title",
        "The old\tbridge",
        "--author",
        "M. Oliveira",
        "--source",
        "Wire",
        "--url",
        "https://wire.example/1",
    )
    (about,) = reader("add", path, *given, "--published", "14 March 2026", "--json").data
    assert about["title"] == "The old bridge"
    assert (about["author"], about["source"], about["url"]) == ("M. Oliveira", "Wire", "https://wire.example/1")
    assert about["published"] == "2026-03-14"


def test_a_date_that_is_none_is_wrong_use(reader: Reader, tmp_path: Path) -> None:
    result = reader("add", write(tmp_path / "bridge.txt", STORY), "--published", "soon")
    assert result.code == 2
    assert "“soon” is no date" in result.err


def test_one_title_for_two_articles_is_wrong_use(reader: Reader, tmp_path: Path) -> None:
    paths = write(tmp_path / "in" / "a.txt", STORY), write(tmp_path / "in" / "b.md", SURVEY)
    assert reader("add", *paths, "--title", "Both").code == 2
    assert reader("add", str(tmp_path / "in"), "--url", "https://wire.example").code == 2
    assert reader("list", "--json").data == []


def test_standard_input_is_markdown_unless_told_otherwise(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b"# From a pipe\n\nSome *words*.\n")
    (about,) = reader("add", "-", "--json").data
    assert about["title"] == "From a pipe"
    assert reader("show", about["id"], "--json").data["text"] == "From a pipe\n\nSome words."
    typed(monkeypatch, b"Some *plain* words.\n")
    (about,) = reader("add", "-", "--kind", "plain", "--json").data
    assert reader("show", about["id"], "--json").data["text"] == "Some *plain* words."


def test_a_kind_for_a_file_is_wrong_use(reader: Reader, tmp_path: Path) -> None:
    assert reader("add", write(tmp_path / "bridge.txt", STORY), "--kind", "plain").code == 2


def test_empty_and_binary_standard_input_is_trouble(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b"", b"\x00\x01\x02"):
        typed(monkeypatch, data)
        result = reader("add", "-")
        assert result.code == 1
        assert "standard input" in result.err


def test_what_cannot_be_taken_is_named_and_the_rest_goes_on(reader: Reader, tmp_path: Path) -> None:
    binary = tmp_path / "image.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    word = write(tmp_path / "report.docx", "words")
    result = reader(
        "add", str(binary), word, str(tmp_path / "gone.md"), write(tmp_path / "bridge.txt", STORY), "--json"
    )
    assert result.code == 1
    assert len(result.data) == 1
    assert all(name in result.err for name in ("image.txt", "report.docx", "gone.md"))
    assert result.err.count("reader: ") == 3


def test_a_file_that_is_not_there_is_not_found(reader: Reader, tmp_path: Path) -> None:
    result = reader("add", str(tmp_path / "gone.md"))
    assert result.code == 3
    assert "gone.md" in result.err


def test_a_name_that_no_file_can_have_is_not_found(reader: Reader) -> None:
    assert reader("add", "a" * 300).code == 3


def test_a_folder_without_articles_is_trouble(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = reader("add", str(tmp_path / "empty"))
    assert result.code == 1
    assert "holds no articles" in result.err


def test_a_doubt_about_a_file_is_told_and_no_trouble(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("The café opened on Tuesday.\n".encode("cp1252"))
    result = reader("add", str(path))
    assert result.code == 0
    assert "Windows-1252" in result.err


def test_a_hostile_title_is_printed_harmless(reader: Reader, tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", '---\ntitle: "[red]Cut\\e]52;c;aGk=\\a [/] \\u202Eevil\\x9b2J"\n---\nWords.\n')
    result = reader("add", path)
    assert "[red]Cut" in result.out
    assert "[/]" in result.out
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(result.out + result.err)


def test_the_default_library_begins_with_the_samples(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("READER_LIBRARY")
    samples = [path for path in sample_articles().iterdir() if path.suffix in (".md", ".txt")]
    assert len(reader("list", "--json").data) == len(samples)
    for about in reader("list", "--json").data:
        next((tmp_path / "home").rglob(about["path"])).unlink()
    assert reader("list", "--json").data == []


def test_a_library_of_ones_own_begins_empty(reader: Reader, tmp_path: Path) -> None:
    assert reader("list", "--json").data == []
    assert reader("--library", str(tmp_path / "third"), "list", "--json").data == []


def test_a_mailbox_is_its_mails_and_what_cannot_be_taken_is_named(reader: Reader) -> None:
    result = reader("add", str(CORPUS / "mail" / "four.mbox"))
    assert result.code == 1
    assert [line.partition(" (")[0] for line in result.out.splitlines()] == ["Added One", "Added Two"]
    assert "mail 2 of four.mbox is encrypted" in result.err
    assert "mail 3 of four.mbox has no text, only attachments: a.pdf." in result.err


def test_a_mailbox_may_be_piped(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, (CORPUS / "mail" / "four.mbox").read_bytes())
    result = reader("add", "-")
    assert [line.partition(" (")[0] for line in result.out.splitlines()] == ["Added One", "Added Two"]
    assert "mail 2 of standard input is encrypted" in result.err


def test_a_book_is_one_article_or_its_chapters(reader: Reader) -> None:
    book = str(CORPUS / "epub" / "book.epub")
    assert reader("add", book).out.startswith("Added The Quay (")
    chapters = reader("add", book, "--chapters", "--json").data
    assert [(each["title"], each["source"]) for each in chapters] == [
        ("The bridge", "The Quay"),
        ("The ferry", "The Quay"),
    ]


def test_what_lies_on_the_clipboard_is_taken_in(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "read", lambda: Raw(b"It opened on Tuesday.\n\nMore words.\n", "the clipboard"))
    assert reader("add", "--paste", "--title", "The bridge").out.startswith("Added The bridge (")
    html = Raw(b"<p>It opened <b>again</b>.</p>", "the clipboard", media_type=clipboard.FRAGMENT)
    monkeypatch.setattr(clipboard, "read", lambda: html)
    (about,) = reader("add", "--paste", "--json").data
    assert "It opened again." in reader("show", about["id"]).out


def test_an_empty_clipboard_is_said_and_code_1(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> Raw:
        raise SourceError("The clipboard is empty.")

    monkeypatch.setattr(clipboard, "read", nothing)
    result = reader("add", "--paste")
    assert (result.code, result.err) == (1, "reader: The clipboard is empty.\n")
