"""Titles, units, amounts, ladders, lists and years as KPI reports print them."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.flow import to_text
from extractors.layouts.base import Source
from extractors.layouts.kpi_parts import (
    find_amount,
    infer_fiscal_year,
    printed_fiscal_year,
    read_criteria,
    read_items,
    read_levels,
    read_list,
    read_strategies,
    read_title,
    unit_kind,
)
from schemas.document import Document, Page

CASES = Path(__file__).parent / "cases"
FIGURES = Path(__file__).parents[2] / "shared" / "figures" / "develop.csv"


def rows(name: str) -> Any:
    return yaml.safe_load((CASES / name).read_text("utf-8"))


def source_of(text: str) -> tuple[Source, tuple[int, int]]:
    document = Document("0" * 64, "x.txt", "text/plain", [Page(1, text)])
    source = Source(document, to_text(document))
    return source, (0, len(source.clean))


@pytest.mark.parametrize("row", rows("kpi_titles.yaml"), ids=lambda row: row["why"])
def test_title_is_parted_from_its_year_and_number(row: dict[str, str]) -> None:
    source, span = source_of(row["title"])
    title = read_title(source, span)
    assert source.slice(title.span) == row["name"]
    assert title.sequence == row.get("sequence")
    assert title.fiscal_year == row.get("year")


def test_titles_of_real_pages_are_parted_as_their_readers_did() -> None:
    if not FIGURES.is_file():
        pytest.skip("the figures of real pages are not beside this clone")
    wrong = []
    with FIGURES.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            source, span = source_of(row["title"])
            title = read_title(source, span)
            found = (title.sequence or "", title.fiscal_year or "")
            wanted = (row["expect_sequence"], row["expect_fiscal_year"])
            wrong += [
                (row["pid"], f, w) for f, w in zip(found, wanted, strict=True) if w not in (f, "?")
            ]
            expected, _ = source_of(row["expect_title"])
            if row["expect_title"] != "?" and source.slice(title.span) != expected.slice(
                (0, len(expected.clean))
            ):
                wrong.append((row["pid"], row["title"], row["expect_title"]))
    assert wrong == []


@pytest.mark.parametrize(("unit", "kind"), rows("kpi_units.yaml").items())
def test_unit_measures(unit: str, kind: str | None) -> None:
    assert unit_kind(unit) == kind


@pytest.mark.parametrize("row", rows("kpi_amounts.yaml"), ids=lambda row: row["text"])
def test_amount_is_read_with_its_unit(row: dict[str, str | None]) -> None:
    source, span = source_of(row["text"] or "")
    part = find_amount(source, span)
    if row["value"] is None:
        assert part is None
        return
    assert part is not None
    assert (part.value, part.unit, part.unit_text) == (row["value"], row["unit"], row["unit_text"])
    assert part.span[0] <= part.value_span[0] < part.value_span[1] <= part.span[1]


@pytest.mark.parametrize(("name", "row"), rows("kpi_ladders.yaml").items())
def test_ladder_has_these_steps(name: str, row: dict[str, Any]) -> None:
    source, span = source_of(row["text"])
    steps = read_levels(source, [span])
    found = [
        [step.level, source.slice(step.criterion), step.percent, step.points] for step in steps
    ]
    assert found == row["steps"], row["why"]
    for step in steps:
        for value, place in ((step.percent, step.percent_span), (step.points, step.points_span)):
            assert (value is None) == (place is None)


def test_definition_gives_the_criteria_and_calculation_what_they_earn() -> None:
    text = "ระดับ 1 สำรวจ ระดับ 2 ร่าง\nระดับ 1 ทบทวน = ร้อยละ 10\nระดับ 1 = ร้อยละ 40\nระดับ 2 = ร้อยละ 100"
    source, span = source_of(text)
    first = text.index("\n")
    steps = read_levels(source, [(0, first), None, (first, span[1])])
    assert [source.slice(step.criterion) for step in steps] == ["สำรวจ", "ร่าง"]
    assert [step.percent for step in steps] == ["40", "100"]


@pytest.mark.parametrize("row", rows("kpi_criteria.yaml"), ids=lambda row: row["why"])
def test_scores_have_these_thresholds(row: dict[str, Any]) -> None:
    source, span = source_of(row["text"])
    parts = read_criteria(source, span)
    assert [[part.score, part.threshold] for part in parts] == row["criteria"]


@pytest.mark.parametrize("row", rows("kpi_lists.yaml"), ids=lambda row: row["why"])
def test_list_has_these_items(row: dict[str, Any]) -> None:
    source, span = source_of(row["text"])
    assert [source.slice(item) for item in read_list(source, span)] == row["items"]


def test_list_items_keep_their_numbers_in_ascii_digits() -> None:
    source, span = source_of("๑. ก้อน\n๒. ขวด")
    assert [item.number for item in read_items(source, span)] == ["1", "2"]


@pytest.mark.parametrize("row", rows("kpi_strategies.yaml"), ids=lambda row: row["why"])
def test_strategy_lines_have_codes_and_texts(row: dict[str, Any]) -> None:
    source, span = source_of(row["text"])
    assert [[part.code, part.text] for part in read_strategies(source, span)] == row["lines"]


@pytest.mark.parametrize(
    ("dated", "year"),
    [
        ([], None),
        ([(date(2020, 11, 2), 1), (date(2021, 2, 5), 2)], "2564"),
        ([(date(2020, 11, 2), 1), (date(2021, 1, 9), 1), (date(2021, 2, 9), 2)], "2564"),
        ([(date(2020, 9, 15), 1)], "2564"),
        ([(date(2019, 3, 1), 1), (date(2021, 5, 3), 3), (date(2021, 8, 9), 4)], "2564"),
        ([(date(2021, 10, 4), None)], "2565"),
    ],
)
def test_fiscal_year_follows_from_dates_in_their_quarters(
    dated: list[tuple[date, int | None]], year: str | None
) -> None:
    assert infer_fiscal_year(dated) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๔", "2564"),
        ("ปีงบประมาณ 2566 รอบ 6 เดือน", "2566"),
        ("เมื่อเทียบกับปี 2560", None),
        ("คำสั่งที่ 489/2563", None),
    ],
)
def test_fiscal_year_is_printed_only_as_such(text: str, year: str | None) -> None:
    source, span = source_of(text)
    found = printed_fiscal_year(source, [span])
    assert (found[0] if found else None) == year
