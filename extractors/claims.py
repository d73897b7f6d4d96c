"""Facts, fields and statements -> claims: what a document says that can be held against the rest.

Which facts of a section are claims follows from the section: narratives and summaries report,
definitions and calculations set rules, lists of evidence name documents, titles and strategies
name things.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from extractors.facts import Fact, level_markers
from extractors.facts.lists import announcing, listed_items
from extractors.facts.sentences import sentence_starts
from extractors.facts.vocabulary import compiled
from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.labels import flex
from extractors.thai.numerals import NUMBER, ParsedNumber, parse_number
from schemas.claim import ClaimKind, ReadClaim
from schemas.evidence import ReadStatement
from schemas.kpi_report import KpiReport
from schemas.section import Section

_REPORTING = (
    "quarter",
    "summary",
    "supporting_factors",
    "obstacles",
    "narrative",
    "body",
    "report",
)
_RULING = ("definition", "calculation")
_NAMING = ("evidence", "data_sources", "responsible", "signature")
_ALLOWED: dict[str, frozenset[str]] = {
    **{
        name: frozenset(
            ("percent", "count", "list_count", "level", "points", "ratio", "date", "reference")
        )
        for name in _REPORTING
    },
    **{
        name: frozenset(("percent", "list_count", "points", "ratio", "date", "reference"))
        for name in _RULING
    },
    **{name: frozenset(("date", "reference")) for name in _NAMING},
    "slide": frozenset(("count", "list_count")),
    "text": frozenset(("percent", "count", "list_count", "ratio", "date", "reference")),
    "section": frozenset(("date",)),
    "completed": frozenset(("date",)),
}
MAX_LISTED = 5_000
"""Most facts listed of a document of no known family, in whose text all of them stand anyway."""
_LINKS = re.compile(r"จาก|จำนวน|ทั้งหมด|ทั้งสิ้น|เป้าหมาย|สะสม|รวม|ของ|และ|แล้ว|ได้|คิดเป็น|[().,:\s/-]")
_TARGET = compiled(
    rf"(?:{flex('ค่า')})?{flex('เป้าหมาย')}\s*[:=]?\s*(?:{flex('ระดับ')}\s*(?:{flex('ที่')})?|{flex('ร้อยละ')})\s*[:=]?\s*(?P<n>{NUMBER})"
)


def claims_of(
    source: Source, reading: Reading, facts: list[Fact], statements: list[ReadStatement]
) -> list[ReadClaim]:
    """Return the claims of a document in reading order, without verdicts.

    Keys name a claim by KPI, year, kind, quarter, level and field or section, with an ordinal.
    """
    drafts = [_field_claim(source, claim) for claim in reading.claims]
    quiet = sorted(reading.quiet)
    used = [draft.span for draft in drafts]
    for section in reading.sections:
        if section.body is None:
            continue
        allowed = _ALLOWED.get(section.name.split(".")[0])
        if allowed is None:
            continue
        drafts.extend(_section_claims(source, reading, section, facts, allowed, quiet, used))
    drafts.extend(
        _status_claim(statement) for statement in statements if statement.status != "unknown"
    )
    drafts.sort(key=lambda claim: (claim.span, claim.kind))
    return _named(source, reading, drafts)


def _field_claim(source: Source, claim: FieldClaim) -> ReadClaim:
    return ReadClaim(
        id="",
        key="",
        kind=claim.kind,
        text=source.slice(claim.span) or "",
        value=claim.value,
        unit=claim.unit,
        quarter=claim.quarter,
        level=claim.level,
        span=claim.span,
        section=claim.section,
        field=claim.field,
        notes=dict(claim.notes),
    )


def _section_claims(
    source: Source,
    reading: Reading,
    section: Section,
    facts: list[Fact],
    allowed: frozenset[str],
    quiet: list[tuple[int, int]],
    used: list[tuple[int, int]],
) -> list[ReadClaim]:
    assert section.body is not None
    start, end = section.body
    clean = source.clean
    starts = sentence_starts(clean, start, end)
    inside = [fact for fact in facts if start <= fact.start and fact.end <= end]
    if section.name == "text" and len(inside) > MAX_LISTED:
        told = f"{len(inside)} facts stand in the text, the first {MAX_LISTED} are listed"
        source.document.notes.append(told)
        inside = inside[:MAX_LISTED]
    claimed = [(fact.start, fact.end) for fact in inside if fact.kind == "level"]
    markers = [
        marker
        for marker in level_markers(clean, start, end)
        if not any(a < marker[1] and marker[0] < b for a, b in claimed)
    ]
    ruling = section.name.split(".")[0] in _RULING
    found: list[ReadClaim] = []
    targets = []
    if ruling:
        for match in _TARGET.finditer(clean, start, end):
            parsed = parse_number(match.group("n"))
            if isinstance(parsed, ParsedNumber):
                targets.append(match.span())
                found.append(
                    _claim(source, section, "target", match.span(), parsed.text, field=None)
                )
    for fact in inside:
        if any(a < fact.number[1] and fact.number[0] < b for a, b in (*quiet, *used, *targets)):
            continue
        kind, notes = _kind(source, reading, section, fact, end)
        if kind is None or (kind if kind not in ("total",) else "count") not in _names(allowed):
            continue
        level = (
            fact.level if fact.level is not None else _level_at(markers, fact.start, ruling, starts)
        )
        claim = _claim(source, section, kind, (fact.start, fact.end), fact.value)
        claim.unit = fact.unit
        claim.noun = fact.noun
        if kind in ("count", "total") and not _names_group(fact.noun):
            claim.noun = _opening(source, sentence_of(starts, fact.start), fact.start) or fact.noun
        claim.batch = fact.batch
        claim.threshold = fact.threshold or (
            ruling and kind == "percent" and not _is_ladder(level, fact, starts, markers)
        )
        claim.level = level if kind != "level" else int(float(fact.value))
        claim.notes = {**fact.notes, **notes, "number": fact.number}
        claim.sentence = sentence_of(starts, fact.start)
        found.append(claim)
    return found


def sentence_of(starts: list[int], at: int) -> int:
    """Return where the sentence begins that holds a place."""
    return starts[bisect_right(starts, at) - 1]


def _names_group(noun: str | None) -> bool:
    """Tell whether the words before a count name what it counts, more than `จาก` or `สะสม`."""
    return len(_LINKS.sub("", noun or "")) >= 4


def _opening(source: Source, start: int, end: int) -> str | None:
    """Return the words that open a sentence, up to its first figure: whom its counts are about."""
    words = re.split(
        r"[0-9๐-๙(]|ร้อยละ|จำนวน", source.clean[start:end].lstrip("-–•*: "), maxsplit=1
    )[0]
    opening = "".join(words.split())
    return opening if _names_group(opening) else None


def _names(allowed: frozenset[str]) -> frozenset[str]:
    return allowed | {"score"} if "points" in allowed else allowed


def _is_ladder(
    level: int | None, fact: Fact, starts: list[int], markers: list[tuple[int, int, int]]
) -> bool:
    """A percent of a rule is a ladder step when its own sentence names the level."""
    sentence = starts[bisect_right(starts, fact.start) - 1]
    return level is not None and any(sentence <= start < fact.start for start, _, _ in markers)


def _level_at(
    markers: list[tuple[int, int, int]], at: int, ruling: bool, starts: list[int]
) -> int | None:
    """Return the level that the words at a place speak about: the last one named before it."""
    before = [marker for marker in markers if marker[0] <= at]
    if not before:
        return None
    if ruling:
        sentence = starts[bisect_right(starts, at) - 1]
        return before[-1][2] if before[-1][0] >= sentence else None
    return before[-1][2]


def _kind(
    source: Source, reading: Reading, section: Section, fact: Fact, end: int
) -> tuple[ClaimKind | None, dict[str, object]]:
    """Return the kind of claim that a fact makes in its section, None where it makes none."""
    if fact.kind == "points":
        return ("points" if section.name in _RULING else "score"), {}
    if fact.kind != "count":
        return fact.kind, {}
    if fact.unit and re.fullmatch(flex("ระดับ"), fact.unit):
        record = reading.record
        levels = len(record.levels) if isinstance(record, KpiReport) else 0
        return "list_count", {"items": levels or None}
    opening = announcing().match(source.clean, fact.end, end)
    if opening is not None:
        listed = listed_items(source.clean, opening.end(), end)
        if listed is not None:
            return "list_count", {"items": listed[0]}
    if section.name.startswith("slide") and not fact.notes.get("lead"):
        return (
            ("list_count", {}) if fact.unit and re.fullmatch(flex("วิธี"), fact.unit) else (None, {})
        )
    return ("total" if fact.total else "count"), {}


def _claim(
    source: Source,
    section: Section,
    kind: ClaimKind,
    span: tuple[int, int],
    value: str,
    field: str | None = None,
) -> ReadClaim:
    return ReadClaim(
        id="",
        key="",
        kind=kind,
        text=source.slice(span) or "",
        value=value,
        quarter=section.quarter,
        span=span,
        section=section.name,
        field=field,
    )


def _status_claim(statement: ReadStatement) -> ReadClaim:
    return ReadClaim(
        id="",
        key="",
        kind="status",
        text=statement.text,
        value=statement.status,
        quarter=statement.quarter,
        span=statement.span,
        section=statement.section,
        notes={"statement": statement.id, "blanket": statement.blanket},
    )


def _named(source: Source, reading: Reading, claims: list[ReadClaim]) -> list[ReadClaim]:
    """Give ids, keys and places."""
    record = reading.record
    code = getattr(record, "kpi_code", None) or getattr(record, "project_code", None)
    base = code or getattr(record, "department_code", None) or source.document.id[:12]
    year = getattr(record, "fiscal_year", None) or "-"
    ordinals: Counter[str] = Counter()
    for number, claim in enumerate(claims, start=1):
        claim.id = f"c{number}"
        stem = "|".join(
            (
                base,
                year,
                claim.kind,
                f"q{claim.quarter or '-'}",
                f"l{claim.level or '-'}",
                claim.field or claim.section,
            )
        )
        ordinals[stem] += 1
        claim.key = f"{stem}|{ordinals[stem]}"
        claim.locations = source.text.places(*claim.span)
        claim.location = claim.locations[0] if claim.locations else None
    return [claim for claim in claims if claim.location is not None]
