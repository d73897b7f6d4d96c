# ruff: noqa: E501 (a line of a document stays a line of code)
"""Documents that speak of KPIs without reporting one, and the site's other pages in other words."""

from __future__ import annotations

from typing import Any

from tests.attack.case import Case

NEWS = """ข่าวประชาสัมพันธ์
ผู้ว่าฯ ติดตามตัวชี้วัดรายไตรมาส
เมื่อวันที่ 12 มกราคม 2564 ที่ประชุมรับทราบรายงานผลการดำเนินงานไตรมาสที่ 1 ของทุกสำนัก
ค่าเป้าหมาย ร้อยละ 90 ผลงานที่ทำได้ ร้อยละ 92.50 ถือว่าเกินเป้าหมาย
สยป. จะตรวจประเมินตัวชี้วัดในไตรมาสถัดไป
"""
MINUTES = """รายงานการประชุมคณะกรรมการติดตามตัวชี้วัด
ครั้งที่ 2/2564
วันที่ 15 กุมภาพันธ์ 2564
ระเบียบวาระที่ 1 เรื่องที่ประธานแจ้งให้ทราบ
ระเบียบวาระที่ 2 รับรองรายงานการประชุม
ระเบียบวาระที่ 3 ติดตามผลการดำเนินงานตามตัวชี้วัด
ตัวชี้วัดที่ 1 ร้อยละของงานที่แล้วเสร็จ
เป้าหมาย : ร้อยละ 80
ผลงาน : ร้อยละ 75
รายงานผลการดำเนินงาน
ไตรมาสที่ 1 อยู่ระหว่างดำเนินการ
ไตรมาสที่ 2 แล้วเสร็จบางส่วน
ปัญหาอุปสรรค : ขาดบุคลากร
มติที่ประชุม รับทราบ
ผู้จดรายงานการประชุม
"""
LESSON = """สรุปบทเรียนที่ได้รับจากการอบรม
หลักสูตรที่ 4 การเขียนตัวชี้วัด รุ่น 2 ปี 2564
เรียนจบหลักสูตรวันที่ 3 มีนาคม 2564
1. ความหมายของตัวชี้วัด
- เครื่องมือวัดความสำเร็จ
2. องค์ประกอบของแบบรายงาน
- ชื่อตัวชี้วัด : ร้อยละของผู้ผ่านการอบรม
- ค่าเป้าหมาย : 80
- ผลงานที่ทำได้ : 85
- นิยาม
- วิธีการคำนวณ
- แหล่งข้อมูล
3. การรายงานผล
- รายงานผลฯ ไตรมาสที่ 1
- รายงานผลฯ ไตรมาสที่ 2
ผู้สรุปบทเรียน
นายมานะ ขยันดี
เจ้าพนักงานธุรการ
"""
MANUAL = """คู่มือการรายงานตัวชี้วัด
บทที่ 1 บทนำ
ระบบรายงานตัวชี้วัดใช้สำหรับบันทึกผลการดำเนินงานรายไตรมาส
บทที่ 2 การกรอกข้อมูล
ช่องค่าเป้าหมาย ให้กรอกตัวเลขเท่านั้น
ช่องผลงานที่ทำได้ ให้กรอกผลสะสม
ช่องประเภทตัวชี้วัด ให้เลือกจากรายการ
บทที่ 3 การประเมิน
สยป. ตรวจประเมินตัวชี้วัดทุกไตรมาส
"""
ORDER = """คำสั่งสำนักงานเขต
ที่ 120/2564
เรื่อง แต่งตั้งคณะทำงานขับเคลื่อนตัวชี้วัด
ด้วยสำนักงานเขตมีตัวชี้วัด 12 ตัวชี้วัด เพื่อให้การดำเนินการเป็นไปตามเป้าหมาย จึงแต่งตั้งคณะทำงานดังนี้
1. ผู้อำนวยการเขต ประธาน
2. หัวหน้าฝ่ายปกครอง กรรมการ
หน้าที่ รายงานผลการดำเนินงานทุกไตรมาส
สั่ง ณ วันที่ 5 ตุลาคม พ.ศ. 2563
"""
PROJECT = """ความคืบหน้าโครงการ/กิจกรรม

โครงการปรับปรุงสวนหย่อม : 50030000-3

สำนักงานเขตบางซื่อ : (2564)

75

ความคืบหน้าโครงการ ร้อยละ 75

ผู้ประสานงาน : นายสมชาย ใจดี โทร 1234

*** สยป. ประเมินโครงการ : ไตรมาสที่ 2 80

หลักการและเหตุผล

สวนหย่อมเดิมชำรุด ค่าเป้าหมายของเขตคือปรับปรุง 5 แห่ง
"""
INDICATOR = """รายละเอียดตัวชี้วัดเมือง

ร้อยละของขยะที่นำกลับมาใช้ : 214

ค่าเป้าหมาย ร้อยละ 30 ภายในปี 2565

ลักษณะข้อมูล : สะสม

:ด้านที่ ๒ – เมืองสีเขียว : Green City

1 นิยาม

ขยะที่คัดแยกแล้วส่งเข้ากระบวนการรีไซเคิล

2 วิธีการคำนวณ

ปริมาณขยะรีไซเคิล x 100 / ปริมาณขยะทั้งหมด

3 แหล่งข้อมูล

สำนักสิ่งแวดล้อม
"""
INDEX = """ตัวชี้วัดของหน่วยงาน

50030000 สำนักงานเขตบางซื่อ (2564)

มิติที่ 1

1. ร้อยละของเรื่องร้องเรียนที่แก้ไขแล้ว

[มิติที่ 1 : ตัวชี้วัดเจรจา]

:๓.๒ - บริการสาธารณะที่เข้า

หน่วยนับ :ร้อยละ

เป้าหมาย :90.00

ผลงาน :95.50

ไตรมาสที่
(1 - 4)
*ผลงาน*
*ผลประเมินตัวชี้วัด*
(* 2.1 / 2.2 *)
1
20.00
100 / 100
2
50.00
100 / 90
3
80.00
100 / 100
4
95.50
100 / 100

มิติที่ 2

2. จำนวนสวนหย่อมที่ปรับปรุง

[มิติที่ 2 : ตัวชี้วัดงานประจำ]

หน่วยนับ :แห่ง

เป้าหมาย :5.00

ผลงาน :5.00

ไตรมาสที่
(1 - 4)
*ผลงาน*
*ผลประเมินตัวชี้วัด*
(* 2.1 / 2.2 *)
1
1.00
100 / 100
2
2.00
100 / 100
3
3.00
100 / 100
4
5.00
100 / 100
"""
QUIET: dict[str, Any] = {"kind": "unknown"}
LESSONS: dict[str, Any] = {"course_number": "4", "class_number": "2", "year": "2564", "completed_on": "2021-03-03", "sections": {"length": 3}, "author": "นายมานะ ขยันดี"}  # fmt: skip
PROJECTS: dict[str, Any] = {"title": "โครงการปรับปรุงสวนหย่อม", "project_code": "50030000-3", "fiscal_year": "2564", "progress_percent": "75", "inspection.quarter": "2", "inspection.value": "80", "agency": "สำนักงานเขตบางซื่อ"}  # fmt: skip
INDICATORS: dict[str, Any] = {"title": "ร้อยละของขยะที่นำกลับมาใช้", "kpi_code": "214", "target.value": "30", "achieved.value": None, "data_sources": "สำนักสิ่งแวดล้อม"}  # fmt: skip
ITEMS: dict[str, Any] = {"department_code": "50030000", "fiscal_year": "2564", "items": {"length": 2}, "items.0.target.value": "90.00", "items.0.achieved.value": "95.50", "items.0.quarters.2.result": "80.00", "items.0.quarters.1.evaluation_2_2": "90", "items.0.title": "ร้อยละของเรื่องร้องเรียนที่แก้ไขแล้ว", "items.1.unit_text": "แห่ง", "items.1.quarters.3.result": "5.00", "items.1.sequence": "2", "items.0.kpi_type": "negotiated"}  # fmt: skip
FAMILIES = {
    "news": (NEWS, "unknown", QUIET),
    "minutes": (MINUTES, "unknown", QUIET),
    "lesson": (LESSON, "lesson_summary", LESSONS),
    "manual": (MANUAL, "unknown", QUIET),
    "order": (ORDER, "unknown", QUIET),
    "project": (PROJECT, "bma_project_page", PROJECTS),
    "indicator": (INDICATOR, "bma_indicator_page", INDICATORS),
    "index": (INDEX, "bma_index_page", ITEMS),
}


