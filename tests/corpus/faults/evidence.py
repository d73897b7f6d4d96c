"""EVI: claims above what the narratives support, copied texts, dropped plans, nameless evidence."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.corpus.faults.planted import Plant, Planter, clean_form, found, with_statement
from tests.corpus.kpi_form import UNSIGNED, form_report, random_style
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Report, Statement
from tests.corpus.numbers import percent
from tests.corpus.shares import share_report
from tests.corpus.vocabulary import phrase, table, works

JUMPS = ((1, 2, 4, 5), (1, 2, 3, 5), (1, 3, 4, 5))
FOLLOWS = ("EVI402", "EVI403", "EVI404", "EVI407", "SCO203", "SCO204")


def in_progress_text(report: Report, rng: random.Random, level: int) -> str:
    """Return a text of the report's own work that says a step is in progress."""
    work = next(work for work in works() if work["kind"] == report.notes["kind"])
    topic = next(
        topic for topic in work["topics"] if work["title"].replace("{t}", topic) in report.title
    )
    return str(rng.choice(work["levels"][level - 1]["p"])).replace("{t}", topic)


def last_step_unfinished(report: Report, rng: random.Random) -> tuple[Report, str]:
    """Return the report with its last step told as in progress, and that text."""
    text = in_progress_text(report, rng, 5)
    rows = tuple(
        Statement(text, 5, "in_progress") if part.level == 5 else part
        for part in report.quarters[3].statements
    )
    opening = table("phrases")["last_openings"][0] if report.quarters[3].opening else ""
    return report.with_quarter(4, statements=rows, opening=opening), text


def unfinished(rng: random.Random) -> Plant:
    """The last step is in progress where full achievement is claimed."""
    report, text = last_step_unfinished(ladder_report(rng, full=True), rng)
    return Plant(report.expecting(found("EVI401", "in progress, claimed", 4, text), may=FOLLOWS))


def unfinished_form(rng: random.Random) -> Plant:
    """The same in a printed form, whose last quarter claims level 5."""
    report, text = last_step_unfinished(form_report(ladder_report(rng, full=True), rng), rng)
    expected = found("EVI401", "in progress, claimed", 4, text)
    return Plant(report.expecting(expected, may=FOLLOWS), random_style(rng))


def step_untold(rng: random.Random) -> Plant:
    """A step below the claimed level is told by no narrative; the steps above it are."""
    report = ladder_report(rng, full=True)
    hole = rng.randint(2, 4)
    filler = rng.choice(table("offices")["fillers"])
    for quarter, row in enumerate(report.quarters, 1):
        kept = [part for part in row.statements if part.level != hole]
        report = report.with_quarter(
            quarter, statements=tuple(kept or [Statement(filler, None, "unknown")])
        )
    report = replace(report, evidence=())
    expected = found("EVI402", f"level {hole} untold", also=("EVI403",))
    return Plant(report.expecting(expected, may=("EVI403", "EVI401", "EVI404", "SCO204", "TIM307")))


def ahead_of_evidence(rng: random.Random) -> Plant:
    """A quarter claims the step that the next quarter's narrative fulfils."""
    path = rng.choice(JUMPS)
    report = ladder_report(rng, path=path)
    quarters = [n for n in (1, 2, 3) if path[n] > path[n - 1] + 1]
    quarter = rng.choice(quarters)
    level = path[quarter - 1] + 1
    value = f"{level}.00" if report.notes["scale"] == "level" else f"{level * 20}.00"
    rows = [
        part for part in report.quarters[quarter - 1].statements if part.status != "in_progress"
    ]
    if rng.random() < 0.6:
        rows.append(Statement(in_progress_text(report, rng, level), level, "in_progress"))
    report = report.with_quarter(quarter, result=value, statements=tuple(rows))
    expected = found("EVI403", f"level {level} not supported", quarter)
    return Plant(report.expecting(expected, may=("EVI402", "EVI401")))


def copied(rng: random.Random) -> Plant:
    """A quarter repeats the narrative of the quarter before."""
    report = ladder_report(rng)
    quarter = rng.randint(2, 4)
    source = report.quarters[quarter - 2]
    texts = tuple(replace(part, facts=()) for part in source.statements)
    report = report.with_quarter(
        quarter, statements=texts, opening=source.opening, mark=source.mark, joint=source.joint
    )
    may = ("TIM301", "EVI401", "EVI402", "EVI403", "EVI407", "TIM304", "EVI406")
    quotes = tuple(part.text for part in source.statements)
    return Plant(report.expecting(found("EVI404", "copied", quarter, *quotes), may=may))


def copied_with_more(rng: random.Random) -> Plant:
    """A quarter repeats an earlier narrative and adds a sentence."""
    plant = copied(rng)
    assert plant.report is not None
    quarter = plant.report.expected[0].quarter or 4
    rows = plant.report.quarters[quarter - 1].statements
    more = Statement(phrase(rng, "copied_more").text)
    return Plant(plant.report.with_quarter(quarter, statements=(*rows, more)))


def nameless_evidence(rng: random.Random) -> Plant:
    """A form lists evidence without number or date."""
    report, style = clean_form(rng)
    names = rng.sample(table("phrases")["unnamed_evidence"], rng.randint(2, 4))
    report = replace(report, evidence=tuple(names))
    return Plant(report.expecting(found("EVI405", "nameless evidence", None, *names)), style)


