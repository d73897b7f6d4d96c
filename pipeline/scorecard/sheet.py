"""What a score sheet says: its rows and settings, numbers as printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from pipeline.scorecard.columns import (
    KINDS,
    METHODS,
    NUMERIC,
    SCORES,
    SETTINGS,
    RowKind,
    column_of,
    squeezed,
    word_in,
)
from pipeline.validator.scoring.methods import Method
from pipeline.validator.scoring.thresholds import Below
from schemas.errors import KpiAuditError
from schemas.printed import ROUNDINGS, Printed, Rounding

#: Marks that forms use for "nothing here".
EMPTY = frozenset({"", "-", "–", "—", "n/a", "na", "ไม่มี"})


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell with something in it that could not be used."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Row:
    """A row of the sheet; `line` is its number there, counted from 1 with the heading."""

    line: int
    kind: RowKind
    no: str
    parent: str = ""
    name: str = ""
    person: str = ""
    method: Method | None = None
    result: str = ""
    band: str = ""
    numbers: Mapping[str, Printed] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Printed | None:
        """The number in a column, None where the cell is empty."""
        return self.numbers.get(key)

    @property
    def thresholds(self) -> list[Printed | None]:
        """The printed criteria of the scores 1 to 5."""
        return [self[f"t{score}"] for score in SCORES]

    @property
    def label(self) -> str:
        """How messages name the row."""
        name = self.name if len(self.name) <= 80 else self.name[:79] + "…"
        return f"{self.no} {name}".strip()


@dataclass(frozen=True, slots=True)
class Settings:
    """The sheet's conventions; `total_weight` None means 100 or 1, whichever is meant."""

    rounding: Rounding = "half_up"
    total_weight: Decimal | None = None
    normalise: bool = False
    below: Below = 1
    form_weights: tuple[Decimal, Decimal] = (Decimal(70), Decimal(30))


@dataclass(frozen=True)
class Sheet:
    """A score sheet as read."""

    rows: tuple[Row, ...]
    settings: Settings = field(default_factory=Settings)
    unread: tuple[Unread, ...] = ()


def read_rows(table: Iterable[tuple[int, list[str]]]) -> Sheet:
    """Rows of cell texts with their line numbers, the heading among the first twenty.

    Raises KA208 where no heading row or no row below it is found.
    """
    lines = iter(table)
    columns = _heading(lines)
    unread: list[Unread] = []
    rows = [
        row
        for line, cells in lines
        if (row := _row(line, dict(zip(columns, cells, strict=False)), unread)) is not None
    ]
    settings = _settings([row for row in rows if row.kind == "setting"], unread)
    content = tuple(row for row in rows if row.kind != "setting")
    if not content:
        raise KpiAuditError("KA208", "the score sheet has a heading and no rows under it")
    return Sheet(content, settings, tuple(unread))


def _heading(lines: Iterable[tuple[int, list[str]]]) -> list[str]:
    """Column keys by position ("" for others), of the first row that names three or more."""
    for seen, (line, cells) in enumerate(lines, start=1):
        found = [column_of(cell) for cell in cells]
        keys = [column.key if column else "" for column in found]
        known = [key for key in keys if key]
        if len(set(known)) >= 3 and {"no", "name"} & set(known):
            twice = sorted({key for key in known if known.count(key) > 1})
            if twice:
                raise KpiAuditError("KA208", f"row {line} names a column twice: {', '.join(twice)}")
            return keys
        if seen >= 20:
            break
    raise KpiAuditError(
        "KA208", "no heading row: at least No. or Name and two more columns are needed"
    )


def _row(line: int, cells: dict[str, str], unread: list[Unread]) -> Row | None:
    texts = {key: text.strip() for key, text in cells.items() if key}
    if not any(texts.values()):
        return None
    kind = word_in(texts.get("kind", ""), cast(dict[str, tuple[str, ...]], KINDS))
    if kind is None:
        unread.append(Unread(line, "kind", texts["kind"]))
    method_text = texts.get("method", "")
    method = word_in(method_text, METHODS) if squeezed(method_text) not in EMPTY else None
    if method is None and squeezed(method_text) not in EMPTY:
        unread.append(Unread(line, "method", method_text))
    numbers: dict[str, Printed] = {}
    for key in NUMERIC & texts.keys():
        if squeezed(texts[key]) in EMPTY:
            continue
        printed = number(texts[key])
        if printed is None:
            unread.append(Unread(line, key, texts[key]))
        else:
            numbers[key] = printed
    return Row(
        line,
        cast(RowKind, kind or "indicator"),
        texts.get("no", ""),
        texts.get("parent", "") if squeezed(texts.get("parent", "")) not in EMPTY else "",
        texts.get("name", ""),
        texts.get("person", ""),
        cast(Method | None, method),
        texts.get("result", ""),
        texts.get("band", "") if squeezed(texts.get("band", "")) not in EMPTY else "",
        numbers,
    )


def number(text: str) -> Printed | None:
    """A number cell: Thai or ASCII digits, a percent sign behind it allowed."""
    return Printed.parse(text.strip().removesuffix("%").rstrip())


def _settings(rows: list[Row], unread: list[Unread]) -> Settings:
    """The settings rows; a value that cannot be used is listed, the usual one holds."""
    values = {key: usual for key, (_, usual) in SETTINGS.items()}
    names = {key: others for key, (others, _) in SETTINGS.items()}
    lines: dict[str, int] = {}
    for row in rows:
        key = word_in(row.name, names)
        if key is None:
            unread.append(Unread(row.line, "name", row.name))
            continue
        values[key], lines[key] = squeezed(row.result), row.line

    def refuse(key: str) -> None:
        unread.append(Unread(lines[key], "result", values[key]))

    usual = Settings()
    rounding = next((each for each in ROUNDINGS if each == values["rounding"]), None)
    if rounding is None:
        refuse("rounding")
    total = number(values["total_weight"])
    free = values["total_weight"] in ("normalise", "normalize", "any", "ปรับเป็น100")
    if (total is None or total.value <= 0) and not free and values["total_weight"] != "auto":
        refuse("total_weight")
    below = number(values["below"])
    if below is None or below.value not in (0, 1):
        refuse("below")
    parts = [number(part) for part in values["form_weights"].split("/")]
    shares = [part.value for part in parts if part is not None and part.value >= 0]
    if len(shares) != 2 or len(parts) != 2 or sum(shares) == 0:
        refuse("form_weights")
        shares = list(usual.form_weights)
    return Settings(
        rounding or "half_up",
        total.value if total is not None and total.value > 0 else None,
        free,
        0 if below is not None and below.value == 0 else 1,
        (shares[0], shares[1]),
    )
