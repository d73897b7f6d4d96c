"""Files that bind several reports: each is read and judged as it would be alone."""

from __future__ import annotations

import io
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from extractors import volumes
from extractors.layouts.base import Source
from pipeline.outputs.tables import FINDING_COLUMNS, finding_rows
from schemas.line import Line
from tests.corpus.build import form_document, page_document
from tests.corpus.faults import PLANTERS, plants
from tests.corpus.kpi_form import form_report
from tests.corpus.ladders import ladder_report
from tests.corpus.model import Document
from tests.corpus.product import Judged, judged
from tests.corpus.shares import share_report

SAMPLES = Path(__file__).parent.parent / "samples"


def pages(seed: int, medium: str = "txt", rendering: str = "A") -> list[Document]:
    found = []
    for at, make in enumerate((ladder_report, share_report, ladder_report)):
        rng = random.Random(f"volume-{seed}-{at}")
        found.append(page_document(f"page-{at}", make(rng), rng, medium, rendering))
    return found


def forms(seed: int) -> list[Document]:
    found = []
    for at in range(3):
        rng = random.Random(f"volume-form-{seed}-{at}")
        found.append(form_document(f"form-{at}", form_report(ladder_report(rng), rng), rng, "txt"))
    return found


def faulty(seed: int) -> list[Document]:
    """A form, and text pages that each carry a fault."""
    codes = ("ARI101", "SCO202", "EVI401", "TIM301")
    made = [one for code in codes for one in plants(code, 4, seed) if code in PLANTERS]
    texts = [one for one in made if one.name.endswith(".txt") and one.layout == "bma_kpi_page"]
    return [forms(seed)[0], *texts[:3]]


def bind(documents: list[Document], between: bytes) -> bytes:
    return between.join(one.data for one in documents)


BOUND = {
    **{f"pages {seed}": (pages(seed), b"\n\n") for seed in range(4)},
    # Of seeds whose pages do not all end with one line, which would pass for a running foot.
    **{f"pages, page breaks {seed}": (pages(seed, rendering="C"), b"\n\f") for seed in (1, 2)},
    **{f"forms {seed}": (forms(seed), b"\n\n") for seed in range(4)},
    **{f"forms, page breaks {seed}": (forms(seed), b"\n\f") for seed in range(2)},
    **{f"faults {seed}": (faulty(seed), b"\n\n") for seed in range(4)},
}


@pytest.fixture(params=BOUND, scope="module")
def volume(request: pytest.FixtureRequest) -> tuple[Judged, list[Judged]]:
    documents, between = BOUND[request.param]
    assert len(documents) >= 2
    alone = [judged(one.data, one.name) for one in documents]
    return judged(bind(documents, between), "volume.txt"), alone


def test_every_report_is_an_item_with_its_own_fields(volume: tuple[Judged, list[Judged]]) -> None:
    whole, alone = volume
    record = whole.line["record"]
    assert record["kind"] == "kpi_index"
    assert len(record["items"]) == len(alone)
    for item, one in zip(record["items"], alone, strict=True):
        assert item == {name: one.line["record"][name] for name in item}
    assert whole.line["document"]["coverage"] >= 0.99


def test_every_report_is_judged_as_it_is_alone(volume: tuple[Judged, list[Judged]]) -> None:
    whole, alone = volume
    assert codes(whole.line) == sum((codes(one.line) for one in alone), Counter())
    for name in ("claims", "statements"):
        assert len(whole.line[name]) == sum(len(one.line[name]) for one in alone)
        assert len({each["id"] for each in whole.line[name]}) == len(whole.line[name])
    verdicts = [claim["verdict"] for one in alone for claim in one.line["claims"]]
    assert [claim["verdict"] for claim in whole.line["claims"]] == verdicts
    keys = [each["key"] for name in ("claims", "findings") for each in whole.line[name]]
    assert len(set(keys)) == len(keys)
    assert len({check["code"] for check in whole.line["checks"]}) == len(whole.line["checks"])


def test_every_place_is_in_the_file(volume: tuple[Judged, list[Judged]]) -> None:
    whole, _ = volume
    places = [place for claim in whole.line["claims"] for place in claim["locations"]]
    places += whole.line["record"]["fields"].values()
    places += [place for finding in whole.line["findings"] for place in finding["locations"]]
    for place in places:
        assert whole.pages[place["page"]][place["start"] : place["end"]] == place["quote"]


def test_finding_names_its_report() -> None:
    documents = faulty(0)
    found = judged(bind(documents, b"\n\n"), "volume.txt").line
    names = [item["kpi_code"] or item["title"] for item in found["record"]["items"]]
    assert found["findings"]
    for finding in found["findings"]:
        item = int(finding["key"].split("|items.")[1].split(".")[0])
        assert finding["message"].startswith(f"{names[item]}: ")
        assert finding["message_th"].startswith(f"{names[item]}: ")


def test_forms_bound_in_one_pdf_are_parted_at_their_first_pages() -> None:
    names = ("form-clean-printed.pdf", "faulty-evi401-form.pdf")
    file = pypdfium2.PdfDocument.new()
    for name in names:
        file.import_pages(pypdfium2.PdfDocument(SAMPLES / name))
    stream = io.BytesIO()
    file.save(stream)
    whole = judged(stream.getvalue(), "volume.pdf").line
    alone = [judged((SAMPLES / name).read_bytes(), name).line for name in names]
    assert [item["title"] for item in whole["record"]["items"]] == [
        one["record"]["title"] for one in alone
    ]
    assert codes(whole) == sum((codes(one) for one in alone), Counter())


@pytest.mark.parametrize("name", ["the same page twice", "the same form twice"])
def test_a_report_printed_twice_is_one_report(name: str) -> None:
    document = (pages(1) if "page" in name else forms(1))[0]
    assert judged(document.data + b"\n\n" + document.data, "twice.txt").line["record"]["kind"] == (
        "kpi_report"
    )


def codes(line: dict[str, Any]) -> Counter[str]:
    return Counter(finding["code"] for finding in line["findings"])


def test_rows_of_tables_name_the_report_they_are_about() -> None:
    documents = faulty(0)
    found = judged(bind(documents, b"\n\n"), "volume.txt").line
    line = Line.model_validate(found)
    at = [FINDING_COLUMNS.index(name) for name in ("kpi_code", "title", "key")]
    rows = [[row[column] for column in at] for row in finding_rows(line)]
    assert rows
    for code, title, key in rows:
        item = found["record"]["items"][int(str(key).split("|items.")[1].split(".")[0])]
        assert (code, title) == (item["kpi_code"], item["title"])


def test_a_long_plan_of_kpis_is_looked_at_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    report_in = volumes._report_in

    def counted(part: Source) -> volumes.Bound | None:
        nonlocal looks
        looks += 1
        return report_in(part)

    monkeypatch.setattr(volumes, "_report_in", counted)
    item = "ตัวชี้วัด : ร้อยละของถนนที่ซ่อมแล้ว\nเป้าหมาย ไตรมาสที่ 1 ร้อยละ 20 ไตรมาสที่ 2 ร้อยละ 40\n"
    line = judged((item * 500).encode(), "plan.txt").line
    assert line["error"] is None
    assert looks <= 30
