"""The columns, row kinds, methods and settings of a score sheet, in Thai and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

RowKind = Literal["indicator", "group", "total", "person", "competency", "setting"]

MAX_ROWS = 100_000
SCORES = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its headings, other headings that are read too, its note."""

    key: str
    thai: str
    english: str
    others: tuple[str, ...] = ()
    note_th: str = ""
    note: str = ""
    width: int = 12

    @property
    def heading(self) -> str:
        """The template's heading: Thai with English beside it."""
        return f"{self.thai} / {self.english}"


COLUMNS = (
    Column("no", "ลำดับ", "No.", ("ที่", "ลำดับที่", "รหัส", "code", "no", "number"),
           "รหัสแถว ไม่ซ้ำกัน เช่น 1, 1.1, A1", "the row's code, used once: 1, 1.1, A1", 8),
    Column("kind", "ชนิดแถว", "Row", ("row kind", "kind"),
           "ตัวชี้วัด กลุ่ม รวม บุคคล สมรรถนะ ตั้งค่า; เว้นว่าง = ตัวชี้วัด",
           "indicator, group, total, person, competency, setting; empty = indicator"),
    Column("parent", "สังกัดแถว", "Parent", ("อยู่ใน", "parent no."),
           "ลำดับของแถวแม่ เว้นว่างหากเป็นระดับบนสุด", "No. of the row above it; empty on top", 10),
    Column("name", "ชื่อ", "Name", ("ตัวชี้วัด", "ชื่อตัวชี้วัด", "indicator", "kpi", "รายการ"),
           "ชื่อตัวชี้วัด กลุ่ม หรือชื่อการตั้งค่า", "name of the indicator, group or setting", 44),
    Column("person", "รหัสบุคคล", "Person", ("ผู้รับผิดชอบ", "person code", "owner"),
           "รหัสผู้รับการประเมิน", "code of the person evaluated"),
    Column("method", "วิธีคำนวณ", "Method", ("วิธี",),
           "1 เชิงปริมาณ, 2 หลายปริมาณ, 3 ขั้นตอน, 4 ผ่าน/ไม่ผ่าน, 5 เชิงคุณภาพ",
           "1 quantity, 2 quantities, 3 milestones, 4 pass/fail, 5 quality"),
    Column("weight", "น้ำหนัก", "Weight", ("น้ำหนัก (ร้อยละ)", "weight (%)"),
           "น้ำหนักตามที่พิมพ์", "the weight as printed", 10),
    Column("indicators", "จำนวนตัวชี้วัด", "Indicators", ("number of indicators",),
           "ใช้อนุมานน้ำหนักตามสัดส่วน", "for weights by share of indicators", 10),
    Column("target", "เป้าหมาย", "Target", ("ค่าเป้าหมาย",), "ค่าเป้าหมาย", "the target", 10),
    *(Column(f"t{score}", f"เกณฑ์ {score}", f"Criterion {score}",
             (f"ระดับ {score}", f"คะแนน {score}", f"threshold {score}", str(score)),
             f"ค่าที่ได้ {score} คะแนน", f"the result that earns {score}", 10)
      for score in SCORES),
    Column("base", "ค่าฐาน", "Base", ("base value",),
           "ค่าที่ได้ 3 คะแนน เมื่อเกณฑ์เขียนเป็น +/- x ต่อ 1 คะแนน",
           "the value that earns 3, for +/- x per point", 10),
    Column("step", "ช่วงปรับ", "Step", ("ช่วงปรับเกณฑ์", "+/-"),
           "x; ติดลบหากค่าน้อยดีกว่า", "x; negative where less is better", 10),
    Column("result", "ผลงาน", "Result", ("ผลการดำเนินงาน", "actual", "achieved"),
           "ผลตามที่พิมพ์ หรือ ผ่าน/ไม่ผ่าน หรือค่าของการตั้งค่า",
           "as printed; or pass/fail; or a setting's value"),
    Column("score", "คะแนน", "Score", ("ค่าคะแนน", "ค่าคะแนนที่ได้", "คะแนนที่ได้"),
           "คะแนนที่พิมพ์ไว้ เพื่อเปรียบเทียบ", "the printed score, to compare", 10),
    Column("weighted", "คะแนนถ่วงน้ำหนัก", "Weighted score",
           ("ค่าคะแนนถ่วงน้ำหนัก", "weighted"), "ตามที่พิมพ์", "as printed", 12),
    Column("percent", "ร้อยละ", "Percent", ("คะแนนร้อยละ", "total percent"),
           "คะแนนรวมร้อยละของบุคคลหรือแถวรวม", "total percent of a person or total row", 10),
    Column("band", "ผลประเมิน", "Band", ("ระดับผลการประเมิน", "ผลการประเมิน"),
           "ดีเด่น ดีมาก ดี พอใช้ ต้องปรับปรุง",
           "outstanding, very good, good, fair, needs improvement", 14),
    Column("expected", "สมรรถนะที่คาดหวัง", "Expected", ("ระดับที่คาดหวัง", "คาดหวัง"),
           "ระดับที่คาดหวัง", "the level expected", 12),
    Column("shown", "สมรรถนะที่แสดง", "Shown", ("ระดับที่แสดง", "แสดงออก"),
           "ระดับที่แสดงออก", "the level shown", 12),
)  # fmt: skip

