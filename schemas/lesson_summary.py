"""What a person sums up of a course: no KPI is reported here."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from schemas.kpi_report import RecordBase


class Lesson(BaseModel):
    """A numbered section with its items."""

    number: str | None = None
    heading: str | None = None
    items: list[str] = Field(default_factory=list)


class LessonSummary(RecordBase):
    """A summary of a course by one participant."""

    kind: Literal["lesson_summary"] = "lesson_summary"
    title: str | None = None
    course_number: str | None = None
    course: str | None = None
    class_number: str | None = None
    year: str | None = None
    completed_on: str | None = Field(default=None, description="ISO date.")
    sections: list[Lesson] = Field(default_factory=list)
    author: str | None = None
    position: str | None = None
