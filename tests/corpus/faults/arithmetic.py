"""ARI: percents that no counts give, totals and lists that do not add up, changed bases."""

from __future__ import annotations

import random
from dataclasses import replace
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
from tests.corpus.model import Report, Statement
from tests.corpus.numbers import percent, retold, share
from tests.corpus.shares import share_report
from tests.corpus.thai_dates import date_in
from tests.corpus.vocabulary import Told, phrase, table

NOT_BASE = ("ARI103", "ARI106", "EVI408", "EVI411")


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


def said(report: Report, rng: random.Random, told: Told) -> tuple[Report, int]:
    """Return the report with one more thing said in a quarter, and that quarter."""
    quarter = rng.randint(1, 4)
    return with_statement(report, quarter, Statement(told.text)), quarter


def percent_in_quarter(rng: random.Random) -> Plant:
    """The text's percent does not follow from the counts beside it, which give the table's."""
    report = share_report(rng)
    quarter = rng.randint(1, 4)
    facts = report.quarters[quarter - 1].statements[0].facts
    right = next(fact for fact in facts if fact.kind == "percent")
    wrong = retold(right, wrong_percent(rng, right.value))
    report = reworded(report, quarter, right.text, wrong)
    expected = found("ARI101", "percent off", quarter, wrong, changes=False)
    return Plant(report.expecting(expected, may=NOT_BASE))


def percent_of_result(rng: random.Random) -> Plant:
    """The last quarter's percent, text, table and header alike, does not follow from its counts."""
    report = share_report(rng)
    right = next(f for f in report.quarters[3].statements[0].facts if f.kind == "percent")
    value = str(Decimal(right.value) + Decimal(rng.randint(11, 190)) / 100)
    wrong = retold(right, value)
    report = reworded(report, 4, right.text, wrong).with_quarter(4, result=value)
    summary = report.summary.replace(right.value, value)
    report = replace(report, achieved=value, summary=summary)
    expected = found("ARI101", "result off", 4, wrong, changes=True)
    return Plant(report.expecting(expected, may=NOT_BASE))


