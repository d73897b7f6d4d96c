"""Lists that say how many items they have, and how many stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.facts import level_markers
from extractors.facts.lists import announcing
from extractors.layouts.labels import flex
from extractors.thai.numerals import ascii_digits, thai_digits
from pipeline.validator.case import Case
from schemas.claim import ReadClaim

_D = "[0-9๐-๙]"
_ITEM = re.compile(
    rf"(?:(?<=^)|(?<=[\s:;,(]))(?P<open>\(?)(?P<n>{_D}{{1,2}}(?:\.{_D}{{1,2}}){{0,2}})(?P<close>[.)]?)\s*"
    rf"(?=[^\s0-9๐-๙.,%/)])",
    re.MULTILINE,
)
_BULLET = re.compile(r"[^\S\n]*[-–•▪][^\S\n]*(?=\S)")
_DASH = re.compile(r"(?<=\s)[-–•▪]\s+(?=[ก-ฮเแโใไA-Z])")
_PERSON = frozenset(("คน", "ราย", "ท่าน", "นาย"))
_NAME = re.compile(r"\s*(?:นาย|นาง|น\.ส\.|ดร\.|ว่าที่|พล|พ\.ต|ร\.ต|ม\.ล|คุณ)")
_SPANNING = re.compile(rf"{_D}\s*(?:-|–|ถึง|และ)\s*{_D}")
FIRST_ITEM = 60
"""How far after the words that open it, in characters, a list's first item may stand."""
LONGEST_ITEM = 60
"""Items of one line between dashes are names, in characters; longer ones are sentences."""
LONGEST = 30
"""A list of more announced items is rather a number of people or things."""


@dataclass(frozen=True, slots=True)
class AnnouncedList:
    """An announced number with the items found under it."""

    claim: ReadClaim
    items: int
    numbered_to: int
    span: tuple[int, int]
    """Clean range of the last item's beginning."""
    last: str

    @property
    def fits(self) -> bool:
        """A skipped or repeated list number is another fault: either count may be meant."""
        return (self.claim.value or "") in (str(self.items), str(self.numbered_to))


@dataclass(frozen=True, slots=True)
class Mark:
    """A list number: its style (opening, closing, numbers before the last), where it stands."""

    style: tuple[str, str, str]
    number: int
    start: int
    end: int


def announced_lists(case: Case) -> Iterator[AnnouncedList]:
    """Yield the lists whose number of items the text announces, where the items can be counted."""
    clean = case.extraction.text.clean
    ends = {s.name: s.body for s in case.extraction.sections if s.body is not None}
    for claim in case.of_kind("count", "total", "list_count"):
        body = ends.get(claim.section)
        if body is None or claim.threshold or not (claim.value or "").isdigit():
            continue
        if not body[0] <= claim.span[0] < body[1] or not 1 < int(claim.value or "0") <= LONGEST:
            continue
        opening = announcing().match(clean, claim.span[1], body[1])
        if opening is None:
            continue
        if re.fullmatch(flex("ระดับ"), claim.unit or ""):
            found = _levels(case, claim, opening.end(), body[1])
        else:
            found = (
                _numbered(clean, claim, opening.end(), body)
                or _ordinal(clean, claim, opening.end(), body[1])
                or _bulleted(clean, claim, opening.end(), body[1])
                or _dashed(clean, claim, opening.end(), body)
            )
        if found is not None:
            yield found


def list_marks(clean: str, start: int, end: int) -> list[Mark]:
    """Return the numbers that begin list items in a range, in reading order."""
    found = []
    for match in _ITEM.finditer(clean, start, end):
        prefix, _, tail = ascii_digits(match["n"]).rpartition(".")
        if not (prefix or match["open"] or match["close"]):
            continue
        style = (match["open"], "." if prefix else match["close"], prefix)
        found.append(Mark(style, int(tail), match.start(), match.end()))
    return found


def _numbered(
    clean: str, claim: ReadClaim, start: int, body: tuple[int, int]
) -> AnnouncedList | None:
    marks = list_marks(clean, start, body[1])
    if not marks or marks[0].number != 1 or marks[0].start - start > FIRST_ITEM:
        return None
    if len(marks) > 1 and marks[1].number == 2 and marks[1].style == ("", *marks[0].style[1:]):
        marks[0] = replace(marks[0], style=marks[1].style)  # `(1) … 2) …)`: brackets around all
    style, items = marks[0].style, [marks[0]]
    for mark in marks[1:]:
        if mark.style != style:
            continue
        if mark.number not in (items[-1].number + 1, items[-1].number + 2):
            break
        items.append(mark)
    announced, last = int(claim.value or "0"), items[-1]
    if len(items) > announced and any(
        m.style == style for m in list_marks(clean, *_before(body, claim))
    ):
        return None  # the items of an outer list go on
    if len(items) < announced and _goes_on(clean, last, body[1]):
        return None
    texts = [
        clean[a.end : b.start]
        for a, b in zip(items, [*items[1:], Mark(style, 0, body[1], body[1])], strict=True)
    ]
    if not _are_items(claim, texts):
        return None
    end = min(body[1], last.end + 40)
    return AnnouncedList(claim, len(items), last.number, (last.start, end), clean[last.end : end])


