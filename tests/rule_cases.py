"""Rows of tests/cases/rules: a compact report, rendered and judged by the whole line.

A row says in `why` what it holds, and describes a document in one of four ways:

    (page)  title, code, unit, target, achieved, type, inspection "4: 95", results, evaluations,
            pairs, q1 … q4, summary, definition, calculation, data_sources, strategies, projects
            ladder (true for the usual five steps, or their criteria), percents, points
    form    the nine sections: title, target, achieved, unit, definition, calculation, q1 … q4,
            summary, factors, obstacles, evidence, signed, and what a printed form may lack
    card    a scorecard: items (sequence, title, unit, weight, target, result, score, weighted,
            criteria), total_weight, total_score, band, notes
    text    verbatim; `scan` adds that many pages without a text layer and makes it a PDF

What a row leaves out stands as in the clean report below. `null` leaves it out of the document.
`expect` narrows what must be found: quarter, level, quote, severity, changes_score, count,
expected, actual.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases" / "rules"
YEAR = "2564"
CLEAN: dict[str, Any] = {
    "title": "ระดับความสำเร็จของการดูแลต้นไม้ริมถนน",
    "code": "0412-0731",
    "unit": "ระดับ",
    "target": "5",
    "achieved": "5.00",
    "type": "ตัวชี้วัดเชิงยุทธศาสตร์",
    "inspection": "4: 100",
    "results": ["1.00", "2.00", "3.00", "5.00"],
    "evaluations": ["100", "100", "100", "100"],
    "pairs": ["100 / 100", "100 / 100", "100 / 100", "100 / 100"],
    "q1": "สำรวจต้นไม้ใหญ่ในพื้นที่แล้วเสร็จ เมื่อวันที่ 9 พฤศจิกายน 2563",
    "q2": "จัดทำทะเบียนต้นไม้และขึ้นระบบแล้ว เมื่อวันที่ 18 กุมภาพันธ์ 2564",
    "q3": "ตัดแต่งกิ่งและค้ำยันครบทุกเส้นทาง เมื่อวันที่ 24 พฤษภาคม 2564",
    "q4": "ดำเนินการดังนี้ - อบรมอาสาสมัครดูแลต้นไม้ของชุมชนแล้ว เมื่อวันที่ 14 กรกฎาคม 2564 "
    "- เสนอรายงานผลการดูแลต้นไม้ต่อผู้อำนวยการเขตแล้ว เมื่อวันที่ 2 กันยายน 2564",
    "summary": "งานดูแลต้นไม้เป็นไปตามแผนทั้งปี",
    "definition": "การดูแลต้นไม้ หมายถึง งานสำรวจ ขึ้นทะเบียน ตัดแต่ง และรายงานผลต้นไม้ริมถนน",
    "calculation": "นับตามขั้นที่ทำได้จริง",
    "data_sources": "ทะเบียนต้นไม้ของฝ่ายรักษาความสะอาด",
    "strategies": ":๑.๕ - เมืองสีเขียวสะดวกสบาย",
    "projects": "โครงการต้นไม้ปลอดภัย",
}
CLEAN_FORM: dict[str, Any] = {
    **{key: CLEAN[key] for key in ("title", "unit", "target", "achieved", "definition")},
    **{key: CLEAN[key] for key in ("calculation", "q1", "q2", "q3", "q4", "summary")},
    "factors": "ชุมชนร่วมแจ้งจุดเสี่ยง",
    "obstacles": "ฝนตกต่อเนื่องหลายสัปดาห์",
    "evidence": ["บันทึกข้อความ ที่ กท 5804/221 ลงวันที่ 2 กันยายน 2564"],
    "signed": "นายวิชาญ ร่มเย็น",
    "position": "หัวหน้าฝ่ายรักษาความสะอาด",
}


LADDER = (
    "สำรวจต้นไม้ใหญ่ในพื้นที่เขต",
    "จัดทำทะเบียนต้นไม้และนำขึ้นระบบสารสนเทศ",
    "ตัดแต่งกิ่งและค้ำยันต้นไม้ทุกเส้นทาง",
    "อบรมอาสาสมัครดูแลต้นไม้ของชุมชน",
    "เสนอรายงานผลการดูแลต้นไม้ต่อผู้อำนวยการเขต",
)


@dataclass(frozen=True)
class Row:
    """A row with the code it is about and whether that code must be raised."""

    code: str
    name: str
    is_flagged: bool
    spec: dict[str, Any]


def rows() -> Iterator[Row]:
    """Yield the rows of all codes; ValueError where a file is not made of flagged and fine."""
    for path in sorted(CASES.glob("*.yaml")):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        if set(table) != {"rule", "flagged", "fine"} or table["rule"] != path.stem:
            raise ValueError(f"{path.name} must hold rule: {path.stem}, flagged and fine")
        for part in ("flagged", "fine"):
            for name, spec in table[part].items():
                yield Row(path.stem, name, part == "flagged", spec)


def laddered(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a row with definition and calculation written from its ladder, where it has one."""
    if "ladder" not in spec:
        return spec
    steps = LADDER if spec["ladder"] is True else spec["ladder"]
    numbers = range(1, len(steps) + 1)
    percents = spec.get("percents") or [20 * n for n in numbers]
    points = spec.get("points") or [2 * n for n in numbers]
    told = " ".join(f"ระดับที่ {n}. {step}" for n, step in zip(numbers, steps, strict=True))
    lines = []
    for number, percent, point in zip(numbers, percents, points, strict=True):
        reached = "+".join(str(n) for n in range(1, number + 1))
        share = f" ร้อยละ {percent}" if percent is not None else ""
        earned = f" ({point} คะแนน)" if point is not None else ""
        lines.append(f"- ความสำเร็จระดับที่ {reached} คิดผลการดำเนินงานเป็น{share}{earned}")
    written = {
        "definition": f"ความสำเร็จของงาน แบ่งเป็น {len(steps)} ระดับ ดังนี้ {told}",
        "calculation": "วิธีคำนวณ " + " ".join(lines),
    }
    return {**written, **spec}


