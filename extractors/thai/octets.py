"""Thai text as octets, one a character: a page is counted and looked through many times faster.

The octets are those of TIS-620; private forms of marks and a few signs stand in its gaps.
"""

from __future__ import annotations

import codecs
from typing import Final

from extractors.thai.marks import PRIVATE_FORMS

_TABLE: Final = (
    "".join(map(chr, range(0x80)))
    + "".join(PRIVATE_FORMS)
    + "–‘’“”\xa0"
    + "".join(map(chr, range(0x0E01, 0x0E3B)))
    + "•…—€"
    + "".join(map(chr, range(0x0E3F, 0x0E5C)))
)
_ENCODING: Final = codecs.charmap_build(_TABLE.ljust(0x100, "\ufffe"))


def encode(text: str) -> bytes:
    """Return an octet for each character: "?" where there is none for it."""
    octets: bytes = codecs.charmap_encode(text, "replace", _ENCODING)[0]
    return octets


def decode(octets: bytes) -> str:
    """Return the text of octets."""
    text: str = codecs.charmap_decode(octets, "strict", _TABLE)[0]
    return text


def holds_all(octets: bytes, text: str) -> bool:
    """Tell whether each character of the text had its octet."""
    return b"?" not in octets or octets.count(b"?") == text.count("?")


def translation(classes: dict[str, str], other: str) -> bytes:
    """Return a table for `bytes.translate`: characters by class, and what stands for all others."""
    found = bytearray(other.encode() * 0x100)
    for name, characters in classes.items():
        for octet in encode(characters):
            found[octet] = ord(name)
    return bytes(found)


_PLAIN: Final = encode("".join(PRIVATE_FORMS.get(sign, sign) for sign in _TABLE)).ljust(0x100, b"?")
_NIKHAHIT, _AA, _AM = encode("ํ"), encode("า"), encode("ำ")
_AM_WITH_TONE: Final = [
    (encode(parts), encode(f"{tone}ำ")) for tone in "่้๊๋" for parts in (f"ํ{tone}า", f"{tone}ํา")
]


def plain(octets: bytes) -> bytes:
    """Return octets with private forms of marks as the marks, and the parts of ำ put together.

    It is what repair does on most pages of sound text.
    """
    found = octets.translate(_PLAIN)
    if _NIKHAHIT not in found:
        return found
    found = found.replace(_NIKHAHIT + _AA, _AM)
    if _NIKHAHIT in found:
        for parts, whole in _AM_WITH_TONE:
            found = found.replace(parts, whole)
    return found
