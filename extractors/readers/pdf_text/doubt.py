"""How far a page's text is to be trusted: shares of what a sound Thai text layer never shows."""

from __future__ import annotations

import re

from extractors.thai import octets
from extractors.thai.marks import repair
from extractors.thai.words import oov_share
from schemas.document import Grade

_PRIVATE = re.compile("[\ue000-\uf6ff\uf71b-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NO_UNICODE = re.compile(r"\ufffd|\(cid:\d+\)")
_FOREIGN = re.compile("[\u0530-\u0dff\u0f00-\u1dff\u2e80-\udfff\uf900-\ufaff]")
"""Letters of scripts that a Thai report has none of: codes of glyphs taken for letters."""
_ODD = {"control": _CONTROL, "private": _PRIVATE, "no_unicode": _NO_UNICODE, "foreign": _FOREIGN}
_ANY_ODD = re.compile("|".join(pattern.pattern for pattern in _ODD.values()))
_CONTROL_OCTETS = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
_THAI = "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))))
_NOT_THAI = bytes(set(range(0x100)) - set(octets.encode(_THAI)))
_SHAPES = octets.translation(
    {
        "c": "".join(map(chr, range(0x0E01, 0x0E2F))),
        "m": "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e",
        "l": "เแโใไ",
    },
    other=".",
)
"""Consonants, marks above and below, vowels that lead."""
_SARA_AM = octets.encode("ำ")
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
    coded = octets.encode(text)
    found = _odd_characters(text, coded)
    sara_am = coded.count(_SARA_AM)
    if sara_am >= _MANY:
        found["sara_am"] = sara_am / _thai_letters(coded)
    repaired = _repaired(_sample(text))
    coded = octets.encode(repaired)
    thai = _thai_letters(coded)
    if thai >= _FEW:
        found["strays"] = _strays(coded) / thai
        found["oov"] = oov_share(repaired)
    return {name: round(share, 4) for name, share in found.items() if share}


def _odd_characters(text: str, coded: bytes) -> dict[str, float]:
    """Return shares of characters that no sound page holds; most pages are seen not to at once."""
    is_whole = octets.holds_all(coded, text) or not _ANY_ODD.search(text)
    if is_whole and b"(cid:" not in coded and coded == coded.translate(None, _CONTROL_OCTETS):
        return {}
    size = max(len(text) - text.count(" ") - text.count("\n"), 1)
    return {name: len(pattern.findall(text)) / size for name, pattern in _ODD.items()}


def _thai_letters(coded: bytes) -> int:
    return len(coded.translate(None, _NOT_THAI))


def _repaired(text: str) -> str:
    coded = octets.encode(text)
    quick = octets.repaired(coded) if octets.holds_all(coded, text) else None
    return repair(text).text if quick is None else quick


def _strays(coded: bytes) -> int:
    """Count marks without a consonant before them, and leading vowels without one behind."""
    shapes = coded.translate(_SHAPES)
    marks = shapes.count(b".m") + shapes.count(b"lm") + shapes.startswith(b"m")
    return marks + shapes.count(b"l") - shapes.count(b"lc")


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
