"""Printed report forms in other numberings, labels, markups and page breaks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from tests.attack.case import Case
from tests.attack.markup import page
from tests.attack.reports import ladder
from tests.corpus.kpi_form import Style
from tests.corpus.model import Report
from tests.corpus.thai_dates import THAI_DIGITS
from tests.corpus.truth import form_truth

LABELS = {
    "title": "ชื่อตัวชี้วัด", "level": "ระดับความสำเร็จ", "definition": "คำนิยาม", "calculation": "วิธีการคำนวณ",
    "target": "เป้าหมาย", "achieved": "ผลงานที่ทำได้", "report": "รายงานผลการดำเนินงาน (รายไตรมาส)",
    "quarter": "ไตรมาสที่ {n}", "summary": "สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)",
    "factors": "ปัจจัยสนับสนุนการดำเนินงาน", "obstacles": "อุปสรรคต่อการดำเนินงาน", "evidence": "หลักฐานอ้างอิง",
}  # fmt: skip
OTHERS = {
    "title": "ตัวชี้วัด", "level": "ระดับของตัวชี้วัด", "definition": "นิยามตัวชี้วัด", "calculation": "สูตรการคำนวณ",
    "target": "ค่าเป้าหมาย", "achieved": "ผลการดำเนินงานที่ทำได้", "report": "ผลการดำเนินงานรายไตรมาส",
    "quarter": "ผลการดำเนินงานไตรมาสที่ {n}", "summary": "สรุปผลการดำเนินการ",
    "factors": "ปัจจัยแห่งความสำเร็จ", "obstacles": "ปัญหาและอุปสรรค", "evidence": "เอกสารหลักฐานอ้างอิง",
}  # fmt: skip
STRATEGY = "**** สนับสนุนแผนพัฒนา กทม. ระยะ 20 ปี (ยุทธศาสตร์-ประเด็นยุทธศาสตร์-กลยุทธ์ตามแผนฯ /ตัวชี้วัด)**"
HEADS = (
    "**** แบบรายงานตัวชี้วัดรายหน่วยงาน ส่วนที่ 2 ****",
    "รายงานผลตามคำรับรอง กรุงเทพมหานคร    หน้า {n}",
)


@dataclass(frozen=True)
class Form:
    """A report with the labels and signs that its form prints."""

    report: Report
    labels: dict[str, str] = field(default_factory=lambda: dict(LABELS))
    number: str = "{n}. "
    sub: str = "({n}) "
    colon: str = " :"
    below: bool = False
    lead: str = ":: "

    def entries(self) -> list[tuple[str, str, list[str]]]:
        """Return number, label and value lines of every section."""
        r, unit = self.report, f"({self.report.unit_text})"
        steps = [f"ระดับที่ {x.level}. {x.criterion}" for x in r.levels]
        told = [[part.text for part in row.statements] for row in r.quarters]
        names = ("ประเด็นยุทธศาสตร์ : ", "----- ย่อย : ", "เป้าประสงค์ที่ : ")
        branches = [
            f"{name}{words if words.startswith('ด้านที่') else f'{code} - {words}'}"
            for name, (code, words) in zip(names, r.strategies, strict=False)
        ]
        rows = [
            ("1", "title", [f"{r.enumerator}{r.title}"]),
            ("2", "level", ["ผลผลิต (Output) ผลลัพธ์ (Outcome)", STRATEGY, *branches]),
            ("3", "definition", [f"{self.lead}{r.title} แบ่งเป็น 5 ระดับ ดังนี้", *steps]),
            (
                "4",
                "calculation",
                [f"{self.lead}{r.calculation}", *(f"- {line}" for line in r.ladder_lines)],
            ),
            ("5", "target", [f"{r.target} {unit}"]),
            ("", "achieved", [f"= {r.achieved} {unit}"]),
            ("6", "report", []),
            *((f"6.{n}", f"quarter{n}", lines) for n, lines in enumerate(told, 1)),
            ("6.5", "summary", [f"{self.lead}{r.summary}"]),
            ("7", "factors", [f"{self.lead}{r.factors}"]),
            ("8", "obstacles", [f"{self.lead}{r.obstacles}"]),
            ("9", "evidence", [f"- {item}" for item in r.evidence]),
        ]
        return [(n, self._label(name), lines) for n, name, lines in rows]

    def _label(self, name: str) -> str:
        if name.startswith("quarter"):
            return self.labels["quarter"].format(n=name[-1])
        return self.labels[name]

    def numbered(self, number: str, label: str) -> str:
        if not number:
            return f": {label}" if self.lead else label
        return (self.sub if "." in number else self.number).format(n=number) + label

    def lines(self) -> list[str]:
        out = []
        for number, label, values in self.entries():
            head = f"{self.numbered(number, label)}{self.colon}"
            if values and not self.below and not values[0].startswith((":", "-")):
                out += [f"{head} {values[0]}", *values[1:]]
            else:
                out += [head, *values]
        return [*out, f"ลงชื่อ {self.report.person} (ผู้รับผิดชอบโครงการ)", f"ตำแหน่ง {self.report.post}"]

    def text(self, joint: str = "\n\n") -> str:
        return joint.join(self.lines()) + "\n"

    def truth(self, **changes: Any) -> dict[str, Any]:
        found = form_truth(self.report, Style()) | {
            k.replace("__", "."): v for k, v in changes.items()
        }
        return {path: value for path, value in found.items() if value is not ...}


def _broken(form: Form, head: str, feed: bool) -> str:
    """Cut a page break with a running head into every fifth line."""
    out: list[str] = []
    for number, line in enumerate(form.lines()):
        if number and number % 7 == 0:
            out.append(("\f" if feed else "") + head.format(n=number // 7 + 1))
        out.append(line)
    return "\n\n".join(out)


def two_columns(form: Form) -> str:
    rows = [
        f"<tr><td>{escape(form.numbered(n, label))}</td><td>{'<br>'.join(map(escape, values))}</td></tr>"
        for n, label, values in form.entries()
    ]
    return _signed_table(form, rows)


def _signed_table(form: Form, rows: list[str]) -> str:
    sign = f"<p>ลงชื่อ {form.report.person} (ผู้รับผิดชอบโครงการ)</p><p>ตำแหน่ง {form.report.post}</p>"
    return page(f"<table border=1>{''.join(rows)}</table>{sign}")


def _three_columns(form: Form) -> str:
    rows = [
        f"<tr><td>{n}</td><td>{escape(label)}</td><td>{''.join(f'<p>{escape(v)}</p>' for v in values)}</td></tr>"
        for n, label, values in form.entries()
    ]
    return _signed_table(form, rows)


def cases() -> list[Case]:
    found: list[Case] = []

    def add(
        name: str, form: Form, data: str | None = None, suffix: str = "txt", **changes: Any
    ) -> None:
        whole = form.text() if data is None else data
        found.append(
            Case(
                f"form-{name}.{suffix}",
                whole.encode(),
                form.truth(**changes),
                "bma_form",
                exact=False,
            )
        )

    base = Form(ladder(101))
    add("plain", base)
    add("no-empty-lines", base, base.text("\n"))
    add("other-words", replace(base, labels=OTHERS))
    add("no-numbers", replace(base, number="", sub=""))
    add("no-numbers-below", replace(base, number="", sub="", below=True))
    add("no-colons", replace(base, colon=""))
    add("below", replace(base, below=True))
    add("below-no-lead", replace(base, below=True, lead=""))
    add("boxed", replace(base, number="({n}) "))
    add("brackets", replace(base, number="[{n}] "))
    add("sub-plain", replace(base, sub="{n} "))
    add("sub-dot", replace(base, sub="{n}. "))
    add("sub-none", replace(base, sub=""))
    add("items", replace(base, number="ข้อ {n} "))
    add("quarter-months", replace(base, labels=LABELS | {"quarter": "ไตรมาส {n} (ต.ค. - ธ.ค.)"}))
    add(
        "quarter-year",
        replace(base, labels=LABELS | {"quarter": "ไตรมาสที่ {n}/2564"}),
        fiscal_year=...,
    )
    add("thai", base, _thai_numbers(base))
    add("two-columns", base, two_columns(base), "html")
    add("three-columns", base, _three_columns(base), "html")
    add(
        "two-columns-other",
        replace(base, labels=OTHERS),
        two_columns(replace(base, labels=OTHERS)),
        "html",
    )
    for number, head in enumerate(HEADS):
        add(
            f"head-{number}",
            base,
            _broken(base, head, feed=False) if number == 0 else _broken(base, head, feed=True),
        )
    add("pre", base, page(f"<pre>{escape(base.text())}</pre>"), "html")
    add(
        "unsigned",
        base,
        base.text()
        .replace(f"ลงชื่อ {base.report.person}", "ลงชื่อ.....")
        .replace(base.report.post, "....."),
        signature__name=None,
    )
    add("lost-tones", base, _toneless(base), title={"contains": ["ร"]})
    return found


def _thai_numbers(form: Form) -> str:
    out = []
    for line in form.lines():
        head, dot, rest = line.partition(" ")
        out.append(head.translate(THAI_DIGITS) + dot + rest if head[:1] in "(0123456789" else line)
    return "\n\n".join(out)


def _toneless(form: Form) -> str:
    import re

    whole = form.text()
    for label in form.labels.values():
        whole = whole.replace(label, re.sub("[\u0e48-\u0e4b]", "", label))
    return whole.replace("ผู้รับ", "ผูรับ")
