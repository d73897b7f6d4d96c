# ruff: noqa: E501 (a line of a document stays a line of code)
"""KPI pages as text with other labels, other table rows, damage, and traps in the narratives."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from typing import Any

from tests.attack.case import Case
from tests.attack.reports import ladder, share, told
from tests.attack.sheet import HEADS, Sheet, lines, text
from tests.corpus.model import Report
from tests.corpus.thai_dates import THAI_DIGITS

TONES = re.compile("[\u0e48-\u0e4b]")
LABELS = {
    "achieved-other": {"achieved": "ผลการดำเนินงานที่ทำได้"},
    "colon-wide": {"colon": "："},
    "colon-tight": {"colon": ":"},
    "colon-none": {"colon": "  "},
    "colon-tab": {"colon": "\t"},
    "colon-equals": {"colon": " = "},
    "quarter-report": {"quarter": "รายงานผลการดำเนินงานไตรมาสที่ {n}"},
    "quarter-report-space": {"quarter": "รายงานผลการดำเนินงาน ไตรมาสที่ {n} :"},
    "quarter-without-th": {"quarter": "รายงานผล ไตรมาส {n}"},
    "quarter-short": {"quarter": "ไตรมาสที่ {n}"},
    "quarter-year": {"quarter": "รายงานผลฯ ไตรมาสที่ {n}/2564"},
    "quarter-numbered": {"quarter": "6.{n} รายงานผลฯ ไตรมาสที่ {n}"},
    "quarter-boxed": {"quarter": "[รายงานผลฯ ไตรมาสที่ {n}]"},
    "quarter-colon": {"quarter": "รายงานผลฯ : ไตรมาสที่ {n}"},
    "quarter-performance": {"quarter": "ผลการดำเนินงานไตรมาส {n}"},
    "quarter-of": {"quarter": "รายงานผลประจำไตรมาสที่ {n}"},
    "inspection-plain": {"inspection": "สยป. ตรวจประเมินตัวชี้วัด ไตรมาสที่ {q} : {v}"},
    "inspection-short": {"inspection": "***สยป.ประเมินตัวชี้วัด : ไตรมาส {q} : {v}"},
    "inspection-boxed": {"inspection": "*** สยป. ตรวจประเมินตัวชี้วัด (ไตรมาสที่ {q}) : {v}"},
    "inspection-equals": {"inspection": "* สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ {q} = {v}"},
    "inspection-percent": {"inspection": "*** สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ {q} : {v} %"},
    "inspection-space": {"inspection": "*** สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ {q} {v}"},
    "inspection-year": {"inspection": "*** สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ {q}/2564 : {v}"},
    "inspection-spelt": {"inspection": "*** สำนักยุทธศาสตร์และประเมินผล ตรวจประเมินตัวชี้วัด : ไตรมาสที่ {q}: {v}"},
    "table-other": {"table": "ตารางผลงานเทียบกับเป้าหมาย (รายไตรมาส)"},
    "table-none": {"table": ""},
    "no-top": {"top": (), "foot": ()},
    "site-top": {"top": ("กรุงเทพมหานคร", "ระบบติดตามตัวชี้วัด", "รายละเอียดตัวชี้วัด", "Back | Home")},
}  # fmt: skip
HEADINGS = {
    "heads-short": {"summary": "สรุปผลการดำเนินงาน", "definition": "นิยาม", "calculation": "วิธีการคำนวณ", "data_sources": "แหล่งข้อมูล", "strategies": "สนับสนุนยุทธศาสตร์", "projects": "โครงการที่สนับสนุนตัวชี้วัด"},
    "heads-numbered": {"summary": "1. สรุปผลการดำเนินงาน", "definition": "2. นิยาม/ความหมายของตัวชี้วัด", "calculation": "3. วิธีการคำนวณ/เกณฑ์การประเมิน", "data_sources": "4. แหล่งข้อมูล/วิธีการเก็บข้อมูล", "strategies": "5. สนับสนุนยุทธศาสตร์กรุงเทพมหานคร", "projects": "6. โครงการ/กิจกรรมที่สนับสนุนตัวชี้วัด"},
    "heads-colons": {name: head.strip("* ") + " :" for name, head in HEADS.items()},
    "heads-boxed": {name: f"[ {head.strip('* ')} ]" for name, head in HEADS.items()},
    "heads-formula": {"summary": "สรุปผลการดำเนินงานทั้งปี", "definition": "คำอธิบายตัวชี้วัด", "calculation": "สูตรการคำนวณ", "data_sources": "แหล่งที่มาของข้อมูล", "strategies": "สนับสนุนยุทธศาสตร์ กทม.", "projects": "โครงการ/กิจกรรมสนับสนุนตัวชี้วัด"},
    "heads-hashes": {name: f"## {head.strip('* ')}" for name, head in HEADS.items()},
}  # fmt: skip


def damaged() -> list[tuple[str, str, Sheet]]:
    """Return the page with what conversion and typing do to its letters."""
    sheet = Sheet(ladder(51))
    whole = text(sheet)
    labels = [*sheet.heads.values(), sheet.target, sheet.achieved, sheet.kind, sheet.table]
    labels += [sheet.quarter.format(n=n) for n in range(1, 5)]
    bare = whole
    for label in labels:
        bare = bare.replace(label, TONES.sub("", label))
    spaced = whole
    for label in labels:
        spaced = spaced.replace(label, label.replace("ำ", " ำ"))
    loose = whole
    for label in labels:
        loose = loose.replace(label, label.replace("ำ", " า"))
    return [
        ("tones-lost", bare, sheet),
        ("am-decomposed", whole.replace("ำ", "ํา"), sheet),
        ("am-split", spaced, sheet),
        ("am-split-lost", loose, sheet),
        ("nbsp", whole.replace(" ", "\u00a0"), sheet),
        ("zero-width", whole.replace("การ", "\u200bการ\u200b"), sheet),
        ("soft-hyphen", whole.replace("ตัวชี้วัด", "ตัว\u00adชี้วัด"), sheet),
        ("thai-digits", whole.translate(THAI_DIGITS), _thai(sheet)),
        ("crlf", whole.replace("\n", "\r\n"), sheet),
        ("cr", whole.replace("\n", "\r"), sheet),
        ("double-spaced", whole.replace("\n", "\n\n\n"), sheet),
        ("indented", textwrap.indent(whole, "\t    "), sheet),
        ("no-empty-lines", re.sub(r"\n+", "\n", whole), sheet),
        ("form-feeds", whole.replace("\n\nรายงานผลฯ", "\n\f\nรายงานผลฯ"), sheet),
        ("utf-8-bom", "\ufeff" + whole, sheet),
    ]


def _thai(sheet: Sheet) -> Sheet:
    """Return the sheet whose texts are in Thai digits; its figures are compared as numbers."""
    report = sheet.report
    rows = [row.narrative().translate(THAI_DIGITS) for row in report.quarters]
    for number, row in enumerate(rows, 1):
        report = told(report, number, row)
    texts = {
        name: getattr(report, name).translate(THAI_DIGITS) for name in ("definition", "summary")
    }
    levels = tuple(
        replace(level, criterion=level.criterion.translate(THAI_DIGITS)) for level in report.levels
    )
    return replace(sheet, report=replace(report, levels=levels, **texts))


TRAPS = {
    "trap-definition": "จัดทำเอกสารประกอบด้วย\nนิยาม\nขอบเขตงานและผู้รับผิดชอบ",
    "trap-target": "ทบทวนค่าเป้าหมายของปีก่อน\nค่าเป้าหมาย : 5\nแล้วรายงานผู้บริหาร",
    "trap-summary": "ประชุมคณะทำงานแล้ว\nสรุปผลการดำเนินงาน\nเสนอผู้บริหารเพื่อทราบ",
    "trap-sources": "รวบรวมข้อมูลจากทุกฝ่าย\nแหล่งข้อมูล : แบบสำรวจของฝ่าย\nและตรวจทานแล้ว",
    "trap-quarter": "ดำเนินการต่อจากไตรมาสที่ 1 แล้วเสร็จ\nไตรมาสที่ 3 จะประชุมอีกครั้ง",
    "trap-heading-quarter": "ทบทวนเอกสาร\nรายงานผลฯ ไตรมาสที่ 1\nและแก้ไขแล้ว",
    "trap-breaks": "1. ประชุมคณะทำงาน\n2. ลงพื้นที่สำรวจ 4 แห่ง\n- สรุปแบบสำรวจ\nและเสนอผู้บริหาร",
    "trap-table": "ผลงานรายเดือน\n1\n20.00\n2\n30.00\n3\n40.00\nตามแผน",
    "trap-form-words": "จัดทำแบบฟอร์มแล้ว\nปัญหาอุปสรรค : ไม่มี\nหลักฐานอ้างอิง\n- รายงานการประชุม",
    "trap-projects": "โครงการที่สนับสนุนตัวชี้วัด\nดำเนินการแล้ว 2 โครงการ",
}


def _variants() -> dict[str, Report]:
    base, other = ladder(61), share(62)
    return {
        "unit-long": replace(base, unit_text="ร้อยละของจำนวนเรื่องร้องเรียนที่แก้ไขแล้วเสร็จภายในระยะเวลาที่กำหนดต่อจำนวนเรื่องทั้งหมด"),
        "unit-number": replace(other, unit_text="ร้อยละ 30"),
        "unit-colon": replace(base, unit_text="อัตราส่วน 1:4"),
        "unit-boxed-number": replace(base, unit_text="ระดับ (1 - 5)"),
        "unit-boxed": replace(other, unit_text="เรื่อง (สะสม)"),
        "unit-dots": replace(other, unit_text="ตร.ม."),
        "unit-none": replace(other, unit_text=""),
        "title-colons": replace(base, title="ความสำเร็จ : ระยะที่ 2 : การปรับปรุงทางเดิน", enumerator="", sequence=""),
        "title-quoted": replace(base, title='ระดับความสำเร็จของ "สวน 15 นาที" (ระยะที่ 1)', enumerator="5.2 ", sequence="5.2"),
        "pid-short": replace(base, pid="0402-810"),
        "pid-zero": replace(base, pid="5013-0001"),
        "commas": replace(other, unit_text="คน", target="1,500", achieved="1,407.52"),
        "negative": replace(other, unit_text="ลดลงร้อยละ", target="-5", achieved="-2.50"),
        "empty-narratives": told(told(base, 1, ""), 3, ""),
        "dash-narratives": told(told(base, 1, "-"), 3, "-"),
        "dots-narratives": told(base, 4, "..."),
        "results-whole": replace(base, quarters=tuple(replace(row, result=row.result.removesuffix(".00")) for row in base.quarters)),
        "results-zero": replace(base, quarters=tuple(replace(row, result="0.00", evaluation="", first="0", second="0") for row in base.quarters)),
        "results-comma": replace(other, quarters=tuple(replace(row, result=f"{n},407.52") for n, row in enumerate(other.quarters, 1))),
        "results-one-decimal": replace(other, quarters=tuple(replace(row, result=row.result[:-1]) for row in other.quarters)),
        "results-four-decimals": replace(other, quarters=tuple(replace(row, result=row.result + "00", evaluation="100.0000") for row in other.quarters)),
        "summary-empty": replace(base, summary=""),
        "summary-lines": replace(base, summary="งานแล้วเสร็จตามแผน\nเบิกจ่ายแล้วร้อยละ 98\nส่งมอบแล้ว"),
        "no-projects": replace(base, projects=()),
    }  # fmt: skip


def cases() -> list[Case]:
    """Return every case of this module."""
    found: list[Case] = []

    def add(name: str, sheet: Sheet, whole: str | None = None, **changes: Any) -> None:
        data = (text(sheet) if whole is None else whole).encode()
        found.append(Case(f"{name}.txt", data, sheet.truth(**changes)))

    for number, (name, words) in enumerate(LABELS.items()):
        report = (ladder if number % 2 else share)(number)
        changes: dict[str, Any] = {"fiscal_year": ...} if "year" in name else {}
        add(name, Sheet(report, **words), **changes)  # type: ignore[arg-type]
    for number, (name, heads) in enumerate(HEADINGS.items()):
        add(name, Sheet(ladder(number + 30), heads=heads))
    for row in ("one", "tabs", "bars"):
        for number, report in enumerate((ladder(7), share(8))):
            sheet = Sheet(report)
            add(f"row-{row}-{number}", sheet, text(sheet, row))
    for name, whole, sheet in damaged():
        add(name, sheet, whole)
    for number, (name, words_told) in enumerate(TRAPS.items()):
        sheet = Sheet(told(ladder(70 + number), 2, words_told))
        add(name, sheet, fiscal_year=...)
    for name, report in _variants().items():
        changes = {"quarters__3__narrative": None} if name == "dots-narratives" else {}
        add(name, Sheet(report), **changes)
    for missing in (1, 3, 4):
        sheet = Sheet(ladder(80 + missing))
        kept = _without_row(sheet, missing)
        gone = {f"quarters__{missing - 1}__{cell}": None for cell in ("result", "evaluation", "evaluation_2_1", "evaluation_2_2")}  # fmt: skip
        add(f"row-missing-{missing}", sheet, "\n".join(kept), **gone)
    for width in (60, 75, 90):
        sheet = Sheet(ladder(90 + width))
        add(f"wrapped-{width}", sheet, _wrapped(text(sheet), width))
        add(f"wrapped-letters-{width}", sheet, _cut(text(sheet), width))
    sheet = Sheet(ladder(97))
    name = sheet.report.heading
    add("title-two-lines", sheet, text(sheet).replace(name, _half(name)))
    loose = ("wrapped", "title-two-lines")
    return [replace(case, exact=not case.name.startswith(loose)) for case in found]


def _half(title: str) -> str:
    place = title.find("ของ") + 3
    return f"{title[:place]}\n{title[place:]}"


def _without_row(sheet: Sheet, missing: int) -> list[str]:
    rows = list(sheet.report.quarters)
    short = replace(sheet.report, quarters=tuple(rows))
    whole = lines(Sheet(short))
    start = whole.index("(* 2.1 / 2.2 *)") + 1
    at = start
    for number, row in enumerate(rows, 1):
        size = 3 + bool(row.evaluation)
        if number == missing:
            return whole[:at] + whole[at + size :]
        at += size
    return whole


def _wrapped(whole: str, width: int) -> str:
    """Break lines between words, as a converter that keeps the printed lines does."""
    from pythainlp.tokenize import word_tokenize

    out = []
    for line in whole.split("\n"):
        row = ""
        for word in word_tokenize(line, engine="newmm") if line else [""]:
            if len(row) + len(word) > width:
                out.append(row.rstrip())
                row = word.lstrip()
            else:
                row += word
        out.append(row)
    return "\n".join(out)


def _cut(whole: str, width: int) -> str:
    """Break lines between words without empty lines between paragraphs."""
    return re.sub(r"\n\n+", "\n", _wrapped(whole, width))
