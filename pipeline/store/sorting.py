"""Thai dictionary order as a text, and the letters that tell whether two titles are the same."""

from __future__ import annotations

import hashlib
import re

_LEADING = re.compile("([เ-ไ])([ก-ฮ])")
#: Tone marks, thanthakhat, nikhahit, yamakkan and maitaikhu count only between words that are
#: otherwise equal.
_MARKS = re.compile("[\u0e47-\u0e4e]")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def sort_key(text: str | None) -> str | None:
    """Return a text that sorts by code points as its original sorts in a Thai dictionary.

    A leading vowel counts after its consonant, marks count last, Thai digits as ASCII ones.

    >>> sorted(["ไก่", "เกิด", "กาล", "เป็ด", "ขา", "ข่า"], key=sort_key)
    ['กาล', 'เกิด', 'ไก่', 'ขา', 'ข่า', 'เป็ด']
    """
    if text is None:
        return None
    plain = text.translate(_THAI_DIGITS).casefold()
    marks = "".join(f"{match.start():04}{match[0]}" for match in _MARKS.finditer(plain))
    # A tab sorts before everything that titles are made of.
    return _LEADING.sub(r"\2\1", _MARKS.sub("", plain)) + (f"\t{marks}" if marks else "")


def letters(text: str) -> str:
    """Return a text's letters, marks and digits: Thai digits as ASCII ones, no spaces or signs."""
    joined = text.translate(_THAI_DIGITS).casefold().replace("\u0e4d\u0e32", "\u0e33")
    return "".join(c for c in joined if c.isalnum() or "\u0e30" <= c <= "\u0e4e")


def short_hash(text: str) -> str:
    """Return 32 hexadecimal digits that stand for a text in indexes; no secret hangs on them."""
    return hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def title_key(title: str | None) -> str | None:
    """Return a hash of a title's letters and digits; None where it has none."""
    found = letters(title or "")
    return short_hash(found) if found else None
