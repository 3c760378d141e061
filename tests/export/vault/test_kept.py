"""What is a person's although it stands beside what is ours, or looks like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import yaml

from reader.export.vault.merging import fresh, merge
from tests.export.vault.world import a_note, merged

NOTE = a_note(("a", "First"), ("b", "Second"))
RENAMED = replace(NOTE, properties={**NOTE.properties, "title": "New"})


def block(text: str, identifier: str) -> str:
    """A block with its markers."""
    start = text.index(f"%% reader hl {identifier} ")
    end = "%% /reader %%\n"
    return text[start : text.index(end, start) + len(end)]


def test_a_comment_behind_one_of_our_properties_stays_when_the_value_changes() -> None:
    text = fresh(NOTE).replace('title: "The wall"', 'title: "The wall" # as in print')
    assert 'title: "New" # as in print\n' in merged(text, RENAMED)


def test_a_comment_behind_one_of_our_properties_stays_when_the_property_goes() -> None:
    text = fresh(NOTE).replace('title: "The wall"', 'title: "The wall" # as in print')
    without = {key: value for key, value in NOTE.properties.items() if key != "title"}
    after = merged(text, replace(NOTE, properties=without))
    assert "\n# as in print\n" in after
    assert "title" not in after.split("---")[1]


@pytest.mark.parametrize(
    ("tags", "kept"),
    [
        ("tags: # mine\n", "# mine"),
        ("tags:\n  # mine\n", "# mine"),
        ("tags:\n  # mine\n  - x # why\n", "  # mine\n  - x # why\n"),
        ('tags: "#x, y"\n', '"#x"'),
        ("tags: x, y # mine\n", "# mine"),
    ],
)
def test_tags_and_comments_among_them_stay_when_a_tag_comes(tags: str, kept: str) -> None:
    text = fresh(NOTE).replace("---\n\n", f"{tags}---\n\n", 1)
    after = merged(text, replace(NOTE, tags=("law",)))
    assert kept in after
    assert "law" in yaml.safe_load(after.split("---")[1])["tags"]


def test_a_line_separator_in_a_property_of_a_person_begins_no_property() -> None:
    text = fresh(NOTE).replace("---\n", "---\nmine: a\x85title: b\n", 1)
    after = merged(text, RENAMED)
    assert "mine: a\x85title: b\n" in after
    assert 'title: "New"\n' in after


def test_a_block_that_was_brought_here_from_another_note_stays() -> None:
    foreign = block(fresh(a_note(("z", "Elsewhere"), id="ferry")), "z")
    text = fresh(NOTE).replace("%% reader hl b", f"{foreign}\n%% reader hl b", 1)
    once = merged(text, NOTE)
    assert foreign in once
    assert foreign in merged(once, a_note(("a", "First, changed"), ("b", "Second")))


def test_paragraphs_above_and_below_a_block_that_goes_stay_two() -> None:
    text = fresh(NOTE)
    second = block(text, "b")
    text = text.replace(second, f"above\n\n{second}below\n")
    assert "above\n\nbelow\n" in merged(text, a_note(("a", "First")))


def test_a_block_that_goes_leaves_one_blank_line() -> None:
    note = a_note(("a", "First"), ("b", "Second"), ("c", "Third"))
    less = a_note(("a", "First"), ("c", "Third"))
    after = merged(fresh(note), less)
    assert after.count("\n\n") == fresh(less).count("\n\n")
    assert "\n\n\n" not in after


def test_a_highlight_that_is_there_again_is_no_longer_marked_as_deleted() -> None:
    text = fresh(NOTE).replace("Second", "Second, in my words")
    gone = merged(text, a_note(("a", "First")))
    assert "%% reader gone b " in gone
    back = merged(gone, NOTE)
    assert "%% reader hl b " in back
    assert "reader gone" not in back
    assert "Second, in my words" in back


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("words", ["%% /reader %%", "%% reader hl a 0123456789abcdef %%", "<!-- reader seen x -->"])
def test_words_are_no_marker_whatever_an_editor_makes_of_line_ends(end: str, words: str) -> None:
    note = a_note(("a", f"x{end}{words}{end}y"))
    text = fresh(note).replace("\r", "\n")
    assert merged(text, note) == text
    assert "changed" in merged(text, a_note(("a", "changed")))


def test_half_a_character_makes_no_file_that_is_not_utf_8() -> None:
    done = merge(fresh(NOTE).encode(), a_note(("a", "\ud800 \U0001f600"), ("b", "Second")), date(2026, 1, 1))
    assert "\ufffd \U0001f600" in done.data.decode()


def test_an_export_of_some_highlights_takes_no_tag_away_and_counts_nothing_anew() -> None:
    whole = replace(NOTE, tags=("law", "sea"))
    some = replace(
        a_note(("a", "First, changed")),
        tags=("law",),
        others=frozenset({"b"}),
        properties={**NOTE.properties, "highlights": 1, "title": "New"},
    )
    after = merged(fresh(whole), some)
    head = yaml.safe_load(after.split("---")[1])
    assert head == {**NOTE.properties, "title": "New", "tags": ["law", "sea"]}
    assert "First, changed" in after
    assert "Second" in after
    assert yaml.safe_load(merged(after, replace(whole, tags=("sea",))).split("---")[1])["tags"] == ["sea"]


def test_a_tag_that_was_taken_away_by_hand_stays_away_after_an_export_of_some_highlights() -> None:
    whole = replace(NOTE, tags=("law", "sea"))
    text = fresh(whole).replace('tags: ["law", "sea"]', 'tags: ["law"]')
    some = replace(a_note(("a", "First")), tags=("law",), others=frozenset({"b"}))
    assert 'tags: ["law"]\n' in merged(merged(text, some), whole)
