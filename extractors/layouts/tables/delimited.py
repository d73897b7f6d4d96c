"""Lines of a delimited file (CSV): cells between commas or semicolons, quoted or not."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_CELL = r"\"(?:[^\"\n]|\"\")*\"|[^{sign}\"\n]*"
_SIGNS = (",", ";")
_FEWEST_LINES = 3
_FEWEST_SIGNS = 3
_SHARE = 0.8
"""Of the lines, how many have the same number of cells at least."""
_MOST_LINES = 200


@lru_cache(maxsize=4)
def _pattern(sign: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<cell>{_CELL.format(sign=sign)})(?:{sign}|$)")


def delimiter_of(text: str) -> str | None:
    """Return the sign between the cells of a text's lines, None where it is no such file.

    Thousands separators cut prose unevenly: nearly all lines must have the same number of cells.
    """
    lines = [line for line in text[:200_000].split("\n")[:_MOST_LINES] if line.strip()]
    for sign in _SIGNS:
        counts = Counter(len(cells(line, sign)) for line in lines if sign in line)
        common = counts.most_common(1)
        if not common or common[0][0] <= _FEWEST_SIGNS:
            continue
        number = common[0][1]
        if number >= _FEWEST_LINES and number >= _SHARE * len(lines):
            return sign
    return None


def cells(line: str, sign: str) -> list[tuple[int, int]]:
    """Return the ranges of a line's cells without their quotes.

    >>> [("a,\\"1,407\\",")[a:b] for a, b in cells('a,"1,407",', ",")]
    ['a', '1,407', '']
    """
    found: list[tuple[int, int]] = []
    at = 0
    while True:
        match = _pattern(sign).match(line, at)
        # A quote inside an unquoted cell: the cell ends at the next sign.
        end = match.end("cell") if match else line.find(sign, at)
        end = len(line) if end < 0 else end
        quoted = match is not None and end - at >= 2 and line[at] == '"'
        found.append((at + 1, end - 1) if quoted else (at, end))
        if end >= len(line):
            return found
        at = end + 1
