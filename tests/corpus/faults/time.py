"""TIM: dates outside their quarter or any calendar, falling results, stale plans, gaps."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.corpus.faults.planted import Plant, Planter, clean_form, found, with_statement
from tests.corpus.kpi_form import form_report, random_style
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Report, Statement
from tests.corpus.shares import share_report
from tests.corpus.thai_dates import MONTHS, SHORT, date_in, day_in, printed, quarter_start
from tests.corpus.vocabulary import phrase, table

NO_DAYS = ((31, 4), (31, 6), (31, 9), (31, 11), (30, 2), (31, 2), (32, 1), (35, 8), (0, 5))


def outside(report: Report, rng: random.Random) -> Report:
    """Return the report with a deed dated in another quarter of the same year."""
    quarter = rng.randint(2, 4)
    day = date_in(rng, report.year or 2564, rng.randint(1, quarter - 1))
    told = phrase(rng, "deeds", day=day.text)
    return with_statement(report, quarter, Statement(told.text)).expecting(
        found("TIM301", "earlier quarter", quarter, day.text, changes=False)
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
    told = phrase(rng, "deeds_ahead", day=day.text)
    report = with_statement(report, quarter, Statement(told.text))
    expected = found("TIM301", "later quarter", quarter, day.text, changes=False)
    return Plant(report.expecting(expected))


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


def no_such_day(rng: random.Random) -> Plant:
    """A date that no calendar has."""
    in_form = rng.random() < 0.3
    report, style = clean_form(rng) if in_form else (share_report(rng), None)
    day, month = rng.choice(NO_DAYS)
    quarter = ((month + 2) // 3) % 4 + 1
    year = (report.year or 2564) - (quarter == 1)
    name = rng.choice((MONTHS[month - 1], MONTHS[month - 1], SHORT[month - 1]))
    text = f"{day} {name} {year}" if rng.random() < 0.85 else f"{day:02}/{month:02}/{year}"
    told = phrase(rng, "no_such_day", day=text)
    report = with_statement(report, quarter, Statement(told.text))
    expected = found("TIM303", "no such day", quarter, text)
    return Plant(report.expecting(expected, may=("TIM301",)), style)


def stale_plan(rng: random.Random) -> Plant:
    """A later quarter still announces what an earlier one was to bring."""
    report = rng.choice((share_report, ladder_report))(rng)
    quarter = rng.randint(2, 4)
    past = day_in(rng, report.year or 2564, rng.randint(1, quarter - 1))
    month = f"{MONTHS[past.month - 1]} {past.year + 543}"
    told = phrase(rng, "stale", day=printed(past).text, month=month)
    report = with_statement(report, quarter, Statement(told.text, None, "planned"))
    quotes = printed(past).text, month
    expected = found("TIM304", "stale plan", quarter, *quotes)
    return Plant(report.expecting(expected, may=("EVI406", "TIM301", "EVI401")))


def number_of_another_year(rng: random.Random) -> Plant:
    """An order's number names an earlier year than its date."""
    report, style = clean_form(rng) if rng.random() < 0.3 else (share_report(rng), None)
    quarter = rng.randint(2, 4)
    day = date_in(rng, report.year or 2564, quarter)
    number = f"{rng.randint(12, 900)}/{day.year - rng.choice((1, 1, 2))}"
    told = phrase(rng, "wrong_year", office=report.office, number=number, day=day.text)
    report = with_statement(report, quarter, Statement(told.text))
    return Plant(report.expecting(found("TIM305", "number's year", quarter, number)), style)


def undated(rng: random.Random) -> Plant:
    """Nowhere a date or a year."""
    items = tuple(table("phrases")["undated_evidence"][:1])
    report = replace(ladder_report(rng, dated=False), evidence=items)
    return Plant(report.expecting(found("TIM306", "no date"), may=("EVI405",)))


def undated_form(rng: random.Random) -> Plant:
    """A form without a date or a year."""
    report = form_report(ladder_report(rng, dated=False), rng)
    report = replace(report, evidence=tuple(table("phrases")["undated_evidence"]))
    return Plant(report.expecting(found("TIM306", "no date"), may=("EVI405",)), random_style(rng))


def untold_quarter(rng: random.Random) -> Plant:
    """A quarter has a result and no narrative."""
    report = share_report(rng)
    quarter = rng.randint(1, 4)
    report = report.with_quarter(quarter, statements=(), opening="")
    quotes = report.quarters[quarter - 1].result, f"ไตรมาสที่ {quarter}"
    return Plant(report.expecting(found("TIM307", "no narrative", quarter, *quotes)))


def uncounted_quarter(rng: random.Random) -> Plant:
    """A quarter has a narrative and no result, though an earlier one had a result."""
    report = share_report(rng)
    quarter = rng.randint(2, 3)
    day = printed(quarter_start(report.year or 2564, quarter).replace(day=rng.randint(6, 24)))
    told = Statement(phrase(rng, "deeds", day=day.text).text)
    report = report.with_quarter(quarter, result="0.00", statements=(told,))
    expected = found("TIM307", "no result", quarter)
    return Plant(report.expecting(expected, may=("TIM302",)))


PLANTERS: dict[str, tuple[Planter, ...]] = {
    "TIM301": (date_outside, date_outside_in_form, date_ahead),
    "TIM302": (results_fall, last_falls),
    "TIM303": (no_such_day,),
    "TIM304": (stale_plan,),
    "TIM305": (number_of_another_year,),
    "TIM306": (undated, undated_form),
    "TIM307": (untold_quarter, uncounted_quarter),
}
