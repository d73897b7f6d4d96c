"""Thai that was decoded with the wrong table, brought back where the text itself proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.thai.edits import Draft, Edit

_HIGH: Final = "\xa1-\xda\xdf-\xfb"
"""The bytes that TIS-620 assigns to Thai, as Latin-1 and cp1252 show them."""

_TIS_RUN: Final = re.compile(f"[{_HIGH}]+")
_LATIN_LETTER: Final = re.compile(r"[^\W\d_]")
_SIGNS: Final = "°±×§©«»µ·"

_SYLLABLES: Final = re.compile("[เ-ไ][ก-ฮ][ัิ-ฺ็ํ]?[่-์]?[ะาำๅ]?|[ก-ฮ](?:[ัิ-ฺ็ํ][่-์]?[ะา]?|[่-์]?[ะาำ]|[่-์])")
_PROVEN_SHARE: Final = 0.33
"""So much of the letters must stand in syllables with a vowel or tone in its place. Measured on
report text in pieces of 20 characters: median 64 %, 36 % or more in 99 of 100; a sentence each in
twelve other charsets, read as Thai: 0-30 %."""
_FEWEST: Final = 6


def _tails(codec: str) -> dict[str, int]:
    """The characters that a UTF-8 continuation byte becomes in a codec (C1 where it has none)."""
    tails = {chr(code): code for code in range(0x80, 0xA0)}
    for code in range(0x80, 0xC0):
        tails[bytes([code]).decode(codec, "ignore") or chr(code)] = code
    return tails


_CP1252: Final = _tails("cp1252")
_CP874: Final = _tails("cp874")
_AS_LATIN: Final = re.compile(rf"(?:à[¸¹][{re.escape(''.join(_CP1252))}])+")
_AS_CP874: Final = re.compile(rf"(?:เ[ธน][{re.escape(''.join(_CP874))}])+")
_AS_CP874_HINT: Final = re.compile(rf"(?:เ[ธน][{re.escape(''.join(_CP874))}]){{4}}")
_LATIN_HINT: Final = re.compile(f"à[¸¹]|[{_HIGH}]{{4}}")


def reads_as_thai(text: str) -> bool:
    """Tell whether Thai characters stand as they do in words, and not by accident of a codec."""
    thai = sum(1 for character in text if "ก" <= character <= "๛")
    well_formed = sum(len(match.group()) for match in _SYLLABLES.finditer(text))
    return thai >= _FEWEST and well_formed >= _PROVEN_SHARE * thai


def find(text: str) -> Iterator[Edit]:
    """Yield the edits that bring mojibake back; none where nothing proves it.

    Three kinds: UTF-8 read as Latin-1 or cp1252 ("à¸£"), UTF-8 read as cp874 ("เธฃ") and TIS-620
    read as Latin-1 or cp1252 ("¨Ó¹Ç¹").
    """
    if _LATIN_HINT.search(text):
        found = list(_utf8_runs(text, _AS_LATIN, _CP1252))
        yield from found or _tis620_runs(text)
    elif _AS_CP874_HINT.search(text) and _mostly_as_cp874(text):
        yield from _utf8_runs(text, _AS_CP874, _CP874)


def undo(text: str) -> tuple[str, int]:
    """Return the text with mojibake brought back, and how many runs were."""
    draft = Draft(text)
    draft.apply(find(text))
    return draft.text, draft.repairs["mojibake"]


def _utf8_runs(text: str, pattern: re.Pattern[str], tails: dict[str, int]) -> Iterator[Edit]:
    longest = max((len(match.group()) for match in pattern.finditer(text)), default=0)
    if longest < 2 * 3:
        return
    for match in pattern.finditer(text):
        run = match.group()
        thai = "".join(
            chr(0x0E00 + (0x40 if run[index + 1] in "¹น" else 0) + tails[run[index + 2]] - 0x80)
            for index in range(0, len(run), 3)
        )
        yield Edit(match.start(), match.end(), thai, "mojibake")


def _mostly_as_cp874(text: str) -> bool:
    """Good Thai holds เธอ and เนก too, but does not consist of them."""
    covered = sum(len(match.group()) for match in _AS_CP874.finditer(text))
    thai = sum(1 for character in text if "ก" <= character <= "๛")
    return covered >= 0.7 * thai


def _tis620_runs(text: str) -> Iterator[Edit]:
    """European words hardly ever carry four such letters in a row; Thai words consist of them."""
    runs = [match for match in _TIS_RUN.finditer(text) if _stands_alone(text, match)]
    thai = [match.group().encode("latin-1").decode("cp874") for match in runs]
    if not any(len(run) >= 4 for run in thai) or not reads_as_thai(" ".join(thai)):
        return
    for match, meant in zip(runs, thai, strict=True):
        yield Edit(match.start(), match.end(), meant, "mojibake")


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """A lone character that touches a Latin word (`naïve`) or is a sign (`10 °C`) is itself."""
    if len(match.group()) > 1:
        return True
    around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return match.group() not in _SIGNS and not _LATIN_LETTER.search(around)
