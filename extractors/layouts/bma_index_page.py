"""A department's list of KPIs: each with dimension, title, type, strategy, unit, target, table.

An item has no mark of its own. Its labels (unit, target, result) stand together and are found
first; its table follows them, and what lies between the table before and its labels is its head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.index_heading import CODE, read_heading
from extractors.layouts.index_item import DIMENSION, read_item_head
from extractors.layouts.index_table import find_list, names_quarters_of_kpis, read_list_table
from extractors.layouts.kpi_parts import unit_kind
from extractors.layouts.labels import NUMBER, flex
from extractors.layouts.quarter_row import QuarterRow
from extractors.layouts.quarter_table import HEAD, read_quarter_table
from extractors.layouts.tables.foreign import is_foreign
from extractors.thai.numerals import ParsedNumber, parse_number
from schemas.kpi_index import KpiIndex
from schemas.kpi_report import Amount, KpiFields
from schemas.section import Section
from schemas.text import Span

_COLON = r"\s{0,3}[:：]"
_LABEL = re.compile(
    rf"(?:(?<=[\s|*>])|(?<![\s\S]))(?:(?P<unit>{flex('หน่วยนับ')}|{flex('หน่วยวัด')})"
    rf"|(?P<target>(?:{flex('ค่า')})?{flex('เป้าหมาย')})"
    rf"|(?P<achieved>{flex('ผลงาน')}(?:{flex('ที่ทำได้')})?)){_COLON}"
)
_LONGEST_LABEL = 120


@dataclass(slots=True)
class _Block:
    """The labels of one item with their places."""

    labels: dict[str, Span] = field(default_factory=dict)

    @property
    def start(self) -> int:
        return min(span[0] for span in self.labels.values())


class BmaIndexPage:
    """The layout `bma_index_page`."""

    name = "bma_index_page"

    def recognise(self, source: Source) -> float:
        blocks = _blocks(source)
        whole = [block for block in blocks if {"unit", "target"} <= block.labels.keys()]
        if not whole:
            return self._recognise_table(source)
        before = source.clean[: whole[0].start]
        marks = (
            CODE.search(before) is not None,
            DIMENSION.search(before) is not None,
            HEAD.search(source.clean, whole[0].start) is not None,
            len(whole) > 1,
        )
        return 0.2 + 0.2 * sum(marks) if any(marks[:3]) else 0.2

    def _recognise_table(self, source: Source) -> float:
        """Return how sure a table is the list: by a department's code above it, or by its heads."""
        table = find_list(source)
        if table is None:
            return 0.0
        if CODE.search(source.clean, 0, table.start) is not None:
            return 0.7
        return 0.66 if names_quarters_of_kpis(table) and not is_foreign(source) else 0.0

    def extract(self, source: Source) -> Reading:
        record = KpiIndex()
        reading = Reading(record)
        table = None if _blocks(source) else find_list(source)
        if table is not None:
            self._rest(source, reading, table.grid.span[1])
            read_heading(source, reading, record, table.start, tabular=True)
            read_list_table(source, reading, record, table)
            return reading
        blocks = [block for block in _blocks(source) if len(block.labels) > 1]
        clean = source.clean
        first = blocks[0].start if blocks else len(clean)
        at = read_heading(source, reading, record, first)
        dimension: str | None = None
        for number, block in enumerate(blocks):
            stop = blocks[number + 1].start if number + 1 < len(blocks) else len(clean)
            head = source.strip(at, block.start) or (block.start, block.start)
            item, at = self._item(source, reading, number, head, block, stop)
            item.dimension = item.dimension or dimension
            dimension = item.dimension
            item.agency, item.fiscal_year = record.agency, item.fiscal_year or record.fiscal_year
            item.fiscal_year_basis = "printed" if item.fiscal_year else None
            record.items.append(item)
        self._rest(source, reading, at)
        return reading

    def _item(
        self, source: Source, reading: Reading, number: int, head: Span, block: _Block, stop: int
    ) -> tuple[KpiFields, int]:
        """Read one item; return it and where its table ends."""
        item = KpiFields()
        path = f"items.{number}"
        section = f"item.{number + 1}"
        title = read_item_head(source, reading, item, path, head)
        ends = sorted(span[0] for span in block.labels.values())
        table_head = HEAD.search(source.clean, max(s[1] for s in block.labels.values()), stop)
        table_head_start = table_head.start() if table_head else stop
        at = block.start
        whole: dict[str, Span] = {}
        for name in sorted(block.labels, key=lambda key: block.labels[key]):
            label = block.labels[name]
            limit = min([*(s for s in ends if s > label[0]), table_head_start])
            value = _value(source, label[1], limit)
            reading.labels.append(label)
            at = max(at, label[1])
            if value is None:
                continue
            at = max(at, value[1])
            if name == "unit":
                item.unit_text = source.slice(value)
                item.unit = unit_kind(item.unit_text)
                reading.fields[f"{path}.unit_text"] = value
                continue
            whole[name] = (label[0], value[1])
            setattr(item, name, self._amount(source, reading, whole[name], value, f"{path}.{name}"))
        for name, span in whole.items():
            self._claim_amount(reading, item, number, name, span)
        rows = read_quarter_table(source, at, stop)
        end = self._table(source, reading, item, number, rows, (at, stop))
        body = source.strip(head[0], max(end, at))
        reading.sections.append(Section(name=section, heading=title, body=body))
        return item, max(end, at)

    def _amount(
        self, source: Source, reading: Reading, whole: Span, value: Span, path: str
    ) -> Amount:
        amount = Amount(text=source.slice(whole))
        reading.labels.append(whole)
        number = re.compile(NUMBER).search(source.clean, *value)
        parsed = parse_number(number.group().rstrip(",")) if number else None
        if number is not None and isinstance(parsed, ParsedNumber):
            amount.value = parsed.text
            reading.fields[f"{path}.value"] = number.span()
        return amount

    def _claim_amount(
        self, reading: Reading, item: KpiFields, number: int, name: str, span: Span
    ) -> None:
        amount: Amount = getattr(item, name)
        amount.unit, amount.unit_text = item.unit, item.unit_text
        if amount.value is None:
            return
        reading.claims.append(
            FieldClaim(
                "target" if name == "target" else "achieved",
                amount.value,
                span,
                f"item.{number + 1}",
                f"items.{number}.{name}.value",
                unit=item.unit,
                notes={"item": number},
            )
        )

    def _table(
        self,
        source: Source,
        reading: Reading,
        item: KpiFields,
        number: int,
        rows: list[QuarterRow],
        region: Span,
    ) -> int:
        """Put rows into the item; return where the table ends, its head included."""
        ends = [match.end() for match in HEAD.finditer(source.clean, *region)]
        ends = [end for end in ends if not rows or end <= rows[0].spans["quarter"][1]]
        end = max([region[0], *ends])
        for row in rows:
            end = max(end, *(span[1] for span in row.spans.values()))
            quarter, prefix = item.quarters[row.quarter - 1], f"items.{number}."
            row.fill(reading, quarter, f"item.{number + 1}", item.unit, prefix, item=number)
        table = source.strip(region[0], end)
        if table is not None:
            reading.labels.append(table)
        return end

    def _rest(self, source: Source, reading: Reading, at: int) -> None:
        """Call short lines behind the last table the page's foot; longer text stays left over."""
        for line in source.lines:
            if line.start >= at and len(line.text) <= _LONGEST_LABEL:
                reading.labels.append((line.start, line.end))


def _blocks(source: Source) -> list[_Block]:
    """Return the groups of labels in reading order; a label that comes again opens a new group."""
    blocks: list[_Block] = []
    for match in _LABEL.finditer(source.clean):
        name = match.lastgroup or ""
        if not blocks or name in blocks[-1].labels or (name == "unit" and blocks[-1].labels):
            blocks.append(_Block())
        blocks[-1].labels[name] = match.span()
    return blocks


def _value(source: Source, start: int, end: int) -> Span | None:
    """Return the first line behind a label that is not empty, up to the next label."""
    span = source.strip(start, end)
    if span is None:
        return None
    line_end = source.clean.find("\n", *span)
    return source.strip(span[0], span[1] if line_end < 0 else line_end)


LAYOUT = BmaIndexPage()
__all__ = ["LAYOUT", "BmaIndexPage"]
