"""How far a page's text is to be trusted: shares of what a sound Thai text layer never shows."""

from __future__ import annotations

import re

from extractors.thai.marks import repair
from extractors.thai.words import oov_share
from schemas.document import Grade

_PRIVATE = re.compile("[\ue000-\uf6ff\uf71b-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NO_UNICODE = re.compile(r"\(cid:\d+\)")
_FOREIGN = re.compile("[\u0530-\u0dff\u0f00-\u1dff\u2e80-\udfff\uf900-\ufaff]")
"""Letters of scripts that a Thai report has none of: codes of glyphs taken for letters."""
_THAI = re.compile("[ก-๛]+")
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_STRAY_MARK = re.compile(f"[{_MARKS}](?<![ก-ฮ{_MARKS}].)")
_LEADING = re.compile("[เ-ไ](?![ก-ฮ])")
_SARA_AM = "\u0e33"
_FEW = 40
"""Thai letters below which shares of words say nothing."""
_MANY = 10
"""Letters ำ from which their share says something."""
_SWAPPED = 0.08
_SAMPLE = 240
"""Characters of a page whose words are looked up."""

FAIR = {
    "oov": 0.06, "control": 0.002, "private": 0.02, "no_unicode": 0.002, "strays": 0.01,
    "foreign": 0.1,
}  # fmt: skip
POOR = {
    "oov": 0.12, "control": 0.01, "private": 0.15, "no_unicode": 0.01, "strays": 0.04,
    "foreign": 0.4,
}  # fmt: skip
"""Shares at which a page is fair, and poor. A list of names and places stays below 0.12."""


def doubts(text: str) -> dict[str, float]:
    """Return shares from 0 to 1, rounded: of characters, `oov` of Thai letters.

    `oov` is counted on the text as it is repaired later, on a part of a long page; `sara_am` is
    the share of ำ among Thai letters, about 0.01 in sound text, much more where a font shows ำ
    for า.
    """
    size = max(len(text) - text.count(" ") - text.count("\n"), 1)
    found = {
        "control": len(_CONTROL.findall(text)) / size,
        "private": len(_PRIVATE.findall(text)) / size,
        "no_unicode": (text.count("\ufffd") + len(_NO_UNICODE.findall(text))) / size,
    }
    if _FOREIGN.search(text):
        found["foreign"] = len(_FOREIGN.findall(text)) / size
    sara_am = text.count(_SARA_AM)
    if sara_am >= _MANY:
        found["sara_am"] = sara_am / _thai_letters(text)
    repaired = repair(_sample(text)).text
    thai = _thai_letters(repaired)
    if thai >= _FEW:
        strays = len(_STRAY_MARK.findall(repaired)) + len(_LEADING.findall(repaired))
        found["strays"] = strays / thai
        found["oov"] = oov_share(repaired)
    return {name: round(share, 4) for name, share in found.items() if share}


def _thai_letters(text: str) -> int:
    # Runs are joined: a match for each letter costs more than all else here.
    return len("".join(_THAI.findall(text)))


def _sample(text: str) -> str:
    """Return a page's lines up to a bounded length, from its middle: words cost the most."""
    if len(text) <= _SAMPLE:
        return text
    start = text.rfind("\n", 0, (len(text) - _SAMPLE) // 2) + 1
    end = text.find("\n", start + _SAMPLE)
    return text[start : end if 0 <= end < start + 2 * _SAMPLE else start + _SAMPLE]


def grade(shares: dict[str, float]) -> Grade:
    """Grade a page by the doubts about it: good, fair or poor."""
    if any(shares.get(name, 0.0) > bound for name, bound in POOR.items()):
        return "poor"
    if shares.get("sara_am", 0.0) > _SWAPPED:
        return "poor"
    if any(shares.get(name, 0.0) > bound for name, bound in FAIR.items()):
        return "fair"
    return "good"
