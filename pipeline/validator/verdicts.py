"""Every claim's verdict, by its kind: verified, contradicted, unsupported or not checkable."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pipeline.validator.analysis import Analysis
from pipeline.validator.cards import card_ruling, result_ruling
from pipeline.validator.case import KpiView, printed
from pipeline.validator.dating import dating_of
from pipeline.validator.scoring.ladder import Between, Beyond, OnStep
from pipeline.validator.scoring.numbers import NotComputable
from pipeline.validator.statuses import status_verdict
from pipeline.validator.wording import ROUNDING_NAMES, WHERE, interval, shown
from schemas.claim import ReadClaim, Verdict
from schemas.method_deck import MethodDeck
from schemas.scorecard import TableRecord

NOT_EVALUATED = "0 means not evaluated here, never failed"


def give_verdicts(case: Analysis) -> None:
    """Give every claim of a case its verdict, with how it was reached or why it cannot be."""
    if case.record.kind == "unknown":
        for claim in case.claims:
            _set(claim, "not_checkable", assumption="the document is of no known family")
        return
    for claim in case.claims:
        if not _on_card(case, claim) and not _on_table(case, claim):
            _GIVERS.get(claim.kind, _unknown)(case, claim)
    if not isinstance(case.record, TableRecord):
        _serve(case)


def _set(
    claim: ReadClaim,
    verdict: Verdict,
    computation: str | None = None,
    assumption: str | None = None,
    inputs: list[ReadClaim] | None = None,
) -> None:
    claim.verdict = verdict
    claim.computation = computation
    claim.assumption = assumption
    claim.inputs = [other.id for other in inputs or [] if other is not claim]


def _on_card(case: Analysis, claim: ReadClaim) -> bool:
    """Give a figure of a score card its verdict; tell whether the claim is one."""
    if claim.kind not in ("weight", "score", "points", "level", "achieved"):
        return False
    ruling = card_ruling(case, claim)
    if ruling is None and claim.kind == "achieved":
        ruling = result_ruling(case, claim)
    if ruling is None:
        return False
    verdict, computation, assumption, inputs = ruling
    _set(claim, verdict, computation, assumption, [case.by_id[name] for name in inputs])
    return True


def _on_table(case: Analysis, claim: ReadClaim) -> bool:
    """Give a figure of a table its verdict; tell whether the claim is one."""
    if not isinstance(case.record, TableRecord) or claim.section != "table":
        return False
    found, serves = case.tables.by_claim.get(claim.id), case.tables.serving.get(claim.id)
    if found is not None:
        _set(claim, found.verdict, found.formula, inputs=list(found.inputs))
    elif serves is not None:
        what = f"serves in {serves.claim.value} ({serves.claim.kind})"
        _set(claim, "verified", what, inputs=[serves.claim])
    else:
        _set(claim, "not_checkable", assumption="no column or total of the table follows from it")
    return True


def _unknown(case: Analysis, claim: ReadClaim) -> None:
    _set(claim, "not_checkable", assumption="no rule tells what this follows from")


# --- shares, sums, lists ------------------------------------------------------------------------


def _percent(case: Analysis, claim: ReadClaim) -> None:
    if claim.threshold:
        return _set(claim, "not_checkable", assumption="a bound to reach, not a result")
    if claim.section in ("definition", "calculation"):
        return _ladder_step(case, claim, "percent")
    if claim.field is not None:
        return _set(claim, "not_checkable", assumption="the document states no bases for it")
    share = case.bases.share_of.get(claim.id)
    if share is None or share.outcome == "unknown":
        return _set(claim, "not_checkable", assumption="the document states no bases for it")
    numerator, denominator = share.numerator, share.denominator
    assert numerator is not None and denominator is not None
    exact = share.exact_percent()
    terms = f"({numerator.text})" if len(numerator.claims) > 1 else numerator.text
    base = f"({denominator.text})" if len(denominator.claims) > 1 else denominator.text
    formula = f"100 × {terms} / {base}"
    if share.growth:
        formula = f"100 × ({terms} − {base}) / {base}"
    result = shown(exact) if exact is not None else "?"
    named = WHERE[denominator.where][0]
    computation = f"{formula} = {result}; {share.printed.text} stands for {interval(share.printed)}"
    inputs = [*numerator.claims, *denominator.claims]
    if share.outcome == "fits":
        used = case.bases.rounding if case.bases.rounding in share.roundings else share.roundings[0]
        assumption = f"base: {denominator.text} {named}; {ROUNDING_NAMES[used][0]}"
        return _set(claim, "verified", computation, assumption, inputs)
    return _set(claim, "contradicted", computation, f"base: {denominator.text} {named}", inputs)


def _ladder_step(case: Analysis, claim: ReadClaim, measure: str) -> None:
    """A step's percent or points is held against the whole ladder's proportion."""
    kpi = case.kpi
    number = printed(claim.value)
    if kpi is None or claim.level is None or number is None:
        return _set(claim, "not_checkable", assumption="belongs to no step of a ladder")
    ladder = kpi.ladder
    proportional = ladder.is_proportional("percent" if measure == "percent" else "points")
    given = (ladder.percent_of_level if measure == "percent" else ladder.points_of_level)(
        claim.level
    )
    if isinstance(given, NotComputable):
        return _set(claim, "not_checkable", assumption=given.reason)
    if given != number.value:
        computation = f"level {claim.level} stands for {shown(given)} elsewhere on the ladder"
        return _set(claim, "contradicted", computation)
    if proportional is True:
        top = ladder.top()
        return _set(claim, "verified", f"level {claim.level} of {top}: {number.text} is its share")
    return _set(claim, "not_checkable", assumption="the ladder's steps are not proportional")


def _count(case: Analysis, claim: ReadClaim) -> None:
    if claim.threshold:
        return _set(claim, "not_checkable", assumption="a bound to reach, not a result")
    if claim.notes.get("verdict"):
        return _set(claim, claim.notes["verdict"], claim.notes.get("computation"))
    borrowed = case.bases.borrowed.get(claim.id)
    if borrowed is not None:
        return _set(
            claim, "unsupported",
            assumption=f"the same counts stand for another group at level {borrowed.level}",
            inputs=[borrowed],
        )  # fmt: skip
    found = case.bases.sum_of.get(claim.id)
    if found is not None:
        values = " + ".join(part.value or "" for part in found.parts)
        verdict: Verdict = "verified" if found.outcome == "fits" else "contradicted"
        sign = "=" if found.outcome == "fits" else "≠"
        return _set(claim, verdict, f"{values} {sign} {claim.value}", inputs=list(found.parts))
    if claim.unit == "รุ่น":
        batches = {c.batch for c in case.of_kind("count", "total") if c.batch is not None}
        if batches:
            verdict = "verified" if claim.value == str(len(batches)) else "not_checkable"
            return _set(claim, verdict, f"{len(batches)} batches are named")
    parts = case.bases.batches_of(claim)
    if parts:
        values = " + ".join(part.value or "" for part in parts)
        return _set(claim, "verified", f"{values} = {claim.value}", inputs=list(parts))
    return _set(claim, "not_checkable", assumption="nothing in the document adds up to it")


def _serve(case: Analysis) -> None:
    """Counts that serve in a verified computation are verified with it."""
    serving: dict[str, ReadClaim] = {}
    for share in case.bases.shares:
        if share.outcome == "fits" and share.numerator and share.denominator:
            for claim in (*share.numerator.claims, *share.denominator.claims):
                serving.setdefault(claim.id, share.claim)
    for found in case.bases.sums:
        if found.outcome == "fits":
            for claim in found.parts:
                serving.setdefault(claim.id, found.total)
    for claim in case.of_kind("count", "total"):
        if claim.verdict == "not_checkable" and claim.id in serving:
            by = serving[claim.id]
            _set(claim, "verified", f"serves in {by.value} ({by.kind})", inputs=[by])


def _ratio(case: Analysis, claim: ReadClaim) -> None:
    parts = [Decimal(part) for part in claim.notes.get("parts", [])]
    whole = sum(parts, Decimal(0))
    computation = f"{' + '.join(str(part) for part in parts)} = {whole}"
    if whole in (1, 100):
        return _set(claim, "verified", computation)
    if len(parts) > 2 and Decimal(80) <= whole <= Decimal(120):
        return _set(claim, "contradicted", f"{computation}, not 100")
    return _set(claim, "not_checkable", computation, "parts of an unnamed whole")


def _list_count(case: Analysis, claim: ReadClaim) -> None:
    items = claim.notes.get("items")
    if items is None:
        return _set(claim, "not_checkable", assumption="no list follows")
    if str(items) == claim.value:
        return _set(claim, "verified", f"{items} items are listed")
    return _set(claim, "contradicted", f"{items} items are listed, {claim.value} announced")


# --- levels, points, results --------------------------------------------------------------------


def _level(case: Analysis, claim: ReadClaim) -> None:
    kpi, number = case.kpi, printed(claim.value)
    if kpi is None or number is None or claim.threshold:
        return _set(claim, "not_checkable", assumption="no ladder to hold it against")
    value = next((v for q, v in kpi.results if q.quarter == claim.quarter), None)
    if value is None and claim.quarter in (4, None):
        value = kpi.value("achieved.value")
    reached = kpi.reached(value) if value is not None else None
    if reached is not None and value is not None:
        computation = f"the reported {value.text} is level {reached}"
        if reached == number.value:
            return _set(claim, "verified", computation)
        return _set(claim, "contradicted", computation)
    if claim.quarter and case.evidence is not None:
        supported = case.evidence.supported_level(claim.quarter)
        if supported and supported >= number.value:
            return _set(claim, "verified", f"the narratives support level {supported}")
    return _set(claim, "unsupported", assumption="nothing in the document carries the level")


def _score(case: Analysis, claim: ReadClaim) -> None:
    if claim.section in ("definition", "calculation"):
        return _ladder_step(case, claim, "points")
    kpi, number = case.kpi, printed(claim.value)
    if kpi is None or number is None or claim.threshold:
        return _set(claim, "not_checkable", assumption="no rule of points to hold it against")
    level = level_beside(case, claim)
    given = kpi.ladder.points_of_level(level) if level is not None else None
    if given is None or isinstance(given, NotComputable):
        position = kpi.ladder.level_of_points(number)
        if isinstance(position, OnStep) and level is None:
            return _set(claim, "unsupported", f"{number.text} points are level {position.level}")
        return _set(claim, "not_checkable", assumption="no rule of points to hold it against")
    computation = f"level {level} earns {shown(given)} points"
    if given == number.value:
        return _set(claim, "verified", computation)
    return _set(claim, "contradicted", computation)


def level_beside(case: Analysis, claim: ReadClaim) -> int | None:
    """Return the level claimed directly beside, None where none is."""
    near = [
        other
        for other in case.of_kind("level", "result", "achieved")
        if other.quarter == claim.quarter
        and (other.kind == "level" or other.unit == "level")
        and other.section not in ("header", "table")
        and abs(other.span[0] - claim.span[0]) < 80
        and not other.threshold
    ]
    closest = min(near, key=lambda other: abs(other.span[0] - claim.span[0]), default=None)
    return int(Decimal(closest.value or "0")) if closest is not None else None


def _view(case: Analysis, claim: ReadClaim) -> KpiView | None:
    """Return the KPI whose field a claim fills."""
    for kpi in case.kpis:
        if claim.field is not None and claim.field.startswith(kpi.prefix):
            return kpi
    return case.kpi


def _result(case: Analysis, claim: ReadClaim) -> None:
    kpi, number = _view(case, claim), printed(claim.value)
    if kpi is None or number is None:
        return _set(claim, "not_checkable", assumption="no KPI to hold it against")
    if claim.unit == "level" and kpi.fields.unit not in ("level", None):
        return _level(case, claim)
    others = [c for c in case.of_kind("result", "achieved") if _view(case, c) is kpi]
    if (
        claim.kind == "result"
        and number.value == 0
        and len(kpi.results)
        and not any(value.value == 0 for _, value in kpi.results)
    ):
        return _set(claim, "not_checkable", assumption="0.00 beside other quarters: not reported")
    if kpi.is_off_scale(number):
        top = kpi.top_level
        return _set(claim, "contradicted", f"{number.text} is above the top of the scale, {top}")
    if claim.kind == "achieved" and kpi.results:
        last, value = kpi.results[-1]
        if not same_figure(number, value):
            computation = f"quarter {last.quarter}, the last reported, says {value.text}"
            return _set(claim, "contradicted", computation, inputs=others)
    position = kpi.level_of(number)
    if isinstance(position, Between | Beyond) and kpi.fields.levels:
        return _set(claim, "contradicted", "lies on no step of the document's ladder")
    quarter = claim.quarter or (kpi.results[-1][0].quarter if kpi.results else 4)
    carried = _carried(case, kpi, claim, quarter)
    if carried is not None:
        return _set(claim, *carried)
    return _set(claim, "unsupported", assumption="no narrative of the quarter carries it")


def _carried(
    case: Analysis, kpi: KpiView, claim: ReadClaim, quarter: int
) -> tuple[Verdict, str] | None:
    """Return what the quarter's words say of a result: a level or figure they name, or evidence."""
    number = printed(claim.value)
    assert number is not None
    reached = kpi.reached(number)
    for other in case.claims:
        in_words = other.field is None and other.section != "table" and not other.threshold
        if other.quarter != quarter or not in_words:
            continue
        value = (
            printed(other.value)
            if other.kind in ("level", "percent", "count", "total", "score")
            else None
        )
        if value is None:
            continue
        if other.kind == "level" and reached is not None:
            if reached == value.value:
                return "verified", f"the narrative of quarter {quarter} claims level {reached}"
            return "contradicted", f"the narrative of quarter {quarter} claims level {value.text}"
        same_unit = (
            (other.kind == "percent" and kpi.fields.unit == "percent")
            or (other.kind in ("count", "total") and kpi.fields.unit in ("count", "other"))
            or (other.kind == "score" and kpi.fields.unit == "score")
        )
        if same_unit and same_figure(value, number):
            return "verified", f"the narrative of quarter {quarter} gives {value.text}"
    evidence = case.evidence
    if evidence is None or reached is None or not evidence.support:
        return None
    if reached and evidence.supported_level(quarter) >= reached:
        return "verified", f"the narratives up to quarter {quarter} support level {reached}"
    gap = evidence.first_gap(quarter, reached)
    if gap is not None and gap.state == "in_progress":
        return "contradicted", f"level {gap.level} is reported in progress"
    return None


