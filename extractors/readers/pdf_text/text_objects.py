"""What the glyphs of one text object share: baseline, size, font, angle, marked span."""

from __future__ import annotations

import ctypes
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
    point, matrix = (ctypes.c_double * 2)(), (ctypes.c_float * 6)()
    x, shape = ctypes.addressof(point), ctypes.addressof(matrix)
    y = x + 8
    rows, fonts, marks = [], [], []
    spans = Spans()
    for at, item in zip(where[starts].tolist(), objects[starts].tolist(), strict=True):
        calls.origin(handle, at, x, y)
        calls.matrix(handle, at, shape)
        a, b, c, d = matrix[:4]
        size = calls.font_size(handle, at) * (c * c + d * d) ** 0.5
        rows.append((point[0], point[1], size, a, b))
        fonts.append(calls.font_of(item) if item else 0)
        marks.append(spans.of(item) if item else 0)
    lengths = np.diff(np.r_[starts, len(where)])
    values = np.repeat(np.array(rows, np.float32), lengths, axis=0)
    return TextObjects(
        origins=values[:, :2],
        em=np.clip(values[:, 2], 1.0, 500.0),
        font=np.repeat(np.array(fonts, np.intp), lengths),
        angle=np.arctan2(values[:, 4], values[:, 3]),
        marks=np.repeat(np.array(marks, np.intp), lengths),
        spans=spans,
    )
