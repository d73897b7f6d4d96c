"""EVI: claims above what the narratives support, and copied narratives."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.corpus.faults.planted import Plant, Planter, found
from tests.corpus.kpi_form import form_report, random_style
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Report, Statement
from tests.corpus.narratives import works

JUMPS = ((1, 2, 4, 5), (1, 2, 3, 5), (1, 3, 4, 5))


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
    opening = "ดำเนินการตามแผน ดังนี้" if report.quarters[3].opening else ""
    return report.with_quarter(4, statements=rows, opening=opening), text


def unfinished(rng: random.Random) -> Plant:
    """The last step is in progress where full achievement is claimed."""
    report, text = last_step_unfinished(ladder_report(rng, full=True), rng)
    may = ("EVI402", "EVI403", "EVI404", "EVI407", "SCO203")
    return Plant(report.expecting(found("EVI401", "in progress, claimed", 4, text), may=may))


def unfinished_form(rng: random.Random) -> Plant:
    """The same in a printed form, whose last quarter claims level 5."""
    report, text = last_step_unfinished(form_report(ladder_report(rng, full=True), rng), rng)
    may = ("EVI402", "EVI403", "EVI404", "EVI407", "SCO203")
    return Plant(
        report.expecting(found("EVI401", "in progress, claimed", 4, text), may=may),
        random_style(rng),
    )


def ahead_of_evidence(rng: random.Random) -> Plant:
    """A quarter claims the step that the next quarter's narrative fulfils."""
    path = rng.choice(JUMPS)
    report = ladder_report(rng, path=path)
    quarters = [n for n in (1, 2, 3) if path[n] > path[n - 1] + 1]
    quarter = rng.choice(quarters)
    level = path[quarter - 1] + 1
    value = f"{level}.00" if report.unit_text == "ระดับ" else f"{level * 20}.00"
    rows = [
        part for part in report.quarters[quarter - 1].statements if part.status != "in_progress"
    ]
    if rng.random() < 0.6:
        rows.append(Statement(in_progress_text(report, rng, level), level, "in_progress"))
    report = report.with_quarter(quarter, result=value, statements=tuple(rows))
    return Plant(
        report.expecting(
            found("EVI403", f"level {level} not supported", quarter), may=("EVI402", "EVI401")
        )
    )


def copied(rng: random.Random) -> Plant:
    """A quarter repeats the narrative of the quarter before."""
    report = ladder_report(rng)
    quarter = rng.randint(2, 4)
    source = report.quarters[quarter - 2]
    texts = tuple(replace(part, facts=()) for part in source.statements)
    report = report.with_quarter(quarter, statements=texts, opening=source.opening)
    may = ("TIM301", "EVI401", "EVI402", "EVI403", "EVI407", "TIM304")
    quotes = tuple(part.text for part in source.statements)
    return Plant(report.expecting(found("EVI404", "copied", quarter, *quotes), may=may))


def copied_with_more(rng: random.Random) -> Plant:
    """A quarter repeats an earlier narrative and adds a sentence."""
    plant = copied(rng)
    assert plant.report is not None
    quarter = plant.report.expected[0].quarter or 4
    rows = plant.report.quarters[quarter - 1].statements
    more = Statement("และจัดเก็บเอกสารเข้าแฟ้มของฝ่ายเรียบร้อยแล้ว")
    return Plant(plant.report.with_quarter(quarter, statements=(*rows, more)))


PLANTERS: dict[str, tuple[Planter, ...]] = {
    "EVI401": (unfinished, unfinished_form),
    "EVI403": (ahead_of_evidence,),
    "EVI404": (copied, copied_with_more),
}
