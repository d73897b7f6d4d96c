"""The generators hold their promises: figures recompute, dates lie in their quarter."""

from __future__ import annotations

import random
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from tests.corpus import kpi_form, kpi_page
from tests.corpus.collection import corpus_hash, fixed, planted
from tests.corpus.dumb import flags
from tests.corpus.faults import PLANTERS, plants
from tests.corpus.kpi_form import Style, form_report, random_style
from tests.corpus.kpi_markup import MARKUPS
from tests.corpus.ladders import ladder_report
from tests.corpus.lookalikes import LOOKALIKES
from tests.corpus.media import encode, fpdf_pdf, reportlab_pdf, thai_font
from tests.corpus.model import Report
from tests.corpus.numbers import percent
from tests.corpus.others import OTHERS
from tests.corpus.product import Judged
from tests.corpus.samples import CARD_LAYOUTS, FOLDER, made, samples
from tests.corpus.scoring import score
from tests.corpus.shares import quantity_report, share_report
from tests.corpus.squeezed import squeeze
from tests.corpus.thai_dates import quarter_start
from tests.corpus.vocabulary import part as wording
from tests.corpus.vocabulary import table, works
from tests.gate import below

MAKERS: tuple[Callable[[random.Random], Report], ...] = (
    ladder_report,
    share_report,
    quantity_report,
)


