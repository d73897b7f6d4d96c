"""TXT: cut words, lost characters, misspelt months, empty sections."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from tests.corpus.faults.planted import Plant, Planter, clean_form, found, with_statement
from tests.corpus.kpi_page import Page
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Statement
from tests.corpus.others import lesson_summary
from tests.corpus.shares import share_report
from tests.corpus.thai_dates import MONTHS, day_in, printed
from tests.corpus.vocabulary import phrase, table

MISSPELT = {
    "กรกฎาคม": ("กรกฏาคม", "กรฎาคม"),
    "กุมภาพันธ์": ("กุมภาพันธุ์", "กุมภาพัน"),
    "พฤศจิกายน": ("พฤษจิกายน", "พฤศจิกายาน"),
    "พฤษภาคม": ("พฤศภาคม", "พฤษภาคน"),
    "มิถุนายน": ("มิถุนายาน",),
    "เมษายน": ("เมษายาน",),
    "ธันวาคม": ("ธันวาคน",),
    "สิงหาคม": ("สิงหาคน",),
    "กันยายน": ("กันยายาน",),
}


def cut_strategy(rng: random.Random) -> Plant:
    """A strategy line is cut inside a word, with or without a stray sign after it."""
    report = rng.choice((share_report, ladder_report))(rng)
    text = rng.choice(table("phrases")["cuts"]) + rng.choice(("%", "%", ""))
    index = rng.choice((2, 3))
    lines = list(report.strategies)
    lines[index] = (lines[index][0], text)
    report = replace(report, strategies=tuple(lines))
    return Plant(report.expecting(found("TXT501", "cut", None, text[-12:])))


def question_for_dash(rng: random.Random) -> Plant:
    """A question mark stands where a dash was lost."""
    report, style = (ladder_report(rng), None) if rng.random() < 0.6 else clean_form(rng)
    code, words = report.strategies[0]
    lost = words.replace(" – ", " ? ")
    report = replace(report, strategies=((code, lost), *report.strategies[1:]))
    return Plant(report.expecting(found("TXT502", "? for a dash", None, lost[:24])), style)


def lost_letters(rng: random.Random) -> Plant:
    """Replacement characters or private-use glyphs stand in a narrative."""
    report = share_report(rng)
    quarter = rng.randint(1, 4)
    text = phrase(rng, "lost", c=rng.choice(("\uf0b7", "\ufffd", "\uf0fc", "\ue123"))).text
    report = with_statement(report, quarter, Statement(text))
    quotes = (max(re.split("[\ue000-\uf8ff\ufffd ]", text), key=len), text)
    return Plant(
        report.expecting(
            found("TXT502", "lost characters", None, *quotes), may=("TXT503", "TXT501")
        )
    )


def misspelt_month(rng: random.Random) -> Plant:
    """A month is misspelt, and can be told."""
    report, style = (share_report(rng), None) if rng.random() < 0.6 else clean_form(rng)
    quarter = rng.randint(1, 4)
    while True:
        day = printed(day_in(rng, report.year or 2564, quarter))
        month = MONTHS[day.day.month - 1]
        if month in MISSPELT:
            break
    wrong = day.text.replace(month, rng.choice(MISSPELT[month]))
    report = with_statement(report, quarter, Statement(phrase(rng, "misspelt", day=wrong).text))
    return Plant(report.expecting(found("TXT504", "misspelt month", None, wrong)), style)


def empty_summary(rng: random.Random) -> Plant:
    """Nothing stands under the page's summary, its data sources or its definition."""
    report = rng.choice((share_report, ladder_report))(rng)
    if rng.random() < 0.7:
        report, quote = replace(report, summary=""), Page(report).summary_head
    else:
        report, quote = replace(report, data_sources=()), Page(report).labels["texts"][2]
    return Plant(report.expecting(found("TXT505", "empty", None, quote)))


def empty_form_section(rng: random.Random) -> Plant:
    """Nothing stands under the form's factors or obstacles."""
    report, style = clean_form(rng)
    if rng.random() < 0.5:
        report, quote = replace(report, factors=""), style.labels["sections"][6]
    else:
        report, quote = replace(report, obstacles=""), style.labels["sections"][7]
    return Plant(report.expecting(found("TXT505", "empty", None, quote)), style)


def damaged_marks(rng: random.Random) -> Plant:
    """Sara am and sara ae are written in two signs."""
    report, style = clean_form(rng) if rng.random() < 0.4 else (share_report(rng), None)
    told = phrase(rng, "damaged")
    report = with_statement(report, rng.randint(1, 4), Statement(told.text))
    return Plant(report.expecting(found("TXT503", "damaged marks")), style)


def list_number_missing(rng: random.Random) -> Plant:
    """A list leaves a number out, or has one twice."""
    report = rng.choice((share_report, ladder_report))(rng)
    items = rng.sample(table("phrases")["list_items"], rng.randint(4, 5))
    step = rng.choice((-1, 1))
    hole = rng.randint(3 if step < 0 else 2, len(items) - 1)
    numbers = [n + step * (n >= hole) for n in range(1, len(items) + 1)]
    mark = rng.choice(("{}.", "{})", "({})"))
    pairs = zip(numbers, items, strict=True)
    listed = " ".join(f"{mark.format(n)} {item}" for n, item in pairs)
    told = phrase(rng, "numbering", items=listed)
    report = report.with_quarter(rng.randint(1, 3), statements=(Statement(told.text),), opening="")
    quote = f"{mark.format(numbers[hole - 1])} {items[hole - 1]}"
    may = ("EVI402", "EVI403", "EVI401", "TXT505")
    return Plant(report.expecting(found("TXT506", "list number", None, quote, listed), may=may))


def heading_twice(rng: random.Random) -> Plant:
    """A lesson summary has one heading under two numbers."""
    lesson = lesson_summary(rng)
    first, second = rng.sample(range(4), 2)
    one, two = (lesson.truth[f"sections.{n}.heading"] for n in (first, second))
    text = lesson.text.replace(two, one)
    kept = {
        path: value for path, value in lesson.truth.items() if path != f"sections.{second}.heading"
    }
    expected = found("TXT506", "heading twice", None, one)
    return Plant(other=replace(lesson, text=text, truth=kept, expected=(expected,), may=()))


def scanned(rng: random.Random) -> Plant:
    """A form that was scanned: pages of pixels, no text."""
    report, style = clean_form(rng)
    return Plant(report.expecting(found("TXT507", "no text layer")), style, scanned=True)


PLANTERS: dict[str, tuple[Planter, ...]] = {
    "TXT501": (cut_strategy,),
    "TXT502": (question_for_dash, lost_letters),
    "TXT503": (damaged_marks,),
    "TXT504": (misspelt_month,),
    "TXT505": (empty_summary, empty_form_section),
    "TXT506": (list_number_missing, heading_twice),
    "TXT507": (scanned,),
}
