# ruff: noqa: E501 (a line of a document stays a line of code)
"""KPI pages in structures that the corpus does not have: grids, lists, fields, preformatted text."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e

from tests.attack.case import Case
from tests.attack.reports import ladder, share, told
from tests.attack.sheet import Sheet, cells
from tests.corpus.model import Quarter

Body = Callable[[Sheet], str]


def _quarters(sheet: Sheet, tag: str = "td", open_row: str = "<tr>", end_row: str = "</tr>") -> str:
    heads = "".join(
        f"<{tag}>{e(head).replace(chr(10), '<br>')}</{tag}>" for head in sheet.heads_of_table()
    )
    rows = [cells(n, row) for n, row in sheet.rows()]
    body = "".join(
        f"{open_row}<{tag}>{a}</{tag}><{tag}>{b}</{tag}><{tag}>{c}<br>{d}</{tag}>{end_row}"
        for a, b, c, d in rows
    )
    return f"{open_row}{heads}{end_row}{body}"


def _sections(sheet: Sheet, head: str, body: str) -> str:
    out = []
    for title, texts in sheet.texts():
        inner = "".join(body.format(e(text)) for text in texts if text)
        out.append(head.format(e(title)) + inner)
    return "\n".join(out)


def css_grid(sheet: Sheet) -> str:
    """Label, colon and value in sibling cells of a grid without a table."""
    out = [
        '<div class="g"><div>รายละเอียดตัวชี้วัด</div><div>Back</div><div>Home</div></div>',
        f"<div class=h>{e(sheet.report.heading)}</div><div class=g>",
    ]
    for label, unit, value in sheet.pairs():
        out.append(f"<div>{label}</div><div>{e(unit)}</div><div>:</div><div>{value}</div>")
    first, second = sheet.type_lines()
    out.append(
        f"<div>{sheet.kind}</div><div>:</div><div>{first}</div><div>{second}</div><div>0</div></div>"
    )
    out.append(
        f"<div>รายละเอียดตัวชี้วัดฯ : พิมพ์ข้อมูล</div><div>{sheet.inspected()}</div><div>{sheet.table}</div>"
    )
    out.append(f"<div class=g>{_quarters(sheet, 'div', '', '')}</div>")
    return "".join(out) + _sections(sheet, "<div class=k>{}</div>", "<div class=v>{}</div>")


def label_row(sheet: Sheet) -> str:
    """A row of labels above a row of values."""
    first, second = sheet.type_lines()
    labels = [f"{label} ({unit})" for label, unit, _ in sheet.pairs()] + [sheet.kind]
    values = [value for _, _, value in sheet.pairs()] + [f"{first}<br>{second}"]
    head = "".join(f"<th>{e(label)}</th>" for label in labels)
    row = "".join(f"<td>{value}</td>" for value in values)
    return (f"<p>รายละเอียดตัวชี้วัด</p><h1>{e(sheet.report.heading)}</h1><table><tr>{head}</tr><tr>{row}</tr></table>"
            f"<p>{sheet.inspected()}</p><h2>{sheet.table}</h2><table>{_quarters(sheet)}</table>"
            + _sections(sheet, "<h3>{}</h3>", "<p>{}</p>"))  # fmt: skip


def three_cells(sheet: Sheet) -> str:
    """Label, unit and number in three cells of a row, no colon anywhere."""
    first, second = sheet.type_lines()
    rows = "".join(f"<tr><td>{a}</td><td>{e(b)}</td><td>{c}</td></tr>" for a, b, c in sheet.pairs())
    return (f"<table><tr><td colspan=3><b>{e(sheet.report.heading)}</b></td></tr>{rows}<tr><td>{sheet.kind}</td><td colspan=2>{first} {second}</td></tr>"
            f"<tr><td colspan=3>{sheet.inspected()}</td></tr></table><b>{sheet.table}</b><table>{_quarters(sheet)}</table>"
            + _sections(sheet, "</table><table><tr><td>{}</td></tr>", "<tr><td>{}</td></tr>"))  # fmt: skip


def pairs_in_one_row(sheet: Sheet) -> str:
    """Both header pairs beside each other in one row."""
    row = "".join(f"<td>{a} {e(b)}</td><td>: {c}</td>" for a, b, c in sheet.pairs())
    first, second = sheet.type_lines()
    return (f"<h2>{e(sheet.report.heading)}</h2><table><tr>{row}</tr><tr><td>{sheet.kind}</td><td>: {first}</td><td colspan=2>{second}</td></tr></table>"
            f"<div>{sheet.inspected()}</div><div>{sheet.table}</div><table>{_quarters(sheet)}</table>"
            + _sections(sheet, "<p><b>{}</b></p>", "<p>{}</p>"))  # fmt: skip


def dl(sheet: Sheet) -> str:
    """Everything in one definition list, narratives too."""
    items = "".join(f"<dt>{a} {e(b)}</dt><dd>{c}</dd>" for a, b, c in sheet.pairs())
    first, second = sheet.type_lines()
    return (f"<h1>{e(sheet.report.heading)}</h1><dl>{items}<dt>{sheet.kind}</dt><dd>{first}</dd><dd>{second}</dd><dt>{sheet.inspected()}</dt></dl>"
            f"<h4>{sheet.table}</h4><table>{_quarters(sheet)}</table><dl>"
            + _sections(sheet, "<dt>{}</dt>", "<dd>{}</dd>") + "</dl>")  # fmt: skip


def nested_list(sheet: Sheet) -> str:
    """Bulleted lists, headings as items with their texts in a list below."""
    items = "".join(f"<li>{a} {e(b)} : {c}" for a, b, c in sheet.pairs())
    first, second = sheet.type_lines()
    return (f"<ul><li>{e(sheet.report.heading)}<ul>{items}<li>{sheet.kind} : {first} {second}<li>{sheet.inspected()}</ul><li>{sheet.table}<table>{_quarters(sheet)}</table>"
            + _sections(sheet, "<li>{}", "<ul><li>{}</ul>") + "</ul>")  # fmt: skip


def fields(sheet: Sheet) -> str:
    """A form on screen: values in inputs, narratives in text areas, the type in a choice."""
    out = [f'<form><label>ชื่อตัวชี้วัด</label><input type=text value="{e(sheet.report.heading)}"><br>']
    for label, unit, value in sheet.pairs():
        out.append(f'<label>{label} {e(unit)} :</label> <input value="{value}"><br>')
    first, second = sheet.type_lines()
    out.append(
        f"<label>{sheet.kind} :</label><select><option>อื่น ๆ</option><option selected>{first}</option></select><span>{second}</span>"
    )
    out.append(f"<p>{sheet.inspected()}</p><p>{sheet.table}</p><table>{_quarters(sheet)}</table>")
    return (
        "".join(out) + _sections(sheet, "<label>{}</label>", "<textarea>{}</textarea>") + "</form>"
    )


def preformatted(sheet: Sheet) -> str:
    from tests.attack.sheet import text

    return f"<pre>{e(text(sheet))}</pre>"


def framed(sheet: Sheet) -> str:
    """Frames saved as one page: three documents, one after another."""
    return f"{css_grid(sheet)}</body></html>\n<html><head><title>menu</title></head><body><a href=x>เมนู</a></body></html>"


def bold_inline(sheet: Sheet) -> str:
    """Labels in bold, everything parted by line breaks in one paragraph."""
    head = "<br>".join(f"<b>{a}</b> <i>{e(b)}</i> : <b>{c}</b>" for a, b, c in sheet.pairs())
    first, second = sheet.type_lines()
    return (f"<p><b>{e(sheet.report.enumerator + sheet.report.title)}</b> : <b>{sheet.report.pid}</b><br>{head}<br><b>{sheet.kind}</b> : {first}<br>{second}<br>{sheet.inspected()}<br>{sheet.table}</p>"
            f"<table>{_quarters(sheet)}</table><p>" + _sections(sheet, "<b>{}</b><br>", "{}<br>") + "</p>")  # fmt: skip


def split_spans(sheet: Sheet) -> str:
    """Word processor's HTML: every few letters in a span of their own."""
    whole = bold_inline(sheet)
    out, inside = [], False
    for index, character in enumerate(whole):
        inside = inside or character == "<"
        if not inside and index % 7 == 0 and character not in "&;# \n":
            out.append(f"<span lang=TH>{character}</span>")
        else:
            out.append(character)
        inside = inside and character != ">"
    return "".join(out)


