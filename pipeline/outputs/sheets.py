"""A sheet of the workbook: rows written once, split and cut where Excel's limits ask for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipeline.outputs.words import Lang, both, word
from schemas.printed import Printed

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
"""Of one cell, in UTF-16 code units, as Excel counts."""
_CUT = " … [cut]"
_EXACT_DIGITS = 15
"""Decimal digits that a spreadsheet's numbers keep."""

LINE_HEIGHT = 21
"""Points of a line of 14-point Thai text, marks above and below included."""
MOST_LINES = 8
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")
WIDTH = 14
#: Width by column; WIDTH for the others.
WIDTHS = {
    "source": 34, "title": 44, "text": 44, "message": 60, "message_th": 60, "quote": 50,
    "computation": 44, "assumption": 36, "narrative": 70, "name": 24, "document_id": 12,
    "key": 24, "related": 24, "locations": 16, "start": 8, "end": 8, "page": 8, "quarter": 9,
    "level": 8, "id": 7, "code": 9, "agency": 30,
}  # fmt: skip
ON_ONE_LINE = ("document_id", "key", "related")
TRANSLATED = ("severity", "verdict", "kind", "layout", "kpi_type")
NUMBERS = (
    "value", "target", "achieved", "weight", "score", "weighted_score", "inspection", "result",
    "evaluation", "evaluation_2_1", "evaluation_2_2",
)  # fmt: skip


@dataclass
class Limits:
    """How much a sheet and a cell hold, and what had to be split or cut."""

    rows: int = MOST_ROWS
    characters: int = MOST_CHARACTERS
    cut: int = 0
    splits: list[tuple[str, str]] = field(default_factory=list)

    def fit(self, text: str) -> str:
        """Return a text as long as a cell may be, counting what was cut."""
        if len(text) * 2 <= self.characters or _units(text) <= self.characters:
            return text
        self.cut += 1
        room = self.characters - len(_CUT)
        kept = text.encode("utf-16-le", "replace")[: 2 * room].decode("utf-16-le", "ignore")
        return kept + _CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


class Sheet:
    """A table in the workbook; past Excel's last row it goes on in another sheet."""

    def __init__(
        self,
        workbook: Any,
        name: str,
        columns: Sequence[str],
        formats: Mapping[str, Any],
        limits: Limits,
        lang: Lang,
    ) -> None:
        self._workbook, self._formats, self._limits, self._lang = workbook, formats, limits, lang
        self.name, self.columns = name, columns
        self._parts = 0
        self._begin()

    def _begin(self) -> None:
        self._parts += 1
        title = self.name if self._parts == 1 else f"{self.name} {self._parts}"
        if self._parts > 1:
            self._limits.splits.append((self.name, title))
        self._sheet = self._workbook.add_worksheet(title)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_row(0, 3 * LINE_HEIGHT)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        for index, column in enumerate(self.columns):
            self._sheet.set_column(index, index, WIDTHS.get(column, WIDTH), self._formats["cell"])
            self._sheet.write_string(0, index, both(column, self._lang), self._formats["head"])
        self._row = 1

    def _end(self) -> None:
        self._sheet.autofilter(0, 0, max(self._row - 1, 1), len(self.columns) - 1)

    def add(self, row: Sequence[str | int | bool | Decimal | float | None]) -> None:
        """Write a row, in the order of the columns."""
        if self._row >= self._limits.rows:
            self._end()
            self._begin()
        # Not every program fits rows to wrapped text by itself.
        self._sheet.set_row(self._row, LINE_HEIGHT * lines_of(self.columns, row))
        for index, (column, value) in enumerate(zip(self.columns, row, strict=True)):
            self._write(index, column, value)
        self._row += 1

    def _write(self, index: int, column: str, value: object) -> None:
        formats, place = self._formats, (self._row, index)
        if value is None:
            return
        if isinstance(value, bool):
            text = word("yes" if value else "no", self._lang)
            self._sheet.write_string(*place, text, formats["yes" if value else "cell"])
        elif isinstance(value, int | float | Decimal):
            self._sheet.write_number(*place, float(value), formats["number"])
        elif column in NUMBERS and (number := as_number(str(value))) is not None:
            style = formats.get(f"decimals {number.decimals}", formats["number"])
            self._sheet.write_number(*place, float(number.value), style)
        else:
            text = word(str(value), self._lang) if column in TRANSLATED else str(value)
            plain = formats["free" if column in ON_ONE_LINE else "cell"]
            style = formats.get(str(value), plain) if column in TRANSLATED else plain
            self._sheet.write_string(*place, self._limits.fit(text), style)

    def finish(self) -> None:
        """Set the filter over the rows written."""
        self._end()


def lines_of(columns: Sequence[str], row: Sequence[object]) -> int:
    """Return how many lines the row's longest cell takes, MOST_LINES at most."""
    return min(
        MOST_LINES,
        max(
            (
                _lines(cell[:2000], WIDTHS.get(column, WIDTH))
                for column, cell in zip(columns, row, strict=True)
                if isinstance(cell, str) and column not in ON_ONE_LINE
            ),
            default=1,
        ),
    )


def _lines(text: str, width: int) -> int:
    """Lines of a text in a column so wide; Thai marks above and below take no room."""
    return sum(
        1 + sum(not unicodedata.combining(c) and c not in _MARKS for c in line) // (width + 4)
        for line in text.split("\n")
    )


def as_number(text: str) -> Printed | None:
    """Return a printed number that a spreadsheet keeps digit by digit, otherwise None."""
    try:
        number = Printed(text)
    except ValueError:
        return None
    digits = text.lstrip("-").replace(".", "")
    return number if len(digits) <= _EXACT_DIGITS else None
