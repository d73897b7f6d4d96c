"""Places of numbers that stand empty: a font's digits were lost, or drawn as pictures."""

from __future__ import annotations

import re
from typing import Final

from extractors.thai import octets

_WORDS: Final = ("ร้อยละ", "จำนวน", "ครั้งที่", "ไตรมาสที่")
"""What numbers follow after a space. Where Thai stands before the word, it heads no column."""
_SPELT: Final = "หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน"
_DIGITS: Final = octets.encode("0123456789๐๑๒๓๔๕๖๗๘๙")
_ASCII: Final = bytes(range(0x21, 0x7F))
_ZEROS: Final = bytes(0x30 if code in _DIGITS else code for code in range(0x100))
_SPACED: Final = [(octets.encode(f"{word} "), octets.encode(f"{word} 0")) for word in _WORDS[:2]]
"""The commonest, with their number and without: where they agree, there is no more to see."""
_PLACE: Final = re.compile(
    octets.encode(f"(?<=[ก-๎])(?:{'|'.join(_WORDS)}) [ \n]{{0,2}}(?:(0)|(?!{_SPELT})[ก-ฮเ-ไ])")
)
_LONE: Final = re.compile(rb"[ \n(](?<!\.[ \n(])[.,]{1,2}%?(?![^ \n)])(?! \.)")
"""What is left of 93.59, 1,250 and 12.5% without their digits; not a row of dots to write on."""
_FEWEST_LONE: Final = 3
_SCARCE: Final = 0.05
"""Digits, as a share of Thai letters, above which lone signs are not looked for."""


def blank_share(text: bytes, thai: int) -> float:
    """Return the share (0..1) of a page's places of numbers that hold none.

    `text` is in octets, `thai` counts its Thai letters.
    """
    zeros = text.translate(_ZEROS)
    share = 0.0
    if zeros.count(b"0") < _SCARCE * thai:
        lone = len(_LONE.findall(zeros))
        if lone >= _FEWEST_LONE:
            share = lone / (lone + len(re.findall(b"0+", zeros)))
    if not any(zeros.count(word) - zeros.count(filled) for word, filled in _SPACED):
        return share
    filled = [bool(found) for found in _PLACE.findall(zeros)]
    blank = filled.count(False)
    # One alone may be a slip, unless no digit is there at all, or no sign of ASCII.
    if blank > 1 or b"0" not in zeros or zeros == zeros.translate(None, _ASCII):
        share = max(share, blank / max(len(filled), 1))
    return share
