"""A place on a page: where a value stands, by raw text offsets and, in paged media, by its box."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points (1/72 inch) from the page's upper left corner."""


class Place(BaseModel):
    """A slice of one page's raw text.

    `start` and `end` count Unicode code points of the page's raw text; `quote` is exactly that slice.
    """

    model_config = ConfigDict(frozen=True)

    page: int = Field(description="Number of the page, from 1.")
    start: int = Field(description="First code point of the slice in the page's raw text.")
    end: int = Field(description="Code point after the slice.")
    bbox: Box | None = Field(default=None, description="Box of the slice's ink; null without one.")
    quote: str = Field(description="The raw text of the slice, unchanged.")
