"""Speed of the whole line, in CPU time: cold start, KPI pages, and PDF pages beside pdfplumber.

    python -m benchmarks.line [--pages 200]

Prints a table; ratios against bare `pdfplumber.extract_text` are of the same run and pages.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "samples"


def child_seconds(command: list[str]) -> float:
    """Return the CPU seconds (user and system) that a command takes, the best of three."""
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        best = min(best, spent)
    return best


def own_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that a call takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def kpi_pages(count: int) -> float:
    """Return KPI pages a second and core through the whole line, warm."""
    from pipeline.process import judge, read
    from pipeline.validator.settings import Settings

    pages = [path for path in sorted(SAMPLES.glob("*.html")) if "faulty" in path.name]
    data = [(path.read_bytes(), path.name) for path in pages]
    settings = Settings()

    def once(number: int) -> None:
        body, name = data[number % len(data)]
        judge(read(body, name, None, "never"), [name], settings)

    once(0)
    return count / own_seconds(lambda: [once(number) for number in range(count)])


def pdf_pages() -> tuple[int, float, float]:
    """Return the samples' PDF pages, and pages a second by the reader and by bare pdfplumber."""
    import pdfplumber

    from extractors.readers.dispatch import read as read_document

    files = [path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))]

    def ours() -> int:
        return sum(
            len(read_document(body, source="a.pdf", declared_charset=None, ocr="never").pages)
            for body in files
        )

    def theirs() -> None:
        for body in files:
            with pdfplumber.open(io.BytesIO(body)) as pdf:
                for page in pdf.pages:
                    page.extract_text()

    pages = ours()
    theirs()
    return pages, pages / own_seconds(ours), pages / own_seconds(theirs)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=200, help="KPI pages to judge")
    options = parser.parse_args(arguments)
    command = [str(Path(sys.executable).parent / "kpi-audit")]
    page = str(SAMPLES / "page-ladder-clean.html")
    print(f"{'kpi-audit --help':44} {child_seconds([*command, '--help']):8.2f} s CPU (aim < 0.3)")
    extract = child_seconds([*command, "extract", page])
    print(f"{'kpi-audit extract page.html, cold':44} {extract:8.2f} s CPU (aim < 1.5)")
    print(f"{'KPI pages, whole line, warm':44} {kpi_pages(options.pages):8.1f} a CPU second")
    pages, ours, theirs = pdf_pages()
    print(f"{f'PDF pages read ({pages} pages)':44} {ours:8.1f} a CPU second")
    print(f"{'bare pdfplumber.extract_text, same pages':44} {theirs:8.1f} a CPU second")
    print(f"{'ratio':44} {ours / theirs:8.1f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
