"""pdfium's functions by their addresses: those asked of every glyph and object of a page."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw

from extractors.readers.pdf_text.calls.loops import Function, Result

POINTER = ctypes.c_void_p


def _function(name: str, result: Result = "int") -> Function:
    address = ctypes.cast(getattr(raw, name), POINTER).value
    if address is None:
        raise RuntimeError(f"pdfium has no function {name}")
    return Function(address, result)


LOOSE_BOX = _function("FPDFText_GetLooseCharBox")
MATRIX = _function("FPDFText_GetMatrix")
TEXT_OBJECT = _function("FPDFText_GetTextObject", "intptr_t")
FONT_SIZE = _function("FPDFText_GetFontSize", "double")
CODE_POINT = _function("FPDFText_GetUnicode")

FONT_OF = _function("FPDFTextObj_GetFont", "intptr_t")
RENDER_MODE = _function("FPDFTextObj_GetTextRenderMode")
COUNT_MARKS = _function("FPDFPageObj_CountMarks")
MARK = _function("FPDFPageObj_GetMark", "intptr_t")
MARK_TEXT = _function("FPDFPageObjMark_GetParamBlobValue")

PAGE_OBJECT = _function("FPDFPage_GetObject", "intptr_t")
FORM_OBJECT = _function("FPDFFormObj_GetObject", "intptr_t")
FORM_COUNT = _function("FPDFFormObj_CountObjects")
OBJECT_TYPE = _function("FPDFPageObj_GetType")
OBJECT_BOUNDS = _function("FPDFPageObj_GetBounds")
IMAGE_SIZE = _function("FPDFImageObj_GetImagePixelSize")

DRAW_MODE = _function("FPDFPath_GetDrawMode")
COUNT_SEGMENTS = _function("FPDFPath_CountSegments")
SEGMENT = _function("FPDFPath_GetPathSegment", "intptr_t")
SEGMENT_POINT = _function("FPDFPathSegment_GetPoint")
SEGMENT_TYPE = _function("FPDFPathSegment_GetType")
SEGMENT_CLOSES = _function("FPDFPathSegment_GetClose")

is_hyphen = _function("FPDFText_IsHyphen").taking(POINTER, ctypes.c_int)
count_objects = _function("FPDFPage_CountObjects").taking(POINTER)
_object_matrix = _function("FPDFPageObj_GetMatrix").taking(POINTER, POINTER)


def handle(wrapped: Any) -> int:
    """Return the address of a pypdfium2 object's handle."""
    return ctypes.cast(wrapped.raw, POINTER).value or 0


def object_matrix(item: int) -> tuple[float, float, float, float, float, float] | None:
    """Return the matrix of a page object, None where it has none."""
    values = (ctypes.c_float * 6)()
    if not _object_matrix(item, ctypes.addressof(values)):
        return None
    a, b, c, d, e, f = values
    return (a, b, c, d, e, f)
