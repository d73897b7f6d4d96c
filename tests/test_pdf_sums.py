"""Budget tables in PDFs: the total that is printed is the sum of the columns as they are read."""

from decimal import Decimal

import pytest

from benchmarks._budget_tables import BudgetTable, budget_tables
from benchmarks._table_printers import PRINTERS
from benchmarks.pdf_sums import adds_up, is_read_right, is_sum, read
from pipeline import process
from pipeline.validator.settings import Settings
from tests.test_pdf_text import FONT, needs_font

TABLES = list(budget_tables(3))


def numbers(*values: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


@needs_font
@pytest.mark.parametrize("printer", ["typst", "reportlab", "fpdf2"])
@pytest.mark.parametrize("made", TABLES, ids=lambda made: made.name)
def test_printed_total_is_the_sum_of_the_columns(made: BudgetTable, printer: str) -> None:
    assert is_read_right(made, PRINTERS[printer]([made], FONT)[0])


@needs_font
def test_changed_figure_is_noticed() -> None:
    changed = next(budget_tables(3))
    cell = changed.rows[2][2]
    changed.rows[2][2] = type(cell)(cell.text.replace(cell.text[0], "1", 1) + "0")
    found = read(PRINTERS["reportlab"]([changed], FONT)[0])
    assert adds_up(found[0]) == (2, 3)


@pytest.mark.parametrize(
    ("whole", "values", "expected"),
    [
        (6, numbers(1, 2, 3), True),
        (7, numbers(1, 2, 3), False),
        (10, numbers(3, 1, 2, 7, 7), True),
        (10, numbers(3, 3, 1, 2, 7), True),
        (0, numbers(5, -5), True),
        (9, numbers(9), True),
    ],
    ids=["flat", "one too many", "groups", "groups of groups", "negative", "one row"],
)
def test_rows_may_be_the_sums_of_those_below_them(
    whole: int, values: tuple[Decimal, ...], expected: bool
) -> None:
    assert is_sum(Decimal(whole), values) is expected


@needs_font
@pytest.mark.parametrize("made", TABLES, ids=lambda made: made.name)
def test_table_that_adds_up_raises_no_finding(made: BudgetTable) -> None:
    data = PRINTERS["reportlab"]([made], FONT)[0]
    read_again = process.read(data, "budget.pdf", None, "never")
    judged = process.judge(read_again, ["budget.pdf"], Settings())
    assert [finding.code for finding in judged.findings] == []