def _html(text: str, tag: str, joint: str = "") -> str:
    rows = [
        f"<{tag}>{line.replace('&', '&amp;').replace('<', '&lt;')}</{tag}>"
        for line in text.split("\n")
        if line
    ]
    return f"<html><meta charset=utf-8><body>{joint.join(rows)}</body></html>"


def _cells(text: str) -> str:
    """Return lines with a colon as rows of label and value."""
    rows = []
    for line in filter(None, text.split("\n")):
        label, colon, value = line.partition(" :")
        cells = (label, f":{value}") if colon and len(label) < 20 else (line,)
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return f"<html><meta charset=utf-8><body><table>{''.join(rows)}</table></body></html>"


def cases() -> list[Case]:
    """Return every document as text, as paragraphs, list items and rows of cells."""
    found = []
    for name, (text, layout, truth) in FAMILIES.items():
        forms = {
            "txt": text,
            "crlf.txt": text.replace("\n", "\r\n"),
            "bare.txt": text.replace("\n\n", "\n"),
            "nbsp.txt": text.replace(" ", "\u00a0"),
            "p.html": _html(text, "p"),
            "li.html": _html(text, "li"),
            "div.html": _html(text, "div", "\n"),
            "pre.html": f"<html><meta charset=utf-8><pre>{text}</pre></html>",
            "cells.html": _cells(text),
        }
        for form, body in forms.items():
            found.append(Case(f"{name}-{form}", body.encode(), truth, layout))
    return found
