"""XLSX: one workbook, a sheet a table.

Past Excel's bounds nothing is lost: more rows go to further sheets (`claims (2)`), a longer text
goes on in the sheet `long texts`, and the sheet `notes` says so. Texts that Excel would change (no
XML character, or the look of such a mark) are written as JSON after `json:`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.outputs.files import replacing
from pipeline.store.formats.base import Kinds, Reader, Row, Writer, as_text, as_value

FILE = "database.xlsx"
MOST_ROWS = 1_048_575
LONGEST = 32_000
_LONG, _NOTES = "long texts", "notes"
_CHANGED = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\r]|_x[0-9A-Fa-f]{4}_|^(?:json:|long:)")


class XlsxWriter(Writer):
    """Writes one workbook; memory stays flat."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        import xlsxwriter

        self._place = replacing(folder / FILE)
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False, "nan_inf_to_errors": True}  # fmt: skip
        self._book = xlsxwriter.Workbook(str(self._place.__enter__()), options)
        self._long: list[tuple[int, str]] = []
        self._notes: list[str] = []
        self._count = 0

    def write(self, name: str, kinds: Kinds, rows: Iterable[Row]) -> int:
        """Write a table and return its number of rows."""
        count, part, at = 0, 1, 0
        sheet = self._sheet(name, kinds)
        for row in rows:
            if at == MOST_ROWS:
                part, at = part + 1, 0
                sheet = self._sheet(f"{name} ({part})", kinds)
                self._notes.append(f"{name} goes on in the sheet {name} ({part})")
            at += 1
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, self._cell(value))
            count += 1
        return count

    def close(self, *, is_whole: bool) -> None:
        """Write what was too long, and the workbook."""
        sheet = self._book.add_worksheet(_LONG)
        for at, (number, part) in enumerate(self._long):
            sheet.write_number(at, 0, number)
            sheet.write_string(at, 1, part)
        if self._long:
            self._notes.append(f"{self._count} texts are longer than a cell: see {_LONG}")
        notes = self._book.add_worksheet(_NOTES)
        for at, note in enumerate(self._notes):
            notes.write_string(at, 0, note)
        self._book.close()
        if is_whole:
            self._place.__exit__(None, None, None)
        else:
            error = InterruptedError("the workbook is not whole")
            try:
                self._place.__exit__(type(error), error, None)
            except InterruptedError:
                return

    def _sheet(self, name: str, kinds: Kinds) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, list(kinds))
        return sheet

    def _cell(self, value: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value if abs(value) < 2**53 and value == value else f"json:{json.dumps(value)}"
        text = as_text(value)
        if text == "" or _CHANGED.search(text):
            text = "json:" + json.dumps(text).replace("_x", "\\u005fx")
        if len(text) <= LONGEST:
            return text
        self._count += 1
        parts = [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]
        self._long += [(self._count, part) for part in parts]
        return f"long:{self._count}"


class XlsxReader(Reader):
    """Reads the workbook again."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        from zipfile import BadZipFile

        from openpyxl import load_workbook

        try:
            self._book = load_workbook(folder / FILE, read_only=True)
        except BadZipFile as error:
            raise ValueError(f"{FILE} is damaged: {error}") from error
        self._long: dict[int, list[str]] = {}
        for number, part in self._book[_LONG].iter_rows(values_only=True, max_col=2):
            if number is not None:
                self._long.setdefault(int(str(number)), []).append(str(part))

    def read(self, name: str, kinds: Kinds) -> Iterator[Row]:
        """Yield the rows of a table from all its sheets."""
        part = 1
        sheet = name
        while sheet in self._book.sheetnames:
            rows = self._book[sheet].iter_rows(values_only=True, max_col=len(kinds))
            if list(next(rows, ())) != list(kinds):
                raise ValueError(f"the sheet {sheet} has other columns")
            for row in rows:
                yield tuple(
                    None if cell is None else self._value(cell, kind)
                    for cell, kind in zip(row, kinds.values(), strict=True)
                )
            part += 1
            sheet = f"{name} ({part})"

    def close(self, *, is_whole: bool) -> None:
        """Close the workbook."""
        self._book.close()

    def _value(self, cell: Any, kind: str) -> Any:
        if isinstance(cell, bool):
            return cell if kind == "bool" else as_text(cell)
        if isinstance(cell, int | float):
            return {"int": int, "float": float}.get(kind, str)(cell)
        text = str(cell)
        if text.startswith("long:"):
            text = "".join(self._long[int(text[5:])])
        if text.startswith("json:"):
            found = json.loads(text[5:])
            return found if not isinstance(found, str) else as_value(found, kind)
        return as_value(text, kind)