class Words(HTMLParser):
    """The text of an HTML page without scripts, styles and titles."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden = tag if tag in ("script", "style", "title") else ""

    def handle_endtag(self, tag: str) -> None:
        self._hidden = ""

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def text_of(html: str) -> str:
    words = Words()
    words.feed(html)
    return squeeze("".join(words.parts))


@pytest.mark.parametrize("make", MAKERS)
def test_every_clean_share_recomputes(make: Callable[[random.Random], Report]) -> None:
    for seed in range(60):
        report = make(random.Random(seed))
        facts = [fact for row in report.quarters for part in row.statements for fact in part.facts]
        for count, base, rate in zip(facts, facts[1:], facts[2:], strict=False):
            if rate.kind == "percent":
                places = len(rate.value.partition(".")[2])
                assert percent(int(count.value), int(base.value), places) == rate.value
                assert int(count.value) <= int(base.value)


@pytest.mark.parametrize("make", MAKERS)
def test_every_clean_date_lies_in_its_quarter(make: Callable[[random.Random], Report]) -> None:
    for seed in range(60):
        report = make(random.Random(seed))
        for quarter, row in enumerate(report.quarters, 1):
            first = quarter_start(report.year or 0, quarter).isoformat()
            after = quarter_start(report.year or 0, quarter + 1) if quarter < 4 else None
            for part in row.statements:
                for fact in part.facts:
                    if fact.kind == "date":
                        assert first <= fact.value
                        assert after is None or fact.value < after.isoformat()


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("rendering", kpi_page.RENDERINGS)
def test_a_markup_prints_what_the_plain_page_prints(markup: str, rendering: str) -> None:
    for seed in range(12):
        page = kpi_page.render(MAKERS[seed % 3](random.Random(seed)), rendering)
        shown = text_of(MARKUPS[markup](page, random.Random(seed)))
        assert shown == squeeze(kpi_page.text(page))


@pytest.mark.parametrize("markup", MARKUPS)
def test_windows_874_round_trip(markup: str) -> None:
    page = kpi_page.render(ladder_report(random.Random(5)), "A")
    html = MARKUPS[markup](page, random.Random(5))
    data = encode(html, "windows-874")
    assert b"charset" not in data
    assert text_of(data.decode("cp874")) == text_of(html)
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")


def test_a_lying_declaration_lies() -> None:
    data = encode(
        MARKUPS["m2"](kpi_page.render(share_report(random.Random(1)), "A"), random.Random(1)),
        "lying",
    )
    assert b"iso-8859-1" in data
    assert "ไตรมาสที่" in data.decode("utf-8")


def test_headless_pages_show_neither_title_nor_table() -> None:
    report = ladder_report(random.Random(3))
    text = kpi_page.text(kpi_page.render(report, "headless"))
    assert text.startswith("ค่าเป้าหมาย")
    assert report.pid not in text
    assert "รายงานผลฯ ไตรมาสที่" not in text
    assert report.quarters[0].narrative() in text


def test_a_running_head_cuts_section_six() -> None:
    rng = random.Random(2)
    report = form_report(ladder_report(rng), rng)
    head = kpi_form.RUNNING_HEADS[0]
    text = kpi_form.text(report, Style(running_head=head, head_after=4))
    assert text.index("6. รายงาน") < text.index(head) < text.index("7. ปัจจัย")


def test_narratives_vary() -> None:
    rows = [ladder_report(random.Random(seed)).quarters[0].narrative() for seed in range(400)]
    assert len(set(rows)) > 390
    assert len(works()) >= 14


def test_each_form_style_keeps_every_statement() -> None:
    for seed in range(40):
        rng = random.Random(seed)
        report = form_report(ladder_report(rng), rng)
        style = random_style(rng)
        text = squeeze(kpi_form.text(report, style).replace(style.running_head or "\0", ""))
        for row in report.quarters:
            assert all(squeeze(part.text) in text for part in row.statements)


@pytest.mark.parametrize("part", ["develop", "evaluate"])
@pytest.mark.parametrize("code", PLANTERS)
def test_plants_differ_and_print_what_must_be_quoted(code: str, part: str) -> None:
    documents = planted(code, 30, 5, part)
    assert len({made.data for made in documents}) == 30
    for document in documents:
        assert document.expected, document.name
        wanted = document.expected[0]
        if "874" in document.name or not wanted.quotes or document.name.endswith(".pdf"):
            continue
        raw = document.data.decode("utf-8-sig")
        shown = text_of(raw) if document.name.endswith(".html") else squeeze(raw)
        assert any(squeeze(quote) in shown for quote in wanted.quotes), (document.name, wanted)


def test_both_parts_know_every_phrase_and_share_no_work() -> None:
    tables = {}
    for name in ("develop", "evaluate"):
        with wording(name):
            kinds = {work["kind"] for work in works()}
            tables[name] = (set(table("phrases")), kinds)
    assert tables["develop"][0] == tables["evaluate"][0]
    assert not tables["develop"][1] & tables["evaluate"][1]


def test_the_dumb_baseline_fits_a_percent_with_any_pair_of_the_sentence() -> None:
    assert not list(flags({1: "ผ่าน 30 คน จาก 40 คน คิดเป็นร้อยละ 75.00"}))
    assert list(flags({1: "ผ่าน 30 คน จาก 40 คน คิดเป็นร้อยละ 57.00"})) == ["ร้อยละ 57.00"]
    assert not list(flags({1: "คิดเป็นร้อยละ 57.00 ของทั้งหมด"}))


@pytest.mark.parametrize("name", LOOKALIKES)
def test_lookalikes_expect_no_finding(name: str) -> None:
    for seed in range(5):
        plant = LOOKALIKES[name](random.Random(seed))
        assert plant.report is not None
        assert not plant.report.expected


@pytest.mark.parametrize("name", OTHERS)
def test_other_documents_print_their_truth(name: str) -> None:
    for seed in range(10):
        other = OTHERS[name](random.Random(seed))
        shown = squeeze(other.text)
        for path, value in other.truth.items():
            if isinstance(value, str) and path.endswith(("title", "heading", "course", "author")):
                assert squeeze(value) in shown


def test_the_corpus_is_the_same_each_time() -> None:
    assert corpus_hash(fixed()) == corpus_hash(fixed())


def test_samples_are_what_the_generators_write() -> None:
    for sample in samples():
        each = made(sample)
        stored = (FOLDER / each.name).read_bytes()
        assert stored == each.data if sample.medium != "pdf" else stored.startswith(b"%PDF")


def test_samples_hold_every_code_every_layout_and_every_medium() -> None:
    documents = [made(sample) for sample in samples()]
    planted = {code for each in documents for wanted in each.expected for code in wanted.codes}
    assert planted >= set(PLANTERS)
    assert {each.layout for each in documents} == {
        "bma_form", "bma_kpi_page", "bma_index_page", "bma_project_page", "bma_indicator_page",
        "lesson_summary", "slide_deck", "unknown", *CARD_LAYOUTS,
    }  # fmt: skip
    assert {each.name.rsplit(".", 1)[1] for each in documents} == {"txt", "html", "pdf"}


@pytest.mark.parametrize("printer", [fpdf_pdf, reportlab_pdf])
def test_printed_text_reads_back(printer: Callable[[str], bytes]) -> None:
    if thai_font() is None:
        pytest.skip("no Thai font was found")
    import pypdfium2

    text = kpi_page.text(kpi_page.render(share_report(random.Random(4)), "A"))
    document = pypdfium2.PdfDocument(printer(text))
    pages = [document[index] for index in range(len(document))]
    read = squeeze("".join(page.get_textpage().get_text_bounded() for page in pages))
    document.close()
    assert squeeze("ตรวจประเมินตัวชี้วัด : ไตรมาสที่") in read
    assert squeeze("ร้อยละ") in read


def test_a_floor_is_missed_by_a_lower_or_a_lost_number() -> None:
    assert below({"a": 0.9, "b": 1.0}, {"a": 0.95, "b": 1.0, "c": 0.5}) == ["a", "c"]


def test_scoring_sees_a_wrong_field_a_missed_finding_and_a_false_flag() -> None:
    document = plants("SCO202", 1, 5, "txt")[0]
    text = document.data.decode()
    line = {
        "document": {"layout": "bma_kpi_page", "coverage": 0.5, "leftover_share": 0.5},
        "record": {"kind": "kpi_report", "title": "another title"},
        "claims": [],
        "findings": [{"code": "ARI101", "quarter": None, "locations": [_place(text, "ไตรมาสที่")]}],
    }
    result = score(document, Judged(line, {1: text}))
    assert any("title" in miss for miss in result.fields.misses)
    assert result.recall["SCO202"].right == 0
    assert result.precision["ARI101"].right == 0
    assert result.places.right == result.places.total == 1


def _place(text: str, quote: str) -> dict[str, object]:
    start = text.index(quote)
    return {"page": 1, "start": start, "end": start + len(quote), "quote": quote}
