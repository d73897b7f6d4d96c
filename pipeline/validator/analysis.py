"""A case with what several rules and the verdicts ask: bases, support of levels, dates in quarters."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from functools import cached_property

from extractors.thai.dates import quarter_bounds
from pipeline.validator.bases import Bases
from pipeline.validator.case import Case, KpiView
from pipeline.validator.evidence import Evidence
from pipeline.validator.tables import Tables
from schemas.claim import ReadClaim
from schemas.evidence import ReadStatement, Support


class Analysis(Case):
    """A case, and its analyses, each made once when first asked for."""

    @cached_property
    def bases(self) -> Bases:
        """Shares and sums of the document."""
        return Bases(self)

    @cached_property
    def tables(self) -> Tables:
        """Totals, shares and sums of a table record, computed again; empty for other records."""
        return Tables(self)

    @cached_property
    def evidence(self) -> Evidence | None:
        """Support of the one KPI's levels; None for documents without one."""
        return None if self.kpi is None else Evidence(self, self.kpi)

    @property
    def support(self) -> list[Support]:
        """Levels against narratives, for each quarter that has one."""
        return [] if self.evidence is None else self.evidence.support

    @cached_property
    def fiscal_year(self) -> int | None:
        """The Buddhist fiscal year that the document reports, None where nothing tells."""
        year = getattr(self.record, "fiscal_year", None)
        return int(year) if year and str(year).isdigit() else None

    def quarter_of(self, claim: ReadClaim) -> tuple[date, date] | None:
        """Return first and last day of the quarter that reports a claim."""
        if claim.quarter is None or self.fiscal_year is None:
            return None
        return quarter_bounds(self.fiscal_year, claim.quarter)

    def statement_at(self, at: int) -> ReadStatement | None:
        """Return the statement that holds a clean offset."""
        index = bisect_right(self._statement_starts, at) - 1
        statement = self.statements[index] if index >= 0 else None
        return statement if statement is not None and at < statement.span[1] else None

    @cached_property
    def _statement_starts(self) -> list[int]:
        return [statement.span[0] for statement in self.statements]

    @cached_property
    def claims_in(self) -> dict[str, list[ReadClaim]]:
        """The dates and references of each statement, by the statement's id."""
        found: dict[str, list[ReadClaim]] = defaultdict(list)
        for claim in self.of_kind("date", "reference"):
            statement = self.statement_at(claim.span[0])
            if statement is not None:
                found[statement.id].append(claim)
        return found

    @cached_property
    def pending(self) -> list[ReadStatement]:
        """The statements of something particular in progress, in reading order."""
        return [s for s in self.statements if s.status == "in_progress" and not s.blanket]

    def full_quarters(self, kpi: KpiView) -> list[int]:
        """Return the quarters that claim full achievement, by result or in words.

        Where no quarter says what it reached, the header's result is that of the last one told.
        """
        found = {quarter.quarter for quarter, value in kpi.results if kpi.is_full(value)}
        top = kpi.top_level
        has_said = bool(kpi.results)
        for claim in self.of_kind("level", "result"):
            told = claim.unit == "level" and claim.section != "table" and not claim.threshold
            has_said |= told and claim.quarter is not None
            if told and claim.quarter and top is not None and claim.value == str(top):
                found.add(claim.quarter)
        achieved = kpi.value("achieved.value")
        narrated = [each.quarter for each in kpi.fields.quarters if each.narrative]
        if not has_said and narrated and achieved is not None and kpi.is_full(achieved):
            found.add(narrated[-1])
        return sorted(found)
