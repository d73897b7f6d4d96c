"""How far a thing has got, told by words that no list holds whole; and works known again."""

from __future__ import annotations

import pytest

from extractors.statements.cues import status_of
from extractors.statements.cutting import statement_starts
from pipeline.validator.works import same_work

STATUSES = [
    ("in_progress", "กำลังทยอยรื้อถอนป้ายเก่า"),
    ("in_progress", "ยังรื้อถอนป้ายเก่าไม่ครบทุกจุด"),
    ("in_progress", "เจ้าหน้าที่อยู่ระหว่างลงทะเบียนผู้ค้า"),
    ("in_progress", "หนังสือขออนุญาตรอลงนาม"),
    ("in_progress", "ยังคงปิดช่องจราจรด้านซ้าย"),
    ("planned", "ผู้รับเหมาจะเข้ารื้อถอนป้ายตั้งแต่วันที่ 4 ตุลาคม 2562"),
    ("planned", "วางแผนทาสีสะพานลอยร่วมกับนักเรียน"),
    ("planned", "มีแผนที่จะขึ้นบัญชีร้านค้ารายใหม่"),
    ("planned", "นัดหมายผู้ค้าจับสลากในวันที่ 9 มกราคม 2563"),
    ("planned", "ซักซ้อมการอพยพในไตรมาสถัดไป"),
    ("done", "บัญชีรายชื่อที่จะเข้าตรวจจัดทำเรียบร้อยแล้ว"),
    ("done", "ข้าราชการที่อยู่ระหว่างทดลองงานเข้าอบรมครบทุกคนแล้ว"),
    ("done", "มีแผนที่แสดงจุดเสี่ยงครบทุกแขวงแล้ว"),
    ("done", "เสนอแผนของไตรมาสถัดไปให้ผู้บริหารเห็นชอบแล้ว"),
    ("done", "ตรวจซ้ำแล้วยังไม่พบผู้ฝ่าฝืน"),
    ("done", "จัดเตรียมสถานที่เรียบร้อยแล้ว"),
]
SAME = [
    ("ผู้รับจ้างปูพื้นลานกีฬาหน้าวัดแล้วเสร็จและส่งมอบงานแล้ว", "การปูพื้นลานกีฬาหน้าวัดยังไม่แล้วเสร็จ"),
    ("ป้ายเตือนหน้าโรงเรียนได้รับการติดตั้งแล้วเสร็จ", "อยู่ในขั้นตอนติดตั้งป้ายเตือนหน้าโรงเรียน"),
    ("มีการตรวจนับครุภัณฑ์ห้องสมุดประชาชนจนแล้วเสร็จ", "อยู่ระหว่างเร่งตรวจนับครุภัณฑ์ห้องสมุดประชาชนให้ทันกำหนด"),
]
OTHERS = [
    ("จัดทำบัญชีรายชื่ออาคารสูงที่ต้องตรวจสอบแล้วเสร็จ", "อยู่ระหว่างออกตรวจสอบอาคารสูงตามบัญชีรายชื่อ"),
    ("จัดทำคู่มือการขออนุญาตแล้วเสร็จ", "อยู่ระหว่างเผยแพร่คู่มือการขออนุญาต"),
    ("ติดตั้งป้ายเตือน 12 ป้าย แล้วเสร็จ", "อยู่ระหว่างติดตั้งป้ายเตือน 5 ป้าย"),
]
LINES = [
    ["แจกหนังสือแล้ว 12 เล่ม (ข้อมูล ณ วันที่ 3 มีนาคม 2564) ", "ขึ้นทะเบียนผู้ค้ารายใหม่แล้ว"],
    ["ตรวจแล้ว 44 แห่ง คิดเป็น 32.35% ", "ภายในเดือนพฤศจิกายน 2560 จะเร่งตรวจส่วนที่เหลือ"],
    ["ตรวจรับงานเรียบร้อยแล้ว วันที่ 15\nมีนาคม 2564"],
]


@pytest.mark.parametrize(("status", "text"), STATUSES)
def test_status_is_told_by_how_words_are_joined(status: str, text: str) -> None:
    assert status_of(text)[0] == status


@pytest.mark.parametrize(("done", "later"), SAME)
def test_a_work_is_known_again_in_other_words(done: str, later: str) -> None:
    assert same_work(done, later)


@pytest.mark.parametrize(("done", "later"), OTHERS)
def test_a_next_step_or_another_part_is_another_work(done: str, later: str) -> None:
    assert not same_work(done, later)


@pytest.mark.parametrize("parts", LINES)
def test_statements_are_cut_behind_ends_and_never_in_a_date(parts: list[str]) -> None:
    text = "".join(parts)
    starts = statement_starts(text, 0, len(text))
    assert [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)] == parts
