"""`findings.xlsx`: the auditor's workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.outputs.kpis import kpis_of, quarter_levels
from pipeline.outputs.sheets import Limits, Sheet
from pipeline.outputs.stored import RunFacts
from pipeline.outputs.summary import write_summary
from pipeline.outputs.tables import (
    CLAIM_COLUMNS,
    FINDING_COLUMNS,
    Cell,
    claim_rows,
    finding_rows,
)
from pipeline.outputs.totals import SEVERITIES, Totals
from pipeline.outputs.words import Lang
from schemas.line import Line

FONT = "TH Sarabun New"
"""Where it is missing, spreadsheets fall back to a Thai font of their own (Tahoma)."""
SIZE = 14
"""Sarabun is drawn small: 14 points read like 10 of a Latin font."""

KPI_COLUMNS = (
    *("document_id", "source", "layout", "kpi_code", "sequence", "title", "agency"),
    *("fiscal_year", "kpi_type", "unit", "target", "achieved", "weight", "score"),
    *("weighted_score", "inspection", "top_level", "claimed_level", "supported_level"),
    *("open_level", "errors", "warnings", "notices", "coverage"),
)
QUARTER_COLUMNS = (
    *("document_id", "source", "kpi_code", "title", "fiscal_year", "quarter", "result"),
    *("claimed_level", "supported_level", "open_level"),
    *("evaluation", "evaluation_2_1", "evaluation_2_2", "narrative"),
)
COLOURS = {
    "error": ("#8F1D1D", "#FBE9E7"), "warning": ("#7A4B00", "#FFF4DC"),
    "notice": ("#1F4E79", "#E8F1FA"), "verified": ("#1E5B3A", "#E7F4EC"),
    "contradicted": ("#8F1D1D", "#FBE9E7"), "unsupported": ("#7A4B00", "#FFF4DC"),
    "not_checkable": ("#4B5563", "#F1F3F5"), "yes": ("#8F1D1D", "#FBE9E7"),
}  # fmt: skip


class AuditWorkbook:
    """The workbook being written, row by row, in flat memory.

    Used as a context: the file is closed at its end.
    """

    def __init__(self, path: Path, lang: Lang, limits: Limits | None = None) -> None:
        import xlsxwriter

        self.limits = limits or Limits()
        self._lang = lang
        # No text of a document ever becomes a formula, a link or a number by itself.
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "use_zip64": True,
            },
        )
        self._formats = self._make_formats()
        self._summary = self._book.add_worksheet("summary")
        self._findings = self._sheet("findings", FINDING_COLUMNS)
        self._claims = self._sheet("claims", CLAIM_COLUMNS)
        self._kpis = self._sheet("KPIs", KPI_COLUMNS)
        self._quarters = self._sheet("quarters", QUARTER_COLUMNS)

    def _make_formats(self) -> dict[str, Any]:
        def style(**properties: object) -> Any:
            base = {"font_name": FONT, "font_size": SIZE, "valign": "top"}
            return self._book.add_format(base | properties)

        head = {"bold": True, "bg_color": "#1D4E56", "font_color": "#FFFFFF", "border": 0}
        formats = {
            "cell": style(text_wrap=True),
            "free": style(),
            "number": style(),
            "share": style(num_format="0.0%"),
            "head": style(text_wrap=True, **head),
            "title": style(bold=True, font_size=22),
            "section": style(bold=True, font_size=16, font_color="#1D4E56"),
        }
        for decimals in range(7):
            pattern = "0" if decimals == 0 else "0." + "0" * decimals
            formats[f"decimals {decimals}"] = style(num_format=pattern)
        for name, (ink, paper) in COLOURS.items():
            formats[name] = style(font_color=ink, bg_color=paper, bold=name in ("error", "yes"))
        return formats

    def _sheet(self, name: str, columns: tuple[str, ...]) -> Sheet:
        return Sheet(self._book, name, columns, self._formats, self.limits, self._lang)

    def add(self, line: Line) -> None:
        """Write a document's rows."""
        for row in finding_rows(line):
            self._findings.add(row)
        for row in claim_rows(line):
            self._claims.add(row)
        for kpi_row in kpi_rows(line):
            self._kpis.add(kpi_row)
        for quarter_row in quarter_rows(line):
            self._quarters.add(quarter_row)

    def finish(self, totals: Totals, run: RunFacts) -> None:
        """Write the summary, once all documents are counted."""
        for sheet in (self._findings, self._claims, self._kpis, self._quarters):
            sheet.finish()
        write_summary(self._summary, self._formats, totals, run, self.limits, self._lang)

    def __enter__(self) -> AuditWorkbook:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._book.close()


def kpi_rows(line: Line) -> Iterator[list[Cell | Decimal | float]]:
    """Yield a row for every KPI of a document, in KPI_COLUMNS."""
    counts = [
        sum(finding.severity == severity for finding in line.findings) for severity in SEVERITIES
    ]
    for kpi in kpis_of(line.record):
        levels = quarter_levels(line, kpi)
        last = next((e for e in reversed(levels) if e.claimed is not None), None) or next(
            reversed(levels), None
        )
        yield [
            *(line.document.id, line.document.source, line.document.layout),
            *(kpi.kpi_code, kpi.sequence, kpi.title, kpi.agency),
            *(kpi.fiscal_year or getattr(line.record, "fiscal_year", None), kpi.kpi_type),
            *(kpi.unit_text or kpi.unit, kpi.target.value, kpi.achieved.value),
            *(kpi.weight, kpi.score, kpi.weighted_score, kpi.inspection.value),
            max((level.level for level in kpi.levels), default=None),
            *((last.claimed, last.supported, last.open) if last else (None,) * 3),
            *counts,
            line.document.coverage,
        ]


def quarter_rows(line: Line) -> Iterator[list[Cell | Decimal]]:
    """Yield a row for every quarter of every KPI of a document, in QUARTER_COLUMNS."""
    for kpi in kpis_of(line.record):
        for quarter, levels in zip(kpi.quarters, quarter_levels(line, kpi), strict=True):
            yield [
                *(line.document.id, line.document.source, kpi.kpi_code, kpi.title),
                kpi.fiscal_year or getattr(line.record, "fiscal_year", None),
                *(quarter.quarter, quarter.result),
                *(levels.claimed, levels.supported, levels.open),
                *(quarter.evaluation, quarter.evaluation_2_1, quarter.evaluation_2_2),
                quarter.narrative,
            ]
