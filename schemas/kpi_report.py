"""The report of one KPI: target, result, four quarters, ladder, evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from schemas.place import Place

Unit = Literal["percent", "level", "count", "score", "percentile", "other"]
KpiType = Literal["strategic", "routine", "negotiated"]
ResultLevel = Literal["output", "outcome"]
Number = str
"""A number as printed: ASCII digits, no thousands separators, decimals as printed."""


class Amount(BaseModel):
    """A target or a result with its unit, as printed."""

    value: Number | None = None
    unit: Unit | None = None
    unit_text: str | None = None
    text: str | None = Field(default=None, description="The printed words it was read from.")


class Inspection(BaseModel):
    """The line of the strategy office (สยป.): its evaluation and the quarter that it names."""

    quarter: int | None = None
    value: Number | None = None


class Level(BaseModel):
    """A step of the KPI's ladder (ระดับความสำเร็จ)."""

    level: int
    criterion: str | None = None
    percent: Number | None = None
    points: Number | None = None


class Quarter(BaseModel):
    """One quarter: result, overall evaluation, its two components, narrative."""

    quarter: int
    result: Number | None = None
    evaluation: Number | None = None
    evaluation_2_1: Number | None = None
    evaluation_2_2: Number | None = None
    narrative: str | None = None


class Strategy(BaseModel):
    """A line of the strategy tree that the KPI serves."""

    code: str | None = None
    text: str | None = None


class Criterion(BaseModel):
    """A scoring criterion: the score that a threshold earns."""

    score: Number | None = None
    threshold: Number | None = None
    text: str | None = None


class Signature(BaseModel):
    """The signature block; `signed` is false where name or position is left blank."""

    signed: bool | None = None
    name: str | None = None
    position: str | None = None


def four_quarters() -> list[Quarter]:
    """Return the four empty quarters that every report has."""
    return [Quarter(quarter=number) for number in (1, 2, 3, 4)]


class Leftover(BaseModel):
    """Text that no field, claim or furniture accounts for; kept so that nothing is dropped."""

    heading: str | None = None
    text: str
    location: Place | None = None


class RecordBase(BaseModel):
    """What every record has: places of its fields, recognised furniture, and the rest."""

    fields: dict[str, Place] = Field(default_factory=dict, description="Field path: its place.")
    furniture: list[Place] = Field(
        default_factory=list, description="Labels, headings, navigation and running heads."
    )
    leftover: list[Leftover] = Field(default_factory=list)


class KpiFields(BaseModel):
    """The fields of a KPI, alone or as an item of an index or a scorecard."""

    title: str | None = None
    sequence: str | None = Field(
        default=None, description="The KPI's list number, as '2' or '5.2'."
    )
    kpi_code: str | None = None
    agency: str | None = None
    fiscal_year: str | None = Field(default=None, description="Buddhist era, by its ending year.")
    fiscal_year_basis: Literal["printed", "inferred"] | None = None
    kpi_type: KpiType | None = None
    result_level: ResultLevel | None = None
    unit: Unit | None = None
    unit_text: str | None = None
    target: Amount = Field(default_factory=Amount)
    achieved: Amount = Field(default_factory=Amount)
    inspection: Inspection = Field(default_factory=Inspection)
    levels: list[Level] = Field(default_factory=list)
    quarters: list[Quarter] = Field(default_factory=four_quarters)
    definition: str | None = None
    calculation: str | None = None
    data_sources: str | None = None
    evidence: list[str] = Field(default_factory=list)
    strategies: list[Strategy] = Field(default_factory=list)
    supporting_factors: str | None = None
    obstacles: str | None = None
    summary: str | None = None
    responsible: str | None = None
    projects: list[str] = Field(default_factory=list)
    weight: Number | None = None
    criteria: list[Criterion] = Field(default_factory=list)
    score: Number | None = None
    weighted_score: Number | None = None
    signature: Signature = Field(default_factory=Signature)
    dimension: str | None = Field(default=None, description="Dimension (มิติ) in a department list.")


class KpiReport(KpiFields, RecordBase):
    """A document that reports one KPI."""

    kind: Literal["kpi_report"] = "kpi_report"
