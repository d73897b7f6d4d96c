"""pdfminer's fonts of one file, and where the ink of their glyphs is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from pdfminer.cmapdb import UnicodeMap
from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from extractors.readers.pdf_text.glyph_ink import GlyphInk
from extractors.readers.pdf_text.to_unicode import Letters, plain_map


class Fonts(PDFResourceManager):
    """Makes fonts and keeps what each was made from."""

    def __init__(self) -> None:
        super().__init__()
        self._specs: dict[int, Mapping[str, object]] = {}
        self._inks: dict[int, tuple[GlyphInk, dict[int, int] | None]] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Return the font of a dictionary; of a composite font, its only descendant."""
        letters = _plain_map(spec)
        if letters is None:
            font = super().get_font(objid, spec)
        else:
            font = super().get_font(objid, {**spec, "ToUnicode": PDFStream({}, b"")})
            if isinstance(own := getattr(font, "unicode_map", None), UnicodeMap):
                own.cid2unichr = letters
        self._specs.setdefault(id(font), spec)
        return font

    def ink(self, font: PDFFont, code: int) -> tuple[float, float] | None:
        """Return where a code's ink begins and ends, in ems from the pen; None where unknown."""
        if id(font) not in self._inks:
            self._inks[id(font)] = self._outlines(font)
        outlines, glyphs = self._inks[id(font)]
        return outlines.bounds(code if glyphs is None else glyphs.get(code, -1))

    def _outlines(self, font: PDFFont) -> tuple[GlyphInk, dict[int, int] | None]:
        """Return a font's outlines and the glyphs of its codes, None where both are the same."""
        program = resolve1(font.descriptor.get("FontFile2"))
        outlines = GlyphInk(program.get_data() if isinstance(program, PDFStream) else b"")
        if not isinstance(font, PDFCIDFont):
            return outlines, outlines.by_code()
        table = resolve1(self._specs[id(font)].get("CIDToGIDMap"))
        if not isinstance(table, PDFStream):
            return outlines, None
        data = table.get_data()
        return outlines, dict(enumerate(np.frombuffer(data, ">u2", len(data) // 2).tolist()))


def _plain_map(spec: Mapping[str, object]) -> Letters | None:
    """Return the map of a font that draws glyphs itself, if it is of the usual form."""
    stream = resolve1(spec.get("ToUnicode"))
    if not isinstance(stream, PDFStream) or _name(spec.get("Subtype")) == "Type0":
        return None
    return plain_map(stream.get_data())


def _name(value: Any) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""
