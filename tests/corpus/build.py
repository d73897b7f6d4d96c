"""From a report to a document: one rendering, one medium, its truth beside its bytes."""

from __future__ import annotations

import random

from tests.corpus import kpi_form, kpi_page, text_html
from tests.corpus.kpi_markup import MARKUPS
from tests.corpus.media import encode, fpdf_pdf, picture_pdf
from tests.corpus.model import Document, Report
from tests.corpus.others import Other
from tests.corpus.truth import form_truth, narrative_claims, page_claims, page_forbidden, page_truth

PAGE_MEDIA = ("txt", "m1", "m2", "m3", "txt", "m1-874", "m2-lying", "m3-bom", "m4", "m4-874")
TEXT_MEDIA = ("txt", "p", "rows", "rows-874", "p-bom")
NO_REPORT = ("lesson_summary", "method_deck", "unknown")
NO_RESULTS = ("target", "achieved", "result", "evaluation", "level", "score")
"""Kinds of claims that a document which reports no KPI must not have."""
ENCODING = {"874": "windows-874", "lying": "lying", "bom": "bom", "": "utf-8"}


def page_document(
    name: str, report: Report, rng: random.Random, medium: str = "", rendering: str = ""
) -> Document:
    """Render a report as a KPI page in a medium (one of PAGE_MEDIA, or pdf)."""
    medium = medium or rng.choice(PAGE_MEDIA)
    page = kpi_page.render(report, rendering or rng.choice(("A", "A", "C", "D")))
    markup, _, encoding = medium.partition("-")
    if markup == "txt":
        data = kpi_page.text(page).encode("utf-8")
    elif markup == "pdf":
        data = fpdf_pdf(kpi_page.text(page))
    else:
        data = encode(MARKUPS[markup](page, rng), ENCODING[encoding])
    suffix = {"txt": "txt", "pdf": "pdf"}.get(markup, "html")
    return Document(
        f"{name}-{medium}-{page.rendering}.{suffix}",
        data,
        "bma_kpi_page",
        "kpi_report",
        page_truth(page),
        tuple(page_claims(page)),
        report.expected,
        report.may,
        forbidden=page_forbidden(page),
    )


def form_document(
    name: str,
    report: Report,
    rng: random.Random,
    medium: str = "",
    style: kpi_form.Style | None = None,
) -> Document:
    """Render a report as a printed form in a medium (one of TEXT_MEDIA, or pdf)."""
    medium = medium or rng.choice(TEXT_MEDIA)
    style = style or kpi_form.random_style(rng)
    data, suffix = text_bytes(kpi_form.text(report, style), medium)
    return Document(
        f"{name}-{medium}.{suffix}",
        data,
        "bma_form",
        "kpi_report",
        form_truth(report, style),
        tuple(narrative_claims(report)),
        report.expected,
        report.may,
        forbidden=(("1+2+3+4+5", ("total", "count", "list_count")), *report.forbidden),
    )


def other_document(name: str, other: Other, rng: random.Random, medium: str = "") -> Document:
    """Render another document in a medium (one of TEXT_MEDIA, or pdf)."""
    medium = medium or rng.choice(TEXT_MEDIA)
    data, suffix = text_bytes(other.text, medium)
    return Document(
        f"{name}-{medium}.{suffix}",
        data,
        other.layout,
        other.kind,
        other.truth,
        (),
        other.expected,
        other.may,
        forbidden=((None, NO_RESULTS),) if other.kind in NO_REPORT else (),
    )


def scanned_document(name: str, report: Report, style: kpi_form.Style) -> Document:
    """Draw a form as a scanner would leave it: nothing of it can be read without OCR."""
    data = picture_pdf(kpi_form.text(report, style))
    return Document(f"{name}.pdf", data, "unknown", "unknown", {}, (), report.expected, report.may)


def text_bytes(text: str, medium: str) -> tuple[bytes, str]:
    """Return plain text in a medium, and the suffix of its file's name."""
    markup, _, encoding = medium.partition("-")
    if markup == "txt":
        return text.encode("utf-8"), "txt"
    if markup == "pdf":
        return fpdf_pdf(text.replace("\f", "\n")), "pdf"
    html = text_html.paragraphs(text) if markup == "p" else text_html.table_rows(text)
    return encode(html, ENCODING[encoding]), "html"
