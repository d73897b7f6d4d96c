"""A planted fault: the changed report or text, and the shape it is rendered in."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.corpus.kpi_form import Style, form_report, random_style
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Expected, Report, Statement
from tests.corpus.others import Other


@dataclass(frozen=True)
class Plant:
    """A report as a page (no style), as a form (a style), or another text."""

    report: Report | None = None
    style: Style | None = None
    other: Other | None = None


Planter = Callable[[random.Random], Plant]


def clean_form(rng: random.Random, scale: str | None = None) -> tuple[Report, Style]:
    """Return a clean ladder report told as a form, and a style for it."""
    return form_report(ladder_report(rng, scale), rng), random_style(rng)


def found(
    code: str, about: str, quarter: int | None = None, *quotes: str, also: tuple[str, ...] = ()
) -> Expected:
    """Return what must be found; `also` names codes that answer as well."""
    return Expected((code, *also), about, quarter, quotes)


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
