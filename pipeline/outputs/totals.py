"""Counts over all documents of a run: `run.json`, the tally and the report's charts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pipeline.outputs.stored import Failure, RunFacts
from schemas.line import Line

VERDICTS = ("verified", "contradicted", "unsupported", "not_checkable")
SEVERITIES = ("error", "warning", "notice")


class Totals:
    """Everything that is counted, filled document by document."""

    def __init__(self) -> None:
        self.documents = 0
        self.pages = 0
        self.layouts: Counter[str] = Counter()
        self.verdicts: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.severities: Counter[str] = Counter()
        self.by_rule: Counter[tuple[str, str]] = Counter()
        """Findings by code and severity."""
        self.checks: Counter[tuple[str, str]] = Counter()
        """Rules by code and outcome."""
        self.changes_score = 0
        self.contradicted_changing = 0
        """Contradicted claims of findings that change the score."""
        self.flagged_documents = 0
        self.failures: list[Failure] = []
        self._coverage = 0.0
        self._covered = 0

    def add(self, line: Line) -> None:
        """Count one document."""
        info = line.document
        self.documents += 1
        self.pages += info.pages or 0
        if line.error is not None:
            self.failures.append(Failure(info.source, line.error.code, line.error.message))
        else:
            self.layouts[info.layout or "unknown"] += 1
        if info.coverage is not None and line.error is None:
            self._coverage += info.coverage
            self._covered += 1
        self.verdicts.update(claim.verdict for claim in line.claims)
        self.flagged_documents += bool(line.findings)
        for finding in line.findings:
            self.findings[finding.code] += 1
            self.severities[finding.severity] += 1
            self.by_rule[finding.code, finding.severity] += 1
            self.changes_score += finding.changes_score
        changing = {name for f in line.findings if f.changes_score for name in f.claims}
        self.contradicted_changing += sum(
            claim.verdict == "contradicted" and claim.id in changing for claim in line.claims
        )
        self.checks.update((check.code, check.outcome) for check in line.checks)

    @property
    def claims(self) -> int:
        return sum(self.verdicts.values())

    @property
    def failed(self) -> int:
        """Documents that could not be read."""
        return self.documents - sum(self.layouts.values())

    @property
    def coverage(self) -> float | None:
        """Mean coverage of the documents that were read, 0 to 1; None without any."""
        return round(self._coverage / self._covered, 4) if self._covered else None

    def tally(self) -> str:
        """Return the last line of a run."""
        found = self.verdicts
        return (
            f"claims {self.claims} · verified {found['verified']} · "
            f"contradicted {found['contradicted']} ({self.contradicted_changing} change the score)"
            f" · unsupported {found['unsupported']} · not checkable {found['not_checkable']}"
            f" · failed {self.failed}"
        )

    def as_run(self, run: RunFacts) -> dict[str, Any]:
        """Return what `run.json` holds (docs/outputs.md names every key)."""
        failures = [*run.failures, *self.failures]
        return {
            "documents": self.documents,
            "failed": self.failed,
            "read": run.read,
            "reused": run.reused,
            "by_layout": dict(sorted(self.layouts.items())),
            "claims": {
                "found": self.claims,
                **{verdict: self.verdicts[verdict] for verdict in VERDICTS},
            },
            "findings": dict(sorted(self.findings.items())),
            "by_severity": {severity: self.severities[severity] for severity in SEVERITIES},
            "changes_score": self.changes_score,
            "rules_failed": {
                code: count
                for (code, outcome), count in sorted(self.checks.items())
                if outcome == "failed"
            },
            "coverage": self.coverage,
            "seconds": round(run.seconds, 3),
            "pages": self.pages,
            "versions": dict(run.versions),
            "failures": [
                {"source": failure.source, "code": failure.code, "message": failure.message}
                for failure in failures
            ],
        }
