# ruff: noqa: E501 (a line of a document stays a line of code)
"""Reports to be rendered: on a ladder, and on a share; their words and figures are fixed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.corpus.model import Level, Quarter, Report, Statement

_WORKS = (
    (
        "การปรับปรุงทางเดินริมคลองบางโพ",
        (
            "สำรวจแนวทางเดินและจัดทำแบบ",
            "จัดจ้างผู้รับจ้างตามระเบียบ",
            "ก่อสร้างทางเดินแล้วเสร็จร้อยละ 50",
            "ตรวจรับงานครบทุกช่วง",
            "เปิดใช้ทางเดินและรายงานผู้บริหาร",
        ),
    ),
    (
        "การคัดแยกขยะในตลาดสด",
        (
            "ประชุมผู้ค้าและกำหนดจุดทิ้งขยะ",
            "จัดหาถังขยะสี่สี",
            "อบรมผู้ค้าในตลาด",
            "ติดตามปริมาณขยะทุกเดือน",
            "สรุปผลการลดปริมาณขยะเสนอผู้บริหาร",
        ),
    ),
    (
        "การพัฒนาห้องสมุดสำหรับผู้สูงอายุ",
        (
            "ศึกษาความต้องการของผู้สูงอายุ",
            "ออกแบบพื้นที่อ่านหนังสือ",
            "จัดซื้อหนังสืออักษรใหญ่",
            "ทดลองเปิดให้บริการ",
            "ประเมินความพึงพอใจของผู้ใช้",
        ),
    ),
)
_DATES = ("20 พฤศจิกายน 2563", "11 กุมภาพันธ์ 2564", "6 พฤษภาคม 2564", "19 สิงหาคม 2564")
_STRATEGIES = (
    ("๓", "ด้านที่ ๓ – เมืองสำหรับทุกคน : Inclusive City"),
    ("๓.๒", "บริการสาธารณะที่เข้าถึงได้"),
    ("๓.๒.๑", "ประชาชนได้รับบริการใกล้บ้าน"),
    ("๓.๒.๑.๔", "ปรับปรุงสถานที่ให้บริการของเขต"),
)


def ladder(seed: int = 1, **changes: Any) -> Report:
    """Return a report whose success is measured on five levels."""
    name, steps = _WORKS[seed % len(_WORKS)]
    levels = tuple(Level(n, step, str(20 * n), str(3 * n)) for n, step in enumerate(steps, 1))
    reached = (1, 2, 4, 5)
    quarters = []
    for number, level in enumerate(reached):
        parts = (
            Statement(f"{steps[level - 1]}แล้ว เมื่อวันที่ {_DATES[number]}"),
            Statement("ประชุมติดตามงานกับฝ่ายที่เกี่ยวข้อง"),
        )
        score = ("100", "95", "90")[(seed + number) % 3]
        opening = ("", "ดำเนินการตามแผน ดังนี้")[number % 2]
        quarters.append(Quarter(f"{20 * level}.00", score, score, "100", parts, opening))
    calculation = "ค่าเป้าหมาย ร้อยละ 100 วิธีคำนวณ"
    criteria = "".join(f" ระดับที่ {level.level} {level.criterion}" for level in levels)
    title = f"ร้อยละความสำเร็จของ{name}"
    report = Report(
        title=title,
        pid=f"50{seed % 50:02}-{800 + seed:04}",
        unit_text="ร้อยละ",
        target="100",
        achieved="100.00",
        quarters=tuple(quarters),
        year=2564,
        enumerator=("", "3. ", "(2) ")[seed % 3],
        sequence=("", "3", "2")[seed % 3],
        kpi_type=("ตัวชี้วัดเชิงยุทธศาสตร์", "ตัวชี้วัดงานประจำ")[seed % 2],
        result_level=("output", "outcome")[seed % 2],
        inspection_quarter=str(seed % 3 + 1),
        inspection_value="95",
        levels=levels,
        definition=f"{title} แบ่งเป็น 5 ระดับ ดังนี้{criteria}",
        calculation=calculation,
        ladder_lines=tuple(ladder_line(level) for level in levels),
        data_sources=("ฝ่ายโยธา", "รายงานการประชุมคณะทำงาน"),
        strategies=_STRATEGIES,
        projects=("โครงการพัฒนาย่านริมคลอง",),
        summary=f"{name}สำเร็จครบทุกระดับ",
        office="สำนักงานเขตบางซื่อ",
        person="นางสมใจ ดีงาม",
        post="นักวิชาการชำนาญการ",
        factors="ประชาชนให้ความร่วมมือ",
        obstacles="ฝนตกต่อเนื่องหลายวัน",
        evidence=("รายงานการประชุมครั้งที่ 2", "ภาพถ่ายก่อนและหลังดำเนินการ"),
        kind="ladder",
    )
    return replace(report, **changes)


def ladder_line(level: Level) -> str:
    """Return the line that prices a step, the earlier steps in a set."""
    reached = "+".join(str(n) for n in range(1, level.level + 1))
    return (
        f"ความสำเร็จระดับที่ {reached} คิดผลการดำเนินงานเป็น ร้อยละ {level.percent} ({level.points} คะแนน)"
    )


def share(seed: int = 2, **changes: Any) -> Report:
    """Return a report on a share of cases, without levels."""
    base = 400 + seed
    counts = [base * part // 100 for part in (22, 47, 71, 96)]
    quarters = []
    for number, count in enumerate(counts):
        told = f"แก้ไขเรื่องร้องเรียนแล้ว {count} เรื่อง จากทั้งหมด {base} เรื่อง คิดเป็นร้อยละ {100 * count / base:.2f} ณ วันที่ {_DATES[number]}"
        quarters.append(
            Quarter(f"{100 * count / base:.2f}", "100", "100", "90", (Statement(told),))
        )
    report = ladder(
        seed,
        title="ร้อยละของเรื่องร้องเรียนที่แก้ไขแล้วเสร็จภายในกำหนด",
        target="90",
        achieved=quarters[3].result,
        quarters=tuple(quarters),
        levels=(),
        ladder_lines=(),
        definition="เรื่องร้องเรียน หมายถึง เรื่องที่ประชาชนแจ้งผ่านสายด่วนและเว็บไซต์",
        calculation="จำนวนเรื่องที่แก้ไขแล้ว x 100 / จำนวนเรื่องทั้งหมด",
        summary="แก้ไขได้เกินเป้าหมายที่กำหนด",
        kind="share",
    )
    return replace(report, **changes)


def told(report: Report, number: int, text: str) -> Report:
    """Return the report with one quarter's narrative in these words."""
    return report.with_quarter(number, statements=(Statement(text),) if text else (), opening="")
