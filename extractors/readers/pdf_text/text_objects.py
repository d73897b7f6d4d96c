"""What the glyphs of one text object share: baseline, size, font, angle, marked span."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text.calls import bulk
from extractors.readers.pdf_text.calls import functions as calls
from extractors.readers.pdf_text.glyphs import Boxes, Index, lengths_of, starts_of
from extractors.readers.pdf_text.spans import Spans

_Floats = NDArray[np.float32]
_SMALLEST, _LARGEST = 1.0, 500.0
"""Font sizes in points that are believed."""


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
    """Return what pdfium knows of the objects of the glyphs `where` of a text page."""
    objects, spans = bulk.by_index(calls.TEXT_OBJECT, handle, where), Spans()
    starts = starts_of(objects[1:] != objects[:-1])
    run = np.repeat(np.arange(len(starts)), lengths_of(starts, len(where)))
    items, firsts = objects[starts], where[starts]
    matrices = bulk.rows(calls.MATRIX, handle, firsts, 6)
    sizes = bulk.by_index(calls.FONT_SIZE, handle, firsts)
    em = sizes * np.hypot(matrices[:, 2], matrices[:, 3])
    em = np.minimum(np.maximum(em, _SMALLEST), _LARGEST).astype(np.float32)
    angle = np.arctan2(matrices[:, 1], matrices[:, 0])
    return TextObjects(
        matrices[:, 4:].take(run, axis=0),
        em[run],
        bulk.each(calls.FONT_OF, items)[run],
        angle[run],
        spans.of(items)[run],
        spans,
    )
