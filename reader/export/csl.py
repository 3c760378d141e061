"""The articles as CSL-JSON, which Zotero and Pandoc read.

https://github.com/citation-style-language/schema has its definition. An article with a source is an
`article-newspaper` in it, another one a `webpage`. The `id` is the article's, as in BibTeX. An author who is not
certainly a person with two names is `literal`. `accessed` is when the article came into the library, `keyword` its
themes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.export import bibtex, dates, json_text
from reader.export.people import authors
from reader.export.w3c import address
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.export.material import Material
    from reader.export.people import Person
    from reader.model.article import Listing


def render(material: Material) -> Iterator[str]:
    """The whole file."""
    yield from json_text.array(item(marked.listing) for marked in material.articles())
    yield "\n"


def item(listing: Listing) -> dict[str, Any]:
    """One article."""
    article = listing.article
    made = {
        "id": bibtex.key(article),
        "type": "article-newspaper" if clean_line(article.source) else "webpage",
        "title": clean_line(article.title) or article.id,
        "author": [_name(person) for person in authors(clean_line(article.author))],
        "container-title": clean_line(article.source),
        "issued": _date(article.published),
        "accessed": _date(article.added),
        "URL": address(article.url),
        "language": clean_line(article.language),
        "keyword": ", ".join(listing.themes),
    }
    return {name: value for name, value in made.items() if value}


def _name(person: Person) -> dict[str, str]:
    return {"family": person.family, "given": person.given} if person.given else {"literal": person.family}


def _date(iso: str) -> dict[str, Any]:
    """A date as exact as it is given; nothing where it is none."""
    found = dates.parts(iso)
    return {"date-parts": [[*map(int, found)]]} if found else {}
