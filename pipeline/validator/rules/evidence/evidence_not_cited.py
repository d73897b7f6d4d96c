from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from extractors.thai.dates import find_dates
from pipeline.validator.evidence import meaning
from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.case import Case

_D = "[0-9๐-๙]"
_NUMBERED = re.compile(
    rf"{_D}+\s*/\s*(?:ว\s*\.?\s*)?{_D}+|เลข(?:ที่|รับ(?:ที่)?)\s*[:.]?\s*{_D}+"
    rf"|(?:คำสั่ง|หนังสือ|ประกาศ|บันทึกข้อความ)[^\d๐-๙]{{0,40}}ที่\s*(?:[ก-ฮ]{{1,4}}\.?\s*)?{_D}+"
)
_YEAR = re.compile(rf"(?<!{_D})[2๒][4-6๔-๖]{_D}{{2}}(?!{_D})|(?<!{_D})20{_D}{{2}}(?!{_D})")
_LINKED = re.compile(r"https?://|www\.|\.(?:go|or|co|com|in)\.?(?:th)?\b", re.IGNORECASE)
TOLD = 0.75
"""Share of an item's words that a dated or numbered statement must carry to cite it."""
NAMED = 3
"""So many items are named in the message."""


class EvidenceNotCited(Rule):
    """Listed evidence without number or date, which no dated text names either.

    Why it matters: a document that cannot be told from others cannot be asked for.

    **Flagged**
        หลักฐานอ้างอิง: - คำสั่งแต่งตั้งคณะทำงาน - รายงานการประชุม - ภาพถ่ายกิจกรรม
    **Fine**
        หลักฐานอ้างอิง: - คำสั่งสำนักงานเขต ที่ 77/2564 ลงวันที่ 8 มกราคม 2564
    """

    code = "EVI405"
    name = "evidence-not-cited"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "หลักฐานที่ไม่ระบุเลขที่หรือวันที่"
    why_th = "เอกสารที่แยกจากฉบับอื่นไม่ได้ ย่อมเรียกตรวจสอบไม่ได้"
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        kpi = case.kpi
        items = kpi.fields.evidence if kpi is not None else []
        if kpi is None or not items:
            raise NotCheckable("the document lists no evidence")
        cited = self._cited(case)
        bare = [
            (number, text)
            for number, text in enumerate(items)
            if len("".join(text.split())) > 3 and not is_named(text) and not _is_told(text, cited)
        ]
        if not bare:
            return
        fields = case.record.fields
        places = [fields[path] for n, _ in bare if (path := f"evidence.{n}") in fields]
        section = case.section("evidence") or case.section("data_sources")
        places = places or (case.places(section.heading) if section else [])
        shown = ", ".join(f"“{shorten(text, 50)}”" for _, text in bare[:NAMED])
        more = "" if len(bare) <= NAMED else ", …"
        yield Draft(
            f"{len(bare)} of {len(items)} evidence items have neither number nor date: "
            f"{shown}{more}.",
            f"หลักฐาน {len(bare)} จาก {len(items)} รายการไม่ระบุเลขที่หรือวันที่: {shown}{more}",
            places=places or ([kpi.place] if kpi.place else []),
            actual=str(len(bare)),
            subject="evidence",
        )

    def _cited(self, case: Case) -> list[set[str]]:
        """Return the words of the statements that name a date or a document's number."""
        return [
            set(meaning(s.text))
            for s in case.statements
            if _NUMBERED.search(s.text) or find_dates(s.text)
        ]


def is_named(text: str) -> bool:
    """Tell whether a text tells one document from others: by number, date, year or address."""
    return bool(
        _NUMBERED.search(text) or _YEAR.search(text) or _LINKED.search(text) or find_dates(text)
    )


def _is_told(item: str, statements: list[set[str]]) -> bool:
    wanted = meaning(item)
    if len(wanted) < 2:
        return False
    return any(sum(w in held for w in wanted) / len(wanted) >= TOLD for held in statements)
