"""Books become articles; hostile ones are refused, or are nothing but their words."""

from __future__ import annotations

import pytest

from reader.errors import SourceError
from reader.sources import archive
from reader.text.compile import compile_text
from tests.corpus.incoming import make
from tests.sources.incoming import given, one, read


def test_a_book_is_one_article_with_its_facts() -> None:
    book = one("epub/book.epub")
    facts = book.metadata
    assert (facts.title, facts.author, facts.source) == ("The Quay", "Mara Quill", "Harbour Press")
    assert (facts.published, facts.language) == ("2026-03-14", "en")
    assert facts.other == (("isbn", "9780000000002"),)


def test_chapters_stand_under_their_titles_from_the_table_of_contents() -> None:
    body = one("epub/book.epub").body
    headings = [line for line in body.splitlines() if line.startswith("#")]
    assert headings == ["## The bridge", "## The ferry", "### Later"]
    assert body.count("Mara Quill") == 0  # the title page says what the facts say
    assert "> “It is not a road.”" in body


def test_notes_at_the_end_of_a_book_are_footnotes() -> None:
    body = one("epub/book.epub").body
    assert "It opened on *Tuesday*.[^1] “We waited.”" in body
    assert body.endswith("[^1]: The *council* had said March.\n\n[^2]: It sails at nine.\n\n    Not on Sundays.\n")
    assert "## Notes" not in body
    assert len(compile_text(body, "markdown").footnotes) == 2


def test_what_a_picture_shows_stands_in_its_place() -> None:
    assert "*\\[Image: A grey ferry at the quay\\]*" in one("epub/book.epub").body


def test_chapters_are_articles_of_their_own_on_demand() -> None:
    first, second = read("epub/book.epub", chapters=True)
    assert (first.metadata.title, first.metadata.source) == ("The bridge", "The Quay")
    assert first.metadata.other == (("book", "The Quay"), ("chapter", "1"))
    assert first.body.endswith("[^1]: The *council* had said March.\n")
    assert second.metadata.title == "The ferry"
    assert "### Later" in second.body
    assert second.body.endswith("[^1]: It sails at nine.\n\n    Not on Sundays.\n")


def test_a_part_that_says_little_is_no_chapter() -> None:
    nav = make.page(
        '<nav epub:type="toc"><ol><li><a href="a.xhtml">Part one</a><ol><li><a href="a.xhtml#x">Ships</a></li>'
        '<li><a href="b.xhtml">Tides</a></li></ol></li></ol></nav>'
    )
    pages = {
        "a.xhtml": make.page("<h1>Part one</h1><h2 id='x'>Ships</h2><p>They come.</p>"),
        "b.xhtml": make.page("<h2>Tides</h2><p>They go.</p>"),
        "nav.xhtml": nav,
    }
    more = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    book = make.book(pages, make.package({"a": "a.xhtml", "b": "b.xhtml"}, more=more))
    found = given("b.epub", book, chapters=True)
    assert [(each.metadata.title, each.body) for each in found] == [
        ("Ships", "# Part one\n\n## Ships\n\nThey come.\n"),
        ("Tides", "## Tides\n\nThey go.\n"),
    ]


def test_an_older_book_has_its_contents_in_another_form() -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
        '<navPoint><navLabel><text>Ships</text></navLabel><content src="a.xhtml"/></navPoint>'
        '<navPoint><navLabel><text>Tides</text></navLabel><content src="b.xhtml"/></navPoint></navMap></ncx>'
    )
    pages = {"a.xhtml": make.page("<p>They come.</p>"), "b.xhtml": make.page("<p>They go.</p>")}
    more = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    opf = make.package({"a": "a.xhtml", "b": "b.xhtml"}, more=more)
    (book,) = given("b.epub", make.book(pages, opf, extra={"OEBPS/toc.ncx": ncx}))
    assert book.body == "## Ships\n\nThey come.\n\n## Tides\n\nThey go.\n"


def test_a_book_that_says_nothing_of_itself_is_read_all_the_same() -> None:
    opf = '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest></package>'
    (book,) = given("the_quay.epub", make.book({"a.xhtml": make.page("<p>Words.</p>")}, opf))
    assert (book.body, book.metadata.title, book.name) == ("Words.\n", "", "the_quay")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("epub/bomb.epub", r"unpacks to more than 16 MB at OEBPS/a\.xhtml: not taken in"),
        ("epub/entities.epub", r"defines entities of its own"),
        ("epub/external.epub", r"defines entities of its own"),
        ("epub/locked.epub", r"is locked by the shop that sold it \(DRM\)"),
        ("epub/password.epub", r"is protected by a password"),
        ("epub/half.epub", r"is a damaged archive: it may have come only in part"),
        ("epub/pictures.epub", r"has no text: it is made of pictures, or empty"),
    ],
)
def test_what_cannot_be_read_says_why(path: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read(path)


@pytest.mark.parametrize("path", ["epub/zip_slip.epub", "epub/symlink.epub"])
def test_nothing_outside_a_book_is_read(path: str) -> None:
    assert one(path).body == "Words.\n"


@pytest.mark.parametrize("path", ["epub/entities_in_a_page.epub", "epub/external_in_a_page.epub"])
def test_entities_of_a_page_are_nothing_but_their_names(path: str) -> None:
    body = one(path).body
    assert body.startswith("Words \\&i;")
    assert "root" not in body
    assert "ha ha" not in body


def test_an_entity_among_the_facts_is_none_of_them() -> None:
    (book,) = given("b.epub", make.book({"a.xhtml": make.page("<p>Words.</p>")}, make.package({"a": "a.xhtml"}, "&x;")))
    assert (book.body, book.metadata.title) == ("Words.\n", "")


def test_an_archive_in_an_archive_is_not_opened() -> None:
    assert one("epub/nested_bomb.epub").body == "Words beside an archive.\n"


def test_many_large_pages_are_no_way_around_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "WHOLE", 150_000)
    with pytest.raises(SourceError, match=r"unpacks to more than"):
        given("b.epub", make.bombs(pages=4, kilobytes=64))


def test_names_of_a_book_are_clean_lines_and_its_addresses_of_the_web() -> None:
    book = one("epub/names.epub")
    assert book.body == "Words of a long name.\n\nWords of con.\n"
    assert book.metadata.title.startswith("../../x \ufffd]0;owned\ufffd gnihsif ttt")
    assert len(book.metadata.title) == 500
    assert (book.metadata.url, book.metadata.published) == ("", "")
