"""Reading a score sheet's file: XLSX or CSV into rows of cell texts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.readers.damage import WORKBOOK_DAMAGE, as_damage
from extractors.readers.encodings import decode
from pipeline.outputs.cells import unescape
from pipeline.scorecard.columns import MAX_ROWS
from pipeline.scorecard.sheet import Sheet, read_rows
from schemas.errors import KpiAuditError

if TYPE_CHECKING:
    from openpyxl.cell import Cell

#: A spreadsheet computes in binary: digits beyond the twelfth are its own noise.
SIGNIFICANT = 12
MAX_BYTES = 50_000_000


def read_scorecard(path: Path) -> Sheet:
    """Read a score sheet (docs/scorecard.md).

    Raises KA101 (no such file), KA102 (cannot be opened), KA108 (too large), KA114 (damaged
    XLSX), KA208 (no score sheet).
    """
    if not path.is_file():
        raise KpiAuditError("KA101", f"there is no such file: {path}")
    if path.stat().st_size > MAX_BYTES:
        raise KpiAuditError("KA108", f"{path.name} is larger than {MAX_BYTES // 10**6} MB")
    try:
        if path.suffix.lower() == ".xlsx":
            return read_rows(_limited(_xlsx(path)))
        if path.suffix.lower() in (".csv", ".tsv", ".txt"):
            return read_rows(_limited(_csv(path.read_bytes())))
    except PermissionError as error:
        raise KpiAuditError("KA102", f"{path.name} cannot be opened") from error
    raise KpiAuditError("KA208", f"{path.name} is neither .xlsx nor .csv")


def _limited(lines: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for line, cells in lines:
        if line > MAX_ROWS and any(cells):
            raise KpiAuditError("KA108", f"the score sheet has more than {MAX_ROWS} rows")
        yield line, cells


def _csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Rows of a CSV in any Thai encoding, separated by comma, semicolon or tab."""
    text = decode(data).text
    head = text[:4096]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for line, cells in enumerate(reader, start=1):
            yield line, [unescape(cell) for cell in cells]
    except csv.Error as error:
        raise KpiAuditError("KA208", f"row {reader.line_num} of the CSV: {error}") from error


def _xlsx(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first worksheet, values as calculated when the file was last saved."""
    from openpyxl import load_workbook

    with as_damage(f"{path.name} cannot be read as a workbook", WORKBOOK_DAMAGE):
        values = load_workbook(path, data_only=True)
        formulas = load_workbook(path)
        first, first_formulas = values.worksheets[0], formulas.worksheets[0]
    pairs = zip(first.iter_rows(), first_formulas.iter_rows(), strict=False)
    for line, (cells, typed) in enumerate(pairs, start=1):
        texts = []
        for cell, original in zip(cells, typed, strict=False):
            if cell.value is None and isinstance(original.value, str) and original.value[:1] == "=":
                raise KpiAuditError(
                    "KA208",
                    f"cell {cell.coordinate} is a formula whose value was never stored",
                    "open the workbook in a spreadsheet, save it, and run again",
                )
            texts.append(cell_text(cell))
        yield line, texts


def cell_text(cell: Cell | Any) -> str:
    """A cell as its reader sees it: the format's decimals are shown, no digit is cut off."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, int | float):
        return str(value)
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{SIGNIFICANT}g}")
    if not exact.is_finite():
        return str(value)
    shown = str(cell.number_format or "")
    if shown.rstrip().endswith("%"):
        exact *= 100
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    decimals = re.search(r"\.(0+)", shown.partition(";")[0])
    missing = (len(decimals[1]) if decimals else 0) - len(text.partition(".")[2])
    if missing > 0:
        text = text + ("" if "." in text else ".") + "0" * missing
    return text
