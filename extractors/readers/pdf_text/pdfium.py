"""Glyphs of a page from pdfium, a whole page with few calls.

pdfium has no bulk call for places: `bulk` asks glyph by glyph.
"""

from __future__ import annotations

import ctypes

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractors.readers.pdf_text.actual_text import Marked, apply_spans
from extractors.readers.pdf_text.calls import bulk
from extractors.readers.pdf_text.calls import functions as calls
from extractors.readers.pdf_text.frame import Frame
from extractors.readers.pdf_text.glyphs import Boxes, Codes, Glyphs, Mask
from extractors.readers.pdf_text.text_objects import text_objects
from extractors.readers.pdf_text.turns import Part, parts_of

MAX_GLYPHS = 400_000
"""A page with more glyphs than a wall of print holds is read up to here."""
_TILTED = 0.1
"""Radians by which text may rise and still count as level."""
_HYPHEN, _REPLACEMENT = 0x2D, 0xFFFD


def page_parts(page: pdfium.PdfPage, frame: Frame) -> list[Part]:
    """Return the glyphs of a page in content order, without what pdfium made up between them.

    Text that runs another way than level makes a part of its own.
    """
    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), MAX_GLYPHS)
        if count <= 0:
            return [Part()]
        handle = calls.handle(text_page)
        codes = _codes(text_page, handle, count)
        boxes = bulk.rows(calls.LOOSE_BOX, handle, np.arange(count), 4)
        where = _printed(codes, boxes).nonzero()[0]
        if not len(where):
            return [Part()]
        codes, boxes = _plain(codes, handle)[where], boxes.take(where, axis=0)
        objects = text_objects(handle, where)
        marked = Marked(codes, boxes, objects.origins, objects.em, objects.font, objects.marks)
        keep = apply_spans(marked, objects.spans)
        which = slice(None) if keep is None else keep.nonzero()[0]
        codes, em, font = codes[which], objects.em[which], objects.font[which]
        points = frame.points(objects.origins[which])
        glyphs = Glyphs(codes, frame.boxes(boxes[which]), points[:, 1], em, font)
        angles = objects.angle[which]
        if not frame.rotation and not (np.abs(angles) > _TILTED).any():
            return [Part(0, glyphs)]
        return parts_of(glyphs, points, angles, frame.rotation)
    finally:
        text_page.close()


def _codes(text_page: pdfium.PdfTextPage, handle: int, count: int) -> Codes:
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page.raw, 0, count, buffer)
    units: NDArray[np.uint16] = np.frombuffer(bytes(buffer), np.uint16)[:count]
    if written == count + 1 and not ((units & 0xF800) == 0xD800).any():
        return units.astype(np.uint32)
    return bulk.by_index(calls.CODE_POINT, handle, np.arange(count)).astype(np.uint32)


def _printed(codes: Codes, boxes: Boxes) -> Mask:
    """Tell glyphs from the spaces and line ends that pdfium puts in: those have no extent."""
    blank = (codes == 0x20) | (codes == 0x0A) | (codes == 0x0D)
    made: Mask = blank & (boxes[:, 1] == boxes[:, 3])
    return ~made


def _plain(codes: Codes, handle: int) -> Codes:
    """Give a code to glyphs that have none, and back the hyphens that pdfium hides."""
    odd = (codes == 0) | (codes == 2) | (codes >= 0xFFFE) & (codes < 0x10000)
    for at in odd.nonzero()[0].tolist():
        codes[at] = _HYPHEN if codes[at] and calls.is_hyphen(handle, at) == 1 else _REPLACEMENT
    return codes
