from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from extractors.thai.marks import MARK_REPAIRS
from pipeline.validator.rule import Draft, Rule

if TYPE_CHECKING:
    from pipeline.validator.case import Case

_NAMES = {
    "pua_mark": ("private-use marks mapped", "แปลงวรรณยุกต์และสระจากรหัสเฉพาะแบบอักษร"),
    "latin_tone": ("Latin letters read as tone marks", "อ่านอักษรละตินเป็นวรรณยุกต์"),
    "mojibake": ("wrongly decoded Thai decoded again", "ถอดรหัสภาษาไทยที่เพี้ยนใหม่"),
    "decomposed_am": ("sara am put together", "ประกอบสระอำ"),
    "doubled_am": ("doubled sara am", "สระอำซ้ำ"),
    "split_am": ("split sara am joined", "ต่อสระอำที่ถูกแยก"),
    "lost_am": ("lost sara am", "สระอำที่หายไป"),
    "moved_tone": ("moved tone marks", "วรรณยุกต์ผิดตำแหน่ง"),
    "space_before_mark": ("spaces before marks", "เว้นวรรคหน้าสระหรือวรรณยุกต์"),
    "mark_line": ("marks on lines of their own", "สระหรือวรรณยุกต์แยกบรรทัด"),
    "doubled_mark": ("doubled marks", "สระหรือวรรณยุกต์ซ้ำ"),
    "double_sara_e": ("two sara e for sara ae", "สระเอซ้อนแทนสระแอ"),
    "nfc": ("marks put in order", "เรียงลำดับสระและวรรณยุกต์"),
    "letter_spaced": ("spaces between letters", "เว้นวรรคระหว่างตัวอักษร"),
}


class RepairedText(Rule):
    """Thai marks were repaired on reading.

    Why it matters: a search in the original does not find words whose marks are damaged.

    **Flagged**
        จัดทํารายงานเเล้วเสร็จ (สระอำและสระแอพิมพ์แยก)
    **Fine**
        จัดทำรายงานแล้วเสร็จ
    """

    code = "TXT503"
    name = "repaired-text"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "ซ่อมสระและวรรณยุกต์ขณะอ่าน"
    why_th = "ค้นหาในต้นฉบับจะไม่พบคำที่สระหรือวรรณยุกต์เสียหาย"
    kinds = frozenset()

    def check(self, case: Case) -> Iterator[Draft]:
        counts = {
            name: count
            for name, count in case.extraction.repairs.items()
            if name in MARK_REPAIRS and count
        }
        if not counts:
            return
        whole = sum(counts.values())
        named = [(_NAMES.get(name, (name, name)), count) for name, count in sorted(counts.items())]
        place = case.first_place
        yield Draft(
            f"{whole} Thai marks were repaired on reading: "
            f"{', '.join(f'{en} {count}' for (en, _), count in named)}.",
            f"ซ่อมสระและวรรณยุกต์ขณะอ่าน {whole} แห่ง: "
            f"{', '.join(f'{th} {count}' for (_, th), count in named)}",
            places=[place] if place else [],
            actual=str(whole),
            subject="repairs",
        )
