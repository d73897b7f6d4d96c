"""CPU time of reading PDFs, places included, beside pdfplumber's plain text.

    python -m benchmarks.pdf_speed                 the samples, and ../shared/pdfs where it is there
    python -m benchmarks.pdf_speed FILE.pdf...     files of one's own

Times are CPU seconds of this process, the same pages in the same run, the readers taking turns; OCR
is left out. Exit code 1 where a promise is not kept.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.pdf_text import plain_pdfplumber
from extractors.readers import pdf
from extractors.readers.pdf_text.reading import Reading

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "samples", ROOT.parent / "shared" / "pdfs")
PROMISED = {"fast": 15.0, "careful": 0.9}
"""Times the speed of pdfplumber's `extract_text`, at least."""
SECOND = 0.05
"""Share of the pages that are read a second time, with maps restored or carefully, at most."""
_ROUNDS = 5

READERS: dict[str, Callable[[bytes], object]] = {
    "pdfplumber": plain_pdfplumber,
    "fast": lambda data: pdf.read(data, source="benchmark.pdf", ocr="never"),
    "careful": lambda data: pdf.read_carefully(data, source="benchmark.pdf"),
}


def cpu_seconds(files: list[bytes]) -> dict[str, float]:
    """Return for each reader the sum over all files of the least CPU time of a few rounds."""
    spent = {name: [float("inf")] * len(files) for name in READERS}
    for _ in range(_ROUNDS):
        for name, read in READERS.items():
            for number, data in enumerate(files):
                started = time.process_time()
                read(data)
                used = time.process_time() - started
                spent[name][number] = min(spent[name][number], used)
    return {name: sum(least) for name, least in spent.items()}


@contextmanager
def second_readings() -> Iterator[set[tuple[int, int]]]:
    """Give a set of the pages, by their record, that are read a second time meanwhile."""
    found: set[tuple[int, int]] = set()
    offer = Reading.offer

    def counted(reading: Reading, index: int, *again: Any, **how: Any) -> None:
        found.add((id(reading.document), index))
        offer(reading, index, *again, **how)

    with patch.object(Reading, "offer", counted):
        yield found


def main(paths: list[Path]) -> int:
    """Print the table, each promise beside its measurement; 1 where one is not kept."""
    files = [path.read_bytes() for path in paths]
    with second_readings() as second:
        documents = [pdf.read(data, source="benchmark.pdf", ocr="never") for data in files]
    pages = sum(len(document.pages) for document in documents)
    share, spent = len(second) / pages, cpu_seconds(files)
    print(f"{len(files)} files, {pages} pages")
    print(f"{'':24}{'ms a page':>10}{'measured':>10}{'promised':>10}")
    broken = 0
    for name, seconds in spent.items():
        ratio, promised = spent["pdfplumber"] / seconds, PROMISED.get(name)
        missed = promised is not None and ratio < promised
        broken += missed
        print(
            f"{name:24}{1000 * seconds / pages:10.2f}{ratio:9.1f}x"
            f"{f'>= {promised:.1f}x' if promised else '':>10}{'  NOT KEPT' if missed else ''}"
        )
    missed = share > SECOND
    broken += missed
    print(
        f"{'read a second time':24}{len(second):10}{share:10.1%}{f'<= {SECOND:.0%}':>10}"
        f"{'  NOT KEPT' if missed else ''}"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 1 if broken else 0


def default_files() -> list[Path]:
    """Return the PDFs of the folders that are there, and say which ones are."""
    found = []
    for folder in FOLDERS:
        paths = sorted(folder.glob("*.pdf"))
        print(f"{folder.relative_to(ROOT.parent)}: {len(paths) or 'no'} PDFs")
        found += paths
    return found


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or default_files()))
