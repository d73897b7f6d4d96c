"""Which line ends only wrap a paragraph."""

from __future__ import annotations

import re

import numpy as np

from extractors.readers.pdf_text.glyphs import Boxes, Index
from extractors.readers.pdf_text.lines import Lines
from extractors.thai.marks import repair

STARTS_ITEM = re.compile(
    r"\s*(?:[-–—•▪◦●○■□*→➢✓\uf0a7\uf0b7\uf0d8]|[(\[]?[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,3})*[).\]]"
    r"|[(]?[ก-ฮa-zA-Z][.)]\s|(?:ข้อ|มาตรา|ไตรมาส|ระดับ|ครั้ง)(?:ที่)?\s*[0-9๐-๙]"
    r"|[^:\n]{2,41}+:\s(?!\s*[0-9๐-๙]{4,8}\s?[-–]))"
)
"""How items of a list and labels with their values begin; a code behind a colon ends a title."""
_HEADING = re.compile(
    r"\s*(?:\*|รายงานผลฯ|นิยาม|วิธีการ(?:การ)?(?:คำนวณ|เก็บ)|หลักฐาน(?:อ้างอิง|การ)|ฐานข้อมูลประกอบ|อุปสรรค"
    r"|โครงการ/กิจกรรม|สนับสนุนยุทธศาสตร์|ปัจจัยสนับสนุน|ปัญหา(?:และ)?อุปสรรค|ข้อเสนอแนะ|ผู้รับผิดชอบ"
    r"|ลงชื่อ|ไตรมาสที่|แหล่งข้อมูล|บทที่|ส่วนที่)"
)
"""How lines begin that head a part of a report; they count as such where they are short."""
_MAY_HEAD = re.compile(r"\s*[*รนวหฐอโสปขผลไแเบ]|\s*[^\sก-๛!-~]")
"""How such a line begins before it is repaired: with the same letter, or with a lost one."""
_LONGEST_HEAD = 40
"""Characters of such a beginning at most, damaged ones too."""
_SHORT = 0.6
"""Share of its column that a heading fills at most."""
_STEP = re.compile(r"\s*(?:ขั้นตอน|ระดับ|ไตรมาส|ครั้ง|กิจกรรม)(?:ที่)?\s*[0-9๐-๙]")
"""How lines begin that report a step, level or quarter: prose wraps before them too seldom."""
_HARD_ENDS = (":", "：")
_FIRST_WORD = re.compile(r"\s*\S+")
_LONGEST_WORD = 6.0
"""Ems that the first word of the next line may have needed at this line's end, at most."""


def soft_ends(texts: list[str], lines: Lines, order: Index, limits: Boxes) -> list[int]:
    """Return which lines, as read, only wrap: the next one continues their paragraph.

    `limits` holds how far each line's column or cell lets it reach.
    """
    boxes, base = lines.boxes[order], lines.base[order]
    em, cell = lines.em[order], lines.cell[order]
    down, size = np.diff(base), np.minimum(em[:-1], em[1:])
    room = (limits[:-1] - boxes[:-1, 2]) / size
    likely = (cell[:-1] == cell[1:]) & (np.maximum(em[:-1], em[1:]) <= 1.25 * size)
    likely &= ~(lines.amount[order][:-1] & lines.amount[order][1:])
    likely &= (down > 0.5 * size) & (down < 2.6 * size) & (room < _LONGEST_WORD)
    likely &= (boxes[1:, 0] <= boxes[:-1, 2]) & (boxes[1:, 2] >= boxes[:-1, 0])
    where = likely.nonzero()[0]
    columns = (boxes[where], boxes[where + 1], size[where], room[where], cell[where] >= 0)
    starts_item = _StartsItem(texts)
    return [
        at
        for at, *line in zip(where.tolist(), *(column.tolist() for column in columns), strict=True)
        if _wraps(at, texts, starts_item, *line)
    ]


class _StartsItem(dict[int, bool]):
    """Tells of lines whether they begin an item; each is looked at once."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    def __missing__(self, at: int) -> bool:
        found = self[at] = STARTS_ITEM.match(self._texts[at]) is not None
        return found


def _wraps(
    at: int,
    texts: list[str],
    starts_item: _StartsItem,
    box: list[float],
    next_box: list[float],
    em: float,
    room: float,
    in_cell: bool,
) -> bool:
    """Does a line go on in the next one? `room` is what it leaves free on its right, in ems."""
    (x0, _, x1, _), (next_x0, _, next_x1, _) = box, next_box
    following = texts[at + 1]
    if texts[at].rstrip().endswith(_HARD_ENDS) or _STEP.match(following):
        return False
    centred = in_cell and abs((x0 + x1) - (next_x0 + next_x1)) < em and next_x0 > x0
    hanging = (next_x0 - x0) / em
    allowed = 6.0 if starts_item[at] else 0.6
    if hanging < -8.0 or (hanging > allowed and not centred):
        return False
    if starts_item[at + 1] and (room > 1.0 or not following.lstrip()[:1].isalpha()):
        return False
    column = x1 + room * em - min(x0, next_x0)
    is_short = next_x1 - next_x0 < _SHORT * column
    if is_short and _MAY_HEAD.match(following) and _heads(following):
        return False
    first = _FIRST_WORD.match(following)
    share = (first.end() if first else 0) / max(len(following), 1)
    width = (next_x1 - next_x0) * share / em
    slack = 2 * room if centred else room
    return slack < min(width + 0.3, _LONGEST_WORD)


def _heads(text: str) -> bool:
    return _HEADING.match(repair(text[:_LONGEST_HEAD]).text) is not None
