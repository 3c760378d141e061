from __future__ import annotations

import pytest

from reader.export import dates


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-03-04", "4 March 2026"),
        ("2026-12-31T23:59:00+00:00", "31 December 2026"),
        ("2026-03", "March 2026"),
        ("2026", "2026"),
        ("", ""),
        ("2026-13-01", "2026-13-01"),
        ("early in 2026", "early in 2026"),
    ],
)
def test_a_date_is_as_exact_as_it_is_given(iso: str, words: str) -> None:
    assert dates.words(iso) == words
