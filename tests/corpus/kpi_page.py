"""The KPI page of a report: its cells in reading order, its renderings, its text without markup."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.corpus.model import Quarter, Report
from tests.corpus.vocabulary import table

RENDERINGS = ("A", "C", "D", "headless")
LEVELS = {"output": "ตัวชี้วัดระดับผลผลิต (output)", "outcome": "ตัวชี้วัดระดับผลลัพธ์ (outcome)"}
STRATEGY_HEAD = "สนับสนุนยุทธศาสตร์กรุงเทพมหานครฯ"
PROJECT_HEAD = "โครงการ/กิจกรรมที่สนับสนุนตัวชี้วัด"
FOOTER = "ฐานข้อมูลประกอบตัวชี้วัดการพัฒนาเมือง"
TABLE_HEAD = "ผลงานเทียบกับเป้าหมายรายไตรมาส"


@dataclass(frozen=True)
class Page:
    """A report with the rendering that decides which of its parts are printed, and how."""

    report: Report
    rendering: str = "A"

    @property
    def headless(self) -> bool:
        return self.rendering == "headless"

    @property
    def labels(self) -> dict[str, Any]:
        """The words of the page's headings; a page keeps its own in every rendering."""
        wordings = table("labels")["page"]
        return dict(wordings[sum(map(ord, self.report.pid)) % len(wordings)])

    @property
    def summary_head(self) -> str:
        return str(self.labels["summary"])

    def quarter_head(self, number: int) -> str:
        """Return the heading of a quarter's narrative."""
        return str(self.labels["told"].format(n=number))

    @property
    def inspection(self) -> str:
        value = "" if self.headless else f" {self.report.inspection_value}"
        head = f"*** สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ {self.report.inspection_quarter}"
        return f"{head}{' ' * (self.rendering == 'D')}:{value.rstrip()}"

    @property
    def type_lines(self) -> tuple[str, str]:
        return (
            f"ประเภทตัวชี้วัด : {self.report.kpi_type}".rstrip(),
            f"({LEVELS[self.report.result_level]})",
        )

    def header(self, label: str) -> tuple[str, str]:
        """Return the label of ค่าเป้าหมาย or ผลงานที่ทำได้ with its unit, and the printed number."""
        value = self.report.target if label == "ค่าเป้าหมาย" else self.report.achieved
        return f"{label} {self.report.unit_text}".rstrip(), value

    def texts(self) -> list[tuple[str, str]]:
        """Return the headings after the summary with the text under each."""
        report = self.report
        calculation = " ".join((report.calculation, *(f"- {line}" for line in report.ladder_lines)))
        sources = " ".join(f"{n}. {item}" for n, item in enumerate(report.data_sources, 1))
        heads = self.labels["texts"]
        return list(zip(heads, (report.definition, calculation.strip(), sources), strict=True))

    def strategy_lines(self) -> list[str]:
        return strategy_lines(self.report)


def strategy_lines(report: Report) -> list[str]:
    """Return the strategy lines; the first names its number in its own words."""
    return [
        f":{text}" if text.startswith("ด้านที่") else f":{code} - {text}"
        for code, text in report.strategies
    ]


def render(report: Report, rendering: str) -> Page:
    """Return the report as the rendering prints it (figures and decimals changed where it does)."""
    if rendering == "C":
        report = _numbers(report, four_decimals)
    elif rendering in ("A", "D"):
        report = _numbers(report, without_forced_decimals)
    return Page(report, rendering)


def four_decimals(value: str) -> str:
    """Print a number with four decimals; what is no number, or grouped, stays."""
    try:
        return f"{Decimal(value):.4f}"
    except InvalidOperation:
        return value


def without_forced_decimals(value: str) -> str:
    """Take off the zeros of a number that was forced to four decimals."""
    head, dot, tail = value.partition(".")
    if len(tail) != 4:
        return value
    tail = tail.rstrip("0")
    return head + (dot + tail if tail else "")


def _numbers(report: Report, change: object) -> Report:
    assert callable(change)
    rows = tuple(replace(row, evaluation=change(row.evaluation)) for row in report.quarters)
    return replace(
        report,
        target=change(report.target),
        achieved=change(report.achieved),
        inspection_value=change(report.inspection_value),
        quarters=rows,
    )


def row_cells(number: int, row: Quarter) -> tuple[str, str, str, str]:
    """Return a quarter's cells: number, result, overall evaluation, the pair."""
    return str(number), row.result, row.evaluation, f"{row.first} / {row.second}"


def text(page: Page) -> str:
    """Return the page as a converter without markup leaves it: a cell a line."""
    report = page.report
    lines: list[str] = []
    if not page.headless:
        lines += ["รายละเอียดตัวชี้วัด", "", "Back Home", "", page.report.heading, ""]
    for label in ("ค่าเป้าหมาย", "ผลงานที่ทำได้"):
        name, value = page.header(label)
        lines += [f"{name} : {value}".rstrip(), ""]
    lines += [*page.type_lines, "", "0", "", "รายละเอียดตัวชี้วัดฯ : พิมพ์ข้อมูล", "", page.inspection, ""]
    if not page.headless:
        unit = f"({report.unit_text})"
        lines += [
            TABLE_HEAD,
            "",
            "ไตรมาสที่",
            "(1 - 4)",
            "*ผลงาน*",
            unit,
            "*ผลประเมินตัวชี้วัด*",
            "(* 2.1 / 2.2 *)",
        ]
        for number, row in enumerate(report.quarters, 1):
            lines += [cell for cell in row_cells(number, row) if cell]
        lines.append("")
    for number, row in enumerate(report.quarters, 1):
        if not page.headless:
            lines += [page.quarter_head(number), ""]
        if row.narrative():
            lines += [row.narrative(), ""]
    lines += [page.summary_head, "", *([report.summary, ""] if report.summary else [])]
    for head, body in page.texts():
        lines += [head, "", *([body, ""] if body else [])]
    lines += [STRATEGY_HEAD, "", *page.strategy_lines(), "", PROJECT_HEAD, ""]
    lines += [*report.projects, "", FOOTER]
    return "\n".join(lines) + "\n"
