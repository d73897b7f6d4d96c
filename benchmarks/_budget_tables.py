"""Budget tables of our own writing: every way in which such tables print their parts and totals."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_WORK = (
    "ปรับปรุงทางเท้า", "ขุดลอกคลองและลำราง", "จัดซื้อเครื่องสูบน้ำ", "ซ่อมสะพานข้ามคลอง",
    "ติดตั้งไฟฟ้าส่องสว่าง", "จ้างเหมาเก็บขนมูลฝอย", "อบรมอาสาสมัครสาธารณสุข", "ตัดแต่งต้นไม้ริมทาง",
    "ปรับปรุงศูนย์พัฒนาเด็กเล็ก", "จัดหาครุภัณฑ์สำนักงาน",
)  # fmt: skip
_LONG = "ตามแผนพัฒนาท้องถิ่นและข้อร้องเรียนของประชาชนในพื้นที่ ซึ่งต้องดำเนินการให้แล้วเสร็จก่อนฤดูฝน"
_GROUPS = ("ด้านโยธา", "ด้านสาธารณสุข", "ด้านการศึกษา")
HEAD = ["ลำดับ", "รายการ", "งบประมาณ (บาท)", "เบิกจ่าย (บาท)", "คงเหลือ (บาท)"]


@dataclass(frozen=True)
class Printed:
    """A cell as printed."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass
class BudgetTable:
    """A table as printed: head rows, body and total rows; how many columns hold amounts."""

    name: str
    head: list[list[Printed]]
    rows: list[list[Printed]] = field(default_factory=list)
    amounts: int = 3
    is_ruled: bool = True

    @property
    def width(self) -> int:
        return sum(cell.columns for cell in self.head[0])


@dataclass
class _Maker:
    rng: random.Random
    shown: Callable[[int], str] = lambda value: f"{value:,}"

    def parts(self, count: int, *, dashes: bool = False, minus: bool = False) -> list[list[int]]:
        rows = []
        for _ in range(count):
            budget = self.rng.randrange(20_000, 9_000_000, 50)
            spent = self.rng.randrange(0, budget, 50)
            if dashes and self.rng.random() < 0.4:
                spent = 0
            if minus and self.rng.random() < 0.4:
                spent = budget + self.rng.randrange(50, 90_000, 50)
            rows.append([budget, spent, budget - spent])
        return rows

    def row(self, number: str, words: str, values: list[int]) -> list[Printed]:
        return [Printed(number), Printed(words), *(Printed(self.shown(v)) for v in values)]

    def total(self, words: str, rows: list[list[int]]) -> list[Printed]:
        sums = [sum(column) for column in zip(*rows, strict=True)]
        return [Printed(words, columns=2), *(Printed(self.shown(value)) for value in sums)]


def _plain_head() -> list[list[Printed]]:
    return [[Printed(words) for words in HEAD]]


def _flat(name: str, make: _Maker, count: int = 8, **kinds: bool) -> BudgetTable:
    table = BudgetTable(name, _plain_head())
    parts = make.parts(count, **kinds)
    for number, values in enumerate(parts, start=1):
        words = f"{_WORK[number % len(_WORK)]} แห่งที่ {number}"
        table.rows.append(make.row(str(number), words, values))
    table.rows.append(make.total("รวมทั้งสิ้น", parts))
    return table


def _long_items(make: _Maker) -> BudgetTable:
    table = _flat("cells over several lines", make)
    for row in table.rows[:-1:2]:
        row[1] = Printed(f"{row[1].text} {_LONG}")
    return table


def _merged_head(make: _Maker) -> BudgetTable:
    table = _flat("head of two rows", make)
    table.head = [
        [Printed("ลำดับ", rows=2), Printed("รายการ", rows=2), Printed("จำนวนเงิน (บาท)", columns=3)],
        [Printed("งบประมาณ"), Printed("เบิกจ่าย"), Printed("คงเหลือ")],
    ]
    return table


def _subtotals(make: _Maker) -> BudgetTable:
    table = BudgetTable("subtotals below their groups", _plain_head())
    every: list[list[int]] = []
    for group in _GROUPS:
        parts = make.parts(4)
        for number, values in enumerate(parts, start=1):
            table.rows.append(make.row(str(number), f"{_WORK[number]} {group}", values))
        table.rows.append(make.total(f"รวม{group}", parts))
        every += parts
    table.rows.append(make.total("รวมทั้งสิ้น", every))
    return table


def _total_first(make: _Maker) -> BudgetTable:
    table = BudgetTable("total first, groups above their parts", _plain_head())
    every: list[list[int]] = []
    for at, group in enumerate(_GROUPS, start=1):
        parts = make.parts(3)
        sums = [sum(column) for column in zip(*parts, strict=True)]
        table.rows.append(make.row(str(at), group, sums))
        for number, values in enumerate(parts, start=1):
            table.rows.append(make.row(f"{at}.{number}", f"โครงการ : {_WORK[number]}", values))
        every += parts
    table.rows.insert(0, make.total("รวมทั้งสิ้น", every))
    return table


def _tall_groups(make: _Maker) -> BudgetTable:
    table = BudgetTable(
        "groups in cells over several rows", [[Printed("ด้าน"), *_plain_head()[0][1:]]]
    )
    every: list[list[int]] = []
    for group in _GROUPS:
        parts = make.parts(3)
        for at, values in enumerate(parts):
            row = make.row(group, _WORK[at], values)
            table.rows.append([Printed(group, rows=3), *row[1:]] if at == 0 else row[1:])
        every += parts
    table.rows.append(make.total("รวมทั้งสิ้น", every))
    return table


def _thai(value: int) -> str:
    return f"{value:,}".translate(THAI)


def _satang(value: int) -> str:
    return f"{value / 100:,.2f}"


def _dash(value: int) -> str:
    return f"{value:,}" if value else "-"


def _bracketed(value: int) -> str:
    return f"({-value:,})" if value < 0 else f"{value:,}"


def budget_tables(seed: int) -> Iterator[BudgetTable]:
    """Yield a table of every kind with figures drawn from `seed`."""
    rng = random.Random(seed)
    plain = _Maker(rng)
    yield _flat("plain", plain)
    yield _flat("Thai digits", _Maker(rng, _thai))
    yield _flat("two decimals", _Maker(rng, _satang))
    yield _flat("dashes for nothing", _Maker(rng, _dash), dashes=True)
    yield _flat("minus signs", plain, minus=True)
    yield _flat("brackets for minus", _Maker(rng, _bracketed), minus=True)
    yield _long_items(plain)
    yield _merged_head(plain)
    yield _subtotals(plain)
    yield _total_first(plain)
    yield _tall_groups(plain)
    yield _flat("over pages", plain, count=70)
    unruled = _flat("no rules", plain)
    unruled.is_ruled = False
    yield unruled
