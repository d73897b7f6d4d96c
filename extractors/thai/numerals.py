"""Numbers as Thai documents print them: Thai, ASCII and mixed digits, thousands separators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

THAI_DIGITS: Final = "๐๑๒๓๔๕๖๗๘๙"
DIGIT: Final = f"[0-9{THAI_DIGITS}]"
"""Source of a pattern for one digit of either script."""

BARE_NUMBER: Final = rf"(?:{DIGIT}{{1,3}}(?:,{DIGIT}{{3}})+|{DIGIT}+)(?:\.{DIGIT}+)?"
"""Source of a number's own characters, without any look at what stands around it."""

NUMBER: Final = (
    rf"(?<![A-Za-z_0-9{THAI_DIGITS}])(?<!{DIGIT}[.,/:\-–])(?<![A-Za-z][\-/])"
    rf"{BARE_NUMBER}"
    rf"(?!{DIGIT})(?![.,/:\-–]{DIGIT})(?![A-Za-z_])"
)
"""Source of a pattern for a number that stands for itself.

Not matched: pieces of a code (`A4`, `0402-0810`, `COVID-19`), of a date or document number
(`30/09/2564`, `489/2563`), of a time or ratio (`70:20:10`), of a version (`1.2.3`), badly grouped
figures (`1,40`). A number may touch Thai letters (`ร้อยละ80`). It has no groups.
"""

_TO_ASCII: Final = str.maketrans(THAI_DIGITS, "0123456789")
_TO_THAI: Final = str.maketrans("0123456789", THAI_DIGITS)
_SIGN: Final = {"-": "-", "−": "-", "–": "-", "+": ""}
_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SHAPE: Final = re.compile(r"[0-9.,]+")


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A number that was understood.

    `text` has ASCII digits, no thousands separators and the decimals as printed ("1407.52").
    """

    raw: str
    text: str
    grouped: bool
    thai: bool

    @property
    def value(self) -> Decimal:
        """The number itself."""
        return Decimal(self.text)


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A text that is no number, with the reason; it counts as false."""

    raw: str
    reason: str

    def __bool__(self) -> bool:
        return False


def ascii_digits(text: str) -> str:
    """Return the text with Thai digits as ASCII digits; the length stays."""
    return text.translate(_TO_ASCII)


def thai_digits(text: str) -> str:
    """Return the text with ASCII digits as Thai digits; the length stays."""
    return text.translate(_TO_THAI)


def parse_number(raw: str) -> ParsedNumber | Unparsed:
    """Read a printed number, or say why it is none.

    >>> parse_number("๑,๔๐๗.๕๒").text
    '1407.52'
    >>> parse_number("1,40").reason
    'thousands groups are not of three digits'
    """
    printed = ascii_digits(raw.strip())
    sign = ""
    if printed[:1] in _SIGN:
        sign, printed = _SIGN[printed[0]], printed[1:].lstrip()
    if not printed:
        return Unparsed(raw, "nothing is printed")
    if not _SHAPE.fullmatch(printed):
        return Unparsed(raw, "other characters than digits, comma and point")
    grouped = "," in printed
    if printed.count(".") > 1:
        return Unparsed(raw, "more than one decimal point")
    if printed[0] in ".," or printed[-1] in ".,":
        return Unparsed(raw, "begins or ends with a separator")
    if grouped and not _GROUPED.fullmatch(printed):
        return Unparsed(raw, "thousands groups are not of three digits")
    if not grouped and not _PLAIN.fullmatch(printed):
        return Unparsed(raw, "no digits")
    thai = any(character in THAI_DIGITS for character in raw)
    return ParsedNumber(raw, sign + printed.replace(",", ""), grouped, thai)
