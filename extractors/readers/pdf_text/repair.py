"""Rules on glyphs before any layout: what the producer meant by the glyphs that it drew.

They need the page's geometry and run in content order; what can be told from text alone is left
to `extractors.thai`. Digits are never touched.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from extractors.readers.pdf_text.glyphs import (
    NIKHAHIT,
    NO_BREAK_SPACE,
    SARA_AA,
    SARA_AM,
    SPACE,
    Boxes,
    Glyphs,
    Mask,
    is_consonant,
    is_mark,
    is_thai,
)

_LATIN_TONES = {0xC9: 0x0E48, 0xCA: 0x0E49, 0xCB: 0x0E4A, 0xCC: 0x0E4B, 0xCD: 0x0E4C}
_OVERLAP = 0.5
"""Share of its own width by which a space lies on ink and is no space any more."""
_FEWEST = 12
"""Accented letters of a font below which nothing is said of it."""
_MOST_PAIRS = 2_000_000
_FLAT = 0.02
"""Width in ems of a space that takes no room."""


def repair(glyphs: Glyphs) -> tuple[Glyphs, Counter[str]]:
    """Return the glyphs with their meaning put right, and how often each rule was used."""
    repairs: Counter[str] = Counter()
    if len(glyphs) < 2:
        return glyphs, repairs
    _mojibake(glyphs, repairs)
    _latin_tones(glyphs, repairs)
    _nikhahit_spaces(glyphs, repairs)
    return _without_covered_spaces(glyphs, repairs), repairs


class AmCount:
    """Finds the fonts of a document that show า as ำ: many ำ, hardly any า."""

    def __init__(self) -> None:
        self._found: Counter[tuple[int, int]] = Counter()

    def count(self, glyphs: Glyphs) -> None:
        """Count the letters of a page."""
        if int((glyphs.codes == SARA_AM).sum()) * 5 < int((glyphs.codes == SARA_AA).sum()):
            return
        for letter in (SARA_AA, SARA_AM):
            fonts, counts = np.unique(glyphs.font[glyphs.codes == letter], return_counts=True)
            for font, count in zip(fonts.tolist(), counts.tolist(), strict=True):
                self._found[font, letter] += count

    def swapped(self) -> set[int]:
        """Return such fonts among the pages counted so far."""
        found = self._found
        return {
            font
            for font, letter in found
            if letter == SARA_AM
            and found[font, SARA_AM] >= 10
            and found[font, SARA_AA] * 20 < found[font, SARA_AM]
        }


def swap_am(glyphs: Glyphs, fonts: set[int], repairs: Counter[str]) -> Glyphs:
    """Undo such a font's swap: bare ำ is า, nikhahit and ำ together are ำ."""
    codes = glyphs.codes
    swapped = (codes == SARA_AM) & np.isin(glyphs.font, list(fonts))
    after = np.zeros(len(codes), np.bool_)
    after[1:] = codes[:-1] == NIKHAHIT
    after[2:] |= (codes[:-2] == NIKHAHIT) & is_mark(codes[1:-1])
    codes[swapped] = SARA_AA
    repairs["swapped_am"] += int((swapped & ~after).sum())
    return glyphs


def _mojibake(glyphs: Glyphs, repairs: Counter[str]) -> None:
    """Fonts whose text is mostly accented Latin show TIS-620 bytes through a Latin encoding.

    The bytes A1 to FB of cp874 are the letters U+0E01 to U+0E5B in the same order.
    """
    codes = glyphs.codes
    high = ((codes >= 0xA1) & (codes <= 0xDA)) | ((codes >= 0xDF) & (codes <= 0xFB))
    if int(high.sum()) < _FEWEST:
        return
    for font in np.unique(glyphs.font[high]).tolist():
        of_font = glyphs.font == font
        letters = of_font & (codes > 0x40) & (codes != NO_BREAK_SPACE)
        shown = high & of_font
        if int(shown.sum()) >= _FEWEST and int(shown.sum()) * 3 >= 2 * int(letters.sum()):
            codes[shown] += 0x0E00 - 0xA0
            repairs["mojibake"] += int(shown.sum())


