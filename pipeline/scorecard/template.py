"""The empty score sheet with its notes, and a few example rows that hold together."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.outputs.cells import escape
from pipeline.outputs.files import replacing, replacing_text
from pipeline.scorecard.columns import COLUMNS, KINDS, METHODS, NUMERIC
from pipeline.scorecard.sheet import number
from pipeline.scorecard.workbook import Writer
from schemas.errors import KpiAuditError

#: Rows by column key; they score without a finding and show each kind of row.
EXAMPLES: tuple[dict[str, str], ...] = (
    {"kind": "ตั้งค่า", "name": "rounding", "result": "half_up"},
    {"kind": "ตั้งค่า", "name": "form_weights", "result": "70/30"},
    {"no": "1", "name": "ร้อยละของคำขอที่ตอบภายในกำหนด (ตัวอย่าง)", "person": "A1", "method": "1",
     "weight": "40", "target": "90", "t1": "70", "t2": "75", "t3": "80", "t4": "85", "t5": "90",
     "result": "82.50", "score": "3.5000", "weighted": "1.4000"},
    {"no": "2", "name": "วันเฉลี่ยที่ใช้ต่อเรื่อง (ตัวอย่าง)", "person": "A1", "method": "1",
     "weight": "30", "target": "10", "base": "14", "step": "-2", "result": "11",
     "score": "4.5000", "weighted": "1.3500"},
    {"no": "3", "name": "ระดับความสำเร็จของการจัดทำคู่มือ (ตัวอย่าง)", "person": "A1", "method": "3",
     "weight": "20", "target": "5", "result": "4", "score": "4.0000", "weighted": "0.8000"},
    {"no": "4", "name": "ผ่านการตรวจรับรองระบบ (ตัวอย่าง)", "person": "A1", "method": "4",
     "weight": "10", "result": "ผ่าน", "score": "5.0000", "weighted": "0.5000"},
    {"kind": "รวม", "name": "รวม", "weight": "100", "weighted": "4.0500", "percent": "81.00",
     "band": "ดีมาก"},
    {"no": "C1", "kind": "สมรรถนะ", "name": "การทำงานเป็นทีม (ตัวอย่าง)", "person": "A1",
     "expected": "3", "shown": "3"},
    {"no": "C2", "kind": "สมรรถนะ", "name": "การสื่อสาร (ตัวอย่าง)", "person": "A1",
     "expected": "3", "shown": "2"},
    {"no": "A1", "kind": "บุคคล", "name": "ผู้รับการประเมิน (ตัวอย่าง)", "percent": "81.70",
     "band": "ดีมาก"},
)  # fmt: skip
LAST_ROW = 2000


def write_template(path: Path) -> None:
    """Write the score sheet to fill: XLSX with lists and notes, or CSV.

    Raises KA201 for another kind of file, KA305 where it cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise KpiAuditError("KA201", f"a template ends in .xlsx or .csv, not {path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if suffix == ".csv":
            _write_csv(path)
        else:
            _write_xlsx(path)
    except OSError as error:
        raise KpiAuditError("KA305", f"{path} cannot be written: {error.strerror}") from error


def _write_csv(path: Path) -> None:
    with replacing_text(path, "utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow([column.heading for column in COLUMNS])
        for row in EXAMPLES:
            writer.writerow([_csv_cell(row.get(column.key, "")) for column in COLUMNS])


def _csv_cell(text: str) -> str:
    return text if number(text) else escape(text)


def _write_xlsx(path: Path) -> None:
    with replacing(path) as temporary:
        writer = Writer(temporary)
        headings = [column.heading for column in COLUMNS]
        sheet = writer.table("คะแนน Scores", headings, [column.width for column in COLUMNS])
        for line, row in enumerate(EXAMPLES, start=1):
            for index, column in enumerate(COLUMNS):
                text = row.get(column.key, "")
                numeric = column.key in NUMERIC or column.key == "result"
                writer.value(sheet, line, index, (numeric and number(text)) or text, "plain")
        for key, words in (("kind", [names[0] for names in KINDS.values()]),
                           ("method", [names[0] for names in METHODS.values()])):  # fmt: skip
            index = [column.key for column in COLUMNS].index(key)
            rule = {"validate": "list", "source": words, "error_type": "warning"}
            sheet.data_validation(1, index, LAST_ROW, index, rule)
        notes = writer.table("คำอธิบาย Notes", ("คอลัมน์ / Column", "คำอธิบาย", "Note"), (30, 70, 70))
        for line, column in enumerate(COLUMNS, start=1):
            for index, text in enumerate((column.heading, column.note_th, column.note)):
                writer.value(notes, line, index, text, "wrap")
        writer.book.close()
