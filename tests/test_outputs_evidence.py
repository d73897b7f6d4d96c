"""The source text around a finding, and the levels claimed against those supported."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outputs.kpis import claimed_level, quarter_levels, supported_level
from pipeline.outputs.passages import CONTEXT, MOST_MARKED, compact, flowing, passages, visible
from schemas.evidence import Support
from schemas.kpi_report import KpiFields, KpiReport, Level, Quarter
from schemas.place import Place
from tests.outputs.documents import faulty


def at(text: str, start: int, end: int, page: int = 1) -> Place:
    return Place(page=page, start=start, end=end, quote=text[start:end])


def shown(found: list, kind: str) -> list[str]:  # type: ignore[type-arg]
    return [part.text for passage in found for part in passage.parts if part.kind == kind]


@given(st.text(alphabet="กขค่้า 12\n", max_size=900), st.data())
def test_passage_is_the_page_around_the_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    passage = passages([at(text, start, end)], {1: text})[0]
    whole = "".join(part.text for part in passage.parts if part.kind != "omitted")
    if end - start <= MOST_MARKED:
        assert whole in text
        assert shown([passage], "mark") == [text[start:end]]
        assert len(whole) <= end - start + 2 * CONTEXT + 10


def test_places_near_each_other_share_a_passage_in_page_order() -> None:
    text = "ก" * 300 + "ABC" + "ข" * 100 + "DEF" + "ค" * 900 + "GHI"
    places = [at(text, text.index(word), text.index(word) + 3) for word in ("GHI", "DEF", "ABC")]
    found = passages(places, {1: text})
    assert [shown([passage], "mark") for passage in found] == [["GHI"], ["ABC", "DEF"]]


def test_overlapping_places_are_one_mark() -> None:
    text = "one two three four"
    found = passages([at(text, 4, 13), at(text, 8, 18), at(text, 4, 7)], {1: text})
    assert shown(found, "mark") == ["two three four"]


def test_context_does_not_begin_inside_a_cluster() -> None:
    text = "ที่" * 200
    found = passages([at(text, 300, 303)], {1: text})
    first = shown(found, "text")[0][0]
    assert not unicodedata.category(first).startswith("M")


def test_long_quote_shows_its_ends_and_how_much_is_left_out() -> None:
    text = "ก" * 5000
    parts = passages([at(text, 0, 5000)], {1: text})[0].parts
    omitted = [part.count for part in parts if part.kind == "omitted"]
    assert omitted == [5000 - sum(len(part.text) for part in parts if part.kind == "mark")]


@pytest.mark.parametrize("pages", [{}, {1: "another text than the quote's"}])
def test_place_that_does_not_fit_its_page_shows_its_quote(pages: dict[int, str]) -> None:
    found = passages([Place(page=1, start=2, end=8, quote="quoted")], pages)
    assert shown(found, "mark") == ["quoted"]
    assert shown(found, "text") == []


def test_places_on_two_pages_are_two_passages() -> None:
    found = passages([at("two", 0, 3, page=2), at("one", 0, 3)], {1: "one", 2: "two"})
    assert [passage.page for passage in found] == [2, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("\x00", "⟨U+0000⟩"),
        ("\r\n", "⟨U+000D⟩\n"),
        ("\u200f", "⟨U+200F⟩"),
        ("ที่\tน้ำ\n", "ที่\tน้ำ\n"),
    ],
)
def test_only_characters_that_act_are_spelt_out(text: str, expected: str) -> None:
    assert visible(text) == expected


def ladder(unit: str | None, results: list[str | None], percents: bool = True) -> KpiFields:
    return KpiFields.model_validate(
        {
            "unit": unit,
            "levels": [
                Level(level=n, percent=str(20 * n) if percents else None) for n in range(1, 6)
            ],
            "quarters": [Quarter(quarter=n, result=r) for n, r in enumerate(results, start=1)],
        }
    )


@pytest.mark.parametrize(
    ("unit", "percents", "results", "levels"),
    [
        ("level", True, ["1", "2.50", "4", "5.00"], ["1", "2.5", "4", "5"]),
        ("level", True, ["20.00", "39.99", "40.00", "100.00"], ["1", "1", "2", "5"]),
        ("percent", True, ["0.00", None, "65", "120"], [None, None, "3", "5"]),
        ("level", False, ["10.00", "25.00", "65.00", "100.00"], [None] * 4),
        ("level", True, ["0.00", "0.00", "0.00", "0.00"], ["0"] * 4),
        ("count", True, ["10", "20", "30", "40"], [None] * 4),
        (None, True, ["10", "20", "30", "40"], [None] * 4),
    ],
)
def test_claimed_level_follows_the_documents_own_ladder(
    unit: str | None, percents: bool, results: list[str | None], levels: list[str | None]
) -> None:
    kpi = ladder(unit, results, percents)
    found = [claimed_level(kpi, quarter, unit) for quarter in kpi.quarters]
    assert found == [None if level is None else Decimal(level) for level in levels]


def test_result_in_its_own_unit_is_read_in_that_unit() -> None:
    kpi = ladder("percent", [None, None, None, "4"])
    assert claimed_level(kpi, kpi.quarters[3], "level") == 4
    assert claimed_level(kpi, kpi.quarters[3], "percent") == 0


def test_passage_of_a_table_runs_on_one_line() -> None:
    text = "\n".join(f"cell {number}" for number in range(40))
    passage = passages([at(text, 60, 66)], {1: text})[0]
    assert passage.is_tall
    assert flowing("a\n\n b\nc") == "a ↵ b ↵ c"
    assert compact("a\n \n\nb\nc  d") == "a\nb\nc  d"


def test_supported_level_needs_every_lower_one() -> None:
    support = [
        Support(quarter=1, level=1, state="supported"),
        Support(quarter=1, level=3, state="supported"),
        Support(quarter=1, level=2, state="not_mentioned"),
    ]
    assert supported_level(support, 1, ("supported",)) == 1
    assert supported_level(support, 2, ("supported",)) is None


def test_claim_above_everything_open_exceeds_its_evidence() -> None:
    line = faulty().line
    assert isinstance(line.record, KpiReport)
    assert [entry.exceeds for entry in quarter_levels(line, line.record)] == [
        False,
        False,
        False,
        True,
    ]