def percent_in_ladder(rng: random.Random) -> Plant:
    """A statement beside the ladder's work gives counts and a percent that they do not give."""
    report = ladder_report(rng)
    whole = rng.randint(40, 400)
    part = rng.randint(whole // 3, whole - 3)
    text, facts = share(rng, rng.choice(("คน", "ราย", "ครัวเรือน")), part, whole)
    wrong = retold(facts[2], wrong_percent(rng, facts[2].value))
    told = phrase(rng, "attendance", share=text.replace(facts[2].text, wrong))
    report, quarter = said(report, rng, told)
    expected = found("ARI101", "percent off", quarter, wrong, changes=False)
    return Plant(report.expecting(expected, may=NOT_BASE))


def percent_in_form(rng: random.Random) -> Plant:
    """A percent of the form's summary does not follow from the batches' counts."""
    report, style = clean_form(rng)
    right = next(fact for fact in report.summary_facts if fact.kind == "percent")
    wrong = retold(right, wrong_percent(rng, right.value))
    report = summed(report, right.text, wrong)
    expected = found("ARI101", "percent off", None, wrong, changes=False)
    return Plant(report.expecting(expected, may=NOT_BASE), style)


def sum_in_form(rng: random.Random) -> Plant:
    """The total of the form's summary is not the sum of its batches."""
    report, style = clean_form(rng)
    fact = next(fact for fact in report.summary_facts if fact.kind.startswith("total"))
    other = int(fact.value) + rng.choice((-10, -9, -2, 2, 9, 10, 20))
    wrong = fact.text.replace(fact.value, str(other))
    report = summed(report, fact.text, wrong)
    may = ("ARI101", "ARI104", *NOT_BASE)
    expected = found("ARI102", "parts do not add up", None, wrong, changes=False)
    return Plant(report.expecting(expected, may=may), style)


PARTS = {"คน": ("ชาย", "หญิง"), "แห่ง": ("ฝั่งเหนือ", "ฝั่งใต้"), "เรื่อง": ("ทางโทรศัพท์", "ทางออนไลน์")}


def sum_in_quarter(rng: random.Random) -> Plant:
    """A quarter's total is not the sum of the parts named before it."""
    noun = rng.choice(tuple(PARTS))
    first, second = rng.randint(15, 160), rng.randint(15, 160)
    total = first + second + rng.choice((-11, -10, -3, 3, 9, 10, 30))
    x, y = PARTS[noun]
    told = phrase(rng, "parts_off", x=x, y=y, a=first, b=second, t=total, n=noun)
    report, quarter = said(ladder_report(rng), rng, told)
    expected = found("ARI102", "parts do not add up", quarter, told.parts["t"], changes=False)
    return Plant(report.expecting(expected, may=NOT_BASE))


def impossible(rng: random.Random) -> Plant:
    """No whole count over the stated base gives the percent."""
    base = rng.randint(11, 60)
    possible = {percent(count, base) for count in range(base + 1)}
    while True:
        value = f"{rng.randint(50, 98)}.{rng.randint(0, 99):02}"
        if all(abs(Decimal(value) - Decimal(other)) > Decimal("0.02") for other in possible):
            break
    told = phrase(rng, "grim", p=value, b=base)
    report, quarter = said(rng.choice((ladder_report, share_report))(rng), rng, told)
    expected = found("ARI103", "no count gives it", quarter, told.parts["p"], changes=False)
    return Plant(report.expecting(expected, may=("ARI101", "ARI106", "EVI408")))


def part_above_whole(rng: random.Random) -> Plant:
    """More were done than there are; the percent beside them follows."""
    noun = rng.choice(("คน", "ร้าน", "เรื่อง", "ครัวเรือน"))
    whole = rng.randint(30, 300)
    part = whole + rng.randint(3, 25)
    told = phrase(rng, "above_whole", a=part, b=whole, n=noun, p=percent(part, whole))
    report, quarter = said(ladder_report(rng), rng, told)
    quotes = told.parts["a"], told.parts["b"]
    expected = found("ARI104", "part above whole", quarter, *quotes, changes=False)
    return Plant(report.expecting(expected, may=("ARI101", *NOT_BASE)))


def part_above_whole_in_form(rng: random.Random) -> Plant:
    """The form's summary counts more answers than participants."""
    report, style = clean_form(rng)
    total = int(next(fact.value for fact in report.summary_facts if fact.kind.startswith("total")))
    kept, rate = report.summary_facts[-2:]
    part = total + rng.randint(2, 9)
    report = summed(report, kept.text, retold(kept, str(part)))
    report = summed(report, rate.text, retold(rate, percent(part, total)))
    expected = found(
        "ARI104", "part above whole", None, retold(kept, str(part)), rate.text, changes=False
    )
    return Plant(report.expecting(expected, may=("ARI101", *NOT_BASE)), style)


ITEM_MARKS = ("{n}. {item}", "{n}) {item}", "({n}) {item}", "- {item}")


def list_of_another_length(rng: random.Random) -> Plant:
    """A list announces another number of items than it has."""
    report = rng.choice((ladder_report, share_report))(rng)
    quarter = rng.randint(1, 4)
    items = rng.sample(table("phrases")["list_items"], rng.randint(3, 5))
    told_number = len(items) + rng.choice((-1, 1, 2))
    # Dashes inside a list of dashes could be items of either.
    marks = ITEM_MARKS[:-1] if report.quarters[quarter - 1].opening else ITEM_MARKS
    mark = rng.choice(marks)
    listed = " ".join(mark.format(n=n, item=item) for n, item in enumerate(items, 1))
    told = phrase(rng, "list_off", n=told_number, items=listed)
    report = with_statement(report, quarter, Statement(told.text))
    return Plant(report.expecting(found("ARI105", "list length", quarter, told.parts["c"])))


def base_changed(rng: random.Random) -> Plant:
    """The last quarter's share rests on a smaller base than the three before it."""
    report = share_report(rng)
    quarter = rng.choice((3, 4, 4))
    row = report.quarters[quarter - 1]
    facts = row.statements[0].facts
    part, base = int(facts[0].value), int(facts[1].value)
    least = max((int(r.statements[0].facts[0].value) for r in report.quarters), default=1)
    smaller = rng.randint(max(part, least, base // 2), base - max(2, base // 20))
    value = percent(part, smaller)
    if smaller <= part or value == facts[2].value:
        return base_changed(rng)
    date = date_in(rng, report.year or 2564, quarter)
    kpi = next(each for each in table("shares") if each["title"] == report.title)
    text, new = share(rng, kpi["cl"], part, smaller, places=2)
    told = phrase(rng, "share_told", act=kpi["act"], share=text, day=date.text).text
    report = report.with_quarter(quarter, statements=(Statement(told, None, "done", new),))
    report = report.with_quarter(quarter, result=value)
    if quarter == 4:
        summary = report.summary.replace(facts[2].value, value)
        report = replace(report, achieved=value, summary=summary)
    quotes = [fact.text for fact in new]
    expected = found("ARI106", "smaller base", quarter, *quotes, changes=quarter == 4)
    return Plant(report.expecting(expected, may=("TIM302",)))


PLANTERS: dict[str, tuple[Planter, ...]] = {
    "ARI101": (percent_in_quarter, percent_in_ladder, percent_in_form, percent_of_result),
    "ARI102": (sum_in_form, sum_in_quarter),
    "ARI103": (impossible,),
    "ARI104": (part_above_whole, part_above_whole_in_form),
    "ARI105": (list_of_another_length,),
    "ARI106": (base_changed,),
}
