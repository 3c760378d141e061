"""Which version of a note replaces which."""

from __future__ import annotations

from reader.store.revisions import KEEP, digest, stamped

FIRST = {"id": "a", "note": "one"}


def test_the_same_content_has_the_same_revision_whatever_its_past() -> None:
    first = stamped(FIRST, None)
    assert first["rev"] == digest(FIRST) == digest(first)
    assert stamped(FIRST, stamped(FIRST | {"note": "two"}, None))["rev"] == first["rev"]
    assert digest(FIRST | {"note": "two"}) != first["rev"]


def test_a_new_version_names_those_that_it_replaces_oldest_first() -> None:
    first = stamped(FIRST, None)
    second = stamped(FIRST | {"note": "two"}, first)
    third = stamped(FIRST | {"note": "three"}, second)
    assert first["parents"] == []
    assert third["parents"] == [first["rev"], second["rev"]]


def test_the_same_content_again_is_no_new_version() -> None:
    first = stamped(FIRST, None)
    second = stamped(FIRST | {"note": "two"}, first)
    assert stamped(dict(second), second) == second


def test_a_version_that_comes_back_does_not_name_itself() -> None:
    first = stamped(FIRST, None)
    second = stamped(FIRST | {"note": "two"}, first)
    again = stamped(FIRST, second)
    assert again["rev"] == first["rev"]
    assert again["parents"] == [second["rev"]]


def test_a_note_edited_by_hand_is_a_version_after_the_one_it_names() -> None:
    first = stamped(FIRST, None)
    edited = first | {"note": "by hand"}
    third = stamped(FIRST | {"note": "three"}, edited)
    assert third["parents"] == [first["rev"], digest(edited)]


def test_parents_that_are_no_revisions_are_dropped() -> None:
    assert stamped(FIRST, {"note": "x", "parents": "abc"})["parents"] == [digest({"note": "x"})]
    assert stamped(FIRST, {"note": "x", "parents": [1, "abc"]})["parents"] == ["abc", digest({"note": "x"})]


def test_a_note_remembers_no_more_than_the_last_parents() -> None:
    note = stamped(FIRST, None)
    revisions = [note["rev"]]
    for number in range(KEEP + 5):
        note = stamped(FIRST | {"note": str(number)}, note)
        revisions.append(note["rev"])
    assert note["parents"] == revisions[-KEEP - 1 : -1]
