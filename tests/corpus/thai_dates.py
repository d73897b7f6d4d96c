"""Thai dates of a fiscal quarter in the forms that reports print."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True)
class ThaiDate:
    """A day with the text that prints it; `iso` is of the Christian era."""

    text: str
    day: datetime.date

    @property
    def iso(self) -> str:
        return self.day.isoformat()

    @property
    def year(self) -> int:
        """The year of the Buddhist era."""
        return self.day.year + 543


def quarter_start(year: int, quarter: int) -> datetime.date:
    """Return the first day of a quarter (1 to 4) of a fiscal year of the Buddhist era."""
    month = (10, 1, 4, 7)[quarter - 1]
    return datetime.date(year - 543 - (quarter == 1), month, 1)


def day_in(rng: random.Random, year: int, quarter: int) -> datetime.date:
    """Return a working day of the quarter, away from its ends."""
    day = quarter_start(year, quarter) + datetime.timedelta(days=rng.randint(4, 84))
    return day - datetime.timedelta(days=max(0, day.weekday() - 4))


def printed(day: datetime.date, form: str = "long") -> ThaiDate:
    """Print a day: long, short (two-digit year), short4, slash or thai (Thai digits)."""
    year = day.year + 543
    text = {
        "long": f"{day.day} {MONTHS[day.month - 1]} {year}",
        "era": f"{day.day} {MONTHS[day.month - 1]} พ.ศ. {year}",
        "short": f"{day.day} {SHORT[day.month - 1]} {year % 100}",
        "short4": f"{day.day} {SHORT[day.month - 1]} {year}",
        "slash": f"{day.day:02}/{day.month:02}/{year}",
        "thai": f"{day.day} {MONTHS[day.month - 1]} {year}".translate(THAI_DIGITS),
    }[form]
    return ThaiDate(text, day)


def date_in(rng: random.Random, year: int, quarter: int, form: str | None = None) -> ThaiDate:
    """Return a printed date of the quarter; mostly in the long form, as reports have it."""
    forms = ("long", "long", "long", "short4", "short", "era", "slash", "thai")
    return printed(day_in(rng, year, quarter), form or rng.choice(forms))
