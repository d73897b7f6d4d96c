"""What a generated report holds before it is rendered: printed figures and their truth."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

Quotes = tuple[str, ...]
Forbidden = tuple[str | None, tuple[str, ...]]
"""A text, or None for the whole document, that no claim of these kinds (of any quantity, date or
reference where none are named) may touch."""


@dataclass(frozen=True)
class Fact:
    """A claim that a statement prints: text as printed, kind and value as the records say."""

    kind: str
    text: str
    value: str
    verdicts: tuple[str, ...] = ("verified",)


@dataclass(frozen=True)
class Statement:
    """One thing a narrative says; `level` is the step of the ladder that it is about."""

    text: str
    level: int | None = None
    status: str = "done"
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Level:
    """A step of the ladder; percent and points as printed, None where the document gives none."""

    level: int
    criterion: str
    percent: str | None = None
    points: str | None = None


@dataclass(frozen=True)
class Quarter:
    """A quarter's row and narrative; an empty text stands for a cell that the page leaves blank."""

    result: str
    evaluation: str
    first: str
    second: str
    statements: tuple[Statement, ...] = ()
    opening: str = ""
    mark: str = "-"
    """What stands before an item that follows an opening; `n` in it is the item's number."""
    joint: str = " "
    """What stands between statements that follow no opening."""

    def narrative(self) -> str:
        """Return the narrative in one line, as the pages print it."""
        if self.opening:
            return self.opening + "".join(f" {item}" for item in self.items())
        texts = [part.text for part in self.statements]
        joints = [" " if text.startswith(("ระดับ", "ขั้น")) else self.joint for text in texts[1:]]
        return "".join(texts[:1]) + "".join(map("".join, zip(joints, texts[1:], strict=True)))

    def items(self) -> list[str]:
        """Return the statements as items of a list, each with its mark."""
        return [
            f"{self.mark.replace('n', str(n))} {part.text}"
            for n, part in enumerate(self.statements, 1)
        ]


@dataclass(frozen=True)
class Expected:
    """A finding that must be there: any of the codes, pointing at any of the quotes."""

    codes: tuple[str, ...]
    about: str
    quarter: int | None = None
    quotes: Quotes = ()
    level: int | None = None
    changes: bool | None = None
    """Whether the KPI's level, score or result changes; None where either may be said."""


@dataclass(frozen=True)
class Report:
    """One KPI's report of one year; everything that a page or form prints, as it prints it."""

    title: str
    pid: str
    unit_text: str
    target: str
    achieved: str
    quarters: tuple[Quarter, ...]
    year: int | None = 2564
    """The fiscal year (BE) that the narratives' dates give; None where they have none."""
    sequence: str = ""
    enumerator: str = ""
    kpi_type: str = "ตัวชี้วัดเชิงยุทธศาสตร์"
    result_level: str = "output"
    inspection_quarter: str = ""
    inspection_value: str = ""
    levels: tuple[Level, ...] = ()
    definition: str = ""
    calculation: str = ""
    ladder_lines: tuple[str, ...] = ()
    data_sources: tuple[str, ...] = ()
    strategies: tuple[tuple[str, str], ...] = ()
    projects: tuple[str, ...] = ()
    summary: str = ""
    summary_facts: tuple[Fact, ...] = ()
    office: str = ""
    person: str = ""
    post: str = ""
    factors: str = ""
    obstacles: str = ""
    evidence: tuple[str, ...] = ()
    kind: str = "ladder"
    expected: tuple[Expected, ...] = ()
    may: tuple[str, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The name with its list number and code, as a page prints it."""
        return f"{self.enumerator}{self.title} : {self.pid}"

    def with_quarter(self, number: int, **changes: object) -> Report:
        """Return the report with one quarter (1 to 4) changed."""
        rows = list(self.quarters)
        rows[number - 1] = replace(rows[number - 1], **changes)  # type: ignore[arg-type]
        return replace(self, quarters=tuple(rows))

    def expecting(self, *expected: Expected, may: tuple[str, ...] = ()) -> Report:
        """Return the report with the findings that it must and may raise."""
        return replace(self, expected=self.expected + expected, may=self.may + may)


@dataclass(frozen=True)
class Document:
    """Bytes of a rendered report with its truth; `truth` maps a field path to the printed value."""

    name: str
    data: bytes
    layout: str
    kind: str
    truth: dict[str, object]
    claims: tuple[tuple[Fact, int | None], ...] = ()
    expected: tuple[Expected, ...] = ()
    may: tuple[str, ...] = ()
    group: str = "clean"
    forbidden: tuple[Forbidden, ...] = ()
