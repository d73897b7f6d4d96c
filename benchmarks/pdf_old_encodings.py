"""PDFs of a known text as old producers wrote them: each with one way to lose Thai."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from pathlib import Path

from benchmarks.pdf_producers import KnownText, font_file

_SIZE, _LEADING, _LEFT, _TOP, _WIDTH = 12.0, 15.0, 60.0, 780.0, 470.0
_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_PUA = dict(zip("่้๊๋์", "\uf70a\uf70b\uf70c\uf70d\uf70e", strict=True))
_LATIN = dict(zip("่้๊๋์", "ÉÊËÌÍ", strict=True))

Codes = list[tuple[str, str]]
"""Letters as drawn, each with what the text layer says of it."""


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


DESTROYED: dict[str, Callable[[str], Codes]] = {
    "wrong letters": _wrong_letters,
    "cut map": _cut_map,
    "lost marks": _lost_marks,
}
"""Maps that hold no way back."""


def lower_marks(text: str) -> Codes:
    """Old printed forms: a tone on a bare consonant is the low one, in the private-use area."""
    return [
        (letter, _PUA[letter] if letter in _PUA and not _MARK.match(text[at - 1]) else letter)
        for at, letter in enumerate(text)
    ]


def wkhtmltopdf_like(text: KnownText, font: str) -> bytes:
    """Return a PDF as Qt's printer writes it: a page in dots, turned over, each glyph placed."""
    return old_pdf(text, font, lower_marks, one_by_one=True)


def old_pdf(
    text: KnownText, font: str, encode: Callable[[str], Codes], *, one_by_one: bool = False
) -> bytes:
    """Return a PDF that draws the text with `font` and maps it as `encode` says."""
    from fontTools.ttLib import TTFont

    path = Path(font_file(font))
    face = TTFont(path)
    glyphs, advances = face.getGlyphOrder(), face["hmtx"]
    names, scale = face.getBestCmap(), 1000 / face["head"].unitsPerEm
    codes: dict[tuple[str, str], int] = {}
    lines: list[list[tuple[int, float]]] = []
    for block in text.reading.split("\n"):
        line: list[tuple[int, float]] = []
        width = 0.0
        for drawn, mapped in encode(block):
            if drawn in "–":
                drawn = "-"
            number = codes.setdefault((drawn, mapped), len(codes) + 1)
            advance = advances[names[ord(drawn)]][0] * scale * _SIZE / 1000
            if width + advance > _WIDTH and not _MARK.match(drawn):
                lines.append(line)
                line, width = [], 0.0
            line.append((number, width))
            width += advance
        lines.append(line)
    gids = [glyphs.index(names[ord("-" if drawn == "–" else drawn)]) for drawn, _ in codes]
    widths = [round(advances[glyphs[gid]][0] * scale) for gid in gids]
    content = _placed(lines) if one_by_one else _in_lines(lines)
    return _file(path.read_bytes(), gids, widths, [mapped for _, mapped in codes], content)


def _in_lines(lines: list[list[tuple[int, float]]]) -> str:
    shown = "".join(f"<{''.join(f'{number:04X}' for number, _ in line)}> Tj T*\n" for line in lines)
    return f"BT /F1 {_SIZE} Tf {_LEADING} TL {_LEFT} {_TOP} Td\n{shown}ET"


def _placed(lines: list[list[tuple[int, float]]], dots: float = 1200 / 72) -> str:
    drawn = []
    for row, line in enumerate(lines):
        down, before = (842 - _TOP + row * _LEADING) * dots, 0.0
        shown = f"{_LEFT * dots:.2f} {-down:.2f} Td "
        for number, x in line:
            shown += f"{(x - before) * dots:.2f} 0 Td <{number:04X}> Tj\n"
            before = x
        drawn.append(f"BT /F1 {_SIZE * dots:.1f} Tf 1 0 0 -1 0 0 Tm {shown}ET\n")
    return f"q {1 / dots:.6f} 0 0 {-1 / dots:.6f} 0 842 cm\n{''.join(drawn)}Q"


def _file(
    program: bytes, gids: list[int], widths: list[int], mapped: list[str], content: str
) -> bytes:
    to_gid = b"".join(gid.to_bytes(2, "big") for gid in (0, *gids))
    pairs = "".join(
        f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>\n"
        for number, text in enumerate(mapped, start=1)
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /K def "
        "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(mapped)} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        _stream(content.encode()),
        b"<</Type/Font/Subtype/Type0/BaseFont/Known/Encoding/Identity-H"
        b"/DescendantFonts[6 0 R]/ToUnicode 9 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Known/FontDescriptor 7 0 R/DW 500"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap 10 0 R"
        + f"/W[1[{' '.join(map(str, widths))}]]>>".encode(),
        b"<</Type/FontDescriptor/FontName/Known/Flags 4/FontBBox[-500 -500 1200 1200]"
        b"/ItalicAngle 0/Ascent 1000/Descent -300/CapHeight 700/StemV 80/FontFile2 8 0 R>>",
        _stream(program, f"/Length1 {len(program)}"),
        _stream(cmap.encode()),
        _stream(to_gid),
    ]
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def _stream(data: bytes, extra: str = "") -> bytes:
    packed = zlib.compress(data)
    head = f"<</Length {len(packed)}/Filter/FlateDecode{extra}>>\nstream\n".encode()
    return head + packed + b"\nendstream"