def same_figure(a: object, b: object) -> bool:
    """Tell whether two printed numbers can be the same one, the coarser rounded."""
    from pipeline.validator.scoring.ladder import same_figure as same
    from schemas.printed import Printed

    assert isinstance(a, Printed) and isinstance(b, Printed)
    return a.value == b.value or same(a, b)


def _target(case: Analysis, claim: ReadClaim) -> None:
    kpi, number = _view(case, claim), printed(claim.value)
    if kpi is None or number is None:
        return _set(claim, "not_checkable", assumption="no KPI to hold it against")
    others = [
        c for c in case.of_kind("target")
        if c is not claim and _view(case, c) is kpi and c.value is not None
    ]  # fmt: skip
    differing = [c for c in others if Decimal(c.value or "0") != number.value]
    if differing:
        return _set(
            claim, "contradicted", f"printed as {differing[0].value} elsewhere", inputs=differing
        )
    if kpi.is_off_scale(number):
        return _set(claim, "contradicted", f"above the top of the scale, {kpi.top_level}")
    if others:
        return _set(claim, "verified", "printed the same elsewhere", inputs=others)
    top = kpi.ladder.top()
    if kpi.fields.unit == "level" and isinstance(top, int):
        return _set(claim, "verified", f"a level of the ladder, which ends at {top}")
    return _set(claim, "not_checkable", assumption="printed once only")


