"""A finding: a flag with its evidence; and what each rule came to."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from schemas.place import Place

Severity = Literal["error", "warning", "notice"]
Outcome = Literal["ok", "flagged", "not_checkable", "failed"]


class Finding(BaseModel):
    """What does not hold, where it stands, and what the recomputation gives."""

    code: str
    key: str = Field(description="Its code and the keys of its claims.")
    name: str
    severity: Severity
    changes_score: bool = Field(description="Does the KPI's level, score or result change?")
    message: str
    message_th: str
    quarter: int | None = None
    level: int | None = None
    expected: str | None = None
    actual: str | None = None
    claims: list[str] = Field(default_factory=list)
    related: list[str] = Field(default_factory=list, description="Keys of findings that follow.")
    locations: list[Place] = Field(default_factory=list)

    def reading_order(self) -> tuple[int, int, str, str]:
        """Return its place among a document's findings: page, start, code, key."""
        if not self.locations:
            return (0, 0, self.code, self.key)
        first = self.locations[0]
        return (first.page, first.start, self.code, self.key)


class Check(BaseModel):
    """What one rule came to on one document."""

    code: str
    outcome: Outcome
    reason: str | None = None
