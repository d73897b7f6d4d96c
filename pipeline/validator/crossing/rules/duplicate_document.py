from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pipeline.store.sorting import letters
from pipeline.validator.crossing.corpus import Corpus, Report, Source, is_zero
from pipeline.validator.crossing.rule import CrossDraft, CrossRule
from pipeline.validator.crossing.rules.conflicting_reports import conflicts
from pipeline.validator.crossing.versions import is_version
from schemas.printed import Printed

FEWEST_FIGURES = 2
FEWEST_LETTERS = 80
"""What two reports must have in common at least to be one report."""


class DuplicateDocument(CrossRule):
    """The same document lies in two places, or the same report comes in another format.

    Why it matters: counted twice, it weighs twice.

    **Flagged**
        report.html และ report.pdf เป็นรายงานฉบับเดียวกัน ตัวเลขและข้อความตรงกันทุกไตรมาส
    **Fine**
        รายงานไตรมาสที่ 2 และรายงานไตรมาสที่ 4 ของตัวชี้วัดเดียวกัน
    """

    code = "XDC605"
    name = "duplicate-document"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "เอกสารซ้ำ"
    why_th = "เอกสารที่นับสองครั้งมีน้ำหนักสองเท่า"

    def check(self, corpus: Corpus) -> Iterator[CrossDraft]:
        for source in corpus.sources():
            yield _same_bytes(source)
        told: set[str] = set()
        for sources in corpus.same_texts():
            for source in sources:
                other = next(s for s in sources if s is not source)
                told.add(source.document_id)
                yield _same_report(source, other, "the text is the same", "ข้อความตรงกันทั้งฉบับ")
        for reports in corpus.reports_of_one_kpi():
            for one in reports:
                other_ = next((r for r in reports if r is not one and is_copy(one, r)), None)
                if other_ is not None and one.source.document_id not in told:
                    told.add(one.source.document_id)
                    why = "figures and narratives agree in every quarter"
                    yield _same_report(
                        one.source, other_.source, why, "ตัวเลขและข้อความตรงกันทุกไตรมาส"
                    )


def is_copy(one: Report, other: Report) -> bool:
    """Tell whether two documents are one report: all figures and narratives agree."""
    if one.item or other.item or is_version(one, other) or any(conflicts(one, other)):
        return False
    fields = zip((one.target, one.achieved, *one.results),
                 (other.target, other.achieved, *other.results), strict=True)  # fmt: skip
    same = [a for a, b in fields if not is_zero(a) and not is_zero(b) and _equal(a, b)]
    texts = [tuple(letters(text or "") for text in pair)
             for pair in zip(one.narratives, other.narratives, strict=True)]  # fmt: skip
    shared = sum(len(first) for first, second in texts if first == second)
    return (
        one.reported == other.reported
        and len(same) >= FEWEST_FIGURES
        and shared >= FEWEST_LETTERS
        and all(first == second for first, second in texts)
    )


def _equal(one: str | None, other: str | None) -> bool:
    first, second = Printed.parse(one or ""), Printed.parse(other or "")
    return first is not None and second is not None and first.value == second.value


def _same_bytes(source: Source) -> CrossDraft:
    places = sorted(source.sources)
    shown = ", ".join(places[:5]) + (", …" if len(places) > 5 else "")
    return CrossDraft(
        source,
        None,
        f"The same bytes lie in {len(places)} places: {shown}.",
        f"ไฟล์เดียวกันอยู่ใน {len(places)} แห่ง: {shown}",
        actual=str(len(places)),
        subject=f"{source.document_id} bytes",
    )


def _same_report(source: Source, other: Source, why: str, why_th: str) -> CrossDraft:
    return CrossDraft(
        source,
        other,
        f"This is the same report as {other.name}: {why}.",
        f"เป็นรายงานฉบับเดียวกับ {other.name}: {why_th}",
        subject=f"{source.document_id} report",
    )
