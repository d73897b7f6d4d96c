"""A KPI over the years and sources: what every document prints of it, as text and as a chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from sqlalchemy import Connection, text

from pipeline.store.connect import coded, connect
from pipeline.store.rows import number
from schemas.errors import KpiAuditError

_REPORTS = """
SELECT fiscal_year, source, kpi_id, kpi_code, title, agency, unit_text, target, achieved,
       contradicted, findings, document_id, item
FROM kpi_results
WHERE kpi_code = :name OR kpi_id = :name
ORDER BY COALESCE(fiscal_year, ''), source, item"""
_QUARTERS = "SELECT quarter, result FROM quarters WHERE document_id = :d AND item = :i"
BAR = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """What one document prints of a KPI in one year; values as printed."""

    fiscal_year: str | None
    source: str
    title: str | None
    agency: str | None
    unit_text: str | None
    target: str | None
    achieved: str | None
    results: tuple[str | None, ...]
    contradicted: int
    findings: int


def history(address: str, code: str) -> list[Entry]:
    """Return a KPI's history, by year and source. KpiAuditError KA312 where there is no such KPI."""
    engine = connect(address)
    try:
        with coded(address), engine.connect() as connection:
            entries = [
                _entry(connection, row)
                for row in connection.execute(text(_REPORTS), {"name": code}).mappings().all()
            ]
    finally:
        engine.dispose()
    if not entries:
        raise KpiAuditError("KA312", f"the database holds no KPI {code}")
    return entries


def _entry(connection: Connection, row: Any) -> Entry:
    found = connection.execute(text(_QUARTERS), {"d": row["document_id"], "i": row["item"]})
    by_quarter = {row.quarter: row.result for row in found}
    names = ("fiscal_year", "source", "title", "agency", "unit_text", "target", "achieved")
    return Entry(
        **{name: row[name] for name in names},
        results=tuple(by_quarter.get(quarter) for quarter in range(1, 5)),
        contradicted=row["contradicted"] or 0,
        findings=row["findings"] or 0,
    )


def as_text(code: str, entries: Iterable[Entry]) -> str:
    """Return the history as lines with bars; `*` stands where claims are contradicted."""
    rows = list(entries)
    top = max((value for entry in rows for value in _numbers(entry)), default=0.0)
    titles = list(dict.fromkeys(entry.title for entry in rows if entry.title))
    lines = [f"{code}  {titles[-1] if titles else ''}".rstrip()]
    for entry in rows:
        quarters = "  ".join(f"Q{at} {value or '-'}" for at, value in enumerate(entry.results, 1))
        mark = "*" if entry.contradicted else " "
        lines.append(
            f"{entry.fiscal_year or '----'}{mark} {_bar(number(entry.achieved), top)} "
            f"{entry.achieved or '-'} of {entry.target or '-'} {entry.unit_text or ''}".rstrip()
        )
        lines.append(f"      {quarters}  {entry.source}")
    return "\n".join(lines)


def as_chart(code: str, entries: Iterable[Entry]) -> str:
    """Return the history as one self-contained HTML page: a column a year and source, targets."""
    rows = list(entries)
    top = max((value for entry in rows for value in _numbers(entry)), default=0.0) or 1.0
    width, height, step = max(360, 90 * len(rows) + 60), 260, 90
    parts = []
    for at, entry in enumerate(rows):
        x, value, target = 40 + at * step, number(entry.achieved), number(entry.target)
        if value is not None:
            tall = max(0.0, value / top * height)
            parts.append(
                f'<rect x="{x}" y="{height - tall + 20:.1f}" width="50" height="{tall:.1f}"/>'
                f'<text x="{x + 25}" y="{height - tall + 14:.1f}">{escape(entry.achieved or "")}</text>'
            )
        if target is not None:
            y = height - target / top * height + 20
            parts.append(f'<line x1="{x - 8}" x2="{x + 58}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(
            f'<text x="{x + 25}" y="{height + 38}">{escape(entry.fiscal_year or "-")}</text>'
        )
    names = ("fiscal_year", "achieved", "target", "unit_text", "source", "agency")
    table = "".join(
        "<tr>" + "".join(f"<td>{escape(str(getattr(e, name) or '-'))}</td>" for name in names)
        + f"<td>{escape(' · '.join(r or '-' for r in e.results))}</td></tr>"
        for e in rows
    )  # fmt: skip
    title = escape(f"{code} {rows[-1].title or ''}".strip()) if rows else escape(code)
    return _PAGE.format(
        title=title, width=width, height=height + 50, chart="".join(parts), table=table
    )


_PAGE = """<!doctype html>
<html lang="th"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 "Sarabun","Noto Sans Thai",sans-serif;margin:2rem;max-width:70rem}}
svg{{max-width:100%;height:auto}}rect{{fill:#2b6cb0}}line{{stroke:#c05621;stroke-width:3}}
text{{font-size:13px;text-anchor:middle}}td,th{{padding:.2rem .6rem;text-align:left;
border-bottom:1px solid #ccc}}</style>
<h1>{title}</h1>
<svg viewBox="0 0 {width} {height}" width="{width}" role="img"
 aria-label="results by year; the line is the target">{chart}</svg>
<table><tr><th>ปี · year</th><th>ผลงาน · result</th><th>เป้าหมาย · target</th><th>หน่วย · unit</th>
<th>ที่มา · source</th><th>หน่วยงาน · agency</th><th>ไตรมาส · quarters</th></tr>{table}</table>
</html>
"""


def _numbers(entry: Entry) -> list[float]:
    found = [number(value) for value in (entry.achieved, entry.target)]
    return [value for value in found if value is not None]


def _bar(value: float | None, top: float) -> str:
    filled = 0 if value is None or top <= 0 else max(0, round(value / top * BAR))
    return "█" * filled + "·" * (BAR - filled)
