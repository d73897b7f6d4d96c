"""What every layout sees, and what it hands on."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from schemas.claim import ClaimKind
from schemas.document import Document
from schemas.record import Record
from schemas.section import Section
from schemas.text import Span, Text

if TYPE_CHECKING:
    from extractors.layouts.tables.cells import Grid


LEADERS = re.compile(r"[.…_]{4,}|…{2,}")
"""The dots or strokes that a form prints to be written on."""


class Line(NamedTuple):
    """A logical line of the clean text, without its line end."""

    start: int
    end: int
    text: str


@dataclass
class Source:
    """A document with its clean text, as layouts read it."""

    document: Document
    text: Text

    @property
    def clean(self) -> str:
        return self.text.clean

    @cached_property
    def lines(self) -> list[Line]:
        """The logical lines that are not empty, in reading order."""
        return [
            Line(match.start(), match.end(), match.group())
            for match in re.finditer(r"[^\n]+", self.clean)
            if match.group().strip()
        ]

    @cached_property
    def grids(self) -> list[Grid]:
        """The tables that have cells: the medium's, otherwise those of separated columns."""
        from extractors.layouts.tables.cells import medium_grids
        from extractors.layouts.tables.separated import separated_grids

        return medium_grids(self) or separated_grids(self)

    def strip(self, start: int, end: int) -> Span | None:
        """Return the range without white space at its ends, None where nothing is left."""
        while start < end and self.clean[start].isspace():
            start += 1
        while end > start and self.clean[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def written(self, span: Span) -> Span | None:
        """Return what is written on leader lines (`........ กองช่าง ........`), None on empty ones."""
        start, end = span
        if lead := LEADERS.match(self.clean, start, end):
            start = lead.end()
        for tail in LEADERS.finditer(self.clean, start, end):
            if not self.clean[tail.end() : end].strip():
                end = tail.start()
        return self.strip(start, end)

    def slice(self, span: Span | None) -> str | None:
        """Return the text of a range, every run of white space as one space; None for None."""
        return None if span is None else " ".join(self.clean[span[0] : span[1]].split())


@dataclass(slots=True)
class FieldClaim:
    """A claim that a field makes (target, achieved, result, evaluation, weight …).

    `value` is in ASCII digits as printed; `span` covers the label where that stands beside it.
    """

    kind: ClaimKind
    value: str
    span: Span
    section: str
    field: str | None = None
    quarter: int | None = None
    level: int | None = None
    unit: str | None = None
    notes: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """What a layout read: the record, where its fields stand, sections and recognised labels.

    `labels` are clean ranges of headings, labels, navigation and other furniture of the form.
    `fields` maps record paths (`target.value`, `quarters.0.narrative`, `evidence.3`) to ranges of
    their values. Facts in `quiet` ranges (list numbers, codes, names) make no claims. Which facts
    of a section become claims follows from the section's name (see `extractors.claims`).
    """

    record: Record
    fields: dict[str, Span] = dataclasses.field(default_factory=dict)
    sections: list[Section] = dataclasses.field(default_factory=list)
    labels: list[Span] = dataclasses.field(default_factory=list)
    claims: list[FieldClaim] = dataclasses.field(default_factory=list)
    quiet: list[Span] = dataclasses.field(default_factory=list)


class Layout(Protocol):
    """A report family: recognises its documents by their labels and reads them."""

    name: str

    def recognise(self, source: Source) -> float:
        """Return how sure it is that the document is of this family, 0 to 1."""
        ...

    def extract(self, source: Source) -> Reading:
        """Read a document of this family."""
        ...
