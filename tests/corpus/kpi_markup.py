# ruff: noqa: E501 (a line of a document stays a line of code)
"""A KPI page in four markups: layout tables, sections, definition lists, cells beside cells."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape

from tests.corpus.kpi_page import (
    FOOTER,
    PROJECT_HEAD,
    STRATEGY_HEAD,
    TABLE_HEAD,
    Page,
    row_cells,
)  # fmt: skip

CHARSET = "<!--charset-->"
"""Where a declaration of the encoding goes, if there is one."""


def old_tables(page: Page, rng: random.Random) -> str:
    """Render as layout tables in tables with fonts, line breaks and open cells (m1)."""
    report, e = page.report, _breaks
    out = [f"<HTML><HEAD>{CHARSET}<TITLE>KPI</TITLE>",
           "<script language=javascript>var q = 'ไตรมาสที่ 9'; function p(){window.print();}</script>",
           "<style>.t{font-size:12px} td{color:#333}</style></HEAD>",
           "<BODY bgcolor=#ffffff><table width=780 border=0 align=center><tr><td>"]  # fmt: skip
    if not page.headless:
        out.append("<table width=100%><tr><td><font size=2>รายละเอียดตัวชี้วัด</font></td></tr><tr><td>"
                   '<a href="javascript:history.back()">Back</a> <a href=index.php>Home</a></td></tr></table>')  # fmt: skip
        out.append(f"<table width=100% cellpadding=4><tr><td><font size=4 color=navy><b>{e(page.report.heading)}</b></font></td></tr></table>")  # fmt: skip
    out.append("<table border=0><tr><td>")
    for label in ("ค่าเป้าหมาย", "ผลงานที่ทำได้"):
        name, value = page.header(label)
        out.append(f"<font class=t>{e(name)} : <b>{e(value)}</b></font><br>")
    first, second = page.type_lines
    out.append(f"<font class=t>{e(first)}<br>{e(second)}</font></td><td align=right>0</td></tr></table>")  # fmt: skip
    out.append("<p>รายละเอียดตัวชี้วัดฯ : <a href=print.php>พิมพ์ข้อมูล</a></p>")
    out.append(f"<p><font color=red>{e(page.inspection)}</font></p>")
    if not page.headless:
        out.append(f"<p><b>{TABLE_HEAD}</b></p><table border=1><tr><td>ไตรมาสที่<br>(1 - 4)<td>*ผลงาน*<br>({e(report.unit_text)})<td>*ผลประเมินตัวชี้วัด*<br>(* 2.1 / 2.2 *)")  # fmt: skip
        for number, row in enumerate(report.quarters, 1):
            no, result, evaluation, pair = row_cells(number, row)
            out.append(f"<tr><td align=center>{no}<td align=right>{result}<td align=center><b>{evaluation}</b><br><font size=1>{pair}</font>")  # fmt: skip
        out.append("</table>")
    for number, row in enumerate(report.quarters, 1):
        head = "" if page.headless else f"<tr bgcolor=#eeeeee><td><b>{page.quarter_head(number)}</b></td></tr>"  # fmt: skip
        out.append(f"<table width=100%>{head}<tr><td>{e(row.narrative())}</td></tr></table>")
    blocks = [(page.summary_head, report.summary), *page.texts()]
    for title, body in blocks:
        out.append(f"<table width=100%><tr><td><u>{e(title)}</u></td></tr><tr><td>{e(_wrapped(body, rng))}</td></tr></table>")  # fmt: skip
    lines = "<br>".join(map(escape, page.strategy_lines()))
    out.append(f"<p><b>{STRATEGY_HEAD}</b></p><p>{lines}</p><p><b>{PROJECT_HEAD}</b></p><p>{'<br>'.join(map(escape, report.projects))}</p>")  # fmt: skip
    out.append(f"<p><a href=db.php>{FOOTER}</a></p></td></tr></table></BODY></HTML>")
    return "\n".join(out)


def sections(page: Page, rng: random.Random) -> str:
    """Render as headings, sections and one data table (m2)."""
    report, e = page.report, escape
    out = [f'<!doctype html><html lang="th"><head>{CHARSET}<title>รายละเอียดตัวชี้วัด</title>',
           "<style>main{max-width:60rem}</style></head><body><main>"]  # fmt: skip
    if not page.headless:
        out.append('<header><div>รายละเอียดตัวชี้วัด</div><nav><a href="/">Back</a> <a href="/home">Home</a></nav></header>')  # fmt: skip
        out.append(f"<h1>{e(page.report.heading)}</h1>")
    for label in ("ค่าเป้าหมาย", "ผลงานที่ทำได้"):
        name, value = page.header(label)
        out.append(f'<div class="row"><span class="label">{e(name)} :</span> <strong>{e(value)}</strong></div>')  # fmt: skip
    out += [f"<div>{e(line)}</div>" for line in page.type_lines]
    out.append('<div class="badge">0</div><p>รายละเอียดตัวชี้วัดฯ : <a href="#p">พิมพ์ข้อมูล</a></p>')
    out.append(f"<p>{e(page.inspection)}</p>")
    if not page.headless:
        out.append(f"<section><h2>{TABLE_HEAD}</h2><table><thead><tr><th>ไตรมาสที่<br>(1 - 4)</th><th>*ผลงาน*<br>({e(report.unit_text)})</th><th>*ผลประเมินตัวชี้วัด*<br>(* 2.1 / 2.2 *)</th></tr></thead><tbody>")  # fmt: skip
        for number, row in enumerate(report.quarters, 1):
            no, result, evaluation, pair = row_cells(number, row)
            out.append(f"<tr><td>{no}</td><td>{result}</td><td><div>{evaluation}</div><div>{pair}</div></td></tr>")  # fmt: skip
        out.append("</tbody></table></section>")
    for number, row in enumerate(report.quarters, 1):
        head = "" if page.headless else f"<h3>{page.quarter_head(number)}</h3>"
        out.append(f"<section>{head}<p>{e(row.narrative())}</p></section>")
    out += [f"<section><h3>{e(title)}</h3><p>{e(_wrapped(body, rng))}</p></section>"
            for title, body in [(page.summary_head, report.summary), *page.texts()]]  # fmt: skip
    items = "".join(f"<li>{e(line)}</li>" for line in page.strategy_lines())
    projects = "".join(f"<p>{e(line)}</p>" for line in report.projects)
    out.append(f'<section><h3>{STRATEGY_HEAD}</h3><ul style="list-style:none">{items}</ul></section><section><h3>{PROJECT_HEAD}</h3>{projects}</section>')  # fmt: skip
    out.append(f"</main><footer>{FOOTER}</footer></body></html>")
    return "\n".join(out)


def definition_lists(page: Page, rng: random.Random) -> str:
    """Render with label and value in elements of their own, spare white space and entities (m3)."""
    report = page.report

    def e(text: str) -> str:
        return _noisy(text, rng)

    out = [f"<html><head>{CHARSET}<title>ตัวชี้วัด</title></head><body><div id=wrap>"]
    if not page.headless:
        out.append("<div>รายละเอียดตัวชี้วัด</div><div><a>Back</a>&nbsp;<a>Home</a></div>")
        out.append(f"<div class=title><span>{e(report.enumerator + report.title)}</span> <span>: {report.pid}</span></div>")  # fmt: skip
    out.append("<dl>")
    for label in ("ค่าเป้าหมาย", "ผลงานที่ทำได้"):
        out.append(f"<dt><span>{label}</span>&nbsp;<span>{e(report.unit_text)}</span>  :</dt>\n<dd>  {page.header(label)[1]} </dd>")  # fmt: skip
    out.append(f"<dt>ประเภทตัวชี้วัด :</dt><dd>{e(report.kpi_type)}</dd></dl><div>{e(page.type_lines[1])}</div><span>0</span>")  # fmt: skip
    out.append(f"<div>รายละเอียดตัวชี้วัดฯ : <a>พิมพ์ข้อมูล</a></div><div>{e(page.inspection)}</div>")
    if not page.headless:
        out.append(f"<div>{TABLE_HEAD}</div><div class=grid><div>ไตรมาสที่<br/>(1 - 4)</div><div>*ผลงาน*<br/>({e(report.unit_text)})</div><div>*ผลประเมินตัวชี้วัด*<br/>(* 2.1 / 2.2 *)</div>")  # fmt: skip
        for number, row in enumerate(report.quarters, 1):
            cells = "".join(f"<div>&#160;{cell}</div>" for cell in row_cells(number, row))
            out.append(cells)
        out.append("</div>")
    for number, row in enumerate(report.quarters, 1):
        head = (
            "" if page.headless else f"<dt>{page.quarter_head(number).replace(' ', '&nbsp;')}</dt>"
        )
        out.append(f"<dl>{head}<dd>\n{e(row.narrative())}\n</dd></dl>")
    out += [f"<dl><dt>{escape(title)}</dt><dd>{e(body)}</dd></dl>"
            for title, body in [(page.summary_head, report.summary), *page.texts()]]  # fmt: skip
    lines = "".join(f"<dd>{e(line)}</dd>" for line in page.strategy_lines())
    projects = "".join(f"<dd>{e(line)}</dd>" for line in report.projects)
    out.append(f"<dl><dt>{STRATEGY_HEAD}</dt>{lines}</dl><dl><dt>{PROJECT_HEAD}</dt>{projects}</dl><div><a>{FOOTER}</a></div></div></body></html>")  # fmt: skip
    return "\n".join(out)


def label_cells(page: Page, rng: random.Random) -> str:
    """Render with a label's cell beside its value's, the pair in a column of its own (m4)."""
    report, e = page.report, escape
    out = [
        f'<html lang="th"><head>{CHARSET}<title>KPI detail</title></head><body><div class="container">'
    ]
    if not page.headless:
        out.append(
            '<div class="crumbs"><span>รายละเอียดตัวชี้วัด</span></div><ul class="nav"><li>Back</li><li>Home</li></ul>'
        )
        out.append(f"<h2>{e(page.report.heading)}</h2>")
    out.append('<table class="facts">')
    for label in ("ค่าเป้าหมาย", "ผลงานที่ทำได้"):
        name, value = page.header(label)
        out.append(f'<tr><th scope="row">{e(name)}</th><td>: {e(value)}</td></tr>')
    first, second = page.type_lines
    name, _, value = first.partition(" : ")
    out.append(
        f'<tr><th scope="row">{e(name)}</th><td>: {e(value)}<br>{e(second)}</td></tr></table><p>0</p>'
    )
    out.append(f"<p>รายละเอียดตัวชี้วัดฯ : <a>พิมพ์ข้อมูล</a></p><h4>{e(page.inspection)}</h4>")
    if not page.headless:
        out.append(
            f"<h3>{TABLE_HEAD}</h3><table><tr><th>ไตรมาสที่ (1 - 4)</th><th>*ผลงาน* ({e(report.unit_text)})</th><th>*ผลประเมินตัวชี้วัด*</th><th>(* 2.1 / 2.2 *)</th></tr>"
        )
        for number, row in enumerate(report.quarters, 1):
            cells = "".join(f"<td><p>{cell}</p></td>" for cell in row_cells(number, row))
            out.append(f"<tr>{cells}</tr>")
        out.append("</table>")
    for number, row in enumerate(report.quarters, 1):
        head = "" if page.headless else f"<h4>{page.quarter_head(number)}</h4>"
        out.append(f"<article>{head}<blockquote>{e(row.narrative())}</blockquote></article>")
    for title, body in [(page.summary_head, report.summary), *page.texts()]:
        out.append(
            f"<article><h4>{e(title)}</h4><blockquote>{e(_wrapped(body, rng))}</blockquote></article>"
        )
    lines = "".join(f"<div>{e(line)}</div>" for line in page.strategy_lines())
    projects = "".join(f"<div>{e(line)}</div>" for line in report.projects)
    out.append(
        f"<h4>{STRATEGY_HEAD}</h4>{lines}<h4>{PROJECT_HEAD}</h4>{projects}<hr><small>{FOOTER}</small></div></body></html>"
    )
    return "\n".join(out)


def _breaks(text: str) -> str:
    """Escape, and begin a new line before every dash that opens an item."""
    return escape(text).replace(" - ", "<br> - ")


def _wrapped(text: str, rng: random.Random) -> str:
    """Wrap the source of a text at some of its spaces, as editors do."""
    return "".join("\n    " if c == " " and rng.random() < 0.1 else c for c in text)


def _noisy(text: str, rng: random.Random) -> str:
    """Write some spaces as &nbsp; and some letters as character references."""
    out = []
    for character in text:
        dice = rng.random()
        if character == " " and dice < 0.1:
            out.append("&nbsp;")
        elif character.isalpha() and dice < 0.01:
            out.append(f"&#{ord(character)};")
        else:
            out.append(escape(character))
    return "".join(out)


MARKUPS: dict[str, Callable[[Page, random.Random], str]] = {
    "m1": old_tables,
    "m2": sections,
    "m3": definition_lists,
    "m4": label_cells,
}
