"""Tables that run over pages: parts joined, and the row that a page break cut in two."""

from __future__ import annotations

from itertools import pairwise

from schemas.document import Cell, Page, Table

_SAME_EDGE = 3.0
_SHIFT = 20.0
"""Points by which a sheet may lie elsewhere on the scanner than the one before."""
_FOOT, _HEAD = 0.75, 0.3
"""Shares of the page's height that a table reaches beyond, and begins above, to be one."""
_FULL = 0.4
"""Share of its cell that the last line of a cut cell leaves free at most."""


def join_over_pages(tables: list[list[Table]], pages: list[Page]) -> list[Table]:
    """Return all tables; one that runs to the foot of a page goes on at the head of the next.

    Both have the same column edges then. A head row that is printed again stays marked as such.
    What a page break cut off a row gets that row's number: two cells stand in one place.
    """
    joined: list[Table] = []
    open_end: Table | None = None
    for found, page in zip(tables, pages, strict=True):
        height = page.height or 0.0
        for position, table in enumerate(found):
            if position == 0 and open_end is not None and _continues(open_end, table, page):
                _append(open_end, table, pages)
            else:
                joined.append(table)
        last = joined[-1] if found else None
        reaches = last is not None and last.bbox is not None and last.bbox[3] > _FOOT * height
        open_end = last if reaches else None
    return joined


def _append(before: Table, after: Table, pages: list[Page]) -> None:
    rows = before.row_count
    cut = _cut_row(before, after, pages)
    if cut is not None:
        # The rest of the cut row stands in its row, without the cells that the cut left empty.
        after.cells = [cell for cell in after.cells if cell.row != cut or _text(cell, pages)]
    for cell in after.cells:
        below = cut is not None and cell.row > cut
        cell.row = rows - 1 if cell.row == cut else cell.row + rows - below
    before.cells.extend(after.cells)
    before.bbox = after.bbox


def _cut_row(before: Table, after: Table, pages: list[Page]) -> int | None:
    """Return which row of a table is the rest of the last row of the page before; None without."""
    heads = set(_rows(before, pages).values())
    rows = _rows(after, pages)
    first = next((row for row, texts in rows.items() if texts not in heads), None)
    if first is None:
        return None
    above = {cell.column: cell for cell in before.cells if cell.row == before.row_count - 1}
    rest = [cell for cell in after.cells if cell.row == first and _text(cell, pages)]
    lone = 0 < len(rest) < len(above) and not any(cell.column == 0 for cell in rest)
    plain = not any(_text(cell, pages).strip("-–—.,() ").isdigit() for cell in rest)
    if lone and plain and all(
        cell.column in above and cell.row_span == 1 and _is_full(above[cell.column], pages)
        for cell in rest
    ):  # fmt: skip
        return first
    return None


def _rows(table: Table, pages: list[Page]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        found.setdefault(cell.row, []).append(_text(cell, pages))
    return {row: tuple(texts) for row, texts in found.items()}


def _text(cell: Cell, pages: list[Page]) -> str:
    return " ".join(pages[cell.page - 1].text[cell.start : cell.end].split())


def _is_full(cell: Cell, pages: list[Page]) -> bool:
    """Does the last line of a cell fill it, as a line does that wraps?"""
    page = pages[cell.page - 1]
    start = page.text.rfind("\n", cell.start, cell.end) + 1
    line = page.box(max(cell.start, start), cell.end)
    if line is None or cell.bbox is None:
        return False
    return cell.bbox[2] - line[2] <= _FULL * (cell.bbox[2] - cell.bbox[0])


def _continues(before: Table, after: Table, page: Page) -> bool:
    if after.bbox is None or after.bbox[1] > _HEAD * (page.height or 0.0):
        return False
    if page.text_layer == "ocr":
        first, second = _columns(before), _columns(after)
        moved = second[0] - first[0]
        stands = all(b - a > _SAME_EDGE for a, b in pairwise(second))
        return stands and abs(moved) <= _SHIFT and _close([x + moved for x in first], second)
    return _edges(before) == _edges(after) or _close(_edges(before), _edges(after))


def _edges(table: Table) -> list[float]:
    last_page = max(cell.page for cell in table.cells)
    return sorted(
        {round(cell.bbox[0], 1) for cell in table.cells if cell.bbox and cell.page == last_page}
    )


def _columns(table: Table) -> list[float]:
    """Return where the columns of a scanned table begin on its last page, and its right edge.

    Its cells do not stand straight below each other where the sheet lay askew. Where it lies on its
    side, the columns all begin at about one place.
    """
    last_page = max(cell.page for cell in table.cells)
    edges: dict[int, list[float]] = {}
    for cell in table.cells:
        if cell.bbox and cell.page == last_page:
            edges.setdefault(cell.column, []).append(cell.bbox[0])
    right = [table.bbox[2]] if table.bbox else []
    return [sum(found) / len(found) for _, found in sorted(edges.items())] + right


def _close(first: list[float], second: list[float]) -> bool:
    return len(first) == len(second) and all(
        abs(a - b) <= _SAME_EDGE for a, b in zip(first, second, strict=True)
    )
