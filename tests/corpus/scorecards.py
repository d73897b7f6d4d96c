# ruff: noqa: E501 (a line of a document stays a line of code)
"""Score tables, cards, templates, personal and ministry forms, tables: clean, and with one fault."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.corpus.blocks import Block, Field, Table, page, text
from tests.corpus.media import chromium_pdf, encode
from tests.corpus.model import Document, Expected, Fact

OFFICES = (
    "กรมการผังเมืองและภูมิทัศน์",
    "สำนักงานบริหารคลังพัสดุกลาง",
    "ศูนย์บริการข้อมูลท้องถิ่น",
    "กองอำนวยการน้ำเพื่อชุมชน",
)
PEOPLE = ("นางสาวปาริฉัตร ทองสว่าง", "นายภูริช เกียรติก้อง", "นางวิมลวรรณ แสนสุข")
NAMES = (
    "ร้อยละของคำขอใช้บริการที่ตอบภายในกำหนด",
    "ร้อยละความพึงพอใจของผู้มาติดต่อ",
    "จำนวนแผนผังที่ปรับให้เป็นปัจจุบัน",
    "ระดับความสำเร็จของการจัดทำคลังข้อมูลกลาง",
    "ร้อยละของพัสดุที่ตรวจนับตรงกับทะเบียน",
    "จำนวนครั้งของการซ้อมแผนรับเหตุฉุกเฉิน",
    "ร้อยละการเบิกจ่ายงบลงทุน",
    "จำนวนชุมชนที่มีผู้ดูแลแหล่งน้ำประจำ",
)
SCALES = {
    "ร้อยละ": ("ร้อยละ", (60, 65, 70, 75, 80)),
    "จำนวน": ("แห่ง", (4, 6, 8, 10, 12)),
    "ระดับ": ("ระดับ", (1, 2, 3, 4, 5)),
}
WEIGHTS = ((20, 30, 50), (15, 25, 25, 35), (10, 20, 20, 20, 30), (40, 35, 25))
SKILLS = ("การมุ่งผลสัมฤทธิ์", "บริการที่ดี", "การทำงานเป็นทีม", "การสั่งสมความเชี่ยวชาญ", "การยึดมั่นในความถูกต้อง")
BANDS = ((90, "ดีเด่น"), (80, "ดีมาก"), (70, "ดี"), (60, "พอใช้"), (0, "ต้องปรับปรุง"))


@dataclass(frozen=True)
class Row:
    """A KPI with its criteria, result and scores as printed."""

    title: str
    unit: str
    steps: tuple[str, ...]
    weight: str
    result: str
    score: str
    weighted: str


@dataclass(frozen=True)
class Card:
    """Blocks with their truth, claims and what must be found."""

    layout: str
    kind: str
    blocks: list[Block]
    truth: dict[str, Any]
    claims: tuple[tuple[Fact, int | None], ...] = ()
    expected: tuple[Expected, ...] = ()
    may: tuple[str, ...] = ("TXT506", "TIM306", "EVI409", "EVI405", "EVI402", "TIM307")
    notes: dict[str, str] = field(default_factory=dict)


def rounded(value: Decimal, places: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def rows_of(rng: random.Random, places: int = 4) -> list[Row]:
    """KPIs whose weights add up to 100 and whose scores follow from their criteria."""
    found = []
    weights = rng.choice(WEIGHTS)
    for title, weight in zip(rng.sample(NAMES, len(weights)), weights, strict=True):
        unit, steps = next(scale for word, scale in SCALES.items() if title.startswith(word))
        step, share = rng.randint(1, 4), Decimal(rng.randint(0, 9)) / 10
        if unit == "ระดับ":
            share = Decimal(0)
        gap = steps[step] - steps[step - 1]
        result = Decimal(steps[step - 1]) + share * gap
        if unit == "แห่ง":
            result = Decimal(int(result))
            share = (result - steps[step - 1]) / gap
        score = rounded(Decimal(step) + share, places)
        printed = rounded(result, 2) if unit == "ร้อยละ" else f"{result:f}".split(".")[0]
        found.append(
            Row(title, unit, tuple(map(str, steps)), str(weight), printed, score,
                rounded(Decimal(score) * weight / 100, places))
        )  # fmt: skip
    return found


def total_of(rows: list[Row], places: int = 4) -> str:
    return rounded(sum((Decimal(row.weighted) for row in rows), Decimal(0)), places)


def item_truth(rows: list[Row]) -> dict[str, Any]:
    truth: dict[str, Any] = {"items": {"length": len(rows)}}
    for index, row in enumerate(rows):
        at = f"items.{index}."
        truth |= {at + "title": row.title, at + "weight": row.weight or None, at + "achieved.value": row.result,
                  at + "score": row.score, at + "weighted_score": row.weighted}  # fmt: skip
        for number, step in enumerate(row.steps):
            truth[f"{at}criteria.{number}.threshold"] = step
    return truth


def item_claims(rows: list[Row]) -> tuple[tuple[Fact, int | None], ...]:
    return tuple(
        (Fact(kind, value, value), None)
        for row in rows
        for kind, value in (
            ("weight", row.weight),
            ("score", row.score),
            ("score", row.weighted),
            ("achieved", row.result),
        )
    )


def score_table(
    rng: random.Random, change: Callable[[list[Row]], list[Row]] | None = None, **totals: str
) -> Card:
    """A department's score table; `change` plants a fault in its rows, `totals` in its totals."""
    office, year = rng.choice(OFFICES), rng.randint(2561, 2567)
    rows = rows_of(rng)
    rows = change(rows) if change else rows
    weight = totals.get("weight", "100")
    total = totals.get("score", total_of(rows))
    heads = (
        "ลำดับ",
        "ตัวชี้วัด",
        "หน่วยวัด",
        "น้ำหนัก (ร้อยละ)",
        "1",
        "2",
        "3",
        "4",
        "5",
        "ผลการดำเนินงาน",
        "ค่าคะแนนที่ได้",
        "ค่าคะแนนถ่วงน้ำหนัก",
    )
    cells = [
        (str(n), r.title, r.unit, r.weight, *r.steps, r.result, r.score, r.weighted)
        for n, r in enumerate(rows, 1)
    ]
    cells.append(("", "รวม", "", weight, "", "", "", "", "", "", "", total))
    blocks: list[Block] = [
        f"สรุปผลการประเมินตามคำรับรองการปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. {year}", office,
        Table(heads, tuple(cells), (rng.choice(("เกณฑ์การให้คะแนน", "ระดับคะแนน")), 4, 5)),
        "หมายเหตุ : คะแนนเต็ม 5 คะแนน",
    ]  # fmt: skip
    truth = {
        "agency": office,
        "fiscal_year": str(year),
        "total_weight": weight,
        "total_score": total,
        **item_truth(rows),
    }
    claims = (
        *item_claims(rows),
        (Fact("weight", weight, weight), None),
        (Fact("score", total, total), None),
    )
    return Card("score_table", "scorecard", blocks, truth, claims)


