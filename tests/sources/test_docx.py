"""Word documents become articles."""

from __future__ import annotations

import pytest

from reader.errors import SourceError
from reader.sources.properties import believed
from tests.corpus.incoming import make
from tests.sources.incoming import given, one, read


def test_a_document_is_an_article_with_its_facts() -> None:
    document = one("docx/report.docx")
    facts = document.metadata
    assert (facts.title, facts.author, facts.published) == (
        "What the harbour costs",
        "Mara Quill",
        "2026-03-14T09:30:00+00:00",
    )
    assert document.problems == ("The date was guessed: it is when the file was made.",)


def test_tracked_changes_are_as_they_would_be_accepted_and_tables_are_kept() -> None:
    body = one("docx/report.docx").body
    assert "The board **agreed** to pay\n" in body
    assert "to nothing" not in body
    assert "| Ward | Homes |\n| --- | --- |\n| Mill | 240 |\n" in body


def test_links_lead_into_the_web_alone() -> None:
    assert one("docx/links.docx").body == "Run meopen me\n"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("docx/bomb.docx", r"unpacks to more than 16 MB at word/document\.xml"),
        ("docx/entities.docx", r"defines entities of its own"),
        ("docx/external.docx", r"defines entities of its own"),
        ("docx/nested.docx", r"is nested too deep to be read"),
        ("docx/half.docx", r"is a damaged archive"),
        ("docx/nothing.docx", r"has no text"),
    ],
)
def test_what_cannot_be_read_says_why(path: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read(path)


@pytest.mark.parametrize("date", ["9999-12-31T00:00:00Z", "yesterday", "1601-01-01T00:00:00Z"])
def test_a_date_that_cannot_be_is_none(date: str) -> None:
    core = f"<dcterms:created>{date}</dcterms:created>"
    (document,) = given("a.docx", make.document(make.paragraph("Words."), core=core))
    assert (document.metadata.published, document.problems) == ("", ())


def test_a_document_without_its_text_is_damaged() -> None:
    with pytest.raises(SourceError, match=r"is no Word document that can be read"):
        given("a.docx", make.archive({"[Content_Types].xml": "<x/>"}))
    with pytest.raises(SourceError, match=r"is damaged"):
        given("a.docx", make.archive({"[Content_Types].xml": "", "word/document.xml": "no xml"}))


def test_a_document_whose_xml_is_broken_is_read_as_far_as_it_goes_and_says_so() -> None:
    (document,) = given("a.docx", make.document(make.paragraph("The first.") + "<w:p><w:r><w:t>The second."))
    assert document.body == "The first.\n\nThe second.\n"
    assert document.problems == ("The document is damaged: some of it may be missing.",)


@pytest.mark.parametrize(
    ("title", "author", "expected"),
    [
        ("The bridge", "Mara Quill", ("The bridge", "Mara Quill", ())),
        ("Microsoft Word - final3.doc", "Microsoft Office User", ("", "", ())),
        ("untitled", "admin", ("", "", ())),
        ("bridge_v2.indd", "T. Setter", ("", "", (("file_author", "T. Setter"),))),
    ],
)
def test_properties_are_believed_where_the_text_bears_them_out(title: str, author: str, expected: object) -> None:
    found = believed(title, author, "The Bridge\n\nby MARA QUILL\n\nWords.")
    assert (found.title, found.author, found.other) == expected
