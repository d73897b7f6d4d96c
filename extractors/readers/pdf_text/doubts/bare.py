"""Words that stand without the marks they are written with: a producer lost the marks' glyphs."""

from __future__ import annotations

import re
from typing import Final

from extractors.thai import octets

_WORDS: Final = """
    ร้อยละ ข้อมูล เป้าหมาย ตัวชี้วัด หน่วย ดำเนิน ปฏิบัติ ระดับ ประเมิน พัฒนา กิจกรรม บริการ ผู้รับ ผู้ใช้ เพื่อ ด้วย เพิ่ม
    หนึ่ง ครั้ง ได้รับ พื้นที่ สร้าง เครื่อง หน้าที่ เท่ากับ ระหว่าง ค่าใช้จ่าย ท้องถิ่น คุ้มครอง แก้ไข เกี่ยวข้อง น้ำหนัก
    เชื่อม เรื่อง เนื่อง บริหาร พิจารณา สังคม วัตถุประสงค์ อนุมัติ ผลผลิต ศึกษา ติดตาม ทั้งหมด ทั้งสิ้น ทั้งนี้ ที่มี ที่จะ
    ที่กำหนด ส่งเสริม ก่อสร้าง เรียบร้อย เปลี่ยน เกี่ยวกับ ก้าวหน้า น้อยกว่า ต่อเนื่อง แล้วเสร็จ ตั้งแต่ ป้องกัน เข้าร่วม
    แต่ละ จัดจ้าง ต้องการ วิธีการ บันทึก ปรับปรุง จัดทำ รับผิดชอบ หนังสือ หลักสูตร ปัจจุบัน ปัญหา
"""
"""Common words of reports, the commonest first. What is left of them without a kind of mark is
found in no sound text."""
_FIRST: Final = 16
"""Words to look for at first: where none stands bare, the others are not looked for."""
_WORDS_TOO: Final = {"เพือ", "เรือง", "เนือง", "ครัง", "หน่ง"}
"""But for these, which are parts of other words."""
_MARKS: Final = {"่้๊๋": 0.055, "ัิีึื": 0.065}
"""Kinds of marks, and the share of Thai letters from which a page has most of its own."""
_FEWEST: Final = 3
"""Words below which it may be the author's typing."""


def _bare(marks: str) -> list[bytes]:
    left = [re.sub(f"[{marks}]", "", word) for word in _WORDS.split()]
    known = {*_WORDS.split(), *_WORDS_TOO}
    return [octets.encode(word) for word in dict.fromkeys(left) if word not in known]


_KINDS: Final = [(octets.encode(marks), most, _bare(marks)) for marks, most in _MARKS.items()]


def bare_share(text: bytes, thai: int) -> float:
    """Return the share (0..1) of a page's Thai letters, `thai` in number, in such words.

    `text` is in octets.
    """
    share = 0.0
    for marks, most, words in _KINDS:
        has_most = len(text) - len(text.translate(None, marks)) >= most * thai
        if has_most or not any(map(text.count, words[:_FIRST])):
            continue
        found = [(text.count(word), len(word)) for word in words]
        if sum(count for count, _ in found) >= _FEWEST:
            share += sum(count * length for count, length in found) / thai
    return share
