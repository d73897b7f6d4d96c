"""Bytes of a document: encodings with honest, missing and lying declarations, and PDF."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.corpus.kpi_markup import CHARSET

ENCODINGS = ("utf-8", "windows-874", "lying", "bom")
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "~/.local/share/fonts",
)
FONTS = ("Garuda.ttf", "Loma.ttf", "Sarabun-Regular.ttf", "NotoSansThai-Regular.ttf")


def encode(html: str, encoding: str) -> bytes:
    """Return HTML as bytes.

    utf-8 is declared; windows-874 is not; lying is utf-8 that declares iso-8859-1; bom is utf-8
    with a byte order mark and no declaration.
    """
    charset = {"utf-8": "utf-8", "lying": "iso-8859-1"}.get(encoding)
    meta = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        if charset
        else ""
    )
    html = html.replace(CHARSET, meta)
    if encoding == "windows-874":
        return html.encode("cp874", "xmlcharrefreplace")
    return (b"\xef\xbb\xbf" if encoding == "bom" else b"") + html.encode("utf-8")


@cache
def chromium() -> str | None:
    """Return the path of Chromium, or None when there is none."""
    return next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


def chromium_pdf(html: str) -> bytes:
    """Print HTML to PDF; raises RuntimeError with what Chromium said when nothing was printed."""
    program = chromium()
    if program is None:
        raise RuntimeError("Chromium is not installed")
    with tempfile.TemporaryDirectory(prefix="print-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_bytes(encode(html, "utf-8"))
        command = [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            "--print-to-pdf-no-header",
            f"--print-to-pdf={target}",
            str(source),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if not target.is_file():
            raise RuntimeError(f"Chromium printed nothing: {done.stderr[-500:]}")
        return target.read_bytes()


@cache
def thai_font() -> Path | None:
    """Return a Thai font of this system, or None when there is none."""
    for name in FONTS:
        for folder in FONT_FOLDERS:
            found = next(iter(Path(folder).expanduser().rglob(name)), None)
            if found is not None:
                return found
    return None


def fpdf_pdf(text: str, size: int = 11) -> bytes:
    """Set plain text line by line with fpdf2, wrapped between words; always the same bytes."""
    from fpdf import FPDF
    from pythainlp.tokenize import word_tokenize

    font = thai_font()
    if font is None:
        raise RuntimeError("no Thai font was found")
    pdf = FPDF(format="A4")
    pdf.set_creation_date(datetime(2024, 1, 1, tzinfo=UTC))
    pdf.add_font("thai", fname=str(font))
    pdf.set_font("thai", size=size)
    pdf.set_margins(18, 15)
    pdf.add_page()
    width = pdf.epw - 4
    for line in text.split("\n"):
        row = ""
        for word in word_tokenize(line, engine="newmm") if line else [""]:
            if pdf.get_string_width(row + word) > width:
                pdf.cell(0, 6, row, new_x="LMARGIN", new_y="NEXT")
                row = ""
            row += word
        pdf.cell(0, 6, row, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def picture_pdf(text: str) -> bytes:
    """Return a PDF whose one page is a picture: a grey bar for every line of the text."""
    from fpdf import FPDF
    from PIL import Image, ImageDraw

    picture = Image.new("L", (620, 877), 255)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(text.split("\n")[:80]):
        if line.strip():
            draw.rectangle(
                (40, 30 + 10 * number, 40 + 4 * min(len(line), 130), 35 + 10 * number), 90
            )
    pdf = FPDF(format="A4")
    pdf.set_creation_date(datetime(2024, 1, 1, tzinfo=UTC))
    pdf.add_page()
    pdf.image(picture, 0, 0, 210, 297)
    return bytes(pdf.output())


def reportlab_pdf(text: str, size: int = 11) -> bytes:
    """Set plain text line by line with reportlab (no shaping), wrapped between words."""
    import io

    from pythainlp.tokenize import word_tokenize
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    font = thai_font()
    if font is None:
        raise RuntimeError("no Thai font was found")
    pdfmetrics.registerFont(TTFont("thai", str(font)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    width, y = A4[0] - 100, A4[1] - 50
    rows = []
    for line in text.split("\n"):
        row = ""
        for word in word_tokenize(line, engine="newmm") if line else [""]:
            if pdfmetrics.stringWidth(row + word, "thai", size) > width:
                rows.append(row)
                row = ""
            row += word
        rows.append(row)
    canvas.setFont("thai", size)
    for row in rows:
        if y < 50:
            canvas.showPage()
            canvas.setFont("thai", size)
            y = A4[1] - 50
        canvas.drawString(50, y, row)
        y -= size * 1.5
    canvas.save()
    return out.getvalue()
