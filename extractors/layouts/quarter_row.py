"""A row of a quarter table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extractors.layouts.base import FieldClaim, Reading
from schemas.kpi_report import Quarter
from schemas.text import Span

_CELLS = ("result", "evaluation", "evaluation_2_1", "evaluation_2_2")


@dataclass(slots=True)
class QuarterRow:
    """A row; numbers in ASCII digits as printed, None where the cell is empty or missing.

    `spans` holds the clean range of each value by its name, and of the quarter's number.
    """

    quarter: int
    result: str | None = None
    evaluation: str | None = None
    evaluation_2_1: str | None = None
    evaluation_2_2: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)

    def fill(
        self,
        reading: Reading,
        quarter: Quarter,
        section: str,
        unit: str | None,
        prefix: str = "",
        **notes: Any,
    ) -> None:
        """Put the row's values into its quarter, with their places and claims."""
        path = f"{prefix}quarters.{self.quarter - 1}"
        for name in _CELLS:
            value = getattr(self, name)
            if value is None:
                continue
            setattr(quarter, name, value)
            reading.fields[f"{path}.{name}"] = self.spans[name]
            reading.claims.append(
                FieldClaim(
                    "result" if name == "result" else "evaluation",
                    value,
                    self.spans[name],
                    section,
                    f"{path}.{name}",
                    quarter=self.quarter,
                    unit=unit if name == "result" else None,
                    notes=dict(notes),
                )
            )
