"""The record of a file that binds several reports: a list of them, each with its own places."""

from __future__ import annotations

from typing import TypeVar

from extractors.layouts.base import Source
from schemas.extraction import Extraction
from schemas.kpi_index import KpiIndex
from schemas.kpi_report import KpiFields, KpiReport

T = TypeVar("T")


def volume_of(source: Source, reports: list[Extraction]) -> Extraction:
    """Return the extraction of the whole file: the list of its reports, and the reports.

    Claims and statements are numbered through the file, and claims' keys name the item.
    """
    record = KpiIndex()
    claims = statements = 0
    for item, report in enumerate(reports):
        _number(report, item, claims, statements)
        claims += len(report.claims)
        statements += len(report.statements)
        single = report.record
        assert isinstance(single, KpiReport)
        fields = {name: getattr(single, name) for name in KpiFields.model_fields}
        record.items.append(KpiFields(**fields))
        record.fields |= {f"items.{item}.{path}": place for path, place in single.fields.items()}
        record.furniture += single.furniture
        record.leftover += single.leftover
    record.agency = _common([item.agency for item in record.items])
    record.fiscal_year = _common([item.fiscal_year for item in record.items])
    if record.fiscal_year is not None:
        record.fiscal_year_basis = record.items[0].fiscal_year_basis
    document = source.document
    lengths = [len(report.text.clean) for report in reports]
    shares = [report.leftover_share for report in reports]
    leftover = sum(a * b for a, b in zip(lengths, shares, strict=True)) / max(sum(lengths), 1)
    return Extraction(
        document_id=document.id,
        media_type=document.media_type,
        encoding=document.encoding,
        text_layer=document.text_layer,
        layout=reports[0].layout,
        layout_confidence=min(report.layout_confidence for report in reports),
        repairs=dict(sorted({**document.repairs, **source.text.repairs}.items())),
        notes=[*document.notes, f"{len(reports)} reports in one file, each read by itself"],
        record=record,
        text=source.text,
        coverage=round(1 - leftover, 6),
        leftover_share=round(leftover, 6),
        reports=reports,
    )


def _number(report: Extraction, item: int, claims: int, statements: int) -> None:
    """Let a report's ids go on where those of the reports before it ended."""
    names = {one.id: f"s{statements + at}" for at, one in enumerate(report.statements, start=1)}
    for statement in report.statements:
        statement.id = names[statement.id]
    for at, claim in enumerate(report.claims, start=1):
        claim.id = f"c{claims + at}"
        *stem, path, ordinal = claim.key.split("|")
        claim.key = "|".join((*stem, f"items.{item}.{path}", ordinal))
        if (name := claim.notes.get("statement")) is not None:
            claim.notes["statement"] = names[name]


def _common(values: list[T]) -> T | None:
    """Return what all say, None where they differ."""
    return values[0] if values and all(value == values[0] for value in values) else None
