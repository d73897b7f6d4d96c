"""Outlines of embedded fonts: edges of the ink, and nothing from programs that are cut."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from benchmarks.pdf_producers import font_file
from extractors.readers.pdf_text.glyph_ink import GlyphInk
from tests.test_pdf_text import FONT, needs_font


@needs_font
def test_edges_are_those_of_the_outline() -> None:
    path = Path(font_file(FONT))
    face, ink = TTFont(path), GlyphInk(path.read_bytes())
    units, order = face["head"].unitsPerEm, face.getGlyphOrder()
    for letter in "กิู่ฬ":
        glyph = order.index(face.getBestCmap()[ord(letter)])
        outline = face["glyf"][order[glyph]]
        edges = (outline.xMin / units, outline.xMax / units)
        assert ink.bounds(glyph) == pytest.approx(edges)


@needs_font
@pytest.mark.parametrize("length", [0, 3, 11, 20, 200, 2000])
def test_cut_program_has_no_ink(length: int) -> None:
    ink = GlyphInk(Path(font_file(FONT)).read_bytes()[:length])
    assert ink.bounds(3) is None
    assert ink.by_code() == {}
