"""The rulings of a page: level and upright lines among the paths that it draws."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pypdfium2.raw as raw

from extractors.readers.pdf_text.calls import bulk
from extractors.readers.pdf_text.calls import functions as calls
from extractors.readers.pdf_text.drawn import Drawn, Matrix, bounds, matrix_of, times
from extractors.readers.pdf_text.frame import Frame
from extractors.readers.pdf_text.glyphs import Boxes, Index

THIN = 3.0
"""A drawn box thinner than this many points is a line."""
_SHORTEST = 4.0
_MAX_SEGMENTS = 20_000
_BOX = 5
"""Segments of a drawn box: one that is filled and not thin rules nothing."""

Line = tuple[float, float, float, float]


def rulings(drawn: Drawn, frame: Frame) -> Boxes:
    """Return the rulings of a page: x0, top, x1, bottom in points as the page is shown."""
    found = [np.empty((0, 4), np.float32)]
    for paths, matrix in drawn.of_kind(raw.FPDF_PAGEOBJ_PATH):
        found += _path_lines(paths, matrix)
    return frame.boxes(np.concatenate(found)[:, [0, 3, 2, 1]])


def _path_lines(paths: Index, outer: Matrix) -> Iterator[Boxes]:
    """Yield the rulings among paths of one form: thin ones as they are, lines out of others."""
    boxes = bounds(paths, outer)
    modes = bulk.filled(calls.DRAW_MODE, paths, 2, np.int32)
    sides = boxes[:, 2:] - boxes[:, :2]
    shown = modes.any(axis=1)
    thin = sides.min(axis=1) <= THIN
    yield boxes[shown & thin & (sides.max(axis=1) >= _SHORTEST)]
    others = (shown & ~thin).nonzero()[0]
    counts = bulk.each(calls.COUNT_SEGMENTS, paths[others])
    stroked = modes[others, 1] != 0
    for at in (stroked | (counts > _BOX)).nonzero()[0].tolist():
        item = int(paths[others[at]])
        count = min(int(counts[at]), _MAX_SEGMENTS)
        lines = list(_segment_lines(item, count, times(matrix_of(item), outer), bool(stroked[at])))
        yield np.array(lines, np.float32).reshape(-1, 4)


def _segment_lines(item: int, count: int, matrix: Matrix, stroked: bool) -> Iterator[Line]:
    """Yield the straight parts of a path: strokes, and thin boxes among several filled ones."""
    segments = bulk.by_index(calls.SEGMENT, item, np.arange(count))
    points = bulk.filled(calls.SEGMENT_POINT, segments, 2).tolist()
    kinds = bulk.each(calls.SEGMENT_TYPE, segments).tolist()
    closes = bulk.each(calls.SEGMENT_CLOSES, segments).tolist()
    a, b, c, d, e, f = matrix
    outline: list[tuple[float, float]] = []
    for (x, y), kind, is_closed in zip(points, kinds, closes, strict=True):
        point = (a * x + c * y + e, b * x + d * y + f)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if not stroked:
                yield from _thin(outline)
            outline = [point]
            continue
        if kind == raw.FPDF_SEGMENT_LINETO and stroked and outline:
            yield from _straight(outline[-1], point)
        outline.append(point)
        if is_closed and stroked:
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
