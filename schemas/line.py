"""A line of records.jsonl: one document, read and judged."""

from __future__ import annotations

from pydantic import BaseModel, Field

from schemas.claim import Claim
from schemas.document import TextLayer
from schemas.evidence import Statement, Support
from schemas.finding import Check, Finding
from schemas.record import Record


class DocumentInfo(BaseModel):
    """Which bytes were read, and how."""

    id: str | None = Field(
        description="SHA-256 of the bytes, hexadecimal; null where there were none to be had."
    )
    sources: list[str] = Field(description="Paths or addresses, first seen first.")
    source: str
    media_type: str | None = None
    layout: str | None = None
    layout_confidence: float | None = None
    pages: int | None = None
    encoding: str | None = None
    text_layer: TextLayer | None = None
    coverage: float | None = None
    leftover_share: float | None = None
    repairs: dict[str, int] = Field(default_factory=dict)
    fetched_at: str | None = None
    parser_version: str | None = None
    notes: list[str] = Field(default_factory=list)


class LineError(BaseModel):
    """Why the bytes could not be opened or read at all."""

    code: str
    message: str


class Line(BaseModel):
    """One document: what it is, what it says, what holds."""

    document: DocumentInfo
    error: LineError | None = None
    record: Record | None = None
    claims: list[Claim] = Field(default_factory=list)
    statements: list[Statement] = Field(default_factory=list)
    support: list[Support] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)
    checks: list[Check] = Field(default_factory=list)
