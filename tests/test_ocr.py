"""Scans: read where Tesseract is, said to be unread where it is not, never trusted blindly."""

from __future__ import annotations

import io

import PIL.Image
import PIL.ImageDraw
import pypdfium2
import pytest

from extractors.readers import ocr, pdf
from extractors.readers.ocr_text import tesseract
from extractors.readers.ocr_text.page import read_image
from extractors.readers.ocr_text.skew import skew_of, straightened, turned_back
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
    page = read_image(scan().rotate(90, expand=True), 1, 200)
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
