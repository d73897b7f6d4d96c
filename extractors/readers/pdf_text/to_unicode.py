"""ToUnicode maps as nearly all producers write them: pairs and ranges of hexadecimal strings.

pdfminer reads them as programs, a token at a time, and enters each code of a range by itself: a map
of all 65,536 codes, as TCPDF writes one, takes it longer than the pages that use it.
"""

from __future__ import annotations

import re

_SECTION = re.compile(rb"beginbf(char|range)\b(.*?)endbf", re.DOTALL)
_STRINGS = re.compile(rb"(?:\s*<[0-9A-Fa-f]*>)*\s*")
_STRING = re.compile(rb"<([0-9A-Fa-f]*)>")
_OTHER = (b"usecmap", b"begincid", b"beginnotdef", b"%")
"""What makes a map one for pdfminer."""
_MOST = 0x10000
"""Codes of a range that are read."""
_BLANK = "\u00a0"

Letters = dict[int, str]


def plain_map(data: bytes) -> Letters | None:
    """Return code -> text of a map, None where it is not of the usual form."""
    if any(word in data for word in _OTHER):
        return None
    found: Letters = {}
    for kind, body in _SECTION.findall(data):
        if not _STRINGS.fullmatch(body):
            return None
        strings = _STRING.findall(body)
        size = 2 if kind == b"char" else 3
        if len(strings) % size or any(len(string) % 2 or not string for string in strings):
            return None
        values = [bytes.fromhex(string.decode()) for string in strings]
        for row in zip(*(values[at::size] for at in range(size)), strict=True):
            if len(row[0]) > 4 or len(row[0]) != len(row[-2]):
                return None
            first = int.from_bytes(row[0])
            last = first if size == 2 else int.from_bytes(row[1])
            _enter(found, first, min(last, first + _MOST - 1), row[-1])
    return found


def _enter(found: Letters, first: int, last: int, text: bytes) -> None:
    """Enter a range of codes whose first one stands for `text`, in UTF-16."""
    base, count = int.from_bytes(text[-4:]), last - first + 1
    width = len(text[-4:])
    top = base + count - 1
    if width == 2 and count > 0 and top <= 0xFFFF and (top < 0xD800 or base > 0xDFFF):
        letters = dict(zip(range(first, last + 1), map(chr, range(base, top + 1)), strict=True))
    else:
        letters = {
            first + step: (text[:-4] + ((base + step) % (1 << 8 * width)).to_bytes(width)).decode(
                "utf-16-be", "ignore"
            )
            for step in range(count)
        }
    # Some fonts give one code both blanks: the plain one stays.
    blank = first + 0xA0 - base
    if letters.get(blank) == _BLANK and found.get(blank) == " ":
        letters[blank] = " "
    found.update(letters)
