from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.cells import cell, score_rows
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.scoring.bands import (
    USUAL_BANDS,
    Band,
    bands_within,
    named_band,
    percent_of_five,
)
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH, shown
from schemas.printed import Interval
from schemas.scorecard import Scorecard

if TYPE_CHECKING:
    from pipeline.validator.case import Case

_NUMBER = r"(?P<{}>\d{{1,3}}(?:\.\d+)?)"
_BOUND = r"\s*[:=(]*\s*(?:ร้อยละ|คะแนน|ตั้งแต่|ช่วง|มากกว่าหรือเท่ากับ|ไม่ต่ำกว่า|>=|≥|\s)*\s*"


class BandMismatch(Rule):
    """The result band differs from the band of the total score.

    Why it matters: the band is what rewards are given by.

    **Flagged**
        คะแนนรวม 92.40 ผลประเมิน ดีมาก
    **Fine**
        คะแนนรวม 92.40 ผลประเมิน ดีเด่น
    """

    code = "SCO213"
    name = "band-mismatch"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "ระดับผลการประเมินไม่ตรงกับคะแนนรวม"
    why_th = "ระดับผลการประเมินใช้พิจารณาความดีความชอบ"
    kinds = frozenset(("scorecard",))

    def check(self, case: Case) -> Iterator[Draft]:
        card = case.record
        assert isinstance(card, Scorecard)
        total = cell(case, "total_score", card.total_score)
        if total is None or not card.band:
            raise NotCheckable("no band stands beside a total score")
        own = own_bands(case.extraction.text.clean)
        bands = own or USUAL_BANDS
        band = named_band(card.band, bands)
        if band is None:
            raise NotCheckable(f"the band {card.band} is none of a known scale")
        percents = _percents(case, total.value.interval(), total.value.value)
        fitting = [found for span in percents for found in bands_within(span, bands)]
        if band in fitting or not fitting:
            return
        right, percent = fitting[0], percents[0]
        scale = "the document's own scale" if own else "the usual scale (90, 80, 70, 60)"
        scale_th = "เกณฑ์ของเอกสาร" if own else "เกณฑ์ที่ใช้ทั่วไป (90, 80, 70, 60)"
        middle = shown((percent.lo + percent.hi) / 2)
        place = case.record.fields.get("band")
        yield Draft(
            f"The band is “{card.band}”, but a total score of {total.value.text} "
            f"({middle} percent) is “{right.name_th}” on {scale}. {MAY_BE_WRONG}",
            f"ระดับผลการประเมินคือ “{card.band}” แต่คะแนนรวม {total.value.text} (ร้อยละ {middle}) "
            f"อยู่ในระดับ “{right.name_th}” ตาม{scale_th} {MAY_BE_WRONG_TH}",
            claims=list(total.claims),
            places=[*([place] if place else []), *total.places],
            expected=right.name_th,
            actual=card.band,
            subject="band",
        )


def own_bands(clean: str) -> tuple[Band, ...]:
    """Return the scale that a document prints for its bands; empty where it prints none whole."""
    found = []
    for band in USUAL_BANDS:
        name = rf"(?<![ก-๙]){re.escape(band.name_th)}(?![ก-๙])"
        after = re.search(rf"{name}{_BOUND}{_NUMBER.format('a')}\s*(?:-|–|ถึง|ขึ้นไป)", clean)
        before = re.search(
            rf"{_NUMBER.format('a')}\s*(?:(?:-|–|ถึง)\s*\d{{1,3}}(?:\.\d+)?|ขึ้นไป)\s*(?:คะแนน)?\s*[:=)]*\s*"
            rf"(?:ระดับ)?\s*{name}",
            clean,
        )
        match = after or before
        if match:
            found.append(Band(Decimal(match["a"]), band.name, band.name_th))
    if len(found) < 3:
        return ()
    lowest = min(found, key=lambda band: band.lower)
    rest = [band for band in USUAL_BANDS if band.name not in {f.name for f in found}]
    if lowest.name != USUAL_BANDS[-1].name and rest == [USUAL_BANDS[-1]]:
        found.append(USUAL_BANDS[-1])
    return tuple(found)


def _percents(case: Case, span: Interval, value: Decimal) -> list[Interval]:
    """Return what a total may be in percent: as it stands, or of a scale that ends at five."""
    scores = [row.score.value.value for row in score_rows(case) if row.score]
    if value > 5 or (scores and max(scores) > 5):
        return [span]
    low, high = percent_of_five(span.lo), percent_of_five(span.hi)
    assert isinstance(low, Decimal) and isinstance(high, Decimal)
    return [Interval(low, high)]
