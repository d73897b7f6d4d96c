"""Numbers that are no quantities: diseases, codes, telephone numbers, years, list numbers, sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.layouts.labels import NUMBER

_D = "[0-9๐-๙]"
_PATTERNS = (
    # a disease and its year
    rf"(?:โคโรนา|โควิด|covid|corona(?:virus)?)\W{{0,4}}(?:{_D}{{4}}|{_D}{{2}})"
    rf"(?:\s*\(\s*(?:โควิด|covid)\W{{0,4}}{_D}{{2,4}}\s*\))?",
    # telephone numbers
    rf"(?:โทร(?:ศัพท์|สาร)?|tel|fax)\W{{0,4}}{_D}[{'0-9๐-๙'}\s\-,]{{4,}}(?:ต่อ\s*{_D}+)?",
    rf"(?<!{_D})0{_D}?[\s-]?{_D}{{3,4}}-{_D}{{3,4}}(?!{_D})",
    # codes of KPIs, departments and projects
    rf"(?<!{_D}){_D}{{4}}-{_D}{{3,4}}(?!{_D})|(?<!{_D}){_D}{{8}}(?:-{_D}+)?(?!{_D})",
    # years and spans of years
    rf"(?:พ\s*\.?\s*ศ\s*\.?|ค\s*\.?\s*ศ\s*\.?|ปีงบประมาณ|ประจำปี|ปี)\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*"
    rf"{_D}{{4}}(?:\s*[-–]\s*{_D}{{2,4}})?",
    # meetings, rounds and editions: the second, not two
    rf"(?:ครั้ง|ฉบับ|รุ่น|รอบ|ชุด|อันดับ|ลำดับ|ข้อ|ขั้นตอน|ขั้น|ตอน|บท|หมวด|มาตรา|ส่วน|ภาค|หน้า|มิติ|"
    rf"ด้าน|โครงการ|กิจกรรม|แผนงาน|ตัวชี้วัด|ไตรมาส|เฟส|ระยะ|วิธี|แห่ง|กลุ่ม|หน่วยงาน|ตำแหน่ง|ปี|ศตวรรษ)"
    rf"(?:ที่)\s*{_D}+(?:\s*/\s*{_D}+)?(?:\s*(?:,|และ|ถึง|-|–)\s*(?:ที่)?\s*{_D}+(?!\s*(?:คน|ราย)))*",
    rf"(?:รองชนะเลิศ)?อันดับ\s*{_D}+(?:\s*และ\s*{_D}+)?",
    # clock times
    rf"(?<!{_D}){_D}{{1,2}}[.:]{_D}{{2}}\s*(?:-|–|ถึง)?\s*(?:{_D}{{1,2}}[.:]{_D}{{2}})?\s*น\.",
)
_NOISE = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)
_SET = re.compile(r"[0-9๐-๙](?:\s*\+\s*[0-9๐-๙])+")
_LIST_NUMBER = re.compile(
    rf"(?:(?<=\s)|(?<=^)|(?<=[ก-๙)]))\(?{_D}{{1,2}}(?:\.{_D}{{1,2}})*[.)]\s?(?=[^\s0-9๐-๙])", re.M
)
_DEEP_NUMBER = re.compile(rf"(?<![^\s(])({_D}{{1,2}}(?:\.{_D}{{1,2}}){{1,3}})(?=\s?[ก-ฮเแโใไA-Z])")
NUMBERED = re.compile(
    rf"(?:^|(?<=\s))\(?(?P<number>{_D}{{1,2}}(?:\.{_D}{{1,2}})*)\s*[.)]?\s*(?=\S)"
)

__all__ = ["NUMBER", "NUMBERED", "level_sets", "list_numbers", "noise"]


def noise(clean: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of figures that are names or ordinals, never quantities."""
    for match in _NOISE.finditer(clean):
        yield match.span()


def level_sets(clean: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield sets of levels such as `1+2+3`, with their members: no sums."""
    for match in _SET.finditer(clean):
        yield (*match.span(), tuple(int(part) for part in match.group().split("+")))


def list_numbers(clean: str) -> Iterator[tuple[int, int]]:
    """Yield the numbers of list items (`1.`, `2.1`, `(3)`).

    `2.3 งาน` is one only beside a `2.2` or `2.4`; elsewhere it may be a quantity.
    """
    for match in _LIST_NUMBER.finditer(clean):
        yield match.span()
    numbered = [
        (match.span(), [int(part) for part in match.group(1).split(".")])
        for match in _DEEP_NUMBER.finditer(clean)
    ]
    for index, (span, number) in enumerate(numbered):
        near = [other for _, other in numbered[max(0, index - 4) : index + 5]]
        if [*number[:-1], number[-1] - 1] in near or [*number[:-1], number[-1] + 1] in near:
            yield span
