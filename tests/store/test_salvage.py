"""Whatever becomes of a file's bytes, each note that is whole in them is found again, and nothing that was deleted."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.errors import DamagedError
from reader.store import jsonfile, salvage, shard
from reader.store.shard import is_deleted, is_note

FORMATS = Path(__file__).parent / "formats"
DATA = (FORMATS / "1" / "notes" / "harbour-2026.json").read_bytes()
"""Four notes, one of them deleted, with texts that look like JSON."""

NOTES = json.loads(DATA)["_default"]
LIVING = {note["id"]: note for note in NOTES.values() if not note.get("deleted")}
(DEAD,) = {note["id"] for note in NOTES.values()} - LIVING.keys()


def place(identifier: str) -> tuple[int, int]:
    """Where a note stands in the file, from its brace to its brace."""
    middle = DATA.index(identifier.encode())
    return DATA.rindex(b"{", 0, middle), DATA.index(b"\n    }", middle) + 6


PLACES = {identifier: place(identifier) for identifier in LIVING}


def shown(data: bytes) -> dict[str, jsonfile.Document]:
    """The notes that are shown of a file, mended where it is damaged; by their ids."""
    try:
        tables = jsonfile.parse(data, Path("notes"))
        shard.check(tables, Path("notes"))
    except DamagedError:
        tables = salvage.salvage(data, is_note).tables
        again = jsonfile.dump(tables)
        shard.check(jsonfile.parse(again, Path("notes")), Path("notes"))
    return {note["id"]: note for note in tables["_default"].values() if not is_deleted(note)}


def assert_saved(data: bytes, start: int, end: int) -> None:
    """Every note that lies outside of the bytes that were changed is shown as it was."""
    found = shown(data)
    assert DEAD not in found
    for identifier, (begin, stop) in PLACES.items():
        if stop <= start or begin >= end:
            assert found[identifier] == LIVING[identifier]


def test_a_sound_file_is_salvaged_whole() -> None:
    assert shown(DATA) == LIVING
    found = salvage.salvage(DATA, is_note)
    assert found.tables == json.loads(DATA) | {"_meta": {"1": found.meta | {"schema": jsonfile.SCHEMA}}}
    assert list(found.documents) == list(NOTES)


def test_a_file_that_ends_anywhere_gives_every_note_before_the_end() -> None:
    for end in range(len(DATA)):
        assert_saved(DATA[:end], end, len(DATA))


def test_a_file_that_begins_anywhere_gives_every_note_behind_the_beginning() -> None:
    for start in range(0, len(DATA), 3):
        assert_saved(DATA[start:], 0, start)


@example(1033, 1024)  # from within one text to where the next document's number begins
@given(st.integers(0, len(DATA) - 1), st.integers(1, 1500))
def test_a_block_of_zeros_costs_only_the_notes_under_it(start: int, size: int) -> None:
    end = min(start + size, len(DATA))
    assert_saved(DATA[:start] + bytes(end - start) + DATA[end:], start, end)


@pytest.mark.parametrize("flip", [1, 2, 4, 8, 16, 32, 64, 128])
def test_a_bit_that_falls_over_anywhere_costs_only_the_note_it_is_in(flip: int) -> None:
    for at in range(len(DATA)):
        assert_saved(DATA[:at] + bytes([DATA[at] ^ flip]) + DATA[at + 1 :], at, at + 1)


@given(st.integers(0, len(DATA)), st.binary(max_size=40))
def test_bytes_that_come_between_cost_only_the_note_they_are_in(at: int, between: bytes) -> None:
    found = shown(DATA[:at] + between + DATA[at:])
    for identifier, (start, end) in PLACES.items():
        if not start < at < end:
            assert found[identifier] == LIVING[identifier]


def test_a_file_without_quotation_marks_or_of_another_kind_gives_nothing() -> None:
    for data in (b"", bytes(4096), b"\xff" * 100, b"{" * 5000, DATA.replace(b'"', b"'")):
        assert salvage.salvage(data, is_note).documents == {}


def test_a_note_with_a_line_break_that_somebody_typed_is_whole() -> None:
    torn = DATA.replace(b"zweite", b"\nzweite").replace(b'"_default": {', b'"_default": ')
    assert {note["id"] for note in salvage.salvage(torn, is_note).documents.values()} == LIVING.keys() | {DEAD}


def test_half_of_one_note_and_half_of_another_are_none() -> None:
    (start, end), (second, last), *_ = sorted(PLACES.values())
    middle = DATA.index(b'"prefix"', start), DATA.index(b'"prefix"', second)
    both = DATA[: middle[0]] + DATA[middle[1] - 1 :].replace(b'"prefix"', b'"prefix": "", "prefix"', 1)[:-4]
    assert end < last
    found = salvage.salvage(both, is_note)
    assert len(found.documents) == len(NOTES) - 2
    assert len(found.doubtful) == 1


def test_a_number_that_is_no_number_or_stands_there_twice_costs_no_note() -> None:
    first, second, *_ = NOTES
    doubled = DATA.replace(second.encode(), first.encode()) + b"}"
    assert len(salvage.salvage(doubled, is_note).documents) == len(NOTES)
    assert shown(DATA.replace(first.encode(), b"first")).keys() == LIVING.keys()


def test_what_the_file_says_of_itself_is_kept_also_in_parts() -> None:
    about = json.loads(DATA)["_meta"]["1"]
    assert salvage.salvage(DATA.replace(b'"schema": 1,', b'"schema" 1,'), is_note).meta == {
        "article": about["article"],
        "state": about["state"],
    }


def test_other_versions_stay_beside_the_notes() -> None:
    waiting = json.dumps(NOTES[next(iter(NOTES))])
    torn = DATA[:-3] + f', "_conflicts": {{"7": {waiting}}}'.encode()
    found = salvage.salvage(torn, is_note)
    assert list(found.documents) == list(NOTES)
    assert list(found.tables["_conflicts"]) == ["7"]


def test_a_damaged_file_that_is_newer_is_known() -> None:
    assert salvage.is_newer(DATA.replace(b'"schema": 1', b'"schema": 99')[:700])
    assert not salvage.is_newer(DATA)


def test_thousands_of_notes_are_saved_in_a_moment() -> None:
    note = next(iter(LIVING.values()))
    notes = [{**note, "id": str(number)} for number in range(20_000)]
    began = time.process_time()
    found = salvage.salvage(json.dumps(notes)[:-1].encode(), is_note)
    assert [document["id"] for document in found.documents.values()] == [note["id"] for note in notes]
    assert time.process_time() - began < 10


def test_a_number_after_the_largest_is_one_that_a_file_may_have() -> None:
    second = {"id": "b", "quote": "c"}
    data = b'[{"9999999999999999999": {"id": "a", "quote": "b"}, "x": ' + json.dumps(second).encode()
    tables = salvage.salvage(data, is_note).tables
    assert jsonfile.parse(jsonfile.dump(tables), Path("notes"))["_default"] == tables["_default"]
    assert len(tables["_default"]) == 2
