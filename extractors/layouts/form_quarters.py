"""The quarters of a printed form that stand in a table: a row each, or a column each."""

from __future__ import annotations

from extractors.layouts.base import Reading, Source
from extractors.layouts.headings import is_nothing
from extractors.layouts.parts.form_labels import FormLabel
from extractors.layouts.quarter_grid import QuarterGrid, find_quarter_grid
from schemas.kpi_report import KpiReport
from schemas.section import Section

_FEWEST = 2
"""Quarters with a result; a table of one is no table of quarters."""


def form_quarter_table(source: Source) -> QuarterGrid | None:
    """Return the table of a form's quarters, None where no table holds their results."""
    found = find_quarter_grid(source, 0, len(source.clean))
    if found is None or sum(row.result is not None for row in found.rows) < _FEWEST:
        return None
    return found


def outside(labels: list[FormLabel], table: QuarterGrid) -> list[FormLabel]:
    """Return the labels that do not stand inside a table: its heads open no sections."""
    start, end = table.span
    return [label for label in labels if label.span[1] <= start or label.span[0] >= end]


def fill_quarter_table(
    source: Source, reading: Reading, record: KpiReport, table: QuarterGrid
) -> None:
    """Put a table's quarters into the record, each narrative as a section of its own."""
    reading.labels.append(table.span)
    reading.sections.append(Section(name="table", body=table.span))
    for row in table.rows:
        quarter = record.quarters[row.quarter - 1]
        row.fill(reading, quarter, "table", record.unit)
        told = row.spans.get("narrative")
        if told is not None and not is_nothing(source.clean[told[0] : told[1]]):
            quarter.narrative = source.slice(told)
            reading.fields[f"quarters.{row.quarter - 1}.narrative"] = told
            reading.sections.append(Section(name=f"quarter.{row.quarter}", body=told))
