"""Finds the rules: every module under `rules/` that defines one."""

from __future__ import annotations

import inspect
import pkgutil
from functools import lru_cache
from importlib import import_module

from pipeline.validator.rule import Rule


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return one instance of each rule, in the order of their codes."""
    from pipeline.validator import rules as package

    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for _, member in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(member, Rule) and not inspect.isabstract(member):
                found[member.code] = member()
    return tuple(found[code] for code in sorted(found))
