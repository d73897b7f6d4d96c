"""Tables and forms of several KPIs, a person's form, and tables of any kind."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from schemas.kpi_report import KpiFields, Number, RecordBase


class Competency(BaseModel):
    """A competency: the level expected, the level shown, the points earned."""

    name: str | None = None
    expected: Number | None = None
    shown: Number | None = None
    points: Number | None = None


class Scorecard(RecordBase):
    """Several KPIs with weights and scores."""

    kind: Literal["scorecard"] = "scorecard"
    title: str | None = None
    agency: str | None = None
    fiscal_year: str | None = None
    fiscal_year_basis: Literal["printed", "inferred"] | None = None
    round: str | None = Field(default=None, description="6, 9 or 12 months.")
    person: str | None = None
    items: list[KpiFields] = Field(default_factory=list)
    competencies: list[Competency] = Field(default_factory=list)
    total_weight: Number | None = None
    total_score: Number | None = None
    band: str | None = None


class TableRecord(RecordBase):
    """A table that is no scorecard: its printed totals and shares are recomputed."""

    kind: Literal["table"] = "table"
    title: str | None = None
    columns: list[str] = Field(default_factory=list)
    rows: list[list[str | None]] = Field(default_factory=list)
    totals: list[list[str | None]] = Field(default_factory=list)
    fiscal_year: str | None = None
    fiscal_year_basis: Literal["printed", "inferred"] | None = None


class UnknownRecord(RecordBase):
    """A document of no known family: its text is kept, nothing is judged as a KPI."""

    kind: Literal["unknown"] = "unknown"
    title: str | None = None
