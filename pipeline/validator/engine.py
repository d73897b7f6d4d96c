"""Runs all rules over one extraction and gives every claim its verdict."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from pipeline.validator.accepting import accept
from pipeline.validator.analysis import Analysis
from pipeline.validator.case import Case
from pipeline.validator.judged import Judged, bound
from pipeline.validator.registry import rules
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.settings import Settings
from pipeline.validator.verdicts import give_verdicts
from schemas.claim import Claim
from schemas.evidence import Statement
from schemas.extraction import Extraction
from schemas.finding import Check, Finding
from schemas.kpi_report import KpiReport
from schemas.place import Place

_FIGURED = ("ARI", "SCO", "TIM", "EVI403", "EVI408")
"""Families and rules whose warnings rest on figures and dates too."""
_WHY_SHAKY = {
    "ocr": (
        "The figures were read by OCR, which errs with digits; compare them with the page.",
        "ตัวเลขได้จากการรู้จำอักขระ (OCR) ซึ่งอาจอ่านผิด โปรดเทียบกับหน้าเอกสาร",
    ),
    "poor": (
        "The text layer of this page is poor; compare the figures with the page.",
        "ชั้นข้อความของหน้านี้มีคุณภาพต่ำ โปรดเทียบตัวเลขกับหน้าเอกสาร",
    ),
}


def judge(
    extraction: Extraction, settings: Settings | None = None, sources: Sequence[str] = ()
) -> Judged:
    """Judge one document; a rule that fails is a check with its traceback, the rest goes on.

    `sources` are the document's paths or addresses, by which settings may name it.
    """
    settings = settings or Settings()
    reports = [_judge_report(report, settings) for report in extraction.reports or [extraction]]
    judged = bound(reports, _names(extraction)) if extraction.reports else reports[0]
    judged.checks += accept(settings, extraction.document_id, sources, judged.findings)
    _relate(judged.findings)
    judged.findings.sort(key=Finding.reading_order)
    return judged


def _names(extraction: Extraction) -> Iterator[str]:
    """Yield the code of each report that a file binds, its title where it has none."""
    for report in extraction.reports:
        assert isinstance(report.record, KpiReport)
        yield report.record.kpi_code or report.record.title or "-"


def _judge_report(extraction: Extraction, settings: Settings) -> Judged:
    """Give a report's claims their verdicts and run every rule over it."""
    case = Analysis(extraction.model_copy(deep=True), settings)
    give_verdicts(case)
    judged = Judged(support=case.support)
    for rule in rules():
        check, findings = _run(rule, case)
        judged.checks.append(check)
        judged.findings.extend(findings)
    judged.claims = [Claim.model_validate(c.model_dump(include=_CLAIM)) for c in case.claims]
    judged.statements = [
        Statement.model_validate(s.model_dump(include=_STATEMENT)) for s in case.statements
    ]
    return judged


_CLAIM = set(Claim.model_fields)
_STATEMENT = set(Statement.model_fields)


def _run(rule: Rule, case: Analysis) -> tuple[Check, list[Finding]]:
    if any(fnmatchcase(rule.code, pattern) for pattern in case.settings.off):
        return Check(code=rule.code, outcome="not_checkable", reason="switched off"), []
    if rule.kinds and case.record.kind not in rule.kinds:
        reason = f"not for records of kind {case.record.kind}"
        return Check(code=rule.code, outcome="not_checkable", reason=reason), []
    try:
        findings = _named(rule, case, list(rule.check(case)))
    except NotCheckable as reason:
        return Check(code=rule.code, outcome="not_checkable", reason=str(reason)), []
    except Exception:  # noqa: BLE001 - a faulty rule must not lose the others' findings; the traceback is kept
        return Check(code=rule.code, outcome="failed", reason=traceback.format_exc()), []
    return Check(code=rule.code, outcome="flagged" if findings else "ok"), findings


def _named(rule: Rule, case: Case, drafts: list[Draft]) -> list[Finding]:
    findings = []
    seen: dict[str, int] = {}
    for draft in drafts:
        claims = [case.by_id[name] for name in draft.claims if name in case.by_id]
        places = list(draft.places) or [place for claim in claims for place in claim.locations]
        key = "|".join([rule.code, *(claim.key for claim in claims)])
        if not claims:
            key = f"{rule.code}|{draft.subject or draft.quarter or '-'}"
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = f"{key}|{seen[key]}"
        findings.append(_finding(rule, case, draft, key, places))
    return findings


def _finding(rule: Rule, case: Case, draft: Draft, key: str, places: list[Place]) -> Finding:
    severity = case.settings.severities.get(rule.code) or draft.severity or rule.severity
    changes = draft.changes_score if draft.changes_score is not None else rule.changes_score
    message, message_th = draft.message, draft.message_th
    rests_on_figures = severity == "error" or rule.code.startswith(_FIGURED)
    shaky = case.is_shaky(places) if severity != "notice" and rests_on_figures else None
    if shaky is not None:
        severity = "notice"
        message = f"{message} {_WHY_SHAKY[shaky][0]}"
        message_th = f"{message_th} {_WHY_SHAKY[shaky][1]}"
    return Finding(
        code=rule.code,
        key=key,
        name=rule.name,
        severity=severity,
        changes_score=bool(changes),
        message=message,
        message_th=message_th,
        quarter=draft.quarter,
        level=draft.level,
        expected=draft.expected,
        actual=draft.actual,
        claims=list(draft.claims),
        locations=places,
    )


def _relate(findings: list[Finding]) -> None:
    """Name, at each finding, those that rest on the same claims."""
    for finding in findings:
        finding.related = sorted(
            other.key
            for other in findings
            if other is not finding and set(other.claims) & set(finding.claims)
        )
