"""Spans of the learner's dates, as ISO 8601 texts.

The home screen waits for this one too, so it imports next to nothing.
"""

from __future__ import annotations

from datetime import date, timedelta


def monday(day: str) -> str:
    """Give the Monday of a date's week; both as ISO 8601."""
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


def day_before(day: str, days: int) -> str:
    """Give the date that lies some days before another; negative counts forward."""
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def days_between(first: str, last: str) -> int:
    """Count the days from one date to another."""
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()


def is_recent(day: str, today: str, days: int) -> bool:
    """Say whether a date is one of the last `days`, today among them."""
    return day_before(today, days - 1) <= day <= today
