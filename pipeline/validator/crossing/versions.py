"""Which of two documents of one KPI and year is the later one, and whether it is a version."""

from __future__ import annotations

from pipeline.validator.crossing.corpus import Report


def is_version(one: Report, other: Report) -> bool:
    """Tell whether two documents were seen in the same place: one took the other's place there."""
    return bool(one.source.sources & other.source.sources)


def later(one: Report, other: Report) -> Report | None:
    """Return the report that was made later; None where neither time nor quarters tell."""
    times = (one.source.fetched_at, other.source.fetched_at)
    if all(times) and times[0] != times[1]:
        return one if str(times[0]) > str(times[1]) else other
    if one.reported and other.reported and one.reported != other.reported:
        return one if one.reported > other.reported else other
    return None


def is_in_doubt_on_target(one: Report, other: Report) -> bool:
    """Tell whether other targets contradict each other; a later one is a change of the target."""
    return later(one, other) is None
