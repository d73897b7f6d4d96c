"""A document of no known family: its text is kept, and nothing in it is judged as a KPI."""

from __future__ import annotations

from extractors.layouts.base import Reading, Source
from schemas.scorecard import UnknownRecord
from schemas.section import Section

LONGEST_TITLE = 200
"""Characters; a longer first line is a paragraph, not a title."""


class Unknown:
    """What no other layout recognises."""

    name = "unknown"

    def recognise(self, source: Source) -> float:
        """Return a little more than nothing, so that any real recognition wins."""
        return 0.05

    def extract(self, source: Source) -> Reading:
        """Return the title; all the rest stays in the record's leftover, its facts are listed."""
        title = source.document.title
        record = UnknownRecord(title=" ".join(title.split()) if title and title.strip() else None)
        reading = Reading(record)
        if source.lines:
            first = source.lines[0]
            span = source.strip(first.start, first.end)
            text = source.slice(span)
            if span and text and len(text) <= LONGEST_TITLE and record.title in (None, text):
                record.title = text
                reading.fields["title"] = span
                reading.sections.append(Section(name="title", heading=span))
                reading.quiet.append(span)
        body = source.strip(0, len(source.clean))
        if body is not None:
            reading.sections.append(Section(name="text", body=body))
        return reading


LAYOUT = Unknown()
