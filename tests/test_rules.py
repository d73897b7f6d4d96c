"""Every rule against its rows (tests/cases/rules): `pytest -k SCO208` runs those of one code."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import pytest

from pipeline.process import judge, read
from pipeline.validator import load_settings
from pipeline.validator.catalogue import catalogue
from pipeline.validator.registry import rules
from schemas.finding import Finding
from schemas.line import Line
from tests import rule_cards
from tests.rule_cases import CASES, Row, document, rows

ROWS = list(rows())
CODES = [rule.code for rule in rules()]
FEWEST = 4
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@cache
def judged(code: str, name: str, is_flagged: bool) -> Line:
    """Judge a row's document by the whole line."""
    key = (code, name, is_flagged)
    row = next(row for row in ROWS if (row.code, row.name, row.is_flagged) == key)
    if "card" in row.spec:
        extraction = rule_cards.extraction(row.spec["card"])
    else:
        extraction = read(*document(row.spec), None, "never")
    return judge(extraction, ["row"], load_settings(None))


def found(row: Row) -> list[Finding]:
    line = judged(row.code, row.name, row.is_flagged)
    broken = [check for check in line.checks if check.outcome == "failed"]
    assert not broken, broken[0].reason
    return [finding for finding in line.findings if finding.code == row.code]


def named(row: Row) -> str:
    return f"{row.code}-{'flagged' if row.is_flagged else 'fine'}-{row.name}"


@pytest.mark.parametrize("row", [r for r in ROWS if r.is_flagged], ids=named)
def test_faulty_row_is_flagged(row: Row) -> None:
    findings = found(row)
    wanted = dict(row.spec.get("expect") or {})
    count = wanted.pop("count", None)
    assert findings, f"not flagged: {row.spec['why']}"
    assert count is None or len(findings) == count, [f.message for f in findings]
    fitting = [finding for finding in findings if not misses(finding, wanted)]
    assert fitting, [misses(finding, wanted) for finding in findings]


@pytest.mark.parametrize("row", [r for r in ROWS if not r.is_flagged], ids=named)
def test_fine_row_is_not_flagged(row: Row) -> None:
    messages = [finding.message for finding in found(row)]
    assert not messages, f"{row.spec['why']}: {messages}"


@pytest.mark.parametrize("row", [r for r in ROWS if r.is_flagged], ids=named)
def test_message_can_be_pasted_into_a_letter(row: Row) -> None:
    for finding in found(row):
        assert finding.message.strip() and re.search("[ก-๎]", finding.message_th), finding
        assert finding.locations, f"points nowhere: {finding.message}"
        assert "false" not in finding.message.lower() and "เท็จ" not in finding.message_th
        figures = [Counter(_FIGURE.findall(m)) for m in (finding.message, finding.message_th)]
        assert set(figures[0]) == set(figures[1]), (finding.message, finding.message_th)
        if finding.actual and _FIGURE.fullmatch(finding.actual):
            assert finding.actual in finding.message, finding.message
        pages = {page["page"]: page["text"] for page in raw_pages(row)}
        for place in finding.locations:
            assert pages[place.page][place.start : place.end] == place.quote


def raw_pages(row: Row) -> list[dict[str, Any]]:
    """Return the raw text that a row's locations index into."""
    if "card" in row.spec:
        text = rule_cards.extraction(row.spec["card"]).text
    else:
        text = read(*document(row.spec), None, "never").text
    return [{"page": page.page, "text": page.text} for page in text.pages]


@pytest.mark.parametrize("code", CODES)
def test_rule_has_rows_of_both_kinds(code: str) -> None:
    assert (CASES / f"{code}.yaml").is_file(), f"{code} has no rows"
    kinds = Counter(row.is_flagged for row in ROWS if row.code == code)
    assert min(kinds[True], kinds[False]) >= FEWEST, kinds
    assert all(row.spec.get("why") for row in ROWS if row.code == code)


@pytest.mark.parametrize("code", CODES)
def test_rule_explains_itself(code: str) -> None:
    entry = next(entry for entry in catalogue() if entry.code == code)
    assert entry.summary.endswith(".") and entry.why and entry.title_th and entry.why_th
    assert entry.flagged.strip() and entry.fine.strip() and entry.flagged != entry.fine


def test_rows_belong_to_rules() -> None:
    assert {row.code for row in ROWS} <= set(CODES)


def misses(finding: Finding, wanted: dict[str, Any]) -> list[str]:
    """Return what of a row's expectation a finding does not meet."""
    missed = []
    for name, value in wanted.items():
        if name == "quote":
            inked = "".join("".join(place.quote for place in finding.locations).split())
            if "".join(str(value).split()) not in inked:
                missed.append(f"points at {[place.quote for place in finding.locations]}")
        elif getattr(finding, name) != value:
            missed.append(f"{name} is {getattr(finding, name)}, not {value}")
    return missed
