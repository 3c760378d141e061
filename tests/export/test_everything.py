"""What is written is JSON (RFC 8259) and has every field of what is kept, as `everything` says."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given

from reader.export import everything
from reader.model.annotation import Annotation, Status
from tests.export.handed import AWKWARD, Given, annotation, any_annotation, article, highlight, rendered, use


def written(*given: Given, **known: Any) -> dict[str, Any]:
    found = json.loads(rendered(everything.render, *given, **known))
    assert isinstance(found, dict)
    return found


def test_there_is_an_array_for_each_kind() -> None:
    found = written(
        Given(article(), (highlight(annotation()), highlight(annotation("gone", 40), Status.ORPHANED))),
        Given(article("bare")),
        themes=[use("sea/walls", "rose", "What holds it back.", ("dykes",))],
    )
    assert (found["format"], found["version"]) == ("reader", 1)
    assert [(each["id"], each["state"]["starred"]) for each in found["articles"]] == [("wall", True), ("bare", True)]
    assert found["themes"] == [
        {
            "name": "sea/walls",
            "color": "rose",
            "description": "What holds it back.",
            "aliases": ["dykes"],
            "highlights": 1,
            "articles": 1,
        }
    ]
    assert [(each["status"], each["place"]) for each in found["annotations"]] == [
        ("anchored", [10, 27]),
        ("orphaned", None),
    ]


def test_of_nothing_there_are_empty_arrays() -> None:
    assert written() == {"format": "reader", "version": 1, "articles": [], "themes": [], "annotations": []}


@given(made=any_annotation())
def test_every_field_is_there(made: Annotation) -> None:
    (found,) = written(Given(article(), (highlight(made),)))["annotations"]
    kept = asdict(made)
    target = kept.pop("target")
    for name, value in kept.items():
        if name not in {"created", "modified"}:
            assert found[name] == (list(value) if isinstance(value, tuple) else value)
    quote = target["quote"]
    assert (found["quote"], found["prefix"], found["suffix"]) == (quote["exact"], quote["prefix"], quote["suffix"])
    assert (found["start"], found["end"]) == (target["position"]["start"], target["position"]["end"])
    assert (found["article"], found["occurrence"], found["text_hash"]) == ("wall", *[*target.values()][-2:])


@pytest.mark.parametrize("words", AWKWARD)
def test_words_come_back_letter_for_letter(words: str) -> None:
    made = highlight(annotation(words, note=words, speaker=words), Status.CHANGED, words)
    found = written(Given(article(title=words), (made,)), themes=[use("a", description=words)])
    (each,) = found["annotations"]
    assert [each["quote"], each["note"], each["speaker"], each["now"]] == [words] * 4
    assert found["articles"][0]["title"] == found["themes"][0]["description"] == words
