"""Budget tables printed to PDF by browser, office, typesetter and Python libraries."""

from __future__ import annotations

import html
import io
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks._budget_tables import BudgetTable, Printed
from benchmarks.pdf_producers import font_file

_TITLE = "รายงานการใช้จ่ายงบประมาณ ประจำปีงบประมาณ พ.ศ. 2567"
_RULED = "td,th{border:1px solid #333}"
_CSS = (
    "@page{size:A4;margin:20mm} table{border-collapse:collapse;width:100%} td,th{padding:3px 6px}"
)


def placed(table: BudgetTable) -> Iterator[tuple[int, int, Printed]]:
    """Yield row, column and cell, head rows first; a cell keeps its places from later ones."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate([*table.head, *table.rows]):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            taken |= {
                (row + down, column + across)
                for down in range(cell.rows)
                for across in range(cell.columns)
            }


def _is_amount(text: str) -> bool:
    return bool(text) and not any(letter.isalpha() for letter in text)


def chromium(tables: list[BudgetTable], font: str) -> list[bytes]:
    """Print each table as a web page."""
    return [_printed_page(_page(table, font)) for table in tables]


def _page(table: BudgetTable, font: str) -> str:
    def row(cells: list[Printed], tag: str) -> str:
        return "<tr>" + "".join(
            f"<{tag} colspan={cell.columns} rowspan={cell.rows}"
            f"{' align=right' if _is_amount(cell.text) else ''}>{html.escape(cell.text)}</{tag}>"
            for cell in cells
        )  # fmt: skip

    head = "".join(row(cells, "th") for cells in table.head)
    body = "".join(row(cells, "td") for cells in table.rows)
    rules = _RULED if table.is_ruled else ""
    return (
        f"<!doctype html><html lang=th><meta charset=utf-8><style>{_CSS}{rules}"
        f"body{{font:13px '{font}'}}</style><h3>{_TITLE}</h3>"
        f"<table><thead>{head}</thead><tbody>{body}</tbody></table></html>"
    )


def _printed_page(page: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", source.as_uri())  # fmt: skip
        return out.read_bytes()


def libreoffice(tables: list[BudgetTable], font: str) -> list[bytes]:
    """Print each table from a Word document."""
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for number, table in enumerate(tables):
            sources.append(Path(folder, f"{number:02}.docx"))
            _word(table, font).save(str(sources[-1]))
        _run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", folder, *map(str, sources))  # fmt: skip
        return [source.with_suffix(".pdf").read_bytes() for source in sources]


def _word(table: BudgetTable, font: str) -> Any:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.size = docx.shared.Pt(10)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:cs", "w:eastAsia", "w:hAnsi", "w:ascii"):
        fonts.set(qn(script), font)
    document.add_paragraph(_TITLE)
    height = len(table.head) + len(table.rows)
    grid = document.add_table(height, table.width, style="Table Grid" if table.is_ruled else None)
    for row, column, cell in placed(table):
        target = grid.cell(row, column)
        if cell.rows > 1 or cell.columns > 1:
            target = target.merge(grid.cell(row + cell.rows - 1, column + cell.columns - 1))
        target.text = cell.text
        if _is_amount(cell.text) and column > 1:
            target.paragraphs[0].alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    for row in grid.rows[: len(table.head)]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return document


def typst(tables: list[BudgetTable], font: str) -> list[bytes]:
    """Set each table with typst."""
    import typst as compiler

    found = []
    for table in tables:
        cells = [
            f"table.cell(colspan: {cell.columns}, rowspan: {cell.rows}, "
            f'align: {"right" if _is_amount(cell.text) and column > 1 else "left"})[#"{cell.text}"]'
            for row, column, cell in placed(table)
        ]
        count = sum(len(row) for row in table.head)
        stroke = "0.5pt" if table.is_ruled else "none"
        source = (
            f'#set text(font: "{font}", size: 10pt, lang: "th")\n#set page("a4")\n{_TITLE}\n\n'
            f"#table(columns: (auto, 1fr, auto, auto, auto), stroke: {stroke},\n"
            f"table.header({', '.join(cells[:count])}), {', '.join(cells[count:])})\n"
        )
        found.append(_typeset(compiler, source))
    return found


def _typeset(compiler: Any, source: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.typ")
        path.write_text(source, encoding="utf-8")
        return bytes(compiler.compile(str(path), font_paths=["/usr/share/fonts"]))


def reportlab(tables: list[BudgetTable], font: str) -> list[bytes]:
    """Set each table with reportlab."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(TTFont(font, font_file(font)))
    words = ParagraphStyle("words", fontName=font, fontSize=10, leading=14, wordWrap="CJK")
    amount = ParagraphStyle("amount", parent=words, alignment=2)
    found = []
    for table in tables:
        height = len(table.head) + len(table.rows)
        rows: list[list[Any]] = [[""] * table.width for _ in range(height)]
        style: list[tuple[Any, ...]] = []
        if table.is_ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)))
        for row, column, cell in placed(table):
            kind = amount if _is_amount(cell.text) and column > 1 else words
            rows[row][column] = Paragraph(html.escape(cell.text), kind)
            if cell.rows > 1 or cell.columns > 1:
                end = (column + cell.columns - 1, row + cell.rows - 1)
                style.append(("SPAN", (column, row), end))
        grid = Table(rows, colWidths=[50, 180, 80, 80, 80], repeatRows=len(table.head))
        grid.setStyle(TableStyle(style))
        out = io.BytesIO()
        SimpleDocTemplate(out).build([Paragraph(_TITLE, words), grid])
        found.append(out.getvalue())
    return found


def fpdf2(tables: list[BudgetTable], font: str) -> list[bytes]:
    """Set each table with fpdf2."""
    from fpdf import FPDF

    found = []
    for table in tables:
        page = FPDF()
        page.add_page()
        page.add_font("Known", fname=font_file(font))
        page.set_font("Known", size=10)
        page.multi_cell(0, 7, _TITLE, new_x="LMARGIN", new_y="NEXT")
        with page.table(
            col_widths=(14, 60, 26, 26, 26), wrapmode="CHAR", num_heading_rows=len(table.head),
            borders_layout="ALL" if table.is_ruled else "NONE", headings_style=_plain_face(),
        ) as grid:  # fmt: skip
            for cells in (*table.head, *table.rows):
                row = grid.row()
                for cell in cells:
                    align = "RIGHT" if _is_amount(cell.text) else "LEFT"
                    row.cell(cell.text, align=align, colspan=cell.columns, rowspan=cell.rows)
        found.append(bytes(page.output()))
    return found


def _plain_face() -> Any:
    from fpdf.fonts import FontFace

    return FontFace(emphasis="")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=300)


PRINTERS = {
    "chromium": chromium,
    "libreoffice": libreoffice,
    "typst": typst,
    "reportlab": reportlab,
    "fpdf2": fpdf2,
}
