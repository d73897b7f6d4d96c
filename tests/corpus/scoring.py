"""A judged document held against its truth: fields, claims, verdicts, findings, places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.corpus.model import Document, Expected, Fact
from tests.corpus.product import Judged
from tests.corpus.squeezed import Squeezed, collapse, overlap, squeeze

FAMILIES = ("ARI", "SCO", "TIM", "EVI")
TALLIES = ("fields", "claims", "verdicts", "changes", "places", "whole", "forbidden")
QUANTITIES = (
    "percent", "count", "total", "level", "score", "points", "weight", "ratio", "result",
    "evaluation", "target", "achieved", "list_count", "date", "reference",
)  # fmt: skip
UNASKED = frozenset({"EVI405"})
"""Notices that clean pages earn rightly: their sources carry neither number nor date."""


@dataclass
class Tally:
    """How many of a number of things are right, with a line for each that is not."""

    right: int = 0
    total: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, is_right: bool, miss: str) -> None:
        self.right += is_right
        self.total += 1
        if not is_right:
            self.misses.append(miss)

    def include(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.right += other.right
        self.total += other.total
        self.misses += other.misses

    @property
    def share(self) -> float:
        """The share that is right, 1 where there was nothing to look at."""
        return self.right / self.total if self.total else 1.0


@dataclass
class Score:
    """What one document, or several, came to."""

    fields: Tally = field(default_factory=Tally)
    claims: Tally = field(default_factory=Tally)
    verdicts: Tally = field(default_factory=Tally)
    changes: Tally = field(default_factory=Tally)
    places: Tally = field(default_factory=Tally)
    whole: Tally = field(default_factory=Tally)
    forbidden: Tally = field(default_factory=Tally)
    recall: dict[str, Tally] = field(default_factory=dict)
    precision: dict[str, Tally] = field(default_factory=dict)

    def include(self, other: Score) -> None:
        """Add another score to this one."""
        for name in TALLIES:
            getattr(self, name).include(getattr(other, name))
        for mine, theirs in ((self.recall, other.recall), (self.precision, other.precision)):
            for code, tally in theirs.items():
                mine.setdefault(code, Tally()).include(tally)


def merged(parts: Iterable[Tally]) -> Tally:
    """Return the sum of several tallies."""
    whole = Tally()
    for part in parts:
        whole.include(part)
    return whole


def score(document: Document, judged: Judged) -> Score:
    """Return the score of one judged document."""
    result = Score()
    line, pages = judged.line, judged.squeezed()
    name = document.name
    if line.get("error"):
        result.fields.add(False, f"{name}: {line['error']}")
    record = line.get("record") or {}
    info = line.get("document") or {}
    result.fields.add(info.get("layout") == document.layout, f"{name}: layout {info.get('layout')}")
    result.fields.add(record.get("kind") == document.kind, f"{name}: kind {record.get('kind')}")
    for path, wanted in document.truth.items():
        actual = lookup(record, path)
        result.fields.add(
            matches(wanted, actual), f"{name}: {path}: {actual!r}, expected {wanted!r}"
        )
    _claims(document, line.get("claims") or [], pages, result)
    _forbidden(document, line.get("claims") or [], pages, result)
    _findings(document, line.get("findings") or [], pages, result)
    _places(name, line, pages, result)
    total = (info.get("coverage") or 0) + (info.get("leftover_share") or 0)
    result.whole.add(abs(total - 1) < 1e-6, f"{name}: coverage + leftover = {total}")
    if document.layout != "unknown":
        rest = info.get("leftover_share")
        left = [part.get("text", "")[:60] for part in record.get("leftover") or []]
        result.whole.add(rest is not None and rest <= 0.05, f"{name}: leftover {rest} {left}")
    return result


def lookup(record: Any, path: str) -> Any:
    """Follow a dotted path such as levels.2.points; None where a step is missing."""
    for step in path.split("."):
        if isinstance(record, list):
            record = record[int(step)] if step.isdigit() and int(step) < len(record) else None
        else:
            record = record.get(step) if isinstance(record, dict) else None
    return record


def matches(wanted: Any, actual: Any) -> bool:
    """Compare a field with a value or an object of matchers, white space aside."""
    if wanted is None:
        return actual is None
    if not isinstance(wanted, dict):
        return actual is not None and _plain(wanted) == _plain(actual)
    text = _plain(actual)
    checks: dict[str, Callable[[Any], bool]] = {
        "length": lambda value: isinstance(actual, list) and len(actual) == value,
        "contains": lambda value: all(_plain(part) in text for part in value),
        "startswith": lambda value: text.startswith(_plain(value)),
        "any_of": lambda value: any(matches(choice, actual) for choice in value),
    }
    return all(checks[name](value) for name, value in wanted.items())


def _plain(value: Any) -> str:
    """Return a field's text without white space, a sara ae of two signs as one (it is repaired)."""
    return squeeze(collapse(value)).replace("เเ", "แ")


