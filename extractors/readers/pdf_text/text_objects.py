"""What the glyphs of one text object share: baseline, size, font, angle, marked span."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text import pdfium_calls as calls
from extractors.readers.pdf_text.glyphs import Boxes, Index
from extractors.readers.pdf_text.spans import Spans

_Floats = NDArray[np.float32]


@dataclass(slots=True)
class TextObjects:
    """Per glyph: x and y of its object's origin, font size, font, angle, ActualText mark."""

    origins: Boxes
    em: _Floats
    """Points as drawn."""
    font: Index
    angle: _Floats
    """Radians, counter-clockwise on the page."""
    marks: Index
    spans: Spans


def text_objects(handle: int, where: Index) -> TextObjects:
    """Return what pdfium knows of the objects of the glyphs `where`: a few calls an object."""
    found = calls.values_of(calls.text_object, handle, where.tolist())
    objects = np.fromiter(found, np.intp, len(where))
    starts = np.flatnonzero(np.r_[True, objects[1:] != objects[:-1]])
    count, items = len(starts), objects[starts].tolist()
    first = where[starts].tolist()
    matrices = calls.rows_of(calls.matrix, handle, first, 6)
    sizes = np.fromiter(calls.values_of(calls.font_size, handle, first), np.float32, count)
    fonts = np.fromiter(map(calls.font_of, items), np.intp, count)
    marked = np.fromiter(map(calls.count_marks, items), np.int32, count)
    marks, spans = np.zeros(count, np.intp), Spans()
    if marked.any():
        at = np.flatnonzero(marked > 0)
        marks[at] = spans.of(objects[starts[at]].tolist(), marked[at].tolist())
    lengths = np.diff(np.r_[starts, len(where)])
    em = sizes * np.hypot(matrices[:, 2], matrices[:, 3])
    return TextObjects(
        origins=np.repeat(matrices[:, 4:], lengths, axis=0),
        em=np.repeat(np.clip(em, 1.0, 500.0), lengths),
        font=np.repeat(fonts, lengths),
        angle=np.repeat(np.arctan2(matrices[:, 1], matrices[:, 0]), lengths),
        marks=np.repeat(marks, lengths),
        spans=spans,
    )