def sar_card(rng: random.Random, change: Callable[[list[Row]], list[Row]] | None = None) -> Card:
    """One KPI's self-assessment card with its table, explanation, evidence and certification."""
    office, year, months = (
        rng.choice(OFFICES),
        rng.randint(2561, 2567),
        rng.choice(("6", "9", "12")),
    )
    row = (change or (lambda rows: rows))(rows_of(rng)[:1])[0]
    phone = f"0 2{rng.randint(100, 999)} {rng.randint(1000, 9999)}"
    heads = (
        "ตัวชี้วัด/ข้อมูลพื้นฐานประกอบตัวชี้วัด",
        "น้ำหนัก (ร้อยละ)",
        "ผลการดำเนินงาน",
        "ค่าคะแนนที่ได้",
        "ค่าคะแนนถ่วงน้ำหนัก",
    )
    person, chief = rng.sample(PEOPLE, 2)
    blocks: list[Block] = [
        f"รายงานผลการปฏิบัติราชการตามคำรับรองการปฏิบัติราชการ (รายตัวชี้วัด) รอบ {months} เดือน ประจำปีงบประมาณ พ.ศ. {year}", office,
        Field("ชื่อตัวชี้วัด", f"1.2 {row.title}"), Field("ผู้กำกับดูแลตัวชี้วัด", f"{chief} โทรศัพท์ {phone}"),
        Field("ผู้จัดเก็บข้อมูล", f"{person} โทรศัพท์ {phone}"),
        Field("คำอธิบาย", "วัดจากงานที่บันทึกในระบบทะเบียนกลางของหน่วยงาน"),
        "เกณฑ์การให้คะแนน", Table(("ระดับ 1", "ระดับ 2", "ระดับ 3", "ระดับ 4", "ระดับ 5"), (row.steps,)),
        Table(heads, ((row.title, row.weight, row.result, row.score, row.weighted),)),
        "คำชี้แจงการปฏิบัติงาน/มาตรการที่ได้ดำเนินการ :", "หน่วยงานตรวจทานทะเบียนทุกเดือน และส่งรายงานให้ผู้บริหารแล้ว",
        "ปัจจัยสนับสนุนต่อการดำเนินงาน :", "ระบบทะเบียนใหม่เปิดใช้งานได้เร็วกว่ากำหนด",
        "อุปสรรคต่อการดำเนินงาน :", "เจ้าหน้าที่บางส่วนย้ายไปช่วยงานหน่วยอื่น",
        "ข้อเสนอแนะสำหรับการดำเนินงานในปีต่อไป :", "ควรอบรมผู้ใช้งานใหม่ก่อนเริ่มปี",
        "หลักฐานอ้างอิง :", "1. สรุปรายงานจากระบบทะเบียนกลาง", "2. บันทึกการประชุมติดตามงาน",
        "การรับรอง :", f"ลงชื่อ ({chief})", "ตำแหน่ง ผู้อำนวยการ",
    ]  # fmt: skip
    truth: dict[str, Any] = {
        "round": months, "fiscal_year": str(year), "items.0.title": row.title, "items.0.weight": row.weight,
        "items.0.score": row.score, "items.0.weighted_score": row.weighted, "items.0.achieved.value": row.result,
        "items.0.criteria": {"length": 5}, "items.0.evidence": {"length": 2}, "items.0.responsible": {"contains": [chief, phone]},
        "items.0.obstacles": {"contains": ["ย้ายไปช่วยงาน"]}, "items.0.supporting_factors": {"contains": ["เร็วกว่ากำหนด"]},
        "items.0.summary": {"contains": ["ตรวจทานทะเบียน"]}, "items": {"length": 1},
    }  # fmt: skip
    claims = tuple((fact, quarter) for fact, quarter in item_claims([row]) if fact.kind != "weight")
    return Card("sar_card", "scorecard", blocks, truth, claims)


