"""A clean report whose success is measured on a ladder of levels."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.corpus.model import Level, Quarter, Report, Statement
from tests.corpus.narratives import Narrator
from tests.corpus.numbers import grouped
from tests.corpus.vocabulary import phrase, table, works

PATHS = ((1, 2, 3, 5), (1, 2, 4, 5), (1, 3, 4, 5), (2, 3, 4, 5), (1, 2, 3, 4))


def ladder_report(
    rng: random.Random,
    scale: str | None = None,
    full: bool | None = None,
    dated: bool = True,
    path: tuple[int, ...] | None = None,
) -> Report:
    """Return a clean report on a ladder.

    `scale` is level (results are levels, 1.00 to 5.00) or percent (20.00 to 100.00, unit ร้อยละ);
    `full` says whether the last quarter reaches level 5; without `dated` no date and no number of
    a document is printed; `path` gives the level that each quarter reaches.
    """
    scale = scale or rng.choice(("level", "percent"))
    year = rng.randint(2561, 2567)
    words = table("offices") | table("labels")
    office = rng.choice(words["offices"])
    teller = Narrator(rng, rng.choice(works()), year, office)
    paths = [path for path in PATHS if full is None or (path[-1] == 5) is full]
    path = path or rng.choice(paths)
    step, points = 20, rng.choice((2, 3, 4))
    levels = tuple(
        Level(n, teller.criterion(n), str(step * n), str(points * n)) for n in range(1, 6)
    )
    quarters = tuple(_quarters(rng, teller, path, scale, step, dated))
    printed = _printed(path[-1], scale, step)
    inspected = rng.randint(1, 3)
    evaluation = quarters[inspected - 1].evaluation
    quarters = (*quarters[:3], replace(quarters[3], evaluation=evaluation))
    unit = "ระดับ" if scale == "level" else "ร้อยละ"
    measure = "ระดับความสำเร็จของ" if scale == "level" else "ร้อยละความสำเร็จของ"
    enumerator, sequence = rng.choice(
        (("", ""), (f"{(n := rng.randint(1, 19))}. ", str(n)), (f"({n}) ", str(n)))
    )
    name = teller.title()
    return Report(
        title=measure + name,
        enumerator=enumerator,
        sequence=sequence,
        pid=f"{rng.randint(11, 59):02}0{rng.randint(1, 9)}-{rng.randint(700, 2099):04}",
        year=year if dated else None,
        unit_text=unit,
        target="5" if scale == "level" else "100",
        achieved=_header(rng, printed),
        quarters=quarters,
        kpi_type=rng.choice(("ตัวชี้วัดเชิงยุทธศาสตร์", "ตัวชี้วัดงานประจำ")),
        result_level=rng.choice(("output", "outcome")),
        inspection_quarter=str(inspected),
        inspection_value=evaluation,
        levels=levels,
        definition=definition(rng, measure + name, levels),
        calculation=words["calculations"][scale],
        ladder_lines=tuple(ladder_line(level) for level in levels),
        data_sources=tuple(rng.sample(words["sources"], 3)),
        strategies=tuple(map(tuple, words[rng.choice(("strategies", "strategies_more"))])),
        projects=tuple(rng.sample(words["projects"], rng.randint(1, 2))),
        summary=_summary(rng, name, path[-1]),
        office=office,
        person=rng.choice(words["people"]),
        post=rng.choice(words["posts"]),
        factors=rng.choice(words["factors"]),
        obstacles=rng.choice(words["obstacles"]),
        evidence=evidence(rng, teller, quarters),
        notes={"scale": scale, "path": ",".join(map(str, path)), "kind": teller.work["kind"]},
    )


def definition(rng: random.Random, title: str, levels: tuple[Level, ...]) -> str:
    """Return the definition's text with the steps in it, in one line."""
    words = table("phrases")
    step = rng.choice(words["definition_steps"])
    head = rng.choice(words["definition_heads"])
    steps = "".join(step.format(n=level.level, c=level.criterion) for level in levels)
    return str(head.format(title=title, n=len(levels))) + steps


def ladder_line(level: Level) -> str:
    """Return the line of the calculation that prices a step, the earlier steps in a set."""
    reached = "+".join(str(n) for n in range(1, level.level + 1))
    line = table("labels")["ladder_line"]
    return str(line.format(set=reached, percent=level.percent, points=level.points))


def evidence(
    rng: random.Random, teller: Narrator, quarters: tuple[Quarter, ...]
) -> tuple[str, ...]:
    """Return listed evidence, each with the number or date of a document that a narrative names."""
    items = []
    for quarter in quarters:
        facts = [fact for part in quarter.statements for fact in part.facts]
        days = [fact.text for fact in facts if fact.kind == "date"]
        numbers = [fact.text for fact in facts if fact.kind == "reference"]
        if numbers:
            items.append(f"เอกสาร{teller.office} ที่ {numbers[0]}")
        elif days:
            items.append(f"{rng.choice(table('offices')['sources'])} วันที่ {days[0]}")
    return tuple(dict.fromkeys(items)) or ("รายงานสรุปผลประจำปี",)


def _header(rng: random.Random, printed: str) -> str:
    whole = printed.removesuffix(".00")
    return rng.choice((whole, printed))


def _printed(level: int, scale: str, step: int) -> str:
    return f"{level if scale == 'level' else level * step}.00"


def _quarters(
    rng: random.Random, teller: Narrator, path: tuple[int, ...], scale: str, step: int, dated: bool
) -> list[Quarter]:
    """Return four quarters; the first step of the year and one more are always dated."""
    reached, rows, words = 0, [], table("phrases")
    for number, level in enumerate(path, 1):
        parts: list[Statement] = []
        for index, now in enumerate(range(reached + 1, level + 1)):
            proof = None if index else "date"
            parts.append(teller.done(now, number, proof if dated else "none"))
        if number < 4 and level < path[3] and rng.random() < 0.6:
            parts.append(teller.in_progress(level + 1))
        if rng.random() < 0.3:
            parts.insert(0, teller.filler())
        opening = rng.choice(("", *words["openings"]) if number < 4 else words["last_openings"])
        score = rng.choice(("100", "100", "95", "90"))
        second = rng.choice(("100", "100", "50"))
        mark, joint = rng.choice(table("labels")["marks"]), rng.choice(words["joins"])
        result = _printed(level, scale, step)
        rows.append(Quarter(result, score, score, second, tuple(parts), opening, mark, joint))
        reached = level
    return rows


def _summary(rng: random.Random, name: str, level: int) -> str:
    figures = {"name": name, "level": level, "percent": grouped(level * 20)}
    return phrase(rng, "summary_ladder", **figures).text