def plan_dropped(rng: random.Random) -> Plant:
    """Something is announced that no later quarter speaks of."""
    report = rng.choice((ladder_report, share_report))(rng)
    told = phrase(rng, "plan_dropped", plan=rng.choice(table("phrases")["plans"]))
    quarter = rng.randint(1, 3)
    report = with_statement(report, quarter, Statement(told.text, None, "planned"))
    return Plant(report.expecting(found("EVI406", "plan dropped", quarter, told.text)))


def batch_dropped(rng: random.Random) -> Plant:
    """Two batches are announced, one is reported."""
    report = share_report(rng)
    plan, done = phrase(rng, "batch_plan"), phrase(rng, "batch_done")
    quarter = rng.randint(1, 3)
    report = with_statement(report, quarter, Statement(plan.text, None, "planned"))
    report = with_statement(report, rng.randint(quarter + 1, 4), Statement(done.text))
    return Plant(report.expecting(found("EVI406", "batch dropped", quarter, plan.text)))


def regressed(rng: random.Random) -> Plant:
    """Something is done in one quarter and in progress in a later one."""
    report = rng.choice((ladder_report, share_report))(rng)
    verb, thing = rng.choice(table("phrases")["regress_things"])
    first = rng.randint(1, 2)
    later = rng.randint(first + 1, 3)
    done = phrase(rng, "regress_done", verb=verb, thing=thing).text
    back = phrase(rng, "regress_back", verb=verb, thing=thing).text
    report = with_statement(report, first, Statement(done))
    report = with_statement(report, later, Statement(back, None, "in_progress"))
    expected = found("EVI407", "done, then in progress", later, back, done)
    return Plant(report.expecting(expected, may=("EVI406", "EVI401")))


def step_regressed(rng: random.Random) -> Plant:
    """A step of the ladder is done in one quarter and in progress in the next."""
    path = (1, 2, 3, 5)
    report = ladder_report(rng, path=path)
    level = rng.randint(1, 2)
    text = in_progress_text(report, rng, level)
    report = with_statement(report, level + 1, Statement(text, level, "in_progress"))
    expected = found("EVI407", f"level {level} done, then in progress", level + 1, text)
    return Plant(report.expecting(expected, may=("EVI403", "EVI402", "EVI401", "EVI406")))


def text_against_table(rng: random.Random) -> Plant:
    """The narrative names another result than the table, both in the KPI's unit."""
    report = ladder_report(rng, "percent")
    quarter = rng.randint(1, 4)
    result = int(report.quarters[quarter - 1].result.split(".")[0])
    other = f"{rng.choice([v for v in (20, 40, 60, 80, 100) if v != result])}.00"
    told = phrase(rng, "result_told", p=other)
    report = with_statement(report, quarter, Statement(told.text))
    quotes = told.parts["p"], report.quarters[quarter - 1].result
    expected = found("EVI408", "text against table", quarter, *quotes, changes=quarter == 4)
    return Plant(report.expecting(expected, may=("SCO203", "ARI101", "SCO202")))


def level_against_table(rng: random.Random) -> Plant:
    """The narrative names another level than the table."""
    report = ladder_report(rng, "level")
    quarter = rng.randint(1, 4)
    result = int(report.quarters[quarter - 1].result[0])
    other = rng.choice([level for level in range(1, 6) if level != result])
    told = phrase(rng, "level_told", p=other)
    report = with_statement(report, quarter, Statement(told.text))
    quotes = told.parts["p"], report.quarters[quarter - 1].result
    expected = found("EVI408", "text against table", quarter, *quotes, changes=quarter == 4)
    return Plant(report.expecting(expected, may=("SCO203", "EVI402", "EVI403", "EVI401")))


def unsigned(rng: random.Random) -> Plant:
    """Name and position are dots."""
    report, style = clean_form(rng)
    label = style.labels["signed"].split("{")[0]
    post = style.labels["post"].split("{")[0]
    expected = found("EVI409", "unsigned", None, f"{label}{UNSIGNED}", f"{post}{UNSIGNED}")
    return Plant(report.expecting(expected), replace(style, signed=False))


def population_switched(rng: random.Random) -> Plant:
    """The second group's batches have the first group's counts; its percent rests on them."""
    report = ladder_report(rng, path=(1, 2, 3, 5))
    a, b = rng.randint(21, 48), rng.randint(21, 48)
    if a == b:
        b += 1
    part = rng.randint(a + b - 9, a + b - 2)
    figures = {"a": a, "b": b, "t": a + b, "c": part, "p": percent(part, a + b)}
    first, second = phrase(rng, "switch_first", **figures), phrase(rng, "switch_second", **figures)
    report = with_statement(report, 4, Statement(first.text))
    report = with_statement(report, 4, Statement(second.text))
    expected = found("EVI411", "borrowed counts", 4, second.parts["q"])
    return Plant(report.expecting(expected, may=("EVI402", "EVI403", "SCO203")))


PLANTERS: dict[str, tuple[Planter, ...]] = {
    "EVI401": (unfinished, unfinished_form),
    "EVI402": (step_untold,),
    "EVI403": (ahead_of_evidence,),
    "EVI404": (copied, copied_with_more),
    "EVI405": (nameless_evidence,),
    "EVI406": (plan_dropped, batch_dropped),
    "EVI407": (regressed, step_regressed),
    "EVI408": (text_against_table, level_against_table),
    "EVI409": (unsigned,),
    "EVI411": (population_switched,),
}
