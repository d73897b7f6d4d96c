"""The record of a document: one of the kinds, told apart by `kind`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.kpi_index import KpiIndex
from schemas.kpi_report import KpiReport
from schemas.lesson_summary import LessonSummary
from schemas.method_deck import MethodDeck
from schemas.project_report import ProjectReport
from schemas.scorecard import Scorecard, TableRecord, UnknownRecord

Record = Annotated[
    KpiReport
    | KpiIndex
    | ProjectReport
    | Scorecard
    | TableRecord
    | LessonSummary
    | MethodDeck
    | UnknownRecord,
    Field(discriminator="kind"),
]
