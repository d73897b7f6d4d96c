"""SCO: units, headers, ladders, evaluations, weights and targets that do not agree."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.corpus.faults.planted import Plant, Planter, clean_form, found, with_statement
from tests.corpus.ladders import definition, ladder_line, ladder_report
from tests.corpus.model import Report, Statement
from tests.corpus.others import slide_deck
from tests.corpus.shares import quantity_report, share_report
from tests.corpus.vocabulary import phrase

LADDER = ("SCO203", "SCO204", "SCO205", "EVI402", "EVI403", "EVI401", "TXT506", "ARI105")


def header(report: Report, label: str, value: str) -> str:
    """Return a header line as a page without markup prints it."""
    return f"{label} {report.unit_text} : {value}"


def percents_for_levels(rng: random.Random) -> Plant:
    """Percents were typed where levels belong, in the header and in every quarter."""
    report = ladder_report(rng, "level")
    rows = tuple(replace(row, result=f"{int(row.result[0]) * 20}.00") for row in report.quarters)
    achieved = str(int(report.achieved[0]) * 20)
    report = replace(report, quarters=rows, achieved=achieved)
    quote = header(report, "ผลงานที่ทำได้", achieved)
    # The document's own ladder converts each of them: the level is what it was.
    expected = found("SCO201", "percent as level", None, quote, rows[3].result, changes=False)
    return Plant(report.expecting(expected))


def percent_in_header(rng: random.Random) -> Plant:
    """Only the header's result is a percent; the quarters are levels."""
    report = ladder_report(rng, "level", full=True)
    report = replace(report, achieved="100")
    quote = header(report, "ผลงานที่ทำได้", "100")
    expected = found("SCO201", "percent as level", None, quote, changes=False)
    return Plant(report.expecting(expected, may=("SCO202",)))


def above_scale(rng: random.Random) -> Plant:
    """The header's level is above five, and no step of the ladder is worth so much."""
    report = ladder_report(rng, "level", full=True)
    value = rng.choice(("7", "8", "55", "50"))
    report = replace(report, achieved=value)
    quote = header(report, "ผลงานที่ทำได้", value)
    expected = found("SCO201", "above the scale", None, quote, changes=True)
    return Plant(report.expecting(expected, may=("SCO202",)))


def header_of_earlier_quarter(rng: random.Random) -> Plant:
    """The header still shows an earlier quarter's result."""
    report = rng.choice((share_report, ladder_report, quantity_report))(rng)
    earlier = [row.result for row in report.quarters[:3] if row.result != report.quarters[3].result]
    report = replace(report, achieved=rng.choice(earlier))
    quotes = header(report, "ผลงานที่ทำได้", report.achieved), report.quarters[3].result
    return Plant(
        report.expecting(found("SCO202", "old header", None, *quotes), may=("EVI408", "SCO203"))
    )


def header_mistyped(rng: random.Random) -> Plant:
    """The header's digits differ from the last quarter's."""
    report = share_report(rng)
    last = report.quarters[3].result
    other = last.replace(last[0], str(int(last[0]) % 9 + 1), 1)
    report = replace(report, achieved=other)
    quotes = header(report, "ผลงานที่ทำได้", other), last
    return Plant(
        report.expecting(found("SCO202", "mistyped header", None, *quotes), may=("EVI408",))
    )


def points_off_ladder(rng: random.Random) -> Plant:
    """The form's last quarter claims points of another level."""
    report, style = clean_form(rng)
    level = int(report.notes["path"].split(",")[3])
    wrong = report.levels[(level + rng.randint(0, 2)) % 5]
    if wrong.level == level:
        wrong = report.levels[level - 2]
    claim = phrase(rng, "claim", level=level, points=wrong.points).text
    rows = report.quarters[3].statements
    report = report.with_quarter(4, statements=(Statement(claim), *rows[1:]))
    return Plant(report.expecting(found("SCO203", "points of another level", 4, claim)), style)


def percent_off_ladder(rng: random.Random) -> Plant:
    """The last narrative sets a level equal to another level's percent."""
    report = ladder_report(rng, "level")
    level = int(report.notes["path"].split(",")[3])
    wrong = rng.choice([step.percent for step in report.levels if step.level != level])
    claim = phrase(rng, "claim_percent", level=level, percent=wrong).text
    report = with_statement(report, 4, Statement(claim))
    may = ("ARI101", "EVI408", "SCO202")
    return Plant(report.expecting(found("SCO203", "percent of another level", 4, claim), may=may))


def between_steps(rng: random.Random) -> Plant:
    """A quarter's percent lies between two steps."""
    report = ladder_report(rng, "percent")
    quarter = rng.randint(1, 3)
    reached = int(report.quarters[quarter - 1].result.split(".")[0])
    value = f"{reached + rng.choice((5, 10, 12, 15))}.00"
    report = report.with_quarter(quarter, result=value)
    return Plant(
        report.expecting(found("SCO204", "between steps", quarter, value), may=("EVI403", "EVI402"))
    )


def half_level(rng: random.Random) -> Plant:
    """A quarter's level is a half."""
    report = ladder_report(rng, "level")
    quarter = rng.randint(1, 3)
    value = f"{report.quarters[quarter - 1].result[0]}.50"
    report = report.with_quarter(quarter, result=value)
    return Plant(
        report.expecting(found("SCO204", "half a level", quarter, value), may=("EVI403", "EVI402"))
    )


