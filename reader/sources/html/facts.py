"""What a page says of itself: from JSON-LD, Open Graph, microdata and meta elements, in that order of trust."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from reader.sources.html import addresses, bylines, linked_data, moments, titles
from reader.sources.html.titles import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lxml.html import HtmlElement

    from reader.sources.html.linked_data import Thing

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?\b")
_SAVED = re.compile(r"saved from url=\(\d+\)(https?://\S{1,2000})|\burl:\s*(https?://\S{1,2000})", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.{0,3000}?)-->", re.DOTALL)
_MOST_METAS = 1000


@dataclass(frozen=True, slots=True)
class Facts:
    """Each empty where the page does not say it."""

    title: str = ""
    author: str = ""
    site: str = ""
    url: str = ""
    published: str = ""
    is_guess: bool = False
    """Was the date taken from the address, or from the words?"""

    language: str = ""


def of(root: HtmlElement, url: str = "", today: date | None = None) -> Facts:
    """What the page that was fetched from `url` says."""
    metas = _metas(root)
    things = linked_data.things(root)
    articles = linked_data.articles(things)
    address = _canonical(root, metas, articles, url)
    names = tuple(_sites(metas, things, articles))
    hosts = _hosts(address or url)
    said = [linked_data.text(article.get("headline")) for article in articles[:1]]
    said += [*metas.get("og:title", [])[:1], *metas.get("twitter:title", [])[:1]]
    window = next((element.text or "" for element in root.iter("title")), "")
    title = titles.title(root, list(map(spoken, said)), spoken(window), (*names, *hosts))
    published = moments.published(root, articles, metas, today)
    guess = "" if published else moments.guessed(root, address or url, today)
    return Facts(
        title=title,
        author=bylines.without(bylines.authors(root, articles, things, metas), (*names, *hosts)),
        site=next(iter(names), hosts[0] if hosts else ""),
        url=address,
        published=published or guess,
        is_guess=bool(guess),
        language=_language(root, metas, articles),
    )


def saved_from(text: str) -> str:
    """Where a page was that a browser saved, as it says in a comment; nothing where it does not."""
    for comment in _COMMENT.finditer(text[:20_000]):
        if found := _SAVED.search(comment[1]):
            return addresses.absolute(found[1] or found[2])
    return ""


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    """What `meta` elements say, by their names in small letters."""
    found: dict[str, list[str]] = {}
    for element in list(root.iter("meta"))[:_MOST_METAS]:
        said = spoken((element.get("content") or "")[:2000])
        for key in {element.get("property"), element.get("name"), element.get("itemprop")} - {None, ""}:
            if said:
                found.setdefault(key.strip().lower(), []).append(said)
    return found


def _sites(metas: dict[str, list[str]], things: tuple[Thing, ...], articles: tuple[Thing, ...]) -> Iterator[str]:
    """What the site is called, the most trusted first."""
    yield from (_hosts(name)[0] if _hosts(name) else name for name in metas.get("og:site_name", []))
    for article in articles[:1]:
        if publisher := linked_data.resolved(article.get("publisher"), things):
            name = spoken(linked_data.text(publisher))
            if name and "://" not in name:
                yield name
    yield from map(spoken, linked_data.named(things, "WebSite", "NewsMediaOrganization"))
    for key in ("application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone"):
        yield from metas.get(key, [])


def _hosts(url: str) -> tuple[str, ...]:
    """The host of an address as sites are called: `example.org`, `example`."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ()
    labels = host.split(".")
    return (host, labels[-2], f"www.{host}") if len(labels) > 1 and not host.replace(".", "").isdigit() else ()


def _canonical(root: HtmlElement, metas: dict[str, list[str]], articles: tuple[Thing, ...], url: str) -> str:
    """The address by which the page wants to be known; one that only names the site is no page's."""
    said = [
        element.get("href")
        for element in root.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    said += metas.get("og:url", [])
    said += [linked_data.text(article.get(key)) for article in articles[:1] for key in ("url", "mainEntityOfPage")]
    for each in said:
        try:
            whole = addresses.absolute(urljoin(url, each or ""))
            is_page = urlsplit(whole).path.strip("/") or urlsplit(whole).query or not urlsplit(url).path.strip("/")
        except ValueError:
            continue
        if whole.startswith("http") and is_page:
            return whole
    return addresses.absolute(url)


def _language(root: HtmlElement, metas: dict[str, list[str]], articles: tuple[Thing, ...]) -> str:
    said = [root.get("lang"), root.get("xml:lang"), *metas.get("og:locale", [])]
    said += [linked_data.text(article.get("inLanguage")) for article in articles[:1]]
    said += [*metas.get("content-language", []), *metas.get("dc.language", [])]
    for each in said:
        if found := _LANGUAGE.match((each or "").strip()):
            return f"{found[1].lower()}-{found[2].upper()}" if found[2] and len(found[2]) == 2 else found[1].lower()
    return ""
