from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case
    from schemas.claim import ReadClaim


class PopulationSwitched(Rule):
    """The counts of one group stand for another group.

    Why it matters: a share of people who were never counted supports no level.

    **Flagged**
        ระดับ 4 วิทยากรชุมชน รุ่นที่ 1 28 คน รุ่นที่ 2 31 คน · ระดับ 5 ผู้รับคำแนะนำ รุ่นที่ 1 28 คน รุ่นที่ 2 31 คน
    **Fine**
        ระดับ 4 วิทยากรชุมชน รุ่นที่ 1 28 คน รุ่นที่ 2 31 คน · ระดับ 5 ผู้รับคำแนะนำ รุ่นที่ 1 84 คน รุ่นที่ 2 90 คน
    """

    code = "EVI411"
    name = "population-switched"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "ใช้จำนวนของกลุ่มหนึ่งแทนอีกกลุ่มหนึ่ง"
    why_th = "ร้อยละของกลุ่มที่ไม่เคยนับจำนวนย่อมไม่รองรับระดับใด"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        batched = [c for c in case.of_kind("count") if c.batch is not None and c.level]
        if not batched:
            raise NotCheckable("no level counts its batches")
        borrowed = cast("Analysis", case).bases.borrowed
        rows: dict[tuple[str, int], list[tuple[ReadClaim, ReadClaim]]] = {}
        for name, source in borrowed.items():
            claim = case.by_id[name]
            rows.setdefault((claim.section, claim.sentence), []).append((claim, source))
        for pairs in rows.values():
            later, earlier = [c for c, _ in pairs], [s for _, s in pairs]
            counts = ", ".join(f"{c.value}" for c in later)
            groups = [_group(case, claims[0]) for claims in (earlier, later)]
            yield Draft(
                f"The counts {counts} of “{groups[1]}” (level {later[0].level}) are those of "
                f"“{groups[0]}” (level {earlier[0].level}); one group's counts may have been "
                "used for the other, or the words may be the wrong ones.",
                f"จำนวน {counts} ของ “{groups[1]}” (ระดับ {later[0].level}) เป็นจำนวนเดียวกับของ "
                f"“{groups[0]}” (ระดับ {earlier[0].level}) อาจนำจำนวนของกลุ่มหนึ่งมาใช้กับอีกกลุ่ม "
                "หรือคำที่ใช้อาจคลาดเคลื่อน",
                claims=[c.id for c in (*later, *earlier)],
                quarter=later[0].quarter,
                level=later[0].level,
            )


def _group(case: Case, claim: ReadClaim) -> str:
    """Return the words that name the group of a sentence's first count, figures left out."""
    words = case.text((claim.sentence, claim.span[0]))
    return shorten(words.lstrip("-–• "), 60)
