"""Parts of a KPI put into its record, each with its place, its labels and what stays quiet."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.layouts.base import Reading, Source
from extractors.layouts.parts.agency import find_agency
from extractors.layouts.parts.ladder import read_levels
from extractors.layouts.parts.list_table import read_list_table
from extractors.layouts.parts.lists import read_items, read_strategies
from extractors.layouts.parts.thresholds import read_criteria
from extractors.layouts.parts.titles import read_title
from extractors.layouts.parts.years import (
    dated_narratives,
    infer_fiscal_year,
    printed_fiscal_year,
    running_fiscal_year,
)
from schemas.kpi_report import KpiFields, Strategy
from schemas.text import Span


def fill_title(
    source: Source, reading: Reading, record: KpiFields, body: Span, prefix: str = ""
) -> None:
    """Fill title, sequence and the leading year; the whole range makes no claims.

    `prefix` leads the record's paths, as `items.2.` for a KPI of a list.
    """
    title = read_title(source, body)
    record.title, record.sequence = source.slice(title.span), title.sequence
    places = {"title": title.span, "sequence": title.sequence_span}
    if title.fiscal_year:
        record.fiscal_year, record.fiscal_year_basis = title.fiscal_year, "printed"
        places["fiscal_year"] = title.fiscal_year_span
    for name, span in places.items():
        if span is not None:
            reading.fields[prefix + name] = span
    reading.labels.append(body)
    reading.quiet.append(body)


def fill_agency(source: Source, reading: Reading, record: KpiFields, end: int) -> None:
    """Fill the office that the head before a place names."""
    span = find_agency(source, 0, end)
    if span is not None and record.agency is None:
        record.agency = source.slice(span)
        reading.fields["agency"] = span


def fill_strategies(
    source: Source, reading: Reading, record: KpiFields, body: Span, prefix: str = ""
) -> None:
    """Fill the lines of the strategy tree; codes and numbers in them make no claims."""
    parts = read_strategies(source, body)
    record.strategies = [Strategy(code=part.code, text=part.text) for part in parts]
    for index, part in enumerate(parts):
        path = f"{prefix}strategies.{index}"
        reading.fields[f"{path}.text"] = part.text_span or part.span
        if part.code_span:
            reading.fields[f"{path}.code"] = part.code_span
    reading.labels.append(body)
    reading.quiet.append(body)


def fill_items(source: Source, reading: Reading, name: str, body: Span) -> list[str]:
    """Return a list's items; their marks, and words before the first one, are labels."""
    items = read_list_table(source, body) or read_items(source, body)
    for index, item in enumerate(items):
        reading.fields[f"{name}.{index}"] = item.span
        if item.mark is not None:
            reading.labels.append(item.mark)
            reading.quiet.append(item.mark)
    if items and (head := source.strip(body[0], items[0].span[0])):
        reading.labels.append(head)
    return [source.slice(item.span) or "" for item in items]


def fill_levels(
    source: Source,
    reading: Reading,
    record: KpiFields,
    bodies: Iterable[Span | None],
    prefix: str = "",
) -> None:
    """Fill the ladder from the definition's and the calculation's ranges, in that order."""
    for index, step in enumerate(read_levels(source, bodies)):
        record.levels.append(step.fields(source))
        path = f"{prefix}levels.{index}"
        places = {
            "criterion": step.criterion,
            "percent": step.percent_span,
            "points": step.points_span,
        }
        for name, span in places.items():
            if span is not None:
                reading.fields[f"{path}.{name}"] = span


def fill_criteria(
    source: Source,
    reading: Reading,
    record: KpiFields,
    bodies: Iterable[Span | None],
    prefix: str = "",
) -> None:
    """Fill the scores' thresholds from the first range that prints them."""
    for body in bodies:
        parts = read_criteria(source, body) if body is not None else []
        for index, part in enumerate(parts):
            record.criteria.append(part.fields(source))
            reading.fields[f"{prefix}criteria.{index}.threshold"] = part.span
        if parts:
            return


def fill_fiscal_year(
    source: Source, reading: Reading, record: KpiFields, heads: Iterable[Span]
) -> None:
    """Fill a year that no field printed: from heads, running heads or the narratives' dates."""
    if record.fiscal_year is not None:
        return
    printed = printed_fiscal_year(source, heads)
    if printed is not None:
        record.fiscal_year, reading.fields["fiscal_year"] = printed
    else:
        record.fiscal_year = running_fiscal_year(source)
    record.fiscal_year_basis = "printed" if record.fiscal_year else None
    if record.fiscal_year is None:
        record.fiscal_year = infer_fiscal_year(dated_narratives(source, reading.sections))
        record.fiscal_year_basis = "inferred" if record.fiscal_year else None
