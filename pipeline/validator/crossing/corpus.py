"""What rules across documents look at: reports of the same KPI, narratives, scores of units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from schemas.printed import Printed


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document's raw text, with the claim that stands there."""

    page: int
    start: int
    end: int
    quote: str
    claim: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document: where it was seen, and when."""

    document_id: str
    name: str
    """The first of its sources."""
    sources: frozenset[str] = frozenset()
    media_type: str | None = None
    fetched_at: str | None = None
    """The last time that a crawler fetched it."""


@dataclass(frozen=True)
class Report:
    """One document's report of one KPI and year; values as printed."""

    source: Source
    item: int
    kpi_id: str | None
    kpi_code: str | None
    title: str | None
    title_key: str | None
    agency: str | None
    agency_code: str | None
    fiscal_year: str | None
    unit: str | None
    unit_text: str | None = None
    weight: str | None = None
    score: str | None = None
    target: str | None = None
    achieved: str | None = None
    round: str | None = None
    person: str | None = None
    results: tuple[str | None, ...] = (None,) * 4
    narratives: tuple[str | None, ...] = (None,) * 4
    spots: dict[str, Spot] = field(default_factory=dict)
    """By field: `target`, `achieved`, `result 1` … `result 4`."""

    @property
    def period(self) -> tuple[str | None, str]:
        """Year and months reported on; without a round named it is the whole year."""
        return self.fiscal_year, self.round or "12"

    @cached_property
    def reported(self) -> int:
        """The last quarter with a result that is not zero; 0 without any."""
        found = [at for at, value in enumerate(self.results, start=1) if not is_zero(value)]
        return found[-1] if found else 0


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a report says of a quarter."""

    source: Source
    item: int
    quarter: int
    kpi_id: str | None
    kpi_code: str | None
    title_key: str | None
    agency: str | None
    agency_code: str | None
    text: str
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Scores:
    """All evaluations of a unit in a year, as printed, by KPI."""

    agency_code: str
    agency: str | None
    fiscal_year: str
    evaluations: dict[str, list[str]]
    source: Source
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Card:
    """A score sheet with the KPIs on it."""

    source: Source
    agency: str | None
    fiscal_year: str | None
    total_score: str
    items: tuple[Report, ...]
    spot: Spot | None


class Corpus(Protocol):
    """The documents that rules are run over."""

    def reports_of_one_kpi(self) -> Iterator[list[Report]]:
        """Yield reports of one KPI and year, two documents at least, sorted by source."""
        ...

    def narratives(self) -> Iterator[Narrative]:
        """Yield all narratives, sorted by source, item and quarter."""
        ...

    def same_texts(self) -> Iterator[list[Source]]:
        """Yield documents whose text is the same but for white space, sorted by source."""
        ...

    def sources(self) -> Iterator[Source]:
        """Yield documents that were seen in several places."""
        ...

    def scores(self) -> Iterator[Scores]:
        """Yield the evaluations of units by year."""
        ...

    def cards(self) -> Iterator[Card]:
        """Yield score sheets that print a total."""
        ...


def is_zero(value: str | None) -> bool:
    """Tell whether nothing, or a zero that stands for nothing, is printed."""
    printed = Printed.parse(value or "")
    return printed is None or printed.value == 0


def disagree(one: str | None, other: str | None) -> bool:
    """Tell whether no value could print both ways; what is not printed or zero disagrees with none."""
    if is_zero(one) or is_zero(other):
        return False
    first, second = (Printed.parse(text or "") for text in (one, other))
    assert first is not None and second is not None
    a, b = first.interval(), second.interval()
    return a.hi < b.lo or b.hi < a.lo


def same_kpi(one: Report, other: Report) -> bool:
    """Tell whether two reports of a KPI's year must print the same: its unit, period and person.

    Without codes the titles alone were equal, and many agencies have KPIs of one name: both must
    name the same agency.
    """
    is_coded = one.kpi_code is not None or other.kpi_code is not None
    if not is_coded and (one.agency is None or one.agency != other.agency):
        return False
    if (one.person, one.period) != (other.person, other.period):
        return False
    units = {one.unit, other.unit} - {None}
    return len(units) < 2
