"""Glyphs of a page from pdfium, a whole page with few calls.

pdfium has no bulk call for places. Its functions are called through `map` over ranges of indexes
and of addresses inside one array, which costs a third of a loop in Python.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractors.readers.pdf_text.glyphs import Boxes, Codes, Glyphs, Index, Mask

MAX_GLYPHS = 400_000
"""A page with more glyphs than a wall of print holds is read up to here."""
_HYPHEN, _REPLACEMENT = 0x2D, 0xFFFD
_BREAKS = (0x0A, 0x0D)


def _bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a function of pdfium that takes addresses as plain integers and keeps the GIL."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    if address is None:
        raise RuntimeError(f"pdfium has no function {name}")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_POINTER = ctypes.c_void_p
_loose_box = _bind("FPDFText_GetLooseCharBox", ctypes.c_int, _POINTER, ctypes.c_int, _POINTER)
_origin = _bind("FPDFText_GetCharOrigin", ctypes.c_int, _POINTER, ctypes.c_int, _POINTER, _POINTER)
_unicode = _bind("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, ctypes.c_int)
_is_hyphen = _bind("FPDFText_IsHyphen", ctypes.c_int, _POINTER, ctypes.c_int)
_text_object = _bind("FPDFText_GetTextObject", _POINTER, _POINTER, ctypes.c_int)
_font = _bind("FPDFTextObj_GetFont", _POINTER, _POINTER)
_angle = _bind("FPDFText_GetCharAngle", ctypes.c_float, _POINTER, ctypes.c_int)


def page_glyphs(page: pdfium.PdfPage) -> Glyphs:
    """Return the glyphs of a page in content order, without what pdfium made up between them."""
    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), MAX_GLYPHS)
        if count <= 0:
            return Glyphs.none()
        handle = ctypes.cast(text_page.raw, _POINTER).value or 0
        codes = _codes(text_page, handle, count)
        boxes = _boxes(handle, count)
        printed = _printed(codes, boxes)
        where = np.flatnonzero(printed)
        codes, boxes = _plain(codes, handle)[where], boxes[where]
        turn = page.get_rotation() % 360
        along, font, angle = _segments(handle, where, boxes)
        shown, base = _as_shown(page, turn, boxes, along)
        level = np.abs(np.sin(angle + np.radians(turn))) < 0.02
        upright = None if level.all() else level
        return Glyphs(codes, shown, base, font, upright)
    finally:
        text_page.close()


def _codes(text_page: pdfium.PdfTextPage, handle: int, count: int) -> Codes:
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page.raw, 0, count, buffer)
    units: NDArray[np.uint16] = np.frombuffer(bytes(buffer), np.uint16)[:count]
    if written == count + 1 and not ((units & 0xF800) == 0xD800).any():
        return units.astype(np.uint32)
    return np.fromiter(map(_unicode, repeat(handle), range(count)), np.uint32, count)


def _boxes(handle: int, count: int) -> Boxes:
    """Return left, top, right, bottom of each glyph in the page's own coordinates."""
    boxes = np.zeros((count, 4), np.float32)
    first = boxes.ctypes.data
    deque(map(_loose_box, repeat(handle), range(count), range(first, first + 16 * count, 16)), 0)
    return boxes


def _printed(codes: Codes, boxes: Boxes) -> Mask:
    """Tell glyphs from the spaces and line ends that pdfium puts in: those have no extent."""
    blank = (codes == 0x20) | (codes == _BREAKS[0]) | (codes == _BREAKS[1])
    made: Mask = blank & (boxes[:, 1] == boxes[:, 3])
    return ~made


def _plain(codes: Codes, handle: int) -> Codes:
    """Give a code to glyphs that have none, and back the hyphens that pdfium hides."""
    odd = np.flatnonzero((codes == 0) | (codes == 2) | (codes >= 0xFFFE))
    for at in odd.tolist():
        codes[at] = _HYPHEN if codes[at] and _is_hyphen(handle, at) == 1 else _REPLACEMENT
    return codes


def _segments(handle: int, where: Index, boxes: Boxes) -> tuple[Boxes, Index, NDArray[np.float32]]:
    """Return each glyph's origin (x, y on the page), font and angle in radians.

    Glyphs in a row with the same lower edge share font, size and line: one call serves them all.
    """
    bottoms = boxes[:, 3]
    starts = np.flatnonzero(np.r_[True, np.abs(np.diff(bottoms)) > 0.01])
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    origins = np.zeros((len(starts), 2), np.float32)
    fonts = np.zeros(len(starts), np.intp)
    angles = np.zeros(len(starts), np.float32)
    for number, at in enumerate(where[starts].tolist()):
        _origin(handle, at, at_x, at_y)
        origins[number] = x.value, y.value
        fonts[number] = _font(_text_object(handle, at)) or 0
        angles[number] = _angle(handle, at)
    lengths = np.diff(np.r_[starts, len(where)])
    return (
        np.repeat(origins, lengths, axis=0),
        np.repeat(fonts, lengths),
        np.repeat(angles, lengths),
    )


def _as_shown(page: pdfium.PdfPage, turn: int, boxes: Boxes, origins: Boxes) -> tuple[Boxes, Boxes]:
    """Return boxes and baselines in points from the upper left corner of the page as shown."""
    left, bottom, right, top = page.get_bbox()
    x0, y1, x1, y0 = boxes.T
    if turn == 0:
        shown, base = (x0 - left, top - y1, x1 - left, top - y0), top - origins[:, 1]
    elif turn == 90:
        shown, base = (y0 - bottom, x0 - left, y1 - bottom, x1 - left), origins[:, 0] - left
    elif turn == 180:
        shown, base = (right - x1, y0 - bottom, right - x0, y1 - bottom), origins[:, 1] - bottom
    else:
        shown, base = (top - y1, right - x1, top - y0, right - x0), right - origins[:, 0]
    return np.column_stack(shown).astype(np.float32), base.astype(np.float32)
