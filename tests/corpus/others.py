# ruff: noqa: E501 (a line of a document stays a line of code)
"""Documents that are no single KPI's report: lists, projects, indicators, lessons, decks, news."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.corpus.kpi_page import strategy_lines
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Expected, Report
from tests.corpus.shares import share_report
from tests.corpus.thai_dates import THAI_DIGITS, date_in, day_in, printed
from tests.corpus.vocabulary import table


@dataclass(frozen=True)
class Other:
    """A text with its layout, its record kind and what the record must say."""

    layout: str
    kind: str
    text: str
    truth: dict[str, Any]
    expected: tuple[Expected, ...] = ()
    may: tuple[str, ...] = ("TXT506",)
    notes: dict[str, str] = field(default_factory=dict)


def department_list(rng: random.Random) -> Other:
    """A department's list: each KPI with its dimension, unit, target, result and quarters."""
    year = rng.randint(2561, 2567)
    office = rng.choice(table("offices")["offices"])
    code = f"{rng.randint(11, 59)}{rng.randint(0, 99):02}0000"
    reports: list[Report] = []
    while len(reports) < rng.randint(2, 4):
        report = rng.choice((share_report, lambda r: ladder_report(r, "level")))(rng)
        if report.title not in {other.title for other in reports}:
            reports.append(report)
    lines = [
        "ตัวชี้วัดของหน่วยงาน",
        "",
        "Back Home",
        "",
        f"{office} : {code}",
        "",
        f"ปีงบประมาณ {year}",
        "",
    ]
    truth: dict[str, Any] = {
        "department_code": code, "agency": office, "fiscal_year": str(year),
        "items": {"length": len(reports)},
    }  # fmt: skip
    for index, report in enumerate(reports):
        dimension = rng.randint(1, 4)
        target, result = decimals(report.target), decimals(report.quarters[3].result)
        lines += [f"มิติที่ {dimension}", f"{index + 1}. {report.title}"]
        if rng.random() < 0.5:
            lines.append(f"[มิติที่ {dimension} : ตัวชี้วัดเจรจา]")
        lines += [f":{report.strategies[3][0]} - {report.strategies[3][1]}", ""]
        lines += [f"หน่วยนับ :{report.unit_text}", f"เป้าหมาย :{target}", f"ผลงาน :{result}", ""]
        lines += [
            "ไตรมาสที่",
            "(1 - 4)",
            "*ผลงาน*",
            f"({report.unit_text})",
            "*ผลประเมินตัวชี้วัด*",
            "(* 2.1 / 2.2 *)",
        ]
        for number, row in enumerate(report.quarters, 1):
            lines += [str(number), row.result, f"{row.first} / {row.second}"]
            truth[f"items.{index}.quarters.{number - 1}.result"] = row.result
            truth[f"items.{index}.quarters.{number - 1}.evaluation_2_1"] = row.first
        lines.append("")
        truth[f"items.{index}.title"] = report.title
        truth[f"items.{index}.sequence"] = str(index + 1)
        truth[f"items.{index}.unit_text"] = report.unit_text
        truth[f"items.{index}.target.value"] = target
        truth[f"items.{index}.achieved.value"] = result
        truth[f"items.{index}.dimension"] = {"contains": [str(dimension)]}
    return Other(
        "bma_index_page", "kpi_index", "\n".join([*lines, "ฐานข้อมูลประกอบตัวชี้วัดการพัฒนาเมือง"]), truth
    )


def decimals(value: str) -> str:
    """Print a number with the list's two decimals."""
    return value if "." in value else f"{value}.00"


def project_page(rng: random.Random) -> Other:
    """A project's progress page."""
    words = table("offices")
    name, office = rng.choice(words["projects"]), rng.choice(words["offices"])
    year, progress = rng.randint(2561, 2567), f"{rng.randint(20, 100)}.00"
    code = f"{rng.randint(11, 59)}{rng.randint(0, 99):02}0000-{rng.randint(1, 99)}"
    quarter, value = rng.randint(1, 4), rng.choice(("100", "95", "80"))
    phone = f"0 2{rng.randint(100, 999)} {rng.randint(1000, 9999)}"
    why = f"พื้นที่ของ{office}มีประชาชนอาศัยหนาแน่น จึงต้องเพิ่มบริการให้ทั่วถึงและวัดผลได้"
    lines = ["ความคืบหน้าโครงการ/กิจกรรม", "", "Back Home", "", f"{name} : {code}", "", f"{office} : ({year})", "",
             progress, "", f"ความคืบหน้าโครงการ ร้อยละ {progress}", "", f"ผู้ประสานงาน : {rng.choice(words['people'])} โทร. {phone}", "",
             f"*** สยป. ประเมินโครงการ : ไตรมาสที่ {quarter} {value}", "", "หลักการและเหตุผล", "", why, "", "วัตถุประสงค์", "",
             "เพื่อให้ประชาชนเข้าถึงบริการได้สะดวกและปลอดภัย", ""]  # fmt: skip
    truth = {
        "title": name, "project_code": code, "agency": office, "fiscal_year": str(year),
        "progress_percent": {"any_of": [progress, progress.removesuffix(".00")]}, "inspection.quarter": str(quarter),
        "inspection.value": value, "contact": {"contains": [phone]}, "rationale": {"startswith": why[:40]},
    }  # fmt: skip
    return Other(
        "bma_project_page", "project_report", "\n".join(lines), truth, may=("TXT506", "TIM306")
    )