def transposed(sheet: Sheet) -> str:
    """The results with quarters as columns."""
    rows = [
        ["ไตรมาสที่", *(str(n) for n, _ in sheet.rows())],
        [f"ผลงาน ({sheet.report.unit_text})", *(row.result for _, row in sheet.rows())],
        ["ผลประเมินตัวชี้วัด", *(row.evaluation for _, row in sheet.rows())],
        ["(* 2.1 / 2.2 *)", *(f"{row.first} / {row.second}" for _, row in sheet.rows())],
    ]
    return _with_table(sheet, rows)


def transposed_words(sheet: Sheet) -> str:
    """Quarters as columns, each named with its months."""
    months = ("(ต.ค. - ธ.ค.)", "(ม.ค. - มี.ค.)", "(เม.ย. - มิ.ย.)", "(ก.ค. - ก.ย.)")
    rows = [
        ["รายการ", *(f"ไตรมาสที่ {n} {months[n - 1]}" for n, _ in sheet.rows())],
        ["ผลงาน", *(row.result for _, row in sheet.rows())],
        ["ผลประเมินตัวชี้วัด", *(row.evaluation for _, row in sheet.rows())],
        ["2.1 / 2.2", *(f"{row.first} / {row.second}" for _, row in sheet.rows())],
    ]
    return _with_table(sheet, rows)


