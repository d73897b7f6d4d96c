from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, ClassVar, cast

from extractors.layouts.labels import flex
from extractors.thai.dates import without_dates
from pipeline.validator.case import printed
from pipeline.validator.evidence import meaning, word_class
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.scoring.ladder import same_figure
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case, KpiView
    from schemas.claim import ReadClaim
    from schemas.printed import Printed

_MEASURED = re.compile(
    rf"(?:^|[\s(]|{flex('โดย')}|{flex('ซึ่ง')}|{flex('และ')}|{flex('มี')}|{flex('สรุป')}|{flex('รวม')}|{flex('ภาพ')}|{flex('ทำให้')})"
    rf"(?:{flex('ผลการดำเนิน')}|{flex('ผลการปฏิบัติ')}|{flex('ผลงาน')}|{flex('ผลสำเร็จ')}|{flex('ความสำเร็จ')}|{flex('ผลสัมฤทธิ์')}|{flex('ผลลัพธ์')}"
    rf"|{flex('ผลตามตัวชี้วัด')}|{flex('ผลของตัวชี้วัด')}|{flex('ความก้าวหน้า')}|{flex('ความคืบหน้า')}|{flex('บรรลุ')}|{flex('ดำเนินการได้')})"
)
"""Words that name a KPI's result, where a phrase begins with them."""
_OF = re.compile(
    rf"\s*{flex('ของ')}(?!{flex('ตัวชี้วัด')}|{flex('ขั้นตอน')}|{flex('ทั้งหมด')})|\s*\([^()\n]{{0,60}}{flex('จาก')}"
)
"""`ร้อยละ 60 ของแผนงาน`, `ร้อยละ 60 (12 แห่ง จาก 20 แห่ง)` are shares of something else."""
_QUARTER = re.compile(
    rf"{flex('ไตรมาส')}\s*(?:{flex('ที่')})?\s*[1-4๑-๔]|{flex('ปี')}(?:{flex('งบประมาณ')})?\s*(?:พ\.ศ\.\s*)?[2๒][5๕][0-9๐-๙]{{2}}"
)
_NO_WORDS = re.compile(r"[\s0-9๐-๙.,%()\-–:]+")
_UNITS = {"level": ("level ", "ระดับ"), "percent": ("percent ", "ร้อยละ")}
_FIGURES_BEGIN = re.compile(r"[0-9๐-๙]|จำนวน|ร้อยละ|คิดเป็น")
SHORTEST_MEASURE = 10
"""Shortest words before the first figure, in characters, that name a measure."""
ALIKE = 0.75
"""Likeness of the words before a figure from which on they give the same measure."""
_PLAN = re.compile(
    "|".join(flex(word) for word in ("เป้าหมาย", "แผน", "คาด", "ปีที่แล้ว", "ปีก่อน", "เดิม", "ไม่ถึง"))
)


class TextTableMismatch(Rule):
    """The narrative's figure differs from the table's for the same quarter.

    Why it matters: table and narrative report the same result of the same quarter.

    **Flagged**
        ไตรมาสที่ 3: ผลงาน 72.50 · ผลการดำเนินงานคิดเป็นร้อยละ 68.40
    **Fine**
        ไตรมาสที่ 3: ผลงาน 72.50 · ผลการดำเนินงานคิดเป็นร้อยละ 72.50
    """

    code = "EVI408"
    name = "text-table-mismatch"
    severity = "warning"
    changes_score: ClassVar[bool | None] = None
    title_th = "ตัวเลขในคำรายงานไม่ตรงกับตาราง"
    why_th = "ตารางและคำรายงานบอกผลของไตรมาสเดียวกัน"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        kpi = case.kpi
        if kpi is None or not kpi.results or case.section("table") is None:
            raise NotCheckable("no table of quarterly results")
        checked = False
        for quarter, value in kpi.results:
            told = _told(case, kpi, quarter.quarter)
            if told is None:
                continue
            checked = True
            figure = printed(told.value)
            row = kpi.claim(f"quarters.{quarter.quarter - 1}.result")
            if figure is None or row is None or _agree(kpi, told, figure, value):
                continue
            yield _draft(kpi, told, row, quarter.quarter)
        if not checked:
            raise NotCheckable("no narrative prints the result of its quarter")


def _draft(kpi: KpiView, told: ReadClaim, row: ReadClaim, quarter: int) -> Draft:
    unit, unit_th = _UNITS.get(told.kind, ("", ""))
    read = ""
    read_th = ""
    value = printed(row.value)
    reached = kpi.reached(value) if value is not None and told.kind == "level" else None
    if reached is not None and value is not None and str(reached) != value.text:
        read, read_th = f" (level {reached})", f" (ระดับ {reached})"
    return Draft(
        f"The narrative of quarter {quarter} gives {unit}{told.value} as the result, the table "
        f"gives {row.value}{read}. {MAY_BE_WRONG}",
        f"คำรายงานไตรมาสที่ {quarter} ระบุผล{unit_th} {told.value} แต่ตารางระบุ {row.value}{read_th} "
        f"{MAY_BE_WRONG_TH}",
        claims=[told.id, row.id],
        quarter=quarter,
        level=int(float(told.value or "0")) if told.kind == "level" else None,
        expected=row.value,
        actual=told.value,
        changes_score=quarter == kpi.results[-1][0].quarter,
    )