def kpi_template(rng: random.Random) -> Card:
    """A KPI's template: criteria in columns, baselines of three years, quarters with both figures."""
    year = rng.randint(2561, 2567)
    row = next(row for row in iter(lambda: rng.choice(rows_of(rng)), None) if row.unit == "ร้อยละ")
    past = [f"{rng.randint(5500, 6900) / 100:.2f}" for _ in range(3)]
    target = row.steps[4]
    actual = [f"{value:.2f}" for value in sorted(rng.uniform(10, 70) for _ in range(4))]
    person, chief = rng.sample(PEOPLE, 2)
    blocks: list[Block] = [
        f"รายละเอียดตัวชี้วัด (KPI Template) ประจำปีงบประมาณ พ.ศ. {year}",
        Field("ชื่อตัวชี้วัด", row.title), Field("หน่วยวัด", "ร้อยละ"), Field("น้ำหนัก", f"ร้อยละ {row.weight}"),
        Field("ค่าเป้าหมาย", f"ร้อยละ {target}"),
        Field("คำอธิบาย", "งานที่นับคืองานที่รับเข้าระบบในปีงบประมาณนี้เท่านั้น"),
        Field("สูตรการคำนวณ", "จำนวนงานที่เสร็จตามกำหนด คูณ 100 หารด้วยจำนวนงานทั้งหมด"),
        "เกณฑ์การให้คะแนน :", Table(("ระดับ 1", "ระดับ 2", "ระดับ 3", "ระดับ 4", "ระดับ 5"), (row.steps,)),
        "รายละเอียดข้อมูลพื้นฐาน :",
        Table(("ข้อมูลพื้นฐานประกอบตัวชี้วัด", *(f"ปี {year - back}" for back in (3, 2, 1))), ((row.title, *past),)),
        Field("แหล่งข้อมูล/วิธีการจัดเก็บข้อมูล", "ระบบทะเบียนกลาง รวบรวมทุกสิ้นเดือน"),
        "เป้าหมายและผลการดำเนินงานรายไตรมาส :",
        Table(("รอบ", "เป้าหมาย", "ผลการดำเนินงาน"), tuple((f"ไตรมาสที่ {n}", str(15 * n), value) for n, value in enumerate(actual, 1))),
        Field("ผู้กำกับดูแลตัวชี้วัด", chief), Field("ผู้จัดเก็บข้อมูล", person),
    ]  # fmt: skip
    truth: dict[str, Any] = {
        "title": row.title, "unit_text": "ร้อยละ", "weight": row.weight, "target.value": target, "fiscal_year": str(year),
        "criteria": {"length": 5}, "data_sources": {"contains": ["ระบบทะเบียนกลาง"]}, "calculation": {"contains": ["คูณ 100"]},
        "definition": {"contains": ["งานที่นับ"]}, "responsible": person,
        **{f"criteria.{n}.threshold": step for n, step in enumerate(row.steps)},
    }  # fmt: skip
    return Card(
        "kpi_template",
        "kpi_report",
        blocks,
        truth,
        may=(*Card.__dataclass_fields__["may"].default, "TIM302"),
    )


