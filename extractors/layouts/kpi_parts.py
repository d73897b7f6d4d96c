"""Readers of the parts that KPI forms, pages and lists share (see `extractors.layouts.parts`)."""

from extractors.layouts.parts.filling import (
    fill_criteria,
    fill_fiscal_year,
    fill_items,
    fill_levels,
    fill_strategies,
    fill_title,
)
from extractors.layouts.parts.ladder import LevelPart, read_levels
from extractors.layouts.parts.lists import (
    ListItem,
    StrategyPart,
    read_items,
    read_list,
    read_strategies,
)
from extractors.layouts.parts.thresholds import CriterionPart, read_criteria
from extractors.layouts.parts.titles import TitlePart, read_title
from extractors.layouts.parts.units import AmountPart, find_amount, read_amount, unit_kind
from extractors.layouts.parts.years import (
    dated_narratives,
    infer_fiscal_year,
    printed_fiscal_year,
    running_fiscal_year,
)

__all__ = [
    "AmountPart",
    "CriterionPart",
    "LevelPart",
    "ListItem",
    "StrategyPart",
    "TitlePart",
    "dated_narratives",
    "fill_criteria",
    "fill_fiscal_year",
    "fill_items",
    "fill_levels",
    "fill_strategies",
    "fill_title",
    "find_amount",
    "infer_fiscal_year",
    "printed_fiscal_year",
    "read_amount",
    "read_criteria",
    "read_items",
    "read_levels",
    "read_list",
    "read_strategies",
    "read_title",
    "running_fiscal_year",
    "unit_kind",
]
