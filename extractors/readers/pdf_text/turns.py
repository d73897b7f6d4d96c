"""Text that runs up, down or upside down: each direction laid out as if it were level."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text.glyphs import Boxes, Glyphs
from extractors.readers.pdf_text.grids import Grid

Turn = int
"""Quarter turns counter-clockwise in which a text runs on the page as it is shown."""


@dataclass(slots=True)
class Part:
    """The glyphs of a page that run one way, turned level, with the tables ruled that way."""

    turn: Turn = 0
    glyphs: Glyphs = field(default_factory=Glyphs.none)
    grids: list[Grid] = field(default_factory=list)
    trusts_order: bool = False
    """Do marks belong to the letter before them, wherever they are drawn?"""


def parts_of(
    glyphs: Glyphs, origins: Boxes, angles: NDArray[np.float32], rotation: int
) -> list[Part]:
    """Return the parts of a page, the largest first.

    `origins` are x and y of each glyph as shown, `angles` its radians counter-clockwise on the
    page before the page's own `rotation` (degrees, clockwise).
    """
    turns = np.round(angles / (np.pi / 2) - rotation / 90).astype(np.intp) % 4
    found = []
    for turn in np.unique(turns).tolist():
        which = (turns == turn).nonzero()[0]
        part = glyphs.take(which)
        x, y = origins[which, 0], origins[which, 1]
        part.base = (y, x, -y, -x)[turn].astype(np.float32)
        part.boxes = levelled(part.boxes, turn)
        found.append(Part(turn, part))
    return sorted(found, key=lambda part: -len(part.glyphs)) or [Part()]


def levelled(boxes: Boxes, turn: Turn) -> Boxes:
    """Turn boxes as shown so that text of this turn lies level."""
    if not turn:
        return boxes
    x0, top, x1, bottom = boxes.T
    sides = (
        (x0, top, x1, bottom),
        (-bottom, x0, -top, x1),
        (-x1, -bottom, -x0, -top),
        (top, -x1, bottom, -x0),
    )[turn]
    return np.ascontiguousarray(np.column_stack(sides), np.float32)


def shown(boxes: Boxes, turn: Turn) -> Boxes:
    """Undo `levelled`."""
    return levelled(boxes, (4 - turn) % 4)


def shown_flat(boxes: array[float], turn: Turn) -> array[float]:
    """Undo `levelled` for boxes in one flat array."""
    if not turn:
        return boxes
    rows = np.frombuffer(boxes, np.float32).reshape(-1, 4)
    return array("f", shown(rows, turn).tobytes())


def shown_box(
    box: tuple[float, float, float, float], turn: Turn
) -> tuple[float, float, float, float]:
    """Undo `levelled` for one box."""
    if not turn:
        return box
    x0, top, x1, bottom = shown(np.array([box], np.float32), turn)[0].tolist()
    return (x0, top, x1, bottom)
