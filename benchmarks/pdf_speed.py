"""CPU time of reading PDFs, places included, beside pdfplumber's plain text.

    python -m benchmarks.pdf_speed FILE.pdf...     files of one's own (default: the samples)

Times are CPU seconds of this process, the same pages in the same run; OCR is left out.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.pdf_text import plain_pdfplumber
from extractors.readers import pdf

_ROUNDS = 3


def cpu_seconds(read: Callable[[bytes], object], files: list[bytes]) -> float:
    """Return the least CPU time of a few rounds over all files, after one to warm up."""
    for data in files[:1]:
        read(data)
    times = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        for data in files:
            read(data)
        times.append(time.process_time() - started)
    return min(times)


def main(paths: list[Path]) -> None:
    """Print the table."""
    files = [path.read_bytes() for path in paths]
    documents = [pdf.read(data, source="benchmark.pdf", ocr="never") for data in files]
    pages = sum(len(document.pages) for document in documents)
    doubted = sum(page.grade == "poor" for document in documents for page in document.pages)
    readers: dict[str, Callable[[bytes], object]] = {
        "pdfplumber": plain_pdfplumber,
        "fast": lambda data: pdf.read(data, source="benchmark.pdf", ocr="never"),
        "careful": lambda data: pdf.read_carefully(data, source="benchmark.pdf"),
    }
    spent = {name: cpu_seconds(read, files) for name, read in readers.items()}
    print(f"{pages} pages, {doubted} read a second time ({doubted / pages:.1%})")
    for name, seconds in spent.items():
        ratio = spent["pdfplumber"] / seconds
        print(f"{name:12}{1000 * seconds / pages:8.2f} ms a page{ratio:8.1f}x")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    main(given or sorted((Path(__file__).parent.parent / "samples").glob("*.pdf")))