def target_column(sheet: Sheet) -> str:
    """One more column: the quarter's target before its result."""
    rows = [
        [
            "ไตรมาสที่ (1 - 4)",
            "เป้าหมาย",
            f"*ผลงาน* ({sheet.report.unit_text})",
            "*ผลประเมินตัวชี้วัด*",
            "(* 2.1 / 2.2 *)",
        ]
    ]
    for n, row in sheet.rows():
        rows.append(
            [str(n), f"{n * 25}.00", row.result, row.evaluation, f"{row.first} / {row.second}"]
        )
    return _with_table(sheet, rows)


def split_pair(sheet: Sheet) -> str:
    """The pair in two columns."""
    rows = [["ไตรมาสที่", "ผลงาน", "ผลประเมินตัวชี้วัด", "2.1", "2.2"]]
    for n, row in sheet.rows():
        rows.append([str(n), row.result, row.evaluation, row.first, row.second])
    return _with_table(sheet, rows)


def no_pair(sheet: Sheet) -> str:
    """Neither pair nor its head."""
    rows = [["ไตรมาส", "ผลงาน", "ผลประเมิน"]]
    rows += [[f"ไตรมาสที่ {n}", row.result, row.evaluation] for n, row in sheet.rows()]
    return _with_table(sheet, rows)


def narrative_column(sheet: Sheet) -> str:
    """The last column holds remarks."""
    rows = [["ไตรมาสที่ (1 - 4)", "*ผลงาน*", "*ผลประเมินตัวชี้วัด*", "(* 2.1 / 2.2 *)", "หมายเหตุ"]]
    for n, row in sheet.rows():
        rows.append([*cells(n, row), "ตามแผน"])
    return _with_table(sheet, rows)


def _with_table(sheet: Sheet, rows: list[list[str]]) -> str:
    table = "".join(f"<tr>{''.join(f'<td>{e(cell)}</td>' for cell in row)}</tr>" for row in rows)
    first, second = sheet.type_lines()
    head = "".join(f"<p>{a} {e(b)} : {c}</p>" for a, b, c in sheet.pairs())
    return (f"<h1>{e(sheet.report.heading)}</h1>{head}<p>{sheet.kind} : {first}</p><p>{second}</p><p>{sheet.inspected()}</p>"
            f"<h2>{sheet.table}</h2><table border=1>{table}</table>" + _sections(sheet, "<h3>{}</h3>", "<p>{}</p>"))  # fmt: skip


STRUCTURES: dict[str, Body] = {
    body.__name__: body
    for body in (
        css_grid, label_row, three_cells, pairs_in_one_row, dl, nested_list, fields, preformatted,
        framed, bold_inline, split_spans, transposed, transposed_words, target_column, split_pair,
        no_pair, narrative_column,
    )
}  # fmt: skip


def page(body: str) -> str:
    return f"<html><head><meta charset=utf-8><title>KPI</title></head><body>{body}</body></html>"


def _entities(body: str) -> str:
    return "".join(f"&#{ord(c)};" if "\u0e01" <= c <= "\u0e5b" else c for c in body)


def _hexadecimal(body: str) -> str:
    return "".join(f"&#x{ord(c):X};" if "\u0e01" <= c <= "\u0e5b" else c for c in body)


def cases() -> list[Case]:
    """Return every structure with a ladder's report and with a share's, and its encodings."""
    found = []
    for number, (name, body) in enumerate(STRUCTURES.items()):
        for kind, report in (("ladder", ladder(number)), ("share", share(number))):
            sheet = Sheet(report)
            if name == "preformatted":
                sheet = Sheet(told(report, 2, "ประชุมคณะทำงานครั้งที่ 2\nสรุปแบบสำรวจเสนอผู้บริหาร"))
            truth = sheet.truth()
            if name == "no_pair":
                truth |= {f"quarters.{n}.evaluation_2_{k}": None for n in range(4) for k in (1, 2)}
            found.append(Case(f"{name}-{kind}.html", page(body(sheet)).encode(), truth))
    sheet = Sheet(ladder(40))
    whole = page(bold_inline(sheet))
    bare = whole.replace("<meta charset=utf-8>", "")
    encodings = {
        "entities": _entities(whole).encode(),
        "hexadecimal": _hexadecimal(whole).encode(),
        "tis-620": bare.encode("cp874", "xmlcharrefreplace"),
        "utf-16-le": b"\xff\xfe" + bare.encode("utf-16-le"),
        "utf-16-be": b"\xfe\xff" + bare.encode("utf-16-be"),
        "mojibake": whole.encode("cp874", "xmlcharrefreplace").decode("latin-1").encode("utf-8"),
        "twice-utf-8": whole.encode().decode("latin-1").encode("utf-8"),
        "upper": whole.replace("<b>", "<B>").replace("</b>", "</B>").replace("<br>", "<BR/>").replace("table", "TABLE").replace("<tr>", "<TR>").replace("<td>", "<TD>").encode(),
    }  # fmt: skip
    found += [Case(f"{name}.html", data, sheet.truth()) for name, data in encodings.items()]
    return found


def empty_row() -> Quarter:
    return Quarter("0.00", "", "0", "0")
