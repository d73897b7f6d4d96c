"""Figures and places as an auditor writes them, in both languages."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from schemas.claim import ReadClaim
from schemas.place import Place
from schemas.printed import Printed, Rounding

ROUNDING_NAMES: dict[str, tuple[str, str]] = {
    "half_up": ("rounded half up", "ปัดเศษแบบครึ่งปัดขึ้น"),
    "half_even": ("rounded half to even", "ปัดเศษแบบครึ่งเข้าหาเลขคู่"),
    "truncate": ("cut, not rounded", "ตัดทศนิยมทิ้ง"),
}
MAY_BE_WRONG = "Any of these figures may be the wrong one."
MAY_BE_WRONG_TH = "ตัวเลขใดตัวเลขหนึ่งในนี้อาจคลาดเคลื่อน"
WHERE = {
    "sentence": ("in the same sentence", "ในประโยคเดียวกัน"),
    "level": ("given for the same level", "ที่ระบุไว้สำหรับระดับเดียวกัน"),
    "batch": ("given for the same batch", "ที่ระบุไว้สำหรับรุ่นเดียวกัน"),
    "section": ("given in the same section", "ที่ระบุไว้ในหัวข้อเดียวกัน"),
    "document": ("given elsewhere in the document", "ที่ระบุไว้ในส่วนอื่นของเอกสาร"),
}


def shown(value: Fraction | Decimal, places: int = 4) -> str:
    """Write an exact value with up to `places` decimals, zeros at the end left out."""
    fraction = Fraction(value)
    scaled = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    text = f"{scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def interval(value: Printed, rounding: Rounding = "half_up") -> str:
    """Write the interval that a printed number stands for."""
    span = value.interval(rounding)
    return f"[{shown(span.lo, 6)}, {shown(span.hi, 6)}{']' if span.hi_closed else ')'}"


def where(place: Place | None) -> tuple[str, str]:
    """Write a place as page number, in English and Thai."""
    if place is None:
        return "", ""
    return f"page {place.page}", f"หน้า {place.page}"


def of_claims(claims: list[ReadClaim]) -> str:
    """Write claims' words in quotation marks, shortened."""
    return ", ".join(f"“{shorten(claim.text, 50)}”" for claim in claims)


def shorten(text: str, width: int = 80) -> str:
    """Return a text on one line, cut to a readable length."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"