def _evaluation(case: Analysis, claim: ReadClaim) -> None:
    kpi, number = _view(case, claim), printed(claim.value)
    if kpi is None or number is None or claim.field is None:
        return _set(claim, "not_checkable", assumption="nothing to hold it against")
    path = claim.field.removeprefix(kpi.prefix)
    inspection = kpi.value("inspection.value")
    if path == "inspection.value":
        named = kpi.fields.inspection.quarter
        value = kpi.value(f"quarters.{named - 1}.evaluation") if named else None
        if value is None:
            return _set(claim, "not_checkable", assumption="its quarter has no evaluation")
        if value.value == number.value:
            return _set(claim, "verified", f"equals the evaluation of quarter {named}")
        if 0 in (value.value, number.value):
            return _set(claim, "not_checkable", assumption=NOT_EVALUATED)
        return _set(claim, "contradicted", f"quarter {named} is evaluated {value.text}")
    if path.endswith(("_2_1", "_2_2")):
        return _set(claim, "not_checkable", assumption="a component's score alone")
    component = kpi.value(f"{path}_2_1")
    if component is not None and component.value == number.value:
        return _set(claim, "verified", "equals component 2.1")
    is_named = inspection is not None and (
        claim.quarter == 4 or kpi.fields.inspection.quarter == claim.quarter
    )
    if is_named and inspection is not None and inspection.value == number.value:
        return _set(claim, "verified", "copies the inspection value")
    if number.value == 0 or component is None or _is_unevaluated(kpi, path):
        return _set(claim, "not_checkable", assumption=NOT_EVALUATED)
    return _set(claim, "contradicted", f"component 2.1 is {component.text}")


