"""The folder samples/: which documents stand there, and the command that writes them anew.

python -m tests.corpus.samples        # writes samples/ and its README table; needs Chromium
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.corpus import kpi_form, kpi_page, text_html
from tests.corpus.blocks import page
from tests.corpus.build import form_document, other_document, page_document, scanned_document
from tests.corpus.faults import PLANTERS
from tests.corpus.faults.planted import Plant
from tests.corpus.kpi_form import Style, form_report
from tests.corpus.kpi_markup import MARKUPS
from tests.corpus.ladders import ladder_report
from tests.corpus.lookalikes import LOOKALIKES
from tests.corpus.media import chromium, chromium_pdf
from tests.corpus.model import Document, Report
from tests.corpus.others import OTHERS
from tests.corpus.scorecards import CLEAN as CARDS
from tests.corpus.scorecards import card_document
from tests.corpus.shares import quantity_report, share_report

FOLDER = Path(__file__).parent.parent.parent / "samples"
PRINTED = "printed with Chromium"
MEDIA = {
    "txt": "text, UTF-8", "m1": "HTML in layout tables, UTF-8", "m2": "HTML in sections, UTF-8",
    "m3": "HTML in definition lists, UTF-8", "m1-874": "HTML in layout tables, windows-874, undeclared",
    "m3-874": "HTML in definition lists, windows-874, undeclared", "m2-lying": "HTML, UTF-8 declared as ISO-8859-1",
    "m3-bom": "HTML in definition lists, UTF-8 with byte order mark",
    "m4": "HTML in label and value cells, UTF-8",
    "p": "HTML in paragraphs, UTF-8", "rows": "HTML in table rows, UTF-8",
    "rows-874": "HTML in table rows, windows-874, undeclared", "pdf": f"PDF, {PRINTED}", "scan": "PDF of a picture",
    "html": "HTML tables, UTF-8", "html-874": "HTML tables, windows-874, undeclared",
    "tabs": "text, cells parted by tabs",
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A sample's file name without its suffix, how it is made, and its medium."""

    name: str
    make: str
    medium: str
    seed: int = 1
    rendering: str = "A"


CLEAN = (
    Sample("form-clean", "form", "txt", 3),
    Sample("form-clean-printed", "form", "pdf", 8),
    Sample("form-clean-old-web", "form", "rows-874", 5),
    Sample("page-share-clean", "share", "m2", 2),
    Sample("page-ladder-clean", "ladder", "m1-874", 4),
    Sample("page-quantity-clean", "quantity", "m3", 6, "C"),
    Sample("page-headless-clean", "ladder", "txt", 7, "headless"),
    Sample("page-clean-printed", "ladder", "pdf", 9),
    Sample("page-not-reported-clean", "like not reported", "txt", 2),
    Sample("page-above-100-clean", "like above 100", "m2-lying", 2, "C"),
    Sample("page-old-order-clean", "like cited basis", "m3-bom", 2, "D"),
    Sample("department-list", "other department", "rows", 3),
    Sample("project-page", "other project", "txt", 3),
    Sample("indicator-page", "other indicator", "rows-874", 3),
    Sample("lesson-summary", "other lesson", "txt", 3),
    Sample("lesson-summary-printed", "other lesson", "pdf", 6),
    Sample("news-article", "other news", "p", 3),
    Sample("meeting-minutes", "other minutes", "txt", 3),
    Sample("score-table-clean", "card score_table", "m2", 3),
    Sample("self-assessment-clean", "card sar_card", "m1", 3),
    Sample("kpi-template-clean", "card kpi_template", "txt", 3),
    Sample("personal-form-clean", "card personal_form", "m1-874", 3),
    Sample("ministry-form-clean", "card ministry_form", "m2", 3),
    Sample("budget-table-clean", "card budget_table", "m2", 3),
)
SEEDS = {"SCO214": 14}
"""Where the usual seed gives a score sheet of an agency and year that another sample has too."""
FAULTY_MEDIA = ("m1", "txt", "m3", "m1-874", "m2", "pdf", "m3-874", "m4")
CARD_LAYOUTS = (
    "score_table",
    "sar_card",
    "kpi_template",
    "personal_form",
    "ministry_form",
    "budget_table",
)
CARD_MEDIA = {"txt": "tabs", "m1-874": "html-874", "m3-874": "html-874"}
FORM_MEDIA = {
    "m1": "rows",
    "m2": "p",
    "m3": "p",
    "m4": "p",
    "m1-874": "rows-874",
    "m3-874": "rows-874",
}


def faulty() -> Iterator[Sample]:
    """Yield a sample for every code; its name holds the code."""
    for index, code in enumerate(PLANTERS):
        medium = FAULTY_MEDIA[index % len(FAULTY_MEDIA)]
        seed, rendering = SEEDS.get(code, 11), ("A", "C", "D")[index % 3]
        yield Sample(f"faulty-{code.lower()}", f"fault {code}", medium, seed, rendering)
    yield Sample("faulty-sco212-headless", "fault SCO212", "txt", 12, "headless")
    yield Sample("faulty-evi401-form", "fault EVI401", "pdf", 13)


