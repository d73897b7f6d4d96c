"""The result workbook: the sheet again, computed with visible formulas, and the findings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.outputs.files import replacing
from pipeline.scorecard import formulas
from pipeline.scorecard.columns import COLUMNS, SCORES
from pipeline.scorecard.computed import computed_cells
from pipeline.scorecard.finding import RULES
from pipeline.scorecard.judge import Judged
from pipeline.scorecard.sheet import Row, number
from pipeline.scorecard.single import criteria_of
from pipeline.scorecard.totals import rows_by_person
from pipeline.validator.scoring.numbers import NotComputable
from schemas.printed import Printed

FONT = "TH Sarabun New"
COMPUTED_HEADINGS = {
    "weight_used": "น้ำหนักที่ใช้ / Weight used",
    "score_again": "คะแนนคำนวณ / Score computed",
    "weighted_again": "ถ่วงน้ำหนักคำนวณ / Weighted computed",
    "percent_again": "ร้อยละคำนวณ / Percent computed",
    "band_again": "ผลประเมินคำนวณ / Band computed",
    "verdict": "ข้อค้นพบ / Findings",
}
FINDING_HEADINGS = (
    "รหัส / Code", "ชื่อ / Name", "ระดับ / Severity", "กระทบคะแนน / Changes score", "แถว / Row",
    "ลำดับ / No.", "คอลัมน์ / Column", "ที่ควรเป็น / Expected", "ที่พิมพ์ / Printed",
    "ข้อความ", "Message",
)  # fmt: skip
#: Digits that a spreadsheet keeps; longer numbers stay text there.
MAX_DIGITS = 15


LOOKS: dict[str, dict[str, object]] = {
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6F0"},
    "computed": {"bg_color": "#EEF6EA"},
    "flagged": {"bg_color": "#FBE3D6"},
    "plain": {},
    "wrap": {"text_wrap": True, "valign": "top"},
}


class Writer:
    """One workbook being written; numbers become binary only here, at the spreadsheet's door."""

    def __init__(self, path: Path) -> None:
        from xlsxwriter import Workbook

        options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
        self.book: Any = Workbook(str(path), options)
        self._formats: dict[tuple[str, str], Any] = {}

    def style(self, kind: str, number_format: str = "General") -> Any:
        """A cell format: head, plain, computed, flagged."""
        looks: dict[str, object] = LOOKS[kind]
        key = (kind, number_format)
        if key not in self._formats:
            base: dict[str, object] = {
                "font_name": FONT,
                "font_size": 14,
                "num_format": number_format,
            }
            self._formats[key] = self.book.add_format(base | looks)
        return self._formats[key]

    def table(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> Any:
        """A worksheet with a frozen, filtered heading row."""
        sheet = self.book.add_worksheet(name)
        for index, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(index, index, width, self.style("plain"))
            sheet.write_string(0, index, heading, self.style("head"))
        sheet.freeze_panes(1, 0)
        return sheet

    def value(self, sheet: Any, line: int, column: int, given: str | Printed, look: str) -> None:
        """A text, or a number shown with its printed decimals."""
        if isinstance(given, Printed) and len(given.text.strip("-").replace(".", "")) <= MAX_DIGITS:
            shown = "0." + "0" * given.decimals if given.decimals else "General"
            sheet.write_number(line, column, float(given.value), self.style(look, shown))
        elif str(given):
            text = str(given)[:32_000].encode("utf-8", "replace").decode("utf-8")
            sheet.write_string(line, column, text, self.style(look))


def write_workbook(path: Path, judged: Judged) -> None:
    """Write the computed sheet, findings, checks and persons to `path` (XLSX), whole or not."""
    with replacing(path) as temporary:
        writer = Writer(temporary)
        _write_scores(writer, judged)
        _write_findings(writer, judged)
        _write_checks(writer, judged)
        _write_people(writer, judged)
        writer.book.close()


def _write_scores(writer: Writer, judged: Judged) -> None:
    headings = [column.heading for column in COLUMNS] + list(COMPUTED_HEADINGS.values())
    widths = [column.width for column in COLUMNS] + [14] * len(COMPUTED_HEADINGS)
    sheet = writer.table(formulas.SCORES_SHEET, headings, widths)
    lines = _lines(judged)
    flagged = {(finding.row, finding.column) for finding in judged.findings}
    codes: dict[int, list[str]] = {}
    for finding in judged.findings:
        codes.setdefault(finding.row, []).append(finding.code)
    for row in judged.sheet.rows:
        line = lines[row.line]
        for index, column in enumerate(COLUMNS):
            look = "flagged" if (row.line, column.key) in flagged else "plain"
            writer.value(sheet, line - 1, index, _typed(row, column.key), look)
        _write_thresholds(writer, sheet, row, line)
        for key, formula, value in computed_cells(row, judged, lines):
            _write_computed(writer, sheet, line, key, formula, value)
        text = " ".join(dict.fromkeys(codes.get(row.line, [])))
        writer.value(sheet, line - 1, formulas.KEYS.index("verdict"), text, "flagged")
    sheet.autofilter(0, 0, max(len(lines), 1), len(headings) - 1)


def _lines(judged: Judged) -> dict[int, int]:
    """Where each row of the input stands in the workbook, by its line there."""
    return {row.line: line for line, row in enumerate(judged.sheet.rows, start=2)}


def _typed(row: Row, key: str) -> str | Printed:
    """What the sheet said in a column."""
    printed = row[key]
    if printed is not None:
        return printed
    text = str(getattr(row, key, "") or "")
    return (number(text) or text) if key == "result" else text


def _write_thresholds(writer: Writer, sheet: Any, row: Row, line: int) -> None:
    criteria = criteria_of(row)
    if isinstance(criteria, NotComputable):
        return
    worded = dict(criteria.points)
    for score in SCORES:
        formula = formulas.threshold_formula(row, line, score)
        if formula and Decimal(score) in worded:
            column, look = formulas.KEYS.index(f"t{score}"), writer.style("computed")
            sheet.write_formula(line - 1, column, formula, look, float(worded[Decimal(score)]))


def _write_computed(
    writer: Writer, sheet: Any, line: int, key: str, formula: str | None, value: Decimal | str
) -> None:
    cached = float(value) if isinstance(value, Decimal) else value
    column, look = formulas.KEYS.index(key), writer.style("computed")
    if formula:
        sheet.write_formula(line - 1, column, formula, look, cached)
    elif isinstance(cached, float):
        sheet.write_number(line - 1, column, cached, look)
    else:
        sheet.write_string(line - 1, column, cached, look)


def _write_findings(writer: Writer, judged: Judged) -> None:
    widths = (10, 24, 10, 12, 8, 10, 16, 14, 14, 80, 80)
    sheet = writer.table("ข้อค้นพบ Findings", FINDING_HEADINGS, widths)
    for line, each in enumerate(judged.findings, start=1):
        name, severity, changes = RULES[each.code]
        cells = (
            each.code, name, severity, "yes" if changes else "no", str(each.row), each.no,
            each.column, each.expected, each.actual, each.message_th, each.message,
        )  # fmt: skip
        for column, text in enumerate(cells):
            writer.value(sheet, line, column, text, "wrap")
    sheet.autofilter(0, 0, max(len(judged.findings), 1), len(FINDING_HEADINGS) - 1)


def _write_checks(writer: Writer, judged: Judged) -> None:
    headings = ("รหัส / Code", "แถว / Row", "ลำดับ / No.", "ผล / Outcome", "เหตุผล", "Reason")
    sheet = writer.table("การตรวจ Checks", headings, (10, 8, 10, 14, 80, 80))
    for line, each in enumerate(judged.checks, start=1):
        cells = (each.code, str(each.row), each.no, each.outcome, each.reason_th, each.reason)
        for column, text in enumerate(cells):
            writer.value(sheet, line, column, text, "wrap")
    sheet.autofilter(0, 0, max(len(judged.checks), 1), len(headings) - 1)


def _write_people(writer: Writer, judged: Judged) -> None:
    headings = (
        "รหัสบุคคล / Person", "ผลงาน / Results %", "สมรรถนะ / Competencies %", "รวม / Total %",
        "ผลประเมิน / Band", "หมายเหตุ / Note",
    )  # fmt: skip
    sheet = writer.table(formulas.PEOPLE_SHEET, headings, (14, 14, 16, 14, 18, 60))
    first, second = (f"{weight:f}" for weight in judged.sheet.settings.form_weights)
    lines, rows = _lines(judged), rows_by_person(judged.tree)
    for line, (code, found) in enumerate(judged.people.items(), start=1):
        writer.value(sheet, line, 0, code, "plain")
        if isinstance(found, NotComputable):
            writer.value(sheet, line, 5, f"{found.reason_th} / {found.reason}", "wrap")
            continue
        look, at = writer.style("computed", "0.00##"), line + 1
        results = formulas.results_formula(rows[code].leaves, lines)
        competencies = formulas.competency_formula(rows[code].competencies, lines)
        parts = ((1, found.results, results), (2, found.competencies, competencies))
        for column, part, formula in parts:
            if isinstance(part, Decimal) and formula:
                sheet.write_formula(line, column, formula, look, float(part))
            elif isinstance(part, Decimal):
                sheet.write_number(line, column, float(part), look)
        if isinstance(found.total, NotComputable):
            writer.value(sheet, line, 5, f"{found.total.reason_th} / {found.total.reason}", "wrap")
            continue
        both = isinstance(found.competencies, Decimal)
        formula = f"=(B{at}*{first}+C{at}*{second})/({first}+{second})" if both else f"=B{at}"
        sheet.write_formula(line, 3, formula, look, float(found.total))
        name = "" if isinstance(found.band, NotComputable) else found.band.name_th
        sheet.write_formula(line, 4, formulas.band_formula(f"D{at}"), look, name)
