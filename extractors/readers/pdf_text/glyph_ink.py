"""Where the glyphs of an embedded TrueType font have their ink: marks have none in their advance."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_MOST_TABLES = 64


class GlyphInk:
    """The outlines' left and right edges of a font program, in ems from the pen."""

    def __init__(self, program: bytes) -> None:
        self._program = program
        self._tables = dict(_tables(program))
        head = self._table("head")
        self._units = struct.unpack_from(">H", head, 18)[0] if len(head) >= 54 else 0
        self._is_long = len(head) >= 54 and struct.unpack_from(">h", head, 50)[0] == 1

    def bounds(self, glyph: int) -> tuple[float, float] | None:
        """Return left and right edge of a glyph's ink; None where there is none or it is unknown."""
        loca, outlines = self._tables.get("loca"), self._tables.get("glyf")
        if not self._units or loca is None or outlines is None or glyph < 0:
            return None
        size, shape = (4, ">LL") if self._is_long else (2, ">HH")
        at = loca[0] + size * glyph
        if at + 2 * size > min(loca[0] + loca[1], len(self._program)):
            return None
        start, end = struct.unpack_from(shape, self._program, at)
        if not self._is_long:
            start, end = 2 * start, 2 * end
        place = outlines[0] + start
        if end - start < 10 or place + 10 > len(self._program):
            return None
        left, _, right, _ = struct.unpack_from(">4h", self._program, place + 2)
        return left / self._units, right / self._units

    def by_code(self) -> dict[int, int]:
        """Return the glyph of each code of one byte, as a simple font's own table tells it."""
        cmap = self._table("cmap")
        count = struct.unpack_from(">H", cmap, 2)[0] if len(cmap) >= 4 else 0
        for number in range(min(count, _MOST_TABLES)):
            if 4 + 8 * number + 8 > len(cmap):
                break
            platform, encoding, start = struct.unpack_from(">HHL", cmap, 4 + 8 * number)
            is_bytes = (platform, encoding) == (1, 0) and start + 262 <= len(cmap)
            if is_bytes and struct.unpack_from(">H", cmap, start)[0] == 0:
                return dict(enumerate(cmap[start + 6 : start + 262]))
        return {}

    def _table(self, name: str) -> bytes:
        start, length = self._tables.get(name, (0, 0))
        return self._program[start : start + length]


def _tables(program: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    if len(program) < 12:
        return
    count = min(struct.unpack_from(">H", program, 4)[0], _MOST_TABLES)
    for number in range(count):
        at = 12 + 16 * number
        if at + 16 > len(program):
            return
        name, _, start, length = struct.unpack_from(">4sLLL", program, at)
        yield name.decode("latin-1"), (start, length)
