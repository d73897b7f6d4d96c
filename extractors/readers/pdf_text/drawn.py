"""The objects that a page draws, those inside of its forms too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.pdf_text.calls import bulk
from extractors.readers.pdf_text.calls import functions as calls
from extractors.readers.pdf_text.glyphs import Boxes, Index

MAX_OBJECTS = 200_000
_DEEPEST = 3
"""Forms in forms that are looked into."""

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Group:
    """The objects that a page or one of its forms draws itself."""

    objects: Index
    """Their addresses."""
    kinds: Index
    """FPDF_PAGEOBJ_TEXT and the like."""
    matrix: Matrix
    """From the form's coordinates to the page's."""

    def of_kind(self, kind: int) -> Index:
        """Return the objects of one kind."""
        found: Index = self.objects[self.kinds == kind]
        return found


@dataclass(slots=True)
class Drawn:
    """All objects of a page."""

    groups: list[Group] = field(default_factory=list)
    is_whole: bool = True
    """False where there are too many, or forms too deep in one another."""

    def of_kind(self, kind: int) -> Iterator[tuple[Index, Matrix]]:
        """Yield the objects of one kind with the matrix that places them."""
        for group in self.groups:
            found = group.of_kind(kind)
            if len(found):
                yield found, group.matrix


def drawn_on(page: pdfium.PdfPage, deepest: int = _DEEPEST) -> Drawn:
    """Return what a page draws, `deepest` forms in one another."""
    handle, drawn = calls.handle(page), Drawn()
    waiting = [(handle, calls.PAGE_OBJECT, int(calls.count_objects(handle)), UNIT, 0)]
    room = MAX_OBJECTS
    while waiting:
        owner, child, count, matrix, depth = waiting.pop()
        drawn.is_whole &= count <= room
        objects = bulk.by_index(child, owner, np.arange(min(count, room)))
        room -= len(objects)
        group = Group(objects, bulk.each(calls.OBJECT_TYPE, objects), matrix)
        drawn.groups.append(group)
        forms = group.of_kind(raw.FPDF_PAGEOBJ_FORM)
        if not len(forms):
            continue
        if depth >= deepest:
            drawn.is_whole = False
            continue
        counts = bulk.each(calls.FORM_COUNT, forms).tolist()
        waiting += [
            (form, calls.FORM_OBJECT, count, times(matrix_of(form), matrix), depth + 1)
            for form, count in zip(forms.tolist(), counts, strict=True)
        ][::-1]
    return drawn


def matrix_of(item: int) -> Matrix:
    """Return an object's matrix, the unit one where it has none."""
    return calls.object_matrix(item) or UNIT


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does first one, then the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)  # fmt: skip


def bounds(objects: Index, matrix: Matrix) -> Boxes:
    """Return x0, y0, x1, y1 of objects on the page, y upwards."""
    boxes: Boxes = bulk.filled(calls.OBJECT_BOUNDS, objects, 4)
    if matrix is UNIT:
        return boxes
    a, b, c, d, e, f = matrix
    x, y = boxes[:, [0, 2]], boxes[:, [1, 3]]
    xs, ys = a * x + c * y + e, b * x + d * y + f
    sides = (xs.min(axis=1), ys.min(axis=1), xs.max(axis=1), ys.max(axis=1))
    return np.column_stack(sides).astype(np.float32)
