from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pipeline.validator.crossing.corpus import Card, Corpus
from pipeline.validator.crossing.rule import MAY_BE_WRONG, MAY_BE_WRONG_TH, CrossDraft, CrossRule
from schemas.printed import Printed

FEWEST_KPIS = 2


class DepartmentTotal(CrossRule):
    """A department's total differs from what its KPIs' own reports give.

    Why it matters: the total is what the department is ranked and paid by.

    **Flagged**
        คะแนนรวมของสำนัก 4.8000 · รายงานของตัวชี้วัดทั้งสองให้ (60 x 4 + 40 x 5) / 100 = 4.4000
    **Fine**
        คะแนนรวมของสำนัก 4.4000 · รายงานของตัวชี้วัดทั้งสองให้ 4.4000
    """

    code = "XDC608"
    name = "department-total"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "คะแนนรวมของหน่วยงานไม่ตรงกับรายงานของตัวชี้วัด"
    why_th = "คะแนนรวมใช้จัดอันดับและให้รางวัลหน่วยงาน"
    kinds = frozenset(("scorecard",))

    def check(self, corpus: Corpus) -> Iterator[CrossDraft]:
        for card in corpus.cards():
            total, found = Printed.parse(card.total_score), mean(card)
            if total is None or found is None:
                continue
            # Totals stand on the scale of the scores, or as a share of 100 where five is the top.
            if any(total.interval().contains(value) for value in (found, found * 20)):
                continue
            formula = " + ".join(f"{report.weight} × {report.score}" for report in card.items)
            yield CrossDraft(
                card.source,
                card.items[0].source,
                f"The total score is {card.total_score}; the reports of its {len(card.items)} KPIs "
                f"give {found:.4f} ({formula}, over the sum of the weights). {MAY_BE_WRONG}",
                f"คะแนนรวมคือ {card.total_score} แต่รายงานของตัวชี้วัดทั้ง {len(card.items)} ฉบับให้ "
                f"{found:.4f} {MAY_BE_WRONG_TH}",
                [card.spot] if card.spot else [],
                expected=f"{found:.4f}",
                actual=card.total_score,
                subject=card.source.document_id,
            )


def mean(card: Card) -> Decimal | None:
    """Return sum(weight x score) / sum(weight) of the KPIs' own reports, None without them."""
    pairs = [(Printed.parse(r.weight or ""), Printed.parse(r.score or "")) for r in card.items]
    known = [(weight.value, score.value) for weight, score in pairs if weight and score]
    whole = sum((weight for weight, _ in known), Decimal(0))
    if len(known) < FEWEST_KPIS or len(known) != len(pairs) or not whole:
        return None
    return sum((weight * score for weight, score in known), Decimal(0)) / whole
