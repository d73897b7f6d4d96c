from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pipeline.validator.crossing.corpus import Corpus, Narrative, Spot
from pipeline.validator.crossing.rule import CrossDraft, CrossRule
from pipeline.validator.crossing.shingles import Twinned, Twins
from pipeline.validator.wording import shorten


class CopiedAcrossReports(CrossRule):
    """A narrative is that of another KPI or unit.

    Why it matters: a text copied from another report says nothing of this one's work.

    **Flagged**
        เขต ก และเขต ข รายงานข้อความเดียวกันทั้งย่อหน้า ทั้งตัวเลขและวันที่
    **Fine**
        เขต ก และเขต ข ทำงานตามแผนเดียวกัน แต่รายงานจำนวนและวันที่ของตนเอง
    """

    code = "EVI410"
    name = "copied-across-reports"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "คำรายงานซ้ำกับตัวชี้วัดหรือหน่วยงานอื่น"
    why_th = "ข้อความที่คัดลอกจากรายงานอื่นไม่บอกว่าหน่วยงานนี้ทำอะไร"
    kinds = frozenset(("kpi_report", "kpi_index", "scorecard"))

    def check(self, corpus: Corpus) -> Iterator[CrossDraft]:
        twinned: Twinned | None = None
        known: list[Narrative] = []
        told: set[int] = set()
        for narrative in corpus.narratives():
            number = len(known)
            known.append(narrative)
            if number and twinned is None and narrative.source != known[0].source:
                twinned = Twinned()
                for earlier, text in enumerate(known[:-1]):
                    list(twinned.add(earlier, text.text))
            if twinned is None:
                continue
            for twins in twinned.add(number, narrative.text):
                other = known[twins.first]
                if not is_other(other, narrative):
                    continue
                if twins.first not in told:
                    told.add(twins.first)
                    yield _draft(other, narrative, twins, is_later=False)
                if number not in told:
                    told.add(number)
                    yield _draft(narrative, other, twins, is_later=True)


def is_other(one: Narrative, other: Narrative) -> bool:
    """Tell whether two narratives report on different KPIs or come from different units."""
    if one.source.document_id == other.source.document_id and one.item == other.item:
        return False
    if one.source.sources & other.source.sources:
        return False
    units = {n.agency_code or n.agency for n in (one, other)} - {None}
    if one.title_key is not None and one.title_key == other.title_key:
        return len(units) > 1
    return one.kpi_id != other.kpi_id


def _draft(one: Narrative, other: Narrative, twins: Twins, *, is_later: bool) -> CrossDraft:
    mine, others = twins.copy.earlier, twins.copy.later
    if is_later:
        mine, others = others, mine
    name = other.kpi_code or other.source.name
    passage = shorten(one.text[slice(*mine)])
    spot = _within(one, mine)
    return CrossDraft(
        one.source,
        other.source,
        f"The narrative of quarter {one.quarter} is that of {name}, quarter {other.quarter} "
        f"({other.source.name}): {twins.copy.share:.0%} of the shorter text stands in both, "
        f"“{passage}”. Both may rest on a joint work, or on either one's text.",
        f"คำรายงานไตรมาสที่ {one.quarter} ซ้ำกับ {name} ไตรมาสที่ {other.quarter} ({other.source.name}) "
        f"ข้อความที่สั้นกว่าร้อยละ {twins.copy.share * 100:.0f} ปรากฏในทั้งสองฉบับ: “{passage}” "
        "อาจเป็นงานที่ทำร่วมกัน หรือคัดลอกจากฉบับใดฉบับหนึ่ง",
        [spot] if spot else [],
        _within(other, others),
        quarter=one.quarter,
        actual=f"{twins.copy.share:.2f}",
        subject=f"{one.kpi_code or one.source.document_id} {one.item} quarter {one.quarter}",
    )


def _within(narrative: Narrative, span: tuple[int, int]) -> Spot | None:
    """Return the place of a passage in the raw text; the whole narrative's where it was repaired."""
    spot = narrative.spot
    if spot is None or spot.quote != narrative.text:
        return spot
    start, end = span
    return Spot(spot.page, spot.start + start, spot.start + end, narrative.text[start:end])
