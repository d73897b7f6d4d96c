"""The progress page of one project."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from schemas.kpi_report import Inspection, Number, RecordBase


class TextSection(BaseModel):
    """A heading and its text."""

    heading: str | None = None
    text: str | None = None


class ProjectReport(RecordBase):
    """A project's progress, its office, contact and rationale."""

    kind: Literal["project_report"] = "project_report"
    title: str | None = None
    project_code: str | None = None
    agency: str | None = None
    fiscal_year: str | None = None
    fiscal_year_basis: Literal["printed", "inferred"] | None = None
    progress_percent: Number | None = None
    inspection: Inspection = Field(default_factory=Inspection)
    contact: str | None = None
    rationale: str | None = None
    sections: list[TextSection] = Field(default_factory=list)
