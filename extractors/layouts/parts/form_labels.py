"""Labels of the printed form: numbered or not, in Thai digits, with or without dots and colons."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import NamedTuple, cast

import yaml

from extractors.layouts.base import Source
from extractors.layouts.labels import flex
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

_D = "[0-9๐-๙]"
_LEAD = r"^(?P<lead>[*:►#_|\s]{0,40})"
_NUMBER = (
    rf"(?P<number>(?:ข้อ\s*|ส่วนที่\s*)?[(\[]?{_D}{{1,2}}(?:\s?\.\s?{_D}{{1,2}})?[)\]]?[.)]?[^\S\n]*)?"
)
#: What a label inside a line begins with: a number, or the words for the result.
_BEGINS = r"(?=[(\[]?[0-9๐-๙]|ข้อ|ส่วน|ผล)"
_BOXED = (
    r"(?P<boxed>[^\S\n]*\((?!\s?(?:ราย\s?ไตรมาส|ปลาย\s?ปี))[^()\n\d๐-๙][^()\n]{0,60}\)"
    r"|\s{0,9}\(\s{0,9}(?:ราย\s?ไตรมาส|ปลาย\s?ปี)[^()]{0,40}\))?"
)
_PERIOD = (
    r"(?P<boxed>[^\S\n]*\([^\S\n]*(?:[0-9๐-๙]{1,2}[^\S\n]*)?(?:ต\.?\s?ค|ม\.?\s?ค|เม\.?\s?ย|ก\.?\s?ค|ตุลา|มกรา|เมษา|กร)"
    r"[^()\n]{0,30}?(?:[-–—]|ถึง)[^()\n]{1,40}\)|" + _BOXED.removeprefix("(?P<boxed>")
)
"""Brackets behind a quarter's label: its months are no text of its report."""
_COLON = r"(?P<colon>[^\S\n*]*\**[^\S\n]*[:：=|]+)?"
_ORDINALS = {"แรก": 1, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "สุดท้าย": 4}
_AFTER = r"(?=[\s:：=|(0-9๐-๙*.…]|$)"
#: Sections that forms print without a number even where the rest is numbered.
LOOSE = frozenset(
    (
        "achieved",
        "agency",
        "kpi_code",
        "responsible",
        "unit",
        "weight",
        "fiscal_year",
        "kpi_type",
        "strategies",
    )
)
#: Sections whose value may stand in the brackets behind the label.
_VALUED = frozenset(("target", "achieved", "weight", "unit"))
_AMOUNT = re.compile(r"\s*(?:ร้?อยละ|ระดับ|จำนวน|[0-9๐-๙])")
_ALONE = re.compile(rf"[(\[]?(?P<n>{_D}{{1,2}}(?:\.{_D}{{1,2}})?)[)\].]*")
_STRATEGIES = re.compile(
    r"^[^\S\n]*(?P<stars>\*+)?[^\S\n]*(?:(?:สนับสนุน|ความสอดคล้อง|ความเชื่อมโยง|เชื่อมโยง|สอดคล้อง)[^\n]{0,40}?(?:แผน|ยุทธศาสตร์))[^\n]*$",
    re.MULTILINE,
)
_REPORTER = re.compile(
    rf"^[\s(]{{0,20}}(?:{flex('ผู้รายงาน')}|{flex('ผู้จัดทำ')}(?:{flex('รายงาน')})?)[\s):.…]",
    re.MULTILINE,
)
_SIGNATURE = re.compile(
    rf"^[\s(*]{{0,20}}(?:{flex('ลงชื่อ')}|{flex('ลงนาม')}(?=\s*[.…_:(]|\s+(?:นาย|นาง|ว่าที่|ดร)))|(?<=[^\S\n])\(?{flex('ลงชื่อ')}(?=\s?[.…_)]{{3}})",
    re.MULTILINE,
)


class FormLabel(NamedTuple):
    """A label found: its section's name (`quarter.1`), its places, where its content begins."""

    name: str
    span: Span
    words: Span
    content: int
    rank: int
    numbered: bool


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    text = resources.files(__package__).joinpath("form_labels.yaml").read_text(encoding="utf-8")
    table = cast(dict[str, list[str]], yaml.safe_load(text))
    patterns = []
    for name, wordings in table.items():
        words = "|".join(_words(w) for w in sorted(wordings, key=len, reverse=True))
        boxed = "" if name in _VALUED else _PERIOD if name == "quarter" else _BOXED
        label = rf"(?P<words>{words}){_AFTER}{boxed}{_COLON}"
        pattern = rf"{_LEAD}{_NUMBER}{label}"
        inside = rf"(?<=[^\S\n]){_BEGINS}(?P<lead>){_NUMBER}(?<=[.) ]){label}"
        flags = re.MULTILINE | re.IGNORECASE
        patterns.append((name, re.compile(pattern, flags), re.compile(inside, flags)))
    return patterns


