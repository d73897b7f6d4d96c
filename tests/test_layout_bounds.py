"""Lists, projects and indicators are read in bounded time, whatever the text repeats."""

from __future__ import annotations

import time
from importlib import import_module

import pytest

from extractors.flow import to_text
from extractors.layouts.base import Layout, Source
from extractors.readers import text

LAYOUTS = ("bma_index_page", "bma_project_page", "bma_indicator_page")
ITEM = "มิติที่ 1\n1. จำนวนแห่ง\nหน่วยนับ :แห่ง\nเป้าหมาย :5.00\nผลงาน :5.00\n*ผลงาน*\n1\n5.00\n0 / 0\n"
REPEATED = {
    "items": ITEM * 1_500,
    "labels": "หน่วยนับ :\nเป้าหมาย :\n" * 8_000,
    "dimensions": "มิติที่ 1\n" * 20_000,
    "quarter rows": "1\n10.00\nก\n" * 20_000,
    "heads": "*ผลงาน* 1 2.00\n" * 10_000,
    "stars": "*" * 200_000,
    "colons": ":\n" * 100_000,
    "brackets": "(" * 200_000,
    "one line": "ค่าเป้าหมาย " + "ก" * 200_000,
    "numbers on one line": "ค่าเป้าหมาย : " + "1 " * 100_000,
    "codes": "โครงการ : 11110000-1\n" * 10_000,
    "progress": "ความคืบหน้าโครงการ\n" * 20_000,
    "headings": "ค่าเป้าหมาย 5\nลักษณะข้อมูล\n" + "นิยาม\nวิธีการคำนวณ\n" * 5_000,
}


@pytest.mark.parametrize("family", LAYOUTS)
@pytest.mark.parametrize("name", REPEATED)
def test_time_grows_with_the_text_not_with_its_square(family: str, name: str) -> None:
    document = text.read(REPEATED[name].encode(), source="long.txt")
    source = Source(document, to_text(document))
    layout: Layout = import_module(f"extractors.layouts.{family}").LAYOUT
    began = time.process_time()
    assert 0 <= layout.recognise(source) <= 1
    layout.extract(source)
    assert time.process_time() - began < 6
