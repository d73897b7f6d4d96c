"""The words of a KPI page apart from its markup: every label can be another one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.corpus import kpi_page
from tests.corpus.model import Quarter, Report
from tests.corpus.truth import page_truth

HEADS = {
    "summary": "** สรุปผลการดำเนินงาน **",
    "definition": "นิยาม หรือความหมายของตัวชี้วัด",
    "calculation": "วิธีการคำนวณ หรือ เกณฑ์การประเมิน",
    "data_sources": "วิธีการการเก็บข้อมูล/แหล่งข้อมูล",
    "strategies": "สนับสนุนยุทธศาสตร์กรุงเทพมหานครฯ",
    "projects": "โครงการ/กิจกรรมที่สนับสนุนตัวชี้วัด",
}


@dataclass(frozen=True)
class Sheet:
    """A report with the labels that its page prints."""

    report: Report
    target: str = "ค่าเป้าหมาย"
    achieved: str = "ผลงานที่ทำได้"
    kind: str = "ประเภทตัวชี้วัด"
    colon: str = " : "
    inspection: str = "*** สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ {q}: {v}"
    table: str = kpi_page.TABLE_HEAD
    columns: tuple[str, ...] = (
        "ไตรมาสที่\n(1 - 4)",
        "*ผลงาน*\n({unit})",
        "*ผลประเมินตัวชี้วัด*\n(* 2.1 / 2.2 *)",
    )
    quarter: str = "รายงานผลฯ ไตรมาสที่ {n}"
    heads: dict[str, str] = field(default_factory=lambda: dict(HEADS))
    top: tuple[str, ...] = ("รายละเอียดตัวชี้วัด", "Back Home")
    foot: tuple[str, ...] = (kpi_page.FOOTER,)

    def pairs(self) -> list[tuple[str, str, str]]:
        """Return label, unit and number of target and result."""
        unit = self.report.unit_text
        return [
            (self.target, unit, self.report.target),
            (self.achieved, unit, self.report.achieved),
        ]

    def type_lines(self) -> tuple[str, str]:
        """Return the type and the output or outcome line."""
        return self.report.kpi_type, f"({kpi_page.LEVELS[self.report.result_level]})"

    def inspected(self) -> str:
        return self.inspection.format(
            q=self.report.inspection_quarter, v=self.report.inspection_value
        )

    def rows(self) -> list[tuple[int, Quarter]]:
        return list(enumerate(self.report.quarters, 1))

    def heads_of_table(self) -> list[str]:
        return [column.format(unit=self.report.unit_text) for column in self.columns]

    def texts(self) -> list[tuple[str, list[str]]]:
        """Return every section below the table: its heading and its paragraphs."""
        page = kpi_page.Page(self.report)
        bodies = dict(zip(("definition", "calculation", "data_sources"), page.texts(), strict=True))
        found = [(self.quarter.format(n=n), row.narrative().split("\n")) for n, row in self.rows()]
        found.append((self.heads["summary"], self.report.summary.split("\n")))
        found += [(self.heads[name], body.split("\n")) for name, (_, body) in bodies.items()]
        found.append((self.heads["strategies"], page.strategy_lines()))
        found.append((self.heads["projects"], list(self.report.projects)))
        return found

    def truth(self, **changes: Any) -> dict[str, Any]:
        """Return what the record must say, some paths in other words; None drops a path."""
        truth = page_truth(kpi_page.Page(self.report)) | {
            path.replace("__", "."): value for path, value in changes.items()
        }
        return {path: value for path, value in truth.items() if value is not ...}


def lines(sheet: Sheet, row: str = "cells") -> list[str]:
    """Return the page as lines of text, an empty line between its parts.

    `row`: cells (each on a line), one (all on one line), tabs or bars.
    """
    out: list[str] = []
    for part in (*sheet.top, sheet.report.heading):
        out += [part, ""]
    for label, unit, value in sheet.pairs():
        out += [f"{label} {unit}".rstrip() + f"{sheet.colon}{value}".rstrip(), ""]
    first, second = sheet.type_lines()
    out += [f"{sheet.kind}{sheet.colon}{first}", second, "", "0", ""]
    out += ["รายละเอียดตัวชี้วัดฯ : พิมพ์ข้อมูล", "", sheet.inspected(), ""]
    out += [sheet.table, "", *table_lines(sheet, row), ""]
    for head, body in sheet.texts():
        out += [head, "", *body, ""]
    return [*out, *sheet.foot]


def table_lines(sheet: Sheet, row: str) -> list[str]:
    """Return the quarter table as lines."""
    heads = sheet.heads_of_table()
    flat = [head.replace("\n", " ") for head in heads]
    rows = [cells(number, quarter) for number, quarter in sheet.rows()]
    if row == "cells":
        return [line for head in heads for line in head.split("\n")] + [
            cell for part in rows for cell in part if cell
        ]
    if row == "bars":
        marks = "|".join("---" for _ in (*flat, ""))
        return [f"| {' | '.join(part)} |" for part in (flat, *rows)] + [f"|{marks}|"]
    joint = "\t" if row == "tabs" else "  "
    return [joint.join(flat), *(joint.join(part) for part in rows)]


def cells(number: int, quarter: Quarter) -> list[str]:
    """Return the cells of a row: quarter, result, evaluation, the pair 2.1 / 2.2."""
    return [str(number), quarter.result, quarter.evaluation, f"{quarter.first} / {quarter.second}"]


def text(sheet: Sheet, row: str = "cells") -> str:
    return "\n".join(lines(sheet, row)) + "\n"
