"""Verdicts of what is said to be done, in progress or planned."""

from __future__ import annotations

import re

from extractors.thai.numerals import ascii_digits
from pipeline.validator.analysis import Analysis
from pipeline.validator.dating import dating_of
from pipeline.validator.evidence import meaning
from schemas.claim import ReadClaim, Verdict
from schemas.evidence import ReadStatement

_BATCHES = re.compile(r"รุ่นที่\s*([0-9๐-๙]+(?:\s*(?:,|และ|-|–|ถึง)\s*[0-9๐-๙]+)*)")
_ORDINAL = re.compile(r"(รุ่น|ครั้ง|ระยะ|งวด|ชุด|รอบ|ระดับ)\s*(?:ความสำเร็จ)?\s*ที่\s*([0-9]+)")
SAME = 0.7
"""Share of a statement's content words from which on two statements are about the same thing."""

Answer = tuple[Verdict, str | None, str | None]


def status_verdict(case: Analysis, claim: ReadClaim) -> Answer:
    """Return verdict, computation and assumption of a status claim."""
    statement = case.statement_by_id.get(str(claim.notes.get("statement")))
    if statement is None:
        return "not_checkable", None, "no statement behind it"
    match statement.status:
        case "done":
            return _done(case, statement)
        case "in_progress":
            return _in_progress(case, statement)
        case "planned":
            return _planned(case, statement)
    return "not_checkable", None, "the words tell no status"


def likeness(first: str, second: str) -> float:
    """Return the share (0..1) of the first text's content words that the second has."""
    wanted = meaning(first)
    if not wanted:
        return 0.0
    held = set(meaning(second))
    return sum(word in held for word in wanted) / len(wanted)


def same_matter(first: str, second: str) -> bool:
    """Tell whether two statements are about the same thing, the second in about as many words.

    Batches, rounds and phases of other numbers are other things.
    """
    numbers = ordinals(first), ordinals(second)
    if all(numbers) and not numbers[0] & numbers[1]:
        return False
    return likeness(first, second) >= SAME and likeness(second, first) >= SAME - 0.2


def _is_later(other: ReadStatement, statement: ReadStatement) -> bool:
    """Tell whether a statement comes after another, in its quarter or a later one."""
    if other.span[0] <= statement.span[0]:
        return False
    return None in (other.quarter, statement.quarter) or (other.quarter or 0) >= (
        statement.quarter or 0
    )


def _done(case: Analysis, statement: ReadStatement) -> Answer:
    for other in case.pending:
        if not _is_later(other, statement) or len(meaning(other.text)) < 3:
            continue
        if same_matter(other.text, statement.text):
            return "contradicted", f"{other.id} says later that it is in progress", None
    inside = case.claims_in.get(statement.id, [])
    dates = [claim for claim in inside if claim.kind == "date"]
    if any(dating_of(case, c).is_outside or c.notes.get("valid") is False for c in dates):
        return "unsupported", None, "its date lies outside the quarter or does not exist"
    traces = dates or inside
    if traces:
        return "verified", f"dated or numbered: {traces[0].value}", None
    return "unsupported", None, "no date, document or count tells of it"


def _in_progress(case: Analysis, statement: ReadStatement) -> Answer:
    missing = missing_batches(case, statement)
    if missing:
        return "unsupported", None, f"batch {missing} is not reported later"
    kpi = case.kpi
    if kpi is not None and statement.quarter in case.full_quarters(kpi):
        return "contradicted", "full achievement is claimed in the same quarter", None
    return "verified", None, "nothing in the document speaks against it"


def _planned(case: Analysis, statement: ReadStatement) -> Answer:
    for claim in case.claims_in.get(statement.id, []):
        if claim.kind == "date" and dating_of(case, claim).verdict == "contradicted":
            return "contradicted", f"{claim.value} is past in its quarter", None
    missing = missing_batches(case, statement)
    if missing:
        return "unsupported", None, f"batch {missing} is not reported later"
    return "not_checkable", None, "a plan"


def missing_batches(case: Analysis, statement: ReadStatement) -> str | None:
    """Return the batches that a plan names and no later text does, None where none is missing."""
    named = _batches(statement.text)
    clean = case.extraction.text.clean
    later = [
        section
        for section in case.extraction.sections
        if section.body is not None
        and section.body[0] > statement.span[1]
        and (section.quarter is not None or section.name == "summary")
    ]
    if not named or not later:
        return None
    reported: set[int] = set()
    for section in later:
        assert section.body is not None
        reported |= _batches(clean[section.body[0] : section.body[1]])
    missing = sorted(named - reported)
    return ", ".join(map(str, missing)) if missing and reported else None


def _batches(text: str) -> set[int]:
    found: set[int] = set()
    for match in _BATCHES.finditer(text):
        found.update(int(part) for part in re.findall(r"\d+", ascii_digits(match.group(1))))
    return found


def ordinals(text: str) -> set[tuple[str, int]]:
    return {
        (match.group(1), int(match.group(2))) for match in _ORDINAL.finditer(ascii_digits(text))
    }
