"""Second versions of files, by the names that programs give them."""

from __future__ import annotations

import pytest

from reader.store.copies import original


@pytest.mark.parametrize(
    "name",
    [
        "harbour.sync-conflict-20260314-101530-ABCDEFG.json",
        "harbour.sync-conflict-20260314-101530-ABCDEFG.sync-conflict-20260315-101530-7654321.json",
        "harbour (Anna's conflicted copy 2026-03-14).json",
        "harbour (Anna’s MacBook's conflicted copy 2026-03-14 (1)).json",
        "harbour (conflicted copy 2026-03-14 101530).json",
        "harbour (conflicted copy 2026-03-14) (2).json",
        "harbour (Konflikt von Anna 2026-03-14).json",
        "harbour (In Konflikt stehende Kopie von Anna 2026-03-14).json",
        "harbour (Copie en conflit de Anna 2026-03-14).json",
        "harbour (Copia in conflitto di Anna 2026-03-14).json",
        "harbour (Copia en conflicto de Anna 2026-03-14).json",
        "harbour (конфликтующая копия пользователя Anna 2026-03-14).json",
        "harbour (Anna の競合コピー 2026-03-14).json",
        "harbour (SFConflict anna@example.org 2026-03-14-10-15-30).json",
        "harbour_conflict-20260314-101530.json",
    ],
)
def test_a_copy_is_known_by_its_name(name: str) -> None:
    assert original(name) == "harbour.json"


@pytest.mark.parametrize(
    "name",
    [
        "harbour.json",
        "harbour (2026-03-14).json",
        "harbour (a conflict).md",
        "The conflict (1914-07-28).md",
        "sync-conflict.json",
        ".json",
        "harbour.sync-conflict-yesterday.json",
    ],
)
def test_another_name_is_another_file(name: str) -> None:
    assert original(name) is None


def test_articles_and_histories_have_copies_too() -> None:
    assert original("Old bridge.sync-conflict-20260314-101530-ABCDEFG.md") == "Old bridge.md"
    assert original("2026-03.sync-conflict-20260314-101530-ABCDEFG.jsonl") == "2026-03.jsonl"
