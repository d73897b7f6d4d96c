"""Characters that OCR reads wrong on pages drawn at 300 dpi, and what becomes of its digits.

    python -m benchmarks.pdf_ocr

Pages of the known text set with typst in several fonts and sizes, one of them turned by 1.5
degrees, and a form whose Thai figures are all right. CER is the edit distance in percent of the
known characters, white space left out. A finding that calls a figure wrong must never rest on OCR
alone: errors are counted on the form as it is read. Exit code 1 where a promise is not kept.
"""

from __future__ import annotations

import io
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2

from benchmarks import pdf_producers
from benchmarks._budget_tables import budget_tables
from benchmarks._table_printers import PRINTERS
from benchmarks.pdf_producers import KnownText
from benchmarks.pdf_text import edit_distance, squeezed
from extractors.flow import to_text
from extractors.readers import ocr
from extractors.readers.ocr_text import tesseract

if TYPE_CHECKING:
    from PIL.Image import Image

PROMISED = 5.0
"""CER in percent, on the mean of the pages."""
DPI = 300


@dataclass(frozen=True)
class Sheet:
    """A page as set and drawn: font, size in points, degrees by which it is turned."""

    font: str
    size: float
    turn: float = 0.0

    @property
    def name(self) -> str:
        turned = f", turned {self.turn}°" if self.turn else ""
        return f"{self.font} {self.size:g} pt{turned}"


SHEETS = (
    Sheet("Loma", 11),
    Sheet("Garuda", 11),
    Sheet("Kinnari", 11),
    Sheet("Norasi", 12),
    Sheet("Laksaman", 16),
    Sheet("Noto Sans Thai", 11),
    Sheet("Loma", 11, 1.5),
)


def drawn(pdf: bytes, turn: float = 0.0) -> bytes:
    """Return the first page of a PDF as a PNG at 300 dpi."""
    page = pypdfium2.PdfDocument(pdf)[0]
    image: Image = page.render(scale=DPI / 72, grayscale=True).to_pil()
    if turn:
        image = image.rotate(turn, fillcolor=255)
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()


def characters_wrong(known: KnownText, sheet: Sheet) -> float:
    """Return the CER of a page in percent."""
    data = drawn(pdf_producers.typst(known, sheet.font, sheet.size), sheet.turn)
    found = squeezed(to_text(ocr.read(data, source="page.png")).clean)
    expected = squeezed(known.reading)
    return 100 * edit_distance(expected, found) / len(expected)


def errors_on_digits() -> tuple[int, int]:
    """Return how many figures of right tables are called wrong, and how many tables were read."""
    from pipeline.process import judge, read
    from pipeline.validator.settings import Settings

    tables = [table for table in budget_tables(1) if table.name in ("plain", "Thai digits")]
    errors = 0
    for pdf in PRINTERS["reportlab"](tables, "Loma"):
        record = judge(read(drawn(pdf), "page.png", None, "auto"), ["page.png"], Settings())
        errors += sum(finding.severity == "error" for finding in record.findings)
    return errors, len(tables)


def main() -> int:
    """Measure and print; 1 where a promise is not kept, 0 without Tesseract, which it says."""
    if not tesseract.is_available():
        print("not measured: tesseract with Thai and English (tesseract-ocr-tha) is not installed")
        return 0
    known = KnownText.load()
    known = KnownText(known.title, known.paragraphs, known.items)
    print(f"Promised: CER <= {PROMISED:.0f} % on the mean of pages drawn at {DPI} dpi.")
    shares = []
    for sheet in SHEETS:
        started = time.perf_counter()
        shares.append(characters_wrong(known, sheet))
        print(f"{sheet.name:32}{shares[-1]:8.2f} %{time.perf_counter() - started:8.1f} s")
    mean = sum(shares) / len(shares)
    print(f"{'mean':32}{mean:8.2f} %")
    errors, tables = errors_on_digits()
    print(f"Promised: no error rests on digits of OCR. {tables} right tables: {errors} errors.")
    return 0 if mean <= PROMISED and errors == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
