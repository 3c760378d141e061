"""What is written is what Hypothesis' client exports: `annotations-exporter.ts`, `api.ts` in its source code.

(https://github.com/hypothesis/client)
"""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import replace
from typing import Any

import pytest

from reader.export import hypothesis
from reader.model.annotation import Motivation, Status
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from tests.export.handed import AWKWARD, Given, annotation, article, highlight, markdown, on, rendered


def written(*given: Given) -> dict[str, Any]:
    found = json.loads(rendered(hypothesis.render, *given))
    assert isinstance(found, dict)
    return found


def test_an_annotation_has_what_the_programming_interface_gives() -> None:
    text = markdown("The wall stands. It will not hold.")
    made = on("It will not hold.", text, themes=("sea/walls",), note="*Really?*", author="Maren", speaker="Ada Lind")
    found = written(Given(article(), (made,), text))
    assert {key: value for key, value in found.items() if key != "annotations"} == {
        "export_date": "2026-11-24T09:30:00.000Z",
        "export_userid": "acct:reader@localhost",
        "client_version": "reader",
    }
    (each,) = found["annotations"]
    assert uuid.UUID(bytes=base64.urlsafe_b64decode(f"{each.pop('id')}==")) == uuid.UUID(made.id)
    assert each == {
        "created": "2026-03-14T09:30:00.250Z",
        "updated": "2026-03-16T09:30:00.250Z",
        "user": "acct:reader@localhost",
        "user_info": {"display_name": "Maren"},
        "uri": "https://courier.example/wall",
        "document": {"title": ["The wall that waits"]},
        "target": [
            {
                "source": "https://courier.example/wall",
                "selector": [
                    {"type": "TextPositionSelector", "start": 17, "end": 34},
                    {"type": "TextQuoteSelector", "exact": "It will not hold.", "prefix": "", "suffix": ""},
                ],
            }
        ],
        "text": "*Really?*",
        "tags": ["sea/walls"],
        "group": "__world__",
        "permissions": {key: ["acct:reader@localhost"] for key in ("read", "update", "delete")},
        "hidden": False,
        "flagged": False,
        "links": {},
        "metadata": {"speaker": "Ada Lind"},
    }


def test_offsets_count_units_of_utf_16() -> None:
    text = markdown("🙂 The 𝒲all 🙂🙂 stands. It 👩‍👩‍👧 *holds*.")
    words = ("🙂 The", "𝒲all", "stands", "It 👩‍👩‍👧 holds", ".")
    found = written(Given(article(), tuple(on(each, text) for each in words), text))
    units = text.plain.encode("utf-16-le")
    for each in found["annotations"]:
        place, quote = each["target"][0]["selector"]
        assert units[2 * place["start"] : 2 * place["end"]].decode("utf-16-le") == quote["exact"]


def test_where_the_place_is_not_known_there_are_words_alone() -> None:
    text = markdown("The wall stands.")
    gone = highlight(annotation("It holds."), Status.ORPHANED)
    for given in (Given(article(), (gone,), text), Given(article(), (highlight(annotation()),))):
        (each,) = written(given)["annotations"]
        assert [selector["type"] for selector in each["target"][0]["selector"]] == ["TextQuoteSelector"]


def test_a_note_on_the_article_is_a_page_note_and_a_bare_bookmark_stays_at_home() -> None:
    whole = Target("wall", TextQuoteSelector(""), TextPositionSelector(0, 0))
    note = replace(annotation(note="All of it."), target=whole, motivation=Motivation.COMMENTING)
    place = replace(annotation(), motivation=Motivation.BOOKMARKING)
    (each,) = written(Given(article(url=""), (highlight(note), highlight(place))))["annotations"]
    assert each["target"] == [{"source": "urn:reader-tui:article:wall"}]
    assert each["metadata"] == {"motivation": "commenting"}


@pytest.mark.parametrize("words", AWKWARD)
def test_words_come_back_letter_for_letter(words: str) -> None:
    made = annotation(words, note=words, themes=(words,), speaker=words)
    (each,) = written(Given(article(title=words or "x"), (highlight(made),)))["annotations"]
    quoted = [selector["exact"] for target in each["target"] for selector in target.get("selector", ())]
    assert [*quoted, each["text"], *each["tags"]] == [words] * 3


def test_of_nothing_there_is_an_empty_array() -> None:
    assert written()["annotations"] == []
