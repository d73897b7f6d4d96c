"""The computed cells of a row: what stands in each, and the formula that gives it."""

from __future__ import annotations

from decimal import Decimal

from pipeline.scorecard import formulas
from pipeline.scorecard.judge import Judged
from pipeline.scorecard.sheet import Row
from pipeline.scorecard.totals import group_score
from pipeline.scorecard.tree import Scored
from pipeline.validator.scoring.bands import band_of
from pipeline.validator.scoring.numbers import NotComputable
from pipeline.validator.scoring.person import Evaluation
from schemas.printed import EXACT

Computed = tuple[str, str | None, Decimal | str]


def computed_cells(row: Row, judged: Judged, lines: dict[int, int]) -> list[Computed]:
    """The computed cells of a row: key, formula, value."""
    each = judged.tree.scored.get(row.line)
    if each is not None:
        return _computed_scored(each, judged, lines)
    if row.kind == "total":
        group = judged.tree.group_under(row.parent)
        mean = group_score(group) if group else None
        if group is None or not isinstance(mean, Decimal):
            return []
        line = lines[row.line]
        weights = "+".join(formulas.cell("weight_used", lines[m.row.line]) for m in group.members)
        weight = formulas.bounded(f"={weights}")
        score = formulas.mean_formula(group.members, lines)
        return [("weight_used", weight, group.known_sum), ("score_again", score, mean),
                *_percent(mean, line)]  # fmt: skip
    person = judged.people.get(row.no) if row.kind == "person" else None
    if isinstance(person, Evaluation) and isinstance(person.total, Decimal):
        total = f"={formulas.PEOPLE}D{2 + list(judged.people).index(row.no)}"
        return [("percent_again", total, person.total), _band(person.total, lines[row.line])]
    return []


def _computed_scored(each: Scored, judged: Judged, lines: dict[int, int]) -> list[Computed]:
    tree, line = judged.tree, lines[each.row.line]
    cells: list[Computed] = []
    group = tree.group_by_line.get(each.row.line)
    if each.weight is not None and group is not None:
        formula = formulas.weight_formula(each, group, lines)
        cells.append(("weight_used", formula, each.weight))
    if isinstance(each.score, Decimal):
        if each.children:
            formula = formulas.mean_formula(each.children, lines)
        else:
            formula = formulas.score_formula(each.row, line, tree.sheet.settings)
        cells.append(("score_again", formula, each.score))
    if isinstance(each.weighted, Decimal):
        formula = formulas.weighted_formula(each, tree, lines)
        cells.append(("weighted_again", formula, each.weighted))
    if isinstance(each.score, Decimal) and (each.row["percent"] or each.row.band):
        cells += _percent(each.score, line)
    return cells


def _percent(score: Decimal, line: int) -> list[Computed]:
    percent = EXACT.divide(EXACT.multiply(score, Decimal(100)), Decimal(5))
    formula = f"={formulas.cell('score_again', line)}/5*100"
    return [("percent_again", formula, percent), _band(percent, line)]


def _band(percent: Decimal, line: int) -> Computed:
    band = band_of(percent)
    name = "" if isinstance(band, NotComputable) else band.name_th
    return ("band_again", formulas.band_formula(formulas.cell("percent_again", line)), name)