def _latin_tones(glyphs: Glyphs, repairs: Counter[str]) -> None:
    """É Ê Ë Ì Í above a Thai consonant or right after a Thai glyph are tone marks (UPC fonts)."""
    codes, boxes = glyphs.codes, glyphs.boxes
    odd = ((codes >= 0xC9) & (codes <= 0xCD)).nonzero()[0]
    if not len(odd):
        return
    letters = boxes[is_consonant(codes)]
    step = max(1, _MOST_PAIRS // max(1, len(letters)))
    for start in range(0, len(odd), step):
        part = odd[start : start + step]
        over = _over_any(boxes[part], glyphs.em[part], letters)
        for at, is_over in zip(part.tolist(), over.tolist(), strict=True):
            if is_over or (at and is_thai(codes[at - 1 : at + 2]).sum() >= 2):
                codes[at] = _LATIN_TONES[int(codes[at])]
                repairs["latin_tone"] += 1


def _over_any(marks: Boxes, em: Boxes, letters: Boxes) -> Mask:
    """Tell which marks have their middle over a letter, at its height."""
    middle = (marks[:, 0] + marks[:, 2])[:, None] / 2
    over = (letters[:, 0] <= middle) & (middle <= letters[:, 2] + 0.15 * em[:, None])
    over &= (letters[:, 1] < marks[:, 3, None]) & (marks[:, 1, None] < letters[:, 3])
    found: Mask = np.asarray(over.any(axis=1))
    return found


def _nikhahit_spaces(glyphs: Glyphs, repairs: Counter[str]) -> None:
    """A space drawn on top of a consonant, before า or ำ, is the nikhahit of ำ (Word, Sarabun)."""
    codes, boxes = glyphs.codes, glyphs.boxes
    aa = (codes == SARA_AA) | (codes == SARA_AM)
    # A tone mark may stand between the space and its vowel.
    before_aa = np.zeros(len(codes), np.bool_)
    before_aa[:-1] = aa[1:]
    before_aa[:-2] |= aa[2:] & is_mark(codes[1:-1])
    spaces = before_aa & ((codes == SPACE) | (codes == NO_BREAK_SPACE))
    spaces[0] = False
    for at in spaces.nonzero()[0].tolist():
        base = at - 1
        while base > 0 and is_mark(codes[base : base + 1])[0]:
            base -= 1
        if not is_consonant(codes[base : base + 1])[0]:
            continue
        vowel = at + (1 if aa[at + 1] else 2)
        em = glyphs.em[base]
        if abs(glyphs.base[at] - glyphs.base[base]) > 0.5 * em:
            continue
        touches = abs(boxes[vowel, 0] - boxes[base, 2]) < 0.15 * em
        flat = boxes[at, 2] - boxes[at, 0] < _FLAT * em
        over = boxes[base, 0] - 0.2 * em < boxes[at, 0] < boxes[base, 2] + (0.2 * em * flat) - 0.05
        if touches and over:
            codes[at] = NIKHAHIT
            repairs["nikhahit_space"] += 1


def _without_covered_spaces(glyphs: Glyphs, repairs: Counter[str]) -> Glyphs:
    """Drop spaces that lie on the glyph before or after them: they would split words, numbers."""
    codes, boxes = glyphs.codes, glyphs.boxes
    spaces = ((codes == SPACE) | (codes == NO_BREAK_SPACE)).nonzero()[0]
    if not len(spaces):
        return glyphs
    x0, x1 = boxes[spaces, 0], boxes[spaces, 2]
    width = np.maximum(x1 - x0, 0.01)
    covered = x1 - x0 < _FLAT * glyphs.em[spaces]
    for step in (-1, 1):
        other = np.minimum(np.maximum(spaces + step, 0), len(codes) - 1)
        level = np.abs(glyphs.base[other] - glyphs.base[spaces]) < 1.0
        shared = np.minimum(x1, boxes[other, 2]) - np.maximum(x0, boxes[other, 0])
        is_ink = (other != spaces) & (codes[other] != SPACE)
        covered |= level & is_ink & (shared > _OVERLAP * width)
    if not covered.any():
        return glyphs
    repairs["covered_space"] += int(covered.sum())
    keep = np.ones(len(codes), np.bool_)
    keep[spaces[covered]] = False
    return glyphs.take(keep)