def plant_of(sample: Sample, rng: random.Random) -> Plant:
    """Return what a sample is made of."""
    group, _, name = sample.make.partition(" ")
    if group == "fault":
        planters = PLANTERS[name]
        return planters[1 if sample.seed == 13 else 0](rng)
    if group == "like":
        return LOOKALIKES[name](rng)
    if group == "other":
        return Plant(other=OTHERS[name](rng))
    if group == "card":
        return Plant(card=CARDS[name](rng))
    if group == "form":
        head = kpi_form.RUNNING_HEADS[sample.seed % 3]
        style = Style(("{}. ", "thai", "{}) ")[sample.seed % 3], running_head=head)
        return Plant(form_report(ladder_report(rng), rng), style)
    reports: dict[str, Callable[[random.Random], Report]] = {
        "share": share_report,
        "ladder": ladder_report,
        "quantity": quantity_report,
    }
    return Plant(reports[group](rng))


def made(sample: Sample, printing: bool = False) -> Document:
    """Return a sample with its truth; a PDF has bytes only where `printing` is asked for."""
    plant = plant_of(sample, random.Random(f"{sample.make}-{sample.seed}"))
    rng = random.Random(sample.name)
    medium = "txt" if sample.medium == "pdf" else sample.medium
    if plant.scanned and plant.report is not None and plant.style is not None:
        return replace(scanned_document(sample.name, plant.report, plant.style), group="faulty")
    if plant.card is not None:
        result = card_document(sample.name, plant.card, rng, CARD_MEDIA.get(medium, "html"))
        html = page(plant.card.blocks, rng)
    elif plant.other is not None:
        medium = FORM_MEDIA.get(medium, medium)
        result = other_document(sample.name, plant.other, rng, medium)
        html = text_html.paragraphs(plant.other.text)
    elif plant.style is not None and plant.report is not None:
        medium = FORM_MEDIA.get(medium, medium)
        result = form_document(sample.name, plant.report, rng, medium, plant.style)
        html = text_html.paragraphs(kpi_form.text(plant.report, plant.style))
    else:
        assert plant.report is not None
        result = page_document(sample.name, plant.report, rng, medium, sample.rendering)
        html = MARKUPS["m2"](kpi_page.render(plant.report, sample.rendering), rng)
    suffix = result.name.rsplit(".", 1)[1]
    group = "faulty" if sample.make.startswith("fault") else "clean"
    if sample.medium != "pdf":
        return replace(result, name=f"{sample.name}.{suffix}", group=group)
    data = chromium_pdf(html) if printing else b""
    return replace(result, name=f"{sample.name}.pdf", data=data, group=group)


def samples() -> list[Sample]:
    """Return all samples, clean ones first."""
    return [*CLEAN, *faulty()]


def sample_documents() -> list[Document]:
    """Return the samples as they stand in the folder, with their truth."""
    documents = [made(sample) for sample in samples()]
    return [replace(each, data=(FOLDER / each.name).read_bytes()) for each in documents]


def table() -> str:
    """Return the README's table: file, layout, medium, what is planted."""
    rows = ["| file | layout | medium | planted |", "|---|---|---|---|"]
    for sample in samples():
        each = made(sample)
        planted = "; ".join(
            f"{wanted.codes[0]}: {wanted.about}"
            + (f" (quarter {wanted.quarter})" if wanted.quarter else "")
            for wanted in each.expected
        )
        medium = "scan" if each.layout == "unknown" and planted else sample.medium
        if each.layout in CARD_LAYOUTS and medium != "pdf":
            medium = CARD_MEDIA.get(medium, "html")
        elif each.layout != "bma_kpi_page":
            medium = FORM_MEDIA.get(medium, medium)
        rows.append(f"| `{each.name}` | {each.layout} | {MEDIA[medium]} | {planted or 'nothing'} |")
    return "\n".join(rows)


def main() -> int:
    """Write the folder anew."""
    if chromium() is None:
        print("Chromium is not installed: the PDFs cannot be printed", file=sys.stderr)
        return 3
    FOLDER.mkdir(exist_ok=True)
    written = {made(sample).name for sample in samples()} | {"README.md"}
    for path in FOLDER.iterdir():
        if path.is_file() and path.name not in written:
            path.unlink()
    for sample in samples():
        each = made(sample, printing=True)
        (FOLDER / each.name).write_bytes(each.data)
    head = (Path(__file__).parent / "data" / "samples_readme.md").read_text("utf-8")
    (FOLDER / "README.md").write_text(head.replace("{table}", table()), "utf-8")
    print(f"wrote {len(samples())} samples")
    return 0


if __name__ == "__main__":
    sys.exit(main())
