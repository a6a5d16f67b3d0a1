"""The calendar beneath expressions of time: days, weeks, months, years and seasons as values of ISO 8601.

What has no value, because the calendar ends there, is UNTOLD.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

UNTOLD = ""
"""The value of an expression of time that cannot be told."""


def iso(year: int, month: int, day: int | None = None) -> str | None:
    """The value of a day or a month, None when there is none: the 31st of June, the 13th month."""
    try:
        value = date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return value if day is not None else value[:7]


def moved(today: date, days: int) -> str:
    try:
        return (today + timedelta(days=days)).isoformat()
    except OverflowError:
        return UNTOLD


def shifted(today: date, unit: str, count: int) -> str:
    """The day, week, month, year or decade `count` of them away from today's."""
    if unit in ("day", "week"):
        day = moved(today, count * (7 if unit == "week" else 1))
        return _week(date.fromisoformat(day)) if day and unit == "week" else day
    if unit == "weekend":
        saturday = moved(today, 5 - today.weekday() + 7 * count)
        return f"{saturday}/{moved(date.fromisoformat(saturday), 1)}" if saturday else UNTOLD
    months = today.year * 12 + today.month - 1 + count * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return UNTOLD
    return f"{year:04}-{month + 1:02}" if unit == "month" else f"{year:04}"


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def around(today: date, unit: str, count: int) -> str:
    """The time between today and `count` units before or after it, in days, months or years."""
    if unit == "week":
        unit, count = "day", count * 7
    now, then = shifted(today, unit, 0), shifted(today, unit, count)
    return "/".join(sorted((now, then))) if then else UNTOLD


def seen_season(today: date, season: int, offset: int) -> str:
    """The last, this year's or the next spring, ..., winter, as 1 to 4."""
    begins = today.year * 12 + season * 3 - 1  # in months; those of a winter belong to the year in which it began
    now = today.year * 12 + today.month - 1
    if season == 4 and now + 12 < begins + 3:
        begins -= 12
    if offset < 0 and now < begins + 3:
        begins -= 12
    if offset > 0 and now >= begins:
        begins += 12
    (first, opens), (last, closes) = divmod(begins, 12), divmod(begins + 2, 12)
    return f"{first:04}-{opens + 1:02}/{last:04}-{closes + 1:02}" if first >= 1 and last <= 9999 else UNTOLD


_VALUE = re.compile(r"(?P<year>\d{4})(?:-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)


def key_of(value: str) -> tuple[date, date]:
    """The first and the last day that the value of a `DateMention` covers; an open interval has no bounds there."""
    first, slash, last = value.partition("/")
    if not slash:
        return _covered(value)
    start = date.min if first == ".." else _covered(first)[0]
    return start, date.max if last == ".." else _covered(last)[1]


def _covered(value: str) -> tuple[date, date]:
    match = _VALUE.fullmatch(value)
    if match is None:
        raise ValueError(f"not a date of ISO 8601: {value!r}")
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return monday, min(monday, date.max - timedelta(days=6)) + timedelta(days=6)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        first = date(year, int(match["month"]), 1)
        after = first.replace(day=28) + timedelta(days=4) if (year, first.month) != (9999, 12) else None
        return first, after - timedelta(days=after.day) if after else date.max
    return date(year, 1, 1), date(year, 12, 31)
