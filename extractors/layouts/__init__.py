"""Report families, one module each: how to recognise one, and how to read it."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from extractors.layouts.base import Layout, Source

NAMES = (
    "bma_form",
    "bma_kpi_page",
    "bma_index_page",
    "bma_project_page",
    "bma_indicator_page",
    "lesson_summary",
    "slide_deck",
    "sar_card",
    "kpi_template",
    "ministry_form",
    "personal_form",
    "score_table",
    "budget_table",
    "unknown",
)
"""Every family; on equal confidence the earlier one is taken."""


@lru_cache(maxsize=1)
def layouts() -> tuple[Layout, ...]:
    """Return all families' layouts."""
    return tuple(import_module(f"extractors.layouts.{name}").LAYOUT for name in NAMES)


def recognised(source: Source) -> tuple[Layout, float]:
    """Return the family that a document most likely belongs to, and how sure that is."""
    scores = [
        (layout.recognise(source), -number, layout) for number, layout in enumerate(layouts())
    ]
    best = max(scores, key=lambda score: score[:2])
    if best[0] < 0.3:
        return layouts()[-1], 1 - best[0]
    return best[2], best[0]
