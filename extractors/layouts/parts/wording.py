"""Patterns that forgive what conversion does to Thai words."""

from __future__ import annotations

import re

_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"


def lenient(pattern: str) -> str:
    """Return a pattern in which tone marks may be missing and ำ may be split or printed as า.

    For patterns without these characters inside `[…]`; a mere word goes through `labels.flex`.
    """
    without_tones = re.sub(f"([{_TONES}])", r"\1?", pattern)
    return without_tones.replace("ำ", r"(?:\s?ำ|ํา|\s?า)")
