"""The hours that a crawl may work in, and dates, in Thai time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

#: Thailand has had no other time since 1920.
THAI_TIME = timezone(timedelta(hours=7), "ICT")


def thai_date(moment: str) -> date:
    """Return the Thai date of an ISO time (UTC where it names no zone)."""
    then = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return (then if then.tzinfo else then.replace(tzinfo=THAI_TIME)).astimezone(THAI_TIME).date()


def is_within(hours: str | None, moment: datetime | None = None) -> bool:
    """Tell whether a moment (now) lies in hours such as `22:00-05:00`; None is always.

    >>> is_within("22:00-05:00", datetime(2026, 1, 1, 23, 30, tzinfo=THAI_TIME))
    True
    """
    if hours is None:
        return True
    first, last = (part.strip() for part in hours.split("-"))
    clock = (moment or datetime.now(THAI_TIME)).astimezone(THAI_TIME).strftime("%H:%M")
    return first <= clock < last if first <= last else clock >= first or clock < last


def closed_on(fiscal_year: str | int) -> date:
    """Return the last day of a fiscal year (BE): 30 September of the year that names it."""
    return date(int(fiscal_year) - 543, 9, 30)
