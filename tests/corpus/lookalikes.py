# ruff: noqa: E501 (a line of a document stays a line of code)
"""Look-alikes: reports that tempt a reader into a finding and hold none."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tests.corpus.faults.arithmetic import base_changed
from tests.corpus.faults.planted import Plant, clean_form, with_statement
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Report, Statement
from tests.corpus.numbers import percent
from tests.corpus.shares import share_report
from tests.corpus.thai_dates import MONTHS, day_in, printed, quarter_start
from tests.corpus.vocabulary import phrase, table

Lookalike = Callable[[random.Random], Plant]


def said(
    name: str, quarters: tuple[int, ...] = (1, 2, 3, 4), kinds: tuple[str, ...] | None = None
) -> Lookalike:
    """Return a look-alike that says one more thing, a phrase of that name, in a quarter.

    What is marked in the phrase is no claim of the kinds (of any where they are empty).
    """

    def plant(rng: random.Random) -> Plant:
        report = rng.choice((share_report, ladder_report))(rng)
        told = phrase(rng, name)
        report = with_statement(report, rng.choice(quarters), Statement(told.text))
        marked = () if kinds is None else tuple((text, kinds) for text in told.parts.values())
        return Plant(replace(report, forbidden=marked))

    return plant


def told_in_order(*names: str) -> Lookalike:
    """Return a look-alike that says phrases of these names in quarters that follow each other."""

    def plant(rng: random.Random) -> Plant:
        report = rng.choice((share_report, ladder_report))(rng)
        verb, thing = rng.choice(table("phrases")["regress_things"])
        figures = {"verb": verb, "thing": thing, "plan": rng.choice(table("phrases")["plans"])}
        # What is under way in the last quarter may rightly be held against a full result.
        first = rng.randint(1, 4 - len(names))
        for quarter, name in enumerate(names, first):
            report = with_statement(report, quarter, Statement(phrase(rng, name, **figures).text))
        return Plant(report)

    return plant


def leap_day(rng: random.Random) -> Plant:
    """The 29th of February of a leap year."""
    report = share_report(rng)
    while report.year not in (2563, 2567):
        report = share_report(rng)
    text = phrase(rng, "no_such_day", day=f"29 กุมภาพันธ์ {report.year}").text
    return Plant(with_statement(report, 2, Statement(text)))


def possible_percent(rng: random.Random) -> Plant:
    """A percent that a whole count over its base gives."""
    base = rng.randint(11, 60)
    value = percent(rng.randint(base // 2, base), base)
    report = with_statement(
        ladder_report(rng), rng.randint(1, 4), Statement(phrase(rng, "grim", p=value, b=base).text)
    )
    return Plant(report)


def right_list(rng: random.Random) -> Plant:
    """A list of as many items as it announces."""
    items = rng.sample(table("phrases")["list_items"], rng.randint(3, 5))
    mark = rng.choice(("{n}. {item}", "{n}) {item}", "({n}) {item}", "- {item}"))
    listed = " ".join(mark.format(n=n, item=item) for n, item in enumerate(items, 1))
    told = phrase(rng, "list_off", n=len(items), items=listed)
    report = rng.choice((share_report, ladder_report))(rng)
    return Plant(with_statement(report, rng.randint(1, 4), Statement(told.text)))


def base_explained(rng: random.Random) -> Plant:
    """A share whose smaller base is explained."""
    plant = base_changed(rng)
    assert plant.report is not None
    report, quarter = plant.report, plant.report.expected[0].quarter or 4
    row = report.quarters[quarter - 1].statements[0]
    words = phrase(rng, "base_why").text
    report = report.with_quarter(quarter, statements=(replace(row, text=f"{row.text} {words}"),))
    falling = [Decimal(each.result) for each in report.quarters]
    may = ("TIM302",) if falling != sorted(falling) else ()
    return Plant(replace(report, expected=(), may=may))


def groups_apart(rng: random.Random) -> Plant:
    """Two groups with counts of their own."""
    report = ladder_report(rng, path=(1, 2, 3, 5))
    a, b, c, d = rng.sample(range(21, 90), 4)
    first = phrase(rng, "switch_first", a=a, b=b)
    second = phrase(rng, "switch_second", a=c, b=d)
    report = with_statement(report, 4, Statement(first.text))
    return Plant(with_statement(report, 4, Statement(second.text)))


def text_like_table(rng: random.Random) -> Plant:
    """The narrative names the table's own result."""
    report = ladder_report(rng, "percent")
    quarter = rng.randint(1, 4)
    told = phrase(rng, "result_told", p=report.quarters[quarter - 1].result)
    return Plant(with_statement(report, quarter, Statement(told.text)))


def number_of_its_year(rng: random.Random) -> Plant:
    """An order whose number names the year of its date."""
    report = share_report(rng)
    quarter = rng.randint(1, 4)
    day = printed(day_in(rng, report.year or 2564, quarter))
    number = f"{rng.randint(12, 900)}/{day.year}"
    told = phrase(rng, "wrong_year", office=report.office, number=number, day=day.text)
    return Plant(with_statement(report, quarter, Statement(told.text)))


