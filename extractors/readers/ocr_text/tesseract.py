"""Tesseract as a program: an image in, words with places and confidence out."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.errors import KpiAuditError

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
SECONDS = 180
"""A page that takes longer is given up."""
_LANGUAGES = ("tha", "eng")


@dataclass(slots=True)
class Word:
    """A word as read: pixels from the upper left corner, confidence from 0 to 100."""

    text: str
    line: tuple[int, int, int]
    """Block, paragraph and line on the page."""
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    is_apart: bool | None = None
    """Does a space stand before it? None where only its place can tell."""


@cache
def is_available() -> bool:
    """Tell whether Tesseract is installed and knows Thai and English."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    command = [program, "--list-langs"]
    found = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    return set(_LANGUAGES) <= set(found.stdout.split())


def words(image: Image, dpi: int = DPI) -> list[Word]:
    """Read an image of a page. KpiAuditError KA117 without Tesseract, KA109 past the time."""
    program = shutil.which("tesseract")
    if program is None:
        raise KpiAuditError("KA117")
    buffer = io.BytesIO()
    image.convert("L").save(buffer, "PNG", compress_level=1)
    with tempfile.TemporaryDirectory(prefix="kpi-audit-") as folder:
        base = Path(folder, "page")
        command = [program, "-", str(base), "-l", "+".join(_LANGUAGES), "--psm", "4",
                   "--dpi", str(dpi), "-c", "preserve_interword_spaces=1",
                   "-c", "tessedit_create_tsv=1", "-c", "tessedit_create_txt=1"]  # fmt: skip
        try:
            subprocess.run(
                command, input=buffer.getvalue(), capture_output=True, timeout=SECONDS, check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise KpiAuditError("KA109") from error
        found = list(_parsed(_written(base.with_suffix(".tsv"))))
        _spaced(found, _written(base.with_suffix(".txt")))
    return found


def _written(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def _spaced(found: list[Word], text: str) -> None:
    """Take from the running text which words a space parts: boxes of Thai letters touch or gape.

    Where the two outputs part company, the gaps of what follows stay unknown.
    """
    at = 0
    for word in found:
        start = at
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(word.text, at):
            return
        word.is_apart = at > start
        at += len(word.text)


def _parsed(table: str) -> list[Word]:
    found = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text:
            continue
        x, y = float(row["left"]), float(row["top"])
        found.append(
            Word(
                text,
                (int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
                x, y, x + float(row["width"]), y + float(row["height"]), float(row["conf"]),
            )
        )  # fmt: skip
    return found