def indicator_page(rng: random.Random) -> Other:
    """A city indicator: definition and target, no results."""
    report = share_report(rng)
    code = str(rng.randint(100, 999))
    target = rng.randint(60, 95)
    lines = ["รายละเอียดตัวชี้วัด", "", "Back Home", "", f"{report.title} : {code}", "",
             f"ค่าเป้าหมาย ร้อยละ {target} ของพื้นที่ทั้งหมดภายในปี {report.year}", "", "ลักษณะข้อมูล : เชิงปริมาณ เก็บปีละครั้ง", "",
             *strategy_lines(report), "", "1. นิยาม", "", report.definition, "",
             "2. วิธีการคำนวณ", "", report.calculation, "", "3. แหล่งข้อมูล", "", ", ".join(report.data_sources), ""]  # fmt: skip
    truth = {"title": report.title, "definition": {"contains": [report.definition[:60]]},
             "calculation": {"contains": [report.calculation[:40]]}, "achieved.value": None,
             "data_sources": {"contains": list(report.data_sources)}}  # fmt: skip
    return Other("bma_indicator_page", "kpi_report", "\n".join(lines), truth)


def lesson_summary(rng: random.Random) -> Other:
    """A participant's summary of a course, numbered in Thai digits."""
    words, course = table("offices"), rng.choice(table("lessons")["courses"])
    year, batch = rng.randint(2561, 2567), rng.randint(1, 9)
    day = printed(day_in(rng, year, 2), "thai")
    sections = rng.sample(table("lessons")["sections"], rng.randint(4, 7))
    person, post = rng.choice(words["people"]), rng.choice(words["posts"])
    lines = ["สรุปบทเรียนที่ได้รับจากการพัฒนาความรู้", "",
             f"หลักสูตรที่ {course['number']} {course['name']} รุ่น {f'{batch:02}'.translate(THAI_DIGITS)} ปี {str(year).translate(THAI_DIGITS)}",
             f"เข้าเรียนจนจบหลักสูตร และทำแบบทดสอบการประเมิน วันที่ {day.text}", ""]  # fmt: skip
    truth: dict[str, Any] = {
        "course_number": course["plain"], "course": course["name"], "class_number": f"{batch:02}", "year": str(year),
        "completed_on": day.iso, "author": person, "position": post, "sections": {"length": len(sections)},
    }  # fmt: skip
    for index, (heading, items) in enumerate(sections):
        lines += [
            f"{index + 1}. {heading}".translate(THAI_DIGITS),
            "",
            *[f"- {item}" for item in items],
            "",
        ]
        truth[f"sections.{index}.number"] = str(index + 1)
        truth[f"sections.{index}.heading"] = heading
        truth[f"sections.{index}.items"] = {"length": len(items)}
    lines += ["ผู้สรุปบทเรียน", person, post, ""]
    return Other("lesson_summary", "lesson_summary", "\n".join(lines), truth)


