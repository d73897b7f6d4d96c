"""Families are kept apart, in every medium that the generated documents come in."""

import random
from collections.abc import Callable

import pytest

from extractors.flow import to_text
from extractors.layouts import bma_form, lesson_summary, slide_deck, unknown
from extractors.layouts.base import Layout, Source
from extractors.readers import dispatch
from schemas.document import Document, Page
from tests.corpus import build, kpi_form, others
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Document as Rendered
from tests.corpus.scoring import lookup, matches
from tests.corpus.shares import share_report

LAYOUTS: tuple[Layout, ...] = (
    bma_form.LAYOUT,
    lesson_summary.LAYOUT,
    slide_deck.LAYOUT,
    unknown.LAYOUT,
)
SEEDS = range(6)


def form(rng: random.Random) -> Rendered:
    return build.form_document("form", kpi_form.form_report(ladder_report(rng, "level"), rng), rng)


def page(rng: random.Random) -> Rendered:
    report = rng.choice((share_report, lambda r: ladder_report(r, "level")))(rng)
    return build.page_document(
        "page", report, rng, rendering=rng.choice(("A", "C", "D", "headless"))
    )


def other(name: str) -> Callable[[random.Random], Rendered]:
    return lambda rng: build.other_document(name, others.OTHERS[name](rng), rng)


OWN = {"form": form, "lesson": other("lesson"), "deck": other("deck")}
FOREIGN = {
    "page": page,
    **{name: other(name) for name in ("department", "project", "indicator", "news", "minutes")},
}


def source_of(document: Rendered) -> Source:
    read = dispatch.read(document.data, source=document.name)
    return Source(read, to_text(read))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", OWN)
def test_document_is_recognised_and_read_in_its_medium(kind: str, seed: int) -> None:
    document = OWN[kind](random.Random(seed))
    source = source_of(document)
    scores = {layout.name: layout.recognise(source) for layout in LAYOUTS}
    assert scores.pop(document.layout) >= 0.6
    assert max(scores.values()) < 0.3
    layout = next(layout for layout in LAYOUTS if layout.name == document.layout)
    record = layout.extract(source).record.model_dump(mode="json")
    wrong = {
        path: lookup(record, path)
        for path, wanted in document.truth.items()
        if not matches(wanted, lookup(record, path))
    }
    assert wrong == {}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", FOREIGN)
def test_documents_of_other_families_are_not_taken(kind: str, seed: int) -> None:
    source = source_of(FOREIGN[kind](random.Random(seed)))
    assert max(layout.recognise(source) for layout in LAYOUTS) < 0.3


def deck_of_pages(width: float, height: float, media_type: str = "application/pdf") -> Source:
    texts = (
        "แบ่งน้ำหนัก\nภาพรวม",
        "มิติ 1 ผู้รับบริการ โครงการที่ 1 จำนวน 6 ตัวชี้วัด มิติ 2 ทีม โครงการที่ 2 จำนวน 4 ตัวชี้วัด",
        "สรุปน้ำหนัก\nมิติที่ 1 ร้อยละ 60\nมิติที่ 2 ร้อยละ 40",
        "",
    )
    pages = [Page(n, text, width=width, height=height) for n, text in enumerate(texts, 1)]
    document = Document("0" * 64, "deck.pdf", media_type, pages)
    return Source(document, to_text(document))


def test_pages_in_the_shape_of_slides_are_slides() -> None:
    source = deck_of_pages(960, 540)
    assert slide_deck.LAYOUT.recognise(source) >= 0.6
    record = slide_deck.LAYOUT.extract(source).record.model_dump(mode="json")
    assert [slide["number"] for slide in record["slides"]] == ["1", "2", "3", "4"]
    assert record["title"] == "แบ่งน้ำหนัก"
    assert record["slides"][3]["text"] is None
    assert [part["weight"] for part in record["dimensions"]] == ["60", "40"]
    assert record["dimensions"][1]["projects"] == [{"number": "2", "indicators": "4"}]


@pytest.mark.parametrize(("width", "height"), [(595, 842), (842, 595)])
def test_sheets_of_paper_are_no_slides(width: float, height: float) -> None:
    assert slide_deck.LAYOUT.recognise(deck_of_pages(width, height)) < 0.3


def test_slide_file_is_a_deck_whatever_its_shape() -> None:
    media_type = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    assert slide_deck.LAYOUT.recognise(deck_of_pages(595, 842, media_type)) >= 0.6


def test_weights_in_the_cells_of_a_slides_table_are_read() -> None:
    cells = "น้ำหนักตามมิติ\nมิติ\nชื่อมิติ\nน้ำหนัก\nมิติที่ 1\nผลงาน\n70\nมิติที่ 2\nบริการ\n30"
    pages = [Page(1, "ภาพรวม", width=960, height=540), Page(2, cells, width=960, height=540)]
    document = Document("0" * 64, "deck.pdf", "application/pdf", [*pages, Page(3, "")])
    record = slide_deck.LAYOUT.extract(Source(document, to_text(document))).record
    told = [(part["name"], part["weight"]) for part in record.model_dump(mode="json")["dimensions"]]
    assert told == [("ผลงาน", "70"), ("บริการ", "30")]
