"""How far a page's text is to be trusted: shares of what a sound Thai text layer never shows."""

from __future__ import annotations

import re

from extractors.thai.marks import repair
from extractors.thai.words import oov_share
from schemas.document import Grade

_PRIVATE = re.compile("[\ue000-\uf6ff\uf71b-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NO_UNICODE = re.compile(r"\ufffd|\(cid:\d+\)")
_THAI = re.compile("[ก-๛]")
_STRAY_MARK = re.compile(
    "(?:^|[^ก-ฮ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", re.M
)
_LEADING = re.compile("[เ-ไ](?![ก-ฮ])")
_SARA_AM = "\u0e33"
_FEW = 40
"""Thai letters below which shares of words say nothing."""

FAIR = {"oov": 0.04, "control": 0.002, "private": 0.02, "no_unicode": 0.002, "strays": 0.01}
POOR = {"oov": 0.12, "control": 0.01, "private": 0.15, "no_unicode": 0.01, "strays": 0.04}
"""Shares at which a page is fair, and poor. A list of names and places stays below 0.12."""


def doubts(text: str) -> dict[str, float]:
    """Return shares from 0 to 1, rounded: of characters, `oov` of Thai letters.

    `oov` is counted on the text as it is repaired later; `sara_am` is the share of ำ among Thai
    letters, about 0.01 in sound text, much more where a font shows ำ for า.
    """
    repaired = repair(text).text
    size = max(len(repaired) - repaired.count(" ") - repaired.count("\n"), 1)
    thai = len(_THAI.findall(repaired))
    found = {
        "control": len(_CONTROL.findall(text)) / size,
        "private": len(_PRIVATE.findall(repaired)) / size,
        "no_unicode": len(_NO_UNICODE.findall(text)) / size,
    }
    if thai >= _FEW:
        strays = len(_STRAY_MARK.findall(repaired)) + len(_LEADING.findall(repaired))
        found["strays"] = strays / thai
        found["sara_am"] = repaired.count(_SARA_AM) / thai
        found["oov"] = oov_share(repaired)
    return {name: round(share, 4) for name, share in found.items() if share}


def grade(shares: dict[str, float]) -> Grade:
    """Grade a page by the doubts about it: good, fair or poor."""
    if any(shares.get(name, 0.0) > bound for name, bound in POOR.items()):
        return "poor"
    if shares.get("sara_am", 0.0) > 0.05:
        return "poor"
    if any(shares.get(name, 0.0) > bound for name, bound in FAIR.items()):
        return "fair"
    return "good"
