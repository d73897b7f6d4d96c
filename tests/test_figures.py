"""Real pages' figures in our renderings: every field, and exactly the expected codes."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from tests.corpus import kpi_page
from tests.corpus.kpi_markup import MARKUPS
from tests.corpus.media import encode
from tests.corpus.model import Document, Fact, Quarter, Report, Statement
from tests.corpus.narratives import table
from tests.corpus.product import judged
from tests.corpus.scoring import score
from tests.corpus.thai_dates import date_in
from tests.corpus.truth import page_truth

FIGURES = Path(__file__).parent.parent.parent / "shared" / "figures" / "develop.csv"
CODES = {"SCO201", "SCO202", "SCO206", "SCO207", "SCO212", "SCO215", "TIM302"}
MEDIA = (
    ("m1", "utf-8"),
    ("m1", "windows-874"),
    ("m2", "utf-8"),
    ("m2", "windows-874"),
    ("m3", "lying"),
    ("m4", "bom"),
)
HEADLESS_CODES = {"SCO201", "SCO212"}
pytestmark = pytest.mark.skipif(not FIGURES.is_file(), reason="../shared/figures is not there")


@dataclass(frozen=True)
class Row:
    """A page's figures, the narratives that we gave it, and what should come of it."""

    report: Report
    title: str
    sequence: str
    fiscal_year: str
    is_dated: bool
    codes: frozenset[str]


@cache
def rows() -> list[Row]:
    """Return the pages; every second one tells dates in its narratives."""
    with FIGURES.open(encoding="utf-8-sig", newline="") as file:
        return [_row(index, line) for index, line in enumerate(csv.DictReader(file))]


def _row(index: int, line: dict[str, str]) -> Row:
    rng, words = random.Random(index), table("offices")
    printed_year = line["expect_fiscal_year"]
    year, is_dated = int(printed_year) if printed_year.isdigit() else 2564, index % 2 == 0
    quarters = []
    for quarter in range(1, 5):
        cells = [line[f"q{quarter}{end}"] for end in ("", "_evaluation", "_2_1", "_2_2")]
        parts = [Statement(text) for text in rng.sample(words["fillers"], 2)]
        if is_dated:
            day = date_in(rng, year, quarter, "long")
            told = f"ประชุมติดตามงานแล้วเมื่อวันที่ {day.text}"
            parts.append(Statement(told, None, "done", (Fact("date", day.text, day.iso),)))
        quarters.append(Quarter(*cells, tuple(parts), rng.choice(("", "ดำเนินการตามแผน ดังนี้"))))
    report = Report(
        title=line["title"],
        pid=line["pid"],
        unit_text=line["unit_text"],
        target=line["target"],
        achieved=line["achieved"],
        quarters=tuple(quarters),
        kpi_type=line["kpi_type"],
        result_level=line["result_level"],
        inspection_quarter=line["inspection_quarter"],
        inspection_value=line["inspection_value"],
        definition="ความสำเร็จของงานตามขอบเขตที่หน่วยงานกำหนดไว้ในแผน",
        calculation="เปรียบเทียบผลที่ทำได้กับเป้าหมายของหน่วยงาน",
        data_sources=tuple(rng.sample(words["sources"], 2)),
        strategies=tuple(map(tuple, words["strategies"])),
        projects=(rng.choice(words["projects"]),),
        summary="ผลงานเป็นไปตามที่รายงานในแต่ละไตรมาส",
    )
    codes = frozenset(line["expect"].split())
    return Row(report, line["expect_title"], line["expect_sequence"], printed_year, is_dated, codes)


def document(row: Row, markup: str, encoding: str, rendering: str) -> Document:
    """Return a page with its truth."""
    page = kpi_page.render(row.report, rendering)
    truth = page_truth(page)
    if not page.headless:
        truth |= {"title": row.title, "sequence": row.sequence or None}
        if row.title == "?":
            del truth["title"], truth["sequence"]
    told = "2564" if row.is_dated else None
    printed = None if page.headless else row.fiscal_year
    dated = row.fiscal_year if row.is_dated and row.fiscal_year else told
    truth["fiscal_year"] = printed or dated
    data = encode(MARKUPS[markup](page, random.Random(row.report.pid)), encoding)
    name = f"{row.report.pid}-{markup}-{encoding}-{rendering}.html"
    return Document(name, data, "bma_kpi_page", "kpi_report", truth)


@pytest.mark.parametrize("rendering", kpi_page.RENDERINGS)
@pytest.mark.parametrize(("markup", "encoding"), MEDIA)
def test_every_field_and_exactly_the_expected_codes(
    markup: str, encoding: str, rendering: str
) -> None:
    misses: list[str] = []
    asked = HEADLESS_CODES if rendering == "headless" else CODES
    for row in rows():
        made = document(row, markup, encoding, rendering)
        read = judged(made.data, made.name)
        misses += score(made, read).fields.misses
        raised = {finding["code"] for finding in read.line["findings"]} & asked
        if raised != row.codes & asked:
            misses.append(
                f"{made.name}: raised {sorted(raised)}, expected {sorted(row.codes & asked)}"
            )
    assert not misses, f"{len(misses)} misses:\n" + "\n".join(misses[:20])


def test_a_changed_figure_is_noticed() -> None:
    """The comparison itself can fail: the truth of one page does not fit another's bytes."""
    first, second = rows()[0], rows()[1]
    made = document(first, "m2", "utf-8", "A")
    other = replace(made, data=document(second, "m2", "utf-8", "A").data)
    assert score(other, judged(other.data, other.name)).fields.misses
