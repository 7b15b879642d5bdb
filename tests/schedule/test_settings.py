"""Settings, and where a learner's day begins."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.schedule.settings import (
    DAY_MS,
    Settings,
    SettingsError,
    day_number,
    day_start_ms,
    local_day,
    number_of,
)


def at(text: str, zone: str = "UTC") -> tuple[int, int]:
    """Give a moment as the journal keeps it: UTC milliseconds and offset in minutes."""
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    offset = local.utcoffset() or timedelta()
    return round(local.timestamp() * 1000), round(offset.total_seconds() / 60)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-23T23:59", date(2026, 11, 23)),
        ("2026-11-24T00:10", date(2026, 11, 23)),
        ("2026-11-24T03:59:59.999", date(2026, 11, 23)),
        ("2026-11-24T04:00", date(2026, 11, 24)),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/Los_Angeles", "Asia/Kathmandu"])
def test_a_session_past_midnight_belongs_to_the_evening_before(
    moment: str, day: date, zone: str
) -> None:
    assert local_day(*at(moment, zone)) == day


def test_the_rollover_hour_can_be_moved() -> None:
    assert local_day(*at("2026-11-24T00:10"), rollover_hour=0) == date(2026, 11, 24)


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_a_change_of_clocks_neither_skips_nor_repeats_a_day(night: str) -> None:
    """In Berlin the clocks change at 02:00 and 03:00, before the rollover."""
    evening = datetime.fromisoformat(night) - timedelta(hours=2)
    seen = []
    for hour in range(29):
        moment = evening.replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
        moment += timedelta(hours=hour)
        local = moment.astimezone(ZoneInfo("Europe/Berlin"))
        offset = round((local.utcoffset() or timedelta()).total_seconds() / 60)
        day = local_day(round(moment.timestamp() * 1000), offset)
        assert day == (local - timedelta(hours=4)).date()
        seen.append(day)
    assert seen == sorted(seen)
    assert len(set(seen)) == 2


def test_a_flight_west_lengthens_the_day_and_one_east_shortens_it() -> None:
    utc_ms, _ = at("2026-11-24T08:00", "Asia/Tokyo")
    assert local_day(utc_ms, 9 * 60) == date(2026, 11, 24)
    assert local_day(utc_ms, -8 * 60) == date(2026, 11, 23)


@given(st.integers(0, 4 * 10**12), st.integers(-12 * 60, 14 * 60), st.integers(0, 23))
def test_every_moment_lies_in_its_own_day(utc_ms: int, offset: int, hour: int) -> None:
    number = day_number(utc_ms, offset, hour)
    start = day_start_ms(number, offset, hour)
    assert start <= utc_ms < start + DAY_MS
    assert number_of(local_day(utc_ms, offset, hour)) == number


def test_an_interview_in_the_past_asks_for_nothing() -> None:
    settings = Settings(interview_date=date(2026, 12, 11))
    assert settings.on(date(2026, 12, 10)) is settings
    assert settings.on(date(2026, 12, 11)).interview_date is None
    assert settings.on(date(2027, 1, 1)).interview_date is None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("desired_retention", 1.0, "desired retention in percent: 100 is not between 70 and 99"),
        ("desired_retention", float("nan"), "desired retention in percent: nan"),
        ("new_per_day", -1, "new items a day: -1"),
        ("minutes_per_day", 1441, "minutes a day: 1441"),
        ("rollover_hour", 24, "rollover hour: 24"),
        ("maximum_interval_days", 0, "longest interval in days: 0"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_in_one_line(
    name: str, value: Any, words: str
) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        Settings(**{name: value})
    assert "\n" not in str(caught.value)
