"""What is written holds to the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/).

The rules are those of its sections that concern what we write; they were put into these words anew.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from reader.export import w3c
from reader.model.annotation import Annotation, Motivation
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from tests.export.handed import AWKWARD, Given, annotation, any_annotation, article, highlight, rendered

MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"),
    *("identifying", "linking", "moderating", "questioning", "replying", "tagging"),
}
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:(?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}|\[[0-9a-fA-F:.]+\])+", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
KNOWN = {"@context", "id", "type", "motivation", "created", "modified", "creator", "body", "target"}


def page(*made: Annotation, **known: str) -> dict[str, Any]:
    given = Given(article(**known), tuple(map(highlight, made)))
    found = json.loads(rendered(w3c.render, given))
    assert isinstance(found, dict)
    return found


def check(item: dict[str, Any]) -> None:
    """Hold one annotation against the rules."""
    assert "http://www.w3.org/ns/anno.jsonld" in item["@context"]  # 3.1
    assert item["type"] == "Annotation"  # 3.1
    assert ADDRESS.fullmatch(item["id"])  # 3.1
    assert {key for key in item if not key.startswith("reader:")} <= KNOWN
    assert item["motivation"] in MOTIVATIONS  # 3.3.5
    for key in ("created", "modified"):  # 3.3.1
        assert MOMENT.fullmatch(item[key])
    if "creator" in item:  # 3.3.2
        assert item["creator"] == {"type": "Person", "name": item["creator"]["name"]}
    assert item.get("body") != []
    for body in item.get("body", ()):  # 3.2.4: an embedded textual body has one value, and no source, items or id
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in MOTIVATIONS
        assert not body.keys() & {"source", "items", "id"}
    target = item["target"]
    assert target["type"] == "SpecificResource"  # 4
    assert ADDRESS.fullmatch(target["source"])
    assert not target.keys() & {"value", "items", "purpose"}
    assert target.get("selector") != []
    for selector in target.get("selector", ()):
        if selector["type"] == "TextQuoteSelector":  # 4.2.4
            assert all(isinstance(selector[key], str) for key in ("exact", "prefix", "suffix"))
        else:  # 4.2.5
            assert selector["type"] == "TextPositionSelector"
            assert 0 <= selector["start"] <= selector["end"]
    if "state" in target:  # 4.3: a state may be an address
        assert ADDRESS.fullmatch(target["state"])
    assert ADDRESS.fullmatch(target["reader:article"]["id"])


def test_a_highlight_is_written_as_the_model_says() -> None:
    made = annotation(
        themes=("council", "sea/walls"),
        note="She said *the same* in 2024.",
        speaker="Ada Lind",
        author="Maren",
        color="rose",
        formerly=("It may not hold.",),
    )
    made = replace(made, target=replace(made.target, occurrence=2, text_hash="cd" * 32))
    found = page(made)
    assert found["type"] == "AnnotationPage"
    assert ADDRESS.fullmatch(found["id"])
    (item,) = found["items"]
    check(item)
    assert {key: value for key, value in item.items() if key != "@context"} == {
        "id": f"urn:uuid:{made.id}",
        "type": "Annotation",
        "motivation": "highlighting",
        "created": "2026-03-14T09:30:00.250Z",
        "modified": "2026-03-16T09:30:00.250Z",
        "creator": {"type": "Person", "name": "Maren"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": "council"},
            {"type": "TextualBody", "purpose": "tagging", "value": "sea/walls"},
            {
                "type": "TextualBody",
                "purpose": "commenting",
                "format": "text/markdown",
                "value": "She said *the same* in 2024.",
            },
            {"type": "TextualBody", "purpose": "identifying", "value": "Ada Lind"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": "https://courier.example/wall",
            "selector": [
                {"type": "TextQuoteSelector", "exact": "It will not hold.", "prefix": "", "suffix": ""},
                {"type": "TextPositionSelector", "start": 10, "end": 27},
            ],
            "state": "ni:///sha-256;zc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc0",
            "reader:occurrence": 2,
            "reader:article": {
                "id": "urn:reader-tui:article:wall",
                "dcterms:title": "The wall that waits",
                "dcterms:creator": "Maren Oduya",
                "dcterms:publisher": "The Kestrel Bay Courier",
                "dcterms:issued": "2026-03-14",
                "dcterms:language": "en",
                "reader:url": "https://courier.example/wall",
                "reader:text": "ni:///sha-256;q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s",
            },
        },
        "reader:color": "rose",
        "reader:formerly": ["It may not hold."],
    }


def test_what_is_about_the_whole_article_has_no_selector_and_what_says_nothing_no_body() -> None:
    whole = Target("wall", TextQuoteSelector(""), TextPositionSelector(0, 0))
    (item,) = page(replace(annotation(), target=whole, motivation=Motivation.COMMENTING))["items"]
    check(item)
    assert "selector" not in item["target"]
    assert "body" not in item


@given(made=any_annotation())
def test_any_annotation_holds_to_the_rules(made: Annotation) -> None:
    (item,) = page(made)["items"]
    check(item)


@pytest.mark.parametrize("words", AWKWARD)
def test_words_come_back_letter_for_letter(words: str) -> None:
    made = annotation(words, note=words, speaker=words, themes=(words,) if words else ())
    (item,) = page(made, title=words, url=words)["items"]
    check(item)
    assert item["target"]["selector"][0]["exact"] == words
    assert {body["value"] for body in item.get("body", ())} == ({words} if words else set())
    assert item["target"]["reader:article"].get("dcterms:title", "") == words


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://a.example/ü b?q=ä#ö", "https://a.example/%C3%BC%20b?q=%C3%A4#%C3%B6"),
        ("https://a.example/100%/%41", "https://a.example/100%25/%41"),
        ("https://a.example/a#b#c", "https://a.example/a#b%23c"),
        ("https://a.example/a[1]<>", "https://a.example/a%5B1%5D%3C%3E"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("https://a.example", "https://a.example"),
        ("https://a.example:port/", ""),
        ("https://", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("a.example/b", ""),
        ("", ""),
    ],
)
def test_an_address_is_one_by_its_definition(url: str, source: str) -> None:
    (item,) = page(annotation(), url=url)["items"]
    check(item)
    assert item["target"]["source"] == (source or "urn:reader-tui:article:wall")
    assert item["target"]["reader:article"].get("reader:url", "") == url


def test_an_id_that_is_no_uuid_is_kept() -> None:
    (item,) = page(replace(annotation(), id="Note 7: ü"))["items"]
    check(item)
    assert item["id"] == "urn:reader-tui:annotation:Note%207%3A%20%C3%BC"


def test_the_same_notes_give_the_same_file_and_others_another_page() -> None:
    assert page(annotation()) == page(annotation())
    assert page(annotation())["id"] != page(annotation("Other words."))["id"]
    assert page()["items"] == []
