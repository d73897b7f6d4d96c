"""How far a page's text is to be trusted: shares of what a sound Thai text layer never shows."""

from __future__ import annotations

import re

from extractors.readers.pdf_text.doubts.bare import bare_share
from extractors.readers.pdf_text.doubts.blanks import blank_share
from extractors.readers.pdf_text.doubts.pairs import look
from extractors.readers.pdf_text.doubts.running import (
    are_fragments,
    long_runs,
    lost_share,
    pieces,
    unknown_share,
)
from extractors.readers.pdf_text.doubts.triples import are_explained
from extractors.thai import octets
from extractors.thai.marks import repair
from schemas.document import Grade

_PRIVATE = "\ue000-\uf6ff\uf71b-\uf8ff"
_ODD = {
    "control": re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"),
    "private": re.compile(f"[{_PRIVATE}]"),
    "no_unicode": re.compile(
        rf"\ufffd|\(cid:\d+\)|[{_PRIVATE}](?=[{_PRIVATE}])|(?<=[{_PRIVATE}])[{_PRIVATE}]"
    ),
    "foreign": re.compile("[\u0530-\u0dff\u0f00-\u1dff\u2e80-\udfff\uf900-\ufaff]"),
}
"""Characters without a meaning (private ones in a row: one alone is a bullet), and letters of
scripts that a Thai report has none of: codes of glyphs taken for letters."""
_ANY_ODD = re.compile("|".join(_ODD[name].pattern for name in ("control", "private", "foreign")))
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
_THAI = "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))))
_NOT_THAI = bytes(set(range(0x100)) - set(octets.encode(_THAI)))
_SARA_AM, _SARA_AA = octets.encode("ำ"), octets.encode("า")
_FEW = 40
"""Thai letters below which shares of them say nothing."""
_LONGEST = 20_000
"""Characters of a page that are repaired to look at it once more."""
_RUNNING = 0.2
"""Share of running text from which a page is judged by it."""
_MANY = 10
"""Letters ำ from which their share says something."""

FAIR = {
    "oov": 0.05, "oov_in_pieces": 0.35, "split": 0.12, "garbled": 0.0, "lost": 0.0, "bare": 0.0,
    "blank": 0.2, "strays": 0.01, "control": 0.002, "private": 0.02, "no_unicode": 0.002,
    "foreign": 0.1,
}  # fmt: skip
POOR = {
    "oov": 0.1, "oov_in_pieces": 0.45, "split": 0.2, "garbled": 0.05, "lost": 0.2, "bare": 0.015,
    "blank": 0.35, "strays": 0.04, "control": 0.01, "private": 0.15, "no_unicode": 0.01,
    "foreign": 0.4, "sara_am": 0.08,
}  # fmt: skip
"""Shares above which a page is fair, and poor."""


def doubts(text: str) -> dict[str, float]:
    """Return shares from 0 to 1, rounded, of the page or of its Thai letters.

    A page that looks bad is repaired first, as it is later anyway, and looked at once more.
    `sara_am` is the share of ำ among Thai letters, where it stands for most า.
    """
    coded = octets.encode(text)
    found = _odd_characters(text, coded)
    sara_am = coded.count(_SARA_AM)
    if sara_am > max(_MANY, 2 * coded.count(_SARA_AA)):
        found["sara_am"] = sara_am / _thai_letters(coded)
    letters = _of_letters(octets.plain(coded))
    if grade(letters) != "good" and grade(found) != "poor":
        letters = _of_letters(octets.encode(repair(text[:_LONGEST]).text))
    return {name: round(share, 4) for name, share in (found | letters).items() if share}


def _odd_characters(text: str, coded: bytes) -> dict[str, float]:
    """Return shares of characters that no sound page holds; most pages are seen not to at once."""
    is_whole = octets.holds_all(coded, text) or not ("\ufffd" in text or _ANY_ODD.search(text))
    if is_whole and b"(cid:" not in coded and coded == coded.translate(None, _CONTROLS):
        return {}
    size = max(len(text) - text.count(" ") - text.count("\n"), 1)
    return {name: len(pattern.findall(text)) / size for name, pattern in _ODD.items()}


def _of_letters(coded: bytes) -> dict[str, float]:
    pairs = look(coded)
    found = {"garbled": pairs.garbled}
    thai = _thai_letters(coded)
    if thai < _FEW:
        return found
    found["strays"] = pairs.strays / thai
    found["bare"] = bare_share(coded, thai)
    found["blank"] = blank_share(coded, thai)
    runs = long_runs(coded)
    if sum(map(len, runs)) > max(_FEW, _RUNNING * thai):
        found["lost"] = lost_share(runs)
        found["oov"] = 0.0 if are_explained(runs) else unknown_share(runs)
        return found
    runs = pieces(coded)
    if are_fragments(runs):
        found["split"] = unknown_share(runs, FAIR["split"] / 2)
    elif not are_explained(runs):
        found["oov_in_pieces"] = unknown_share(runs, FAIR["oov_in_pieces"] / 2)
    return found


def _thai_letters(coded: bytes) -> int:
    return len(coded.translate(None, _NOT_THAI))


def severity(shares: dict[str, float]) -> float:
    """Return how many times the bound of a poor page its worst share is: 1 and less is not poor."""
    return max((share / POOR[name] for name, share in shares.items() if name in POOR), default=0.0)


def grade(shares: dict[str, float]) -> Grade:
    """Grade a page by the doubts about it: good, fair or poor."""
    if any(share > POOR.get(name, 1.0) for name, share in shares.items()):
        return "poor"
    if any(share > FAIR.get(name, 1.0) for name, share in shares.items()):
        return "fair"
    return "good"
