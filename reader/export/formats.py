"""The formats that highlights and notes are handed over in, as data; what makes one is imported when it is used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Makes(StrEnum):
    """What files a format makes."""

    NOTES = "notes"
    """A note for each article or theme, kept in step block by block with what a person writes into it."""

    DOCUMENTS = "documents"
    """A file for each article or theme, replaced as a whole."""

    COLLECTION = "collection"
    """One file for everything."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to hand over."""

    name: str
    """As on the command line."""

    label: str
    """As on the screen."""

    suffix: str
    """Of its files, with the dot."""

    makes: Makes

    module: str
    """The module of `reader.export` that makes it."""

    about: str
    """What it is for, in a few words."""

    stem: str = "highlights"
    """Name of the one file of a collection, in a folder, without suffix."""

    takes_all: bool = False
    """Is it about every article that matches, with or without highlights?"""


FORMATS = (
    Format("markdown", "Markdown", ".md", Makes.NOTES, "markdown", "for any editor"),
    Format("obsidian", "Obsidian", ".md", Makes.NOTES, "obsidian", "for a vault: properties, callouts, block links"),
    Format("html", "Web page", ".html", Makes.DOCUMENTS, "web_page", "to print or to send"),
    Format("org", "Org", ".org", Makes.DOCUMENTS, "org", "for Emacs"),
    Format(
        "jsonld", "W3C Web Annotation", ".jsonld", Makes.COLLECTION, "w3c", "for annotation programs; nothing is lost"
    ),
    Format("hypothesis", "Hypothesis", ".json", Makes.COLLECTION, "hypothesis", "as Hypothesis exports its notes"),
    Format("csv", "Table", ".csv", Makes.COLLECTION, "table", "for a spreadsheet"),
    Format("readwise", "Readwise", ".csv", Makes.COLLECTION, "readwise", "a table that Readwise takes in"),
    Format(
        "bibtex",
        "BibTeX",
        ".bib",
        Makes.COLLECTION,
        "bibtex",
        "the articles, for a bibliography",
        "articles",
        takes_all=True,
    ),
    Format(
        "csl-json",
        "CSL-JSON",
        ".json",
        Makes.COLLECTION,
        "csl",
        "the articles, for Zotero and Pandoc",
        "articles",
        takes_all=True,
    ),
    Format(
        "qdc", "Codebook", ".qdc", Makes.COLLECTION, "codebook", "the themes, for ATLAS.ti, MAXQDA, NVivo", "themes"
    ),
    Format(
        "json",
        "JSON",
        ".json",
        Makes.COLLECTION,
        "everything",
        "all, for scripts and other libraries",
        "library",
        takes_all=True,
    ),
)

BY_NAME = {known.name: known for known in FORMATS}
