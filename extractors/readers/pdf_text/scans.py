"""Pages that are pictures: whether a page is one, and its image for OCR."""

from __future__ import annotations

from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.pdf_text.calls import bulk
from extractors.readers.pdf_text.calls import functions as calls
from extractors.readers.pdf_text.drawn import MAX_OBJECTS, Drawn, bounds, drawn_on

MAX_PIXELS = 100_000_000
"""Of an image inside the file; a larger one is not unpacked."""
_MAX_RENDERED = 40_000_000
_DPI = 300
_DEEPEST = 30
"""Forms in forms that are looked into for images."""
_WHOLE = 0.6
"""Share of its page that a scan covers at least."""
_TEXT = raw.FPDF_PAGEOBJ_TEXT
_PICTURES = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_SHADING)
_OUTLINES = 30
"""Paths that a page without text draws at least if its letters were turned into outlines."""


def has_ink(drawn: Drawn) -> bool:
    """Does a page draw what may be text: a picture, or as many outlines as letters need?"""
    kinds = drawn.groups[0].kinds
    paths = int((kinds == raw.FPDF_PAGEOBJ_PATH).sum())
    return paths >= _OUTLINES or bool(np.isin(kinds, _PICTURES).any())


def is_picture_with_hidden_text(page: pdfium.PdfPage, drawn: Drawn) -> bool:
    """Is a page's text the invisible layer that an OCR program put under its scan?"""
    images = list(drawn.of_kind(raw.FPDF_PAGEOBJ_IMAGE))
    if not images:
        return False
    boxes = np.concatenate([bounds(objects, matrix) for objects, matrix in images])
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    if areas.max() <= _WHOLE * page.get_width() * page.get_height():
        return False
    modes = [bulk.each(calls.RENDER_MODE, text) for text, _ in drawn.of_kind(_TEXT)]
    return bool(modes) and bool((np.concatenate(modes) == raw.FPDF_TEXTRENDERMODE_INVISIBLE).all())


def render(page: pdfium.PdfPage) -> tuple[Any, float] | None:
    """Return a page's image and its resolution in dots per inch; None where it is too large."""
    if _is_too_large(page):
        return None
    area = max(page.get_width() * page.get_height(), 1.0)
    scale = min(_DPI / 72, (_MAX_RENDERED / area) ** 0.5)
    return page.render(scale=scale, grayscale=True).to_pil(), scale * 72


def _is_too_large(page: pdfium.PdfPage) -> bool:
    """Would drawing a page unpack an image beyond the bound, or take hours?"""
    drawn = drawn_on(page, _DEEPEST)
    sizes = [
        bulk.filled(calls.IMAGE_SIZE, images, 2, np.uint32)
        for images, _ in drawn.of_kind(raw.FPDF_PAGEOBJ_IMAGE)
    ]
    pixels = max((int(found.prod(axis=1, dtype=np.float64).max()) for found in sizes), default=0)
    return pixels > MAX_PIXELS or sum(len(group.objects) for group in drawn.groups) >= MAX_OBJECTS
