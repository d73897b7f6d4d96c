"""PDFs of a known text by today's producers: browser, office, typesetter, Python libraries."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

KNOWN_TEXT = Path(__file__).parent.parent / "tests" / "pdf_corpus" / "known_text.yaml"
_A4_CSS = "@page{size:A4;margin:20mm} table{border-collapse:collapse;width:100%}"
_BORDERS = "td,th{border:1px solid #333;padding:3px 6px;vertical-align:top}"


@dataclass
class KnownText:
    """What is printed: a title, paragraphs, a bulleted list, a ruled table."""

    title: str
    paragraphs: list[str]
    items: list[str] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path = KNOWN_TEXT) -> KnownText:
        """Read the corpus text."""
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(data["title"], data["paragraphs"], data["list"], data["table"])

    @property
    def reading(self) -> str:
        """The text in reading order, a line per paragraph, item and cell."""
        cells = [cell for row in self.table for cell in row if cell]
        return "\n".join([self.title, *self.paragraphs, *self.items, *cells])


def as_html(text: KnownText, font: str) -> str:
    """Return the text as a web page; the list's bullets are drawn by the style, not written."""
    escape = html.escape
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in text.table
    )
    return (
        f"<!doctype html><html lang=th><meta charset=utf-8><style>{_A4_CSS}{_BORDERS}"
        f"body{{font:14px '{font}'}} li{{list-style:none}}</style>"
        f"<h2>{escape(text.title)}</h2>"
        + "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.paragraphs)
        + "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in text.items) + "</ul>"
        + f"<table>{rows}</table></html>"
    )  # fmt: skip


def chromium(text: KnownText, font: str) -> bytes:
    """Print through Chromium's headless mode."""
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(as_html(text, font), encoding="utf-8")
        _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", page.as_uri())  # fmt: skip
        return out.read_bytes()


def libreoffice(text: KnownText, font: str) -> bytes:
    """Print a Word document through LibreOffice."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = font
    style.font.size = docx.shared.Pt(10)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:cs", "w:eastAsia", "w:hAnsi", "w:ascii"):
        fonts.set(qn(script), font)
    document.add_paragraph(text.title)
    for paragraph in (*text.paragraphs, *text.items):
        document.add_paragraph(paragraph)
    table = document.add_table(len(text.table), len(text.table[0]), style="Table Grid")
    for row, cells in zip(table.rows, text.table, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.docx")
        document.save(str(source))
        _run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", folder, str(source))  # fmt: skip
        return Path(folder, "page.pdf").read_bytes()


def typst(text: KnownText, font: str, size: float = 11) -> bytes:
    """Set with typst; `size` in points."""
    import typst as compiler

    def quoted(words: str) -> str:
        return '#"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'

    cells = ", ".join(f"[{quoted(cell)}]" for row in text.table for cell in row)
    blocks = [text.title, *text.paragraphs, *text.items]
    source = (
        f'#set text(font: "{font}", size: {size}pt, lang: "th")\n#set page("a4")\n'
        + "\n\n".join(quoted(block) for block in blocks)
    )
    if text.table:
        source += f"\n\n#table(columns: {len(text.table[0])}, {cells})\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.typ")
        path.write_text(source, encoding="utf-8")
        return bytes(compiler.compile(str(path), font_paths=["/usr/share/fonts"]))


def reportlab(text: KnownText, font: str) -> bytes:
    """Set with reportlab, which does not shape and wraps at spaces."""
    import io

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    # Its register is the process's: one name for two fonts would set both in the first one.
    pdfmetrics.registerFont(TTFont(font, font_file(font)))
    style = ParagraphStyle("known", fontName=font, fontSize=11, leading=16, wordWrap="CJK")
    story: list[Any] = [
        Paragraph(html.escape(block), style)
        for block in (text.title, *text.paragraphs, *text.items)
    ]
    rows = [[Paragraph(html.escape(cell), style) for cell in row] for row in text.table]
    table = Table(rows, colWidths=[40, 220, 60, 60, 60])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))]))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([*story, table])
    return out.getvalue()


def fpdf2(text: KnownText, font: str) -> bytes:
    """Set with fpdf2 without shaping."""
    from fpdf import FPDF

    page = FPDF()
    page.add_page()
    page.add_font("Known", fname=font_file(font))
    page.set_font("Known", size=11)
    for block in (text.title, *text.paragraphs, *text.items):
        page.multi_cell(0, 7, block, wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
    with page.table(
        col_widths=(12, 60, 20, 20, 20), wrapmode="CHAR", first_row_as_headings=False
    ) as table:
        for cells in text.table:
            row = table.row()
            for cell in cells:
                row.cell(cell)
    return bytes(page.output())


def font_file(family: str) -> str:
    """Return the file of an installed font family (its regular face)."""
    found = _run("fc-match", "-f", "%{file}", f"{family}:style=Regular")
    return found.strip()


def _run(*command: str) -> str:
    result = subprocess.run(command, check=True, capture_output=True, text=True, timeout=180)
    return result.stdout


def wkhtmltopdf(text: KnownText, font: str) -> bytes:
    """Print through wkhtmltopdf, which is seldom there: `wkhtmltopdf_like` stands for it."""
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(as_html(text, font), encoding="utf-8")
        _run("wkhtmltopdf", "--quiet", str(page), str(out))
        return out.read_bytes()


def lacks(font: str, text: str) -> bool:
    """Tell whether a font has no glyph for some letter of a text."""
    from fontTools.ttLib import TTFont

    letters = set(TTFont(font_file(font)).getBestCmap())
    return any(ord(letter) not in letters for letter in text if letter not in " \n–")


Producer = Callable[[KnownText, str], bytes]
PRODUCERS: dict[str, tuple[Producer, str]] = {
    "chromium": (chromium, "chromium"),
    "libreoffice": (libreoffice, "soffice"),
    "typst": (typst, ""),
    "reportlab": (reportlab, ""),
    "fpdf2": (fpdf2, ""),
    "wkhtmltopdf": (wkhtmltopdf, "wkhtmltopdf"),
}
"""Producer and the program that it needs, by name."""


def is_available(name: str) -> bool:
    """Tell whether the program that a producer needs is installed."""
    program = PRODUCERS[name][1]
    return not program or shutil.which(program) is not None