BY_KEY = {column.key: column for column in COLUMNS}
NUMERIC = frozenset(
    {"weight", "indicators", "target", "base", "step", "score", "weighted", "percent", "expected",
     "shown", *(f"t{score}" for score in SCORES)}
)  # fmt: skip

KINDS: dict[RowKind, tuple[str, ...]] = {
    "indicator": ("ตัวชี้วัด", "indicator", "ตัวชี้วัดย่อย", "sub-indicator", "kpi", ""),
    "group": ("กลุ่ม", "group", "โครงการ", "project", "มิติ", "dimension", "หน่วยงาน", "unit",
              "profile", "roadmap"),
    "total": ("รวม", "total", "รวมทั้งสิ้น", "ผลรวม"),
    "person": ("บุคคล", "person"),
    "competency": ("สมรรถนะ", "competency"),
    "setting": ("ตั้งค่า", "setting"),
}  # fmt: skip

METHODS: dict[str, tuple[str, ...]] = {
    "quantity": ("1", "quantity", "เชิงปริมาณ", "ปริมาณ"),
    "quantities": ("2", "quantities", "หลายปริมาณ", "เชิงปริมาณมากกว่า1ตัวชี้วัด"),
    "milestones": ("3", "milestones", "milestone", "ขั้นตอน", "ตามขั้นตอน"),
    "pass_fail": ("4", "pass/fail", "passfail", "ผ่าน/ไม่ผ่าน", "สำเร็จ/ไม่สำเร็จ"),
    "quality": ("5", "quality", "เชิงคุณภาพ", "คุณภาพ"),
}

PASSED = ("ผ่าน", "สำเร็จ", "pass", "passed", "yes", "true")
FAILED = ("ไม่ผ่าน", "ไม่สำเร็จ", "fail", "failed", "no", "false")

#: Setting: (other names, values allowed or what it takes, value without the row).
SETTINGS: dict[str, tuple[tuple[str, ...], str]] = {
    "rounding": (("การปัดเศษ",), "half_up"),
    "total_weight": (("น้ำหนักรวม",), "auto"),
    "below": (("ต่ำกว่าเกณฑ์ 1",), "1"),
    "form_weights": (("สัดส่วนแบบประเมิน",), "70/30"),
}


def squeezed(text: str) -> str:
    """Text as headings and words are compared: no spaces, no case."""
    return re.sub(r"\s+", "", text).casefold()


def column_of(heading: str) -> Column | None:
    """The column that a heading names, by its Thai, its English, or both."""
    whole = squeezed(heading)
    for column in COLUMNS:
        names = {squeezed(each) for each in (column.thai, column.english, *column.others)}
        names |= {squeezed(column.heading), f"{squeezed(column.thai)}({squeezed(column.english)})"}
        if whole in names:
            return column
    return None


def word_in(text: str, table: dict[str, tuple[str, ...]]) -> str | None:
    """The key whose words hold the text, None for a word that is not known."""
    wanted = squeezed(text)
    for key, words in table.items():
        if wanted == squeezed(key) or wanted in map(squeezed, words):
            return key
    return None
