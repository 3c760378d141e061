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


@given(valid, st.lists(valid))
def test_yaml_reads_back_the_same_strings(title: str, themes: list[str]) -> None:
    text = (
        f"title: {front_matter.value(title)}\nhighlights: {front_matter.value(0)}\nthemes: {front_matter.value(themes)}"
    )
    assert yaml.safe_load(text) == {"title": title, "highlights": 0, "themes": themes}


@given(valid)
def test_a_value_is_read_as_it_was_written(words: str) -> None:
    assert front_matter.plain(front_matter.value(words)) == words


@pytest.mark.parametrize("value", ["it's", "'it''s'", '"it\'s"'])
def test_a_value_is_known_however_another_program_quotes_it(value: str) -> None:
    assert front_matter.plain(value) == "it's"


def test_a_broken_value_is_taken_as_it_stands() -> None:
    assert front_matter.plain('"wall') == '"wall'


@given(
    samples.hostile.map(clean), st.integers(min_value=0), st.text(st.characters(codec="utf-8"), min_size=1, max_size=3)
)
def test_any_change_is_noticed(body: str, place: int, change: str) -> None:
    text = samples.sealed({"reader_id": "wall"}, body)
    assert front_matter.is_untouched(text)
    place %= len(text) + 1
    changed = text[:place] + change + text[place:]
    assert not front_matter.is_untouched(changed) or changed.replace("\r\n", "\n") == text


def test_what_stands_behind_the_seal_is_noticed_too() -> None:
    text = samples.sealed({"reader_id": "wall"}, "body")
    for more in ("\r0", " ", "\x0b", " # mine"):
        seal_end = text.index('"\n---') + 1
        assert not front_matter.is_untouched(text[:seal_end] + more + text[seal_end:])


def test_line_ends_of_windows_are_no_change() -> None:
    text = samples.sealed({"reader_id": "wall"}, "one\n\ntwo")
    assert front_matter.is_untouched(text.replace("\n", "\r\n"))


def test_a_file_without_a_seal_counts_as_touched() -> None:
    assert not front_matter.is_untouched("---\nreader_id: wall\n---\n\nbody\n")
