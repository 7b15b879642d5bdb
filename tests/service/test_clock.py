"""The clock ticks, wherever it starts, and says which local time it is there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.schedule.settings import HOUR_MS, MINUTE_MS, day_number, day_start_ms, local_day
from drill.service import clock as module
from drill.service.clock import Clock, Moment, parse_now


class Wall:
    """A wall clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1_795_000_000.0

    def time(self) -> float:
        return self.seconds


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    made = Wall()
    monkeypatch.setattr(module, "time", made)
    return made


class Summertime(tzinfo):
    """A zone that turns its clocks back by an hour at 01:00 UTC on 25 October 2026."""

    TURN = datetime(2026, 10, 25, 1)  # noqa: DTZ001 - compared with wall clocks

    def utcoffset(self, moment: datetime | None) -> timedelta:
        assert moment is not None
        summer = moment.replace(tzinfo=None) - timedelta(hours=2) < self.TURN and not moment.fold
        return timedelta(hours=2 if summer else 1)

    def dst(self, _moment: datetime | None) -> timedelta:
        return timedelta()

    def fromutc(self, moment: datetime) -> datetime:
        hours = 2 if moment.replace(tzinfo=None) < self.TURN else 1
        made = moment + timedelta(hours=hours)
        return made.replace(fold=int(hours == 1))


def test_a_clock_tells_the_time_to_the_millisecond(wall: Wall) -> None:
    wall.seconds += 0.25
    assert Clock().now().utc_ms == 1_795_000_000_250


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2026-11-23T09:00+00:00", 0),
        ("2026-11-23T09:00+05:30", 330),
        ("2026-11-23T09:00-08:00", -480),
        ("2026-11-23T09:00:00.500Z", 0),
    ],
)
def test_a_moved_clock_starts_where_it_is_told_and_keeps_its_offset(
    wall: Wall, text: str, offset: int
) -> None:
    moment = Clock(parse_now(text)).now()
    assert moment.local.replace(microsecond=0) == datetime(2026, 11, 23, 9)  # noqa: DTZ001
    assert moment.offset_min == offset


def test_a_moved_clock_ticks_on(wall: Wall) -> None:
    clock = Clock(parse_now("2026-11-23T23:59:30+01:00"))
    before = clock.now()
    wall.seconds += 45.0
    after = clock.now()
    assert after.utc_ms - before.utc_ms == 45_000
    assert (before.local.day, after.local.day) == (23, 24)


def test_a_moved_clock_follows_its_zone_through_the_year(wall: Wall) -> None:
    clock = Clock(datetime(2026, 10, 25, 0, 30, tzinfo=UTC).astimezone(Summertime()))
    before = clock.now()
    wall.seconds += 3600.0
    after = clock.now()
    assert (before.offset_min, after.offset_min) == (120, 60)
    assert before.local.replace(fold=0) == after.local.replace(fold=0), "half past two comes twice"


def test_a_moment_without_an_offset_is_local_time(wall: Wall) -> None:
    start = parse_now("2026-11-23T09:00")
    assert start.tzinfo is not None
    assert start.replace(tzinfo=None) == datetime(2026, 11, 23, 9)  # noqa: DTZ001
    assert Clock(start).now().local.hour == 9


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-01", "23.11.2026", "x" * 500])
def test_what_is_no_moment_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="is no ISO 8601 moment; write it as") as refusal:
        parse_now(text)
    assert len(str(refusal.value)) < 150


@pytest.mark.parametrize(
    ("wall_clock", "day"),
    [("03:59:59", date(2026, 11, 22)), ("04:00:00", date(2026, 11, 23))],
)
@pytest.mark.parametrize("zone", ["+00:00", "+13:00", "-11:00"])
def test_a_learner_s_day_begins_at_four_wherever_they_are(
    wall: Wall, wall_clock: str, day: date, zone: str
) -> None:
    now = Clock(parse_now(f"2026-11-23T{wall_clock}{zone}")).now()
    assert local_day(now.utc_ms, now.offset_min) == day


@given(
    st.integers(0, 4_000_000_000_000),
    st.integers(-18 * 60, 18 * 60),
    st.integers(0, 23),
)
def test_a_day_begins_once_and_lasts_until_the_next(utc_ms: int, offset: int, hour: int) -> None:
    number = day_number(utc_ms, offset, hour)
    begins = day_start_ms(number, offset, hour)
    assert begins <= utc_ms < day_start_ms(number + 1, offset, hour)
    minutes = (begins + offset * MINUTE_MS) % (24 * HOUR_MS) // MINUTE_MS
    assert minutes == hour * 60


@given(st.datetimes(datetime(1971, 1, 1), datetime(2999, 1, 1)), st.integers(-1079, 1079))  # noqa: DTZ001
def test_a_moment_and_its_wall_clock_agree(utc: datetime, offset: int) -> None:
    at = utc.replace(microsecond=0, tzinfo=UTC)
    moment = Moment(int(at.timestamp()) * 1000, offset)
    there = at.astimezone(timezone(timedelta(minutes=offset)))
    assert moment.local == there.replace(tzinfo=None)
