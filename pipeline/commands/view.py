"""kpi-audit view: a page with what the program saw drawn on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.commands.common import LangOption, job, say


@job
def view(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF or an image.")],
    page: Annotated[int, typer.Option(min=1, help="Number of the page, from 1.")] = 1,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="PAGE.png", help="The picture to write.")
    ] = Path("page.png"),
    ocr: Annotated[
        Literal["auto", "never", "always"], typer.Option(help="When to read pages by OCR.")
    ] = "auto",
    lang: LangOption = "en",
) -> None:
    """Draw a page with the words, tables, fields, claims and findings that were seen on it.

    \b
    Example:
      kpi-audit view report.pdf --page 2 -o page.png
    """
    from pipeline.view import view as draw

    draw(file, page, out, ocr)
    say(f"เปิดดู {out}" if lang == "th" else f"look at {out}")
