"""A page's image with what the program saw drawn on it: words, tables, fields, claims, findings."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.process import judge
from pipeline.settings import OcrMode
from schemas.document import Document, Page
from schemas.errors import KpiAuditError

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from schemas.line import Line
    from schemas.place import Box, Place

DPI = 150
_MAX_PIXELS = 30_000_000
_WORD = re.compile(r"\S+")
_GREY, _BLUE, _GREEN, _RED = (190, 190, 190), (40, 110, 220), (30, 150, 60), (210, 30, 30)
_VERDICTS = {
    "verified": (30, 150, 60),
    "contradicted": (210, 30, 30),
    "unsupported": (230, 140, 20),
    "not_checkable": (140, 90, 190),
}
_KEY = (
    ("word", _GREY), ("table cell", _BLUE), ("field", _GREEN), *_VERDICTS.items(), ("finding", _RED),
)  # fmt: skip


def view(file: Path, page: int, out: Path, ocr: OcrMode = "auto") -> None:
    """Draw page number `page` (from 1) of a PDF or an image into the PNG file `out`.

    KpiAuditError KA101 or KA102 where the file cannot be read, KA201 where its pages have no
    image, KA207 without such a page, KA305 where `out` cannot be written.
    """
    data = _bytes(file)
    document, line = _read(data, str(file), ocr)
    if not 1 <= page <= len(document.pages):
        raise KpiAuditError("KA207", f"{file.name} has {len(document.pages)} pages, no {page}")
    image = _page_image(data, document, page)
    _draw(image, document, line, document.pages[page - 1])
    try:
        image.save(out, "PNG")
    except OSError as error:
        raise KpiAuditError("KA305", f"{out} cannot be written") from error


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise KpiAuditError("KA101", f"there is no file {file}") from error
    except OSError as error:
        raise KpiAuditError("KA102", f"{file} cannot be opened") from error


def _read(data: bytes, source: str, ocr: OcrMode) -> tuple[Document, Line]:
    from extractors import extract
    from extractors.flow import to_text
    from extractors.readers.dispatch import read
    from pipeline.validator import load_settings

    document = read(data, source=source, ocr=ocr)
    extraction = extract(document, to_text(document))
    return document, judge(extraction, [source], load_settings(None))


def _page_image(data: bytes, document: Document, number: int) -> Image:
    if document.media_type == "application/pdf":
        import pypdfium2 as pdfium

        file = pdfium.PdfDocument(data)
        try:
            sheet = file[number - 1]
            area = max(sheet.get_width() * sheet.get_height(), 1.0)
            scale = min(DPI / 72, (_MAX_PIXELS / area) ** 0.5)
            image: Image = sheet.render(scale=scale).to_pil().convert("RGB")
            return image
        finally:
            file.close()
    if document.media_type.startswith("image/"):
        import PIL.Image

        with PIL.Image.open(io.BytesIO(data)) as picture:
            picture.seek(number - 1)
            return picture.convert("RGB")
    raise KpiAuditError(
        "KA201", f"documents of type {document.media_type} have no pages to draw",
        "print it to PDF and view that",
    )  # fmt: skip


def _draw(image: Image, document: Document, line: Line, page: Page) -> None:
    from PIL.ImageDraw import Draw

    draw = Draw(image)
    scale = image.width / (page.width or image.width)
    for match in _WORD.finditer(page.text):
        _box(draw, page.box(*match.span()), _GREY, scale)
    for start, end in page.furniture:
        box = page.box(start, end)
        _box(draw, box, _GREY, scale, width=3, label="furniture")
    for table in document.tables:
        for cell in table.cells:
            if cell.page == page.number:
                box = cell.bbox or page.box(cell.start, cell.end)
                _box(draw, box, _BLUE, scale, width=2)
    for path, place in (line.record.fields if line.record else {}).items():
        _place(draw, page, place, _GREEN, scale, path)
    for claim in line.claims:
        for place in claim.locations:
            _place(draw, page, place, _VERDICTS[claim.verdict], scale, f"{claim.id} {claim.kind}")
    for finding in line.findings:
        for place in finding.locations:
            _place(draw, page, place, _RED, scale, finding.code, width=4)
    for number, (name, colour) in enumerate(_KEY):
        draw.text((8, 8 + 14 * number), name, fill=colour)


def _place(
    draw: ImageDraw, page: Page, place: Place, colour: tuple[int, int, int], scale: float,
    label: str, width: int = 2,
) -> None:  # fmt: skip
    if place.page == page.number:
        _box(draw, page.box(place.start, place.end), colour, scale, width, label)


def _box(
    draw: ImageDraw, box: Box | None, colour: tuple[int, int, int], scale: float, width: int = 1,
    label: str = "",
) -> None:  # fmt: skip
    if box is None:
        return
    x0, top, x1, bottom = (side * scale for side in box)
    draw.rectangle(
        (x0 - width, top - width, x1 + width, bottom + width), outline=colour, width=width
    )
    if label:
        draw.text((x0, max(0.0, top - 12)), label, fill=colour)
