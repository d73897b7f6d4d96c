"""What the record of a rendered report must say: {field path: value or matcher}."""

from __future__ import annotations

import re
from typing import Any

from tests.corpus.kpi_form import Style
from tests.corpus.kpi_page import Page
from tests.corpus.model import Fact, Forbidden, Report

KINDS = {
    "ตัวชี้วัดเชิงยุทธศาสตร์": "strategic",
    "ตัวชี้วัดงานประจำ": "routine",
    "ตัวชี้วัดเจรจา": "negotiated",
}
LOST = re.compile("[\ue000-\uf8ff\ufffd]")
"""Characters that a reader may repair or drop: a narrative that holds them is not compared."""
THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
Claim = tuple[Fact, int | None]


def number(printed: str) -> str | None:
    """Return a printed number as records have it: ASCII digits, no commas, decimals kept."""
    text = printed.replace(",", "").translate(THAI).strip()
    return text if text and text != "-" else None


def page_truth(page: Page) -> dict[str, Any]:
    """Return what the record of a KPI page must say in this rendering."""
    report = page.report
    head = not page.headless
    truth: dict[str, Any] = {
        "title": report.title if head else None,
        "sequence": (report.sequence or None) if head else None,
        "kpi_code": report.pid if head else None,
        "fiscal_year": None if report.year is None else str(report.year),
        "kpi_type": KINDS.get(report.kpi_type),
        "result_level": report.result_level,
        "unit_text": report.unit_text or None,
        "target.value": number(report.target),
        "achieved.value": number(report.achieved),
        "inspection.quarter": report.inspection_quarter or None,
        "inspection.value": number(report.inspection_value) if head else None,
        "definition": report.definition or None,
        "summary": report.summary or None,
        "strategies": {"length": len(report.strategies)},
    }
    if report.data_sources:
        truth["data_sources"] = {"contains": list(report.data_sources)}
    if report.projects:
        truth["projects"] = {"contains": list(report.projects)}
    for index, row in enumerate(report.quarters):
        path = f"quarters.{index}."
        truth[path + "result"] = number(row.result) if head else None
        truth[path + "evaluation"] = number(row.evaluation) if head else None
        truth[path + "evaluation_2_1"] = number(row.first) if head else None
        truth[path + "evaluation_2_2"] = number(row.second) if head else None
        if head and not LOST.search(row.narrative()):
            truth[path + "narrative"] = (row.narrative().strip("- ") and row.narrative()) or None
    return truth | strategy_truth(report, len(report.strategies)) | level_truth(report)


def strategy_truth(report: Report, count: int) -> dict[str, Any]:
    """Return the codes of the first strategy lines, in ASCII digits."""
    return {
        f"strategies.{index}.code": code.translate(THAI)
        for index, (code, _) in enumerate(report.strategies[:count])
    }


def level_truth(report: Report) -> dict[str, Any]:
    """Return the ladder's steps with criterion, percent and points."""
    truth: dict[str, Any] = {}
    if report.levels:
        truth["levels"] = {"length": len(report.levels)}
    for index, level in enumerate(report.levels):
        truth[f"levels.{index}.level"] = str(level.level)
        truth[f"levels.{index}.criterion"] = level.criterion
        truth[f"levels.{index}.percent"] = level.percent
        truth[f"levels.{index}.points"] = level.points
    return truth


def form_truth(report: Report, style: Style) -> dict[str, Any]:
    """Return what the record of a printed form must say."""
    truth: dict[str, Any] = {
        "title": report.title,
        "sequence": report.sequence or None,
        "kpi_code": None,
        "fiscal_year": None if report.year is None else str(report.year),
        "unit_text": report.unit_text,
        "target.value": number(report.target),
        "achieved.value": number(report.achieved),
        "definition": {"contains": [report.title]},
        "calculation": {"contains": [" ".join(line.split()) for line in report.ladder_lines]},
        "summary": report.summary or None,
        "supporting_factors": report.factors or None,
        "obstacles": report.obstacles or None,
        "evidence": {"length": len(report.evidence)},
        "strategies": {"length": 3},
        "signature.name": report.person if style.signed else None,
    }
    for index, row in enumerate(report.quarters):
        if row.statements:
            told = [part.text for part in row.statements]
            truth[f"quarters.{index}.narrative"] = {"contains": told}
        if index < 3:
            truth[f"quarters.{index}.result"] = None
            truth[f"quarters.{index}.evaluation"] = None
    for index, item in enumerate(report.evidence):
        truth[f"evidence.{index}"] = item
    return truth | strategy_truth(report, 3) | level_truth(report)


def page_forbidden(page: Page) -> tuple[Forbidden, ...]:
    """Return what no claim may touch on a KPI page."""
    sums = ("1+2+3+4+5", ("total", "count", "list_count"))
    table = ((page.report.heading, ()), ("(1 - 4)", ()), ("(* 2.1 / 2.2 *)", ()))
    stray = (f"{page.type_lines[1]}0รายละเอียดตัวชี้วัดฯ", ())
    return (sums, stray, *(() if page.headless else table), *page.report.forbidden)


def narrative_claims(report: Report) -> list[Claim]:
    """Return the claims that narratives and summary print, with their quarter."""
    claims: list[Claim] = []
    for quarter, row in enumerate(report.quarters, 1):
        claims += [(fact, quarter) for part in row.statements for fact in part.facts]
    return claims + [(fact, None) for fact in report.summary_facts]


def page_claims(page: Page) -> list[Claim]:
    """Return the claims of a KPI page: header, table and narratives."""
    report = page.report
    either = ("verified", "not_checkable")
    claims: list[Claim] = []
    for kind, label in (("target", "ค่าเป้าหมาย"), ("achieved", "ผลงานที่ทำได้")):
        name, printed = page.header(label)
        if number(printed) is not None:
            fine = (*either, "unsupported") if page.headless else either
            claims.append((Fact(kind, f"{name} : {printed}", number(printed) or "", fine), None))
    if page.headless:
        return claims
    for quarter, row in enumerate(report.quarters, 1):
        if number(row.result) not in (None, "0.00"):
            claims.append(
                (Fact("result", row.result, number(row.result) or "", ("verified",)), quarter)
            )
        for kind_value in (row.evaluation, row.first, row.second):
            if number(kind_value) not in (None, "0"):
                claims.append(
                    (Fact("evaluation", kind_value, number(kind_value) or "", either), quarter)
                )
    return claims + narrative_claims(report)
