"""Ruled tables in PDFs: rows exactly as printed, from the fast path's own rulings."""

import pytest

from benchmarks.pdf_producers import PRODUCERS, KnownText
from schemas.document import Document, Table
from tests.pdf_corpus.handmade import make_pdf, read, text_ops
from tests.test_pdf_text import FONT, PRODUCED, needs_font

KNOWN = KnownText.load()


def rows(document: Document, table: Table) -> list[list[str]]:
    found = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        text = document.pages[cell.page - 1].text[cell.start : cell.end]
        found[cell.row][cell.column] = "".join(text.split())
    return found


def ruled(xs: list[int], ys: list[int]) -> str:
    across = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    return across + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


@needs_font
@pytest.mark.parametrize("producer", PRODUCED)
def test_rows_of_a_ruled_table_are_exactly_right(producer: str) -> None:
    short = KnownText(KNOWN.title, [], [], KNOWN.table)
    document = read(PRODUCERS[producer][0](short, FONT))
    assert len(document.tables) == 1
    expected = [["".join(cell.split()) for cell in row] for row in KNOWN.table]
    from extractors.thai.marks import repair

    found = [[repair(cell).text for cell in row] for row in rows(document, document.tables[0])]
    assert found == expected


def test_cells_that_touch_are_kept_apart_by_their_rule() -> None:
    text = text_ops([(52, 705, "10"), (66, 705, "20"), (52, 685, "30"), (66, 685, "40")])
    document = read(make_pdf([ruled([50, 65, 80], [680, 700, 720]) + text]))
    assert rows(document, document.tables[0]) == [["10", "20"], ["30", "40"]]
    assert document.pages[0].text == "10\n20\n30\n40\n"


def test_merged_cell_spans_its_columns() -> None:
    lines = "50 720 m 250 720 l S 50 700 m 250 700 l S 50 680 m 250 680 l S "
    lines += "50 680 m 50 720 l S 250 680 m 250 720 l S 150 680 m 150 700 l S "
    text = text_ops([(120, 705, "Head"), (60, 685, "a"), (160, 685, "b")])
    table = read(make_pdf([lines + text])).tables[0]
    head = next(cell for cell in table.cells if cell.row == 0)
    assert (head.column, head.column_span, head.row_span) == (0, 2, 1)


def test_table_over_two_pages_is_one_table() -> None:
    first = ruled([50, 150, 250], [40, 60, 80]) + text_ops([(60, 65, "a"), (60, 45, "b")])
    second = ruled([50, 150, 250], [760, 780, 800]) + text_ops([(60, 785, "c"), (60, 765, "d")])
    document = read(make_pdf([first, second]))
    assert len(document.tables) == 1
    assert [row[0] for row in rows(document, document.tables[0])] == ["a", "b", "c", "d"]


def test_frame_around_text_is_no_table() -> None:
    document = read(make_pdf([ruled([50, 250], [600, 720]) + text_ops([(60, 700, "Boxed")])]))
    assert document.tables == []
    assert document.pages[0].text == "Boxed\n"


def test_row_that_a_page_break_cuts_is_one_row() -> None:
    grid = [50, 100, 250, 320]
    above = text_ops([(60, 65, "1"), (105, 65, "short"), (260, 65, "10"), (60, 45, "2")])
    above += text_ops([(105, 45, "words that fill their cell"), (260, 45, "20")])
    below = text_ops([(105, 785, "and go on"), (60, 765, "3"), (105, 765, "c"), (260, 765, "30")])
    first, second = ruled(grid, [40, 60, 80]) + above, ruled(grid, [760, 780, 800]) + below
    table = read(make_pdf([first, second])).tables[0]
    assert table.row_count == 3
    cut = [(cell.page, cell.column) for cell in table.cells if cell.row == 1]
    assert cut == [(1, 0), (1, 1), (1, 2), (2, 1)]


def test_row_of_words_alone_below_a_short_one_is_a_row_of_its_own() -> None:
    grid = [50, 100, 250, 320]
    above = text_ops([(60, 65, "1"), (105, 65, "a"), (260, 65, "1"), (60, 45, "2")])
    above += text_ops([(105, 45, "short"), (260, 45, "20")])
    below = text_ops([(105, 785, "Group"), (60, 765, "3"), (105, 765, "c"), (260, 765, "30")])
    first, second = ruled(grid, [40, 60, 80]) + above, ruled(grid, [760, 780, 800]) + below
    assert read(make_pdf([first, second])).tables[0].row_count == 4
