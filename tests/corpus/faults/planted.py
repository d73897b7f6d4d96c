"""A planted fault: the changed report or text, and the shape it is rendered in."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.corpus.kpi_form import Style, form_report, random_style
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Expected, Report, Statement
from tests.corpus.others import Other
from tests.corpus.scorecards import Card


@dataclass(frozen=True)
class Plant:
    """A report as a page (no style), as a form (a style), a card, or another text."""

    report: Report | None = None
    style: Style | None = None
    other: Other | None = None
    card: Card | None = None
    media: tuple[str, ...] = ()
    """The media that a card may be set in; any where none are named."""
    scanned: bool = False
    """Pages of pixels instead of text."""


ALWAYS = frozenset(
    [
        "SCO202",
        "SCO203",
        "SCO208",
        "SCO210",
        "SCO211",
        "SCO212",
        "SCO213",
        "SCO214",
        "SCO215",
        "EVI401",
        "EVI402",
        "EVI403",
    ]
)
NEVER = frozenset(
    [
        "ARI105",
        "SCO205",
        "SCO206",
        "SCO207",
        "SCO209",
        "SCO216",
        "TIM303",
        "TIM304",
        "TIM305",
        "TIM306",
        "EVI404",
        "EVI405",
        "EVI406",
        "EVI409",
        "TXT501",
        "TXT502",
        "TXT503",
        "TXT504",
        "TXT505",
        "TXT506",
        "TXT507",
    ]
)
Planter = Callable[[random.Random], Plant]


def clean_form(rng: random.Random, scale: str | None = None) -> tuple[Report, Style]:
    """Return a clean ladder report told as a form, and a style for it."""
    return form_report(ladder_report(rng, scale), rng), random_style(rng)


def found(
    code: str,
    about: str,
    quarter: int | None = None,
    *quotes: str,
    also: tuple[str, ...] = (),
    changes: bool | None = None,
) -> Expected:
    """Return what must be found; `also` names codes that answer as well.

    `changes` says whether the level, score or result changes; the contract answers for codes that
    always do or never do.
    """
    if code in NEVER or code in ALWAYS:
        changes = changes if changes is not None else code in ALWAYS
    return Expected((code, *also), about, quarter, quotes, changes=changes)


def reworded(report: Report, quarter: int, old: str, new: str) -> Report:
    """Return the report with a text changed in one quarter's statements; the facts it held go."""
    rows = []
    for part in report.quarters[quarter - 1].statements:
        if old in part.text:
            kept = tuple(fact for fact in part.facts if fact.text in part.text.replace(old, new))
            part = replace(part, text=part.text.replace(old, new), facts=kept)
        rows.append(part)
    return report.with_quarter(quarter, statements=tuple(rows))


def with_statement(report: Report, quarter: int, statement: Statement) -> Report:
    """Return the report with one more statement at the end of a quarter."""
    rows = report.quarters[quarter - 1].statements
    return report.with_quarter(quarter, statements=(*rows, statement))


def summed(report: Report, old: str, new: str) -> Report:
    """Return the report with a text changed in its summary; the facts it held go."""
    text = report.summary.replace(old, new)
    facts = tuple(fact for fact in report.summary_facts if fact.text in text)
    return replace(report, summary=text, summary_facts=facts)
