"""Where links lead, and which are not followed."""

from __future__ import annotations

import pytest

from reader.model.article import Article
from reader.text.compile import compile_text
from reader.text.slugs import heading_named
from reader.tui.hints import codes
from reader.tui.targets import File, Fragment, Nowhere, Web, target

HERE = Article("here", "articles/2026/here.md", "Here")
FROM_THE_WEB = Article("web", "articles/web.md", "Web", url="https://review.example/news/houses")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/x#part", Web("https://a.example/x#part", "part")),
        ("HTTP://a.example", Web("HTTP://a.example", "")),
        ("//a.example/x", Web("https://a.example/x", "")),
        ("mailto:ana@a.example?attach=/etc/passwd", Web("mailto:ana@a.example", "")),
        ("#what%20it-says", Fragment("what it-says")),
        ("other.md#part", File("articles/2026/other.md", "part", "")),
        ("../night%20boat.md", File("articles/night boat.md", "", "")),
    ],
)
def test_a_link_leads_there(address: str, expected: object) -> None:
    assert target(address, HERE) == expected


def test_a_relative_link_of_an_article_from_the_web_leads_there_too() -> None:
    assert target("bridge", FROM_THE_WEB) == File("articles/bridge", "", "https://review.example/news/bridge")
    assert target("/about", FROM_THE_WEB) == Web("https://review.example/about", "")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "-rf",
        "--new-window",
        "http://",
        "https://-oProxyCommand=x/",
        "https://a.example/\x1b[31m",
        "https://a.example/\u202eexe",
        "https://a b.example",
        "http://[::1",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "mailto:-x@a.example",
        "mailto:nobody",
        "../../../etc/passwd",
        "/etc/passwd",
    ],
)
def test_a_link_that_could_do_harm_is_not_followed(address: str) -> None:
    assert isinstance(target(address, HERE), Nowhere)


def test_headings_are_found_by_the_names_that_links_have_for_them() -> None:
    text = compile_text(
        "# One: a *start*\n\n## What’s next?\n\nx\n\n## Next\n\ny\n\n## Next\n\n## Überblick", "markdown"
    )
    assert heading_named(text, "one-a-start") == 0
    assert heading_named(text, "whats-next") == text.plain.index("What")
    assert heading_named(text, "next-1") == text.plain.rindex("Next")
    assert heading_named(text, "Überblick") == text.plain.index("Überblick")
    assert heading_named(text, "none") is None


@pytest.mark.parametrize("count", [1, 2, 9, 10, 81, 82, 500])
def test_codes_are_short_and_none_begins_another(count: int) -> None:
    found = codes(count)
    assert len(set(found)) == count
    assert not any(other != one and other.startswith(one) for one in found for other in found)
    assert max(map(len, found)) <= (1 if count <= 9 else 2 if count <= 81 else 3)
