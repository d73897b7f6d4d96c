"""The careful path: glyphs from pdfminer, an independent reader of the same pages.

It shares no code with pdfium, so that what one of them misreads the other may read; repair and
layout are the same for both. Imported only for pages that the fast path doubts.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.psparser import PSException, PSLiteral
from pdfminer.utils import apply_matrix_pt

from extractors.readers.pdf_text.careful_fonts import Fonts
from extractors.readers.pdf_text.covered import on_ink
from extractors.readers.pdf_text.glyphs import MARK_LETTERS, Glyphs
from extractors.readers.pdf_text.spans import text_string
from extractors.readers.pdf_text.turns import Part, parts_of

MAX_GLYPHS = 100_000
_LETTER = 0.65
_NEAR = 16
_SARA_AM = "\u0e33"
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}


@dataclass(slots=True)
class _Piece:
    """One drawn glyph or marked span with what it says; y axis upwards."""

    text: str
    x0: float
    x1: float
    bottom: float
    top: float
    start: float
    base: float
    em: float
    font: int
    angle: float


logging.getLogger("pdfminer").setLevel(logging.ERROR)


class _TooManyGlyphs(Exception):
    pass


class _GlyphDevice(PDFTextDevice):
    """Collects glyphs; a span with an ActualText becomes one piece that says it."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__(fonts)
        self.pieces: list[_Piece] = []
        self._fonts = fonts
        self._tags: list[tuple[str | None, int]] = []

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int,
        ncs: Any, graphicstate: Any,
    ) -> float:  # fmt: skip
        text = self._said(font, cid)
        advance = float(font.char_width(cid) * fontsize * scaling)
        if len(self.pieces) > MAX_GLYPHS:
            raise _TooManyGlyphs
        ascent = rise + (font.get_descent() + 1.0) * fontsize
        corners = [
            apply_matrix_pt(matrix, point)
            for point in ((0, rise + font.get_descent() * fontsize), (advance, ascent))
        ]
        (xa, ya), (xb, yb) = corners
        if not advance and text in MARK_LETTERS and (edges := self._fonts.ink(font, cid)):
            # A mark without an advance stands where its outline is, left or right of the pen.
            (xa, _), (xb, _) = (
                apply_matrix_pt(matrix, (edge * fontsize * scaling, rise)) for edge in edges
            )
        a, b, c, d, _, _ = matrix
        em = abs(fontsize) * (c * c + d * d) ** 0.5
        start, base = apply_matrix_pt(matrix, (0, rise))
        self.pieces.append(
            _Piece(text, min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb), start, base, em,
                   id(font), float(np.arctan2(b, a)))
        )  # fmt: skip
        return advance

    @staticmethod
    def _said(font: PDFFont, cid: int) -> str:
        try:
            text = font.to_unichr(cid)
            return _LIGATURES.get(text, text)
        except PDFUnicodeNotDefined:
            # Tone marks of UPC fonts have codes 201 to 205 and no map; `repair` knows them.
            return chr(cid) if 201 <= cid <= 205 else "\ufffd"

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        said = props.get("ActualText") if isinstance(props, dict) else None
        text = text_string(said) if isinstance(said, bytes) and said else None
        self._tags.append((text, len(self.pieces)))

    def end_tag(self) -> None:
        if not self._tags:
            return
        text, start = self._tags.pop()
        inside = self.pieces[start:]
        if text is None or not inside:
            return
        first = inside[0]
        first.text = text
        first.x0 = min(piece.x0 for piece in inside)
        first.x1 = max(piece.x1 for piece in inside)
        self.pieces[start:] = [first]


def careful_parts(data: bytes, numbers: list[int]) -> Iterator[tuple[int, list[Part]]]:
    """Yield the glyphs of the pages with these indexes, as far as pdfminer can read them."""
    fonts = Fonts()
    try:
        for index, page in zip(
            sorted(numbers), PDFPage.get_pages(io.BytesIO(data), set(numbers)), strict=False
        ):
            device = _GlyphDevice(fonts)
            height = page.mediabox[3] - page.mediabox[1]
            if page.rotate % 180:
                height = page.mediabox[2] - page.mediabox[0]
            try:
                PDFPageInterpreter(fonts, device).process_page(page)
            except _TooManyGlyphs:
                continue
            yield index, _glyphs(device.pieces, float(height))
    except (PSException, ValueError, TypeError, KeyError, IndexError, AttributeError,
            AssertionError, RecursionError, OverflowError, OSError, EOFError,
            struct.error, zlib.error):  # fmt: skip
        # pdfminer raises many kinds on broken files; the fast path's reading stands then.
        return


def _glyphs(pieces: list[_Piece], height: float) -> list[Part]:
    codes: list[int] = []
    rows: list[tuple[float, ...]] = []
    fonts: list[int] = []
    for piece in _once(pieces):
        letters = [letter not in MARK_LETTERS for letter in piece.text]
        count = max(1, sum(letters))
        share, at = (piece.x1 - piece.x0) / count, -1
        for letter, stands in zip(piece.text, letters, strict=True):
            at += stands
            # Marks before the first letter of a span stand on the letter before it.
            width = 0.0 if at < 0 and any(letters) else share
            left = piece.x0 + max(0, at) * share
            codes.append(ord(letter))
            rows.append((left, height - piece.top, left + width, height - piece.bottom,
                         height - piece.base, piece.em, piece.angle, piece.start))  # fmt: skip
            fonts.append(piece.font)
    if not codes:
        return [Part()]
    values = np.array(rows, np.float32)
    glyphs = Glyphs(
        np.array(codes, np.uint32),
        np.ascontiguousarray(values[:, :4]),
        values[:, 4],
        np.clip(values[:, 5], 1.0, 500.0),
        np.array(fonts, np.intp),
    )
    keep = ~on_ink(glyphs)
    # pdfminer has the page's own rotation in its coordinates already.
    return parts_of(glyphs.take(keep), values[keep][:, [7, 4]], values[keep, 6], 0)


def _once(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Leave out pieces that spell a cluster which a piece just before them spells already."""
    recent: list[_Piece] = []
    for piece in pieces:
        text = piece.text
        is_cluster = len(text) > 1 and (_SARA_AM in text or not MARK_LETTERS.isdisjoint(text))
        if is_cluster and any(_over(other, piece) for other in recent if other.text == text):
            continue
        recent = [*recent[-_NEAR:], piece]
        yield piece


def _over(said: _Piece, piece: _Piece) -> bool:
    letters = sum(letter not in MARK_LETTERS for letter in said.text)
    end = max(said.x1 + 0.1 * said.em, said.x0 + _LETTER * said.em * letters)
    middle = (piece.x0 + piece.x1) / 2
    return abs(said.base - piece.base) < 0.6 * said.em and said.x0 - 0.1 * said.em <= middle <= end
