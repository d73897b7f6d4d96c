from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pipeline.validator.crossing.corpus import Corpus, Report, disagree, same_kpi
from pipeline.validator.crossing.rule import MAY_BE_WRONG, MAY_BE_WRONG_TH, CrossDraft, CrossRule
from pipeline.validator.crossing.versions import is_in_doubt_on_target, is_version

_NAMES = {
    "target": ("target", "ค่าเป้าหมาย"),
    "achieved": ("result", "ผลงานที่ทำได้"),
}


class ConflictingReports(CrossRule):
    """Two documents of the same KPI and period print different values.

    Why it matters: a reader of either document is told another result.

    **Flagged**
        แบบฟอร์ม: ผลงานที่ทำได้ 93.59 · หน้าเว็บของตัวชี้วัดเดียวกัน ปีเดียวกัน: 95.10
    **Fine**
        แบบฟอร์ม: 93.59 · หน้าเว็บ: 93.6
    """

    code = "XDC601"
    name = "conflicting-reports"
    severity = "error"
    changes_score: ClassVar[bool | None] = None
    title_th = "เอกสารของตัวชี้วัดเดียวกันให้ค่าต่างกัน"
    why_th = "ผู้อ่านเอกสารแต่ละฉบับได้รับผลคนละค่า"
    kinds = frozenset(("kpi_report", "kpi_index", "scorecard"))

    def check(self, corpus: Corpus) -> Iterator[CrossDraft]:
        for reports in corpus.reports_of_one_kpi():
            told: set[tuple[str, str]] = set()
            for at, one in enumerate(reports):
                for other in reports[at + 1 :]:
                    if is_version(one, other) or not same_kpi(one, other):
                        continue
                    for field in conflicts(one, other):
                        for first, second in ((one, other), (other, one)):
                            if (first.source.document_id, field) not in told:
                                told.add((first.source.document_id, field))
                                yield _draft(first, second, field)


def conflicts(one: Report, other: Report) -> Iterator[str]:
    """Yield the fields in which two reports of one KPI and year cannot both be right."""
    for quarter in range(1, 5):
        if disagree(one.results[quarter - 1], other.results[quarter - 1]):
            yield f"result {quarter}"
    # A header repeats the last quarter reported: those of different quarters may well differ.
    ends = {report.reported for report in (one, other)} - {0}
    if ends <= {4} and disagree(one.achieved, other.achieved):
        yield "achieved"
    if is_in_doubt_on_target(one, other) and disagree(one.target, other.target):
        yield "target"


def _draft(one: Report, other: Report, field: str) -> CrossDraft:
    if field in _NAMES:
        quarter = None
        mine, others = (getattr(report, field) for report in (one, other))
        what, what_th = _NAMES[field]
    else:
        quarter = int(field[-1])
        mine, others = one.results[quarter - 1], other.results[quarter - 1]
        what, what_th = f"result of quarter {quarter}", f"ผลไตรมาสที่ {quarter}"
    name = one.kpi_code or one.title or "-"
    spot = one.spots.get(field)
    changes = field == "achieved" or quarter == max(one.reported, other.reported)
    return CrossDraft(
        one.source,
        other.source,
        f"The {what} of {name} in {one.fiscal_year} is {mine} here and {others} in "
        f"{other.source.name}; no value prints both ways. {MAY_BE_WRONG}",
        f"{what_th}ของ {name} ปี {one.fiscal_year} ในเอกสารนี้คือ {mine} แต่ใน {other.source.name} "
        f"คือ {others} {MAY_BE_WRONG_TH}",
        [spot] if spot else [],
        other.spots.get(field),
        quarter=quarter,
        expected=others,
        actual=mine,
        changes_score=changes,
        subject=f"{name} {one.fiscal_year} {field}",
    )
