"""What reading a document gives: everything that the validator needs, and nothing of the bytes.

The store keeps it, so that changed rules judge again without reading again.
"""

from __future__ import annotations

from pydantic import BaseModel, Field

from schemas.claim import ReadClaim
from schemas.document import TextLayer
from schemas.evidence import ReadStatement
from schemas.record import Record
from schemas.section import Section
from schemas.text import Text


class Extraction(BaseModel):
    """A document read: record, claims without verdicts, statements, sections, clean text."""

    document_id: str
    media_type: str
    encoding: str | None = None
    text_layer: TextLayer = "native"
    layout: str
    layout_confidence: float = Field(ge=0, le=1)
    repairs: dict[str, int] = Field(default_factory=dict)
    notes: list[str] = Field(default_factory=list)
    record: Record
    claims: list[ReadClaim] = Field(default_factory=list)
    statements: list[ReadStatement] = Field(default_factory=list)
    sections: list[Section] = Field(default_factory=list)
    text: Text
    coverage: float = Field(ge=0, le=1)
    leftover_share: float = Field(ge=0, le=1)
    parser_version: str | None = None
    reports: list[Extraction] = Field(
        default_factory=list,
        description="The reports of a file that binds several; the record lists them.",
    )
