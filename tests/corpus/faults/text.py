"""TXT: cut words, lost characters, misspelt months, empty sections."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.corpus.faults.planted import Plant, Planter, clean_form, found, with_statement
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Statement
from tests.corpus.shares import share_report
from tests.corpus.thai_dates import MONTHS, day_in, printed

CUTS = (
    "ประชาชนเข้าถึงพื้นที่สาธารณะที่สะอาดและปลอดภั",
    "ขยายบริการสาธารณะให้ครอบคลุมทุกแขวงอย่างมีประสิทธิภ",
    "ชุมชนมีบทบาทในการดูแลพื้นที่ของตนเองและเป็นที่เชื่",
    "บุคลากรมีทักษะและความรู้ในการให้บริการอย่างมืออาชี",
    "พัฒนาระบบข้อมูลของเมืองให้ทันสมั",
)
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
    text = rng.choice(CUTS) + rng.choice(("%", "%", ""))
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
    text = rng.choice(
        ("\uf0b7 แจ้งผลให้ชุมชนทราบแล้ว", "แจ้งผลให้ชุม\ufffdนทราบแล้ว", "\uf0fc แจ้งผลให้ชุมชนทราบแล้ว")
    )
    report = with_statement(report, quarter, Statement(text))
    quotes = ("แจ้งผลให้ชุม", text)
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
    report = with_statement(report, quarter, Statement(f"แจ้งผลให้ชุมชนทราบแล้วเมื่อวันที่ {wrong}"))
    return Plant(report.expecting(found("TXT504", "misspelt month", None, wrong)), style)


def empty_summary(rng: random.Random) -> Plant:
    """Nothing stands under the page's summary, its data sources or its definition."""
    report = rng.choice((share_report, ladder_report))(rng)
    if rng.random() < 0.7:
        report, quote = replace(report, summary=""), "** สรุปผลการดำเนินงาน **"
    else:
        report, quote = replace(report, data_sources=()), "วิธีการการเก็บข้อมูล/แหล่งข้อมูล"
    return Plant(report.expecting(found("TXT505", "empty", None, quote)))


def empty_form_section(rng: random.Random) -> Plant:
    """Nothing stands under the form's factors or obstacles."""
    report, style = clean_form(rng)
    if rng.random() < 0.5:
        report, quote = replace(report, factors=""), "ปัจจัยสนับสนุนการดำเนินงาน"
    else:
        report, quote = replace(report, obstacles=""), "อุปสรรคต่อการดำเนินงาน"
    return Plant(report.expecting(found("TXT505", "empty", None, quote)), style)


PLANTERS: dict[str, tuple[Planter, ...]] = {
    "TXT501": (cut_strategy,),
    "TXT502": (question_for_dash, lost_letters),
    "TXT504": (misspelt_month,),
    "TXT505": (empty_summary, empty_form_section),
}