def same_value(wanted: str, actual: Any) -> bool:
    """Compare claim values as numbers where both are, otherwise as text."""
    try:
        return Decimal(wanted) == Decimal(str(actual))
    except InvalidOperation:
        return squeeze(wanted) in squeeze(str(actual or ""))


def _claims(
    document: Document, claims: list[dict[str, Any]], pages: Squeezed, result: Score
) -> None:
    unused = list(claims)
    for fact, quarter in document.claims:
        claim = _claim_of(fact, quarter, unused, pages)
        label = f"{document.name}: {fact.kind} {fact.value} q{quarter} {fact.text!r}"
        result.claims.add(claim is not None, label)
        if claim is not None:
            unused.remove(claim)
            verdict = claim.get("verdict")
            clean = not document.expected
            if clean:
                told = f"{label}: {verdict} {claim.get('computation') or claim.get('assumption')}"
                result.verdicts.add(verdict in fact.verdicts, told)


def _forbidden(
    document: Document, claims: list[dict[str, Any]], pages: Squeezed, result: Score
) -> None:
    """Count what no claim may touch: a year of a disease, a KPI's code, a set of levels."""
    for text, kinds in document.forbidden:
        spans = [(0, len(pages.text))] if text is None else pages.find(text)
        touching = [
            f"{claim['kind']} {claim.get('value')} {claim.get('text')!r}"
            for claim in claims
            if claim["kind"] in (kinds or QUANTITIES)
            and overlap(pages.span(claim.get("location")), spans)
        ]
        result.forbidden.add(not touching, f"{document.name}: {text!r}: {touching[:4]}")


def _claim_of(
    fact: Fact, quarter: int | None, claims: list[dict[str, Any]], pages: Squeezed
) -> dict[str, Any] | None:
    like = [
        claim
        for claim in claims
        if claim["kind"] in fact.kind.split()
        and same_value(fact.value, claim.get("value"))
        and (quarter is None or str(claim.get("quarter")) == str(quarter))
    ]
    spans = pages.find(fact.text)
    near = [claim for claim in like if overlap(pages.span(claim.get("location")), spans)]
    # A running head may cut the text in two: then only the claim's own words have it whole.
    same = [claim for claim in like if squeeze(fact.text) in squeeze(claim.get("text") or "")]
    return next(iter([*near, *same]), None)


def answers(wanted: Expected, finding: dict[str, Any], pages: Squeezed) -> bool:
    """Tell whether a finding is the expected one: code, quarter, a place at one of the quotes."""
    if finding["code"] not in wanted.codes:
        return False
    if wanted.quarter is not None and str(finding.get("quarter")) != str(wanted.quarter):
        return False
    if not wanted.quotes:
        return True
    spans = [span for quote in wanted.quotes for span in pages.find(quote)]
    return any(overlap(pages.span(place), spans) for place in finding.get("locations") or [])


def _findings(
    document: Document, findings: list[dict[str, Any]], pages: Squeezed, result: Score
) -> None:
    raised = Counter(finding["code"] for finding in findings)
    for wanted in document.expected:
        answering = [finding for finding in findings if answers(wanted, finding, pages)]
        hit = bool(answering)
        if hit and wanted.changes is not None:
            says = [finding["changes_score"] for finding in answering]
            told = f"{document.name}: {wanted.codes[0]} changes_score {says}: {wanted.about}"
            result.changes.add(wanted.changes in says, told)
        miss = f"{document.name}: {wanted.about} q{wanted.quarter} {wanted.quotes}; {dict(raised)}"
        result.recall.setdefault(wanted.codes[0], Tally()).add(hit, miss)
    fine = {code for wanted in document.expected for code in wanted.codes} | set(document.may)
    for finding in findings:
        code = finding["code"]
        if not code.startswith(FAMILIES) or code in UNASKED:
            continue
        told = f"{document.name}: {code} q{finding.get('quarter')} {finding.get('message')}"
        result.precision.setdefault(code, Tally()).add(code in fine, told)


def _places(name: str, line: dict[str, Any], pages: Squeezed, result: Score) -> None:
    places = [(claim["kind"], [claim.get("location")]) for claim in line.get("claims") or []]
    places += [
        (found["code"], found.get("locations") or []) for found in line.get("findings") or []
    ]
    for what, where in places:
        exact = bool(where) and all(p and pages.slice(p) == p.get("quote") for p in where)
        result.places.add(exact, f"{name}: {what} points at {where}")
