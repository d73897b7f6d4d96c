"""Clean reports of a share and of a plain quantity: no ladder, results that accumulate."""

from __future__ import annotations

import random

from tests.corpus.ladders import evidence
from tests.corpus.model import Fact, Quarter, Report, Statement
from tests.corpus.narratives import Narrator
from tests.corpus.numbers import grouped, share
from tests.corpus.thai_dates import date_in
from tests.corpus.vocabulary import phrase, table, works


def share_report(rng: random.Random, order: tuple[int, ...] = (0, 1, 2, 3)) -> Report:
    """Return a clean report of a share: each quarter's percent follows from its counts.

    `order` permutes the quarters' results, which rise from 0 to 3.
    """
    row = rng.choice(table("shares"))
    base = rng.randint(*row["base"])
    rising = sorted(rng.sample(range(12, 96, 3), 4))
    marks = [rising[index] for index in order]
    counts = [max(1, base * mark // 100) for mark in marks]
    year = rng.randint(2561, 2567)
    quarters = []
    for number, count in enumerate(counts, 1):
        counted, facts = share(rng, row["cl"], count, base, places=2)
        result = facts[2].value
        day = date_in(rng, year, number)
        text = phrase(rng, "share_told", act=row["act"], share=counted, day=day.text).text
        quarters.append(
            Quarter(
                result,
                "100",
                "100",
                "100",
                (Statement(text, None, "done", (*facts, Fact("date", day.text, day.iso))),),
            )
        )
    target = str(rng.choice((30, 40, 60, 70, 80)))
    return _report(
        rng,
        row["title"],
        "ร้อยละ",
        target,
        year,
        quarters,
        (
            phrase(rng, "share_definition", title=row["title"]).text,
            phrase(rng, "share_calculation", cl=row["cl"], target=target).text,
        ),
    )


def quantity_report(rng: random.Random) -> Report:
    """Return a clean report of a quantity of more than a thousand, its thousands comma printed."""
    row = rng.choice(table("quantities"))
    total = rng.randint(*row["range"])
    year = rng.randint(2561, 2567)
    quarters = []
    for number, part in enumerate((0.2, 0.45, 0.75, 1.0), 1):
        count = int(total * part)
        amount = f"{count:,}.{rng.randint(11, 98)}"
        day = date_in(rng, year, number)
        figures = {"title": row["title"], "day": day.text, "amount": amount, "unit": row["unit"]}
        text = phrase(rng, "quantity_told", **figures).text
        quarters.append(
            Quarter(
                amount,
                "100",
                "100",
                "100",
                (Statement(text, None, "done", (Fact("date", day.text, day.iso),)),),
            )
        )
    target = grouped(total // 100 * 90)
    return _report(
        rng,
        row["title"],
        row["unit"],
        target,
        year,
        quarters,
        (
            f"{row['title']} หมายถึง ปริมาณสะสมตั้งแต่ต้นปีงบประมาณ",
            f"นับรวมทุกเดือน มีหน่วยเป็น{row['unit']}",
        ),
    )


def _report(
    rng: random.Random,
    title: str,
    unit: str,
    target: str,
    year: int,
    quarters: list[Quarter],
    texts: tuple[str, str],
) -> Report:
    words = table("offices")
    office = rng.choice(words["offices"])
    teller = Narrator(rng, works()[0], year, office)
    number = rng.randint(1, 24)
    enumerator, sequence = rng.choice((("", ""), (f"{number}. ", str(number))))
    last = quarters[-1].result
    return Report(
        title=title,
        enumerator=enumerator,
        sequence=sequence,
        pid=f"{rng.randint(11, 59):02}0{rng.randint(1, 9)}-{rng.randint(700, 999)}",
        year=year,
        unit_text=unit,
        target=target,
        achieved=last,
        quarters=tuple(quarters),
        result_level=rng.choice(("output", "outcome")),
        inspection_quarter=str(rng.randint(1, 3)),
        inspection_value="100",
        definition=texts[0],
        calculation=texts[1],
        data_sources=tuple(rng.sample(words["sources"], 2)),
        strategies=tuple(map(tuple, words["strategies"])),
        projects=(rng.choice(words["projects"]),),
        summary=phrase(
            rng,
            "summary_share" if unit == "ร้อยละ" else "summary_quantity",
            office=office,
            value=last,
            unit=unit,
        ).text,
        office=office,
        person=rng.choice(words["people"]),
        post=rng.choice(words["posts"]),
        factors=rng.choice(words["factors"]),
        obstacles=rng.choice(words["obstacles"]),
        evidence=evidence(rng, teller, tuple(quarters)),
        kind="share" if unit == "ร้อยละ" else "quantity",
    )
