"""Characters lost, added and out of order when PDFs of a known text are read.

    python -m benchmarks.pdf_text              every producer and font that this machine has
    python -m benchmarks.pdf_text FOLDER       unknown-word share of real files, beside pdfplumber

Lost and added count characters without regard to order, white space left out, after the repair of
Thai text; `order` is the edit distance in percent of the known text.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.pdf_old_encodings import OLD, old_pdf
from benchmarks.pdf_producers import PRODUCERS, KnownText, is_available
from extractors.flow import to_text
from extractors.readers import pdf
from extractors.thai.marks import repair
from extractors.thai.words import oov_share

FONTS = ("Loma", "Noto Sans Thai", "Garuda")


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
    for name, (produce, _) in PRODUCERS.items():
        if is_available(name):
            for font in FONTS:
                yield name, font, produce(known, font)
    for name, encode in OLD.items():
        for font in FONTS[:1] + FONTS[2:]:
            yield f"old: {name}", font, old_pdf(known, font, encode)


def fast(data: bytes) -> str:
    """Read on the fast path."""
    return to_text(pdf.read(data, source="benchmark.pdf", ocr="never")).clean


def careful(data: bytes) -> str:
    """Read on the careful path."""
    return to_text(pdf.read_carefully(data, source="benchmark.pdf")).clean


def plain_pdfplumber(data: bytes) -> str:
    """Read with pdfplumber as it comes."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as file:
        return "\n".join(page.extract_text() or "" for page in file.pages)


PATHS: dict[str, Callable[[bytes], str]] = {
    "fast": fast, "careful": careful, "pdfplumber": plain_pdfplumber,
}  # fmt: skip


def known_text_table() -> None:
    """Print the table of the printed corpus."""
    known = KnownText.load()
    print(f"{'producer':22}{'font':16}{'path':12}{'lost %':>8}{'added %':>9}{'order %':>9}")
    for producer, font, data in corpus(known):
        for path, read in PATHS.items():
            lost, added, order = compare(known.reading, read(data))
            print(f"{producer:22}{font:16}{path:12}{lost:8.2f}{added:9.2f}{order:9.2f}")


def unknown_word_table(folder: Path) -> None:
    """Print the unknown-word share of the PDFs of a folder."""
    print(f"{'file':32}{'path':12}{'Thai letters':>13}{'unknown %':>11}")
    for file in sorted(folder.glob("*.pdf")):
        for path, read in PATHS.items():
            text = repair(read(file.read_bytes())).text
            thai = sum("\u0e01" <= letter <= "\u0e4e" for letter in text)
            print(f"{file.name:32}{path:12}{thai:13}{100 * oov_share(text):11.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        unknown_word_table(Path(sys.argv[1]))
    else:
        known_text_table()
