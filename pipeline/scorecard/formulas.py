"""Spreadsheet formulas of the computed cells, so that a reader can follow every figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.scorecard.columns import COLUMNS, FAILED, PASSED
from pipeline.scorecard.sheet import Row, Settings
from pipeline.scorecard.single import criteria_of, ratings
from pipeline.scorecard.tree import Scored, Siblings, Tree
from pipeline.validator.scoring.bands import USUAL_BANDS
from pipeline.validator.scoring.numbers import NotComputable

#: A spreadsheet refuses longer formulas; such a cell keeps its value alone.
MAX_LENGTH = 8000
MOST_TERMS = 1000
COMPUTED = ("weight_used", "score_again", "weighted_again", "percent_again", "band_again")
SCORES_SHEET, PEOPLE_SHEET = "คะแนน Scores", "บุคคล People"
SCORES, PEOPLE = f"'{SCORES_SHEET}'!", f"'{PEOPLE_SHEET}'!"
"""The two sheets as formulas on the other one name them."""
KEYS = (*(column.key for column in COLUMNS), *COMPUTED, "verdict")


def letters(index: int) -> str:
    """The spreadsheet's name of a column, counted from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(key: str, line: int) -> str:
    """The address of a column's cell in an output line (1 is the heading)."""
    return f"{letters(KEYS.index(key))}{line}"


def bounded(formula: str) -> str | None:
    """The formula where a spreadsheet takes it."""
    return formula if len(formula) <= MAX_LENGTH else None


def threshold_formula(row: Row, line: int, score: int) -> str | None:
    """t_i = base + (i - 3) x step, where the row words its criteria so and prints none."""
    base, step = row["base"], row["step"]
    if base is None or step is None or any(row.thresholds):
        return None
    return f"={cell('base', line)}+({score}-3)*{cell('step', line)}"


def score_formula(row: Row, line: int, settings: Settings) -> str | None:
    """The score of the row's own result."""
    result = cell("result", line)
    if row.method == "pass_fail":
        good = ",".join(f'{result}="{word}"' for word in PASSED)
        bad = ",".join(f'{result}="{word}"' for word in FAILED)
        return f"=IF(OR({good},{result}=1),5,IF(OR({bad},{result}=0),1,0))"
    if row.method == "quality":
        values = ratings(row.result) or []
        return f"=AVERAGE({','.join(f'{value:f}' for value in values)})" if values else None
    criteria = criteria_of(row)
    if isinstance(criteria, NotComputable):
        return None
    if not criteria.points:
        return f"=MAX({result},{settings.below})" if row.method == "milestones" else None
    direction = criteria.direction()
    if isinstance(direction, NotComputable):
        return None
    worse = "<" if direction == "rising" else ">"
    points = [int(score) for score, _ in criteria.ordered]
    formula = str(points[-1])
    for low, high in reversed(list(pairwise(points))):
        start, end = cell(f"t{low}", line), cell(f"t{high}", line)
        inside = str(low)
        if row.method != "milestones":
            inside = f"{low}+({result}-{start})/({end}-{start})*{high - low}"
        formula = f"IF({result}{worse}{end},{inside},{formula})"
    below = min(points[0], settings.below)
    return f"=IF({result}{worse}{cell(f't{points[0]}', line)},{below},{formula})"


def used_score(each: Scored, line: int) -> str:
    """The cell of the score that sums build on: the computed one, else the printed one."""
    return cell("score_again" if isinstance(each.score, Decimal) else "score", line)


def mean_formula(members: Sequence[Scored], lines: dict[int, int], sheet: str = "") -> str | None:
    """Weighted mean of rows, each by its address (with the name of its sheet, seen from another)."""
    if not members or len(members) > MOST_TERMS:
        return None
    at = [(used_score(m, lines[m.row.line]), lines[m.row.line]) for m in members]
    products = "+".join(f"{sheet}{score}*{sheet}{cell('weight_used', line)}" for score, line in at)
    weights = "+".join(f"{sheet}{cell('weight_used', line)}" for _, line in at)
    return bounded(f"=({products})/({weights})")


def results_formula(leaves: Sequence[Scored], lines: dict[int, int]) -> str | None:
    """Part 1 of a person in percent, on the sheet of people: the mean score out of five."""
    mean = mean_formula(leaves, lines, sheet=SCORES)
    return bounded(f"{mean}/5*100") if mean else None


def competency_formula(competencies: Sequence[Row], lines: dict[int, int]) -> str | None:
    """Part 2 of a person in percent, on the sheet of people: points out of three for each."""
    if not competencies or len(competencies) > MOST_TERMS:
        return None
    points = []
    for row in competencies:
        at = lines[row.line]
        gap = f"{SCORES}{cell('expected', at)}-{SCORES}{cell('shown', at)}"
        points.append(f"IF({gap}<=0,3,IF({gap}<=1,2,IF({gap}<=2,1,0)))")
    return bounded(f"=({'+'.join(points)})/(3*{len(points)})*100")


def weight_formula(each: Scored, group: Siblings, lines: dict[int, int]) -> str | None:
    """The printed weight, or what the others leave of the expected total."""
    line = lines[each.row.line]
    if len(group.members) > MOST_TERMS:
        return None
    if not each.weight_inferred:
        return f"={cell('weight', line)}"
    others = [m for m in group.members if m is not each]
    if any(m.weight_inferred for m in others):
        counts = "+".join(cell("indicators", lines[m.row.line]) for m in group.members)
        return bounded(f"={group.expected:f}*{cell('indicators', line)}/({counts})")
    known = "".join(f"-{cell('weight', lines[m.row.line])}" for m in others)
    return bounded(f"={group.expected:f}{known}")


def weighted_formula(each: Scored, tree: Tree, lines: dict[int, int]) -> str | None:
    """Score x weight over the sheet's total weight."""
    line, top = lines[each.row.line], tree.groups[0]
    whole = f"{top.expected:f}"
    if tree.sheet.settings.normalise:
        if len(top.members) > MOST_TERMS:
            return None
        whole = "+".join(cell("weight_used", lines[m.row.line]) for m in top.members)
    return bounded(f"={used_score(each, line)}*{cell('weight_used', line)}/({whole})")


def band_formula(percent: str) -> str:
    """The band of a percent cell; nine decimals keep binary noise off the bounds."""
    formula = f'"{USUAL_BANDS[-1].name_th}"'
    for band in reversed(USUAL_BANDS[:-1]):
        formula = f'IF(ROUND({percent},9)>={band.lower:f},"{band.name_th}",{formula})'
    return f"={formula}"
