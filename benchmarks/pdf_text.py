"""Characters lost, added and out of order when PDFs of a known text are read.

    python -m benchmarks.pdf_text              every producer and font that this machine has
    python -m benchmarks.pdf_text FOLDER       unknown-word share of real files, beside pdfplumber

Lost and added count characters without regard to order, white space left out, after the repair of
Thai text; `order` is the edit distance in percent of the known text. Where there is a folder of
real files beside the repo, they follow. Exit code 1 where a promise is not kept.
"""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks._old_pdf import old_pdf
from benchmarks.pdf_old_encodings import (
    DESTROYED,
    OLD,
    WITHOUT_MAP,
    nothing_said,
    wkhtmltopdf_like,
)
from benchmarks.pdf_producers import PRODUCERS, KnownText, is_available, lacks
from extractors.flow import to_text
from extractors.readers import pdf
from extractors.thai.marks import repair
from extractors.thai.words import oov_share
from schemas.document import Document

FONTS = ("Loma", "Garuda", "Kinnari", "Noto Sans Thai")
LOST, ORDER = 0.3, 2.0
"""Percent of the characters that may be lost or added, and out of place, at most."""
UNKNOWN, UNKNOWN_FOREIGN = 0.5, 1.5
"""Percent of Thai letters in unknown words at most; the second where half the words are foreign."""
REAL_FILES = Path(__file__).parent.parent.parent / "shared" / "pdfs"

_MAY_DESTROY = ("lost", "reportlab", "fpdf2", "wkhtmltopdf", "like wkhtmltopdf")
"""Producers that do not shape, or do not say what a shaped glyph is."""
_SPLIT = re.compile(r"(?<![0-9๐-๙])[0-9๐-๙]{1,3} (?:[0-9๐-๙]*[.,][0-9๐-๙]|[,.] ?[0-9๐-๙])")


def squeezed(text: str) -> str:
    """Return the text repaired and without white space, bullets and hyphens of any kind."""
    return "".join(letter for letter in repair(text).text if not letter.isspace())


def edit_distance(first: str, second: str) -> int:
    """Levenshtein distance, a row at a time in arrays."""
    a, b = (np.frombuffer(word.encode("utf-32-le"), np.uint32) for word in (first, second))
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for number, letter in enumerate(a, start=1):
        diagonal = row[:-1] + (b != letter)
        new = np.empty_like(row)
        new[0] = number
        new[1:] = np.minimum(diagonal, row[1:] + 1)
        row = np.minimum.accumulate(new - steps) + steps
    return int(row[-1])


def compare(known: str, read: str) -> tuple[float, float, float]:
    """Return percent of characters lost, added, and out of place."""
    expected, found = squeezed(known), squeezed(read)
    lost = sum((Counter(expected) - Counter(found)).values())
    added = sum((Counter(found) - Counter(expected)).values())
    size = len(expected)
    return 100 * lost / size, 100 * added / size, 100 * edit_distance(expected, found) / size


def corpus(known: KnownText) -> Iterator[tuple[str, str, bytes]]:
    """Yield producer, font and PDF of every combination that can be made here."""
    whole = [font for font in FONTS if not lacks(font, known.reading)]
    for name, (produce, program) in PRODUCERS.items():
        if not is_available(name):
            print(f"{name:22}not measured: {program} is not installed")
            continue
        for font in FONTS:
            yield name, font, produce(known, font)
    for font in whole:
        yield "like wkhtmltopdf", font, wkhtmltopdf_like(known, font)
        yield "lost: every map", font, nothing_said(known, font)
        for name, produce in WITHOUT_MAP.items():
            yield f"old: {name}", font, produce(known, font)
    for name, encode in OLD.items():
        for font in whole:
            yield f"old: {name}", font, old_pdf(known, font, encode)
    for name, encode in DESTROYED.items():
        for font in whole:
            yield f"lost: {name}", font, old_pdf(known, font, encode)


def fast(data: bytes) -> Document:
    """Read on the fast path."""
    return pdf.read(data, source="benchmark.pdf", ocr="never")


def careful(data: bytes) -> Document:
    """Read on the careful path."""
    return pdf.read_carefully(data, source="benchmark.pdf")


