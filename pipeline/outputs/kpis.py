"""The KPIs of a record, and the level that each quarter claims against the one supported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from schemas.evidence import Support
from schemas.kpi_index import KpiIndex
from schemas.kpi_report import KpiFields, Quarter
from schemas.line import Line
from schemas.record import Record
from schemas.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class QuarterLevels:
    """One quarter's claim and what its narratives carry.

    `printed` is the result as printed, `claimed` the level it stands for on the document's own
    ladder (None where that gives none), `supported` the highest level with every lower one
    supported, `open` the highest one when unclear and unfinished levels are let pass; None where
    nothing was matched.
    """

    quarter: int
    printed: str | None
    claimed: Decimal | None
    supported: int | None
    open: int | None

    @property
    def exceeds(self) -> bool:
        """Is the claimed level above all that the narratives could carry?"""
        if self.claimed is None or self.open is None:
            return False
        return self.claimed > self.open


def kpis_of(record: Record | None) -> list[KpiFields]:
    """Return the KPIs that a record reports: itself, its items, or none."""
    if isinstance(record, KpiFields):
        return [record]
    if isinstance(record, KpiIndex | Scorecard):
        return list(record.items)
    return []


def quarter_levels(line: Line, kpi: KpiFields) -> list[QuarterLevels]:
    """Return the four quarters of a KPI; support is known for a report of one KPI only."""
    is_alone = kpi is line.record
    support = line.support if is_alone else []
    units = {(c.quarter, c.value): c.unit for c in line.claims if is_alone and c.kind == "result"}
    return [
        QuarterLevels(
            quarter=quarter.quarter,
            printed=quarter.result,
            claimed=claimed_level(
                kpi, quarter, units.get((quarter.quarter, quarter.result)) or kpi.unit
            ),
            supported=supported_level(support, quarter.quarter, ("supported",)),
            open=supported_level(support, quarter.quarter, ("supported", "unclear", "in_progress")),
        )
        for quarter in kpi.quarters
    ]


def claimed_level(kpi: KpiFields, quarter: Quarter, unit: str | None) -> Decimal | None:
    """Return the level that a quarter's result stands for, by the document's own ladder only.

    `unit` is the result's own: a KPI measured in percent may report "level 4" in its text.

    A result of zero beside a quarter that is not zero is not reported (None).
    """
    if quarter.result is None or not kpi.levels:
        return None
    value = Decimal(quarter.result)
    if value == 0 and any(Decimal(other.result or "0") for other in kpi.quarters):
        return None
    if unit == "level" and value <= max(level.level for level in kpi.levels):
        return value
    steps = [
        (Decimal(level.percent), level.level) for level in kpi.levels if level.percent is not None
    ]
    if not steps or unit not in ("level", "percent"):
        return None
    return Decimal(max((level for percent, level in steps if percent <= value), default=0))


def supported_level(
    support: Sequence[Support], quarter: int, states: tuple[str, ...]
) -> int | None:
    """Return the highest level of which all lower ones are in one of the states, too."""
    levels = sorted(
        (entry.level, entry.state in states) for entry in support if entry.quarter == quarter
    )
    if not levels:
        return None
    reached = 0
    for level, holds in levels:
        if not holds:
            break
        reached = level
    return reached
