"""Who wrote a page: names as the page itself gives them. No name is better than a wrong one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reader.sources.html import linked_data
from reader.sources.html.titles import folded, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from reader.sources.html.linked_data import Thing

_BY = re.compile(
    r"^(?:(?:written |posted |published |article |words |story |text )?by|von|par|por|door|av|di|texte?|autor|author)"
    r"(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:super)?admin(?:istrator)?|root|editors?|staff|user|guest|anonymous|unknown|none|null|undefined|webmaster|default"
    r"|redaktion|redacción|redaction|rédaction|redazione|author|autor|auteur|contributor|\W*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"https?:|www\.|@|\d{3}|[<>{}|]|\.(?:com|org|net|de|fr)\b", re.IGNORECASE)
_LONGEST = 80
_MOST = 12
_PLACES = (
    '(//*[@rel="author"] | //*[@itemprop="author"]//*[@itemprop="name"] | //*[@itemprop="author"]'
    ' | //*[contains(@class, "author-name") or contains(@class, "byline-name") or contains(@class, "byline__name")'
    ' or contains(concat(" ", @class, " "), " byline__author ")])[position() < 5]'
)
_METAS = ("author", "article:author_name", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")


def authors(
    root: HtmlElement, articles: tuple[Thing, ...], things: tuple[Thing, ...], metas: dict[str, list[str]]
) -> str:
    """The authors, parted by semicolons; what is the name of the site is left out by the caller."""
    for names in _sources(root, articles, things, metas):
        if found := _kept(names):
            return "; ".join(found)
    return ""


def without(byline: str, names: Iterable[str]) -> str:
    """`byline` without those who are no persons but the site itself."""
    sites = {folded(name) for name in names}
    return "; ".join(name for name in byline.split("; ") if name and folded(name) not in sites)


def _sources(
    root: HtmlElement, articles: tuple[Thing, ...], things: tuple[Thing, ...], metas: dict[str, list[str]]
) -> Iterator[Iterable[str]]:
    for article in articles[:1]:
        yield _names(article.get("author"), things)
        yield _names(article.get("creator"), things)
    for key in _METAS:
        yield metas.get(key, [])
    yield metas.get("article:author", [])
    yield [element.get("content") or element.text_content() for element in root.xpath(_PLACES)]


def _names(value: Any, things: tuple[Thing, ...]) -> list[str]:
    """The names in what JSON-LD calls an author: people before organisations."""
    values = value if isinstance(value, list) else [value]
    found = [linked_data.resolved(each, things) for each in values[: 2 * _MOST]]
    people = [each for each in found if not (isinstance(each, dict) and "Organization" in linked_data.types(each))]
    names = []
    for each in people or found:
        name = each.get("name") if isinstance(each, dict) else each
        names += [part for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)]
    return names


def _kept(names: Iterable[str]) -> list[str]:
    kept: list[str] = []
    seen: set[str] = set()
    for each in names:
        name = _BY.sub("", spoken(each)).strip(" ,;|–—-·•")
        if not name or len(name) > _LONGEST or _NO_NAME.search(name) or _NOBODY.fullmatch(name):
            continue
        if folded(name) not in seen and len(kept) < _MOST:
            seen.add(folded(name))
            kept.append(name)
    return kept
