"""Word documents (docx): paragraphs, lists with their numbers, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from extractors.readers.office_text.diagrams import diagram_lines
from extractors.readers.office_text.numbering import Numbering
from extractors.readers.office_text.package import MC, Package, W, whole
from extractors.readers.office_text.page import PageText, TableCell
from schemas.errors import KpiAuditError

_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{MC}Fallback", f"{W}rPr",
            f"{W}pPr"}  # fmt: skip
_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_MAX_DEPTH = 60
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))


def read_word(package: Package) -> list[PageText]:
    """Return the document as one page: where its pages end is for the printer to say."""
    main = package.main_part()
    relations = dict(package.relations(main).values())
    known = package.spare(relations.get("numbering", ""))
    reader = _Reader(package, main, Numbering(known), PageText(1))
    body = package.xml(main).find(f"{W}body")
    if body is None:
        raise KpiAuditError("KA114", f"the Office file is damaged: {main} holds no text")
    for kind, path in package.relations(main).values():
        if kind == "header" and (header := package.spare(path)) is not None:
            for text in _paragraphs(header):
                reader.page.line(text, furniture=True)
    reader.block(body, 0)
    for part, tag in _NOTES:
        notes = package.spare(relations.get(part, ""))
        if notes is not None:
            for note in notes.iter(f"{W}{tag}"):
                if note.get(f"{W}type") is None:
                    reader.page.line("\n".join(_paragraphs(note)))
    return [reader.page]


class _Reader:
    def __init__(self, package: Package, part: str, numbering: Numbering, page: PageText) -> None:
        self.package, self.part, self.numbering, self.page = package, part, numbering, page
        self.styles = _list_styles(package, dict(package.relations(part).values()).get("styles"))

    def block(self, parent: Element, depth: int) -> None:
        for item in _content(parent):
            if item.tag == f"{W}p":
                self.page.line(self.paragraph(item))
                for line in diagram_lines(self.package, self.part, item):
                    self.page.line(line)
            elif item.tag == f"{W}tbl" and depth < _MAX_DEPTH:
                self.page.table(self.rows(item))

    def paragraph(self, item: Element) -> str:
        text = _text(item)
        number_id, level = self._list_of(item)
        label = self.numbering.label(number_id, level) if number_id and text.strip() else ""
        return f"{label} {text}" if label else text

    def _list_of(self, item: Element) -> tuple[str, int]:
        style = item.find(f"{W}pPr/{W}pStyle")
        number_id, level = self.styles.get(_value(style), ("", 0))
        direct = item.find(f"{W}pPr/{W}numPr")
        if direct is not None:
            number_id = _value(direct.find(f"{W}numId")) or number_id
            level = whole(_value(direct.find(f"{W}ilvl")), level)
        return number_id, level

    def rows(self, table: Element) -> list[list[TableCell]]:
        rows: list[list[TableCell]] = []
        above: dict[int, TableCell] = {}
        for number, row in enumerate(item for item in _content(table) if item.tag == f"{W}tr"):
            column = whole(_value(row.find(f"{W}trPr/{W}gridBefore")), 0)
            header = row.find(f"{W}trPr/{W}tblHeader") is not None
            cells = []
            for item in _content(row):
                if item.tag != f"{W}tc":
                    continue
                span = whole(_value(item.find(f"{W}tcPr/{W}gridSpan")), 1, least=1)
                merge = item.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and _value(merge) != "restart" and column in above:
                    above[column].row_span += 1
                else:
                    cell = TableCell(number, column, self.cell(item), span)
                    cell.is_header = header
                    cells.append(cell)
                    above[column] = cell
                column += span
            rows.append(cells)
        return rows

    def cell(self, item: Element) -> str:
        """A cell's paragraphs; those of a table inside it follow in reading order."""
        lines = []
        for part in _outermost(item):
            lines.append(self.paragraph(part))
        return "\n".join(line for line in lines if line.strip())


def _content(parent: Element) -> Iterator[Element]:
    """Yield the parts of a block, those of content controls and insertions among them."""
    waiting = list(reversed(parent))
    while waiting:
        item = waiting.pop()
        if item.tag in _WRAPPERS:
            waiting.extend(reversed(item))
        elif item.tag not in _SKIPPED:
            yield item


def _outermost(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs below an element, but none of a text box inside one: it tells those."""
    waiting = list(reversed(parent))
    while waiting:
        item = waiting.pop()
        if item.tag == f"{W}p":
            yield item
        elif item.tag not in _SKIPPED:
            waiting.extend(reversed(item))


def _text(item: Element, depth: int = 0) -> str:
    """Return the text of a paragraph as it is shown: no deletions, no hidden runs, no codes."""
    if depth > _MAX_DEPTH:
        return ""
    parts = []
    for child in item:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}r" and child.find(f"{W}rPr/{W}vanish") is not None:
            continue
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag == f"{W}txbxContent":
            parts.append("\n" + "\n".join(_paragraphs(child, depth + 1)) + "\n")
        else:
            parts.append(_text(child, depth + 1))
    return "".join(parts)


def _paragraphs(parent: Element, depth: int = 0) -> list[str]:
    return [text for item in _outermost(parent) if (text := _text(item, depth)).strip()]


def _value(item: Element | None) -> str:
    return item.get(f"{W}val", "") if item is not None else ""


def _list_styles(package: Package, path: str | None) -> dict[str, tuple[str, int]]:
    """Return list and level of the paragraph styles that number by themselves."""
    styles = package.spare(path or "")
    found = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        properties = style.find(f"{W}pPr/{W}numPr")
        if properties is not None:
            level = whole(_value(properties.find(f"{W}ilvl")), 0)
            number = _value(properties.find(f"{W}numId"))
            found[style.get(f"{W}styleId", "")] = (number, level)
    return found
