"""pdfium's functions as plain calls: addresses are integers, and the GIL is kept.

Most of the time of a call goes into turning Python's arguments into C's, which counts where there
is a call a glyph. Functions that are called once a glyph or text object therefore declare no
arguments (`Bare`): they take a pointer made once, the index, and references to memory, which are
made once a thread and used again for every page. That halves the time of a call.
"""

from __future__ import annotations

import ctypes
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

POINTER = ctypes.c_void_p
_INT = ctypes.c_int
_ADDRESS = ctypes.c_size_t
"""A pointer that comes back: 0 where there is none."""
_BOX, _MATRIX = 4, 6
"""Floats of what pdfium writes."""
_WIDEST, _AT_ONCE = _MATRIX, 2048


def _bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), POINTER).value
    if address is None:
        raise RuntimeError(f"pdfium has no function {name}")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


@dataclass(frozen=True, slots=True)
class Bare:
    """A function without declared arguments: integers stand for C's `int`, never for addresses."""

    function: Callable[..., Any]


loose_box = Bare(_bind("FPDFText_GetLooseCharBox", None))
matrix = Bare(_bind("FPDFText_GetMatrix", None))
text_object = Bare(_bind("FPDFText_GetTextObject", _ADDRESS))
font_size = Bare(_bind("FPDFText_GetFontSize", ctypes.c_double))
code_point = Bare(_bind("FPDFText_GetUnicode", ctypes.c_uint))
page_object = Bare(_bind("FPDFPage_GetObject", _ADDRESS))
mark_bytes = Bare(_bind("FPDFPageObjMark_GetParamBlobValue", _INT))

is_hyphen = _bind("FPDFText_IsHyphen", _INT, POINTER, _INT)
font_of = _bind("FPDFTextObj_GetFont", _ADDRESS, POINTER)
count_marks = _bind("FPDFPageObj_CountMarks", _INT, POINTER)

get_mark = _bind("FPDFPageObj_GetMark", _ADDRESS, POINTER, ctypes.c_ulong)

count_objects = _bind("FPDFPage_CountObjects", _INT, POINTER)
get_object = _bind("FPDFPage_GetObject", _ADDRESS, POINTER, _INT)
object_type = _bind("FPDFPageObj_GetType", _INT, POINTER)
object_bounds = _bind("FPDFPageObj_GetBounds", _INT, POINTER, POINTER, POINTER, POINTER, POINTER)
object_matrix = _bind("FPDFPageObj_GetMatrix", _INT, POINTER, POINTER)
form_count = _bind("FPDFFormObj_CountObjects", _INT, POINTER)
form_object = _bind("FPDFFormObj_GetObject", _ADDRESS, POINTER, ctypes.c_ulong)
_image_size = _bind("FPDFImageObj_GetImagePixelSize", _INT, POINTER, POINTER, POINTER)
draw_mode = _bind("FPDFPath_GetDrawMode", _INT, POINTER, POINTER, POINTER)
count_segments = _bind("FPDFPath_CountSegments", _INT, POINTER)
get_segment = _bind("FPDFPath_GetPathSegment", _ADDRESS, POINTER, _INT)
segment_point = _bind("FPDFPathSegment_GetPoint", _INT, POINTER, POINTER, POINTER)
segment_type = _bind("FPDFPathSegment_GetType", _INT, POINTER)
segment_closes = _bind("FPDFPathSegment_GetClose", _INT, POINTER)


class _Block(threading.local):
    """Memory that pdfium writes rows of floats to, with a reference to each row."""

    def __init__(self) -> None:
        self.memory = (ctypes.c_float * (_AT_ONCE * _WIDEST))()
        self.floats = np.ctypeslib.as_array(self.memory)
        self.rows = {width: self._references(width) for width in (_BOX, _MATRIX)}

    def _references(self, width: int) -> list[Any]:
        return [ctypes.byref(self.memory, 4 * width * row) for row in range(_AT_ONCE)]


_block = _Block()


def rows_of(bare: Bare, owner: int, indexes: Sequence[int], width: int) -> NDArray[np.float32]:
    """Return the floats that a function writes for each index, a row each; 0 where it fails."""
    found = np.empty((len(indexes), width), np.float32)
    reference, places = _reference(owner), _block.rows[width]
    for start in range(0, len(indexes), _AT_ONCE):
        part = indexes[start : start + _AT_ONCE]
        written = _block.floats[: len(part) * width]
        written.fill(0.0)
        deque(map(bare.function, repeat(reference), part, places), 0)
        found[start : start + len(part)] = written.reshape(-1, width)
    return found


def values_of(bare: Bare, owner: int, indexes: Sequence[int]) -> Iterator[Any]:
    """Return what a function returns for each index."""
    return map(bare.function, repeat(_reference(owner)), indexes)


def _reference(address: int) -> Any:
    """Return an address as the argument that ctypes hands on with the least ado."""
    return ctypes.byref(ctypes.c_char.from_address(address))


def handle(wrapped: Any) -> int:
    """Return the address of a pypdfium2 object's handle."""
    return ctypes.cast(wrapped.raw, POINTER).value or 0


def image_size(item: int) -> tuple[int, int]:
    """Return the width and height in pixels of an image object, without unpacking it."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    _image_size(item, ctypes.addressof(width), ctypes.addressof(height))
    return width.value, height.value
