"""Documents of our own writing, each with the record that a person typed for it."""

import json
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from extractors.coverage import Ink, leftover_of
from extractors.flow import to_text
from extractors.layouts.base import Layout, Reading, Source
from extractors.readers import text
from extractors.readers.dispatch import read
from tests.corpus.scoring import lookup, matches

FOLDER = Path(__file__).parent / "documents"
FAMILIES = ("form_", "lesson_", "deck_", "unknown_")
NAMES = sorted(
    path.parent.name
    for path in FOLDER.glob("*/expected.json")
    if path.parent.name.startswith(FAMILIES)
)
LAYOUTS = (
    "bma_form",
    "bma_index_page",
    "bma_project_page",
    "bma_indicator_page",
    "lesson_summary",
    "slide_deck",
    "unknown",
)


@cache
def layout(name: str) -> Layout:
    return import_module(f"extractors.layouts.{name}").LAYOUT  # type: ignore[no-any-return]


@cache
def source_of(name: str) -> Source:
    path = next((FOLDER / name).glob("source.*"))
    document = read(path.read_bytes(), source=path.name)
    return Source(document, to_text(document))


@cache
def expected(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((FOLDER / name / "expected.json").read_text("utf-8"))
    return truth


@cache
def reading_of(name: str) -> Reading:
    return layout(expected(name)["layout"]).extract(source_of(name))


def left_share(source: Source, reading: Reading) -> tuple[float, list[str]]:
    ink = Ink(source.text)
    for page, start, end in source.text.furniture:
        ink.add_raw(page, start, end)
    ink.add(reading.labels)
    ink.add(reading.fields.values())
    left, share = leftover_of(source, ink, reading.sections)
    return share, [part.text for part in left]


def test_every_document_has_its_truth_and_a_note() -> None:
    assert len(NAMES) >= 10
    for name in NAMES:
        assert len(list((FOLDER / name).glob("source.*"))) == 1
        assert (FOLDER / name / "NOTE.md").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_document_is_recognised_as_its_family_and_no_other(name: str) -> None:
    scores = {family: layout(family).recognise(source_of(name)) for family in LAYOUTS}
    wanted = scores.pop(expected(name)["layout"])
    assert all(0 <= score <= 1 for score in (wanted, *scores.values()))
    assert max(scores.values()) < 0.3
    assert wanted >= 0.6 or expected(name)["layout"] == "unknown"


@pytest.mark.parametrize("name", NAMES)
def test_record_says_what_is_printed(name: str) -> None:
    record = reading_of(name).record.model_dump(mode="json")
    assert record["kind"] == expected(name)["kind"]
    wrong = {
        path: (actual, wanted)
        for path, wanted in expected(name)["record"].items()
        if not matches(wanted, actual := lookup(record, path))
    }
    assert wrong == {}


@pytest.mark.parametrize("name", NAMES)
def test_fields_claim_exactly_these_values(name: str) -> None:
    found = [[claim.kind, claim.value, claim.quarter] for claim in reading_of(name).claims]
    assert sorted(map(str, found)) == sorted(map(str, expected(name)["claims"]))


@pytest.mark.parametrize("name", NAMES)
def test_every_field_stands_where_its_place_says(name: str) -> None:
    source, reading = source_of(name), reading_of(name)
    record = reading.record.model_dump(mode="json")
    for path, span in reading.fields.items():
        assert source.text.places(*span), path
        value = lookup(record, path)
        if path.endswith((".narrative", ".criterion", ".name", "definition", "title", "course")):
            assert source.slice(span) == value


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("unknown")])
def test_labels_and_fields_account_for_the_whole_text(name: str) -> None:
    share, left = left_share(source_of(name), reading_of(name))
    assert share <= 0.05, left


def test_nothing_of_an_unknown_document_is_dropped() -> None:
    source = source_of("unknown_minutes")
    share, left = left_share(source, reading_of("unknown_minutes"))
    assert share > 0.8
    assert "ระเบียบวาระที่ 3" in "".join(left)


@pytest.mark.parametrize("family", LAYOUTS)
@pytest.mark.parametrize("content", ["", "\n\n", "๑", "1.\n2.\n3.", ":" * 500, "(" * 2000])
def test_text_without_a_document_in_it_is_read_without_failing(family: str, content: str) -> None:
    document = text.read(content.encode() or b" ", source="empty.txt")
    source = Source(document, to_text(document))
    assert layout(family).recognise(source) < 0.3
    layout(family).extract(source)


def test_form_on_one_line_keeps_its_numbered_sections() -> None:
    lines = (FOLDER / "form_cut_by_running_head" / "source.txt").read_text("utf-8").split("\n")
    joined = " ".join(line for line in lines if line and not line.startswith("****"))
    document = text.read(joined.encode(), source="joined.txt")
    source = Source(document, to_text(document))
    assert layout("bma_form").recognise(source) >= 0.6
    record = layout("bma_form").extract(source).record.model_dump(mode="json")
    assert lookup(record, "target.value") == "3"
    assert lookup(record, "achieved.value") == "3.00"
    assert [part["percent"] for part in record["levels"]] == ["30", "70", "100"]
    assert [part["code"] for part in record["strategies"]] == ["3", "3.1", "3.1.2"]
    assert lookup(record, "quarters.0.narrative") == "สำรวจทางเดินแล้ว 4 แห่ง"
    assert record["evidence"] == ["รายงานสำรวจ", "ใบตรวจรับงาน"]
