"""Maps from glyphs to letters that a producer destroyed, found again in the file's own fonts.

Programs that take a PDF apart and put it together again write maps whose entries lost their upper
byte, or none; the letters are drawn right and cannot be copied. What such a glyph stands for is
still told by the `cmap` table of the embedded font, or by another part of the same font in the same
file, as a stamp or a later page brings it along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pdfminer.cmapdb import UnicodeMap
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFCIDFont, PDFFont, TrueTypeFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSException, PSLiteral

from extractors.readers.pdf_text.glyph_ink import GlyphInk
from extractors.readers.pdf_text.to_unicode import Letters, plain_map
from extractors.thai.marks import repair

_MOST_OBJECTS = 20_000
_MOST_FONTS = 200
_DESTROYED = 3
"""Entries of a map that mean no letter, from which it is held to be destroyed."""
_FEWEST, _AGREED = 3, 0.9
"""Letters that two maps must both know, and the share of them that must be the same."""

_FEWEST_WIDTHS, _SAME_WIDTHS = 12, 0.95
"""Glyphs that two fonts must both have, and the share of them that must be equally wide."""


class Fonts(PDFResourceManager):
    """pdfminer's fonts of one file; keeps what each was made from."""

    def __init__(self, document: PDFDocument) -> None:
        super().__init__()
        self._document = document
        self._specs: dict[int, Mapping[str, object]] = {}
        self._restored: dict[int, Letters] = {}
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

    def restored(self, font: PDFFont) -> Letters:
        """Return what the codes of a font mean whose map is destroyed; nothing for sound maps."""
        found = self._restored.get(id(font))
        if found is None:
            found = self._restored[id(font)] = self._restore(font)
        return found

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
        if isinstance(font, PDFCIDFont):
            return outlines, dict(self._glyphs(font, -1)) or None
        return outlines, outlines.by_code()

    def _restore(self, font: PDFFont) -> Letters:
        if not isinstance(font, PDFCIDFont) or not _is_destroyed(self._own_map(font)):
            return {}
        own = self._by_glyph(font)
        embedded = _embedded(font)
        known = embedded if not own or _agree(own, embedded) else {}
        for other in self._namesakes(font):
            letters = self._by_glyph(other)
            if _agree(own, letters) if own else self._as_wide(font, other):
                known = {**letters, **known}
        return {
            code: known[glyph]
            for code, glyph in self._glyphs(font, max(known, default=0))
            if glyph in known and not _is_thai(own.get(glyph, ""))
        }

    def _namesakes(self, font: PDFCIDFont) -> Iterator[PDFCIDFont]:
        """Yield the file's fonts of the same name whose map is sound."""
        found = 0
        numbers = (number for xref in self._document.xrefs for number in xref.get_objids())
        for _, number in zip(range(_MOST_OBJECTS), numbers, strict=False):
            try:
                spec = self._document.getobj(number)
                if not isinstance(spec, dict) or _name(spec.get("Subtype")) != "Type0":
                    continue
                if _plain_name(_name(spec.get("BaseFont"))) != _plain_name(font.basefont):
                    continue
                other = self.get_font(number, spec)
            except (PSException, ValueError, TypeError, KeyError, IndexError, AssertionError):
                # A damaged object or font; another one may do.
                continue
            found += 1
            if found > _MOST_FONTS:
                return
            if isinstance(other, PDFCIDFont) and not _is_destroyed(self._own_map(other)):
                yield other

    def _as_wide(self, font: PDFCIDFont, other: PDFCIDFont) -> bool:
        """Do two fonts give the glyphs that both have the same widths? Parts may be renumbered."""
        ours, theirs = self._widths(font), self._widths(other)
        both = ours.keys() & theirs.keys()
        same = sum(abs(ours[glyph] - theirs[glyph]) <= 1 for glyph in both)
        return len(both) >= _FEWEST_WIDTHS and same >= _SAME_WIDTHS * len(both)

    def _widths(self, font: PDFCIDFont) -> dict[int, float]:
        widths = {code: width for code, width in font.widths.items() if isinstance(code, int)}
        glyphs = dict(self._glyphs(font, max(widths, default=0)))
        return {glyphs[code]: width for code, width in widths.items() if glyphs.get(code)}

    def _own_map(self, font: PDFCIDFont) -> Letters:
        """Return what the file says of a font's codes."""
        if "ToUnicode" not in self._specs[id(font)] and font.cidcoding == "Adobe-Identity":
            # pdfminer takes the embedded font's table then, as if codes were always its glyphs.
            return {}
        return getattr(font.unicode_map, "cid2unichr", {})

    def _by_glyph(self, font: PDFCIDFont) -> Letters:
        """Return a font's own map by glyph of the embedded font."""
        own = self._own_map(font)
        glyphs = dict(self._glyphs(font, max(own, default=0)))
        return {glyphs[code]: text for code, text in own.items() if glyphs.get(code)}

    def _glyphs(self, font: PDFCIDFont, last: int) -> Iterator[tuple[int, int]]:
        """Yield codes with the glyphs that they draw; without a table both are the same.

        `last` is the last code that is asked for where there is no table.
        """
        table = resolve1(self._specs[id(font)].get("CIDToGIDMap"))
        if not isinstance(table, PDFStream):
            yield from ((code, code) for code in range(last + 1))
            return
        data = table.get_data()
        for code in range(len(data) // 2):
            yield code, data[2 * code] << 8 | data[2 * code + 1]


def _plain_map(spec: Mapping[str, object]) -> Letters | None:
    """Return the map of a font that draws glyphs itself, if it is of the usual form."""
    stream = resolve1(spec.get("ToUnicode"))
    if not isinstance(stream, PDFStream) or _name(spec.get("Subtype")) == "Type0":
        return None
    return plain_map(stream.get_data())


def _embedded(font: PDFCIDFont) -> Letters:
    stream = getattr(font, "fontfile", None)
    if stream is None:
        return {}
    try:
        face = TrueTypeFont(font.basefont, BytesIO(stream.get_data()))
        return dict(face.create_unicode_map().cid2unichr)
    except (TrueTypeFont.CMapNotFound, ValueError, IndexError, EOFError, OSError, AssertionError):
        return {}


def _is_destroyed(own: Letters) -> bool:
    """Has a map entries that mean no letter, beside some that are Thai? Or is there none?"""
    if len(own) >= 0x8000:
        # A map of all 65,536 codes onto themselves is no map of glyphs to control characters.
        return False
    lost = sum(len(text) == 1 and (text < " " or text == "\ufffd") for text in own.values())
    return not own or _DESTROYED <= lost < len(own) - _DESTROYED


def _agree(own: Letters, other: Letters) -> bool:
    """Do two maps say the same of the Thai letters that both know?"""
    both = [glyph for glyph, text in own.items() if _is_thai(text) and glyph in other]
    same = sum(_plain(own[glyph]) == _plain(other[glyph]) for glyph in both)
    return len(both) >= _FEWEST and same >= _AGREED * len(both)


def _is_thai(text: str) -> bool:
    return len(text) == 1 and "\u0e01" <= text <= "\u0e5b"


def _plain(text: str) -> str:
    return repair(text).text


def _name(value: Any) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""


def _plain_name(name: str) -> str:
    """Return a font's name without the tag of its part ("ABCDEF+")."""
    return name[7:] if name[6:7] == "+" else name


__all__ = ["Fonts", "Letters"]
