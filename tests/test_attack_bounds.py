"""KPI pages and forms are read in bounded time, whatever their texts repeat."""

from __future__ import annotations

import time

import pytest

from extractors.flow import to_text
from extractors.layouts.base import Source
from extractors.layouts.bma_form import LAYOUT as FORM
from extractors.layouts.bma_kpi_page import LAYOUT as PAGE
from extractors.readers import text

SIZE = 200_000
"""Bytes; a pattern whose time grows with the square of the text takes minutes for so many."""
HEAD = (
    "ค่าเป้าหมาย ระดับ : 5\nผลงานที่ทำได้ ระดับ : 5\nประเภทตัวชี้วัด : งานประจำ\n"
    "*** สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ 1: 100\n"
)
REPEATED = {
    "stars": "* ",
    "starred lines": "*\n",
    "definitions": "นิยาม\n",
    "quarters": "ไตรมาสที่ 1\n",
    "reports": "รายงานผลฯ ไตรมาสที่ 1\nรายงานผลฯ ไตรมาสที่ 2\n",
    "numbers": "1\n",
    "rows": "1\n10.00\n100\n100 / 100\n",
    "levels": "นิยาม\nระดับที่ 1 ก ระดับที่ 2 ข ",
    "heads of ladders": "นิยาม\nระดับ\nเกณฑ์\n1\nก\n",
    "counts of levels": "นิยาม\n5 ระดับ 1. ",
    "columns": "ก\tข\n",
    "inspections": "*** สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ ",
    "labels on a line": "ค่าเป้าหมาย ผลงานที่ทำได้ ",
}


@pytest.mark.parametrize("name", REPEATED)
def test_page_is_read_in_time_that_grows_with_its_length(name: str) -> None:
    repeated = REPEATED[name]
    content = HEAD + repeated * (SIZE // len(repeated.encode()))
    source = _source(content)
    began = time.process_time()
    PAGE.recognise(source)
    PAGE.extract(source)
    assert time.process_time() - began < 6


@pytest.mark.parametrize("code", ["ก : 0402-0810\n", ": 0402-0810 ", "ก\n"])
def test_title_is_found_behind_many_codes(code: str) -> None:
    source = _source(code * (SIZE // len(code.encode())) + ": 0402-0810\n" + HEAD)
    began = time.process_time()
    PAGE.extract(source)
    assert time.process_time() - began < 6


@pytest.mark.parametrize(
    "line", ["ชื่อตัวชี้วัด : ก\n", "เป้าหมาย : 5 (ระดับ)\nไตรมาสที่ 1 : ก\n", "ลงชื่อ....."]
)
def test_form_is_read_in_time_that_grows_with_its_length(line: str) -> None:
    source = _source(line * (SIZE // len(line.encode())))
    began = time.process_time()
    FORM.recognise(source)
    FORM.extract(source)
    assert time.process_time() - began < 8


def _source(content: str) -> Source:
    document = text.read(content.encode(), source="long.txt")
    return Source(document, to_text(document))
