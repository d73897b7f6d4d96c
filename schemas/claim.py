"""A claim: one statement of a document that can be held against the rest of it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from schemas.place import Place

ClaimKind = Literal[
    "percent", "count", "total", "level", "score", "points", "weight", "ratio", "result",
    "evaluation", "target", "achieved", "date", "reference", "status", "list_count",
]  # fmt: skip
Verdict = Literal["verified", "contradicted", "unsupported", "not_checkable"]
StatusValue = Literal["done", "in_progress", "planned", "unknown"]


class Claim(BaseModel):
    """A claim as it is written out.

    `value`: numbers in ASCII digits as printed, dates in ISO form, ratios `70:20:10`, a status word.
    """

    id: str = Field(description="Name of the claim inside its document: c1, c2, …")
    key: str = Field(
        description="Name across runs: KPI, year, kind, quarter, level, field, ordinal."
    )
    kind: ClaimKind
    text: str = Field(description="The words that make the claim, clean.")
    value: str | None
    unit: str | None = None
    quarter: int | None = None
    level: int | None = None
    verdict: Verdict = "not_checkable"
    computation: str | None = Field(default=None, description="How the verdict was reached.")
    assumption: str | None = Field(default=None, description="What had to be assumed, or why not.")
    inputs: list[str] = Field(default_factory=list, description="Ids of the claims computed with.")
    location: Place | None = None
    locations: list[Place] = Field(default_factory=list)


class ReadClaim(Claim):
    """A claim with what the reading knows of its surroundings; the validator works on these."""

    span: tuple[int, int] = Field(description="Clean range of the words that make the claim.")
    section: str = Field(description="Name of the section it stands in (see `Section`).")
    sentence: int = Field(default=0, description="Number of the sentence in the document.")
    field: str | None = Field(default=None, description="Record path, where it fills a field.")
    noun: str | None = Field(default=None, description="What is counted or measured.")
    batch: int | None = Field(default=None, description="Batch (รุ่นที่) that a count is about.")
    threshold: bool = Field(default=False, description="A bound to reach, not a result.")
    notes: dict[str, Any] = Field(default_factory=dict, description="Facts of this kind only.")
