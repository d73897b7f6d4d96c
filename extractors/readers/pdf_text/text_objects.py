"""What the glyphs of one text object share: baseline, size, font, angle, marked span."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text import pdfium_calls as calls
from extractors.readers.pdf_text.actual_text import Spans
from extractors.readers.pdf_text.glyphs import Boxes, Index

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
    found = map(calls.text_object, repeat(handle), where.tolist())
    objects = np.fromiter(found, np.intp, len(where))
    starts = np.flatnonzero(np.r_[True, objects[1:] != objects[:-1]])
    count, items = len(starts), objects[starts].tolist()
    first = where[starts].tolist()
    points, matrices = np.zeros((count, 2)), np.zeros((count, 6), np.float32)
    x, shape = points.ctypes.data, matrices.ctypes.data
    deque(
        map(calls.origin, repeat(handle), first, range(x, x + 16 * count, 16),
            range(x + 8, x + 8 + 16 * count, 16)), 0,
    )  # fmt: skip
    deque(map(calls.matrix, repeat(handle), first, range(shape, shape + 24 * count, 24)), 0)
    sizes = np.fromiter(map(calls.font_size, repeat(handle), first), np.float32, count)
    fonts = np.fromiter(map(calls.font_of, items), np.intp, count)
    marked = np.fromiter(map(calls.count_marks, items), np.int32, count)
    marks, spans = np.zeros(count, np.intp), Spans()
    for number in np.flatnonzero(marked > 0).tolist():
        marks[number] = spans.of(items[number])
    lengths = np.diff(np.r_[starts, len(where)])
    em = sizes * np.hypot(matrices[:, 2], matrices[:, 3])
    return TextObjects(
        origins=np.repeat(points.astype(np.float32), lengths, axis=0),
        em=np.repeat(np.clip(em, 1.0, 500.0), lengths),
        font=np.repeat(fonts, lengths),
        angle=np.repeat(np.arctan2(matrices[:, 1], matrices[:, 0]), lengths),
        marks=np.repeat(marks, lengths),
        spans=spans,
    )
