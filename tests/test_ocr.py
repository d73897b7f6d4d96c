"""Scans: read where Tesseract is, said to be unread where it is not, never trusted blindly."""

from __future__ import annotations

import io
from collections.abc import Sequence

import PIL.Image
import PIL.ImageDraw
import pypdfium2
import pytest

from extractors.readers import ocr, pdf
from extractors.readers.ocr_text import tesseract
from extractors.readers.ocr_text.page import read_page
from extractors.readers.ocr_text.ruling import unruled
from extractors.readers.ocr_text.skew import skew_of, straightened, turned_back
from extractors.readers.ocr_text.writing import PageWriter, write_page
from extractors.readers.pdf_text.joins import join_over_pages
from schemas.document import Cell, Document, Page, Table, TextLayer
from schemas.errors import KpiAuditError
from tests.pdf_corpus.handmade import make_pdf, text_ops

LINES = [(60, 760 - 30 * n, f"Line {n} of the annual report, score {n}.25") for n in range(12)]


def scan(angle: float = 0.0) -> PIL.Image.Image:
    file = pypdfium2.PdfDocument(make_pdf([text_ops(LINES, size=16)]))
    image = file[0].render(scale=200 / 72).to_pil().convert("L")
    return image.rotate(angle, fillcolor=255)


def encoded(image: PIL.Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, kind, dpi=(200, 200))
    return out.getvalue()


@pytest.mark.parametrize("angle", [-3.0, -0.8, 0.0, 1.5, 4.0])
def test_skew_is_measured_within_a_fifth_of_a_degree(angle: float) -> None:
    assert skew_of(scan(angle)) == pytest.approx(angle, abs=0.2)


def test_place_on_a_straightened_image_is_found_on_the_original() -> None:
    image = PIL.Image.new("L", (400, 400), 255)
    PIL.ImageDraw.Draw(image).rectangle((300, 100, 304, 104), fill=0)
    turned = straightened(image, 5.0)
    x0, top, x1, bottom = PIL.Image.eval(turned, lambda value: 255 - value).getbbox() or (0,) * 4
    box = turned_back((x0, top, x1, bottom), 5.0, image.size)
    assert (box[0] + box[2]) / 2 == pytest.approx(302, abs=1.5)
    assert (box[1] + box[3]) / 2 == pytest.approx(102, abs=1.5)


def test_without_tesseract_the_document_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tesseract, "is_available", lambda: False)
    document = ocr.read(encoded(scan()), source="a.png")
    assert document.text_layer == "none"
    assert document.pages[0].text == "" and document.pages[0].grade == "poor"
    assert document.notes[0].startswith("KA117: ") and "tesseract-ocr-tha" in document.notes[0]


def test_image_bomb_is_a_coded_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MAX_PIXELS", 1000)
    with pytest.raises(KpiAuditError) as caught:
        ocr.read(encoded(scan()), source="a.png")
    assert caught.value.code == "KA116"


def test_damaged_image_is_a_coded_error() -> None:
    with pytest.raises(KpiAuditError) as caught:
        ocr.read(encoded(scan())[:200], source="a.png")
    assert caught.value.code == "KA116"


@pytest.mark.needs("tesseract")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_scan_is_read_with_places(kind: str) -> None:
    document = ocr.read(encoded(scan(), kind), source="a")
    page = document.pages[0]
    assert document.text_layer == page.text_layer == "ocr"
    assert "annual report" in page.text
    at = page.text.index("annual")
    box = page.box(at, at + 6)
    assert box is not None and 55 < box[1] < 85


@pytest.mark.needs("tesseract")
def test_page_that_lies_on_its_side_is_read() -> None:
    page = read_page(scan().rotate(90, expand=True), 1, 200).page
    assert "annual report" in page.text


@pytest.mark.needs("tesseract")
def test_scan_is_never_graded_good() -> None:
    assert ocr.read(encoded(scan()), source="a.png").pages[0].grade in ("fair", "poor")


@pytest.mark.needs("tesseract")
def test_picture_page_of_a_pdf_is_read_by_ocr_and_others_are_not() -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawString(72, 700, "Typed page")
    canvas.showPage()
    canvas.drawImage(ImageReader(scan()), 0, 0, 595, 842)
    canvas.save()
    document = pdf.read(out.getvalue(), source="a.pdf")
    assert [page.text_layer for page in document.pages] == ["native", "ocr"]
    assert document.text_layer == "mixed"
    assert "annual report" in document.pages[1].text


