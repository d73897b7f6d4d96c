"""Maps from glyphs to letters that a producer destroyed, found again in the file's own fonts.

Programs that take a PDF apart and put it together again write maps whose entries lost their upper
byte, or none; the letters are drawn right and cannot be copied. What such a glyph stands for is
still told by the `cmap` table of the embedded font, or by another part of the same font in the same
file, as a stamp or a later page brings it along. The file is given back with the maps written anew,
so that every reader of it finds them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cached_property
from io import BytesIO
from typing import Any, TypeVar

import numpy as np
import pikepdf
from pdfminer.pdffont import TrueTypeFont, get_widths
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream

from extractors.readers.pdf_text.streams import unpacked
from extractors.readers.pdf_text.to_unicode import (
    Letters,
    Range,
    all_letters,
    letters_at,
    plain_ranges,
    written_map,
)
from extractors.thai.marks import repair

T = TypeVar("T")

_MOST_OBJECTS = 20_000
_MOST_FONTS = 200
_MOST_CODES = 0x10000
_NEARLY_ALL = _MOST_CODES // 2
_USUAL_CODES = [*range(0x20, 0x100), *range(0x0E00, 0x0E80)]
"""Latin and Thai, where codes are letters."""
_DESTROYED = 3
"""Entries of a map that mean no letter, from which it is held to be destroyed."""
_FEWEST, _AGREED = 3, 0.9
"""Letters that two maps must both know, and the share of them that must be the same."""
_FEWEST_WIDTHS, _SAME_WIDTHS = 12, 0.95
"""Glyphs that two fonts must both have, and the share of them that must be equally wide."""

_OWN_CODES = (Name("/Identity-H"), Name("/Identity-V"))
"""Encodings whose codes are numbers of the font itself, and not those of a character set."""
_DAMAGED = (PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, IndexError,
            AttributeError, AssertionError, EOFError, OSError, struct.error)  # fmt: skip
"""What libraries raise over damaged objects and fonts; another font of the file may do."""


def with_restored_maps(data: bytes) -> bytes | None:
    """Return the file with destroyed maps written anew, None where none can be found again."""
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as file:
            if not _restore(file):
                return None
            out = BytesIO()
            file.save(out, compress_streams=False, fix_metadata_version=False)
            return out.getvalue()
    except _DAMAGED:
        # Another library may read what this one cannot; the maps stay as they are.
        return None


def _restore(file: Pdf) -> int:
    """Write maps anew where they are found again; return for how many fonts."""
    fonts = _fonts(file)
    sound = [font for font in fonts if not font.is_destroyed]
    found = [(font, letters) for font in fonts if (letters := _found_again(font, sound))]
    for font, letters in found:
        font.spec.ToUnicode = file.make_stream(written_map({**font.letters, **letters}))
    if found:
        # pdfium takes longer for a map of all codes than for ten pages.
        for font in sound:
            if font.has_all_codes:
                font.spec.ToUnicode = file.make_stream(written_map(font.letters))
    return len(found)


def _fonts(file: Pdf) -> list[Font]:
    """Return the composite fonts of a file whose codes are their glyphs' own numbers."""
    fonts: list[Font] = []
    count = 0
    for number in range(1, min(int(file.trailer.Size), _MOST_OBJECTS)):
        try:
            spec = file.get_object(number, 0)
            if not isinstance(spec, Dictionary) or spec.get("/Subtype") != Name.Type0:
                continue
            count += 1
            if count > _MOST_FONTS:
                break
            if spec.get("/Encoding") in _OWN_CODES:
                fonts.append(Font(spec))
        except _DAMAGED:
            # A damaged object or font; another one may do.
            continue
    return fonts


def _found_again(font: Font, sound: list[Font]) -> Letters:
    """Return what the codes of a font mean whose map is destroyed, as far as the file tells it."""
    if not font.is_destroyed:
        return {}
    own = font.by_glyph
    known: Letters = {}
    for other in reversed(sound):
        if other.name == font.name and (
            _agree(own, other.by_glyph) if own else _as_wide(font, other)
        ):
            known.update(other.by_glyph)
    embedded = font.embedded
    if not own or _agree(own, embedded):
        known.update(embedded)
    unsaid = {glyph: text for glyph, text in known.items() if not _is_thai(own.get(glyph, ""))}
    return font.by_code(unsaid)


