"""The time, as everything that is kept writes it."""

from datetime import UTC, datetime


def now() -> str:
    """Return the time in UTC, ISO form, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
