"""Rows of a score table put into a scorecard, each figure with its place and its claim."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.headings import is_nothing
from extractors.layouts.labels import NUMBER
from extractors.layouts.parts.titles import read_title
from extractors.layouts.parts.units import unit_kind
from extractors.layouts.tables.columns import squash
from extractors.layouts.tables.rows import CardRow, CardTable
from extractors.thai.numerals import ParsedNumber, ascii_digits, parse_number
from schemas.claim import ClaimKind
from schemas.kpi_report import Amount, Criterion, KpiFields
from schemas.scorecard import Scorecard
from schemas.text import Span

_NUMBER = re.compile(rf"(?<![0-9๐-๙.,/]){NUMBER}(?![/0-9๐-๙])")
_PERCENT = re.compile(r"ร้?อยละ|%|เปอร์เซ็?น")


_TICK = re.compile(r"[✓✔√☑☒/xX●\uf052\uf0fe\uf0fc]")


class Figure(NamedTuple):
    """The one number of a cell, in ASCII digits as printed, and its range."""

    value: str
    span: Span


def figure(source: Source, span: Span | None) -> Figure | None:
    """Return the number of a cell; None for an empty one, for words, for several numbers."""
    if span is None:
        return None
    # What stands outside the cell (a comma between cells) is no part of its number.
    found = list(_NUMBER.finditer(source.clean[span[0] : span[1]]))
    if len(found) != 1:
        return None
    parsed = parse_number(found[0].group().rstrip(","))
    if not isinstance(parsed, ParsedNumber):
        return None
    start = span[0] + found[0].start()
    return Figure(parsed.text, (start, start + len(found[0].group().rstrip(","))))


def claim_figure(
    source: Source, reading: Reading, kind: ClaimKind, path: str, span: Span | None, section: str
) -> str | None:
    """Read a cell's number, keep its place, claim it; return it."""
    found = figure(source, span)
    if found is None or span is None:
        return None
    reading.fields[path] = found.span
    reading.claims.append(FieldClaim(kind, found.value, span, section, path))
    return found.value


def fill_items(
    source: Source, reading: Reading, card: Scorecard, table: CardTable, section: str = "table"
) -> None:
    """Add a table's KPIs to a card; groups with a weight of their own are items too.

    An item's `dimension` is the title of the group that it stands under.
    """
    reading.labels.append(table.span)
    group: str | None = None
    weighed = False
    for row in table.rows:
        reading.labels.extend(row.spans())
        if row.kind == "total":
            _total(source, reading, card, row, section)
        elif row.kind == "group" and not figure(source, row.span("weight")):
            group, weighed = _name(row) or group, False
            reading.quiet.extend(row.spans())
        elif row.kind in ("item", "group"):
            item = _item(source, reading, len(card.items), row, table, section)
            if item is None:
                continue
            if row.kind == "group":
                group, item.dimension, weighed = item.title, None, True
            elif item.dimension is None or weighed:
                item.dimension = group
            card.items.append(item)
        else:
            reading.quiet.extend(row.spans())


def _name(row: CardRow) -> str | None:
    for role in ("title", "dimension", "job"):
        if role in row.cells and row.cells[role].text:
            return row.cells[role].text
    return row.first or None


