"""Files that were changed apart are merged: the same bytes whoever merges, and nothing lost."""

from __future__ import annotations

from copy import deepcopy
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.store import jsonfile
from reader.store.heads import versions_of
from reader.store.merge import CONFLICTS, MERGED, gathered, merge
from reader.store.revisions import lineage, stamped

if TYPE_CHECKING:
    from reader.store.jsonfile import Document, Tables

WORDS = ("", "one", "two", "three")
THEMES = ("law", "sea", "tax")
BASE = {"id": "a", "quote": "opened", "start": 11, "themes": [], "note": "", "color": "", "modified": "2026-03-14"}


def note(old: Document | None = None, **values: Any) -> Document:
    """A version of a note: of `old`, or the first one."""
    return stamped({**(old or BASE), **values}, old)


def file(*notes: Document, **state: Any) -> Tables:
    made: Tables = {jsonfile.NOTES: {str(at): each for at, each in enumerate(notes, 1)}}
    return {jsonfile.META: {"1": {"schema": 1, "state": state}}, **made} if state else made


def shown(tables: Tables) -> Document:
    (document,) = tables[jsonfile.NOTES].values()
    return document


def waiting(tables: Tables) -> list[str]:
    return sorted(document["note"] for document in tables.get(CONFLICTS, {}).values())


# ---- what comes of it


def test_a_version_that_was_replaced_is_old_whatever_the_clocks_say() -> None:
    first = note(note="one", modified="2027-03-14")
    second = note(first, note="two", modified="2026-03-14")
    merged = merge(file(second), file(first))
    assert (shown(merged)["note"], waiting(merged)) == ("two", [])


def test_two_wordings_are_both_kept_and_the_later_is_shown() -> None:
    first = note(note="one")
    mine, theirs = note(first, note="mine", modified="2026-03-15"), note(first, note="theirs", modified="2026-03-16")
    merged = merge(file(mine), file(theirs))
    assert (shown(merged), list(merged[CONFLICTS].values())) == (theirs, [mine])
    assert MERGED not in merged


def test_an_edit_beats_a_deletion() -> None:
    first = note(note="one")
    gone = note(first, deleted="2026-03-20", modified="2026-03-20")
    merged = merge(file(gone), file(note(first, note="two")))
    assert (shown(merged)["note"], "deleted" in shown(merged)) == ("two", False)
    assert shown(merge(file(gone), file(first))) == gone


def test_different_fields_are_both_kept_and_nobody_is_asked() -> None:
    first = note(note="one", themes=["law"])
    mine = note(first, note="two", modified="2026-03-15")
    theirs = note(first, themes=["law", "sea"], color="cyan", modified="2026-03-16")
    merged = merge(file(mine), file(theirs))
    said = shown(merged)
    assert (said["note"], said["themes"], said["color"], waiting(merged)) == ("two", ["law", "sea"], "cyan", [])


def test_themes_that_were_given_apart_are_united_and_one_that_was_taken_away_stays_away() -> None:
    first = note(themes=["law"])
    merged = merge(file(note(first, themes=["law", "sea"])), file(note(first, themes=["law", "tax"], modified="2027")))
    assert shown(merged)["themes"] == ["law", "tax", "sea"]
    merged = merge(file(note(first, themes=[])), file(note(first, note="two", modified="2027")))
    assert (shown(merged)["themes"], shown(merged)["note"]) == ([], "two")


def test_versions_without_a_past_are_merged_by_their_times() -> None:
    """As another program writes them, or a hand."""
    one, two = {**BASE, "note": "one", "themes": ["law"]}, {**BASE, "note": "two", "modified": "2026-03-15", "x": 1}
    merged = merge(file(one), file(two))
    said = shown(merged)
    assert (said["note"], said["themes"], said["x"], waiting(merged)) == ("two", ["law"], 1, ["one"])


def test_a_machine_a_year_in_the_future_loses_nothing_and_overrules_nobody() -> None:
    first = note(note="one", themes=["law"])
    far = note(first, note="from the future", modified="2027-03-14")
    here = note(first, note="from here", themes=["law", "sea"], modified="2026-03-15")
    merged = merge(file(here), file(far))
    assert (shown(merged)["note"], waiting(merged)) == ("from the future", ["from here"])
    assert shown(merged)["themes"] == ["law", "sea"]
    after = note(far, note="later, by a clock that is right", modified="2026-03-16")
    again = merge(merged, file(after))
    assert sorted([shown(again)["note"], *waiting(again)]) == ["from here", "later, by a clock that is right"]


def test_a_merged_note_that_somebody_edits_by_hand_is_a_version_after_it() -> None:
    first = note(note="one", themes=["law"])
    merged = merge(file(note(first, note="two")), file(note(first, themes=["sea"], modified="2027")))
    edited = deepcopy(merged)
    shown(edited)["note"] = "by hand"
    again = merge(merged, edited)
    assert (shown(again)["note"], waiting(again)) == ("by hand", [])
    assert MERGED not in again


def test_a_state_has_of_each_value_what_was_set_last() -> None:
    one = file(read=True, starred=False, position=40, text_hash="x", times={"position": "2026-03-15", "read": "2026"})
    two = file(read=False, starred=True, position=90, times={"position": "2026-03-14", "read": "2027"})
    state = jsonfile.meta(merge(one, two))["state"]
    assert (state["read"], state["starred"], state["position"], state["text_hash"]) == (False, True, 40, "x")
    assert state["times"] == {"position": "2026-03-15", "read": "2027"}


