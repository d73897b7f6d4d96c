"""KPI pages and forms printed to PDF by three producers keep their fields."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.corpus import kpi_form, kpi_page, text_html
from tests.corpus.build import form_document, page_document
from tests.corpus.kpi_form import form_report
from tests.corpus.kpi_markup import MARKUPS
from tests.corpus.ladders import ladder_report
from tests.corpus.media import chromium, chromium_pdf, fpdf_pdf, reportlab_pdf, thai_font
from tests.corpus.model import Document
from tests.corpus.product import judged
from tests.corpus.samples import FOLDER, made, samples
from tests.corpus.scoring import Score, lookup, score
from tests.corpus.shares import quantity_report, share_report

MAKERS = (ladder_report, share_report, ladder_report, quantity_report)
FLOOR = 0.98
TEXT_PRINTERS: dict[str, Callable[[str], bytes]] = {"fpdf2": fpdf_pdf, "reportlab": reportlab_pdf}


def need(program: object, name: str) -> None:
    """Skip with a reason where something is missing, fail where services are required."""
    if program is None:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(f"{name} was not found")
        pytest.skip(f"{name} was not found")


def pages(printed: Callable[[kpi_page.Page, random.Random], bytes]) -> list[Document]:
    """Return pages printed by a producer, with their truth."""
    documents = []
    for seed, make in enumerate(MAKERS):
        rng, rendering = random.Random(seed), ("A", "C", "D", "A")[seed]
        report = make(rng)
        data = printed(kpi_page.render(report, rendering), rng)
        made = page_document(f"printed-{seed}", report, rng, "txt", rendering)
        documents.append(replace(made, data=data, name=f"printed-{seed}.pdf"))
    return documents


def hold(documents: list[Document]) -> None:
    """Hold printed documents to the floor; the first misses are shown."""
    total = Score()
    for document in documents:
        total.include(score(document, judged(document.data, document.name)))
    assert total.fields.share >= FLOOR, "\n".join(total.fields.misses[:20])
    assert not total.places.misses
    assert not total.whole.misses


@pytest.mark.parametrize("markup", MARKUPS)
def test_pages_printed_by_chromium(markup: str) -> None:
    need(chromium(), "Chromium")
    hold(pages(lambda page, rng: chromium_pdf(MARKUPS[markup](page, rng))))


@pytest.mark.parametrize("printer", TEXT_PRINTERS)
def test_pages_of_plain_text(printer: str) -> None:
    need(thai_font(), "a Thai font")
    hold(pages(lambda page, rng: TEXT_PRINTERS[printer](kpi_page.text(page))))


def test_forms_printed_by_chromium() -> None:
    need(chromium(), "Chromium")
    documents = []
    for seed in range(3):
        rng = random.Random(seed)
        report = form_report(ladder_report(rng), rng)
        style = kpi_form.Style(running_head=kpi_form.RUNNING_HEADS[seed])
        made = form_document(f"form-{seed}", report, rng, "txt", style)
        data = chromium_pdf(text_html.paragraphs(kpi_form.text(report, style)))
        documents.append(replace(made, data=data, name=f"form-{seed}.pdf"))
    hold(documents)


PRINTED = [made(sample) for sample in samples() if sample.medium == "pdf"]


@pytest.mark.parametrize("document", PRINTED, ids=lambda document: document.name)
def test_wrapped_title_gets_no_space_inside_a_phrase(document: Document) -> None:
    titles = {path: value for path, value in document.truth.items() if path.endswith("title")}
    record = judged((FOLDER / document.name).read_bytes(), document.name).line["record"]
    assert {path: lookup(record, path) for path in titles} == titles