def personal_form(
    rng: random.Random,
    change: Callable[[list[Row]], list[Row]] | None = None,
    wrong_band: bool = False,
) -> Card:
    """A person's form: results, competencies, the total by 70 and 30, the band."""
    person, office = rng.choice(PEOPLE), rng.choice(OFFICES)
    rows = [
        replace(row, weighted=rounded(Decimal(row.score) * Decimal(row.weight) / 100, 2))
        for row in rows_of(rng, 2)
    ]
    rows = change(rows) if change else rows
    sums = total_of(rows, 2)
    first = rounded(Decimal(sums) / 5 * 100, 2)
    levels = [(name, rng.randint(2, 4)) for name in rng.sample(SKILLS, 4)]
    shown = [
        (name, expected, max(1, expected - rng.choice((0, 0, 1, 2)))) for name, expected in levels
    ]
    points = [
        3 if gap <= 0 else 3 - gap for gap in (expected - level for _, expected, level in shown)
    ]
    second = rounded(Decimal(sum(points)) / 12 * 100, 2)
    parts = (rounded(Decimal(first) * 70 / 100, 2), rounded(Decimal(second) * 30 / 100, 2))
    total = rounded(Decimal(parts[0]) + Decimal(parts[1]), 2)
    band = next(name for lower, name in BANDS if Decimal(total) >= lower)
    if wrong_band:
        band = "ดีเด่น" if band != "ดีเด่น" else "พอใช้"
    heads = (
        "งาน",
        "ตัวชี้วัด",
        "1",
        "2",
        "3",
        "4",
        "5",
        "คะแนน (ก)",
        "น้ำหนัก (ข)",
        "คะแนนถ่วงน้ำหนัก (ก x ข)",
    )
    blocks: list[Block] = [
        "แบบประเมินผลการปฏิบัติราชการรายบุคคล รอบการประเมินที่ 1 (6 เดือน)", Field("ชื่อผู้รับการประเมิน", person),
        Field("ตำแหน่ง", "นักวิเคราะห์แผนงาน"), Field("สังกัด", office), "ส่วนที่ 1 ผลสัมฤทธิ์ของงาน",
        Table(heads, (*(("งานประจำ", r.title, *r.steps, r.score, r.weight, r.weighted) for r in rows),
                      ("รวม", "", "", "", "", "", "", "", "100", sums)), ("ระดับค่าเป้าหมาย", 2, 5)),
        f"คะแนนผลสัมฤทธิ์ของงาน = {sums} / 5 x 100 = {first}", "ส่วนที่ 2 สมรรถนะ",
        Table(("สมรรถนะ", "ระดับที่คาดหวัง", "ระดับที่แสดงออก", "คะแนน"),
              tuple((name, str(a), str(b), str(p)) for (name, a, b), p in zip(shown, points, strict=True))),
        "ส่วนที่ 3 สรุปผลการประเมิน",
        Table(("องค์ประกอบการประเมิน", "คะแนน (ก)", "น้ำหนัก (ข)", "รวมคะแนน (ก) x (ข)"),
              (("ผลสัมฤทธิ์ของงาน", first, "70%", parts[0]), ("พฤติกรรมการปฏิบัติราชการ (สมรรถนะ)", second, "30%", parts[1]),
               ("รวม", "", "100%", total))),
        f"ระดับผลการประเมิน : {band}",
    ]  # fmt: skip
    truth: dict[str, Any] = {"person": person, "round": "6", "total_weight": "100", "total_score": total, "band": band,
                             "competencies": {"length": 4}, "items": {"length": len(rows)}}  # fmt: skip
    for index, row in enumerate(rows):
        at = f"items.{index}."
        truth |= {
            at + "title": row.title,
            at + "weight": row.weight,
            at + "score": row.score,
            at + "weighted_score": row.weighted,
        }
    for index, ((name, a, b), p) in enumerate(zip(shown, points, strict=True)):
        at = f"competencies.{index}."
        truth |= {
            at + "name": name,
            at + "expected": str(a),
            at + "shown": str(b),
            at + "points": str(p),
        }
    claims = tuple((fact, q) for fact, q in item_claims(rows) if fact.kind != "achieved")
    return Card(
        "personal_form", "scorecard", blocks, truth, (*claims, (Fact("score", total, total), None))
    )


