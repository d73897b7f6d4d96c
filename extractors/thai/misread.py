"""Words of reports that OCR read wrong by its usual confusions: letters alike, marks lost or moved.

Only whole words of a list are put right, never a digit: what else a page says stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.thai.edits import Edit
from extractors.word_lists import word_lists

_UPPER = "ัิีึื็่้๊๋์ํ"
"""Marks above the line; a scan shows them as a few dots."""
_LOWER = "ุู"
_LONG = 5
"""Letters of a word from which on one of them may be another one."""
_ALIKE = ("ชซธฮฃข", "ไใเโ", "คดศ", "ผพฝฟ", "ปบ", "นบ", "กถภ", "วร", "ฎฏ", "จฉ")
"""Letters that look alike at a scan's size."""


def misread_words(text: str) -> Iterator[Edit]:
    """Yield the words to put right, in order; a word as it should be is no edit."""
    for match in _pattern().finditer(text):
        word = _words()[int((match.lastgroup or "w0")[1:])]
        if match.group() != word:
            yield Edit(match.start(), match.end(), word, "misread_word")


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    words = word_lists("extractors.thai", "data/misread.yaml")["words"]
    return tuple(sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = (f"(?P<w{number}>{_variants(word)})" for number, word in enumerate(_words()))
    return re.compile("|".join(words))


def _variants(word: str) -> str:
    """Return the pattern of a word: marks above it free, one letter at most another one alike.

    The first letter may be any that looks like it, since a line's first letter is read worst.
    """
    letters = [each for each in word.replace("ำ", "\u0e4dา") if each not in _UPPER]
    forms = [letters]
    for at, letter in enumerate(letters):
        alike = {other for group in _ALIKE if letter in group for other in group} - {letter}
        if alike and len(letters) >= _LONG:
            forms.append([*letters[:at], f"[{''.join(sorted(alike))}]", *letters[at + 1 :]])
    free = f"[{_UPPER}{_LOWER}]{{0,3}}"
    return "|".join(free.join(_letter(each) for each in form) + free for form in forms)


def _letter(form: str) -> str:
    if form in _LOWER:
        return ""
    return {"า": "[าำ]", ".": "[.,]"}.get(form, form)
