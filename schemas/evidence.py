"""The evidence model: statements of narratives, and which level each quarter supports."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from schemas.claim import StatusValue
from schemas.place import Place

SupportState = Literal["supported", "in_progress", "not_mentioned", "unclear"]


class Statement(BaseModel):
    """One thing that a narrative says, with how far it has got."""

    id: str = Field(description="Name inside the document: s1, s2, …")
    text: str
    status: StatusValue
    quarter: int | None = None
    date: str | None = Field(default=None, description="ISO date that it names.")
    reference: str | None = Field(default=None, description="Letter or order that it names.")
    location: Place | None = None


class ReadStatement(Statement):
    """A statement with its clean range and section."""

    span: tuple[int, int]
    section: str
    blanket: bool = Field(default=False, description="Speaks of the whole KPI, not of one thing.")
    status_span: tuple[int, int] | None = Field(
        default=None, description="Clean range of the words that tell the status."
    )


class Support(BaseModel):
    """What the narratives up to a quarter say of one level's criterion."""

    quarter: int | None
    level: int
    state: SupportState
    statements: list[str] = Field(default_factory=list, description="Ids of the statements.")