def _is_unevaluated(kpi: KpiView, path: str) -> bool:
    parts = (kpi.value(f"{path}_2_1"), kpi.value(f"{path}_2_2"))
    return all(part is not None and part.value == 0 for part in parts)


# --- dates, references, weights, statuses -----------------------------------------------------


def _date(case: Analysis, claim: ReadClaim) -> None:
    dating = dating_of(case, claim)
    _set(claim, dating.verdict, dating.computation, dating.assumption)


def _reference(case: Analysis, claim: ReadClaim) -> None:
    year = claim.notes.get("year")
    dated = date_of(case, claim)
    if year is None or dated is None:
        return _set(claim, "not_checkable", assumption="its number has no year, or it has no date")
    ends = int((dated.value or "0")[:4]) + 543
    if year == ends:
        return _set(claim, "verified", f"number of {year}, dated {dated.value}", inputs=[dated])
    return _set(claim, "contradicted", f"number of {year}, dated {dated.value}", inputs=[dated])


def date_of(case: Analysis, reference: ReadClaim) -> ReadClaim | None:
    """Return the date that follows a letter's or order's number, None where none does."""
    after = [
        claim
        for claim in case.of_kind("date")
        if claim.section == reference.section and 0 <= claim.span[0] - reference.span[1] <= 30
    ]
    return min(after, key=lambda claim: claim.span[0], default=None)


