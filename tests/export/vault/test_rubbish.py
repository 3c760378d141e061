"""Files in a vault that no export could have written: nothing but an ExportError, and no line of a person's lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ExportError
from reader.export.vault import finding, merging, properties
from reader.export.vault.markers import COMMONMARK, OBSIDIAN, digest
from tests.export.vault import hands

if TYPE_CHECKING:
    import pytest

    from reader.export.vault.note import Note

TODAY = date(2026, 11, 24)
WORDS = {"one": "First words.", "two": "Second words."}

PIECES = (
    *("---\n", "...\n", "--- \r\n", "\ufeff", "\n", "\r\n", "\r", "reader_id: town\n", "title: Mine\n", "tags: [a]\n"),
    *(
        "tags:\n  - a\n",
        "- b\n",
        "  more\n",
        "# remark\n",
        'title: "',
        "{a: [\n",
        ": :\n",
        "? x\n",
        "\t- y\n",
        "title\n",
    ),
    *("%% reader hl one 0123456789abcdef %%\n", "<!-- reader hl two 0123456789abcdef -->\n", "%% /reader %%\n"),
    *(
        "<!-- /reader -->\n",
        "%% /reader %%",
        "%% reader seen title=01234567 #law 0123456789ab %%\n",
        "%% reader gone one",
    ),
    *(
        f"%% reader hl two {digest('x')} %%\nx\n%% /reader %%\n",
        "%% reader head head 01234567 %%\r\n",
        " %% /reader %%\n",
    ),
    *("> [!info] Reader, 1 May 2026\n", "^one\n", "> words\n", "\x0b", "\u2028", "\x00", "%% reader hl  00000000 %%\n"),
)
NOTES = [
    hands.note(words, tags=tags, profile=profile)
    for words in ({}, WORDS, {**WORDS, "three": "Third words."})
    for tags in ((), ("law", "people"))
    for profile in (OBSIDIAN, COMMONMARK)
]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.booleans(), st.sampled_from(NOTES), st.sampled_from(NOTES))
def test_no_line_of_a_persons_is_lost(pieces: list[str], is_begun: bool, note: Note, other: Note) -> None:  # noqa: FBT001 - drawn
    numbers = count()
    mine = "".join(f"{piece}user-{next(numbers)}\n" if piece.endswith("\n") else piece for piece in pieces)
    text = f"---\nreader_id: town\n---\n{mine}" if is_begun else mine
    for each in (note, other):
        try:
            merged = merging.merge(text.encode("utf-8", "surrogatepass"), each, TODAY)
        except ExportError as error:
            told = str(error)
        else:
            told = ""
        if told:
            assert properties.split(text) is None or "Take the format" in told
            return
        after = merged.data.decode("utf-8")
        assert set(hands.WORD.findall(text)) <= set(hands.WORD.findall(after) + hands.WORD.findall(str(merged.notices)))
        assert merging.merge(merged.data, each, TODAY).data == merged.data
        text = after


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2000), st.integers(0, 40))
def test_bytes_of_any_kind_are_merged_or_refused(rubbish: bytes, at: int, length: int) -> None:
    note = hands.note(WORDS, tags=("law",))
    data = merging.fresh(note).encode()
    at %= len(data)
    with suppress(ExportError):
        merged = merging.merge(data[:at] + rubbish + data[at + length :], note, TODAY)
        assert merging.merge(merged.data, note, TODAY).data == merged.data


@given(st.binary(max_size=300))
def test_a_file_of_any_kind_is_looked_past(tmp_path_factory: pytest.TempPathFactory, rubbish: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_bytes(b"---\n" + rubbish)
    assert "town" not in finding.head_of(path).id
