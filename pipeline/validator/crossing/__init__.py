"""Rules across documents: what shows only when reports are held against each other."""

from __future__ import annotations

from functools import lru_cache

from pipeline.validator.crossing.rule import CrossRule
from pipeline.validator.registry import found_in


@lru_cache(maxsize=1)
def cross_rules() -> tuple[CrossRule, ...]:
    """Return one instance of each rule across documents, in the order of their codes."""
    from pipeline.validator.crossing import rules as package

    return found_in(package, CrossRule)  # type: ignore[type-abstract]  # asked for, never made
