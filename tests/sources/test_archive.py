"""Archives are read within limits, and never lead out of themselves."""

from __future__ import annotations

import zipfile

import pytest

from reader.errors import SourceError
from reader.sources import archive
from reader.sources.archive import Archive
from tests.corpus.incoming import make


def test_a_file_is_found_by_its_path_escaped_relative_or_in_other_case() -> None:
    found = Archive(make.archive({"mimetype": "x", "OEBPS/text/a b.xhtml": "words", "OEBPS/Toc.ncx": "y"}), "b.epub")
    assert found.find("a%20b.xhtml#x", "OEBPS/text/c.xhtml") == "OEBPS/text/a b.xhtml"
    assert found.find("../toc.ncx", "OEBPS/text/c.xhtml") == "OEBPS/Toc.ncx"
    assert found.find("b.xhtml", "OEBPS/text/c.xhtml") == ""
    assert found.read("OEBPS/text/a b.xhtml") == b"words"


def test_nothing_leads_out_of_an_archive() -> None:
    names = {
        "a.txt": "a",
        "": "nameless",
        "../b.txt": "b",
        "/c.txt": "c",
        "d/../../e": "e",
        "f\\..\\..\\g": "g",
        "C:/h": "h",
        "i/": "",
    }
    found = Archive(make.archive(names, links={"link": "/etc/passwd"}), "b.epub")
    assert found.names == ("a.txt",)
    assert found.find("../b.txt") == found.find("/c.txt") == found.find("link") == ""


def test_a_file_that_is_missing_is_named() -> None:
    with pytest.raises(SourceError, match=r"^b\.epub is damaged: its file x is missing\.$"):
        Archive(make.archive({"a": "b"}), "b.epub").read("x")


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBER", 1024 * 1024)
    bomb = Archive(make.archive({"a": b"", "b": bytes(2_000_000)}), "b.epub")
    with pytest.raises(SourceError, match=r"^b\.epub unpacks to more than 1 MB at b: not taken in\."):
        bomb.read("b")


def test_many_files_are_no_way_around_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "WHOLE", 3_000_000)
    bomb = Archive(make.archive({str(number): bytes(1_000_000) for number in range(5)}), "b.epub")
    for name in bomb.names[:3]:
        bomb.read(name)
    with pytest.raises(SourceError, match=r"unpacks to more than"):
        bomb.read("3")


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBERS", 3)
    with pytest.raises(SourceError, match=r"^b\.epub holds 4 files, and the limit is 3\.$"):
        Archive(make.archive(dict.fromkeys("abcd", "")), "b.epub")


def test_other_ways_to_pack_are_refused_as_they_unpack_without_a_limit() -> None:
    import io  # noqa: PLC0415 - here alone

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as file:
        file.writestr("a", bytes(1000))
    with pytest.raises(SourceError, match=r"packed in a way that is not read"):
        Archive(made.getvalue(), "b.epub").read("a")
