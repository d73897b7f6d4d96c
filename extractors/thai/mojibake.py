"""Thai that was decoded with the wrong table, brought back where the text itself proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.thai.edits import Draft, Edit

_UTF8_TAIL: Final = "\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_UTF8_UNIT: Final = rf"à[¸¹][{_UTF8_TAIL}]"
_UTF8_RUN: Final = re.compile(rf"(?:{_UTF8_UNIT}){{2,}}|(?<=[\u0e00-\u0e7f]){_UTF8_UNIT}")
"""UTF-8 read as Latin-1 or cp1252: a Thai character is three bytes, E0 B8/B9 and a tail."""

_HIGH: Final = "\xa1-\xda\xdf-\xfb"
"""The bytes that TIS-620 assigns to Thai, as Latin-1 and cp1252 show them."""

_TIS_RUN: Final = re.compile(f"[{_HIGH}]+")
_TIS_PROOF: Final = re.compile(f"[{_HIGH}]{{4}}")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SYLLABLES: Final = re.compile("(?:[เ-ไ]?[ก-ฮ][ัิ-ฺ็ํ]?[่-์]?[ะาำๅ]?|[ๆฯ฿๐-๙])+")
_HINT: Final = re.compile(f"à[¸¹]|[{_HIGH}]{{4}}")
_PROVEN_SHARE: Final = 0.6
"""So much of the foreign letters must stand in well-formed Thai syllables when brought back."""


def find(text: str) -> Iterator[Edit]:
    """Yield the edits that bring mojibake back; none where nothing proves it."""
    if not _HINT.search(text):
        return
    spans = [(m.start(), m.end(), _from_utf8(m.group())) for m in _UTF8_RUN.finditer(text)]
    if not spans and _reads_as_tis620(text):
        spans = [
            (m.start(), m.end(), _from_tis620(m.group()))
            for m in _TIS_RUN.finditer(text)
            if len(m.group()) > 1 or _between_runs(text, m)
        ]
    for start, end, thai in spans:
        yield Edit(start, end, thai, "mojibake")


def undo(text: str) -> tuple[str, int]:
    """Return the text with mojibake brought back, and how many runs were."""
    draft = Draft(text)
    draft.apply(find(text))
    return draft.text, draft.repairs["mojibake"]


def _from_utf8(run: str) -> str:
    data = bytearray()
    for character in run:
        code = ord(character)
        data += bytes([code]) if code < 0x100 else character.encode("cp1252")
    return data.decode("utf-8")


def _from_tis620(run: str) -> str:
    return run.encode("latin-1").decode("cp874")


def _reads_as_tis620(text: str) -> bool:
    """Tell whether the Latin-1 letters of a text are Thai: runs that no language has, in syllables.

    European words hardly ever carry four accented letters in a row; Thai words consist of them.
    """
    if not _TIS_PROOF.search(text):
        return False
    runs = _TIS_RUN.findall(text)
    foreign = sum(map(len, runs))
    long_runs = sum(len(run) for run in runs if len(run) > 3)
    well_formed = sum(
        len(match.group())
        for run in runs
        for match in _SYLLABLES.finditer(_from_tis620(run))
        if len(match.group()) > 1
    )
    return long_runs >= _PROVEN_SHARE * foreign and well_formed >= _PROVEN_SHARE * foreign


def _between_runs(text: str, match: re.Match[str]) -> bool:
    """A lone character is taken along unless it touches a Latin word (`naïve`, `10 °C`)."""
    around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return not _LETTER.search(around) and match.group() not in "°±×§©«»µ·"