def _before(body: tuple[int, int], claim: ReadClaim) -> tuple[int, int]:
    return body[0], claim.span[0]


def _goes_on(clean: str, last: Mark, end: int) -> bool:
    """Tell whether the next number stands somewhere behind, printed in another way."""
    following = last.number + 1
    digits = f"(?:{following}|{thai_digits(str(following))})"
    return bool(
        re.search(rf"(?<![0-9๐-๙.,/]){digits}\s*[.)]?\s*[^\s0-9๐-๙.,/%]", clean[last.end : end])
    )


def _are_items(claim: ReadClaim, texts: list[str]) -> bool:
    """Tell whether a list names the things counted, rather than parts of their number."""
    unit = claim.unit or ""
    for text in (*texts[:-1], texts[-1][:80]):
        if unit and re.search(rf"{_D}\s*{flex(unit)}", text):
            return False
        if re.search(rf"{flex(unit)}\s*{flex('ที่')}\s*{_SPANNING.pattern}", text):
            return False
    return unit not in _PERSON or all(_NAME.match(text) for text in texts)


def _ordinal(clean: str, claim: ReadClaim, start: int, end: int) -> AnnouncedList | None:
    """Count items that carry the counted word themselves (`ขั้นตอนที่ 1 … ขั้นตอนที่ 2 …`)."""
    unit = claim.unit or ""
    if not unit:
        return None
    pattern = re.compile(
        rf"{flex(unit)}\s*{flex('ที่')}\s*(?P<n>{_D}{{1,2}})(?P<more>\s*(?:-|–|ถึง|และ|,)\s*{_D})?"
    )
    items: list[re.Match[str]] = []
    for match in pattern.finditer(clean, start, end):
        number = int(ascii_digits(match["n"]))
        if match["more"] or (not items and (number != 1 or match.start() - start > 15)):
            return None
        if number == len(items) + 1:
            items.append(match)
        elif number > len(items) + 1:
            return None  # a hole among the ordinals: a numbering fault
    if len(items) < 2:
        return None
    last, stop = items[-1], min(end, items[-1].end() + 40)
    span = (last.start(), stop)
    return AnnouncedList(claim, len(items), len(items), span, clean[last.start() : stop])


def _bulleted(clean: str, claim: ReadClaim, start: int, end: int) -> AnnouncedList | None:
    """Count lines with bullets that follow at once and end the section."""
    rest = clean[start:end]
    lead = re.match(r"[^\S\n]*\n\s*", rest)
    if lead is None or _BULLET.match(rest, lead.end()) is None:
        return None
    at, items = start + lead.end(), []
    for line in clean[at:end].split("\n"):
        if line.strip() and _BULLET.match(line) is None:
            return None
        if line.strip():
            items.append((at, line))
        at += len(line) + 1
    if len(items) < 2 or not _are_items(claim, [line.lstrip("-–•▪ ") for _, line in items]):
        return None
    first, line = items[-1]
    return AnnouncedList(claim, len(items), len(items), (first, first + len(line)), line)


def _dashed(
    clean: str, claim: ReadClaim, start: int, body: tuple[int, int]
) -> AnnouncedList | None:
    """Count dashes in one line, where no other list of dashes stands around them."""
    end = clean.find("\n", start, body[1])
    end = end if end >= 0 else body[1]
    dashes = list(_DASH.finditer(clean, start, end))
    if len(dashes) < 2 or dashes[0].start() - start > 2 or _DASH.search(clean, body[0], start):
        return None
    if clean[body[0] : body[0] + 1] in "-–•▪":
        return None
    starts = [dash.end() for dash in dashes]
    texts = [
        clean[a:b].strip(" -–•▪")
        for a, b in zip(starts, [*(dash.start() for dash in dashes[1:]), end], strict=True)
    ]
    if any(not 4 <= len(text) <= LONGEST_ITEM or "(" in text for text in texts):
        return None
    if not _are_items(claim, texts):
        return None
    span = (dashes[-1].start(), min(end, starts[-1] + 40))
    return AnnouncedList(claim, len(texts), len(texts), span, texts[-1])


def _levels(case: Case, claim: ReadClaim, start: int, end: int) -> AnnouncedList | None:
    """Count the levels that follow at once; holes among them are the ladder's fault."""
    clean = case.extraction.text.clean
    markers = level_markers(clean, start, end)
    if not markers or markers[0][0] - start > 20 or markers[0][2] != 1:
        return None
    seen = sorted({level for _, _, level in markers})
    if seen != list(range(1, len(seen) + 1)) or len(seen) < 2:
        return None
    last = next(marker for marker in markers if marker[2] == seen[-1])
    stop = min(end, last[1] + 40)
    return AnnouncedList(claim, len(seen), seen[-1], (last[0], stop), clean[last[0] : stop])
