"""Findings that an auditor accepts stay, as notices; those that no longer occur are told."""

from __future__ import annotations

import pytest

from pipeline.process import judge, read
from pipeline.validator.settings import Accepted, Settings

PAGE = """ร้อยละของแปลงผักที่รดน้ำแล้ว : 0777-0001
ค่าเป้าหมาย ร้อยละ : 0
ผลงานที่ทำได้ ร้อยละ : 40
ประเภทตัวชี้วัด : ตัวชี้วัดงานประจำ
ผลงานเทียบกับเป้าหมายรายไตรมาส
1
10.00
100
100 / 100
2
20.00
100
100 / 100
3
30.00
100
100 / 100
4
40.00
100
100 / 100
"""


def _judged(code: str, document: str) -> tuple[list[tuple[str, str]], list[str]]:
    accepted = Accepted(document=document, code=code, reason="ตกลงกันแล้ว")
    extraction = read(PAGE.encode(), "a/page.txt", None, "never")
    line = judge(extraction, ["a/page.txt"], Settings(accepted=[accepted]))
    findings = [(f.severity, f.message) for f in line.findings if f.code == "SCO212"]
    return findings, [c.reason or "" for c in line.checks if "no longer" in (c.reason or "")]


def test_accepted_finding_is_a_notice_with_its_reason() -> None:
    findings, stale = _judged("SCO212", "page.txt")
    assert [severity for severity, _ in findings] == ["notice"]
    assert "ตกลงกันแล้ว" in findings[0][1]
    assert stale == []


@pytest.mark.parametrize("document", ["other.txt", "age.txt"])
def test_acceptance_of_another_document_changes_nothing(document: str) -> None:
    findings, stale = _judged("SCO212", document)
    assert [severity for severity, _ in findings] == ["warning"]
    assert stale == []


def test_accepted_finding_that_no_longer_occurs_is_told() -> None:
    _, stale = _judged("SCO215", "page.txt")
    assert len(stale) == 1