def plain_pdfplumber(data: bytes) -> str:
    """Read with pdfplumber as it comes."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as file:
        return "\n".join(page.extract_text() or "" for page in file.pages)


PATHS: dict[str, Callable[[bytes], Document]] = {"fast": fast, "careful": careful}


def worst_grade(document: Document) -> str:
    """Return the grade of a document's worst page."""
    grades = {page.grade for page in document.pages}
    return next(grade for grade in ("poor", "fair", "good") if grade in grades)


def known_text_table() -> bool:
    """Print the table of the printed corpus; tell whether every promise is kept."""
    known, kept = KnownText.load(), True
    print(f"Promised: lost and added <= {LOST} %, order <= {ORDER} %, or the page graded poor.")
    head = f"{'producer':22}{'font':16}{'path':12}{'lost %':>8}{'added %':>9}{'order %':>9}"
    print(head + "  grade")
    for producer, font, data in corpus(known):
        for path, read in PATHS.items():
            document = read(data)
            lost, added, order = compare(known.reading, to_text(document).clean)
            grade = worst_grade(document)
            whole = max(lost, added) <= LOST and order <= ORDER
            fine = whole or (grade == "poor" and producer.startswith(_MAY_DESTROY))
            kept &= fine
            row = f"{producer:22}{font:16}{path:12}{lost:8.2f}{added:9.2f}{order:9.2f}  {grade:6}"
            print(row + ("" if fine else "NOT KEPT"))
        lost, added, order = compare(known.reading, plain_pdfplumber(data))
        print(f"{producer:22}{font:16}{'pdfplumber':12}{lost:8.2f}{added:9.2f}{order:9.2f}")
    return kept


def unknown_word_table(folder: Path) -> bool:
    """Print the unknown-word share of the PDFs of a folder; tell whether the promises are kept.

    Beside it the Thai letters that each path lacks against the one that has most, and numbers
    that a space splits.
    """
    kept = True
    print(
        f"Promised: unknown <= {UNKNOWN} % ({UNKNOWN_FOREIGN} % where half the words are foreign), ",
        end="",
    )
    print("split numbers 0.")
    print(
        f"{'file':32}{'path':12}{'Thai letters':>13}{'unknown %':>11}{'lost %':>8}{'split':>7}  grade"
    )
    for file in sorted(folder.glob("*.pdf")):
        data = file.read_bytes()
        documents = {path: read(data) for path, read in PATHS.items()}
        texts = {path: to_text(document).clean for path, document in documents.items()}
        texts["pdfplumber"] = plain_pdfplumber(data)
        repaired = {path: repair(text).text for path, text in texts.items()}
        letters = {path: Counter(filter(_is_thai, text)) for path, text in repaired.items()}
        for path, text in repaired.items():
            unknown = 100 * oov_share(text)
            thai = sum(letters[path].values())
            lost = max(
                sum((letters[other] - letters[path]).values()) / max(1, thai) for other in PATHS
            )
            split = len(_SPLIT.findall(text))
            row = f"{file.name:32}{path:12}{thai:13}{unknown:11.2f}{100 * lost:8.2f}{split:7}"
            if path in documents:
                bound = UNKNOWN_FOREIGN if _is_foreign(text) else UNKNOWN
                fine = unknown <= bound and split == 0
                kept &= fine
                row += f"  {worst_grade(documents[path]):6}" + ("" if fine else "NOT KEPT")
            print(row)
    return kept


def _is_thai(letter: str) -> bool:
    return "\u0e01" <= letter <= "\u0e4e"


def _is_foreign(text: str) -> bool:
    """Are half the letters of a text Latin?"""
    latin = sum(letter.isascii() and letter.isalpha() for letter in text)
    return latin >= sum(map(_is_thai, text))


def main(arguments: list[str]) -> int:
    """Print what is asked for; 1 where a promise is not kept."""
    if arguments:
        return 0 if unknown_word_table(Path(arguments[0])) else 1
    kept = known_text_table()
    if REAL_FILES.is_dir():
        kept &= unknown_word_table(REAL_FILES)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
