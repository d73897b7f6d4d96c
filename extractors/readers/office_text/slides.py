"""PowerPoint presentations (pptx): a page a slide, its shapes from the top, then its notes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from extractors.readers.office_text.diagrams import diagram_lines
from extractors.readers.office_text.package import MC, A, P, Package, R, whole
from extractors.readers.office_text.page import PageText, TableCell
from schemas.errors import KpiAuditError

_ROW = 200_000
"""EMU (about half a centimetre) within which shapes stand side by side."""
_FARTHEST = 27_273_042_316_900
"""EMU: the farthest that a shape may lie from the corner."""
_FURNITURE = ("sldNum", "dt", "ftr", "hdr")
_TITLES = ("title", "ctrTitle")
_MAX_DEPTH = 30


def read_slides(package: Package) -> list[PageText]:
    """Return the slides in their order; what a slide hides or a layout prints is left out."""
    main = package.main_part()
    relations = package.relations(main)
    pages: list[PageText] = []
    sound = 0
    listed = list(package.xml(main).iter(f"{P}sldId"))
    for number, item in enumerate(listed, start=1):
        _, path = relations.get(item.get(f"{R}id", ""), ("", ""))
        if path not in package:
            package.notes.append(f"KA114: slide {number} is missing from the file")
        else:
            page = PageText(len(pages) + 1)
            slide = package.spare(path)
            if slide is not None:
                sound += 1
                _read_shapes(package, path, slide, page)
            for kind, target in package.relations(path).values():
                if kind == "notesSlide" and (notes := package.spare(target)) is not None:
                    _read_notes(notes, page)
            pages.append(page)
    if listed and not sound:
        raise KpiAuditError("KA114", "the Office file is damaged: none of its slides can be read")
    return pages


def _read_shapes(package: Package, path: str, slide: Element, page: PageText) -> None:
    tree = slide.find(f"{P}cSld/{P}spTree")
    if tree is None:
        return
    shapes = sorted(_shapes(tree, (0.0, 0.0), 0), key=lambda shape: shape[0])
    for _, shape in shapes:
        table = shape.find(f".//{A}tbl")
        if table is not None:
            page.table(_rows(table))
        elif shape.tag == f"{P}graphicFrame" and (told := diagram_lines(package, path, shape)):
            page.line("\n".join(told))
        else:
            page.line("\n".join(_paragraphs(shape)), furniture=_placeholder(shape) in _FURNITURE)


def _shapes(
    tree: Element, origin: tuple[float, float], depth: int
) -> Iterator[tuple[tuple[int, int, float], Element]]:
    """Yield each shape with its key in reading order: title, row from the top, left edge."""
    if depth > _MAX_DEPTH:
        return
    for shape in tree:
        if shape.tag == f"{MC}AlternateContent":
            choice = shape.find(f"{MC}Choice")
            if choice is not None:
                yield from _shapes(choice, origin, depth + 1)
        elif shape.tag in (f"{P}sp", f"{P}graphicFrame", f"{P}grpSp") and not _is_hidden(shape):
            x, y = _place(shape, origin)
            if shape.tag == f"{P}grpSp":
                yield from _shapes(shape, (x, y), depth + 1)
                continue
            kind = _placeholder(shape)
            rank = 0 if kind in _TITLES else 2 if kind in _FURNITURE else 1
            yield (rank, int(y // _ROW), x), shape


def _is_hidden(shape: Element) -> bool:
    return any(item.get("hidden") in ("1", "true") for item in shape.findall(f"*/{P}cNvPr"))


def _placeholder(shape: Element) -> str:
    item = shape.find(f"*/{P}nvPr/{P}ph")
    return item.get("type", "body") if item is not None else ""


def _place(shape: Element, origin: tuple[float, float]) -> tuple[float, float]:
    """Return a shape's place in EMU; one that takes it from its layout follows the title."""
    offset = shape.find(f"./*/{A}xfrm/{A}off")
    if offset is None:
        offset = shape.find(f"./{P}xfrm/{A}off")
    if offset is None:
        return origin[0], origin[1] + _ROW
    x, y = (float(whole(offset.get(axis, ""), 0, -_FARTHEST, _FARTHEST)) for axis in "xy")
    if origin != (0.0, 0.0):
        return max(x, origin[0]), max(y, origin[1])
    return x, y


def _paragraphs(parent: Element) -> list[str]:
    lines = []
    for paragraph in parent.iter(f"{A}p"):
        parts = []
        for item in paragraph.iter():
            if item.tag == f"{A}t":
                parts.append(item.text or "")
            elif item.tag == f"{A}br":
                parts.append("\n")
            elif item.tag == f"{A}tab":
                parts.append("\t")
        lines.append("".join(parts))
    return lines


def _rows(table: Element) -> list[list[TableCell]]:
    rows: list[list[TableCell]] = []
    above: dict[int, TableCell] = {}
    has_head = (properties := table.find(f"{A}tblPr")) is not None and (
        properties.get("firstRow") in ("1", "true")
    )
    for number, row in enumerate(table.findall(f"{A}tr")):
        cells = []
        for column, item in enumerate(row.findall(f"{A}tc")):
            if item.get("vMerge") in ("1", "true") and column in above:
                above[column].row_span += 1
            elif item.get("hMerge") not in ("1", "true"):
                span = whole(item.get("gridSpan", ""), 1, least=1)
                cell = TableCell(number, column, "\n".join(_paragraphs(item)), span)
                cell.is_header = has_head and number == 0
                cells.append(cell)
                above[column] = cell
        rows.append(cells)
    return rows


def _read_notes(notes: Element, page: PageText) -> None:
    for shape in notes.iter(f"{P}sp"):
        if _placeholder(shape) == "body":
            page.line("\n".join(_paragraphs(shape)))
