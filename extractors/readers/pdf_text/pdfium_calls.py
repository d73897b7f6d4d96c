"""pdfium's functions as plain calls: addresses are integers, and the GIL is kept.

That makes each call a third cheaper, which counts where there is one a glyph.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

POINTER = ctypes.c_void_p
_INT = ctypes.c_int
_ADDRESS = ctypes.c_size_t
"""A pointer that comes back: 0 where there is none."""


def _bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), POINTER).value
    if address is None:
        raise RuntimeError(f"pdfium has no function {name}")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


loose_box = _bind("FPDFText_GetLooseCharBox", _INT, POINTER, _INT, POINTER)
origin = _bind("FPDFText_GetCharOrigin", _INT, POINTER, _INT, POINTER, POINTER)
code_point = _bind("FPDFText_GetUnicode", ctypes.c_uint, POINTER, _INT)
is_hyphen = _bind("FPDFText_IsHyphen", _INT, POINTER, _INT)
angle = _bind("FPDFText_GetCharAngle", ctypes.c_float, POINTER, _INT)
font_size = _bind("FPDFText_GetFontSize", ctypes.c_double, POINTER, _INT)
matrix = _bind("FPDFText_GetMatrix", _INT, POINTER, _INT, POINTER)
text_object = _bind("FPDFText_GetTextObject", _ADDRESS, POINTER, _INT)
font_of = _bind("FPDFTextObj_GetFont", _ADDRESS, POINTER)
count_marks = _bind("FPDFPageObj_CountMarks", _INT, POINTER)
get_mark = _bind("FPDFPageObj_GetMark", _ADDRESS, POINTER, ctypes.c_ulong)
mark_bytes = _bind(
    "FPDFPageObjMark_GetParamBlobValue",
    _INT, POINTER, ctypes.c_char_p, POINTER, ctypes.c_ulong, POINTER,
)  # fmt: skip

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


def handle(wrapped: Any) -> int:
    """Return the address of a pypdfium2 object's handle."""
    return ctypes.cast(wrapped.raw, POINTER).value or 0


def image_size(item: int) -> tuple[int, int]:
    """Return the width and height in pixels of an image object, without unpacking it."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    _image_size(item, ctypes.addressof(width), ctypes.addressof(height))
    return width.value, height.value