def step_missing(rng: random.Random) -> Plant:
    """A step is missing from definition and calculation, though five are announced."""
    report = ladder_report(rng)
    hole = rng.randint(2, 4)
    levels = tuple(level for level in report.levels if level.level != hole)
    text = definition(rng, report.title, levels).replace("4 ระดับ", "5 ระดับ")
    report = replace(
        report, levels=levels, definition=text, ladder_lines=tuple(map(ladder_line, levels))
    )
    return Plant(report.expecting(found("SCO205", f"step {hole} missing"), may=LADDER))


def price_missing(rng: random.Random) -> Plant:
    """The calculation leaves one step without percent and points."""
    report = ladder_report(rng)
    hole = rng.randint(2, 4)
    lines = tuple(line for n, line in enumerate(report.ladder_lines, 1) if n != hole)
    levels = tuple(
        replace(level, percent=None, points=None) if level.level == hole else level
        for level in report.levels
    )
    report = replace(report, ladder_lines=lines, levels=levels)
    return Plant(report.expecting(found("SCO205", f"no percent for {hole}"), may=LADDER))


def price_uneven(rng: random.Random) -> Plant:
    """Points of one step break the proportion of the others."""
    report = ladder_report(rng)
    index = rng.randint(1, 3)
    level = report.levels[index]
    odd = replace(level, points=str(int(level.points or 0) + 1))
    levels = tuple(odd if step is level else step for step in report.levels)
    report = replace(report, levels=levels, ladder_lines=tuple(map(ladder_line, levels)))
    return Plant(report.expecting(found("SCO205", "points out of proportion"), may=LADDER))


def overall_off(rng: random.Random) -> Plant:
    """A quarter's overall evaluation is not its component 2.1."""
    report = rng.choice((share_report, ladder_report))(rng)
    quarter = rng.choice([n for n in (1, 2, 3) if str(n) != report.inspection_quarter])
    first = report.quarters[quarter - 1].first
    other = rng.choice([score for score in ("100", "85", "75", "60") if score != first])
    report = report.with_quarter(quarter, evaluation=other)
    return Plant(report.expecting(found("SCO206", "overall is not 2.1", quarter, other)))


def inspection_off(rng: random.Random) -> Plant:
    """The inspection line differs from the evaluation of the quarter that it names."""
    report = rng.choice((share_report, ladder_report))(rng)
    other = rng.choice(
        [score for score in ("100", "80", "70", "50") if score != report.inspection_value]
    )
    report = report.with_quarter(4, evaluation=report.quarters[3].first)
    report = replace(report, inspection_value=other)
    quote = f"ตรวจประเมินตัวชี้วัด : ไตรมาสที่ {report.inspection_quarter}"
    return Plant(
        report.expecting(
            found("SCO207", "inspection differs", int(report.inspection_quarter), quote)
        )
    )


def weight_missing(rng: random.Random) -> Plant:
    """A deck prints three of four weights."""
    return Plant(other=slide_deck(rng, missing=True))


def target_suspect(rng: random.Random) -> Plant:
    """The target is zero or not printed."""
    report = rng.choice((share_report, ladder_report))(rng)
    target = rng.choice(("0", "0.00", ""))
    report = replace(report, target=target)
    # What is not printed is pointed at by its label or by the title.
    quotes = header(report, "ค่าเป้าหมาย", target).strip(" :"), report.title
    return Plant(
        report.expecting(found("SCO212", "no target", None, *quotes), may=("EVI408", "SCO203"))
    )


def cut_at_comma(rng: random.Random) -> Plant:
    """The header shows what stands before the thousands comma."""
    report = quantity_report(rng)
    report = replace(report, achieved=report.quarters[3].result.split(",")[0])
    quotes = header(report, "ผลงานที่ทำได้", report.achieved), report.quarters[3].result
    return Plant(
        report.expecting(found("SCO215", "cut at comma", None, *quotes), may=("SCO202", "EVI408"))
    )


def title_in_percent(rng: random.Random) -> Plant:
    """The name says percent, the unit is level."""
    report = ladder_report(rng, "level")
    report = replace(report, title=report.title.replace("ระดับความสำเร็จ", "ร้อยละความสำเร็จ", 1))
    return Plant(report.expecting(found("SCO216", "percent in levels", None, report.title)))


def form_title_in_percent(rng: random.Random) -> Plant:
    """The form's name says percent, target and result are levels."""
    report, style = clean_form(rng, "level")
    report = replace(report, title=report.title.replace("ระดับความสำเร็จ", "ร้อยละความสำเร็จ", 1))
    report = replace(report, definition=definition(rng, report.title, report.levels))
    return Plant(report.expecting(found("SCO216", "percent in levels", None, report.title)), style)


PLANTERS: dict[str, tuple[Planter, ...]] = {
    "SCO201": (percents_for_levels, percent_in_header, above_scale),
    "SCO202": (header_of_earlier_quarter, header_mistyped),
    "SCO203": (points_off_ladder, percent_off_ladder),
    "SCO204": (between_steps, half_level),
    "SCO205": (step_missing, price_missing, price_uneven),
    "SCO206": (overall_off,),
    "SCO207": (inspection_off,),
    "SCO209": (weight_missing,),
    "SCO212": (target_suspect,),
    "SCO215": (cut_at_comma,),
    "SCO216": (title_in_percent, form_title_in_percent),
}
