"""Finds the rules: every module under `rules/` that defines one."""

from __future__ import annotations

import inspect
import pkgutil
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import TypeVar

from pipeline.validator.rule import Declared, Rule

R = TypeVar("R", bound=Declared)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return one instance of each rule, in the order of their codes."""
    from pipeline.validator import rules as package

    return found_in(package, Rule)  # type: ignore[type-abstract]  # asked for, never made


def found_in(package: ModuleType, kind: type[R]) -> tuple[R, ...]:
    """Return one instance of each rule of a kind in a package, in the order of their codes."""
    found: dict[str, R] = {}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for _, member in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(member, kind) and not inspect.isabstract(member):
                found[member.code] = member()
    return tuple(found[code] for code in sorted(found))
