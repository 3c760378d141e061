from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.export import front_matter
from reader.text.clean import clean
from tests.export import samples

scalar = st.one_of(
    samples.hostile, st.sampled_from(["yes", "null", "2026-03-14", "1.5", "- a", "a: b", "a #b", "'", '"'])
)
valid = scalar.map(lambda text: text.encode("utf-8", "ignore").decode())


@given(st.dictionaries(st.sampled_from(["title", "author", "url"]), valid), st.lists(valid))
def test_yaml_reads_back_the_same_strings(values: dict[str, str], themes: list[str]) -> None:
    text = front_matter.document({**values, "highlights": 0, "themes": themes}, "body")
    read = yaml.safe_load(text.split("\n---\n")[0])
    del read[front_matter.SEAL]
    kept = {key: value for key, value in values.items() if value}
    assert read == kept | {"highlights": 0} | ({"themes": themes} if themes else {})


@given(valid.filter(bool))
def test_a_file_says_what_it_was_exported_from(identity: str) -> None:
    assert front_matter.origin(front_matter.document({front_matter.THEME: identity}, "body")) == (
        front_matter.THEME,
        identity,
    )


@pytest.mark.parametrize("value", ["wall", "'wall'", '"wall"'])
def test_an_origin_is_known_however_another_program_quotes_it(value: str) -> None:
    text = f"---\r\ntitle: x\r\nreader_id: {value}\r\n---\r\n\r\nbody"
    assert front_matter.origin(text) == (front_matter.ARTICLE, "wall")


@pytest.mark.parametrize(
    "text",
    ["", "reader_id: wall", "---\ntitle: x\n---\nreader_id: wall", "---\nreader_id: wall\n", "---\nreader_id:\n---\n"],
)
def test_any_other_file_has_no_origin(text: str) -> None:
    assert front_matter.origin(text) is None


def test_a_broken_value_is_taken_as_it_stands() -> None:
    assert front_matter.origin('---\nreader_id: "wall\n---\n') == (front_matter.ARTICLE, '"wall')


@given(
    samples.hostile.map(clean), st.integers(min_value=0), st.text(st.characters(codec="utf-8"), min_size=1, max_size=3)
)
def test_any_change_is_noticed(body: str, place: int, change: str) -> None:
    text = front_matter.document({"reader_id": "wall"}, body)
    assert front_matter.is_untouched(text)
    place %= len(text) + 1
    changed = text[:place] + change + text[place:]
    assert not front_matter.is_untouched(changed) or changed.replace("\r\n", "\n") == text


def test_what_stands_behind_the_seal_is_noticed_too() -> None:
    text = front_matter.document({"reader_id": "wall"}, "body")
    for more in ("\r0", " ", "\x0b", " # mine"):
        seal_end = text.index('"\n---') + 1
        assert not front_matter.is_untouched(text[:seal_end] + more + text[seal_end:])


def test_line_ends_of_windows_are_no_change() -> None:
    text = front_matter.document({"reader_id": "wall"}, "one\n\ntwo")
    assert front_matter.is_untouched(text.replace("\n", "\r\n"))


def test_a_file_without_a_seal_counts_as_touched() -> None:
    assert not front_matter.is_untouched("---\nreader_id: wall\n---\n\nbody\n")
