# ruff: noqa: E501 (a line of a document stays a line of code)
"""Plain text as HTML, line by line: as paragraphs, or as rows of a layout table."""

from __future__ import annotations

from html import escape

from tests.corpus.kpi_markup import CHARSET


def paragraphs(text: str) -> str:
    """Return each line as a paragraph; form feeds become rules between pages."""
    rows = [f"<p>{escape(line)}</p>" for line in _lines(text)]
    return _page("\n".join(rows), '<html lang="th">')


def table_rows(text: str) -> str:
    """Return each line as a row of a layout table with fonts, scripts and styles around it."""
    rows = [f"<tr><td valign=top><font size=2 face=Tahoma>{escape(line)}</font></td></tr>" for line in _lines(text)]  # fmt: skip
    script = "<script>document.title='ร้อยละ 55';</script><style>td{padding:2px}</style>"
    return _page(f"{script}<table width=760>{''.join(rows)}</table>", "<HTML>")


def _lines(text: str) -> list[str]:
    return [line for line in text.replace("\f", "\n").split("\n") if line.strip()]


def _page(body: str, head: str) -> str:
    return f"{head}<head>{CHARSET}<title>รายงาน</title></head><body>\n{body}\n</body></html>"
