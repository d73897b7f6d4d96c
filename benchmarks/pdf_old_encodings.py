"""PDFs of a known text as old producers wrote them: each with one way to lose Thai."""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks._old_pdf import Codes, old_pdf
from benchmarks.pdf_producers import KnownText

_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_PUA = dict(zip("่้๊๋์", "\uf70a\uf70b\uf70c\uf70d\uf70e", strict=True))
_ALIKE = dict(zip("ภถศดชซผฟฝปษฉสอ", "กกคคขขพพพบบนลล", strict=True))
_LATIN = dict(zip("่้๊๋์", "ÉÊËÌÍ", strict=True))


def _plain(text: str) -> Codes:
    return [(letter, letter) for letter in text]


def tis620(text: str) -> Codes:
    """Bytes of TIS-620 shown through a Latin encoding."""
    return [(letter, letter.encode("cp874").decode("latin-1")) for letter in text]


def private_marks(text: str) -> Codes:
    """Tone marks in the private-use area."""
    return [(letter, _PUA.get(letter, letter)) for letter in text]


def latin_tones(text: str) -> Codes:
    """Tone marks that the map calls É Ê Ë Ì Í."""
    return [(letter, _LATIN.get(letter, letter)) for letter in text]


def decomposed_am(text: str) -> Codes:
    """Nikhahit and sara aa drawn and mapped apart, the tone between them."""
    return _plain(re.sub("([่-๋]?)ำ", "ํ\\1า", text))


def doubled_am(text: str) -> Codes:
    """Nikhahit and sara am both in the text layer."""
    drawn: Codes = []
    for letter in text:
        drawn += [("ํ", "ํ"), ("า", "ำ")] if letter == "ำ" else [(letter, letter)]
    return drawn


def swapped_marks(text: str) -> Codes:
    """Tone before vowel, in the order of typing errors."""
    return _plain(re.sub("([ัิีึืุู])([่-๋])", "\\2\\1", text))


def swapped_am(text: str) -> Codes:
    """A font that calls sara aa sara am, and its nikhahit a space."""
    drawn: Codes = []
    for letter in text:
        if letter == "ำ":
            drawn += [("ํ", " "), ("า", "ำ")]
        else:
            drawn.append((letter, "ำ" if letter == "า" else letter))
    return drawn


OLD: dict[str, Callable[[str], Codes]] = {
    "tis620": tis620,
    "private marks": private_marks,
    "latin tones": latin_tones,
    "decomposed am": decomposed_am,
    "doubled am": doubled_am,
    "swapped marks": swapped_marks,
    "swapped am": swapped_am,
}


def _wrong_letters(text: str) -> Codes:
    """Consonants mapped to other consonants."""
    return [
        (
            letter,
            chr((ord(letter) - 0x0E01 + 7) % 0x2E + 0x0E01) if "ก" <= letter <= "ฮ" else letter,
        )
        for letter in text
    ]


def _cut_map(text: str) -> Codes:
    """A map whose entries lost their upper byte: half the letters became control characters."""
    return [
        (letter, chr(ord(letter) & 0x3F) if "ก" <= letter <= "๛" and ord(letter) % 2 else letter)
        for letter in text
    ]


def _lost_marks(text: str) -> Codes:
    """Marks drawn, but mapped to nothing that can be read."""
    return [(letter, "\ufffd" if _MARK.match(letter) else letter) for letter in text]


def _next_letters(text: str) -> Codes:
    """A map that is one off: each letter is called by the name of the next one."""
    return [(letter, chr(ord(letter) + ("ก" <= letter <= "๙"))) for letter in text]


def _merged_letters(text: str) -> Codes:
    """Letters that look alike mapped to one of them."""
    return [(letter, _ALIKE.get(letter, letter)) for letter in text]


def _latin_codes(text: str) -> Codes:
    """Codes of glyphs taken for Latin letters and signs."""
    return [(letter, chr(ord(letter) - 0x0DE0) if letter > "~" else letter) for letter in text]


def _private_digits(text: str) -> Codes:
    """Digits of a font whose glyphs have private names."""
    return [(letter, chr(0xE000 + ord(letter)) if letter.isdigit() else letter) for letter in text]


def _no_tones(text: str) -> Codes:
    """Tone marks that a producer dropped."""
    return _plain(re.sub("[่-๋]", "", text))


def _no_upper_vowels(text: str) -> Codes:
    """Vowels above that a producer dropped."""
    return _plain(re.sub("[ัิ-ื]", "", text))


def _no_digits(text: str) -> Codes:
    """Digits that were drawn as pictures."""
    return _plain(re.sub(r"\d", "", text))


def _no_ascii(text: str) -> Codes:
    """Digits and signs of ASCII dropped: the font has Thai only."""
    return _plain(re.sub("[!-~]", "", text))


DESTROYED: dict[str, Callable[[str], Codes]] = {
    "wrong letters": _wrong_letters,
    "cut map": _cut_map,
    "lost marks": _lost_marks,
    "next letters": _next_letters,
    "merged letters": _merged_letters,
    "latin codes": _latin_codes,
    "private digits": _private_digits,
    "no tones": _no_tones,
    "no upper vowels": _no_upper_vowels,
    "no digits": _no_digits,
    "no ascii": _no_ascii,
}
"""Maps that hold no way back, and letters that were never written."""


def lower_marks(text: str) -> Codes:
    """Old printed forms: a tone on a bare consonant is the low one, in the private-use area."""
    return [
        (letter, _PUA[letter] if letter in _PUA and not _MARK.match(text[at - 1]) else letter)
        for at, letter in enumerate(text)
    ]


def wkhtmltopdf_like(text: KnownText, font: str) -> bytes:
    """Return a PDF as Qt's printer writes it: a page in dots, turned over, each glyph placed."""
    return old_pdf(text, font, lower_marks, one_by_one=True)


def cut_map_with_namesake(text: KnownText, font: str) -> bytes:
    """Return a PDF whose map lost its upper bytes; another part of its font has a sound one."""
    return old_pdf(text, font, _cut_map, namesake=True)


def no_map(text: KnownText, font: str) -> bytes:
    """Return a PDF without a map, whose embedded font kept its own table of letters."""
    return old_pdf(text, font, _plain, with_map=False, with_cmap=True)


def no_map_with_namesake(text: KnownText, font: str) -> bytes:
    """Return a PDF without a map; another part of its font has one."""
    return old_pdf(text, font, _plain, with_map=False, namesake=True)


def nothing_said(text: KnownText, font: str) -> bytes:
    """Return a PDF that says nothing of what its glyphs mean."""
    return old_pdf(text, font, _plain, with_map=False)


WITHOUT_MAP: dict[str, Callable[[KnownText, str], bytes]] = {
    "cut map, namesake": cut_map_with_namesake,
    "no map": no_map,
    "no map, namesake": no_map_with_namesake,
}
"""Maps that are gone, but not every trace of them."""
