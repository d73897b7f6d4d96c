"""Geometry of the report's charts; the template draws it as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.outputs.kpis import QuarterLevels
from pipeline.outputs.totals import SEVERITIES, VERDICTS, Totals

WIDTH = 640
"""Width of a chart in its own units; the page scales it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar or a part of one: what it stands for, where it lies, how many it counts."""

    name: str
    kind: str
    x: float
    y: float
    width: float
    count: int
    share: float


def verdict_bars(totals: Totals, width: int = WIDTH) -> list[Bar]:
    """One bar cut into the four verdicts."""
    return stacked([(verdict, totals.verdicts[verdict]) for verdict in VERDICTS], width)


def severity_bars(totals: Totals, width: int = WIDTH) -> list[Bar]:
    """One bar cut into the three severities."""
    return stacked([(severity, totals.severities[severity]) for severity in SEVERITIES], width)


def stacked(counts: Sequence[tuple[str, int]], width: int) -> list[Bar]:
    """Parts of one bar in proportion to their counts; none counted zero is drawn."""
    total = sum(count for _, count in counts)
    bars, x = [], 0.0
    for name, count in counts:
        if count:
            part = width * count / total
            bars.append(Bar(name, name, round(x, 2), 0, round(part, 2), count, count / total))
            x += part
    return bars


def rule_bars(totals: Totals, room: int = 230, pitch: int = 30) -> list[Bar]:
    """A bar for each rule and severity, the gravest and most frequent first."""
    rows = sorted(
        totals.by_rule.items(), key=lambda item: (SEVERITIES.index(item[0][1]), -item[1], item[0])
    )
    most = max((count for _, count in rows), default=1)
    total = sum(count for _, count in rows) or 1
    return [
        Bar(code, severity, 0, index * pitch, round(max(3.0, room * count / most), 2), count,
            count / total)
        for index, ((code, severity), count) in enumerate(rows)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LevelColumn:
    """One quarter of a KPI's level chart; heights in chart units from the base line up."""

    quarter: int
    printed: str | None
    claimed: str | None
    supported: int | None
    open: int | None
    supported_height: float
    open_height: float
    claimed_height: float | None
    off_ladder: bool
    exceeds: bool


def level_columns(
    levels: Sequence[QuarterLevels], top: int, height: int = 100
) -> list[LevelColumn]:
    """Columns of the four quarters on a ladder of `top` levels."""
    step = height / max(top, 1)
    return [
        LevelColumn(
            quarter=entry.quarter,
            printed=entry.printed,
            claimed=None if entry.claimed is None else f"{entry.claimed.normalize():f}",
            supported=entry.supported,
            open=entry.open,
            supported_height=round(step * (entry.supported or 0), 2),
            open_height=round(step * (entry.open or 0), 2),
            claimed_height=_height(entry.claimed, step),
            off_ladder=entry.claimed is None
            and entry.printed is not None
            and Decimal(entry.printed) != 0,
            exceeds=entry.exceeds,
        )
        for entry in levels
    ]


def _height(level: Decimal | None, step: float) -> float | None:
    return None if level is None else round(step * float(level), 2)


def chart_rows(bars: Sequence[Bar], pitch: int = 30) -> int:
    """Height of a chart of one bar a row."""
    return max(len(bars), 1) * pitch
