"""The rulings of a page: level and upright lines among the paths that pdfium draws."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress, repeat

import numpy as np
import pypdfium2 as pdfium

from extractors.readers.pdf_text import pdfium_calls as calls
from extractors.readers.pdf_text.glyphs import Boxes
from extractors.readers.pdf_text.pdfium import as_shown
from extractors.readers.pdf_text.spans import Spans

THIN = 3.0
"""A drawn box thinner than this many points is a line."""
_SHORTEST = 4.0
_MAX_OBJECTS, _MAX_SEGMENTS, _MAX_DEPTH = 200_000, 20_000, 3
_IS_TEXT, _IS_PATH, _IS_FORM = (bytes(kind == at for at in range(256)) for kind in (1, 2, 5))
_LINE, _CURVE, _MOVE = 0, 1, 2

Matrix = tuple[float, float, float, float, float, float]
Line = tuple[float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """The objects of a page, those inside of its forms too."""

    texts: list[int] = field(default_factory=list)
    paths: list[tuple[list[int], Matrix]] = field(default_factory=list)
    """Paths with the matrix of the form that holds them."""
    is_whole: bool = True
    """False where there are too many, or forms too deep in one another."""

    def may_have_spans(self) -> bool:
        """May a text object stand in a marked span with an ActualText?"""
        counts = list(map(calls.count_marks, self.texts))
        marked = list(compress(self.texts, counts))
        return not self.is_whole or Spans().are_there(marked, list(filter(None, counts)))


def drawn_on(page: pdfium.PdfPage) -> Drawn:
    """Return what a page draws."""
    handle, drawn = calls.handle(page), Drawn()
    count = calls.count_objects(handle)
    drawn.is_whole = count <= _MAX_OBJECTS
    objects = list(calls.values_of(calls.get_object, handle, range(min(count, _MAX_OBJECTS))))
    _collect(drawn, objects, _UNIT, 0)
    return drawn


def _collect(drawn: Drawn, objects: list[int], outer: Matrix, depth: int) -> None:
    kinds = bytes(map(calls.object_type, objects))
    drawn.texts += compress(objects, kinds.translate(_IS_TEXT))
    if paths := list(compress(objects, kinds.translate(_IS_PATH))):
        drawn.paths.append((paths, outer))
    for item in compress(objects, kinds.translate(_IS_FORM)):
        count = calls.form_count(item)
        if depth >= _MAX_DEPTH or count > _MAX_OBJECTS:
            drawn.is_whole = False
        if depth < _MAX_DEPTH:
            inside = map(calls.form_object, repeat(item), range(min(count, _MAX_OBJECTS)))
            _collect(drawn, list(inside), _times(_matrix(item), outer), depth + 1)


def page_rulings(page: pdfium.PdfPage, drawn: Drawn) -> Boxes:
    """Return the rulings of a page: x0, top, x1, bottom in points as the page is shown."""
    lines = [
        line for paths, outer in drawn.paths for path in paths for line in _path_lines(path, outer)
    ]
    found = np.array(lines, np.float32).reshape(-1, 4)
    return as_shown(page, found[:, [0, 3, 2, 1]])


def _path_lines(item: int, outer: Matrix) -> Iterator[Line]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    calls.draw_mode(item, ctypes.addressof(fill), ctypes.addressof(stroke))
    if not (fill.value or stroke.value):
        return
    box = _placed(_bounds(item), outer)
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= THIN:
        if max(width, height) >= _SHORTEST:
            yield box
    elif stroke.value or calls.count_segments(item) > 5:
        yield from _segment_lines(item, _times(_matrix(item), outer), bool(stroke.value))


def _segment_lines(item: int, matrix: Matrix, stroked: bool) -> Iterator[Line]:
    """Yield the straight parts of a path: strokes, and thin boxes among several filled ones."""
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    outline: list[tuple[float, float]] = []
    for number in range(min(calls.count_segments(item), _MAX_SEGMENTS)):
        segment = calls.get_segment(item, number)
        calls.segment_point(segment, at_x, at_y)
        point = _point((x.value, y.value), matrix)
        kind = calls.segment_type(segment)
        if kind == _MOVE:
            if not stroked:
                yield from _thin(outline)
            outline = [point]
            continue
        if kind == _LINE and stroked and outline:
            yield from _straight(outline[-1], point)
        outline.append(point)
        if calls.segment_closes(segment) and stroked:
            yield from _straight(point, outline[0])
    if not stroked:
        yield from _thin(outline)


def _straight(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Line]:
    (x0, y0), (x1, y1) = start, end
    dx, dy = abs(x1 - x0), abs(y1 - y0)
    if min(dx, dy) <= 0.5 and max(dx, dy) >= _SHORTEST:
        yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _thin(outline: list[tuple[float, float]]) -> Iterator[Line]:
    if len(outline) < 4:
        return
    xs, ys = [point[0] for point in outline], [point[1] for point in outline]
    box = (min(xs), min(ys), max(xs), max(ys))
    sides = (box[2] - box[0], box[3] - box[1])
    if min(sides) <= THIN and max(sides) >= _SHORTEST:
        yield box


def _bounds(item: int) -> Line:
    values = (ctypes.c_float * 4)()
    at = ctypes.addressof(values)
    calls.object_bounds(item, at, at + 4, at + 8, at + 12)
    return (values[0], values[1], values[2], values[3])


def _matrix(item: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    if not calls.object_matrix(item, ctypes.addressof(values)):
        return _UNIT
    a, b, c, d, e, f = values
    return (a, b, c, d, e, f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)  # fmt: skip


def _point(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _placed(box: Line, matrix: Matrix) -> Line:
    if matrix is _UNIT:
        return box
    x0, y0 = _point((box[0], box[1]), matrix)
    x1, y1 = _point((box[2], box[3]), matrix)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