def ministry_form(rng: random.Random) -> Card:
    """A ministry's web form for one project and quarter."""
    quarter, year = rng.randint(1, 4), rng.randint(61, 67)
    ranges = {1: f"1 ต.ค. {year - 1} - 31 ธ.ค. {year - 1}", 2: f"1 ม.ค. {year} - 31 มี.ค. {year}",
              3: f"1 เม.ย. {year} - 30 มิ.ย. {year}", 4: f"1 ก.ค. {year} - 30 ก.ย. {year}"}  # fmt: skip
    office, title = rng.choice(OFFICES), rng.choice(NAMES)
    told = "จัดประชุมผู้ดูแลแหล่งน้ำครบทุกอำเภอ และส่งมอบคู่มือให้ชุมชนแล้ว"
    links = (
        "ยุทธศาสตร์ชาติ ด้านการปรับสมดุลภาครัฐ",
        "แผนแม่บท ประเด็นบริการประชาชน",
        "แผนการปฏิรูปประเทศ ด้านบริหารราชการ",
    )
    blocks: list[Block] = [
        "แบบรายงานผลการดำเนินงานโครงการ", Field("1. หน่วยงาน", office), Field("2. ชื่อโครงการ", "โครงการพัฒนาผู้ดูแลแหล่งน้ำ"),
        Field("3. ตัวชี้วัด", title), Field("4. งบประมาณ", f"{rng.randint(1, 9)},{rng.randint(100, 999)},000 บาท"),
        Field("5. ห้วงการรายงาน", f"ไตรมาสที่ {quarter} ({ranges[quarter]})"), "6. ความสอดคล้องกับแผน",
        *(f"6.{number} {link}" for number, link in enumerate(links, 1)), "7. ผลการดำเนินงาน", told,
    ]  # fmt: skip
    truth = {"agency": office, "title": title, "fiscal_year": f"25{year}", f"quarters.{quarter - 1}.narrative": told,
             "strategies": {"length": 3}, "projects": {"contains": ["ผู้ดูแลแหล่งน้ำ"]}}  # fmt: skip
    return Card("ministry_form", "kpi_report", blocks, truth)


