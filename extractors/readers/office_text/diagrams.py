"""Diagrams (SmartArt) of Office files: their text stands in parts of their own, a tree of points."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from extractors.readers.office_text.package import A, Package, R, whole

_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_STRICT_DGM = "{http://purl.oclc.org/ooxml/drawingml/diagram}"
_TEXTLESS = ("pres", "parTrans", "sibTrans")
"""Points that only lay the diagram out."""


def diagram_lines(package: Package, part: str, owner: Element) -> list[str]:
    """Return the lines of the diagrams below an element of a part, each tree from its root."""
    found = [each for tag in (_DGM, _STRICT_DGM) for each in owner.iter(f"{tag}relIds")]
    relations = package.relations(part) if found else {}
    lines: list[str] = []
    for item in found:
        _, data = relations.get(item.get(f"{R}dm", ""), ("", ""))
        model = package.spare(data)
        if model is not None:
            lines.extend(_lines(model))
    return lines


def _lines(model: Element) -> list[str]:
    dgm = model.tag.rpartition("}")[0] + "}"
    points = {
        point.get("modelId", ""): point
        for point in model.iter(f"{dgm}pt")
        if point.get("type", "node") not in _TEXTLESS
    }
    children: dict[str, list[tuple[int, str]]] = {}
    for link in model.iter(f"{dgm}cxn"):
        if link.get("type", "parOf") == "parOf" and link.get("destId") in points:
            order = whole(link.get("srcOrd", ""), 0)
            children.setdefault(link.get("srcId", ""), []).append((order, link.get("destId", "")))
    below = {name for each in children.values() for _, name in each}
    lines = []
    for name in _walk([name for name in points if name not in below], children):
        lines.extend(_paragraphs(points[name]) if name in points else [])
    return lines


def _walk(roots: list[str], children: dict[str, list[tuple[int, str]]]) -> Iterator[str]:
    """Yield each point before those below it; a point that is met again is left out."""
    waiting, seen = roots[::-1], set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            yield name
            waiting.extend(child for _, child in sorted(children.get(name, []), reverse=True))


def _paragraphs(point: Element) -> list[str]:
    texts = (
        "".join(run.text or "" for run in paragraph.iter(f"{A}t"))
        for paragraph in point.iter(f"{A}p")
    )
    return [text for text in texts if text.strip()]
