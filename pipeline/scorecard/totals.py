"""Total rows, persons and bands: what the sheet's sums come to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.scorecard.checks import Verdicts, listed, possible_scores
from pipeline.scorecard.sheet import Row
from pipeline.scorecard.tree import Scored, Siblings, Tree
from pipeline.validator.intervals import as_interval, scale
from pipeline.validator.intervals import total as interval_total
from pipeline.validator.scoring.bands import Band, band_of, named_band
from pipeline.validator.scoring.numbers import (
    NO_ITEMS,
    NotComputable,
    agrees,
    show,
    total,
)
from pipeline.validator.scoring.person import Evaluation, evaluate_person
from pipeline.validator.scoring.weights import weighted_mean
from schemas.printed import EXACT, Interval, Printed

PER_POINT = Decimal(20)  # percent of a point of five
UNKNOWN_BAND = NotComputable("the band's name is not one of the usual five", "ชื่อผลประเมินไม่ใช่ชื่อที่รู้จัก")
HALF_COMPETENCY = NotComputable(
    "a competency lacks its expected or its shown level",
    "สมรรถนะบางรายการขาดระดับที่คาดหวังหรือระดับที่แสดง",
)
REPEATED_PERSON = NotComputable("two person rows carry this code", "มีแถวบุคคลมากกว่าหนึ่งแถวที่ใช้รหัสนี้")


def group_score(group: Siblings) -> Decimal | NotComputable:
    """Mean score of the rows under one parent, by their weights."""
    pairs = []
    for member in group.members:
        used = member.score_used
        if used is None:
            return member.score if isinstance(member.score, NotComputable) else NO_ITEMS
        if member.weight is None:
            return NotComputable("a weight is missing", "ขาดน้ำหนักบางรายการ")
        pairs.append((used, member.weight))
    return weighted_mean(pairs)


def check_total(row: Row, tree: Tree, verdicts: Verdicts) -> None:
    """A total row: its weight (SCO208), score, weighted score and percent (SCO214), band."""
    group = tree.group_under(row.parent)
    if group is None:
        verdicts.unable("SCO214", row, NO_ITEMS)
        return
    _check_weight_sum(row, group, tree, verdicts)
    mean = group_score(group)
    sums = [*_printed_sums(group, tree), *_computed_sum(group)]
    scores = [Interval.point(mean), *sums] if isinstance(mean, Decimal) else sums
    scores += possible_scores(Scored(row, children=group.members), tree)
    parts = [show(m.weighted) for m in group.members if isinstance(m.weighted, Decimal)]
    for column in ("weighted", "score"):
        _compare(row, column, scores, mean, parts, verdicts)
    percents = [scale(span, PER_POINT) for span in scores]
    percent = EXACT.multiply(mean, PER_POINT) if isinstance(mean, Decimal) else mean
    _compare(row, "percent", percents, percent, [f"{p} x 20" for p in parts], verdicts)
    check_band(row, face_percents(row, mean), verdicts)


def _check_weight_sum(row: Row, group: Siblings, tree: Tree, verdicts: Verdicts) -> None:
    printed = row["weight"]
    weights = [member.row["weight"] for member in group.members]
    known = [weight for weight in weights if weight is not None]
    if printed is None or len(known) < len(weights):
        return
    rounding = tree.sheet.settings.rounding
    rolled = interval_total(as_interval(weight, rounding) for weight in known)
    if agrees(as_interval(printed, rounding), rolled):
        verdicts.fine("SCO208", row)
        return
    verdicts.flag(
        "SCO208", row, "weight", "total_weight",
        show(total(weight.value for weight in known)), printed.text,
        parts=listed([weight.text for weight in known]),
    )  # fmt: skip


def _printed_sums(group: Siblings, tree: Tree) -> list[Interval]:
    """The sum of the printed weighted scores, where all are printed."""
    printed = [member.row["weighted"] for member in group.members]
    known = [figure for figure in printed if figure is not None]
    if len(known) < len(printed):
        return []
    rounding = tree.sheet.settings.rounding
    return [interval_total(figure.interval(rounding) for figure in known)]


def _computed_sum(group: Siblings) -> list[Interval]:
    """The sum of the computed weighted scores, where all are computed."""
    known = [m.weighted for m in group.members if isinstance(m.weighted, Decimal)]
    return [Interval.point(total(known))] if len(known) == len(group.members) else []


def _compare(
    row: Row, column: str, spans: list[Interval], again: Decimal | NotComputable,
    parts: list[str], verdicts: Verdicts,
) -> None:  # fmt: skip
    """SCO214: the row's printed figure lies in one of the ranges that the rows below allow."""
    printed = row[column]
    if printed is None:
        return
    if not spans:
        verdicts.unable("SCO214", row, again if isinstance(again, NotComputable) else NO_ITEMS)
    elif any(agrees(printed.interval(verdicts.rounding), span) for span in spans):
        verdicts.fine("SCO214", row)
    else:
        expected = show(again) if isinstance(again, Decimal) else str(spans[0])
        verdicts.flag(
            "SCO214", row, column, "rolled", expected, printed.text, parts=listed(parts) or "-"
        )