def cited_basis(rng: random.Random) -> Plant:
    """An order of an earlier year is cited as the basis."""
    report = ladder_report(rng)
    year = (report.year or 2564) - rng.randint(2, 6)
    day = printed(day_in(rng, year, rng.randint(1, 4)))
    number = f"{rng.randint(100, 4000)}/{day.year}"
    text = phrase(rng, "basis", number=number, day=day.text).text
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
    shares = (0.3, 0.6, 0.95, 1.0 + rng.randint(2, 40) / 100)
    for quarter, (row, part) in enumerate(zip(report.quarters, shares, strict=True), 1):
        got = int(estimate * part) + rng.randint(1, 999)
        value = percent(got, estimate)
        day = printed(day_in(rng, report.year or 2564, quarter)).text
        told = phrase(rng, "revenue", a=f"{got:,}", b=f"{estimate:,}", p=value, day=day)
        rows.append(replace(row, result=value, statements=(Statement(told.text),)))
    name = "ร้อยละของรายได้ที่จัดเก็บได้เทียบกับประมาณการ"
    last = rows[3].result
    return Plant(replace(report, title=name, quarters=tuple(rows), achieved=last, target="100",
                         definition=f"{name} หมายถึง รายได้สะสมเทียบกับประมาณการทั้งปี", summary=f"จัดเก็บได้ร้อยละ {last} ของประมาณการ",
                         calculation="รายได้ที่จัดเก็บได้จริง คูณ 100 หารด้วยประมาณการรายได้"))  # fmt: skip


def blanket_progress(rng: random.Random) -> Plant:
    """Every quarter but the last opens with a blanket "in progress" above what is done."""
    report = ladder_report(rng)
    for quarter in (1, 2, 3):
        report = report.with_quarter(quarter, opening=table("phrases")["openings"][0])
    return Plant(report)


def day_range(rng: random.Random) -> Plant:
    """A word that opens "in progress" opens a range of days here."""
    report = ladder_report(rng, full=True)
    day = quarter_start(report.year or 2564, 4).replace(
        day=rng.randint(3, 20), month=rng.choice((7, 8, 9))
    )
    days = f"{day.day} - {day.day + 2} {MONTHS[day.month - 1]} {report.year}"
    text = phrase(rng, "held_between", days=days).text
    return Plant(with_statement(report, 4, Statement(text)))


def year_to_date(rng: random.Random) -> Plant:
    """A cumulative period begins with the fiscal year."""
    report = share_report(rng)
    year = report.year or 2564
    last = {2: "31 มีนาคม", 3: "30 มิถุนายน"}
    quarter = rng.choice((2, 3))
    first, end = f"1 ตุลาคม {year - 1}", f"{last[quarter]} {year}"
    text = phrase(rng, "cumulative", first=first, end=end).text
    return Plant(with_statement(report, quarter, Statement(text)))


def planned_ahead(rng: random.Random) -> Plant:
    """The first quarter announces a day of the second, as a plan."""
    report = ladder_report(rng)
    day = printed(day_in(rng, report.year or 2564, 2))
    words = table("phrases")
    at = rng.randrange(len(words["announced"]))  # the deed of the same number is the announced one
    text = words["announced"][at].format(day=day.text)
    held = words["held"][at % len(words["held"])].format(day=day.text)
    report = with_statement(report, 1, Statement(text, None, "planned"))
    return Plant(with_statement(report, 2, Statement(held)))


def change(rng: random.Random) -> Plant:
    """A percent of change: its base is the earlier count, its part the difference."""
    report = ladder_report(rng)
    before = rng.randint(60, 400)
    step = rng.randint(5, before // 2)
    name, after = rng.choice((("fell", before - step), ("rose", before + step)))
    text = phrase(rng, name, a=before, b=after, p=percent(step, before)).text
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
    text = phrase(rng, "half_up", a=part, b=whole, p=percent(part, whole, 1)).text
    return Plant(with_statement(report, rng.randint(1, 4), Statement(text)))


def plain_form(rng: random.Random) -> Plant:
    """A clean printed form."""
    return Plant(*clean_form(rng))


def of_report(make: Callable[[random.Random], Report]) -> Lookalike:
    """Return a look-alike that is a clean report."""
    return lambda rng: Plant(make(rng))


LOOKALIKES: dict[str, Lookalike] = {
    "disease year": said("like_disease", kinds=()),
    "threshold": said("like_threshold"),
    "ratio": said(
        "like_ratio", kinds=("percent", "count", "score", "level", "result", "total", "date")
    ),
    "list": said("like_list"),
    "names": said("like_names"),
    "other nouns": said("like_nouns"),
    "parts": said("like_parts"),
    "next year": said("like_next_year", (4,)),
    "probation": said("like_probation", (4,)),
    "mean": said("like_mean"),
    "law": said("like_law"),
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
    "leap day": leap_day,
    "possible percent": possible_percent,
    "right list": right_list,
    "base explained": base_explained,
    "groups apart": groups_apart,
    "text like table": text_like_table,
    "number of its year": number_of_its_year,
    "plan done": told_in_order("plan_dropped", "plan_kept"),
    "plan called off": told_in_order("plan_dropped", "plan_off"),
    "done, then used": told_in_order("regress_done", "like_used"),
    "next round": told_in_order("like_round_one", "like_round_two"),
    "form": plain_form,
}