def budget_table(rng: random.Random, wrong: str = "") -> Card:
    """A budget table with a total row and a share column; `wrong` is total or percent."""
    year = rng.randint(2561, 2567)
    names = rng.sample(("ค่าตอบแทน", "ค่าใช้สอย", "ค่าวัสดุ", "ค่าสาธารณูปโภค", "ค่าครุภัณฑ์", "เงินอุดหนุน"), 5)
    values = [rng.randint(110_000, 980_000) for _ in names]
    total = sum(values)
    shares = [rounded(Decimal(100 * value) / total, 2) for value in values]
    printed_total = total + 9_000 if wrong == "total" else total
    expected: tuple[Expected, ...] = ()
    if wrong == "total":
        expected = (Expected(("ARI102",), "total of a table", None, (f"{printed_total:,}",)),)
    if wrong == "percent":
        at = rng.randrange(5)
        shares[at] = rounded(Decimal(shares[at]) + Decimal("2.50"), 2)
        expected = (Expected(("ARI101", "ARI102"), "share of a table", None, (shares[at],)),)
    rows = [
        (str(n), name, f"{value:,}", share)
        for n, (name, value, share) in enumerate(zip(names, values, shares, strict=True), 1)
    ]
    rows.append(("", "รวมทั้งสิ้น", f"{printed_total:,}", "100.00"))
    title = f"ตารางงบประมาณรายจ่ายจำแนกตามหมวด ประจำปีงบประมาณ พ.ศ. {year}"
    blocks: list[Block] = [
        title,
        "หน่วย : บาท",
        Table(("ลำดับ", "หมวดรายจ่าย", "จำนวนเงิน", "ร้อยละ"), tuple(rows)),
    ]
    truth: dict[str, Any] = {"fiscal_year": str(year), "rows": {"length": 5}, "totals": {"length": 1},
                             "columns": {"length": 4}, "title": title}  # fmt: skip
    claims = (*((Fact("count", f"{v:,}", str(v)), None) for v in values), *((Fact("percent", s, s), None) for s in shares),
              (Fact("total", f"{printed_total:,}", str(printed_total)), None))  # fmt: skip
    return Card("budget_table", "table", blocks, truth, claims, expected)


CLEAN: dict[str, Callable[[random.Random], Card]] = {
    "score_table": score_table, "sar_card": sar_card, "kpi_template": kpi_template,
    "personal_form": personal_form, "ministry_form": ministry_form, "budget_table": budget_table,
}  # fmt: skip


def card_document(name: str, card: Card, rng: random.Random, medium: str) -> Document:
    """Set a card in a medium: one of CARD_MEDIA, or pdf and pdf-plain (printed with Chromium)."""
    markup, _, variant = medium.partition("-")
    if markup == "html":
        source = page(card.blocks, rng, plain=variant == "plain")
        data, suffix = encode(source, "windows-874" if variant == "874" else "utf-8"), "html"
    elif markup == "pdf":
        source = page(card.blocks, rng)
        if variant == "plain":
            source = source.replace("border:1px solid #333;", "")
        data, suffix = chromium_pdf(source), "pdf"
    else:
        data, suffix = text(card.blocks, markup).encode("utf-8"), "txt"
    return Document(f"{name}-{medium}.{suffix}", data, card.layout, card.kind, card.truth, card.claims,
                    card.expected, card.may)  # fmt: skip


