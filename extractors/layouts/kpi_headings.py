# ruff: noqa: E501 (a pattern of Thai words stays on its line)
"""Headings of the KPI site's pages in their printed order, and the wordings that others use."""

from __future__ import annotations

from extractors.layouts.headings import HeadingSpec
from extractors.layouts.parts.wording import lenient

_D = "[0-9๐-๙]"
_THAI_DIGITS = "๐๑๒๓๔"
_WORDS = ("", "แรก|หนึ่ง", "สอง", "สาม", "สี่|สุดท้าย")
_S = r"[^\S\n]*"
_WHAT = lenient(
    rf"(?:สรุป)?(?:การ)?(?:รายงาน)?(?:ความก้าวหน้า|ความคืบหน้า|ผล)?(?:ฯ|การดำเนินงาน|การดำเนินการ|การปฏิบัติงาน|การปฏิบัติราชการ|งาน|สำเร็จ)?"
    rf"(?:ของ)?(?:ตัวชี้วัด)?ฯ?{_S}[:\-–(]?{_S}(?:ประจำ|ราย|ใน|ของ)?{_S}"
)
_WHEN = rf"(?:{_S}/{_S}[2๒][5๕]{_D}{{2}}|{_S}(?:ปี{_S}(?:งบประมาณ)?{_S})?(?:พ\.ศ\.{_S})?[2๒][5๕]{_D}{{2}})?\)?(?:{_S}[(\[][^()\[\]\n]{{1,60}}[)\]])?"


def _quarter(number: int) -> HeadingSpec:
    quarter = lenient(
        rf"(?:ไตรมาส{_S}(?:ที่)?|(?<![A-Za-z])Q(?:uarter)?){_S}(?:[{number}{_THAI_DIGITS[number]}](?!{_D}|[.,]{_D})|(?:{_WORDS[number]}))"
    )
    reports = lenient("(?=สรุป|การรายงาน|รายงาน|ผล|ความก้าวหน้า|ความคืบหน้า)")
    return HeadingSpec(
        f"quarter.{number}",
        patterns=(
            f"{reports}{_WHAT}{quarter}{_WHEN}",
            f"{quarter}{_WHEN}{_S}[:\\-–]?{_S}{reports}{_WHAT}",
        ),
        weak=(f"{quarter}{_WHEN}",),
    )


_OF_KPI = lenient(rf"(?:{_S}(?:ของ)?{_S}ตัวชี้วัด)?")
_AND = rf"{_S}(?:หรือ|และ|/){_S}"
_MEANING = lenient("(?:(?:คำ)?นิยาม(?:เชิงปฏิบัติการ|ศัพท์)?|ความหมาย|คำจำกัดความ|คำอธิบาย)")
_FORMULA = lenient("(?:(?:วิธี|สูตร)(?:การ)?คำนวณ|เกณฑ์(?:การ)?(?:ให้คะแนน|ประเมิน(?:ผล)?|คิดคะแนน))")
_COLLECTED = lenient(
    "(?:วิธี(?:การ){0,2}(?:จัด)?เก็บ(?:รวบรวม)?ข้อมูล|การ(?:จัด)?เก็บ(?:รวบรวม)?ข้อมูล|แหล่ง(?:ที่มา)?(?:ของ)?ข้อมูล)"
)
_CITY = lenient(rf"(?:{_S}(?:ของ)?{_S}(?:กรุงเทพมหานคร|กทม\.?)?{_S}ฯ?)")
_PROJECTS = lenient("(?:โครงการ|กิจกรรม)")

QUARTERS = tuple(_quarter(number) for number in (1, 2, 3, 4))
PARTS = (
    HeadingSpec(
        "summary",
        patterns=(
            lenient(
                rf"สรุปผล(?:การดำเนินงาน|การดำเนินการ|การปฏิบัติงาน|งาน|สำเร็จ)?{_OF_KPI}{_S}(?:ทั้งปี|รวม|ภาพรวม|ประจำปี|ปลายปี(?:งบประมาณ)?)?(?:{_S}\([^()\n]{{1,40}}\))?"
            ),
        ),
    ),
    HeadingSpec("definition", patterns=(rf"{_MEANING}(?:{_AND}{_MEANING})?{_OF_KPI}",)),
    HeadingSpec("calculation", patterns=(rf"{_FORMULA}(?:{_AND}{_FORMULA})?{_OF_KPI}",)),
    HeadingSpec("data_sources", patterns=(rf"{_COLLECTED}(?:{_AND}{_COLLECTED})?{_OF_KPI}",)),
    HeadingSpec(
        "strategies",
        patterns=(
            lenient(
                rf"(?:สนับสนุน|(?:ความ)?(?:สอดคล้อง|เชื่อมโยง)(?:{_S}(?:กับ|ต่อ|เชิง))?){_S}(?:แผน|ประเด็น)?ยุทธศาสตร์{_CITY}"
            ),
        ),
        weak=(lenient(rf"(?:ประเด็น)?ยุทธศาสตร์(?:ที่(?:เกี่ยวข้อง|สนับสนุน|สอดคล้อง))?{_CITY}"),),
    ),
    HeadingSpec(
        "projects",
        patterns=(
            lenient(
                rf"{_PROJECTS}(?:{_AND}{_PROJECTS})?{_S}(?:ที่)?{_S}(?:สนับสนุน|รองรับ|ภายใต้){_S}ตัวชี้วัด"
            ),
        ),
    ),
    HeadingSpec("database", ("ฐานข้อมูลประกอบตัวชี้วัดการพัฒนาเมือง", "ฐานข้อมูลประกอบตัวชี้วัด")),
)
