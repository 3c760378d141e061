from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.errors import SourceError
from reader.sources.html import read
from reader.sources.html.reading import GUESSED
from reader.sources.raw import Raw

if TYPE_CHECKING:
    from reader.sources.source import Source

_PROSE = "<p>The ferry to the islands left four hours late on Monday, said the harbour master, because of the fog.</p>"
_PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Ferry leaves late | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><link rel="canonical" href="https://post.example/ferry">
<script type="application/ld+json">{{"@graph": [{{"@type": "Person", "@id": "#a", "name": "Ines Ortega"}},
{{"@type": "NewsArticle", "headline": "Ferry leaves late", "datePublished": "2026-03-14T09:30:00+01:00",
"author": [{{"@id": "#a"}}, {{"@type": "Organization", "name": "The Harbour Post"}}]}}]}}</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/sea">Sea</a></ul></nav>
<article><h1>Ferry leaves late</h1><p class="byline">By Ines Ortega</p>{_PROSE * 4}
<blockquote class="sidebar-quote"><p>“We saw nothing, not even the bow.”</p></blockquote>{_PROSE * 3}
<ul><li>Ships: 4</li><li>Hours: 4</li></ul>
<p><a href="/fog?utm=1">More on the fog</a> was said later that day.</p></article>
<div id="comments"><h3>3 comments</h3><blockquote>First! And a long one it is, with many words.</blockquote></div>
<footer>Imprint</footer></body></html>"""


def _read(page: str | bytes, name: str = "page.html", url: str = "", media_type: str = "") -> Source:
    data = page if isinstance(page, bytes) else page.encode()
    (source,) = read(Raw(data, name, url, media_type))
    return source


def test_an_article_comes_without_what_stands_around_it() -> None:
    body = _read(_PAGE).body
    assert "harbour master" in body
    assert "Imprint" not in body
    assert "Home" not in body
    assert "First!" not in body


def test_headline_and_byline_are_facts_and_not_said_again_above_the_text() -> None:
    source = _read(_PAGE)
    assert source.metadata.title == "Ferry leaves late"
    assert source.metadata.author == "Ines Ortega"
    assert source.body.startswith("The ferry to the islands")


def test_a_page_says_when_where_and_in_which_language_it_was_published() -> None:
    metadata = _read(_PAGE).metadata
    assert metadata.published == "2026-03-14T08:30:00+00:00"
    assert metadata.url == "https://post.example/ferry"
    assert metadata.source == "The Harbour Post"
    assert metadata.language == "en-GB"


def test_a_block_quotation_is_kept_whatever_its_class() -> None:
    assert "> “We saw nothing, not even the bow.”" in _read(_PAGE).body


def test_links_are_whole() -> None:
    assert "[More on the fog](https://post.example/fog?utm=1)" in _read(_PAGE).body


def test_a_date_that_only_the_address_tells_is_said_to_be_a_guess() -> None:
    page = f"<html><head><title>Fog</title></head><body>{_PROSE * 4}</body></html>"
    source = _read(page, url="https://post.example/2026/03/14/fog.html")
    assert source.metadata.published == "2026-03-14"
    assert GUESSED in source.problems


def test_a_page_that_a_browser_saved_says_where_it_is_from() -> None:
    page = f"<!-- saved from url=(0030)https://post.example/a/fog --><html><body>{_PROSE * 4}<p><a href='b'>On</a></p>"
    assert _read(page).metadata.url == "https://post.example/a/fog"


@pytest.mark.parametrize("page", [b"<html></html>", b"<!-- nothing -->", b"<script>alert(1)</script>", b"<p> </p>\n"])
def test_a_page_without_words_is_refused(page: bytes) -> None:
    with pytest.raises(SourceError, match="no words"):
        _read(page)
