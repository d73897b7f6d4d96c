"""A case with what several rules and the verdicts ask: bases, support of levels, dates in quarters."""

from __future__ import annotations

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
        return next((s for s in self.statements if s.span[0] <= at < s.span[1]), None)

    def full_quarters(self, kpi: KpiView) -> list[int]:
        """Return the quarters that claim full achievement, by result or in words."""
        found = {quarter.quarter for quarter, value in kpi.results if kpi.is_full(value)}
        top = kpi.top_level
        for claim in self.of_kind("level", "result"):
            told = claim.unit == "level" and claim.section != "table" and not claim.threshold
            if told and claim.quarter and top is not None and claim.value == str(top):
                found.add(claim.quarter)
        return sorted(found)