def _shifted(row: Row, name: str, by: str) -> Row:
    """Return a row with one printed figure moved."""
    value = getattr(row, name)
    places = len(value.partition(".")[2])
    return replace(row, **{name: rounded(Decimal(value) + Decimal(by), places)})


def _first(rows: list[Row], change: Callable[[Row], Row]) -> list[Row]:
    return [change(rows[0]), *rows[1:]]


def weights_off(rng: random.Random) -> Card:
    """SCO208: one weight is five more than the table allows."""

    def change(rows: list[Row]) -> list[Row]:
        heavier = str(int(rows[0].weight) + 5)
        weighted = rounded(Decimal(rows[0].score) * Decimal(heavier) / 100, 4)
        return _first(rows, lambda row: replace(row, weight=heavier, weighted=weighted))

    card = score_table(rng, change)
    rows = card.truth["items"]["length"]
    return replace(
        card,
        expected=(Expected(("SCO208",), f"weights of {rows} rows add up to 105"),),
        may=(*card.may, "SCO210"),
    )


def weight_left_out(rng: random.Random) -> Card:
    """SCO209: one weight is not printed."""
    card = score_table(rng, lambda rows: _first(rows, lambda row: replace(row, weight="")))
    claims = tuple(each for each in card.claims if each[0].value)
    return replace(
        card, claims=claims, expected=(Expected(("SCO209",), "a weight that is not printed"),)
    )


def weighted_off(rng: random.Random) -> Card:
    """SCO210: a weighted score that is not score x weight / 100."""
    card = score_table(
        rng, lambda rows: _first(rows, lambda row: _shifted(row, "weighted", "0.0900"))
    )
    wrong = str(card.truth["items.0.weighted_score"])
    return replace(card, expected=(Expected(("SCO210",), "a weighted score", None, (wrong,)),))


def score_off(rng: random.Random) -> Card:
    """SCO211: a score that its result does not earn."""

    def change(row: Row) -> Row:
        off = _shifted(row, "score", "0.6000" if Decimal(row.score) < 4 else "-0.6000")
        return replace(off, weighted=rounded(Decimal(off.score) * Decimal(off.weight) / 100, 4))

    card = score_table(rng, lambda rows: _first(rows, change))
    wrong = str(card.truth["items.0.score"])
    return replace(card, expected=(Expected(("SCO211",), "a score", None, (wrong,)),))


def band_off(rng: random.Random) -> Card:
    """SCO213: the band is not the total's."""
    card = personal_form(rng, wrong_band=True)
    return replace(card, expected=(Expected(("SCO213",), "the band", None, (card.truth["band"],)),))


def total_off(rng: random.Random) -> Card:
    """SCO214: the total is not what its rows give."""
    rows: list[Row] = []
    state = rng.getstate()
    score_table(rng, lambda made: rows.extend(made) or made)
    rng.setstate(state)
    wrong = rounded(Decimal(total_of(rows)) + Decimal("0.2500"), 4)
    card = score_table(rng, None, score=wrong)
    return replace(card, expected=(Expected(("SCO214",), "the total score", None, (wrong,)),))


FAULTS: dict[str, Callable[[random.Random], Card]] = {
    "SCO208": weights_off, "SCO209": weight_left_out, "SCO210": weighted_off, "SCO211": score_off,
    "SCO213": band_off, "SCO214": total_off,
    "ARI102": lambda rng: budget_table(rng, "total"), "ARI101": lambda rng: budget_table(rng, "percent"),
}  # fmt: skip
