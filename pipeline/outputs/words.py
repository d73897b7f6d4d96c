"""Words of the report and the workbook, in Thai and English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

Lang = Literal["th", "en"]


@cache
def words() -> dict[str, dict[Lang, str]]:
    """Return every word by its name, in both languages (`words.yaml`)."""
    text = (files("pipeline.outputs") / "words.yaml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = yaml.safe_load(text)
    return {name: {"en": pair[0], "th": pair[1]} for name, pair in table.items()}


def word(name: str, lang: Lang) -> str:
    """Return a word; a name without an entry (a layout of a later version) stands for itself."""
    pair = words().get(name)
    return pair[lang] if pair else name


def both(name: str, lang: Lang) -> str:
    """Return a word in both languages on two lines, `lang` first."""
    other: Lang = "en" if lang == "th" else "th"
    first, second = word(name, lang), word(name, other)
    return first if first == second else f"{first}\n{second}"