def page(spec: dict[str, Any]) -> str:
    """Return a KPI page as a converter leaves it: a cell a line."""
    r = {**CLEAN, **laddered(spec)}
    quarter, _, value = (r["inspection"] or ": ").partition(":")
    lines = [
        f"{r['title']} : {r['code']}",
        f"ค่าเป้าหมาย {r['unit']} : {r['target'] or ''}",
        f"ผลงานที่ทำได้ {r['unit']} : {r['achieved'] or ''}",
        f"ประเภทตัวชี้วัด : {r['type']}",
        "(ตัวชี้วัดระดับผลผลิต (output))",
    ]
    if r["inspection"]:
        lines.append(f"*** สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ {quarter}:{value}")
    if r["results"]:
        lines += ["ผลงานเทียบกับเป้าหมายรายไตรมาส", "ไตรมาสที่", "(1 - 4)", "*ผลงาน*"]
        lines += [f"({r['unit']})", "*ผลประเมินตัวชี้วัด*", "(* 2.1 / 2.2 *)"]
        cells = zip(r["results"], r["evaluations"], r["pairs"], strict=True)
        for number, row in enumerate(cells, start=1):
            lines += [str(number), *(str(cell) for cell in row if cell not in (None, ""))]
    for number in range(1, 5):
        lines += [f"รายงานผลฯ ไตรมาสที่ {number}", r[f"q{number}"] or ""]
    heads = {
        "summary": "** สรุปผลการดำเนินงาน **",
        "definition": "นิยาม หรือความหมายของตัวชี้วัด",
        "calculation": "วิธีการคำนวณ หรือ เกณฑ์การประเมิน",
        "data_sources": "วิธีการการเก็บข้อมูล/แหล่งข้อมูล",
        "strategies": "สนับสนุนยุทธศาสตร์กรุงเทพมหานครฯ",
        "projects": "โครงการ/กิจกรรมที่สนับสนุนตัวชี้วัด",
    }
    for name, head in heads.items():
        lines += [head, r[name] or ""]
    return "\n\n".join(line for line in lines if line) + "\n\nฐานข้อมูลประกอบตัวชี้วัดการพัฒนาเมือง\n"


def form(spec: dict[str, Any]) -> str:
    """Return the printed form of nine sections."""
    r = {**CLEAN_FORM, **laddered(spec)}
    numbers = r.get("numbers") or [1, 2, 3, 4, 5, 6, 7, 8, 9]
    heads = [
        f"ชื่อตัวชี้วัด : {r['title']}",
        "ระดับความสำเร็จ : ผลผลิต (Output)",
        f"คำนิยาม :\n\n{r['definition'] or ''}",
        f"วิธีการคำนวณ :\n\n{r['calculation'] or ''}",
        f"เป้าหมาย : {r['target'] or ''} ({r['unit']})\n\n"
        f": ผลงานที่ทำได้ = {r['achieved'] or ''} ({r['unit']})",
        "รายงานผลการดำเนินงาน (รายไตรมาส) :\n\n" + "\n\n".join(_form_quarters(r)),
        f"ปัจจัยสนับสนุนการดำเนินงาน :\n\n{r['factors'] or ''}",
        f"อุปสรรคต่อการดำเนินงาน :\n\n{r['obstacles'] or ''}",
        "หลักฐานอ้างอิง :\n\n" + "\n\n".join(f"- {item}" for item in r["evidence"] or ()),
    ]
    lines = [f"{n}. {head}" for n, head in zip(numbers, heads, strict=False)]
    if "signed" not in spec or spec["signed"] is not False:
        name = r["signed"] or "....."
        lines += [f"ลงชื่อ {name} (ผู้รับผิดชอบโครงการ)", f"ตำแหน่ง {r['position'] or '.....'}"]
    return "\n\n".join(lines) + "\n"


def _form_quarters(r: dict[str, Any]) -> list[str]:
    marks = r.get("quarter_numbers") or ["6.1", "6.2", "6.3", "6.4", "6.5"]
    heads = [f"ไตรมาสที่ {n}" for n in range(1, 5)] + ["สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)"]
    bodies = [r[f"q{n}"] for n in range(1, 5)] + [r["summary"]]
    return [f"({m}) {h} : {b or ''}" for m, h, b in zip(marks, heads, bodies, strict=True)]


def document(spec: dict[str, Any]) -> tuple[bytes, str]:
    """Return the bytes of a row's document and a name for it."""
    if spec.get("scan"):
        return scanned(spec.get("text", ""), int(spec["scan"])), "row.pdf"
    text = spec.get("text")
    if text is None:
        text = form(spec["form"] or {}) if "form" in spec else page(spec)
    return str(text).encode("utf-8"), "row.txt"


def scanned(text: str, pages: int) -> bytes:
    """Return a PDF of a page of text (none for an empty one) and pages that are only pictures."""
    from io import BytesIO

    from fpdf import FPDF
    from PIL import Image

    from tests.corpus.media import thai_font

    pdf = FPDF(unit="pt", format="A4")
    if text:
        pdf.add_page()
        pdf.add_font("thai", fname=str(thai_font()))
        pdf.set_font("thai", size=14)
        pdf.multi_cell(0, 22, text)
    picture = BytesIO()
    Image.new("L", (300, 400), 200).save(picture, "PNG")
    for _ in range(pages):
        pdf.add_page()
        pdf.image(picture, 60, 60, 300, 400)
    return bytes(pdf.output())
