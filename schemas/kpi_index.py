"""A department's list of KPIs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.kpi_report import KpiFields, RecordBase


class KpiIndex(RecordBase):
    """A page that lists the KPIs of one department, each with its quarters.

    Also a file that binds several reports; each of them is read and judged by itself.
    """

    kind: Literal["kpi_index"] = "kpi_index"
    title: str | None = None
    agency: str | None = None
    department_code: str | None = Field(default=None, description="Eight digits.")
    fiscal_year: str | None = None
    fiscal_year_basis: Literal["printed", "inferred"] | None = None
    items: list[KpiFields] = Field(default_factory=list)
