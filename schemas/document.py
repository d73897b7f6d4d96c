"""A document as a reader hands it on: pages of raw text with places, tables, and how it was read.

Plain dataclasses: they live inside one process and are never written; what is kept of them is in
`schemas.text.PageText` and in the record's `document` block.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from schemas.place import Box

Grade = Literal["good", "fair", "poor"]
TextLayer = Literal["native", "ocr", "mixed", "none"]


def content_id(data: bytes | memoryview) -> str:
    """Return the name of a content: the SHA-256 of its bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(slots=True)
class Cell:
    """A cell of a table; its text is `page.text[start:end]` of page number `page`."""

    row: int
    column: int
    page: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    bbox: Box | None = None


@dataclass(slots=True)
class Table:
    """A table in reading order; rows and columns count from 0. A table over pages is one table."""

    cells: list[Cell] = field(default_factory=list)
    bbox: Box | None = None

    @property
    def row_count(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def column_count(self) -> int:
        return max((cell.column + cell.column_span for cell in self.cells), default=0)


@dataclass(slots=True)
class Page:
    """One page: `text` is the raw text that every place indexes into.

    Raw text: after decoding, mojibake decoding and the character-level PDF rules; lines end with
    "\\n". `line_boxes` and `char_boxes` exist in paged media only. `char_boxes` holds four floats
    (x0, top, x1, bottom) per code point of `text`; NaN where a character has no ink.
    """

    number: int
    text: str
    width: float | None = None
    height: float | None = None
    char_boxes: array[float] | None = None
    printed_number: str | None = None
    text_layer: TextLayer = "native"
    grade: Grade = "good"
    doubts: dict[str, float] = field(default_factory=dict)
    furniture: list[tuple[int, int]] = field(default_factory=list)
    """Raw ranges that the reader knows to be running heads, page numbers or navigation."""
    soft_breaks: list[int] = field(default_factory=list)
    """Raw offsets of those "\\n" that only wrap a printed line (the paragraph goes on)."""

    def box(self, start: int, end: int) -> Box | None:
        """Return the box around the ink of a raw range, None where there is none."""
        boxes = self.char_boxes
        if boxes is None or end <= start:
            return None
        part = boxes[4 * start : 4 * end]
        x0 = [x for x in part[0::4] if x == x]
        if not x0:
            return None
        top, x1, bottom = ([x for x in part[k::4] if x == x] for k in (1, 2, 3))
        return (round(min(x0), 2), round(min(top), 2), round(max(x1), 2), round(max(bottom), 2))


@dataclass(slots=True)
class Document:
    """The bytes of one document, read."""

    id: str
    """`content_id` of the bytes."""
    source: str
    media_type: str
    pages: list[Page]
    encoding: str | None = None
    text_layer: TextLayer = "native"
    tables: list[Table] = field(default_factory=list)
    repairs: Counter[str] = field(default_factory=Counter)
    title: str | None = None
    """What the medium itself calls the document (an HTML <title>, a mail's subject)."""
    notes: list[str] = field(default_factory=list)
    """What a reader must tell the user, each `CODE: text` (see `schemas.errors`)."""
