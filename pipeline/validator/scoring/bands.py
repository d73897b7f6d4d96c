"""Result bands: the name that a total in percent earns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.validator.scoring.numbers import SLACK, NotComputable, settle
from schemas.printed import EXACT, Interval


@dataclass(frozen=True, slots=True)
class Band:
    """A band from its lower bound (percent, included) up to the next one (excluded)."""

    lower: Decimal
    name: str
    name_th: str


#: Bounds: DOMAIN, scoring 10. The names are the customary ones; a document's own always win.
USUAL_BANDS = (
    Band(Decimal(90), "outstanding", "ดีเด่น"),
    Band(Decimal(80), "very good", "ดีมาก"),
    Band(Decimal(70), "good", "ดี"),
    Band(Decimal(60), "fair", "พอใช้"),
    Band(Decimal(0), "needs improvement", "ต้องปรับปรุง"),
)


def band_of(percent: Decimal, bands: tuple[Band, ...] = USUAL_BANDS) -> Band | NotComputable:
    """The band of a total in percent; half-open, so exactly 90 is in the top band.

    A total above 100 is in the top band too; a negative one is in none.
    """
    for band in sorted(bands, key=lambda band: band.lower, reverse=True):
        if percent >= EXACT.subtract(band.lower, SLACK):
            return band
    return NotComputable("the total lies below every band", "คะแนนรวมต่ำกว่าทุกช่วงผลการประเมิน")


def bands_within(span: Interval, bands: tuple[Band, ...] = USUAL_BANDS) -> list[Band]:
    """All bands that a total within the interval may earn, best first."""
    ordered = sorted(bands, key=lambda band: band.lower, reverse=True)
    found = []
    upper: Decimal | None = None
    for band in ordered:
        starts = span.hi >= band.lower if span.hi_closed else span.hi > band.lower
        if starts and (upper is None or span.lo < upper):
            found.append(band)
        upper = band.lower
    return found


def named_band(name: str, bands: tuple[Band, ...] = USUAL_BANDS) -> Band | None:
    """The band of that Thai or English name, spaces and case aside."""
    wanted = "".join(name.split()).casefold()
    for band in bands:
        if wanted in ("".join(each.split()).casefold() for each in (band.name, band.name_th)):
            return band
    return None


def percent_of_five(score: Decimal, top: Decimal = Decimal(5)) -> Decimal | NotComputable:
    """A score as percent of the scale's top. Source: DOMAIN, scoring 9 (sum / 5 x 100)."""
    if top <= 0:
        return NotComputable("the scale has no top", "มาตรวัดไม่มีค่าสูงสุด")
    return settle(100 * Fraction(score) / Fraction(top))
