"""A PDF written by hand that draws a text with one font and says anything else of it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

from fontTools.ttLib import TTFont

from benchmarks.pdf_producers import KnownText, font_file

_SIZE, _LEADING, _LEFT, _TOP, _WIDTH = 12.0, 15.0, 60.0, 780.0, 470.0
_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")

Codes = list[tuple[str, str]]
"""Letters as drawn, each with what the text layer says of it."""


def old_pdf(
    text: KnownText,
    font: str,
    encode: Callable[[str], Codes],
    *,
    one_by_one: bool = False,
    namesake: bool = False,
    namesake_shift: int = 0,
    with_cmap: bool = False,
    with_map: bool = True,
) -> bytes:
    """Return a PDF that draws the text with `font` and maps it as `encode` says.

    `one_by_one` places each glyph; `namesake` adds a font of the same name and a sound map, which
    no page uses (by `namesake_shift` glyphs off); `with_cmap` leaves the embedded font its own
    table of letters; without `with_map` nothing is said of the codes.
    """
    face = TTFont(font_file(font))
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
    maps = [_map([mapped for _, mapped in codes])]
    if namesake:
        letters = [drawn for drawn, _ in codes]
        maps.append(_map(letters[namesake_shift:] + letters[:namesake_shift]))
    data = _file(_program(face, with_cmap), gids, widths, maps, content)
    # Spaces keep the places of all objects that follow.
    return data if with_map else data.replace(b"/ToUnicode 9 0 R", b" " * 16)


def _program(face: TTFont, with_cmap: bool) -> bytes:
    if not with_cmap:
        del face["cmap"]
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()


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


def _map(mapped: list[str]) -> bytes:
    pairs = "".join(
        f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>\n"
        for number, text in enumerate(mapped, start=1)
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /K def "
        "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(mapped)} beginbfchar\n{pairs}endbfchar endcmap end end"
    ).encode()


def _file(
    program: bytes, gids: list[int], widths: list[int], maps: list[bytes], content: str
) -> bytes:
    to_gid = b"".join(gid.to_bytes(2, "big") for gid in (0, *gids))
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
        _stream(maps[0]),
        _stream(to_gid),
    ]
    for sound in maps[1:]:
        objects.append(
            "<</Type/Font/Subtype/Type0/BaseFont/NAMESK+Known/Encoding/Identity-H"
            f"/DescendantFonts[6 0 R]/ToUnicode {len(objects) + 2} 0 R>>".encode()
        )
        objects.append(_stream(sound))
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
