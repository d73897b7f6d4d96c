"""A page image turned straight before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 8.0
"""Degrees beyond which a page counts as turned, not as skewed."""
LEAST = 0.2
_WIDTH = 700


def skew_of(image: Image) -> float:
    """Return the angle in degrees by which a page's lines rise to the right (0 if unclear).

    The lines of a straight page make its row sums alternate most sharply.
    """
    small = image.convert("L")
    small = small.resize((_WIDTH, max(1, round(small.height * _WIDTH / small.width))))
    ink = 255 - np.asarray(small, np.float32)
    ink[ink < 80] = 0
    if not ink.any():
        return 0.0
    rough = _sharpest(ink, np.arange(-MOST, MOST + 0.5, 0.5))
    fine = _sharpest(ink, np.arange(rough - 0.5, rough + 0.55, 0.1))
    return float(fine) if abs(fine) >= LEAST else 0.0


def _sharpest(ink: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    y, x = np.nonzero(ink)
    weight = ink[y, x]
    best, sharpest = 0.0, -1.0
    for angle in angles.tolist():
        rows = np.round(y + x * np.tan(np.radians(angle))).astype(np.intp)
        sums = np.bincount(rows - rows.min(), weight)
        sharpness = float((np.diff(sums) ** 2).sum())
        if sharpness > sharpest * (1 + 1e-9):
            best, sharpest = angle, sharpness
    return best


def straightened(image: Image, angle: float) -> Image:
    """Turn an image so that its lines are level; its size stays."""
    if not angle:
        return image
    from PIL.Image import Resampling

    return image.convert("L").rotate(-angle, resample=Resampling.BILINEAR, fillcolor=255)


def turned_back(
    box: tuple[float, float, float, float], angle: float, size: tuple[int, int]
) -> tuple[float, float, float, float]:
    """Return where a box of the straightened image lies on the original one."""
    if not angle:
        return box
    turn = np.radians(angle)
    cx, cy = size[0] / 2, size[1] / 2
    middle_x, middle_y = (box[0] + box[2]) / 2 - cx, (box[1] + box[3]) / 2 - cy
    x = middle_x * np.cos(turn) + middle_y * np.sin(turn) + cx
    y = -middle_x * np.sin(turn) + middle_y * np.cos(turn) + cy
    half_x, half_y = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    return (float(x - half_x), float(y - half_y), float(x + half_x), float(y + half_y))