def face_percents(row: Row, score: Decimal | NotComputable) -> list[Decimal]:
    """The percents that a band may rest on: as printed, and of the computed or printed score.

    Face values, not their rounding ranges: 90 as printed is in the top band.
    """
    printed = [row["percent"].value] if row["percent"] else []
    scores = [score] if isinstance(score, Decimal) else []
    # Only a total's weighted score is on the scale of five; a row's own is its part of it.
    figures = (row["score"], row["weighted"] if row.kind == "total" else None)
    scores += [figure.value for figure in figures if figure]
    return printed + [EXACT.multiply(each, PER_POINT) for each in scores]


def check_band(row: Row, percents: list[Decimal], verdicts: Verdicts) -> None:
    """SCO213: the printed band is that of one of the row's percents, the first one named."""
    if not row.band:
        return
    band = named_band(row.band)
    if band is None:
        verdicts.unable("SCO213", row, UNKNOWN_BAND)
        return
    found = [band_of(percent) for percent in percents]
    if not found:
        verdicts.unable("SCO213", row, NO_ITEMS)
    elif band in found:
        verdicts.fine("SCO213", row)
    else:
        right = found[0]
        names = f"{right.name_th} ({right.name})" if isinstance(right, Band) else "-"
        verdicts.flag("SCO213", row, "band", "band", names, row.band, percent=show(percents[0]))


@dataclass
class PersonRows:
    """The rows that carry one person's code: indicators without rows below, and competencies."""

    leaves: list[Scored] = field(default_factory=list)
    competencies: list[Row] = field(default_factory=list)


def rows_by_person(tree: Tree) -> dict[str, PersonRows]:
    """The rows of every person of the sheet by code; persons with a row of their own first."""
    own = [row.no for row in tree.sheet.rows if row.kind == "person" and row.no]
    found = {code: PersonRows() for code in own}
    for row in tree.sheet.rows:
        each = tree.scored.get(row.line)
        if not row.person:
            continue
        if row.kind == "competency":
            found.setdefault(row.person, PersonRows()).competencies.append(row)
        elif each is not None and not each.children:
            found.setdefault(row.person, PersonRows()).leaves.append(each)
    return found


def evaluations(tree: Tree) -> dict[str, Evaluation | NotComputable]:
    """Every person of the sheet by code, from the leaf rows and competencies of that code."""
    often = Counter(row.no for row in tree.sheet.rows if row.kind == "person")
    weights = tree.sheet.settings.form_weights
    return {
        code: REPEATED_PERSON if often[code] > 1 else _evaluate(code, rows, weights)
        for code, rows in rows_by_person(tree).items()
    }


def _evaluate(
    code: str, rows: PersonRows, weights: tuple[Decimal, Decimal]
) -> Evaluation | NotComputable:
    items = []
    for each in rows.leaves:
        used = each.score_used
        if used is None:
            return each.score if isinstance(each.score, NotComputable) else NO_ITEMS
        if each.weight is None:
            return NotComputable("a weight is missing", "ขาดน้ำหนักบางรายการ")
        items.append((used, each.weight))
    levels: list[tuple[Decimal, Decimal]] = []
    for row in rows.competencies:
        shown, expected = row["shown"], row["expected"]
        if shown is None or expected is None:
            return HALF_COMPETENCY
        levels.append((shown.value, expected.value))
    return evaluate_person(code, items, levels, weights)


def _form_parts(found: Evaluation, weights: tuple[Decimal, Decimal]) -> list[str]:
    """The parts of a person's total with their weights, for a message."""
    if not isinstance(found.results, Decimal):
        return []
    if not isinstance(found.competencies, Decimal):
        return [show(found.results)]
    pairs = zip((found.results, found.competencies), weights, strict=True)
    return [f"{show(part)} x {weight:f} / {sum(weights):f}" for part, weight in pairs]


def check_person(
    row: Row,
    found: Evaluation | NotComputable,
    weights: tuple[Decimal, Decimal],
    verdicts: Verdicts,
) -> None:
    """A person's printed percent (SCO214) and band (SCO213)."""
    outcome = found if isinstance(found, NotComputable) else found.total
    if isinstance(outcome, NotComputable):
        verdicts.unable("SCO214", row, outcome)
        check_band(row, face_percents(row, outcome), verdicts)
        return
    span = Interval.point(outcome)
    parts = [] if isinstance(found, NotComputable) else _form_parts(found, weights)
    _compare(row, "percent", [span], outcome, parts, verdicts)
    check_band(row, [*face_percents(row, NO_ITEMS), outcome], verdicts)


def check_own_band(each: Scored, verdicts: Verdicts) -> None:
    """The percent and band that a group or indicator prints for itself."""
    printed: Printed | None = each.row["score"]
    spans = [printed.interval(verdicts.rounding)] if printed else []
    if each.score_used is not None:
        spans.append(Interval.point(each.score_used))
    percents = [scale(span, PER_POINT) for span in spans]
    again = EXACT.multiply(each.score_used, PER_POINT) if each.score_used is not None else NO_ITEMS
    parts = [f"{show(each.score_used)} x 20"] if each.score_used is not None else []
    _compare(each.row, "percent", percents, again, parts, verdicts)
    used = each.score_used if each.score_used is not None else NO_ITEMS
    check_band(each.row, face_percents(each.row, used), verdicts)
