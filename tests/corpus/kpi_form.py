# ruff: noqa: E501 (a line of a document stays a line of code)
"""The printed form of nine sections: variants of labels and numbering, running head, page breaks."""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, replace

from tests.corpus.model import Fact, Quarter, Report, Statement
from tests.corpus.thai_dates import THAI_DIGITS

RUNNING_HEADS = (
    "**** ผลการดำเนินงานส่วนที่ 2 ผลสัมฤทธิ์ของงานตามแผนประจำปี แยกรายตัวชี้วัด ****",
    "**** รายงานผลการปฏิบัติราชการ ส่วนที่ 2 รายละเอียดตัวชี้วัด ****",
    "**** แบบรายงานผลสำเร็จของตัวชี้วัดประจำปี ****",
)
NUMBERINGS = ("{}. ", "{}) ", "thai")
COLONS = (" :", ":", " : ")
SECTIONS = (
    "ชื่อตัวชี้วัด", "ระดับความสำเร็จ", "คำนิยาม", "วิธีการคำนวณ", "เป้าหมาย",
    "รายงานผลการดำเนินงาน (รายไตรมาส)", "ปัจจัยสนับสนุนการดำเนินงาน",
    "อุปสรรคต่อการดำเนินงาน", "หลักฐานอ้างอิง",
)  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How a form prints its labels; `head_after` is the line of section 6 that a page break follows."""

    numbering: str = "{}. "
    colon: str = " :"
    sub: str = "({})"
    running_head: str = ""
    head_after: int = 3
    form_feed: bool = False
    width: int = 120
    signed: bool = True


def random_style(rng: random.Random) -> Style:
    """Return one of the styles that forms come in."""
    return Style(
        rng.choice(NUMBERINGS),
        rng.choice(COLONS),
        rng.choice(("({})", "{}", "({})")),
        rng.choice(("", *RUNNING_HEADS)),
        rng.randint(1, 6),
        rng.random() < 0.3,
        rng.choice((90, 120, 400)),
    )


def form_report(report: Report, rng: random.Random) -> Report:
    """Return a ladder report as forms tell it: the last quarter claims level and points, the
    summary adds up two batches."""
    level = int(report.notes["path"].split(",")[3])
    step = report.levels[level - 1]
    score = f"คะแนนรวม {step.points} คะแนน"
    claim = Statement(
        f"ผลสำเร็จระดับ {level} {score}",
        None,
        "done",
        (
            Fact("level result achieved", f"ระดับ {level}", str(level)),
            Fact("score points total", score, str(step.points)),
        ),
    )
    last = report.quarters[3]
    text, facts = batches(rng)
    report = report.with_quarter(4, statements=(claim, *last.statements), opening="")
    return replace(report, summary=text, summary_facts=facts)


def batches(rng: random.Random) -> tuple[str, tuple[Fact, ...]]:
    """Return a summary of two batches whose parts add up and whose percents recompute."""
    from tests.corpus.numbers import percent

    noun, group = rng.choice((("คน", "รุ่นที่"), ("ราย", "กลุ่มที่"), ("ครัวเรือน", "ระยะที่")))
    first, second = rng.randint(21, 95), rng.randint(21, 95)
    total = first + second
    passed = [rng.randint(first - 9, first - 1), rng.randint(second - 9, second)]
    rate = percent(sum(passed), total)
    joined = percent(sum(passed) - 1, total)
    one, two = f"{group} 1 จำนวน {first} {noun}", f"{group} 2 จำนวน {second} {noun}"
    three, four = f"{group} 1 จำนวน {passed[0]} {noun}", f"{group} 2 จำนวน {passed[1]} {noun}"
    whole = f"รวมทั้งสิ้น {total} {noun}"
    kept = f"จำนวน {sum(passed) - 1} {noun}"
    text = (
        f"ผู้เข้าร่วม{one} {two} {whole} ผู้ผ่านเกณฑ์{three} {four} คิดเป็นร้อยละ {rate} "
        f"ผู้ให้ข้อมูลหลังสิ้นสุดกิจกรรม {kept} จาก {total} {noun} คิดเป็นร้อยละ {joined}"
    )
    either = ("verified", "not_checkable")
    facts = (
        Fact("count", one, str(first), either),
        Fact("count", two, str(second), either),
        Fact("total count", whole, str(total)),
        Fact("count", three, str(passed[0]), either),
        Fact("count", four, str(passed[1]), either),
        Fact("percent", f"คิดเป็นร้อยละ {rate}", rate),
        Fact("count", kept, str(sum(passed) - 1), either),
    )
    return text, facts


def text(report: Report, style: Style) -> str:
    """Return the form as plain text; a form feed or a blank line parts its pages."""

    def number(n: int) -> str:
        if style.numbering == "thai":
            return f"{n}. ".translate(THAI_DIGITS)
        return style.numbering.format(n)

    def label(n: int) -> str:
        return f"{number(n)}{SECTIONS[n - 1]}{style.colon.rstrip()}"

    unit = f"({report.unit_text})"
    lines = ["", f"{label(1)} {report.enumerator}{report.title}", "", f"{label(2)} ผลผลิต (Output) ผลลัพธ์ (Outcome)", ""]  # fmt: skip
    lines += ["**** สนับสนุนแผนพัฒนา กทม. ระยะ 20 ปี (ยุทธศาสตร์-ประเด็นยุทธศาสตร์-กลยุทธ์ตามแผนฯ /ตัวชี้วัด)**", ""]  # fmt: skip
    names = ("ประเด็นยุทธศาสตร์ : ", "----- ย่อย : ", "เป้าประสงค์ที่ : ")
    for name, (code, words) in zip(names, report.strategies, strict=False):
        lines += [f"{name}{words if words.startswith('ด้านที่') else f'{code} - {words}'}", ""]
    lines += [label(3), "", ":: นิยาม", "", *_spread(report.definition.replace(" ระดับที่", "\nระดับที่"), style)]  # fmt: skip
    lines += [label(4), "", f":: {report.calculation}", "", *_spread("\n".join(f"- {line}" for line in report.ladder_lines), style)]  # fmt: skip
    lines += [f"{label(5)} {report.target} {unit}", "", f": ผลงานที่ทำได้ = {report.achieved} {unit}", "", label(6), ""]  # fmt: skip
    lines += _with_running_head(_quarters(report, style), style)
    lines += [label(7), "", f":: {report.factors}".rstrip(), "", label(8), "", f":: {report.obstacles}".rstrip(), ""]  # fmt: skip
    lines += [label(9), ""]
    for index, item in enumerate(report.evidence):
        lines += [f"{':: ' if index == 0 else ''}- {item}", ""]
    name = report.person if style.signed else "....."
    lines += [f"ลงชื่อ {name} (ผู้รับผิดชอบโครงการ)", "", f"ตำแหน่ง {report.post if style.signed else '.....'}", ""]  # fmt: skip
    return "\n".join(lines)


def _quarters(report: Report, style: Style) -> list[str]:
    lines: list[str] = []
    rows = [(f"ไตรมาสที่ {n}", _told(row)) for n, row in enumerate(report.quarters, 1)]
    rows.append(("สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)", report.summary and f"\n:: {report.summary}"))
    for index, (title, body) in enumerate(rows, 1):
        sub = style.sub.format(f"6.{index}")
        if style.numbering == "thai":
            sub = sub.translate(THAI_DIGITS)
        lines += _spread(f"{sub} {title} : {body}".rstrip(), style)
    return lines


def _told(row: Quarter) -> str:
    parts = [part.text for part in row.statements]
    return f"{row.opening}\n" + "\n".join(f"- {part}" for part in parts) if row.opening else "\n".join(parts)  # fmt: skip


def _spread(body: str, style: Style) -> list[str]:
    """Return the lines of a text, wrapped at spaces, an empty line after each."""
    out: list[str] = []
    for line in body.split("\n"):
        wrapped = textwrap.wrap(line, style.width, break_long_words=False, break_on_hyphens=False)
        for row in wrapped or [""]:
            out += [row, ""] if row else []
    return out


def _with_running_head(lines: list[str], style: Style) -> list[str]:
    """Cut a page break with the running head into section 6, between two of its lines."""
    if not style.running_head:
        return lines
    place = min(2 * style.head_after, max(2, len(lines) - 4))
    gap = ["\f" if style.form_feed else "", "", style.running_head, ""]
    return [*lines[:place], *gap, *lines[place:]]
