"""A KPI page on one line: a converter took all line ends away, the printed headings remain.

Each heading of the site's page then stands inside the text. The space before it (and behind it,
where it stands alone) becomes a line end again; no character is added or lost.
"""

from __future__ import annotations

import re

from extractors.layouts.labels import flex

_ALONE = (
    "ผลงานเทียบกับเป้าหมายรายไตรมาส",
    "รายงานผลฯ ไตรมาสที่ 1",
    "รายงานผลฯ ไตรมาสที่ 2",
    "รายงานผลฯ ไตรมาสที่ 3",
    "รายงานผลฯ ไตรมาสที่ 4",
    "** สรุปผลการดำเนินงาน **",
    "นิยาม หรือความหมายของตัวชี้วัด",
    "วิธีการคำนวณ หรือ เกณฑ์การประเมิน",
    "วิธีการการเก็บข้อมูล/แหล่งข้อมูล",
    "สนับสนุนยุทธศาสตร์กรุงเทพมหานครฯ",
    "โครงการ/กิจกรรมที่สนับสนุนตัวชี้วัด",
    "ฐานข้อมูลประกอบตัวชี้วัดการพัฒนาเมือง",
)
"""Headings that the page prints on lines of their own."""
_OPENING = ("ค่าเป้าหมาย", "ผลงานที่ทำได้", "ประเภทตัวชี้วัด :", "รายละเอียดตัวชี้วัดฯ", "*** สยป.")
"""Labels that open a line with their value behind them."""


def _any_of(wordings: tuple[str, ...]) -> str:
    return "|".join(flex(each, across_lines=False) for each in wordings)


_HEADING = re.compile(
    r"(?P<before>(?<=[^\s#>•|-])[^\S\n])?"
    rf"(?:(?P<alone>{_any_of(_ALONE)})(?P<after>[^\S\n](?![:：]))?|(?:{_any_of(_OPENING)}))"
)
_FEWEST = 6
_SHARE = 0.5
"""Of the headings, how many must stand inside lines at least."""


def lost_line_ends(text: str) -> list[tuple[int, int, str]]:
    """Return the spaces that were line ends, none where the headings stand on lines of their own."""
    if "ผลงานที่ทำได้" not in text:
        return []
    found = list(_HEADING.finditer(text))
    inside = [match for match in found if match["before"]]
    if len(inside) < _FEWEST or len(inside) < _SHARE * len(found):
        return []
    edits = {match.span("before") for match in inside}
    edits |= {match.span("after") for match in found if match["after"]}
    return [(start, end, "\n") for start, end in sorted(edits)]
