from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export import escape
from reader.export.vault.taking import note_of

OURS = "> [!quote] law\n> The «town» counted.\n>\n> — Ada Lind\n\n^id-1\n"


@pytest.mark.parametrize(
    ("below", "note"),
    [
        ("", ""),
        ("\n- Note: one line\n", "one line"),
        ("\n- Note:\n\n  One.\n\n  - a\n    - b\n", "One.\n\n- a\n  - b"),
        ("\nwritten below, as people do\n", "written below, as people do"),
        ("\n- Note: ours\n\nand more\nbelow\n", "ours\n\nand more\nbelow"),
        ("\r\n- Note: of Windows\r\n", "of Windows"),
    ],
)
def test_the_note_below_what_is_ours_is_told(below: str, note: str) -> None:
    assert note_of(OURS + below, OURS).note == note


@pytest.mark.parametrize(
    "body",
    [
        OURS.replace("counted", "guessed"),
        OURS.replace("^id-1", "^mine"),
        "",
        OURS.replace("^id-1\n", "^id-1 and more\n"),
    ],
)
def test_nothing_is_told_where_what_is_ours_was_changed(body: str) -> None:
    assert note_of(f"{body}\n- Note: mine\n", OURS).note is None


@given(st.text(st.sampled_from("ab *_`->\n0.1)"), max_size=30))
def test_a_note_as_it_is_exported_is_the_note(words: str) -> None:
    words = "\n".join(line.rstrip() for line in words.split("\n")).strip()
    if words:
        assert note_of(f"{OURS}\n{escape.note(words)}\n", OURS).note == escape.own(words).strip()