def test_tables_and_keys_of_others_are_kept() -> None:
    one = {**file(note()), "mine": {"1": {"a": 1}}, jsonfile.META: {"1": {"schema": 1, "x": 1}, "2": {"y": 2}}}
    merged = merge(one, {**file(note()), "theirs": {"4": {"b": 2}}})
    assert (merged["mine"], merged["theirs"]) == ({"1": {"a": 1}}, {"4": {"b": 2}})
    assert merged[jsonfile.META] == {"1": {"schema": 1, "x": 1}, "2": {"y": 2}}


def test_a_note_that_stands_there_twice_is_one_note() -> None:
    merged = merge(file(note(note="one"), note(note="two", modified="2026-03-15")))
    assert (shown(merged)["note"], waiting(merged)) == ("two", ["one"])


def test_themes_are_known_by_their_names_and_nothing_said_of_them_is_dropped() -> None:
    law = {"name": "law", "color": "cyan", "description": "", "aliases": ["acts"]}
    one = {"_default": {"1": law}}
    two = {
        "_default": {
            "1": {**law, "description": "What holds.", "aliases": ["statutes"]},
            "2": {"name": "sea", "color": "blue", "description": "", "aliases": []},
        }
    }
    merged = merge(one, two)[jsonfile.NOTES]
    assert [theme["name"] for theme in merged.values()] == ["law", "sea"]
    assert merged["1"] == {
        "name": "law",
        "color": "cyan",
        "description": "What holds.",
        "aliases": ["acts", "statutes"],
    }


# ---- laws


class Replica:
    """One machine's copy of a file, changed as the store does it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.edits = 0
        self.tables: Tables = {}

    def edit(self, identifier: str, clock: int, **values: Any) -> None:
        heads = gathered(self.tables).get(identifier)
        number = str(ord(identifier))
        table = self.tables.setdefault(jsonfile.NOTES, {})
        # Clocks may say anything, but no two edits say the same and are the same to the millisecond.
        self.edits += 1
        moment = f"2026-{clock:04}.{self.number}{self.edits:02}"
        if heads is None:
            table[number] = stamped({**BASE, "id": identifier, "modified": moment, **values}, None)
            return
        kept = {key: value for key, value in heads.shown.items() if key != "deleted"}
        table[number] = stamped({**kept, "modified": moment, **values}, heads.shown, *heads.rest)
        for number, document in list(self.tables.get(MERGED, {}).items()):
            if document["id"] == identifier:
                del self.tables[MERGED][number]


CHANGES = st.one_of(
    st.fixed_dictionaries({"note": st.sampled_from(WORDS)}),
    st.fixed_dictionaries({"themes": st.lists(st.sampled_from(THEMES), unique=True)}),
    st.fixed_dictionaries({"color": st.sampled_from(("", "cyan"))}),
    st.fixed_dictionaries({"quote": st.sampled_from(("opened", "closed")), "start": st.integers(0, 2)}),
    st.just({"deleted": "2026"}),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 3), st.sampled_from("ab"), st.integers(0, 9), CHANGES),
        st.tuples(st.just("merge"), st.integers(0, 3), st.integers(0, 3)),
    ),
    max_size=24,
)


def replicas(steps: list[tuple[Any, ...]]) -> list[Tables]:
    """What four machines have after a history of edits, deletions and merges, by clocks that nobody set."""
    machines = [Replica(number) for number in range(4)]
    for kind, at, *rest in steps:
        if kind == "edit":
            identifier, clock, values = rest
            machines[at].edit(identifier, clock, **values)
        else:
            machines[at].tables = merge(machines[at].tables, deepcopy(machines[rest[0]].tables))
    return [machine.tables for machine in machines]


def written(tables: Tables) -> bytes:
    return jsonfile.dump(tables)


@settings(max_examples=300)
@given(STEPS)
def test_whoever_merges_first_the_bytes_are_the_same(steps: list[tuple[Any, ...]]) -> None:
    sides = replicas(steps)
    whole = merge(*sides)
    one, two, three, four = sides
    assert written(merge(merge(merge(one, two), three), four)) == written(whole)
    assert written(merge(merge(four, three), merge(two, one))) == written(whole)
    assert written(merge(three, merge(one, merge(four, two)))) == written(whole)
    assert all(written(merge(*order)) == written(whole) for order in permutations(sides))
    assert written(merge(whole)) == written(merge(whole, whole)) == written(merge(whole, one)) == written(whole)


@settings(max_examples=300)
@given(STEPS)
def test_no_wording_that_nobody_replaced_is_lost(steps: list[tuple[Any, ...]]) -> None:
    sides = replicas(steps)
    whole = merge(*sides)
    kept = gathered(whole)
    for side in sides:
        for identifier, heads in gathered(side).items():
            versions = versions_of(kept[identifier])
            known = {revision for version in versions for revision in lineage(version)}
            assert {version["rev"] for version in versions_of(heads)} <= known


@pytest.mark.parametrize("broken", [{"note": 7}, {"themes": "law"}, {"parents": 3, "rev": 4}, {"replaces": []}])
def test_what_another_program_broke_is_carried_along(broken: Document) -> None:
    one, two = {**note(), **broken}, note(note="two", modified="2027")
    assert written(merge(file(one), file(two))) == written(merge(file(two), file(one)))


def test_the_wordings_of_a_note_that_somebody_took_out_are_kept() -> None:
    tables: Tables = {jsonfile.NOTES: {}, CONFLICTS: {"5": note(note="one")}}
    assert shown(merge(tables, {jsonfile.NOTES: {}}))["note"] == "one"


def test_aliases_that_are_none_are_left_to_whoever_checks_them() -> None:
    themes: list[Tables] = [{jsonfile.NOTES: {"1": {"name": "law", "aliases": each}}} for each in ([["a"]], ["b"])]
    assert shown(merge(*themes))["aliases"] == ["b"]