class Font:
    """A composite font of a file; _DAMAGED where its map or its glyphs cannot be read."""

    def __init__(self, spec: Dictionary) -> None:
        self.spec = spec
        self.name = _plain_name(str(spec.get("/BaseFont", "")))
        self._descendant = spec.DescendantFonts[0]
        self._drawn = _drawn(self._descendant.get("/CIDToGIDMap"))
        """Codes with the glyphs that they draw, None where both are the same."""
        ranges = _ranges(spec.get("/ToUnicode"))
        self.has_all_codes = sum(last - first + 1 for first, last, _ in ranges) >= _NEARLY_ALL
        """Does its map name (nearly) all codes, most of them onto themselves?"""
        self.letters = self._letters(ranges)
        """What the file says of the font's codes; where it names all, of those that it needs."""

    def _letters(self, ranges: list[Range]) -> Letters:
        if not self.has_all_codes or self._drawn is None:
            return all_letters(ranges)
        codes = {code for code, _ in self._drawn}
        return letters_at(ranges, sorted(codes.union(_USUAL_CODES)))

    @cached_property
    def is_destroyed(self) -> bool:
        """Has its map entries that mean no letter, beside some that do? Or is there none?"""
        own = self.letters
        if self.has_all_codes:
            # Such a map is none of glyphs to control characters.
            return False
        lost = sum(len(text) == 1 and (text < " " or text == "\ufffd") for text in own.values())
        return not own or _DESTROYED <= lost < len(own) - _DESTROYED

    @cached_property
    def by_glyph(self) -> Letters:
        """The font's own map by glyph of the embedded font."""
        return self._of_glyphs(self.letters)

    @cached_property
    def embedded(self) -> Letters:
        """The embedded font's own table: text by glyph; nothing where it has none."""
        try:
            program = self._descendant.FontDescriptor.FontFile2
            face = TrueTypeFont(self.name, BytesIO(unpacked(program)))
            return dict(face.create_unicode_map().cid2unichr)
        except (TrueTypeFont.CMapNotFound, *_DAMAGED):
            return {}

    @cached_property
    def widths(self) -> dict[int, float]:
        """Widths by glyph, in thousandths of an em; nothing where they cannot be read."""
        try:
            widths = get_widths(_numbers(self._descendant.W))
        except _DAMAGED:
            return {}
        return self._of_glyphs(
            {code: float(width) for code, width in widths.items() if isinstance(code, int)}
        )

    def by_code(self, letters: Letters) -> Letters:
        """Return by code what is known by glyph."""
        if self._drawn is None:
            return letters
        return {code: letters[glyph] for code, glyph in self._drawn if glyph in letters}

    def _of_glyphs(self, known: dict[int, T]) -> dict[int, T]:
        """Return by glyph what is known by code; glyph 0 stands for what a font lacks."""
        if self._drawn is None:
            return {code: value for code, value in known.items() if code}
        return {glyph: known[code] for code, glyph in self._drawn if code in known}


def _ranges(stream: Object | None) -> list[Range]:
    ranges = plain_ranges(unpacked(stream)) if isinstance(stream, Stream) else []
    if ranges is None:
        raise ValueError("a map of an unusual form")
    return ranges


def _drawn(stream: Object | None) -> list[tuple[int, int]] | None:
    if not isinstance(stream, Stream):
        return None
    data = unpacked(stream)[: 2 * _MOST_CODES]
    glyphs = np.frombuffer(data, ">u2", len(data) // 2)
    codes = glyphs.nonzero()[0]
    return list(zip(codes.tolist(), glyphs[codes].tolist(), strict=True))


def _numbers(values: Iterable[Any]) -> list[Any]:
    """Return an array's numbers as Python's own; first and last codes are whole ones."""
    return [
        _numbers(value)
        if isinstance(value, Array)
        else value
        if isinstance(value, int)
        else float(value)
        for value in values
    ]


def _as_wide(font: Font, other: Font) -> bool:
    """Do two fonts give the glyphs that both have the same widths? Parts may be renumbered."""
    ours, theirs = font.widths, other.widths
    both = ours.keys() & theirs.keys()
    same = sum(abs(ours[glyph] - theirs[glyph]) <= 1 for glyph in both)
    return len(both) >= _FEWEST_WIDTHS and same >= _SAME_WIDTHS * len(both)


def _agree(own: Letters, other: Letters) -> bool:
    """Do two maps say the same of the Thai letters that both know?"""
    both = [glyph for glyph, text in own.items() if _is_thai(text) and glyph in other]
    same = sum(_plain(own[glyph]) == _plain(other[glyph]) for glyph in both)
    return len(both) >= _FEWEST and same >= _AGREED * len(both)


def _is_thai(text: str) -> bool:
    return len(text) == 1 and "\u0e01" <= text <= "\u0e5b"


def _plain(text: str) -> str:
    return repair(text).text


def _plain_name(name: str) -> str:
    """Return a font's name without the tag of its part ("/ABCDEF+")."""
    name = name.removeprefix("/")
    return name[7:] if name[6:7] == "+" else name
