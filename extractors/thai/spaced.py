"""Lines that a converter printed with a space between all letters ("ร า ย ง า น  ผ ล")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.thai.edits import Edit

_HINT: Final = re.compile(" [ก-ฮะ-ู็-์]{1,3} [ก-๎]{1,3} [ก-๎]{1,3} ")
_LINE: Final = re.compile("[^\n]+")
_TOKEN: Final = re.compile("[^ ]+")
_LETTER: Final = re.compile("[ก-ๆ][ัิ-ฺ็-๎]*|[ัิ-ฺ็-๎]+")
_VOWEL: Final = re.compile("[ะาำเ-ๅัิ-ฺ็-๎]")
_FEWEST_LETTERS: Final = 6
_FEWEST_VOWELS: Final = 2
_SHARE: Final = 0.8
_GAP: Final = re.compile(" +")


def find(text: str) -> Iterator[Edit]:
    """Yield the edits that close the gaps; wider gaps are real spaces and become one.

    A line counts as spaced out when nearly every Thai token is one letter with its marks and
    vowels or marks stand alone, which they never do (a list of consonants, `ก ข ค`, has no vowels).
    Digits are joined only where wider gaps show that the line still tells words apart.
    """
    if not _HINT.search(text):
        return
    for line in _LINE.finditer(text):
        if not _HINT.search(f" {line.group()} "):
            continue
        if _is_spaced(line.group()):
            yield from _closed(line.group(), line.start())


def _is_spaced(line: str) -> bool:
    tokens = [token for token in _TOKEN.findall(line) if "ก" <= token[0] <= "๎"]
    letters = [token for token in tokens if _LETTER.fullmatch(token)]
    vowels = sum(1 for token in letters if _VOWEL.match(token))
    return (
        len(letters) >= _FEWEST_LETTERS
        and vowels >= _FEWEST_VOWELS
        and len(letters) >= _SHARE * len(tokens)
    )


def _closed(line: str, offset: int) -> Iterator[Edit]:
    tells_words = "  " in line.strip()
    for gap in _GAP.finditer(line):
        if gap.start() == 0 or gap.end() == len(line):
            continue
        start, end = gap.start() + offset, gap.end() + offset
        before, after = line[gap.start() - 1], line[gap.end()]
        if len(gap.group()) > 1:
            yield Edit(start, end, " ", "letter_spaced")
        elif tells_words or ("ก" <= before <= "๎" and "ก" <= after <= "๎"):
            yield Edit(start, end, "", "letter_spaced")
