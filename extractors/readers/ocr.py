"""Images of pages (PNG, JPEG, TIFF, GIF) to a document, read by Tesseract."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from extractors.readers.ocr_text import tesseract
from extractors.readers.ocr_text.page import ReadPage, read_page
from extractors.readers.pdf_text.joins import join_over_pages
from schemas.document import Document, Page, Table, content_id
from schemas.errors import ERRORS, KpiAuditError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 100_000_000
MAX_FRAMES = 500
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff", "GIF": "image/gif"}
_FORMATS = tuple(_TYPES)
_LEAST_DPI, _MOST_DPI = 60, 1200


def read(
    data: bytes, *, source: str, declared_charset: str | None = None, ocr: str = "auto"
) -> Document:
    """Read an image, a page a frame. `ocr` "never" leaves its pages unread and says so.

    KpiAuditError KA116 where it is damaged or larger than a hundred million pixels.
    """
    import PIL.Image

    document = Document(content_id(data), source, "image/png", pages=[])
    document.text_layer = "none"
    found: list[list[Table]] = []
    can_read = ocr != "never" and tesseract.is_available()
    if not can_read:
        document.notes.append(unread_note(ocr))
    PIL.Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            with PIL.Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                document.media_type = _TYPES.get(image.format or "", "image/png")
                for frame in range(min(getattr(image, "n_frames", 1), MAX_FRAMES)):
                    image.seek(frame)
                    page, tables = _page(image, frame + 1, can_read)
                    document.pages.append(page)
                    found.append(tables)
    except (
        OSError, ValueError, SyntaxError, EOFError, MemoryError,
        PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning,
    ) as error:  # fmt: skip
        raise KpiAuditError("KA116") from error
    document.tables = join_over_pages(found, document.pages)
    if any(page.text_layer == "ocr" for page in document.pages):
        document.text_layer = "ocr"
    return document


def unread_note(ocr: str) -> str:
    """Return what the user is told of a scan that stays unread."""
    if ocr == "never":
        return f"KA104: {ERRORS['KA104'].en}; {ERRORS['KA104'].next_en}"
    return f"KA117: {ERRORS['KA117'].en}; {ERRORS['KA117'].next_en}"


def _page(image: Image, number: int, can_read: bool) -> ReadPage:
    # A damaged image is one whether or not it can be read here.
    image.load()
    dpi = _dpi(image)
    if not can_read:
        scale = 72 / dpi
        page = Page(number, "", image.width * scale, image.height * scale, text_layer="none")
        page.grade = "poor"
        return ReadPage(page, [])
    picture = image.convert("RGBA" if image.mode in ("P", "LA", "RGBA", "PA") else "L")
    if picture.mode == "RGBA":
        import PIL.Image

        paper = PIL.Image.new("RGBA", picture.size, "white")
        picture = PIL.Image.alpha_composite(paper, picture).convert("L")
    return read_page(picture, number, dpi)


def _dpi(image: Image) -> float:
    """Return the image's resolution; one that it does not tell is guessed from an A4 width."""
    told = image.info.get("dpi", (0, 0))[0]
    if _LEAST_DPI <= told <= _MOST_DPI and told != 72:
        return float(told)
    return max(_LEAST_DPI, min(_MOST_DPI, round(min(image.size) / 8.27)))