def _item(
    source: Source, reading: Reading, number: int, row: CardRow, table: CardTable, section: str
) -> KpiFields | None:
    item = KpiFields()
    prefix = f"items.{number}."
    name = row.span("title") or row.span("job") or row.span("dimension")
    if name is None:
        return None
    title = read_title(source, name)
    item.title, item.sequence = source.slice(title.span), title.sequence
    reading.quiet.append(name)
    reading.fields[prefix + "title"] = title.span or name
    if title.sequence_span:
        reading.fields[prefix + "sequence"] = title.sequence_span
    sequence = row.span("sequence")
    if sequence is not None:
        item.sequence = ascii_digits(source.clean[slice(*sequence)]).strip(" .)(")
        reading.fields[prefix + "sequence"] = sequence
        reading.quiet.append(sequence)
    for role in ("agency", "dimension"):
        span = row.span(role)
        if span is not None and not is_nothing(source.clean[slice(*span)]):
            setattr(item, role, source.slice(span))
            reading.fields.setdefault(prefix + role, span)
            reading.quiet.append(span)
    _unit(source, reading, item, row, prefix)
    item.weight = claim_figure(
        source, reading, "weight", prefix + "weight", row.span("weight"), section
    )
    item.target.value = claim_figure(
        source, reading, "target", prefix + "target.value", row.span("target"), section
    )
    _result(source, reading, item, row, prefix, section)
    item.score = claim_figure(
        source, reading, "score", prefix + "score", row.span("score"), section
    )
    item.weighted_score = claim_figure(
        source, reading, "score", prefix + "weighted_score", row.span("weighted_score"), section
    )
    _criteria(source, reading, item, row, table, prefix)
    return item


def _unit(source: Source, reading: Reading, item: KpiFields, row: CardRow, prefix: str) -> None:
    span = row.span("unit")
    if span is not None and not is_nothing(source.clean[slice(*span)]):
        item.unit_text = source.slice(span)
        reading.fields[prefix + "unit_text"] = span
    elif item.title and _PERCENT.match(item.title):
        item.unit_text = None
    item.unit = unit_kind(item.unit_text)


def _result(
    source: Source, reading: Reading, item: KpiFields, row: CardRow, prefix: str, section: str
) -> None:
    span = row.span("result")
    item.achieved.value = claim_figure(
        source, reading, "achieved", prefix + "achieved.value", span, section
    )
    if span is not None:
        item.achieved.text = source.slice(span)
    item.achieved.unit, item.achieved.unit_text = item.unit, item.unit_text
    if item.target.value is not None:
        item.target.unit, item.target.unit_text = item.unit, item.unit_text


def _criteria(
    source: Source, reading: Reading, item: KpiFields, row: CardRow, table: CardTable, prefix: str
) -> None:
    ticked = (
        [role for role in table.steps if _TICK.fullmatch(row.cells[role].text)]
        if all(role in row.cells for role in table.steps)
        else []
    )
    if len(ticked) == 1:
        span = row.span(ticked[0])
        if span is not None and item.target.value is None:
            item.target = Amount(value=ticked[0][-1], unit="level", text=source.slice(span))
            reading.fields[f"{prefix}target.value"] = span
            reading.claims.append(
                FieldClaim(
                    "target", ticked[0][-1], span, "table", f"{prefix}target.value", unit="level"
                )
            )
        return
    for role in sorted(table.steps):
        span = row.span(role)
        if span is None or is_nothing(source.clean[slice(*span)]):
            continue
        found = figure(source, span)
        reading.fields[f"{prefix}criteria.{len(item.criteria)}.threshold"] = (
            found.span if found else span
        )
        item.criteria.append(
            Criterion(
                score=role[-1], threshold=found.value if found else None, text=source.slice(span)
            )
        )
        reading.quiet.append(span)


def _total(source: Source, reading: Reading, card: Scorecard, row: CardRow, section: str) -> None:
    """Take the card's totals; a later total row (of the whole) overrules an earlier one."""
    weight, score = row.span("weight"), row.span("weighted_score") or row.span("score")
    if weight is not None and figure(source, weight):
        _again(reading, "total_weight")
        card.total_weight = claim_figure(source, reading, "weight", "total_weight", weight, section)
    if score is not None and figure(source, score) and squash(row.first) != squash("รวมน้ำหนัก"):
        _again(reading, "total_score")
        card.total_score = claim_figure(source, reading, "score", "total_score", score, section)


def _again(reading: Reading, path: str) -> None:
    """Take back the claim of an earlier total: it was a part's."""
    reading.claims = [claim for claim in reading.claims if claim.field != path]
