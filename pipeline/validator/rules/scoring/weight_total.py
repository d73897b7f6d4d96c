from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.cells import Cell, ScoreRow, cell, families, joined, listed, score_rows
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.scoring.numbers import agrees
from pipeline.validator.scoring.weights import (
    HUNDRED,
    expected_total,
    tables_of_weights,
    total_range,
    weighted_score,
    weights_add_up,
)
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH, shorten, shown
from schemas.method_deck import MethodDeck
from schemas.scorecard import Scorecard

if TYPE_CHECKING:
    from pipeline.validator.case import Case

_OF_ONE_KPI = "sar_card"
_ALLOWED = re.compile(
    r"น้ำหนัก[^\n]{0,60}(?:เกิน(?:กว่า)?\s*(?:ร้อยละ\s*)?(?:100|๑๐๐)\s*ได้|ไม่จำเป็นต้อง|มากกว่า\s*(?:ร้อยละ\s*)?(?:100|๑๐๐)\s*ได้)"
    r"|(?:ปรับ|เทียบ|แปลง)[^\n]{0,40}น้ำหนัก[^\n]{0,40}(?:100|๑๐๐)|น้ำหนัก[^\n]{0,40}(?:ปรับ|เทียบ|แปลง|หารด้วย)[^\n]{0,40}"
    r"(?:100|๑๐๐|น้ำหนักรวม|ผลรวมน้ำหนัก)|normali[sz]e",
    re.IGNORECASE,
)


class WeightTotal(Rule):
    """Weights do not add up to 100 or to their parent's weight.

    Why it matters: every weighted score of the unit rests on them.

    **Flagged**
        60 + 15 + 20 + 10 = 105
    **Fine**
        60 + 15 + 15 + 10 = 100
    """

    code = "SCO208"
    name = "weight-total"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "น้ำหนักรวมไม่เท่ากับ 100 หรือน้ำหนักของหัวข้อหลัก"
    why_th = "คะแนนถ่วงน้ำหนักทุกค่าขึ้นกับน้ำหนักรวม"
    kinds = frozenset(("scorecard", "method_deck"))

    def check(self, case: Case) -> Iterator[Draft]:
        if _ALLOWED.search(case.extraction.text.clean):
            raise NotCheckable("the document itself allows another sum of weights")
        record = case.record
        if isinstance(record, MethodDeck):
            yield from self._dimensions(case, record)
        elif isinstance(record, Scorecard):
            yield from self._items(case, record)

    def _dimensions(self, case: Case, deck: MethodDeck) -> Iterator[Draft]:
        cells = [
            cell(case, f"dimensions.{number}.weight", dimension.weight)
            for number, dimension in enumerate(deck.dimensions)
        ]
        known = [each for each in cells if each is not None]
        if len(known) < 2:
            raise NotCheckable("fewer than two weights are printed")
        yield from _compare(known, Decimal(100), len(known) < len(cells), "the dimensions", "มิติ")

    def _items(self, case: Case, card: Scorecard) -> Iterator[Draft]:
        rows = score_rows(case)
        weighed = [row for row in rows if row.weight is not None]
        if len(weighed) < 2:
            raise NotCheckable("fewer than two weights are printed")
        whole = cell(case, "total_weight", card.total_weight)
        for parent, members in families(rows):
            known = [row.weight for row in members if row.weight is not None]
            if len(known) < 2:
                continue
            has_gap = len(known) < len(members)
            if parent is None:
                is_part = whole is None and case.extraction.layout == _OF_ONE_KPI
                if is_part and sum(each.value.value for each in known) < HUNDRED:
                    raise NotCheckable("cards of single KPIs need not be all of the agency's")
                yield from self._top(members, known, whole, has_gap)
            else:
                yield from self._under(parent, known, has_gap)

    def _top(
        self, members: list[ScoreRow], known: list[Cell], whole: Cell | None, has_gap: bool
    ) -> Iterator[Draft]:
        """Weights of the table against its printed total, and that against 100 (or 1)."""
        expected = expected_total([each.value for each in known])
        totals = (whole.value.value, expected) if whole is not None else (expected,)
        if any(tables_of_weights([each.value for each in known], total) > 1 for total in totals):
            return  # several sheets in one file
        is_printed_sum = whole is not None and agrees(
            whole.value, total_range([each.value for each in known])
        )
        if whole is not None and not is_printed_sum and not has_gap:
            cells = [*known, whole]
            yield from _compare(
                known, whole.value.value, False, "the rows", "รายการ", cells, "printed total"
            )
            return
        if whole is not None and is_printed_sum and whole.value.value < expected:
            return  # a part of a larger table, which says so
        if not _normalises(members, known, expected):
            yield from _compare(known, expected, has_gap, "the rows", "รายการ")

    def _under(self, parent: ScoreRow, known: list[Cell], has_gap: bool) -> Iterator[Draft]:
        """Weights under one row: they make its weight, or 100, or 1."""
        sums = total_range([each.value for each in known])
        allowed = [Decimal(100), Decimal(1)]
        if parent.weight is not None:
            allowed.insert(0, parent.weight.value.value)
        if has_gap or any(agrees(sums, value) for value in allowed):
            return
        label = shorten(parent.label, 50)
        cells = [*known, *([parent.weight] if parent.weight else [])]
        yield from _compare(
            known, allowed[0], False, f"the rows under “{label}”", f"แถวย่อยของ “{label}”", cells
        )


def _compare(
    known: list[Cell],
    expected: Decimal,
    has_gap: bool,
    what: str,
    what_th: str,
    cells: list[Cell] | None = None,
    named: str = "",
) -> Iterator[Draft]:
    values = [each.value for each in known]
    whole = sum((value.value for value in values), Decimal(0))
    fits = weights_add_up(values, expected)
    if fits is not False or (has_gap and whole <= expected):
        return
    formula = f"{listed([value.text for value in values])} = {shown(whole)}"
    missing = ", although one is missing" if has_gap else ""
    missing_th = " ทั้งที่ยังขาดบางรายการ" if has_gap else ""
    claims, places = joined(cells or known)
    whose, whose_th = ("the printed total", "น้ำหนักรวมที่พิมพ์ไว้") if named else ("", "")
    yield Draft(
        f"The weights of {what} add up to {formula}, not to {whose}{' ' if whose else ''}"
        f"{shown(expected)}{missing}. {MAY_BE_WRONG}",
        f"น้ำหนักของ{what_th}รวมได้ {formula} ไม่เท่ากับ{whose_th} {shown(expected)}{missing_th} "
        f"{MAY_BE_WRONG_TH}",
        claims=claims,
        places=places,
        expected=shown(expected),
        actual=shown(whole),
        subject=what,
    )


def _normalises(members: list[ScoreRow], known: list[Cell], expected: Decimal) -> bool:
    """Tell whether the printed weighted scores divide by the sum of the weights."""
    whole = sum((each.value.value for each in known), Decimal(0))
    fits = usual = 0
    for row in members:
        if row.weight is None or row.score is None or row.weighted is None:
            continue
        for divisor in (whole, expected):
            again = weighted_score(row.score.value.value, row.weight.value.value, divisor)
            hit = isinstance(again, Decimal) and agrees(row.weighted.value, again)
            fits += hit and divisor == whole
            usual += hit and divisor == expected
    return fits > usual
