from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pipeline.validator.crossing.corpus import Corpus, Report, disagree, same_kpi
from pipeline.validator.crossing.rule import CrossDraft, CrossRule
from pipeline.validator.crossing.versions import later
from schemas.printed import Printed


class TargetChanged(CrossRule):
    """A later document of the same year has an easier target.

    Why it matters: a target lowered during the year turns a miss into a success.

    **Flagged**
        รายงานไตรมาสที่ 2: ค่าเป้าหมาย ร้อยละ 100 · รายงานไตรมาสที่ 4 ปีเดียวกัน: ค่าเป้าหมาย ร้อยละ 80
    **Fine**
        ปี 2564: ค่าเป้าหมาย ร้อยละ 100 · ปี 2565: ค่าเป้าหมาย ร้อยละ 80
    """

    code = "XDC606"
    name = "target-changed"
    severity = "warning"
    changes_score: ClassVar[bool | None] = True
    title_th = "ค่าเป้าหมายถูกปรับให้ง่ายขึ้นระหว่างปี"
    why_th = "การลดเป้าหมายระหว่างปีทำให้ผลที่ไม่ถึงเป้ากลายเป็นสำเร็จ"
    kinds = frozenset(("kpi_report", "kpi_index", "scorecard"))

    def check(self, corpus: Corpus) -> Iterator[CrossDraft]:
        for reports in corpus.reports_of_one_kpi():
            told: set[str] = set()
            for at, one in enumerate(reports):
                for other in reports[at + 1 :]:
                    new = later(one, other)
                    if new is None or not same_kpi(one, other):
                        continue
                    old = other if new is one else one
                    if new.source.document_id not in told and is_easier(new, old):
                        told.add(new.source.document_id)
                        yield _draft(new, old)


def is_easier(new: Report, old: Report) -> bool:
    """Tell whether the new target is below the old one; above it where less is better."""
    if not disagree(new.target, old.target):
        return False
    first, second = Printed.parse(new.target or ""), Printed.parse(old.target or "")
    assert first is not None and second is not None
    is_falling = "ลดลง" in f"{new.unit_text or ''} {new.title or ''}"
    return first.value > second.value if is_falling else first.value < second.value


def _draft(new: Report, old: Report) -> CrossDraft:
    name = new.kpi_code or new.title or "-"
    spot = new.spots.get("target")
    return CrossDraft(
        new.source,
        old.source,
        f"The target of {name} for {new.fiscal_year} is {new.target} here; an earlier document of "
        f"the same year, {old.source.name}, has {old.target}. The change may have been approved.",
        f"ค่าเป้าหมายของ {name} ปี {new.fiscal_year} ในเอกสารนี้คือ {new.target} แต่เอกสารก่อนหน้าในปีเดียวกัน "
        f"({old.source.name}) คือ {old.target} การปรับอาจได้รับอนุมัติแล้ว",
        [spot] if spot else [],
        old.spots.get("target"),
        expected=old.target,
        actual=new.target,
        subject=f"{name} {new.fiscal_year}",
    )
