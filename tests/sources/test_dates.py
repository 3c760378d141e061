"""Dates in the forms that people and programs write become ISO 8601."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.dates import to_iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026", "2026"),
        ("2026-03", "2026-03"),
        ("2026-03-14", "2026-03-14"),
        ("2026-3-4", "2026-03-04"),
        ("2026/03/14", "2026-03-14"),
        ("2026-03-14T09:30:00Z", "2026-03-14T09:30:00+00:00"),
        ("2026-03-14T01:30:00+02:00", "2026-03-13T23:30:00+00:00"),
        ("2026-03-14 09:30:00 +0100", "2026-03-14T08:30:00+00:00"),
        ("2026-03-14T09:30:00.123456+00:00", "2026-03-14T09:30:00.123+00:00"),
        ("2026-03-14T09:30", "2026-03-14"),
        ("2026-03-14 09:30:00", "2026-03-14"),
        ("14 March 2026", "2026-03-14"),
        ("  14  march\t2026 ", "2026-03-14"),
        ("14th of March 2026", "2026-03-14"),
        ("14-Mar-2026", "2026-03-14"),
        ("Saturday, 14 March 2026", "2026-03-14"),
        ("March 14, 2026", "2026-03-14"),
        ("Mar. 1st 2026", "2026-03-01"),
        ("Sept. 5, 2026", "2026-09-05"),
        ("SEPTEMBER 2026", "2026-09"),
        ("May 14, 2026 at 9:30 AM", "2026-05-14"),
        ("14 March 2026, 09:30", "2026-03-14"),
        ("14.03.2026", "2026-03-14"),
        ("4. 3. 2026", "2026-03-04"),
        ("14/03/2026", "2026-03-14"),
        ("03/14/2026", "2026-03-14"),
        ("03/03/2026", "2026-03-03"),
        ("Sat, 14 Mar 2026 09:30:00 +0100", "2026-03-14T08:30:00+00:00"),
        ("14 Mar 2026 09:30 GMT", "2026-03-14T09:30:00+00:00"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(written: str, iso: str) -> None:
    assert to_iso(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "31 February 2026",
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2026-02-30T10:00:00Z",
        "32.01.2026",
        "03/04/2026",
        "13/13/2026",
        "0042",
        "12026",
        "March",
        "March 14",
        "14 Marchember 2026",
        "0001-01-01T00:00:00+14:00",
        "Sat, 99 Mar 2026 09:30:00 +0100",
        "٢٠٢٦",
    ],
)
def test_what_is_no_date_or_could_be_two_is_none(written: str) -> None:
    assert to_iso(written) == ""


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%a, %d %b %Y", "%Y/%m/%d"])
@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_every_day_is_read_in_every_form(form: str, day: date) -> None:
    written = day.strftime(form.replace("%Y", f"{day.year:04}"))
    assert to_iso(written) == day.isoformat()


offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1000, 1, 2), datetime(2999, 12, 30), timezones=offsets))  # noqa: DTZ001 - bounds are naive
def test_every_moment_is_read_in_utc(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    expected = moment.astimezone(UTC).isoformat()
    assert to_iso(moment.isoformat()) == expected
    assert to_iso(format_datetime(moment)) == expected


@given(st.text(max_size=40))
def test_whatever_is_written_it_is_a_date_or_none(text: str) -> None:
    iso = to_iso(text)
    assert to_iso(iso) == iso
