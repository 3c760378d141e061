"""What is written is read by a reader of BibTeX, written here from its definition (https://ctan.org/pkg/bibtex).

An entry is a kind, a key, and fields whose values stand in braces that match, or are a month's name.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given

from reader.export import bibtex
from reader.model.article import Listing
from reader.text.clean import clean_line
from tests.export.handed import AWKWARD, Given, article, rendered, words

PLAIN = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textasciigrave{}": "`",
    r"\{": "{",
    r"\}": "}",
    "{}": "",
} | {f"\\{character}": character for character in "$&#_%"}
COMMAND = re.compile("|".join(map(re.escape, PLAIN)))


def parsed(text: str) -> list[tuple[str, str, dict[str, str]]]:
    found = []
    while text := text.lstrip():
        head = re.match(r"@(\w+)\{([!-~]+),\n", text)
        assert head, text[:80]
        text = text[head.end() :]
        fields: dict[str, str] = {}
        while not text.startswith("}"):
            name = re.match(r"  (\w+) = ", text)
            assert name, text[:80]
            value, text = _value(text[name.end() :])
            assert text.startswith(",\n")
            fields[name[1]], text = value, text[2:]
        assert re.fullmatch(r"[^\s\"#%'(),={}]+", head[2])
        found.append((head[1], head[2], fields))
        text = text[1:]
    return found


def _value(text: str) -> tuple[str, str]:
    if month := re.match(r"[a-z]{3}", text):
        return month[0], text[3:]
    assert text.startswith("{")
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if not depth:
            return text[1:place], text[place + 1 :]
    raise AssertionError(text[:80])


def plain(value: str) -> str:
    inner = value[1:-1] if value.startswith("{") and value.endswith("}") else value
    assert not re.search(r"[$&#_%~^`\\]|--|''", COMMAND.sub("|", inner)), inner
    return COMMAND.sub(lambda found: PLAIN[found[0]], inner)


def test_an_article_of_a_paper_is_an_article() -> None:
    given = Given(replace(article(author="Maren Oduya and Ada Lind"), added="2026-03-20T10:00:00Z"))
    assert parsed(rendered(bibtex.render, given)) == [
        (
            "article",
            "wall",
            {
                "author": "Oduya, Maren and Lind, Ada",
                "title": "{The wall that waits}",
                "journal": "The Kestrel Bay Courier",
                "year": "2026",
                "month": "mar",
                "date": "2026-03-14",
                "url": "https://courier.example/wall",
                "urldate": "2026-03-20",
                "language": "en",
            },
        )
    ]


def test_what_is_not_known_is_left_out_and_themes_are_keywords() -> None:
    bare = article("bare", author="The Courier", source="", url="", published="2026-03", language="")
    assert bibtex.entry(Listing(bare, themes=("a, b", "c&d"))) == (
        "@misc{bare,\n  author = {{The Courier}},\n  title = {{The wall that waits}},\n  year = {2026},\n"
        "  month = mar,\n  date = {2026-03},\n  keywords = {a b, c\\&d},\n}\n"
    )


def test_what_tex_would_join_is_kept_apart_and_braces_are_plain_where_they_match() -> None:
    assert bibtex._words("a -- b --- {c} ''d'' `e") == r"a -{}- b -{}-{}- \{c\} '{}'d'{}' \textasciigrave{}e"
    assert bibtex._words("}{") == r"\textbraceright{}\textbraceleft{}"
    assert bibtex._braced("#a") == r"{{}\#a}"


def test_a_key_is_ascii_and_no_two_are_the_same() -> None:
    ids = ("wall", "wäll", "wöll", "w ll", "", "{")
    entries = parsed(rendered(bibtex.render, *(Given(article(identity)) for identity in ids)))
    keys = [key for _, key, _ in entries]
    assert len(set(keys)) == len(ids)
    assert keys[0] == "wall"
    assert all(key.isascii() for key in keys)


@pytest.mark.parametrize("words", AWKWARD)
def test_braces_match_and_words_come_back(words: str) -> None:
    given = Given(article(title=words, author=words, source=words, url=words, published=words, language=words))
    ((_, _, fields),) = parsed(rendered(bibtex.render, given))
    assert plain(fields["title"]) == (clean_line(words) or "wall")


@given(title=words)
def test_any_title_comes_back(title: str) -> None:
    ((_, _, fields),) = parsed(rendered(bibtex.render, Given(article(title=title, source=title))))
    assert plain(fields["title"]) == (clean_line(title) or "wall")
    assert plain(f"{{{fields.get('journal', '')}}}") == clean_line(title)
