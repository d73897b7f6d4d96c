"""Sara am (ำ) that a converter split ("จ านวน") or lost ("สานักงาน"), by a list of whole words.

A general rule would corrupt good text, so data/split_am.yaml lists the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from extractors.thai.edits import Edit

_DATA: Final = Path(__file__).parent / "data" / "split_am.yaml"
_AM: Final = re.compile("([่้]?)ำ")


def find(text: str) -> Iterator[Edit]:
    """Yield the edits that put ำ back into listed words; only the damaged characters change."""
    edits: list[Edit] = []
    if " า" in text or " ้า" in text or " ่า" in text:
        for match in _split_pattern().finditer(text):
            edits.append(Edit(*match.span("am"), match["tone"] + "ำ", "split_am"))
    if "า" in text:
        for match in _lost_pattern().finditer(text):
            edits.append(Edit(match.start(), match.start() + 1, "ำ", "lost_am"))
    return iter(sorted(edits))


@cache
def listed_words() -> dict[str, list[str]]:
    """The words by kind of damage: "split" and "lost"; each holds one ำ."""
    words: dict[str, list[str]] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return words


@cache
def _split_pattern() -> re.Pattern[str]:
    return re.compile(r"(?P<am> (?P<tone>[่้]?)า)(?:" + _contexts("split", r" \1า") + ")")


@cache
def _lost_pattern() -> re.Pattern[str]:
    return re.compile("า(?:" + _contexts("lost", r"\1า") + ")")


def _contexts(kind: str, damage: str) -> str:
    """One branch a word: what follows the damaged place, then a look back at the whole word."""
    branches = []
    for word in listed_words()[kind]:
        damaged = _AM.sub(damage, word)
        branches.append(f"{word.partition('ำ')[2]}(?<={damaged})")
    return "|".join(branches)
