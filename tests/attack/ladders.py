# ruff: noqa: E501 (a line of a document stays a line of code)
"""Ladders in other words and places: tables, lists, reversed, with a number missing."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

from tests.attack.case import Case
from tests.attack.markup import page
from tests.attack.reports import ladder
from tests.attack.sheet import Sheet, lines, text
from tests.corpus.model import Level, Report

STEPS = ("แต่งตั้งคณะทำงาน", "สำรวจพื้นที่ 12 ชุมชน", "จัดอบรมอาสาสมัคร", "ติดตามผลรายเดือน", "สรุปผลเสนอผู้บริหาร")


def _levels(
    numbers: tuple[int, ...] = (1, 2, 3, 4, 5), *, percent: bool = False, points: bool = False
) -> tuple[Level, ...]:
    return tuple(
        Level(n, STEPS[n - 1], str(20 * n) if percent else None, str(2 * n) if points else None)
        for n in numbers
    )  # fmt: skip


def _definition(pattern: str, levels: tuple[Level, ...], joint: str = "\n") -> str:
    return joint.join(pattern.format(n=level.level, c=level.criterion, p=level.percent, s=level.points) for level in levels)  # fmt: skip


THAI = "๐๑๒๓๔๕"
PLAIN = {
    "colon": "ระดับ {n} : {c}",
    "tight-colon": "ระดับที่ {n}: {c}",
    "step": "ขั้นที่ {n} {c}",
    "steps": "ขั้นตอนที่ {n} : {c}",
    "dash": "ระดับที่ {n} - {c}",
    "equals": "ระดับ {n} = {c}",
    "means": "ระดับ {n} หมายถึง {c}",
    "boxed-number": "ระดับ ({n}) {c}",
    "bulleted": "- ระดับที่ {n} {c}",
    "success": "ระดับความสำเร็จที่ {n} {c}",
    "success-level": "ความสำเร็จระดับที่ {n} {c}",
    "score": "คะแนนระดับ {n} {c}",
    "no-space": "ระดับ{n} {c}",
    "upper": "Level {n} : {c}",
}
EARNING = {
    "percent-boxed": "ระดับที่ {n} {c} (ร้อยละ {p})",
    "percent-equals": "ระดับที่ {n} {c} = ร้อยละ {p}",
    "percent-sign": "ระดับที่ {n} {c} ({p}%)",
    "percent-counts": "ระดับที่ {n} {c} คิดเป็นร้อยละ {p}",
}


def cases() -> list[Case]:
    """Return every ladder, in text; tables in HTML and text."""
    found: list[Case] = []

    def add(
        name: str, report: Report, data: bytes | None = None, suffix: str = "txt", **changes: Any
    ) -> None:
        sheet = Sheet(report)
        body = text(sheet).encode() if data is None else data
        found.append(Case(f"ladder-{name}.{suffix}", body, sheet.truth(**changes)))

    def report(
        levels: tuple[Level, ...], told: str, where: str = "definition", **more: Any
    ) -> Report:
        words = {"definition": "ความสำเร็จของงานตามแผน", "calculation": "พิจารณาจากขั้นตอนที่ทำได้"}
        words[where] = f"{words[where]}\n{told}"
        return ladder(11, levels=levels, ladder_lines=(), **words, **more)

    for name, pattern in PLAIN.items():
        levels = _levels()
        add(name, report(levels, _definition(pattern, levels)))
        add(f"{name}-calculation", report(levels, _definition(pattern, levels), "calculation"))
        inline = _definition(pattern, levels, " ")
        if name not in ("upper",):
            add(f"{name}-one-line", report(levels, inline))
    for name, pattern in EARNING.items():
        levels = _levels(percent=True)
        add(name, report(levels, _definition(pattern, levels), "calculation"))
    both = _levels(percent=True, points=True)
    add("points", report(both, _definition("ระดับที่ {n} {c} (ร้อยละ {p}) ({s} คะแนน)", both)))
    thai = _definition("ระดับที่ {n} {c}", _levels())
    for n in range(1, 6):
        thai = thai.replace(f"ระดับที่ {n}", f"ระดับที่ {THAI[n]}")
    add("thai-digits", report(_levels(), thai))
    for numbers in ((1, 2, 4, 5), (1, 3, 5), (1, 2, 3), (2, 3, 4, 5)):
        some = _levels(numbers)
        key = "".join(map(str, numbers))
        add(f"only-{key}", report(some, _definition("ระดับที่ {n} {c}", some)))
        add(
            f"only-{key}-one-line",
            report(some, "แบ่งเป็น 5 ระดับ ดังนี้ " + _definition("ระดับที่ {n} {c}", some, " ")),
        )
    back = tuple(reversed(_levels()))
    add("reversed", report(back, _definition("ระดับที่ {n} {c}", back)))
    add(
        "reversed-one-line",
        report(back, "แบ่งเป็น 5 ระดับ ดังนี้ " + _definition("ระดับที่ {n} {c}", back, " ")),
    )
    listed = "แบ่งเป็น 5 ระดับ : " + " ".join(f"{n}) {step}" for n, step in enumerate(STEPS, 1))
    add("counted-list", report(_levels(), listed))
    found += _tables()
    return found


def _tables() -> list[Case]:
    """Return ladders as tables under the calculation's heading."""
    levels = _levels(percent=True, points=True)
    report = ladder(
        12, levels=levels, ladder_lines=(), definition="ความสำเร็จของงาน", calculation="เกณฑ์ตามตาราง"
    )
    sheet = Sheet(report)
    rows = [("ระดับ", "เกณฑ์", "ร้อยละ", "คะแนน")] + [
        (str(x.level), x.criterion, x.percent or "", x.points or "") for x in levels
    ]
    plain = lines(sheet)
    at = plain.index("เกณฑ์ตามตาราง") + 1
    bars = plain[:at] + [f"| {' | '.join(row)} |" for row in rows] + plain[at:]
    tabs = plain[:at] + ["\t".join(row) for row in rows] + plain[at:]
    cells = plain[:at] + [cell for row in rows for cell in row] + plain[at:]
    table = (
        "<table>"
        + "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
        )
        + "</table>"
    )
    html = page(
        "".join(
            f"<p>{escape(line)}</p>" + (table if line == "เกณฑ์ตามตาราง" else "")
            for line in plain
            if line
        )
    )
    truth = sheet.truth()
    worded = [(f"ระดับ {row[0]}" if row[0].isdigit() else row[0], *row[1:]) for row in rows]
    short = [row[:1] + row[2:] for row in rows]
    bare = {key: value for key, value in truth.items() if not key.endswith("criterion")}
    return [
        Case("ladder-table-bars.txt", "\n".join(bars).encode(), truth),
        Case("ladder-table-tabs.txt", "\n".join(tabs).encode(), truth),
        Case("ladder-table-cells.txt", "\n".join(cells).encode(), truth),
        Case("ladder-table.html", html.encode(), truth),
        Case("ladder-table-words.txt", "\n".join(plain[:at] + ["\t".join(row) for row in worded] + plain[at:]).encode(), truth),
        Case("ladder-table-short.txt", "\n".join(plain[:at] + ["  ".join(row) for row in short] + plain[at:]).encode(), bare),
    ]  # fmt: skip


def without_ladder(report: Report) -> Report:
    return replace(report, levels=(), ladder_lines=())
