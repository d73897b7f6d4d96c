"""The rulings of a page: level and upright lines among the paths that pdfium draws."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress, repeat

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

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
    spans: Spans = field(default_factory=Spans)
    paths: list[tuple[list[int], Matrix]] = field(default_factory=list)
    """Paths with the matrix of the form that holds them."""
    is_whole: bool = True
    """False where there are too many, or forms too deep in one another."""

    def may_have_spans(self) -> bool:
        """May a text object stand in a marked span with an ActualText?"""
        return not self.is_whole or self.spans.are_there(self.texts)


def drawn_on(page: pdfium.PdfPage) -> Drawn:
    """Return what a page draws."""
    handle, drawn = calls.handle(page), Drawn()
    count = calls.count_objects(handle)
    drawn.is_whole = count <= _MAX_OBJECTS
    objects = list(calls.values_of(calls.page_object, handle, range(min(count, _MAX_OBJECTS))))
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
    found = [np.empty((0, 4), np.float32)]
    for paths, outer in drawn.paths:
        found += _path_lines(paths, outer)
    return as_shown(page, np.concatenate(found)[:, [0, 3, 2, 1]])


def _path_lines(paths: list[int], outer: Matrix) -> Iterator[Boxes]:
    """Yield the rulings among paths of one form: thin ones as they are, lines out of others."""
    boxes, modes = _bounds(paths), _draw_modes(paths)
    if outer is not _UNIT:
        boxes = _placed(boxes, outer)
    sides = boxes[:, 2:] - boxes[:, :2]
    shown = modes.any(axis=1)
    thin = sides.min(axis=1) <= THIN
    yield boxes[shown & thin & (sides.max(axis=1) >= _SHORTEST)]
    for at in np.flatnonzero(shown & ~thin).tolist():
        item, stroked = paths[at], bool(modes[at, 1])
        if stroked or calls.count_segments(item) > 5:
            lines = list(_segment_lines(item, _times(_matrix(item), outer), stroked))
            yield np.array(lines, np.float32).reshape(-1, 4)


def _bounds(paths: list[int]) -> Boxes:
    boxes = np.zeros((len(paths), 4), np.float32)
    at, size = boxes.ctypes.data, boxes.nbytes
    sides = (range(at + side, at + side + size, 16) for side in (0, 4, 8, 12))
    deque(map(calls.object_bounds, paths, *sides), 0)
    return boxes


def _draw_modes(paths: list[int]) -> NDArray[np.int32]:
    """Return for each path how it is filled, and whether it is stroked."""
    modes = np.zeros((len(paths), 2), np.int32)
    at, size = modes.ctypes.data, modes.nbytes
    deque(map(calls.draw_mode, paths, range(at, at + size, 8), range(at + 4, at + 4 + size, 8)), 0)
    return modes


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


def _placed(boxes: Boxes, matrix: Matrix) -> Boxes:
    a, b, c, d, e, f = matrix
    x, y = boxes[:, [0, 2]], boxes[:, [1, 3]]
    xs, ys = a * x + c * y + e, b * x + d * y + f
    sides = (xs.min(axis=1), ys.min(axis=1), xs.max(axis=1), ys.max(axis=1))
    return np.column_stack(sides).astype(np.float32)