def _words(wording: str) -> str:
    return flex(wording.replace("%N", "\x00"), across_lines=False).replace(
        re.escape("\x00"),
        rf"(?:[1-4๑-๔](?:\s?/\s?[2๒][5๕]{_D}{{2}})?(?![0-9๐-๙./])|{'|'.join(_ORDINALS)})",
    )


def read_labels(source: Source) -> list[FormLabel]:
    """Return the labels that open the form's sections, in reading order, each section once.

    Of several places the one with number and colon counts before one with either, a label alone on
    its line comes last; where the form is numbered, a bare label inside a section opens none.
    """
    found = list(_special(source))
    for name, at_line, inside in _patterns():
        found.extend(_candidates(source, name, at_line))
        # Joined lines: a label with number and colon is believed anywhere, but less.
        for label in _candidates(source, name, inside):
            if label.numbered and label.rank == 4:
                found.append(label._replace(rank=3))
            elif name == "achieved" and label.rank >= 2:
                found.append(label._replace(rank=1))
    is_numbered = len({label.name for label in found if label.numbered}) >= 4
    # Quarters may be the only headings without a number.
    free = LOOSE | {"signature"}
    if not any(label.numbered and label.name.startswith("quarter") for label in found):
        free |= {label.name for label in found if label.name.startswith("quarter")}
    best: dict[str, FormLabel] = {}
    for label in sorted(found, key=lambda label: (-label.rank, label.span)):
        if is_numbered and not label.numbered and label.name not in free and label.rank < 2:
            continue
        best.setdefault(label.name, label)
    return _numbered_apart(source, _apart(sorted(best.values(), key=lambda label: label.span)))


def _numbered_apart(source: Source, labels: list[FormLabel]) -> list[FormLabel]:
    """Take numbers on lines of their own above labels into them, where they count the sections."""
    starts = {line.start: number for number, line in enumerate(source.lines)}
    found: dict[int, tuple[Span, tuple[int, ...]]] = {}
    for index, label in enumerate(labels):
        line = starts.get(source.clean.rfind("\n", 0, label.span[0]) + 1, 0)
        above = source.lines[line - 1] if line else None
        match = _ALONE.fullmatch(above.text) if above and not label.numbered else None
        if above is not None and match is not None:
            parts = tuple(int(part) for part in ascii_digits(match["n"]).split("."))
            found[index] = ((above.start, above.end), parts)
    counted = [parts for _, parts in found.values()]
    if len(counted) < 4 or counted != sorted(set(counted)):
        return labels
    return [
        label._replace(span=(found[index][0][0], label.span[1])) if index in found else label
        for index, label in enumerate(labels)
    ]


def _candidates(source: Source, name: str, pattern: re.Pattern[str]) -> list[FormLabel]:
    found = []
    for match in pattern.finditer(source.clean):
        line_end = source.clean.find("\n", match.end())
        rest = source.clean[match.end() : len(source.clean) if line_end < 0 else line_end]
        numbered = bool(match["number"])
        is_alone = not rest.strip(" *.…-–")
        opens = name == "quarter" and rest.startswith((" ", "("))
        opens = opens or (name == "achieved" and _AMOUNT.match(rest) is not None)
        if not (numbered or match["colon"] or is_alone or opens):
            continue
        rank = 2 * numbered + 2 * bool(match["colon"]) + (is_alone and not match["colon"])
        if ":" in match["lead"] and name not in LOOSE:
            rank -= 2
        label = name
        if name == "quarter":
            label = f"quarter.{_quarter(match['words'])}"
        start = match.start() + len(match["lead"]) - len(match["lead"].lstrip())
        words = (match.start("words"), match.end())
        found.append(FormLabel(label, (start, match.end()), words, match.end(), rank, numbered))
    return found


def _quarter(words: str) -> int:
    """Return the quarter that a label names in figures or in words."""
    for ordinal, quarter in _ORDINALS.items():
        if words.endswith(ordinal):
            return quarter
    digits = re.findall("[1-4๑-๔]", words.split("/25")[0].split("/๒๕")[0])
    return int(ascii_digits(digits[-1]))


def _special(source: Source) -> list[FormLabel]:
    """Return the star-framed heading of the strategy lines and the signature."""
    found = []
    for match in _STRATEGIES.finditer(source.clean):
        if match["stars"] or match.group().rstrip().endswith((":", "*")):
            span = source.strip(*match.span()) or match.span()
            found.append(FormLabel("strategies", span, span, span[1], 3, False))
    for match in _SIGNATURE.finditer(source.clean):
        span = source.strip(*match.span()) or match.span()
        found.append(FormLabel("signature", span, span, span[1], 1, False))
    for match in _REPORTER.finditer(source.clean, len(source.clean) // 2):
        span = source.strip(*match.span()) or match.span()
        found.append(FormLabel("signature", span, span, span[1], 0, False))
    return found


def _apart(labels: list[FormLabel]) -> list[FormLabel]:
    """Drop a label that begins inside another one (`ตัวชี้วัด` inside `ชื่อตัวชี้วัด`)."""
    kept: list[FormLabel] = []
    for label in labels:
        if not kept or label.span[0] >= kept[-1].span[1]:
            kept.append(label)
    return kept
