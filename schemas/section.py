"""A section of a document: a heading and what stands under it."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Section(BaseModel):
    """A named part of the clean text.

    Names: title, header, inspection, table, quarter.1 … quarter.4, summary, definition,
    calculation, data_sources, strategies, projects, supporting_factors, obstacles, evidence,
    signature, slide.N, section.N, body.
    """

    name: str
    heading: tuple[int, int] | None = Field(default=None, description="Clean range of the heading.")
    body: tuple[int, int] | None = Field(default=None, description="Clean range; null when empty.")

    @property
    def quarter(self) -> int | None:
        """The quarter that a section `quarter.N` reports, otherwise None."""
        return int(self.name[-1]) if self.name.startswith("quarter.") else None
