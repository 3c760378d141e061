"""What is written has the types of `csl-data.json` in https://github.com/citation-style-language/schema."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from reader.export import csl
from reader.model.article import Listing
from reader.text.clean import clean_line
from tests.export.handed import AWKWARD, Given, article, rendered


def written(*given: Given) -> list[dict[str, Any]]:
    found = json.loads(rendered(csl.render, *given))
    assert isinstance(found, list)
    for item in found:
        check(item)
    return found


def check(item: dict[str, Any]) -> None:
    strings = {"id", "type", "title", "container-title", "URL", "language", "keyword"}
    assert {"id", "type", "title"} <= item.keys() <= strings | {"author", "issued", "accessed"}
    assert item["type"] in {"article-newspaper", "webpage"}
    assert all(isinstance(item[name], str) for name in strings & item.keys())
    for name in item.get("author", ()):
        assert name.keys() in ({"literal"}, {"family", "given"})
    for name in {"issued", "accessed"} & item.keys():
        ((year, *rest),) = item[name]["date-parts"]
        assert all(isinstance(part, int) for part in (year, *rest))
        assert len(rest) <= 2


def test_an_article_of_a_paper() -> None:
    given = Given(replace(article(author="Maren Oduya, Ada Lind"), added="2026-03-20T10:00:00Z"))
    assert written(given) == [
        {
            "id": "wall",
            "type": "article-newspaper",
            "title": "The wall that waits",
            "author": [{"family": "Oduya", "given": "Maren"}, {"family": "Lind", "given": "Ada"}],
            "container-title": "The Kestrel Bay Courier",
            "issued": {"date-parts": [[2026, 3, 14]]},
            "accessed": {"date-parts": [[2026, 3, 20]]},
            "URL": "https://courier.example/wall",
            "language": "en",
        }
    ]


def test_what_is_not_known_is_left_out() -> None:
    bare = article("bare", author="Reuters", source="", url="", published="2026", language="")
    assert csl.item(Listing(bare, themes=("council", "sea"))) == {
        "id": "bare",
        "type": "webpage",
        "title": "The wall that waits",
        "author": [{"literal": "Reuters"}],
        "issued": {"date-parts": [[2026]]},
        "keyword": "council, sea",
    }
    assert written() == []


@pytest.mark.parametrize("words", AWKWARD)
def test_words_come_back(words: str) -> None:
    (item,) = written(Given(article(title=words, author=words, source=words, url=words, published=words)))
    assert item["title"] == (clean_line(words) or "wall")