def test_space_stands_where_the_running_text_has_one() -> None:
    found = [
        tesseract.Word(text, (1, 1, line), 0, 0, 9, 9, 90.0)
        for text, line in (("วัน", 1), ("ที่", 1), ("28", 1), ("แห่ง", 2))
    ]
    tesseract._spaced(found, "วันที่ 28\n\nแห่ง\n")
    assert [word.is_apart for word in found] == [False, False, True, True]


def test_space_is_left_to_the_places_where_the_running_text_differs() -> None:
    found = [tesseract.Word(text, (1, 1, 1), 0, 0, 9, 9, 90.0) for text in ("วันที่", "29", "กันยายน")]
    tesseract._spaced(found, "วันที่ 28 กันยายน")
    assert [word.is_apart for word in found] == [False, None, None]


def lattice(angle: float = 0.0) -> PIL.Image.Image:
    """A table of three rows and columns, the first row's last two places one cell, and a mark."""
    image = PIL.Image.new("L", (1200, 800), 255)
    draw = PIL.ImageDraw.Draw(image)
    for y in (100, 250, 400, 550):
        draw.line((100, y, 1000, y), fill=0, width=3)
    for x, top in ((100, 100), (400, 100), (700, 250), (1000, 100)):
        draw.line((x, top, x, 550), fill=0, width=3)
    draw.rectangle((480, 460, 500, 480), fill=0)
    draw.line((300, 700, 900, 700), fill=0, width=3)
    return image.rotate(angle, fillcolor=255)


@pytest.mark.parametrize("angle", [0.0, 0.08])
def test_ruled_lines_make_cells_and_are_taken_off(angle: float) -> None:
    ruled = unruled(lattice(angle), 300)
    assert [
        [(c.row, c.column, c.row_span, c.column_span) for c in table] for table in ruled.tables
    ] == [
        [
            (0, 0, 1, 1),
            (0, 1, 1, 2),
            *((row, column, 1, 1) for row in (1, 2) for column in range(3)),
        ]
    ]
    grey = ruled.image.load()
    assert grey[490, 470] < 50, "what stands in a cell stays"
    assert grey[250, 250] > 200 and grey[700, 330] > 200, "lines of the table are gone"
    assert grey[600, 701] < 150, "a line that crosses none is no table's"


def test_page_without_crossing_lines_stays_as_it_is() -> None:
    image = PIL.Image.new("L", (600, 400), 255)
    PIL.ImageDraw.Draw(image).line((50, 200, 550, 200), fill=0, width=3)
    ruled = unruled(image, 300)
    assert ruled.image is image
    assert ruled.tables == []


def test_words_of_a_ruled_table_are_its_cells() -> None:
    page = Page(1, "")
    words = [
        tesseract.Word("หัวเรื่อง", (1, 1, 1), 100, 20, 300, 60, 90.0),
        tesseract.Word("น้ำหนัก", (2, 1, 1), 120, 120, 250, 160, 90.0),
        tesseract.Word("คะแนน", (2, 1, 1), 420, 120, 520, 160, 90.0),
        tesseract.Word("|", (2, 1, 1), 398, 120, 402, 160, 40.0),
        tesseract.Word("20", (2, 1, 2), 120, 300, 160, 330, 90.0),
        tesseract.Word("4.00", (2, 1, 2), 420, 300, 480, 330, 90.0),
        tesseract.Word("ท้ายเรื่อง", (3, 1, 1), 100, 600, 300, 640, 90.0),
    ]
    (cells,) = unruled(lattice(), 300).tables
    (table,) = write_page(PageWriter(page), words, [cells])
    assert page.text == "หัวเรื่อง\nน้ำหนัก\nคะแนน\n20\n4.00\nท้ายเรื่อง\n"
    read = {(c.row, c.column): page.text[c.start : c.end] for c in table.cells if c.end > c.start}
    assert read == {(0, 0): "น้ำหนัก", (0, 1): "คะแนน", (1, 0): "20", (1, 1): "4.00"}


A4 = (595.28, 841.89)
EDGES = (80, 250, 400, 500)
HEAD = ("Indicator", "Weight", "Score")


