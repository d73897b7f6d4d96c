from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class EvaluationMismatch(Rule):
    """The overall evaluation of a quarter differs from its component 2.1.

    Why it matters: the overall figure is component 2.1, but for the copy of the inspection in quarter 4.

    **Flagged**
        ไตรมาสที่ 2: ผลประเมิน 85 · 2.1 / 2.2 = 95 / 100
    **Fine**
        ไตรมาสที่ 4: ผลประเมิน 90 (ค่าของ สยป.) · 2.1 / 2.2 = 95 / 100
    """

    code = "SCO206"
    name = "evaluation-mismatch"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "ผลประเมินรวมไม่ตรงกับองค์ประกอบ 2.1"
    why_th = "ผลประเมินรวมควรเท่ากับองค์ประกอบ 2.1 เว้นแต่ไตรมาสที่ 4 ซึ่งคัดลอกค่าของ สยป."
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        checked = False
        for kpi in case.kpis:
            inspection = kpi.value("inspection.value")
            for number in range(1, 5):
                path = f"quarters.{number - 1}.evaluation"
                overall, first, second = (
                    kpi.value(path), kpi.value(f"{path}_2_1"), kpi.value(f"{path}_2_2")
                )  # fmt: skip
                if overall is None or first is None:
                    continue
                checked = True
                unevaluated = first.value == 0 and (second is None or second.value == 0)
                if overall.value in (first.value, 0) or unevaluated:
                    continue
                if number == 4 and inspection is not None and inspection.value == overall.value:
                    continue
                claims = [kpi.claim(path), kpi.claim(f"{path}_2_1")]
                yield Draft(
                    f"Quarter {number} is evaluated {overall.text} overall, its component 2.1 is "
                    f"{first.text}. {MAY_BE_WRONG}",
                    f"ไตรมาสที่ {number} มีผลประเมินรวม {overall.text} แต่องค์ประกอบ 2.1 คือ {first.text} "
                    f"{MAY_BE_WRONG_TH}",
                    claims=[claim.id for claim in claims if claim is not None],
                    quarter=number,
                    expected=first.text,
                    actual=overall.text,
                )
        if not checked:
            raise NotCheckable("no evaluation stands beside its components")
