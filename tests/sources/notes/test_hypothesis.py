"""The export is defined by hypothesis/client's `annotations-exporter`, annotations by the API's reference."""

from __future__ import annotations

from reader.model.annotation import Motivation
from tests.sources.notes.reading import form_of, passages, passed_over, read


def test_the_clients_export_is_read_with_selectors_and_tags() -> None:
    first, page_note = passages(read("hypothesis-export.json"))
    assert form_of("hypothesis-export.json") == "hypothesis"
    assert (first.quote, first.suffix) == ("For eleven years", " the council told")
    assert (first.start, first.end, first.is_utf16) == (0, 16, True)
    assert (first.note, first.themes) == ("Eleven *years*.", ("housing", "councils"))
    assert first.author == "Ada Quay"
    assert first.created is not None
    assert first.created.microsecond == 123_000
    assert (page_note.quote, page_note.motivation) == ("", Motivation.COMMENTING)


def test_replies_are_passed_over_and_said() -> None:
    assert ["reply" in item.why for item in passed_over(read("hypothesis-export.json"))] == [True]


def test_what_the_api_finds_is_the_same_note() -> None:
    assert form_of("hypothesis-search.json") == "hypothesis"
    assert passages(read("hypothesis-search.json"))[0].id == passages(read("hypothesis-export.json"))[0].id
