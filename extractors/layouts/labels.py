"""Labels as documents print them: with marks lost, spaces moved, lines broken inside.

A label pattern is a regular expression over clean text that forgives what conversion does to Thai
(marks above dropped, split or decomposed am, white space anywhere between syllables' parts) but no
other letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.thai.numerals import THAI_DIGITS

_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
SPACE = r"[^\S\n]*"
"""White space inside a line."""
ANY_SPACE = r"\s*"
NUMBER = r"[-−]?[0-9๐-๙][0-9๐-๙,]*(?:\.[0-9๐-๙]+)?"
"""A number as printed, Thai digits and thousands separators included."""


def flex(label: str, *, across_lines: bool = True) -> str:
    """Return the pattern of a label: tone marks optional, spaces free, `.` optional after Thai.

    ASCII letters match in either case where the caller compiles with IGNORECASE.
    """
    space = ANY_SPACE if across_lines else SPACE
    parts: list[str] = []
    for character in label:
        if character in _TONES:
            parts.append(f"{character}?")
        elif character == "ำ":
            parts.append(f"(?:{space}ำ|ํ[{_TONES}]?า|{space}า)")
        elif character.isspace():
            parts.append(space)
        elif character in THAI_DIGITS or character.isdigit():
            number = int(character)
            parts.append(f"[{number}{THAI_DIGITS[number]}]")
        elif character == "กฏ"[1]:
            parts.append("[ฎฏ]")
        else:
            parts.append(re.escape(character))
    return "".join(parts)


@lru_cache(maxsize=4096)
def label(text: str, *, across_lines: bool = True) -> re.Pattern[str]:
    """Return the compiled pattern of a label (see `flex`)."""
    return re.compile(flex(text, across_lines=across_lines), re.IGNORECASE)
