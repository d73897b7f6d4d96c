"""Memory of reading a long PDF: what a page adds to the process, beside what its record holds.

    python -m benchmarks.pdf_memory                2,000 pages, made of the samples' pages
    python -m benchmarks.pdf_memory --pages 500 FILE.pdf...

A document keeps the text of its pages with a box for every character (16 bytes), so memory cannot
stay the same; it is flat when nothing else grows. The process reads the first half of the pages
and then, in another process, all of them: the peaks' difference over the pages between is what a
page adds. Exit code 1 where it is more than promised.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

import pypdfium2 as pdfium

from extractors.readers import pdf
from schemas.document import Document, Page

SAMPLES = Path(__file__).parent.parent / "samples"
PAGES = 2000
PROMISED = 1.75
"""Times what its record and the file hold by which a page may raise the peak.

The rest is what pdfium keeps of the file, about 3 KB a page, and room between allocations."""
_BLOCK = 100
_MB = 1024 * 1024


def long_pdf(paths: list[Path], count: int) -> bytes:
    """Return a PDF of `count` pages: those of the files with text, over and over.

    Every `_BLOCK` pages come with contents and fonts of their own, as in a bound volume.
    """
    made = pdfium.PdfDocument.new()
    sources = [
        source for path in paths if (source := pdfium.PdfDocument(path)) and _has_text(source)
    ]
    for source in cycle(sources):
        wanted = min(_BLOCK, count - len(made))
        if wanted <= 0:
            break
        made.import_pages(source, list(islice(cycle(range(len(source))), wanted)))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _has_text(source: pdfium.PdfDocument) -> bool:
    return all(page.get_textpage().count_chars() > 0 for page in source)


def record_bytes(document: Document) -> int:
    """Return the bytes of what is kept of a document: texts, boxes, tables and furniture."""
    return sum(map(_page_bytes, document.pages)) + sum(
        sys.getsizeof(cell) + sys.getsizeof(cell.bbox) + 4 * sys.getsizeof(0.0)
        for table in document.tables
        for cell in table.cells
    )


def _page_bytes(page: Page) -> int:
    spans = sum(sys.getsizeof(span) for span in page.furniture)
    parts = (page, page.text, page.char_boxes, page.doubts, page.furniture, page.soft_breaks)
    return spans + sum(map(sys.getsizeof, parts))


def peak(path: Path) -> tuple[int, int, int]:
    """Read a file in this process; return peak and record in bytes, and the number of pages."""
    document = pdf.read(path.read_bytes(), source=path.name, ocr="never")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return used, record_bytes(document), len(document.pages)


def _in_own_process(path: Path) -> tuple[int, int, int]:
    command = [sys.executable, "-m", "benchmarks.pdf_memory", "--read", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    used, record, pages = map(int, done.stdout.split())
    return used, record, pages


def measure(paths: list[Path], count: int) -> int:
    """Print the table of both halves; 1 where the promise is not kept."""
    print(f"{'pages':>7}{'file MB':>9}{'record MB':>11}{'peak MB':>9}")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (count // 2, count):
            path = Path(folder) / f"{size}.pdf"
            path.write_bytes(long_pdf(paths, size))
            used, record, pages = _in_own_process(path)
            rows.append((used, record, pages, path.stat().st_size))
            print(f"{pages:7}{rows[-1][3] / _MB:9.1f}{record / _MB:11.1f}{used / _MB:9.1f}")
    (used, record, pages, data), (all_used, all_record, all_pages, all_data) = rows
    more = all_pages - pages
    page, held = (all_used - used) / more, (all_record - record + all_data - data) / more
    kept = page <= PROMISED * held
    print(
        f"a page adds {page / 1024:.1f} KB to the peak; record and file hold {held / 1024:.1f} KB: "
        f"{page / held:.2f} times, promised at most {PROMISED:.2f}{'' if kept else '  NOT KEPT'}"
    )
    return 0 if kept else 1


def main() -> int:
    """Measure; 1 where the promise is not kept."""
    options = _options()
    if options.read:
        print(*peak(options.read))
        return 0
    return measure(options.files or sorted(SAMPLES.glob("*.pdf")), options.pages)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="*", type=Path, help="PDFs whose pages are taken")
    parser.add_argument("--pages", type=int, default=PAGES, help=f"how many pages ({PAGES})")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
