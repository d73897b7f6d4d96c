"""TIM: dates outside their quarter, falling results, reports without any date."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.corpus.faults.planted import Plant, Planter, clean_form, found, with_statement
from tests.corpus.kpi_form import form_report, random_style
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Report, Statement
from tests.corpus.shares import share_report
from tests.corpus.thai_dates import date_in

DEEDS = (
    "จัดประชุมติดตามงานของคณะทำงานเมื่อวันที่ {}",
    "ลงพื้นที่ตรวจเยี่ยมจุดบริการเมื่อวันที่ {}",
    "ส่งมอบเอกสารให้ฝ่ายที่เกี่ยวข้องแล้วเมื่อวันที่ {}",
    "ผู้อำนวยการลงนามหนังสือแล้ว (ลงวันที่ {})",
)


def outside(report: Report, rng: random.Random) -> Report:
    """Return the report with a deed dated in another quarter of the same year."""
    quarter = rng.randint(2, 4)
    day = date_in(rng, report.year or 2564, rng.randint(1, quarter - 1))
    told = Statement(rng.choice(DEEDS).format(day.text))
    return with_statement(report, quarter, told).expecting(
        found("TIM301", "earlier quarter", quarter, day.text)
    )


def date_outside(rng: random.Random) -> Plant:
    """A deed is reported in a later quarter than its date."""
    return Plant(outside(rng.choice((share_report, ladder_report))(rng), rng))


def date_outside_in_form(rng: random.Random) -> Plant:
    """The same in a printed form."""
    report, style = clean_form(rng)
    return Plant(outside(report, rng), style)


def date_ahead(rng: random.Random) -> Plant:
    """A deed is reported as done before its date."""
    report = ladder_report(rng)
    quarter = rng.randint(1, 3)
    day = date_in(rng, report.year or 2564, rng.randint(quarter + 1, 4))
    told = Statement(f"จัดประชุมสรุปงานเสร็จสิ้นแล้วเมื่อวันที่ {day.text}")
    report = with_statement(report, quarter, told)
    return Plant(report.expecting(found("TIM301", "later quarter", quarter, day.text)))


def results_fall(rng: random.Random) -> Plant:
    """A cumulative share falls in the third quarter."""
    report = share_report(rng, order=(0, 2, 1, 3))
    value = report.quarters[2].result
    return Plant(report.expecting(found("TIM302", "falls", 3, value, report.quarters[1].result)))


def last_falls(rng: random.Random) -> Plant:
    """A cumulative share falls in the last quarter."""
    report = share_report(rng, order=(0, 1, 3, 2))
    value = report.quarters[3].result
    return Plant(report.expecting(found("TIM302", "falls", 4, value, report.quarters[2].result)))


def undated(rng: random.Random) -> Plant:
    """Nowhere a date or a year."""
    report = replace(ladder_report(rng, dated=False), evidence=("รายงานสรุปผลประจำปี",))
    return Plant(report.expecting(found("TIM306", "no date"), may=("EVI405",)))


def undated_form(rng: random.Random) -> Plant:
    """A form without a date or a year."""
    report = form_report(ladder_report(rng, dated=False), rng)
    report = replace(report, evidence=("รายงานสรุปผลประจำปี", "ภาพถ่ายกิจกรรม"))
    return Plant(report.expecting(found("TIM306", "no date"), may=("EVI405",)), random_style(rng))


PLANTERS: dict[str, tuple[Planter, ...]] = {
    "TIM301": (date_outside, date_outside_in_form, date_ahead),
    "TIM302": (results_fall, last_falls),
    "TIM306": (undated, undated_form),
}