def slide_deck(rng: random.Random, missing: bool = False) -> Other:
    """A deck on weights; with `missing`, one dimension's weight is not printed (SCO209)."""
    words = table("lessons")
    title = rng.choice(words["decks"])
    weights = rng.choice(
        ((60, 15, 15, 10), (50, 20, 20, 10), (40, 30, 20, 10), (55, 25, 12, 8), (45, 25, 15, 15))
    )
    names = rng.sample(words["dimensions"], 4)
    hole = rng.randint(1, 4) if missing else 0
    project, parts, shares = 0, [], []
    truth: dict[str, Any] = {"title": title, "dimensions": {"length": 4}}
    for index, (name, weight) in enumerate(zip(names, weights, strict=True)):
        pieces = _split(rng, weight)
        told = []
        for count in pieces:
            project += 1
            told.append(f"โครงการที่ {project} จำนวน {count} ตัวชี้วัด")
        parts.append(f"มิติ {index + 1} {name} {' '.join(told)}")
        shares.append(f"มิติที่ {index + 1}" + ("" if hole == index + 1 else f" ร้อยละ {weight}"))
        truth[f"dimensions.{index}.number"] = str(index + 1)
        truth[f"dimensions.{index}.weight"] = None if hole == index + 1 else str(weight)
    methods = " ".join(f"{n}. {name}" for n, name in enumerate(words["methods"], 1))
    slides = [
        (title, "นิยามของผลงานร่วมและบทบาทของแต่ละทีม"),
        ("เทียบน้ำหนักตามจำนวนตัวชี้วัดของแต่ละมิติ", "มิติทั้ง 4 มิติ น้ำหนักรวมกัน เท่ากับ 100 " + " ".join(parts)),
        ("สรุปน้ำหนักความสำคัญ", " ".join(shares)),
        ("เลือกวิธีคำนวณ", f"วิธีคำนวณการประเมินผล 5 วิธี {methods}"),
        (
            "เกณฑ์การให้คะแนน",
            "ระดับคะแนน 1 2 3 4 5 ตัวอย่าง ตัวชี้วัดร้อยละของงานที่เสร็จตรงเวลา ค่าเป้าหมาย 80 ได้ 4 คะแนน",
        ),
        ("ขั้นตอนถัดไป", "ทดลองใช้กับหนึ่งทีมก่อน แล้วจึงขยายไปทุกทีม"),
    ]
    lines = ["งานนำเสนอกำลังจะดาวน์โหลด โปรดรอ", "", title, "", "งานนำเสนอที่คล้ายกัน", "",
             f'งานนำเสนอเรื่อง: "{title}"— ใบสำเนางานนำเสนอ:', ""]  # fmt: skip
    for number, (head, body) in enumerate(slides, 1):
        lines += [f"{number} {head}", body, ""]
    lines += [f"ดาวน์โหลด ppt {title}", ""]
    truth["slides"] = {"length": len(slides)}
    expected: tuple[Expected, ...] = ()
    if hole:
        quotes = (" ".join(shares), f"มิติ {hole} {names[hole - 1]}")
        about = f"weight of dimension {hole} not printed"
        expected = (Expected(("SCO209",), about, None, quotes),)
    return Other(
        "slide_deck",
        "method_deck",
        "\n".join(lines),
        truth,
        expected,
        ("TXT506", "TIM306", "SCO205"),
    )


def _split(rng: random.Random, weight: int) -> list[int]:
    """Split a weight into two or three counts of indicators that add up to it."""
    first = rng.randint(2, weight - 4)
    rest = weight - first
    return [first, rest] if rest < 8 else [first, rest // 2, rest - rest // 2]


def news(rng: random.Random) -> Other:
    """A news article: figures that nobody reports as a KPI's."""
    words = table("lessons")["news"]
    day = date_in(rng, rng.randint(2561, 2567), rng.randint(1, 4), "long")
    body = [line.format(date=day.text, name="สมศักดิ์ ใจกว้าง") for line in words]
    head = rng.choice(("เช้านี้ที่ย่านตลาดเก่า : อาสาร่วมใจปลูกต้นไม้", "ชุมชนริมน้ำชวนกันเก็บขยะและปลูกต้นไม้"))
    return Other(
        "unknown", "unknown", "\n\n".join([head, *body]) + "\n", {}, may=("TXT506", "TIM306")
    )


def minutes(rng: random.Random) -> Other:
    """The minutes of a meeting."""
    year = rng.randint(2561, 2567)
    first, last = date_in(rng, year, 2, "long"), date_in(rng, year, 3, "long")
    lines = [
        f"รายงานการประชุมฝ่ายบริหาร ครั้งที่ {rng.randint(2, 9)}/{year}",
        f"วันที่ {first.text} เวลา 13.30 น.",
        "ณ ห้องประชุมชั้น 3",
        "",
    ]
    for number, (head, body) in enumerate(table("lessons")["minutes"], 1):
        lines += [f"ระเบียบวาระที่ {number} {head}", body.format(date=last.text), ""]
    lines += ["เลิกประชุมเวลา 15.45 น.", ""]
    return Other("unknown", "unknown", "\n".join(lines), {}, may=("TXT506",))


OTHERS: dict[str, Callable[[random.Random], Other]] = {
    "department": department_list, "project": project_page, "indicator": indicator_page,
    "lesson": lesson_summary, "deck": slide_deck, "news": news, "minutes": minutes,
}  # fmt: skip
