# ruff: noqa: E501 (a line of a document stays a line of code)
"""Look-alikes: reports that tempt a reader into a finding and hold none."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tests.corpus.faults.planted import Plant, clean_form, with_statement
from tests.corpus.ladders import OPENINGS, ladder_report
from tests.corpus.model import Forbidden, Report, Statement
from tests.corpus.numbers import percent
from tests.corpus.shares import share_report
from tests.corpus.thai_dates import MONTHS, day_in, printed, quarter_start

Lookalike = Callable[[random.Random], Plant]


def said(
    text: str, quarters: tuple[int, ...] = (1, 2, 3, 4), forbidden: tuple[Forbidden, ...] = ()
) -> Lookalike:
    """Return a look-alike that says one more thing in a quarter; `forbidden` is no claim."""

    def plant(rng: random.Random) -> Plant:
        report = rng.choice((share_report, ladder_report))(rng)
        report = with_statement(report, rng.choice(quarters), Statement(text))
        return Plant(replace(report, forbidden=forbidden))

    return plant


def cited_basis(rng: random.Random) -> Plant:
    """An order of an earlier year is cited as the basis."""
    report = ladder_report(rng)
    year = (report.year or 2564) - rng.randint(2, 6)
    day = printed(day_in(rng, year, rng.randint(1, 4)))
    number = f"{rng.randint(100, 4000)}/{day.year}"
    text = rng.choice(
        (
            f"ดำเนินการตามคำสั่งกรุงเทพมหานคร ที่ {number} ลงวันที่ {day.text} เรื่อง มอบอำนาจ",
            f"อ้างถึงระเบียบว่าด้วยการพัสดุ ฉบับลงวันที่ {day.text} ซึ่งยังใช้บังคับ",
        )
    )
    return Plant(with_statement(report, rng.randint(1, 4), Statement(text)))


def not_reported(rng: random.Random) -> Plant:
    """The last quarter is not reported: 0.00, no evaluation, 0 / 0; the header shows the third."""
    report = share_report(rng)
    third = report.quarters[2]
    blank = replace(third, result="0.00", evaluation="", first="0", second="0", statements=())
    report = replace(
        report,
        quarters=(*report.quarters[:3], blank),
        achieved=third.result,
        summary=f"ผลงานทั้งปีคิดเป็นร้อยละ {third.result}",
    )
    return Plant(replace(report, may=("TIM307",)))


def above_hundred(rng: random.Random) -> Plant:
    """Revenue above its estimate: more than 100 percent rightly."""
    report = share_report(rng)
    estimate = rng.randint(20, 90) * 100000
    rows = []
    for row, share in zip(
        report.quarters, (0.3, 0.6, 0.95, 1.0 + rng.randint(2, 40) / 100), strict=True
    ):
        got = int(estimate * share) + rng.randint(1, 999)
        value = percent(got, estimate)
        text = f"จัดเก็บรายได้สะสม {got:,} บาท จากประมาณการ {estimate:,} บาท คิดเป็นร้อยละ {value}"
        rows.append(
            replace(
                row,
                result=value,
                statements=(
                    Statement(text),
                    Statement(row.statements[0].text.split(" (")[1].join(("(", ""))),
                ),
            )
        )
    name = "ร้อยละของรายได้ที่จัดเก็บได้เทียบกับประมาณการ"
    last = rows[3].result
    return Plant(replace(report, title=name, quarters=tuple(rows), achieved=last, target="100",
                         definition=f"{name} หมายถึง รายได้สะสมเทียบกับประมาณการทั้งปี", summary=f"จัดเก็บได้ร้อยละ {last} ของประมาณการ",
                         calculation="รายได้ที่จัดเก็บได้จริง คูณ 100 หารด้วยประมาณการรายได้"))  # fmt: skip


def blanket_progress(rng: random.Random) -> Plant:
    """Every quarter but the last opens with a blanket "in progress" above what is done."""
    report = ladder_report(rng)
    for quarter in (1, 2, 3):
        report = report.with_quarter(quarter, opening=OPENINGS[0])
    return Plant(report)


def day_range(rng: random.Random) -> Plant:
    """A word that opens "in progress" opens a range of days here."""
    report = ladder_report(rng, full=True)
    day = quarter_start(report.year or 2564, 4).replace(
        day=rng.randint(3, 20), month=rng.choice((7, 8, 9))
    )
    text = f"จัดนิทรรศการแสดงผลงานระหว่างวันที่ {day.day} - {day.day + 2} {MONTHS[day.month - 1]} {report.year} เสร็จสิ้นแล้ว"
    return Plant(with_statement(report, 4, Statement(text)))


def year_to_date(rng: random.Random) -> Plant:
    """A cumulative period begins with the fiscal year."""
    report = share_report(rng)
    year = report.year or 2564
    last = {2: "31 มีนาคม", 3: "30 มิถุนายน"}
    quarter = rng.choice((2, 3))
    text = f"เป็นข้อมูลสะสมตั้งแต่วันที่ 1 ตุลาคม {year - 1} ถึงวันที่ {last[quarter]} {year}"
    return Plant(with_statement(report, quarter, Statement(text)))


def planned_ahead(rng: random.Random) -> Plant:
    """The first quarter announces a day of the second, as a plan."""
    report = ladder_report(rng)
    day = printed(day_in(rng, report.year or 2564, 2))
    text = f"กำหนดจะประชุมเครือข่ายในวันที่ {day.text}"
    report = with_statement(report, 1, Statement(text, None, "planned"))
    return Plant(with_statement(report, 2, Statement(f"ประชุมเครือข่ายเสร็จสิ้นแล้วเมื่อวันที่ {day.text}")))


def change(rng: random.Random) -> Plant:
    """A percent of change: its base is the earlier count, its part the difference."""
    report = ladder_report(rng)
    before = rng.randint(60, 400)
    step = rng.randint(5, before // 2)
    if rng.random() < 0.5:
        text = f"เรื่องร้องเรียนลดลงจาก {before} เรื่อง เหลือ {before - step} เรื่อง ลดลงร้อยละ {percent(step, before)}"
    else:
        text = f"ผู้ใช้บริการเพิ่มขึ้นจาก {before} คน เป็น {before + step} คน เพิ่มขึ้นร้อยละ {percent(step, before)}"
    return Plant(with_statement(report, rng.randint(1, 4), Statement(text)))


def late_result(rng: random.Random) -> Plant:
    """A KPI that is measured once: nothing until the last quarter."""
    report = share_report(rng)
    rows = [replace(row, result="0.00") for row in report.quarters[:3]]
    words = ("ประชุมเตรียมการวัดผล", "จัดทำแบบเก็บข้อมูลแล้วเสร็จ", "ทดลองเก็บข้อมูลในพื้นที่นำร่องแล้ว")
    told = tuple(
        replace(row, statements=(Statement(word),)) for row, word in zip(rows, words, strict=True)
    )
    return Plant(replace(report, quarters=(*told, report.quarters[3])))


def true_zero(rng: random.Random) -> Plant:
    """Four zeros are a result of 0, as good as any."""
    report = share_report(rng)
    words = (
        "ตรวจพื้นที่แล้วไม่พบการร้องเรียน",
        "ไม่พบการร้องเรียนเพิ่ม",
        "สำรวจซ้ำแล้วไม่พบปัญหา",
        "สรุปทั้งปีไม่พบการร้องเรียน",
    )
    rows = tuple(replace(row, result="0.00", statements=(Statement(f"{word} (ข้อมูล ณ วันที่ {printed(day_in(rng, report.year or 2564, n)).text})"),))
                 for n, (row, word) in enumerate(zip(report.quarters, words, strict=True), 1))  # fmt: skip
    return Plant(replace(report, title="เรื่องร้องเรียนซ้ำที่ลดลง", unit_text="ลดลงร้อยละ", target="5", achieved="0", quarters=rows,
                         summary="ทั้งปีไม่พบการร้องเรียนซ้ำ", definition="เรื่องร้องเรียนซ้ำที่ลดลง หมายถึง การร้องเรียนซ้ำในจุดเดิม"))  # fmt: skip


def not_evaluated(rng: random.Random) -> Plant:
    """Evaluations of 0 and 0 / 0: not evaluated, nothing failed."""
    report = share_report(rng)
    for quarter in (2, 3):
        report = report.with_quarter(quarter, evaluation="0", first="0", second="0")
    report = report.with_quarter(4, evaluation="0", first="0", second="0")
    return Plant(replace(report, inspection_quarter="3", inspection_value="0"))


def satisfaction(rng: random.Random) -> Plant:
    """A level of satisfaction is measured in percent."""
    report = share_report(rng)
    name = "ระดับความพึงพอใจของประชาชนต่อ" + rng.choice(("สวนสาธารณะ", "งานทะเบียน", "บริการรถรับส่ง"))
    return Plant(replace(report, title=name, definition=f"{name} หมายถึง ความเห็นของผู้ใช้บริการ"))


def tenth(rng: random.Random) -> Plant:
    """A percent rounded half up at its last printed place."""
    report = ladder_report(rng)
    whole = rng.choice((16, 80, 160, 800))
    halves = [n for n in range(1, whole) if Decimal(1000 * n) / whole % 1 == Decimal("0.5")]
    part = rng.choice(halves)
    text = f"ส่งเอกสารแล้ว จำนวน {part} ชุด จากทั้งหมด {whole} ชุด คิดเป็นร้อยละ {percent(part, whole, 1)}"
    return Plant(with_statement(report, rng.randint(1, 4), Statement(text)))


def plain_form(rng: random.Random) -> Plant:
    """A clean printed form."""
    return Plant(*clean_form(rng))


def of_report(make: Callable[[random.Random], Report]) -> Lookalike:
    """Return a look-alike that is a clean report."""
    return lambda rng: Plant(make(rng))


LOOKALIKES: dict[str, Lookalike] = {
    "disease year": said(
        "เลื่อนกิจกรรมบางส่วนเนื่องจากโรคติดเชื้อไวรัสโคโรนา 2019 (โควิด-19)",
        forbidden=(("ไวรัสโคโรนา 2019 (โควิด-19)", ()),),
    ),
    "threshold": said("เกณฑ์กำหนดให้ผู้เข้าร่วมมีเวลาเรียนไม่น้อยกว่าร้อยละ 80 จึงจะได้รับวุฒิบัตร"),
    "ratio": said(
        "ใช้รูปแบบการเรียนรู้ 70 : 20 : 10 ในการพัฒนาทีมงานแล้ว",
        forbidden=(
            ("70 : 20 : 10", ("percent", "count", "score", "level", "result", "total", "date")),
        ),
    ),
    "list": said("จัดทำเอกสารเผยแพร่แล้ว จำนวน 3 เรื่อง ได้แก่ 1. วิธีแยกขยะ 2. วิธีดูแลต้นไม้ 3. ช่องทางร้องเรียน"),
    "other nouns": said("เชิญผู้แทน 45 คน จาก 3 โรงเรียน มาร่วมให้ความเห็นแล้ว"),
    "parts": said("ผู้ร่วมประชุม 78 คน เป็นชาย 30 คน และหญิง 48 คน"),
    "next year": said("ทั้งนี้ จะนำผลไปวางแผนงานในปีงบประมาณถัดไป", (4,)),
    "probation": said("ข้าราชการที่อยู่ระหว่างทดลองปฏิบัติหน้าที่ราชการเข้าร่วมครบทุกคนแล้ว", (4,)),
    "cited basis": cited_basis,
    "not reported": not_reported,
    "above 100": above_hundred,
    "blanket": blanket_progress,
    "day range": day_range,
    "year to date": year_to_date,
    "planned ahead": planned_ahead,
    "change": change,
    "late": late_result,
    "true zero": true_zero,
    "not evaluated": not_evaluated,
    "satisfaction": satisfaction,
    "half up": tenth,
    "form": plain_form,
}
