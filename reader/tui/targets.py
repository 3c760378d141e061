"""Where a link leads: to a heading here, to another article, to the web; or nowhere that we would go. Pure."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from reader.text.clean import clean_line

if TYPE_CHECKING:
    from reader.model.article import Article

WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A heading of the same article."""

    name: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of the library."""

    path: str
    """From the library's folder."""

    fragment: str
    otherwise: str
    """Where it leads on the web, if there is no such file; empty: nowhere."""


@dataclass(frozen=True, slots=True)
class Web:
    """Something for the browser, unless it is an article of the library."""

    address: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Nowhere:
    """It is not followed."""

    reason: str


def target(address: str, article: Article) -> Fragment | File | Web | Nowhere:
    """Where `address` leads from `article`."""
    address = address.strip()
    parts = _parts(address)
    if parts is None:
        return Nowhere("this address is damaged")
    if address.startswith("#"):
        return Fragment(unquote(parts.fragment))
    if parts.scheme:
        return _absolute(address, parts)
    if parts.netloc:
        return target(f"https:{address}", article)
    return _file(address, parts.path, unquote(parts.fragment), article)


def _parts(address: str) -> SplitResult | None:
    """The parts of an address; None of one that is damaged, or that a program could take for an option."""
    if not address or address.startswith("-") or clean_line(address) != address or not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    return None if host.startswith("-") or "\\" in parts.netloc else parts


def _absolute(address: str, parts: SplitResult) -> Web | Nowhere:
    if parts.scheme in WEB:
        is_web = parts.hostname and " " not in address
        return Web(address, unquote(parts.fragment)) if is_web else Nowhere("this address names no host")
    if parts.scheme == "mailto":
        # What stands behind the question mark could attach files in some mail programs.
        mail = address.partition("?")[0]
        is_mail = "@" in mail and not mail.partition(":")[2].startswith("-")
        return Web(mail, "") if is_mail else Nowhere("this address names nobody")
    return Nowhere(f"{parts.scheme}: addresses are not followed, only http, https and mailto")


def _file(address: str, path: str, fragment: str, article: Article) -> File | Web | Nowhere:
    """What a relative path leads to: beside the article's file, else beside its address."""
    web = urljoin(article.url, address) if article.url.startswith(("http://", "https://")) else ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(article.path), unquote(path)))
    if joined.startswith(("../", "/")) or joined == "..":
        return Web(web, fragment) if web else Nowhere("this link leads out of the library")
    return File(joined, fragment, web)