def _told(case: Case, kpi: KpiView, quarter: int) -> ReadClaim | None:
    """Return the one figure of a narrative that is the KPI's result, in the KPI's own unit.

    It is called the result, or it is told in the words that give the result in other quarters.
    """
    figures = [claim for claim in _figures(case, kpi, quarter) if not _is_share(case, kpi, claim)]
    named = [claim for claim in figures if claim.kind == "level" or _is_named(case, claim)]
    if named:
        return named[0] if len({claim.value for claim in named}) == 1 else None
    value = printed(kpi.fields.quarters[quarter - 1].result)
    if value is None or any(_is_figure(claim, value) for claim in figures):
        return None
    usual = _usual_words(case, kpi, quarter)
    alike = [claim for claim in figures if _is_alike(_words(case, claim), usual)]
    return alike[0] if len(alike) == 1 else None


def _figures(case: Case, kpi: KpiView, quarter: int) -> list[ReadClaim]:
    """Return the figures of a quarter's narrative that are in the KPI's unit."""
    unit = kpi.fields.unit
    found = []
    for claim in case.claims:
        if claim.quarter != quarter or claim.threshold or claim.field is not None:
            continue
        is_count = claim.kind in ("count", "total") and unit in ("count", "other")
        if claim.kind == unit or (is_count and claim.unit == kpi.fields.unit_text):
            found.append(claim)
    return found


def _is_named(case: Case, claim: ReadClaim) -> bool:
    """Tell whether a figure is called the KPI's result: a word for a result, and up to the figure
    nothing but what every result is said with, or the KPI's own name."""
    clean = case.extraction.text.clean
    before = clean[max(claim.sentence, claim.span[0] - 120) : claim.span[0]]
    if _OF.match(clean, claim.span[1]):
        return False
    for match in reversed(list(_MEASURED.finditer(before))):
        between = without_dates(before[match.end() :].replace("ตัวชี้วัด", " "))
        common = word_class("result") | set(
            meaning(case.kpi.fields.title or "") if case.kpi else ()
        )
        has_figures = any(sign.isdigit() for sign in _QUARTER.sub(" ", between))
        if not has_figures and all(word in common for word in meaning(between)):
            return not _PLAN.search(before, max(0, match.start() - 20))
    return False


def _is_share(case: Case, kpi: KpiView, claim: ReadClaim) -> bool:
    """Tell whether a percent beside a ladder is that of counts beside it: a ladder's is of its steps."""
    share = cast("Analysis", case).bases.share_of.get(claim.id)
    if share is None or share.denominator is None or not kpi.fields.levels:
        return False
    return share.outcome == "fits" and share.denominator.where == "sentence"


def _is_figure(claim: ReadClaim, value: Printed) -> bool:
    figure = printed(claim.value)
    return figure is not None and same_figure(figure, value)


def _usual_words(case: Case, kpi: KpiView, quarter: int) -> list[str]:
    """Return the words before the figures that equal the table's in the other quarters."""
    found = []
    for other, value in kpi.results:
        if other.quarter == quarter:
            continue
        equal = [c for c in _figures(case, kpi, other.quarter) if _is_figure(c, value)]
        if len(equal) == 1:
            found.append(_words(case, equal[0]))
    return found


def _words(case: Case, claim: ReadClaim) -> str:
    """Return what a sentence says up to a figure, numbers and spaces left out."""
    clean = case.extraction.text.clean
    words = clean[max(claim.sentence, claim.span[0] - 120) : claim.span[1]]
    measure = _NO_WORDS.sub("", _FIGURES_BEGIN.split(words, maxsplit=1)[0])
    return measure if len(measure) >= SHORTEST_MEASURE else _NO_WORDS.sub("", words)


def _is_alike(words: str, usual: list[str]) -> bool:
    """Tell whether at least two other quarters tell their result in nearly these words."""
    ratios = (SequenceMatcher(None, words, other, autojunk=False).ratio() for other in usual)
    return sum(ratio >= ALIKE for ratio in ratios) >= 2


def _agree(kpi: KpiView, told: ReadClaim, figure: Printed, value: Printed) -> bool:
    if told.kind != "level":
        return same_figure(figure, value)
    reached = kpi.reached(value)
    return reached is None or reached == figure.value or figure.value == value.value
