"""What judging gives: of one report, and of a file that binds several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas.claim import Claim
from schemas.evidence import Statement, Support
from schemas.finding import Check, Finding

_WEIGHT = ("not_checkable", "ok", "flagged", "failed")
"""Outcomes of a rule over several reports: the last one that occurred stands."""


@dataclass(slots=True)
class Judged:
    """What holds: claims with verdicts, statements, support of levels, findings, checks."""

    claims: list[Claim] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    support: list[Support] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


def bound(reports: Iterable[Judged], names: Iterable[str]) -> Judged:
    """Put the reports of one file together; every rule has one outcome, the gravest.

    Each finding's sentences begin with its report's name, by which a letter tells them apart.
    """
    judged = Judged()
    checks: dict[str, Check] = {}
    for item, (report, name) in enumerate(zip(reports, names, strict=True)):
        judged.claims += report.claims
        judged.statements += report.statements
        judged.support += report.support
        for finding in report.findings:
            if not finding.claims:
                code, subject = finding.key.split("|", 1)
                finding.key = f"{code}|items.{item}.{subject}"
            finding.message = f"{name}: {finding.message}"
            finding.message_th = f"{name}: {finding.message_th}"
        judged.findings += report.findings
        for check in report.checks:
            known = checks.get(check.code)
            if known is None or _WEIGHT.index(check.outcome) > _WEIGHT.index(known.outcome):
                checks[check.code] = check
    judged.checks = list(checks.values())
    return judged
