"""The numbers that Word prints before list items, which stand in no text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from extractors.readers.office_text.package import W, whole
from extractors.thai.numerals import thai_digits

_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LEVELS = 9


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered."""

    style: str = "decimal"
    pattern: str = ""
    start: int = 1


class Numbering:
    """Running counters of a document's lists."""

    def __init__(self, part: Element | None) -> None:
        self._lists: dict[str, dict[int, Level]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        if part is None:
            return
        abstract = {
            item.get(f"{W}abstractNumId", ""): _levels(item)
            for item in part.iter(f"{W}abstractNum")
        }
        for item in part.iter(f"{W}num"):
            reference = item.find(f"{W}abstractNumId")
            name = reference.get(f"{W}val", "") if reference is not None else ""
            self._lists[item.get(f"{W}numId", "")] = abstract.get(name, {})

    def label(self, number_id: str, depth: int) -> str:
        """Count one item of a list and return what is printed before it, "" for nothing."""
        levels = self._lists.get(number_id)
        if not levels or depth not in levels:
            return ""
        level, counters = levels[depth], self._counters[number_id]
        if level.style == "bullet":
            return "-"
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [key for key in counters if key > depth]:
            del counters[deeper]
        text = level.pattern
        for number in range(_LEVELS):
            if f"%{number + 1}" in text:
                style = levels.get(number, level)
                count = counters.get(number, style.start)
                text = text.replace(f"%{number + 1}", _written(count, style.style))
        return text


def _levels(item: Element) -> dict[int, Level]:
    levels = {}
    for level in item.iter(f"{W}lvl"):
        values = {child.tag: child.get(f"{W}val", "") for child in level}
        levels[whole(level.get(f"{W}ilvl", ""), 0)] = Level(
            values.get(f"{W}numFmt", "decimal"),
            values.get(f"{W}lvlText", ""),
            whole(values.get(f"{W}start", ""), 1),
        )
    return levels


def _written(count: int, style: str) -> str:
    if style in ("thaiNumbers", "thaiCounting"):
        return thai_digits(str(count))
    if style == "thaiLetters":
        return _THAI_LETTERS[(count - 1) % len(_THAI_LETTERS)]
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        roman, rest = "", count
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman.upper() if style == "upperRoman" else roman
    if style == "none":
        return ""
    return f"{count:02d}" if style == "decimalZero" else str(count)
