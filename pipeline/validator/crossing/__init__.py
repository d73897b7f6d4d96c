"""Rules across documents: what shows only when reports are held against each other."""

from __future__ import annotations

import inspect
import pkgutil
from functools import lru_cache
from importlib import import_module

from pipeline.validator.crossing.rule import CrossRule


@lru_cache(maxsize=1)
def cross_rules() -> tuple[CrossRule, ...]:
    """Return one instance of each rule across documents, in the order of their codes."""
    from pipeline.validator.crossing import rules as package

    found: dict[str, CrossRule] = {}
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for _, member in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(member, CrossRule) and not inspect.isabstract(member):
                found[member.code] = member()
    return tuple(found[code] for code in sorted(found))
