"""A department's list of KPIs printed as one table: a row for each KPI, its quarters as columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.kpi_parts import unit_kind
from extractors.layouts.parts.titles import read_title
from extractors.layouts.parts.wording import lenient
from extractors.layouts.tables.cells import Grid, GridCell
from extractors.layouts.tables.columns import head_rows, role_of
from extractors.layouts.tables.items import claim_figure
from extractors.layouts.tables.rows import captions
from extractors.thai.numerals import ascii_digits
from schemas.kpi_index import KpiIndex
from schemas.kpi_report import KpiFields
from schemas.section import Section
from schemas.text import Span

_QUARTER = re.compile(
    lenient(r"(?:ไตรมาส\s*(?:ที่)?|Q(?:uarter)?)\s*(?P<n>[1-4๑-๔])(?![0-9๐-๙])"), re.IGNORECASE
)
_FEWEST_QUARTERS = 2
_KPI = re.compile(lenient("ตัวชี้วัด"))
_PLANNED = re.compile(lenient("(?:ค่า)?เป้าหมาย|แผน"))
"""Over a column of a quarter: what is to come, no result."""
_Columns = dict[str, int]
"""What a column holds (title, target, quarter.2 …) -> its number."""


@dataclass(frozen=True, slots=True)
class ListTable:
    """The list's table: how many rows head it, and what its columns hold."""

    grid: Grid
    head: int
    columns: _Columns
    start: int
    """Where the heads begin in clean text: a sheet's titles stand in the grid above them."""

    def span(self, row: int, name: str) -> Span | None:
        """Return the range of a row's cell, None where it is empty or not there."""
        cell = self.grid.at(row, self.columns[name]) if name in self.columns else None
        return cell.span if cell is not None and cell.row == row else None


def find_list(source: Source) -> ListTable | None:
    """Return the first table whose columns are a KPI's name, its target, and two quarters."""
    for grid in source.grids:
        head, roles = head_rows(grid)
        if not head:
            continue
        head = _whole_head(grid, head)
        columns: _Columns = {}
        for column in range(grid.width):
            cells = [cell for row in range(head) if (cell := grid.at(row, column)) is not None]
            text = " ".join(
                dict.fromkeys(cell.text for cell in cells if not _is_caption(cell, grid))
            )
            match = None if _PLANNED.search(text) else _QUARTER.search(text)
            role = (
                f"quarter.{ascii_digits(match['n'])}" if match else roles[column] or role_of(text)
            )
            if role is not None:
                columns.setdefault(role, column)
        quarters = sum(name.startswith("quarter.") for name in columns)
        if quarters >= _FEWEST_QUARTERS and {"title", "target"} <= columns.keys():
            first = captions(grid, head)
            cells = [cell for row in range(first, head) for cell in grid.own(row)]
            start = min(cell.span[0] for cell in cells if cell.span)
            return ListTable(grid, head, columns, start)
    return None


def names_quarters_of_kpis(table: ListTable) -> bool:
    """Tell whether the heads themselves say that each row is a KPI, with all four quarters."""
    title = table.grid.at(table.head - 1, table.columns["title"])
    quarters = sum(name.startswith("quarter.") for name in table.columns)
    return title is not None and _KPI.search(title.text) is not None and quarters == 4


def _is_caption(cell: GridCell, grid: Grid) -> bool:
    return cell.column_span >= grid.width


def _whole_head(grid: Grid, count: int) -> int:
    """Return the head's rows with those below that only number quarters under one heading."""
    reach = max(
        (cell.row + cell.row_span for row in range(count) for cell in grid.own(row)), default=0
    )
    return min(max(count, reach), len(grid.rows) - 1)


def read_list_table(source: Source, reading: Reading, record: KpiIndex, table: ListTable) -> None:
    """Put each row that names a KPI into the list."""
    reading.labels.append(table.grid.span)
    for row in range(table.head, len(table.grid.rows)):
        name = table.span(row, "title")
        figures = any(table.span(row, each) for each in table.columns if each != "title")
        if name is not None and figures:
            record.items.append(_item(source, reading, record, table, row, name))


def _item(
    source: Source, reading: Reading, record: KpiIndex, table: ListTable, row: int, name: Span
) -> KpiFields:
    item = KpiFields(
        agency=record.agency,
        fiscal_year=record.fiscal_year,
        fiscal_year_basis="printed" if record.fiscal_year else None,
    )
    number = len(record.items)
    path, section = f"items.{number}", f"item.{number + 1}"
    before = len(reading.claims)
    title = read_title(source, name)
    item.title, item.sequence = source.slice(title.span), title.sequence
    reading.fields[f"{path}.title"] = title.span or name
    if sequence := table.span(row, "sequence"):
        item.sequence = ascii_digits(source.clean[slice(*sequence)]).strip(" .)(")
        reading.fields[f"{path}.sequence"] = sequence
    for role in ("agency", "dimension"):
        if span := table.span(row, role):
            setattr(item, role, source.slice(span))
            reading.fields[f"{path}.{role}"] = span
    if unit := table.span(row, "unit"):
        item.unit_text = source.slice(unit)
        item.unit = unit_kind(item.unit_text)
        reading.fields[f"{path}.unit_text"] = unit
    for field, role in (("target", "target"), ("achieved", "result")):
        amount, span = getattr(item, field), table.span(row, role)
        kind = "target" if field == "target" else "achieved"
        amount.value = claim_figure(source, reading, kind, f"{path}.{field}.value", span, section)  # type: ignore[arg-type]
        amount.text = source.slice(span)
        amount.unit, amount.unit_text = item.unit, item.unit_text
    if weight := table.span(row, "weight"):
        item.weight = claim_figure(source, reading, "weight", f"{path}.weight", weight, section)
    for quarter in item.quarters:
        at = f"{path}.quarters.{quarter.quarter - 1}.result"
        span = table.span(row, f"quarter.{quarter.quarter}")
        quarter.result = claim_figure(source, reading, "result", at, span, section)
        _number(reading.claims, at, quarter.quarter)
    for claim in reading.claims[before:]:
        claim.unit, claim.notes = item.unit, {"item": number}
    reading.sections.append(Section(name=section, heading=name, body=name))
    reading.quiet.append(name)
    return item


def _number(claims: list[FieldClaim], path: str, quarter: int) -> None:
    if claims and claims[-1].field == path:
        claims[-1].quarter = quarter
