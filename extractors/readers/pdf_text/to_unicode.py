"""ToUnicode maps as nearly all producers write them: pairs and ranges of hexadecimal strings.

pdfminer reads them as programs, a token at a time, and enters each code of a range by itself: a map
of all 65,536 codes, as TCPDF writes one, takes it longer than the pages that use it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

_SECTION = re.compile(rb"beginbf(char|range)\b\s*(.*?)endbf", re.DOTALL)
_STRING = rb"<((?:[0-9A-Fa-f]{2})+)>\s*"
_PAIR = re.compile(_STRING + _STRING)
_RANGE = re.compile(
    _STRING + _STRING + rb"(?:" + _STRING + rb"|\[\s*((?:" + _STRING + rb")*)\]\s*)"
)
_STRINGS = re.compile(_STRING)
_OTHER = (b"usecmap", b"begincid", b"beginnotdef", b"%")
"""What makes a map one for pdfminer."""
_MOST = 0x10000
"""Codes of a range that are read."""
_AT_ONCE = 100
"""Pairs of a section at most, as the format has it."""
_BLANK = "\u00a0"

Letters = dict[int, str]
Range = tuple[int, int, bytes]
"""First and last code, and what the first one stands for, in UTF-16; it counts up from there."""


class _OtherForm(ValueError):
    """The map has a form that is not read here."""


def plain_map(data: bytes) -> Letters | None:
    """Return code -> text of a map, None where it is not of the usual form."""
    ranges = plain_ranges(data)
    return None if ranges is None else all_letters(ranges)


def plain_ranges(data: bytes) -> list[Range] | None:
    """Return what a map says, range by range; None where it is not of the usual form."""
    if any(word in data for word in _OTHER):
        return None
    found: list[Range] = []
    try:
        for kind, body in _SECTION.findall(data):
            found += _pairs(body) if kind == b"char" else _ranges(body)
    except _OtherForm:
        return None
    return found


def all_letters(ranges: list[Range]) -> Letters:
    """Return code -> text for all codes."""
    found: Letters = {}
    for first, last, text in ranges:
        _enter(found, first, last, text)
    return found


def letters_at(ranges: list[Range], codes: list[int]) -> Letters:
    """Return code -> text for some codes, which are in order."""
    found: Letters = {}
    for first, last, text in ranges:
        for code in codes[bisect_left(codes, first) : bisect_right(codes, last)]:
            _enter(found, code, code, _counted_up(text, code - first))
    return found


def written_map(letters: Letters) -> bytes:
    """Return a map that says of two-byte codes what they mean."""
    rows = [
        f"<{code:04X}> <{text.encode('utf-16-be', 'surrogatepass').hex()}>\n"
        for code, text in sorted(letters.items())
        if text and code < _MOST
    ]
    sections = [
        f"{len(rows[at : at + _AT_ONCE])} beginbfchar\n{''.join(rows[at : at + _AT_ONCE])}endbfchar\n"
        for at in range(0, len(rows), _AT_ONCE)
    ]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Restored def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{''.join(sections)}endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode()


def _pairs(body: bytes) -> Iterator[Range]:
    for code, text in _rows(_PAIR, body):
        number = _code(code)
        yield number, number, bytes.fromhex(text.decode())


def _ranges(body: bytes) -> Iterator[Range]:
    for start, end, text, listed, _ in _rows(_RANGE, body):
        first, last = _code(start), _code(end)
        if len(start) != len(end):
            raise _OtherForm
        if text:
            yield first, min(last, first + _MOST - 1), bytes.fromhex(text.decode())
            continue
        for code, each in enumerate(_STRINGS.findall(listed)[: max(0, last - first + 1)], first):
            yield code, code, bytes.fromhex(each.decode())


def _rows(form: re.Pattern[bytes], body: bytes) -> Iterator[tuple[bytes, ...]]:
    """Yield the groups of the rows that a section is made of."""
    at = 0
    while at < len(body):
        row = form.match(body, at)
        if row is None:
            raise _OtherForm
        yield row.groups()
        at = row.end()


def _code(string: bytes) -> int:
    if len(string) > 8:
        raise _OtherForm
    return int(string, 16)


def _enter(found: Letters, first: int, last: int, text: bytes) -> None:
    """Enter a range of codes whose first one stands for `text`, in UTF-16."""
    base, count = int.from_bytes(text[-4:]), last - first + 1
    width = len(text[-4:])
    top = base + count - 1
    # Some fonts give one code both blanks: the plain one stays.
    blank = first + 0xA0 - base
    is_blank = found.get(blank) == " "
    if width == 2 and count > 0 and top <= 0xFFFF and (top < 0xD800 or base > 0xDFFF):
        found.update(zip(range(first, last + 1), map(chr, range(base, top + 1)), strict=True))
    else:
        for step in range(count):
            found[first + step] = _counted_up(text, step).decode("utf-16-be", "ignore")
    if is_blank and found[blank] == _BLANK:
        found[blank] = " "


def _counted_up(text: bytes, step: int) -> bytes:
    end = text[-4:]
    raised = (int.from_bytes(end) + step) % (1 << 8 * len(end))
    return text[:-4] + raised.to_bytes(len(end))
