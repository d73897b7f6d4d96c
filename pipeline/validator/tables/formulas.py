"""Formulas by which a column can follow from others; each gives a value, its cells and its words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from pipeline.validator.cells import listed
from pipeline.validator.tables.lines import Line
from pipeline.validator.wording import shown
from schemas.claim import ReadClaim

Value = tuple[Fraction, tuple[ReadClaim, ...], str]
Formula = Callable[[Line], Value | None]


def share(column: int, whole: Line) -> Formula:
    """Return the formula of a cell's percent of a total row."""

    def formula(line: Line) -> Value | None:
        part, base = line.value(column), whole.value(column)
        if part is None or base is None or base.value == 0 or (line.is_total and line is not whole):
            return None
        return (
            100 * Fraction(part.value) / Fraction(base.value),
            (line.cells[column], whole.cells[column]),
            f"100 × {part.text} / {base.text}",
        )

    return formula


def share_of_sum(lines: list[Line], column: int) -> Formula:
    """Return the formula of a cell's percent of all rows together."""
    rows = [line for line in lines if not line.is_total and column in line.cells]
    values = [Fraction(v.value) for line in rows if (v := line.value(column)) is not None]
    whole = sum(values, Fraction(0))

    def formula(line: Line) -> Value | None:
        part = line.value(column)
        if part is None or whole <= 0 or line.is_total:
            return None
        return (
            100 * Fraction(part.value) / whole,
            (line.cells[column],),
            f"100 × {part.text} / {shown(whole)}, the sum of the rows",
        )

    return formula


def adding(columns: list[int]) -> Formula:
    """Return the formula of a sum of columns."""

    def formula(line: Line) -> Value | None:
        cells = [line.cells[column] for column in columns if column in line.cells]
        if len(cells) < 1 or any(c not in line.cells and c not in line.blanks for c in columns):
            return None
        values = [Decimal(cell.value or "0") for cell in cells]
        whole = sum((Fraction(value) for value in values), Fraction(0))
        return whole, tuple(cells), listed([cell.value or "" for cell in cells])

    return formula


def taking(first: int, second: int) -> Formula:
    """Return the formula of a difference."""
    return _of_two(first, second, lambda a, b: a - b, "{a} − {b}", divides=False)


def ratio(first: int, second: int) -> Formula:
    """Return the formula of one column's percent of another."""
    return _of_two(first, second, lambda a, b: 100 * a / b, "100 × {a} / {b}")


def growth(first: int, second: int) -> Formula:
    """Return the formula of a change in percent."""
    return _of_two(first, second, lambda a, b: 100 * (a - b) / b, "100 × ({a} − {b}) / {b}")


def _of_two(
    first: int,
    second: int,
    value: Callable[[Fraction, Fraction], Fraction],
    words: str,
    *,
    divides: bool = True,
) -> Formula:
    def formula(line: Line) -> Value | None:
        a, b = line.value(first), line.value(second)
        if a is None or b is None or (divides and b.value == 0):
            return None
        cells = (line.cells[first], line.cells[second])
        return value(Fraction(a.value), Fraction(b.value)), cells, words.format(a=a.text, b=b.text)

    return formula
