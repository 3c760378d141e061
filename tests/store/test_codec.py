"""What is kept is what was given."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.annotation import Annotation, Motivation
from reader.model.article import ArticleState
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.theme import COLORS, Theme
from reader.store import codec
from reader.text.clean import clean, clean_line, disarm, is_clean
from tests.store.samples import annotation

passages = st.text(max_size=40).map(disarm)
names = st.text(max_size=12).map(clean_line)
moments = st.datetimes(timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
offsets = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(sorted)
marks = st.builds(
    Annotation,
    id=st.uuids().map(str),
    target=st.builds(
        Target,
        article=st.just("harbour"),
        quote=st.builds(TextQuoteSelector, passages, passages, passages),
        position=offsets.map(lambda ends: TextPositionSelector(*ends)),
        occurrence=st.integers(0, 99),
        text_hash=st.just("0" * 64),
    ),
    created=moments,
    modified=moments,
    themes=st.lists(names, max_size=3, unique=True).map(tuple),
    note=st.text(max_size=40).map(clean),
    speaker=names,
    color=st.sampled_from(["", *COLORS]),
    motivation=st.sampled_from(Motivation),
    author=names,
    formerly=st.lists(passages, max_size=2).map(tuple),
)


@given(marks)
def test_an_annotation_comes_back_as_it_was(given_: Annotation) -> None:
    document = json.loads(json.dumps(codec.note_document(given_)))
    assert codec.note(document, "harbour") == given_


@given(st.builds(ArticleState, st.booleans(), st.booleans(), st.integers(0, 10**6)))
def test_a_state_comes_back_as_it_was(given_: ArticleState) -> None:
    assert codec.state(json.loads(json.dumps(codec.state_document(given_)))) == given_


@given(st.builds(Theme, names, st.sampled_from(COLORS), st.text(max_size=20).map(clean), st.tuples(names)))
def test_a_theme_comes_back_as_it_was(given_: Theme) -> None:
    assert codec.theme(json.loads(json.dumps(codec.theme_document(given_)))) == given_


@given(st.text(max_size=30))
def test_texts_from_other_hands_are_harmless(text: str) -> None:
    keys = ("quote", "prefix", "suffix", "note", "speaker", "author", "color", "text_hash")
    document = codec.note_document(annotation(1)) | dict.fromkeys(keys, text) | {"themes": [text]}
    found = codec.note(document, "harbour")
    quote = found.target.quote
    assert all(map(is_clean, (quote.exact, quote.prefix, quote.suffix, found.note, found.speaker, *found.themes)))
    assert len(quote.exact) == len(text)


def test_a_lone_surrogate_is_kept_as_a_replacement() -> None:
    document = codec.note_document(annotation(1, note="a\ud800b", quote="c\udfffd", themes=("e\ud800",)))
    assert (document["note"], document["quote"], document["themes"]) == ("a\ufffdb", "c\ufffdd", ["e\ufffd"])


def test_moments_are_in_utc_to_the_millisecond() -> None:
    east = timezone(timedelta(hours=2))
    assert codec.moment_text(datetime(2026, 3, 14, 12, 0, 0, 123456, tzinfo=east)) == "2026-03-14T10:00:00.123Z"
    assert codec.moment("2026-03-14T12:00:00.123+02:00") == datetime(2026, 3, 14, 10, 0, 0, 123000, tzinfo=UTC)
    assert codec.moment("2026-03-14T12:00") == datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "0001-01-01T00:00+14:00"])
def test_what_is_no_date_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        codec.moment(text)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"id": ""}, "'' is no id"),
        ({"id": "a\x1b[31m"}, "is no id"),
        ({"note": 1}, "its note is no text"),
        ({"start": "1"}, "its start is no valid number"),
        ({"start": True}, "its start is no valid number"),
        ({"start": -1}, "its start is no valid number"),
        ({"start": 0, "end": 10**30}, "its end is no valid number"),
        ({"start": 18}, "it starts at 18 and ends at 17"),
        ({"end": None}, "its end is no valid number"),
        ({"themes": "economy"}, "its themes are no texts"),
        ({"themes": [1]}, "its themes are no texts"),
        ({"motivation": "painting"}, "painting"),
        ({"created": "yesterday"}, "'yesterday' is no date"),
    ],
)
def test_a_broken_annotation_says_what_is_wrong(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        codec.note(codec.note_document(annotation(1)) | wrong, "harbour")


def test_a_broken_state_says_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="its read is neither true nor false"):
        codec.state({"read": "yes"})
    with pytest.raises(ValueError, match="its position is no valid number"):
        codec.state({"position": 10**30})


def test_a_colour_of_another_palette_is_shown_as_the_first() -> None:
    assert codec.theme({"name": "economy", "color": "mauve"}).color == COLORS[0]


def test_former_wordings_are_kept_only_where_there_are_some() -> None:
    assert "formerly" not in codec.note_document(annotation(1))
    document = codec.note_document(replace(annotation(1), formerly=("old", "older")))
    assert document["formerly"] == ["old", "older"]
    with pytest.raises(ValueError, match="formerly"):
        codec.note({**document, "formerly": "old"}, "harbour")
