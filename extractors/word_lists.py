"""Lists of words by name, from a package's YAML file."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=8)
def yaml_table(package: str, path: str) -> dict[str, list[Any]]:
    """Return the lists of a YAML file in a package, by name; libyaml reads it where it is there."""
    text = files(package).joinpath(path).read_text(encoding="utf-8")
    loaded: dict[str, list[Any]] = yaml.load(
        text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return loaded


@lru_cache(maxsize=8)
def word_lists(package: str, path: str) -> dict[str, list[str]]:
    """Return the lists of a YAML file of words: what YAML takes for a number is a word too."""
    table = yaml_table(package, path)
    return {name: [str(word) for word in words] for name, words in table.items()}
