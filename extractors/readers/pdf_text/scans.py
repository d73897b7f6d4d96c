"""Pages that are pictures: whether a page is one, and its image for OCR."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.pdf_text import pdfium_calls as calls

MAX_PIXELS = 100_000_000
"""Of an image inside the file; a larger one is not unpacked."""
_MAX_RENDERED = 40_000_000
_DPI = 300
_INVISIBLE = 3
_LOOKED_AT = 300
_MOST_OBJECTS = 5000
_MOST_DRAWN = 200_000
"""Objects of a page that is drawn for OCR at most."""
_DEEPEST = 30
"""Forms in forms that are looked into for images."""
_OUTLINES = 30
"""Paths that a page without text draws at least if its letters were turned into outlines."""


def has_ink(page: pdfium.PdfPage) -> bool:
    """Does a page draw what may be text: a picture, or as many outlines as letters need?"""
    handle = calls.handle(page)
    paths = 0
    count = min(calls.count_objects(handle), _MOST_OBJECTS)
    for item in calls.values_of(calls.page_object, handle, range(count)):
        kind = calls.object_type(item)
        if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_SHADING):
            return True
        paths += kind == raw.FPDF_PAGEOBJ_PATH
    return paths >= _OUTLINES


def is_picture_with_hidden_text(page: pdfium.PdfPage) -> bool:
    """Is a page's text the invisible layer that an OCR program put under its scan?"""
    picture = hidden = False
    for number, item in enumerate(page.get_objects(max_depth=2)):
        if number > _LOOKED_AT:
            break
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            picture |= (right - left) * (top - bottom) > 0.6 * page.get_width() * page.get_height()
        elif item.type == raw.FPDF_PAGEOBJ_TEXT:
            if raw.FPDFTextObj_GetTextRenderMode(item.raw) != _INVISIBLE:
                return False
            hidden = True
    return picture and hidden


def render(page: pdfium.PdfPage) -> tuple[Any, float] | None:
    """Return a page's image and its resolution in dots per inch; None where it is too large."""
    if _is_too_large(page):
        return None
    area = max(page.get_width() * page.get_height(), 1.0)
    scale = min(_DPI / 72, (_MAX_RENDERED / area) ** 0.5)
    return page.render(scale=scale, grayscale=True).to_pil(), scale * 72


def _is_too_large(page: pdfium.PdfPage) -> bool:
    """Would drawing a page unpack an image beyond the bound, or take hours?"""
    handle = calls.handle(page)
    waiting = [
        (calls.get_object(handle, number), 0)
        for number in range(min(calls.count_objects(handle), _MOST_DRAWN + 1))
    ]
    seen = 0
    while waiting:
        item, depth = waiting.pop()
        seen += 1
        if seen > _MOST_DRAWN:
            return True
        kind = calls.object_type(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            width, height = calls.image_size(item)
            if width * height > MAX_PIXELS:
                return True
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(calls.form_count(item), _MOST_DRAWN + 1)
            waiting += [(calls.form_object(item, number), depth + 1) for number in range(count)]
    return False
