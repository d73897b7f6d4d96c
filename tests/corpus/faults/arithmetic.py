# ruff: noqa: E501 (a line of a document stays a line of code)
"""ARI: percents that no stated counts give, totals that do not add up, parts above their whole."""

from __future__ import annotations

import random
from decimal import Decimal

from tests.corpus.faults.planted import (
    Plant,
    Planter,
    clean_form,
    found,
    reworded,
    summed,
    with_statement,
)
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Statement
from tests.corpus.numbers import percent, retold, share
from tests.corpus.shares import share_report

NOT_BASE = ("ARI103", "ARI106", "EVI408", "EVI411", "TIM307")


def wrong_percent(rng: random.Random, printed: str) -> str:
    """Return another percent: two digits exchanged, or one to nine points off."""
    number = Decimal(printed)
    digits = list(printed)
    if len(digits) > 3 and digits[0] != digits[1] and "." not in digits[:2] and rng.random() < 0.4:
        digits[0], digits[1] = digits[1], digits[0]
        if digits[0] != "0":
            return "".join(digits)
    step = Decimal(rng.randint(11, 900)) / 100
    other = number - step if number > 60 else number + step
    return str(other.quantize(number))


def percent_in_quarter(rng: random.Random) -> Plant:
    """The text's percent does not follow from the counts beside it."""
    report = share_report(rng)
    quarter = rng.randint(1, 4)
    facts = report.quarters[quarter - 1].statements[0].facts
    right = next(fact for fact in facts if fact.kind == "percent")
    wrong = retold(right, wrong_percent(rng, right.value))
    report = reworded(report, quarter, right.text, wrong)
    return Plant(report.expecting(found("ARI101", "percent off", quarter, wrong), may=NOT_BASE))


def percent_in_ladder(rng: random.Random) -> Plant:
    """A statement beside the ladder's work gives counts and a percent that they do not give."""
    report = ladder_report(rng)
    whole = rng.randint(40, 400)
    part = rng.randint(whole // 3, whole - 3)
    text, facts = share(rng, rng.choice(("คน", "ราย", "ครัวเรือน")), part, whole)
    wrong = retold(facts[2], wrong_percent(rng, facts[2].value))
    text = text.replace(facts[2].text, wrong)
    quarter = rng.randint(1, 4)
    told = Statement(f"ผู้เข้าร่วมประชุมชี้แจง {text}", None, "done", facts[:2])
    report = with_statement(report, quarter, told)
    return Plant(report.expecting(found("ARI101", "percent off", quarter, wrong), may=NOT_BASE))


def percent_in_form(rng: random.Random) -> Plant:
    """A percent of the form's summary does not follow from the batches' counts."""
    report, style = clean_form(rng)
    rates = [fact.value for fact in report.summary_facts if fact.kind == "percent"]
    right, wrong = f"คิดเป็นร้อยละ {rates[0]}", f"คิดเป็นร้อยละ {wrong_percent(rng, rates[0])}"
    report = summed(report, right, wrong)
    return Plant(report.expecting(found("ARI101", "percent off", None, wrong), may=NOT_BASE), style)


def sum_in_form(rng: random.Random) -> Plant:
    """The total of the form's summary is not the sum of its batches."""
    report, style = clean_form(rng)
    fact = next(fact for fact in report.summary_facts if fact.kind.startswith("total"))
    other = int(fact.value) + rng.choice((-10, -9, -2, 2, 9, 10, 20))
    wrong = fact.text.replace(fact.value, str(other))
    report = summed(report, fact.text, wrong)
    may = ("ARI101", "ARI104", *NOT_BASE)
    return Plant(
        report.expecting(found("ARI102", "parts do not add up", None, wrong), may=may), style
    )


def sum_in_quarter(rng: random.Random) -> Plant:
    """A quarter's total is not the sum of the parts named before it."""
    report = ladder_report(rng)
    noun = rng.choice(("คน", "แห่ง", "เรื่อง"))
    names = {"คน": ("ชาย", "หญิง"), "แห่ง": ("ฝั่งเหนือ", "ฝั่งใต้"), "เรื่อง": ("ทางโทรศัพท์", "ทางออนไลน์")}[
        noun
    ]
    first, second = rng.randint(15, 160), rng.randint(15, 160)
    total = first + second + rng.choice((-11, -10, -3, 3, 9, 10, 30))
    whole = f"รวมทั้งสิ้น {total} {noun}"
    text = f"มีผู้ร่วมงานหรือรายการที่รับไว้ {names[0]} จำนวน {first} {noun} {names[1]} จำนวน {second} {noun} {whole}"
    quarter = rng.randint(1, 4)
    report = with_statement(report, quarter, Statement(text))
    return Plant(
        report.expecting(found("ARI102", "parts do not add up", quarter, whole), may=NOT_BASE)
    )


def part_above_whole(rng: random.Random) -> Plant:
    """More were done than there are; the percent beside them follows."""
    report = ladder_report(rng)
    noun = rng.choice(("คน", "ร้าน", "เรื่อง", "ครัวเรือน"))
    whole = rng.randint(30, 300)
    part = whole + rng.randint(3, 25)
    first = f"จำนวน {part} {noun}"
    texts = (
        f"มีผู้ผ่านการตรวจ {first} จากทั้งหมด {whole} {noun} คิดเป็นร้อยละ {percent(part, whole)}",
        f"ดำเนินการแล้ว {first} จากทั้งหมด {whole} {noun}",
    )
    quarter = rng.randint(1, 4)
    report = with_statement(report, quarter, Statement(rng.choice(texts)))
    expected = found("ARI104", "part above whole", quarter, first, f"{whole} {noun}")
    return Plant(report.expecting(expected, may=("ARI101", *NOT_BASE)))


def part_above_whole_in_form(rng: random.Random) -> Plant:
    """The form's summary counts more answers than participants."""
    report, style = clean_form(rng)
    total = int(next(fact.value for fact in report.summary_facts if fact.kind.startswith("total")))
    kept = report.summary_facts[-1]
    noun = kept.text.split()[-1]
    part = total + rng.randint(2, 9)
    old = report.summary[report.summary.index(kept.text) :]
    new = f"จำนวน {part} {noun} จาก {total} {noun} คิดเป็นร้อยละ {percent(part, total)}"
    report = summed(report, old, new)
    expected = found(
        "ARI104", "part above whole", None, f"จำนวน {part} {noun}", f"จาก {total} {noun}"
    )
    return Plant(report.expecting(expected, may=("ARI101", *NOT_BASE)), style)


PLANTERS: dict[str, tuple[Planter, ...]] = {
    "ARI101": (percent_in_quarter, percent_in_ladder, percent_in_form),
    "ARI102": (sum_in_form, sum_in_quarter),
    "ARI104": (part_above_whole, part_above_whole_in_form),
}