def _weight(case: Analysis, claim: ReadClaim) -> None:
    """A dimension's weight is held against the number of its indicators."""
    number = printed(claim.value)
    if not isinstance(case.record, MethodDeck) or number is None:
        return _set(claim, "not_checkable", assumption="no rule of weights is printed")
    counts = {
        dimension.number: sum(
            (Decimal(project.indicators or "0") for project in dimension.projects), Decimal(0)
        )
        for dimension in case.record.dimensions
    }
    own = counts.get(str(claim.notes.get("dimension")), Decimal(0))
    whole = sum(counts.values(), Decimal(0))
    if own and own == number.value:
        return _set(claim, "verified", f"its indicators are {shown(own)}")
    if own and whole and 100 * own / whole == number.value:
        return _set(claim, "verified", f"100 × {shown(own)} / {shown(whole)} indicators")
    return _set(claim, "not_checkable", assumption="its weight follows from no count of indicators")


def _status(case: Analysis, claim: ReadClaim) -> None:
    _set(claim, *status_verdict(case, claim))


_GIVERS: dict[str, Callable[[Analysis, ReadClaim], None]] = {
    "percent": _percent,
    "count": _count,
    "total": _count,
    "ratio": _ratio,
    "list_count": _list_count,
    "level": _level,
    "score": _score,
    "points": _score,
    "result": _result,
    "achieved": _result,
    "target": _target,
    "evaluation": _evaluation,
    "date": _date,
    "reference": _reference,
    "weight": _weight,
    "status": _status,
}


__all__ = ["date_of", "give_verdicts", "level_beside", "same_figure"]
