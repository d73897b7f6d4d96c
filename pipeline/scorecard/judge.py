"""A whole score sheet judged: every row computed, every printed figure compared."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.scorecard.checks import (
    Verdicts,
    check_rollup,
    check_score,
    check_target,
    check_weighted,
    check_weights,
)
from pipeline.scorecard.columns import BY_KEY
from pipeline.scorecard.finding import ScoreCheck, ScoreFinding
from pipeline.scorecard.sheet import Row, Sheet
from pipeline.scorecard.totals import check_own_band, check_person, check_total, evaluations
from pipeline.scorecard.tree import CIRCLE, Tree, build
from pipeline.validator.scoring.numbers import NotComputable
from pipeline.validator.scoring.person import Evaluation

ORPHAN = NotComputable(
    "its parent is no row of the sheet; it is taken as a top row",
    "ไม่พบแถวแม่ในตาราง จึงถือเป็นแถวบนสุด",
)
REPEATED = NotComputable(
    "another row has the same No.; rows that name it belong to the first",
    "ลำดับซ้ำกับแถวอื่น แถวที่อ้างถึงลำดับนี้ถือว่าอยู่ใต้แถวแรก",
)


@dataclass(frozen=True)
class Judged:
    """The computed sheet with its findings (by row), checks and persons."""

    sheet: Sheet
    tree: Tree
    findings: tuple[ScoreFinding, ...]
    checks: tuple[ScoreCheck, ...]
    people: dict[str, Evaluation | NotComputable] = field(default_factory=dict)


def judge(sheet: Sheet) -> Judged:
    """Compute the sheet and hold each printed figure against it; never fails on its figures."""
    tree = build(sheet)
    verdicts = Verdicts(sheet.settings.rounding)
    _say_what_was_not_read(tree, verdicts)
    for group in tree.groups:
        check_weights(group, tree, verdicts)
    for each in tree.scored.values():
        siblings = tree.group_by_line.get(each.row.line)
        if siblings is None:
            verdicts.unable("SCO214", each.row, CIRCLE)
            continue
        check_target(each, verdicts)
        check_score(each, tree, verdicts)
        check_weighted(each, siblings, tree, verdicts)
        check_rollup(each, tree, verdicts)
        check_own_band(each, verdicts)
    people = evaluations(tree)
    for row in sheet.rows:
        if row.kind == "total":
            check_total(row, tree, verdicts)
        elif row.kind == "person":
            check_person(row, people.get(row.no, NO_CODE), sheet.settings.form_weights, verdicts)
    findings = sorted(verdicts.findings, key=lambda each: (each.row, each.code, each.column))
    checks = sorted(verdicts.checks, key=lambda each: (each.row, each.code))
    return Judged(sheet, tree, tuple(findings), tuple(checks), people)


NO_CODE = NotComputable("the person's row has no code", "แถวบุคคลไม่มีรหัส")


def _say_what_was_not_read(tree: Tree, verdicts: Verdicts) -> None:
    """Unread cells, orphans and repeated codes, each as a check that could not be made."""
    lines = {row.line: row for row in tree.sheet.rows}
    for cell in tree.sheet.unread:
        row = lines.get(cell.row, Row(cell.row, "setting", ""))
        column = BY_KEY[cell.column]
        text = cell.text[:60]
        reason = NotComputable(
            f"column {column.english}: {text!r} cannot be used",
            f"คอลัมน์{column.thai}: ใช้ค่า {text!r} ไม่ได้",
        )
        verdicts.unable(CODE_OF.get(cell.column, "SCO214"), row, reason)
    for row in tree.orphans:
        verdicts.unable("SCO214", row, ORPHAN)
    for row in tree.repeated:
        verdicts.unable("SCO214", row, REPEATED)


#: The rule that an unread cell of the column keeps from being checked.
CODE_OF = {
    "weight": "SCO208", "indicators": "SCO209", "weighted": "SCO210", "target": "SCO212",
    "score": "SCO211", "base": "SCO211", "step": "SCO211", "method": "SCO211", "result": "SCO211",
    "band": "SCO213", "percent": "SCO214", **{f"t{score}": "SCO211" for score in range(1, 6)},
}  # fmt: skip