def table_scan(rows: Sequence[tuple[str, ...]], top: int) -> PIL.Image.Image:
    """An A4 page at 200 dpi with a ruled table whose upper edge is at `top` points."""
    bottom = top + 40 * len(rows)
    marks = [f"{x} {842 - top} m {x} {842 - bottom} l S" for x in EDGES]
    marks += [f"80 {842 - y} m 500 {842 - y} l S" for y in range(top, bottom + 1, 40)]
    texts = [
        (x + 12, 842 - top - 40 * row - 26, text)
        for row, cells in enumerate(rows)
        for x, text in zip(EDGES, cells, strict=False)
    ]
    content = text_ops(texts, size=16) + "\n" + "\n".join(marks)
    file = pypdfium2.PdfDocument(make_pdf([content]))
    return file[0].render(scale=200 / 72).to_pil().convert("L")


def pictures_pdf(*images: PIL.Image.Image, rotation: int = 0) -> bytes:
    """Return a PDF of an A4 page with a typed line, and a page for each image."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawString(72, 700, "Typed page")
    canvas.showPage()
    for image in images:
        canvas.setPageRotation(rotation)
        size = A4 if rotation == 0 else (A4[1], A4[0])
        canvas.drawImage(ImageReader(image.rotate(rotation, expand=True)), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def told(document: Document, table: Table) -> list[tuple[int, int, str]]:
    return [
        (cell.page, cell.row, document.pages[cell.page - 1].text[cell.start : cell.end])
        for cell in table.cells
    ]


@pytest.mark.needs("tesseract")
@pytest.mark.parametrize("rotation", [0, 90])
def test_ruled_table_of_a_scanned_pdf_page_has_its_cells_and_places(rotation: int) -> None:
    rows = [HEAD, ("Reports sent", "20", "4.25"), ("Visits made", "80", "3.50")]
    data = pictures_pdf(table_scan(rows, 120), rotation=rotation)
    document = pdf.read(data, source="a.pdf")
    (table,) = document.tables
    assert told(document, table) == [(2, n, text) for n, row in enumerate(rows) for text in row]
    page = document.pages[1]
    assert (page.width, page.height) == pytest.approx(A4, abs=0.01)
    assert table.bbox == pytest.approx((80, 120, 500, 240), abs=2)
    score = table.cells[-1]
    assert score.bbox == pytest.approx((400, 200, 500, 240), abs=2)
    ink = page.box(score.start, score.end)
    assert ink is not None and 410 < ink[0] < 420 and 205 < ink[1] < ink[3] < 235


@pytest.mark.needs("tesseract")
def test_ruled_table_of_scanned_pdf_pages_goes_on_over_the_page_break() -> None:
    first, second = [HEAD, ("Reports sent", "20", "4.25")], [("Visits made", "80", "3.50")] * 2
    data = pictures_pdf(table_scan(first, 690).rotate(0.4, fillcolor=255), table_scan(second, 60))
    document = pdf.read(data, source="a.pdf")
    (table,) = document.tables
    expected = [(2, n, text) for n, row in enumerate(first) for text in row]
    expected += [(3, n, text) for n, row in enumerate(second, start=2) for text in row]
    assert told(document, table) == expected


@pytest.mark.parametrize(
    ("layer", "edges", "tables"),
    [
        ("native", (92.0, 262.0, 412.0), 2),
        ("ocr", (92.0, 262.0, 412.0), 1),
        ("ocr", (92.0, 300.0, 412.0), 2),
        ("ocr", (120.0, 290.0, 440.0), 2),
        ("ocr", (80.0, 80.0, 80.5), 2),
    ],
)
def test_sheet_that_lay_elsewhere_on_the_scanner_continues_a_table(
    layer: TextLayer, edges: tuple[float, ...], tables: int
) -> None:
    def table(number: int, starts: tuple[float, ...], top: float) -> Table:
        bottom, right = top + 40, starts[0] + 420
        ends = (*starts[1:], right)
        cells = [
            Cell(0, n, number, 0, 0, bbox=(x0, top, x1, bottom))
            for n, (x0, x1) in enumerate(zip(starts, ends, strict=True))
        ]
        return Table(cells, (starts[0], top, right, bottom))

    pages = [Page(n, "", *A4, text_layer=layer) for n in (1, 2)]
    found = [[table(1, (80.0, 250.0, 400.0), 760)], [table(2, edges, 60)]]
    assert len(join_over_pages(found, pages)) == tables
