"""What the report shows of one document."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from pipeline.outputs.charts import LevelColumn, level_columns
from pipeline.outputs.kpis import kpis_of, quarter_levels
from pipeline.outputs.passages import MOST_PASSAGES, Passage, passages
from pipeline.outputs.totals import SEVERITIES, VERDICTS
from schemas.claim import Claim
from schemas.finding import Finding
from schemas.kpi_report import KpiFields
from schemas.line import DocumentInfo, Line

MOST_FINDINGS = 200
MOST_CLAIMS = 300
MOST_KPIS = 12
MOST_INPUTS = 20
"""Claims shown under a finding."""
MOST_CHARACTERS = 1200
"""Of a title, a message or a claim's text; longer ones end with an ellipsis."""


@dataclass(frozen=True, slots=True)
class KpiView:
    """A KPI's fields and its quarters' levels; no columns where it prints no ladder."""

    kpi: KpiFields
    top: int
    columns: list[LevelColumn]

    @property
    def exceeds(self) -> bool:
        """Does a quarter claim more than its narratives could carry?"""
        return any(column.exceeds for column in self.columns)

    @property
    def is_matched(self) -> bool:
        """Is there a claimed or a supported level to show?"""
        return any(column.supported is not None for column in self.columns)


@dataclass(frozen=True, slots=True)
class Heading:
    """A document's line in the report's list."""

    anchor: str
    title: str | None
    source: str
    layout: str | None
    kpi_code: str | None
    fiscal_year: str | None
    severities: dict[str, int]
    verdicts: dict[str, int]
    changes_score: int
    ladders: list[KpiView]
    """The KPIs whose narratives were held against a ladder."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with the passages and claims that it rests on."""

    finding: Finding
    anchor: str
    passages: list[Passage]
    more_places: int
    claims: list[Claim]
    related: list[tuple[str, str]]
    """Code and anchor of the findings it goes with, in this document."""


class _ShownPlaces(TypedDict):
    passages: list[Passage]
    more_places: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything that the report shows of a document."""

    heading: Heading
    info: DocumentInfo
    kpis: list[KpiView]
    more_kpis: int
    findings: list[FindingView]
    more_findings: int
    claims: list[Claim]
    more_claims: int
    ok: list[str]
    not_checkable: list[tuple[str, list[str]]]
    """Reason, and the codes of the rules that could not be checked for it."""
    failed: list[tuple[str, str]]


@dataclass(slots=True)
class Room:
    """How many findings and claims the rest of the page may still show."""

    findings: int = 3000
    claims: int = 15_000

    def take(self, findings: int, claims: int) -> tuple[int, int]:
        """Return how many of a document's findings and claims to show, and count them."""
        shown = (
            min(findings, MOST_FINDINGS, self.findings),
            min(claims, MOST_CLAIMS, self.claims),
        )
        self.findings -= shown[0]
        self.claims -= shown[1]
        return shown


def document_view(
    line: Line, pages: Mapping[int, str], number: int, room: Room | None = None
) -> DocumentView:
    """Prepare one document; `number` counts the documents of the report from 1."""
    most_findings, most_claims = (room or Room()).take(len(line.findings), len(line.claims))
    kpis = kpis_of(line.record)
    findings = sorted(
        line.findings, key=lambda f: (not f.changes_score, SEVERITIES.index(f.severity))
    )
    names = [f"d{number}-f{index}" for index in range(1, len(findings) + 1)]
    anchors = {f.key: (f.code, name) for f, name in zip(findings, names, strict=True)}
    claims = {claim.id: claim for claim in line.claims}
    return DocumentView(
        heading=heading(line, number),
        info=line.document,
        kpis=[_kpi_view(line, kpi) for kpi in kpis[:MOST_KPIS]],
        more_kpis=max(0, len(kpis) - MOST_KPIS),
        findings=[
            FindingView(
                finding=finding,
                anchor=name,
                claims=[claims[c] for c in finding.claims[:MOST_INPUTS] if c in claims],
                related=[anchors[key] for key in finding.related if key in anchors],
                **_shown_places(finding, pages),
            )
            for finding, name in zip(findings[:most_findings], names, strict=False)
        ],
        more_findings=len(findings) - most_findings,
        claims=line.claims[:most_claims],
        more_claims=len(line.claims) - most_claims,
        ok=[check.code for check in line.checks if check.outcome == "ok"],
        not_checkable=_reasons(line),
        failed=[(c.code, c.reason or "") for c in line.checks if c.outcome == "failed"],
    )


def heading(line: Line, number: int) -> Heading:
    """Prepare a document's line in the report's list."""
    kpis = kpis_of(line.record)
    severities: Counter[str] = Counter(finding.severity for finding in line.findings)
    verdicts: Counter[str] = Counter(claim.verdict for claim in line.claims)
    return Heading(
        anchor=f"d{number}",
        title=shortened(getattr(line.record, "title", None)),
        source=line.document.source,
        layout=line.document.layout,
        kpi_code=kpis[0].kpi_code if len(kpis) == 1 else None,
        fiscal_year=getattr(line.record, "fiscal_year", None),
        severities={severity: severities[severity] for severity in SEVERITIES},
        verdicts={verdict: verdicts[verdict] for verdict in VERDICTS},
        changes_score=sum(finding.changes_score for finding in line.findings),
        ladders=[view for kpi in kpis if (view := _kpi_view(line, kpi)).is_matched],
    )


def _kpi_view(line: Line, kpi: KpiFields) -> KpiView:
    top = max((level.level for level in kpi.levels), default=0)
    return KpiView(kpi, top, level_columns(quarter_levels(line, kpi), top) if top else [])


def _shown_places(finding: Finding, pages: Mapping[int, str]) -> _ShownPlaces:
    found = passages(finding.locations, pages)
    return {
        "passages": found[:MOST_PASSAGES],
        "more_places": max(0, len(found) - MOST_PASSAGES),
    }


def _reasons(line: Line) -> list[tuple[str, list[str]]]:
    """Rules that could not be checked, gathered by the reason."""
    reasons: dict[str, list[str]] = {}
    for check in line.checks:
        if check.outcome == "not_checkable":
            reasons.setdefault(check.reason or "", []).append(check.code)
    return sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))


def shortened(text: str | None, most: int = MOST_CHARACTERS) -> str | None:
    """Return a text cut to a length that a page can show, no letter parted from its marks."""
    if text is None or len(text) <= most:
        return text
    while most and unicodedata.category(text[most]) == "Mn":
        most -= 1
    return text[:most] + "…"
