"""What the glyphs of one text object share: baseline, size, font, angle, marked span."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text import pdfium_calls as calls
from extractors.readers.pdf_text.glyphs import (
    NIKHAHIT,
    SARA_AA,
    SARA_AM,
    Boxes,
    Codes,
    Index,
    holds,
    lengths_of,
    starts_of,
    table_of,
)
from extractors.readers.pdf_text.spans import Spans

_Floats = NDArray[np.float32]
_LEVEL = 1e-3
"""Radians by which a level line may rise."""
_LONG = 6
"""Glyphs in a row from which asking its ends is quicker than asking each."""
_TELLING = table_of((SARA_AA, SARA_AM), (NIKHAHIT, NIKHAHIT), (0xA1, 0xFB))
"""า and ำ that fonts may show as each other, letters of TIS-620 in a Latin font."""


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


def text_objects(handle: int, where: Index, spans: Spans | None) -> TextObjects:
    """Return what pdfium knows of the objects of the glyphs `where`.

    `spans` are those of the page, None where it has none.
    """
    objects = _objects(handle, where)
    starts = starts_of(objects[1:] != objects[:-1])
    items = objects[starts].tolist()
    marks = np.zeros(len(items), np.intp)
    if spans:
        marked = np.fromiter(map(calls.count_marks, items), np.intp, len(items))
        at = np.flatnonzero(marked)
        marks[at] = spans.of([items[number] for number in at.tolist()], marked[at].tolist())
    run = np.repeat(np.arange(len(starts)), lengths_of(starts, len(where)))
    shapes = _shapes(handle, where[starts])
    return _of_runs(shapes, run, _fonts(items)[run], marks[run], spans or Spans())


def plain_text_objects(handle: int, where: Index, codes: Codes, boxes: Boxes) -> TextObjects | None:
    """Return the same for a page without spans, None if its text is not level or its
    lines are in too many pieces for this to be the quicker way.

    Glyphs in a row whose boxes reach equally high and low stand on one baseline in one size, so
    that only the first of them is asked. Fonts are asked at both ends of such a row and of the
    glyphs that repairs by font look at, of all others only where those differ.
    """
    tops, bottoms = boxes[:, 1], boxes[:, 3]
    starts = starts_of((tops[1:] != tops[:-1]) | (bottoms[1:] != bottoms[:-1]))
    if len(starts) * _LONG > len(where):
        return None
    shapes = _shapes(handle, where[starts])
    if (np.abs(shapes.angle) > _LEVEL).any():
        return None
    lengths = lengths_of(starts, len(where))
    asked = holds(_TELLING, codes)
    asked[starts] = asked[starts + lengths - 1] = True
    run = np.repeat(np.arange(len(starts)), lengths)
    at = np.flatnonzero(asked)
    font = _fonts(_objects(handle, where[at]).tolist())
    gaps = lengths_of(at, len(where))
    fonts = np.repeat(font, gaps)
    mixed = (font[1:] != font[:-1]) & (run[at[1:]] == run[at[:-1]]) & (at[1:] - at[:-1] > 1)
    if mixed.any():
        between = np.flatnonzero(np.repeat(np.append(mixed, False), gaps) & ~asked)
        fonts[between] = _fonts(_objects(handle, where[between]).tolist())
    return _of_runs(shapes, run, fonts, np.zeros(len(where), np.intp), Spans())


@dataclass(slots=True)
class _Shapes:
    origins: Boxes
    em: _Floats
    angle: _Floats


def _shapes(handle: int, where: Index) -> _Shapes:
    """Return origin, size and angle of the objects of some glyphs."""
    at = where.tolist()
    matrices = calls.rows_of(calls.matrix, handle, at, 6)
    sizes = np.fromiter(calls.values_of(calls.font_size, handle, at), np.float32, len(at))
    em = np.clip(sizes * np.hypot(matrices[:, 2], matrices[:, 3]), 1.0, 500.0)
    return _Shapes(matrices[:, 4:], em, np.arctan2(matrices[:, 1], matrices[:, 0]))


def _of_runs(shapes: _Shapes, run: Index, font: Index, marks: Index, spans: Spans) -> TextObjects:
    origins = shapes.origins.take(run, axis=0)
    return TextObjects(origins, shapes.em[run], font, shapes.angle[run], marks, spans)


def _objects(handle: int, where: Index) -> Index:
    found = calls.values_of(calls.text_object, handle, where.tolist())
    return np.fromiter(found, np.intp, len(where))


def _fonts(objects: list[int]) -> Index:
    """Return the font of each object; the same object is asked once."""
    known = dict.fromkeys(objects)
    fonts = dict(zip(known, map(calls.font_of, known), strict=True))
    return np.fromiter(map(fonts.__getitem__, objects), np.intp, len(objects))
