"""Images that pdfium does not list and yet unpacks when it draws a page: masks, patterns, glyphs."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

_MOST_OBJECTS = 20_000
"""Objects that a page's resources lead to; beyond them they are held to be without end."""


_DAMAGED = (pikepdf.PdfError, ValueError, TypeError, IndexError, AttributeError)


def most_pixels(data: bytes, numbers: list[int]) -> dict[int, float]:
    """Return by page number the pixels of the largest image that its resources lead to.

    0 where another library than pdfium cannot read the page; infinite where there is no end.
    """
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as file:
            return {number: _on_page(file, number) for number in numbers}
    except _DAMAGED:
        return dict.fromkeys(numbers, 0.0)


def _on_page(file: pikepdf.Pdf, number: int) -> float:
    try:
        return _most_pixels(file.pages[number - 1].resources)
    except _DAMAGED:
        return 0.0


def _most_pixels(resources: Dictionary) -> float:
    waiting: list[Object] = [resources]
    seen: set[tuple[int, int]] = set()
    most = 0.0
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return most
        item = waiting.pop()
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Image:
            most = max(most, float(item.get("/Width", 0)) * float(item.get("/Height", 0)))
        waiting += _parts(item)
    return float("inf")


def _parts(item: Object) -> list[Object]:
    if isinstance(item, (Dictionary, Stream)):
        values = [value for key, value in item.items() if key != "/Parent"]
    else:
        values = list(item) if isinstance(item, Array) else []
    return [value for value in values if isinstance(value, (Array, Dictionary, Stream))]
