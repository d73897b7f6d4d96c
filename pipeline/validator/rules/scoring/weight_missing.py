from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import Draft, NotCheckable, Rule
from schemas.kpi_report import KpiFields
from schemas.method_deck import Dimension, MethodDeck
from schemas.scorecard import Scorecard

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class WeightMissing(Rule):
    """A weight is not printed but follows from the rest.

    Why it matters: every weighted score of the table rests on all weights.

    **Flagged**
        มิติที่ 1 ร้อยละ 60 มิติที่ 2 ร้อยละ 15 มิติที่ 3 มิติที่ 4 ร้อยละ 10
    **Fine**
        มิติที่ 1 ร้อยละ 60 มิติที่ 2 ร้อยละ 15 มิติที่ 3 ร้อยละ 15 มิติที่ 4 ร้อยละ 10
    """

    code = "SCO209"
    name = "weight-missing"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "ไม่ระบุน้ำหนัก แต่อนุมานได้จากส่วนที่เหลือ"
    why_th = "คะแนนถ่วงน้ำหนักทุกค่าขึ้นกับน้ำหนักทั้งหมด"
    kinds = frozenset(("method_deck", "scorecard"))

    def check(self, case: Case) -> Iterator[Draft]:
        record = case.record
        if isinstance(record, MethodDeck):
            yield from self._dimensions(case, record)
        elif isinstance(record, Scorecard):
            yield from self._items(case, record)

    def _dimensions(self, case: Case, deck: MethodDeck) -> Iterator[Draft]:
        weights = [dimension.weight for dimension in deck.dimensions]
        missing = [number for number, weight in enumerate(weights) if weight is None]
        if not any(weights):
            raise NotCheckable("no weights are printed")
        if len(missing) != 1:
            return
        dimension = deck.dimensions[missing[0]]
        balance = Decimal(100) - sum((Decimal(weight) for weight in weights if weight), Decimal(0))
        share = _by_share(deck.dimensions, dimension)
        if balance <= 0:
            return
        basis = "the balance to 100"
        basis_th = "ส่วนที่เหลือจาก 100"
        if share is not None and share == balance:
            basis += " and its share of the indicators"
            basis_th += " และสัดส่วนจำนวนตัวชี้วัด"
        paths = [f"dimensions.{number}.weight" for number in range(len(weights))]
        neighbours = [missing[0] + 1, missing[0] - 1]
        places = [
            case.record.fields[paths[number]]
            for number in neighbours
            if 0 <= number < len(paths) and paths[number] in case.record.fields
        ]
        yield Draft(
            f"No weight is printed for dimension {dimension.number} ({dimension.name or '-'}); {balance:f} "
            f"follows from {basis}.",
            f"ไม่ระบุน้ำหนักของมิติที่ {dimension.number} ({dimension.name or '-'}) คำนวณได้ {balance:f} จาก{basis_th}",
            places=places or [p for p in [case.first_place] if p],
            expected=f"{balance:f}",
            subject=f"dimension {dimension.number}",
        )

    def _items(self, case: Case, card: Scorecard) -> Iterator[Draft]:
        missing = [n for n, item in enumerate(card.items) if item.weight is None]
        if any(_has_no_figure(card.items[n]) for n in missing):
            raise NotCheckable("a row prints no figure at all, or none that could be read")
        known = [Decimal(item.weight) for item in card.items if item.weight is not None]
        if not known:
            raise NotCheckable("no weights are printed")
        whole = Decimal(card.total_weight) if card.total_weight else Decimal(100)
        balance = whole - sum(known, Decimal(0))
        if len(missing) != 1 or balance <= 0:
            return
        kpi = case.kpis[missing[0]]
        yield Draft(
            f"No weight is printed for “{kpi.fields.title or '-'}”; {balance:f} follows from the balance to "
            f"{whole:f}.",
            f"ไม่ระบุน้ำหนักของ “{kpi.fields.title or '-'}” คำนวณได้ {balance:f} จากส่วนที่เหลือจาก {whole:f}",
            places=[kpi.place] if kpi.place else [],
            expected=f"{balance:f}",
            subject=f"item {missing[0]}",
        )


def _has_no_figure(item: KpiFields) -> bool:
    return item.score is None and item.weighted_score is None and item.achieved.value is None


def _by_share(dimensions: list[Dimension], wanted: Dimension) -> Decimal | None:
    """Return a dimension's share of all indicators in percent, None where counts are missing."""
    counts = {}
    for dimension in dimensions:
        numbers = [project.indicators for project in dimension.projects]
        if not numbers or not all(numbers):
            return None
        counts[dimension.number] = sum(Decimal(number or "0") for number in numbers)
    whole = sum(counts.values(), Decimal(0))
    return 100 * counts[wanted.number] / whole if whole else None
