"""Times are named by day, month, year, or by how long ago they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.index.periods import may_become_period, period

TODAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2026", "2026", "2027"),
        ("2026-09", "2026-09", "2026-10"),
        ("2026-9", "2026-09", "2026-10"),
        ("2026-12", "2026-12", "2027-01"),
        ("2026-09-14", "2026-09-14", "2026-09-15"),
        ("2026-9-1", "2026-09-01", "2026-09-02"),
        ("2026-12-31", "2026-12-31", "2027-01-01"),
        ("today", "2026-09-14", "2026-09-15"),
        ("Yesterday", "2026-09-13", "2026-09-14"),
        ("0d", "2026-09-14", "2026-09-15"),
        ("7d", "2026-09-07", "2026-09-08"),
        ("2w", "2026-08-31", "2026-09-01"),
        ("3M", "2026-06-14", "2026-06-15"),
        ("9m", "2025-12-14", "2025-12-15"),
        ("1y", "2025-09-14", "2025-09-15"),
    ],
)
def test_a_time_is_from_its_first_day_to_the_one_after_its_last(words: str, start: str, end: str) -> None:
    assert period(words, TODAY) == (start, end)


@pytest.mark.parametrize(
    ("today", "words", "start"),
    [
        (date(2026, 3, 31), "1m", "2026-02-28"),
        (date(2024, 2, 29), "1y", "2023-02-28"),
        (date(2024, 2, 29), "4y", "2020-02-29"),
        (date(2026, 1, 31), "11m", "2025-02-28"),
    ],
)
def test_a_month_without_such_a_day_gives_its_last(today: date, words: str, start: str) -> None:
    found = period(words, today)
    assert found is not None
    assert found[0] == start


@pytest.mark.parametrize(
    "words",
    ["", "soon", "2026-13", "2026-00", "2026-02-30", "26", "0999", "3000", "99999y", "7", "d", "7h", "-7d", "２０２６"],
)
def test_what_names_no_time_gives_none(words: str) -> None:
    assert period(words, TODAY) is None


@given(st.dates(date(1000, 1, 1), date(2998, 12, 31)))
def test_a_day_lies_in_its_month_and_its_year(day: date) -> None:
    for length in (4, 7, 10):
        found = period(day.isoformat()[:length], TODAY)
        assert found is not None
        assert found[0] <= day.isoformat() < found[1]


@given(st.dates(date(1300, 1, 1)), st.integers(0, 2_000))
def test_days_and_weeks_are_counted_back(today: date, count: int) -> None:
    for unit, days in (("d", 1), ("w", 7)):
        found = period(f"{count}{unit}", today)
        expected = (today - timedelta(days=count * days)).isoformat()
        assert found is None or found[0] == expected


@given(st.dates(date(1300, 1, 1), date(2998, 1, 1)), st.integers(0, 3_000))
def test_months_are_counted_back(today: date, count: int) -> None:
    found = period(f"{count}m", today)
    assert found is not None
    then = date.fromisoformat(found[0])
    assert (today.year - then.year) * 12 + today.month - then.month == count
    assert then.day == today.day or (then + timedelta(days=1)).day == 1


@pytest.mark.parametrize("words", ["2", "2026", "2026-", "2026-0", "2026-09-", "2026-9-1", "7", "to", "YESTER", ""])
def test_a_time_may_still_be_being_typed(words: str) -> None:
    assert may_become_period(words)


@pytest.mark.parametrize("words", ["x", "2026x", "20267", "2026-099", "tomorrow", "7h"])
def test_a_wrong_time_never_becomes_one(words: str) -> None:
    assert not may_become_period(words)
