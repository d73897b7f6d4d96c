"""A line that counts the pages is no text of the paragraph that the page break cuts."""

from __future__ import annotations

import pytest

from extractors.flow import to_text
from schemas.document import Document, Page


def _clean(*pages: str) -> str:
    numbered = [Page(number=n, text=text) for n, text in enumerate(pages, 1)]
    return to_text(
        Document(id="0", source="a.txt", media_type="text/plain", pages=numbered, encoding="utf-8")
    ).clean


def test_two_pages_that_say_which_they_are_lose_the_line() -> None:
    clean = _clean("ตรวจแล้ว 16 ชุมชน\nหน้า 1", "จากทั้งหมด 40 ชุมชน\nหน้า 2")
    assert "หน้า" not in clean
    assert "16 ชุมชน" in clean


@pytest.mark.parametrize("last", [("1", "2"), ("หน้า 4", "หน้า 9")])
def test_figures_of_two_pages_that_may_be_a_tables_stay(last: tuple[str, str]) -> None:
    clean = _clean(f"ไตรมาสที่\nผลงาน\n{last[0]}", f"ร้อยละ\nผลประเมิน\n{last[1]}")
    assert all(line in clean.split("\n") for line in last)
