"""Thai text as octets, one a character: a page is counted and looked through many times faster.

The octets are those of TIS-620; private forms of marks and a few signs stand in its gaps.
"""

from __future__ import annotations

import codecs
from typing import Final

import numpy as np
import numpy.typing as npt

from extractors.thai import sara_am, spaced
from extractors.thai.marks import PRIVATE_FORMS, split_syllables

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


def holds_all(octets: bytes, text: str) -> bool:
    """Tell whether each character of the text had its octet."""
    return octets.count(b"?") == text.count("?")


def translation(classes: dict[str, str], other: str) -> bytes:
    """Return a table for `bytes.translate`: characters by class, and what stands for all others."""
    found = bytearray(other.encode() * 0x100)
    for name, characters in classes.items():
        for character in characters:
            found[_TABLE.index(character)] = ord(name)
    return bytes(found)


def _plain(character: str) -> str:
    """What repair makes of a character that takes an octet."""
    if character in "\x0b\x0c\r":
        return "\n"
    odd = character != "\n" and (character < " " or character in "\x7f\xa0")
    return " " if odd else PRIVATE_FORMS.get(character, character)


_PLAIN: Final = encode("".join(map(_plain, _TABLE))).ljust(0x100, b"?")
_TONES: Final = "่้๊๋"
_SPLIT_AM: Final = [
    (encode(split), encode(f"{tone}ำ")) for tone in _TONES for split in (f"ํ{tone}า", f"{tone}ํา")
]
_MOJIBAKE: Final = encode("เธ"), encode("เน")
_FEWEST_MOJIBAKE: Final = 4


def _acted_on() -> npt.NDArray[np.bool_]:
    vowels, upper, am = "ัิีึืฺุู็ํ", _TONES + "์", "ำ"
    pairs = np.zeros((0x100, 0x100), np.bool_)
    for firsts, seconds in (
        (upper + vowels, vowels), (upper + "๎", upper + "๎"), (am, am + "าํ" + _TONES),
        ("ะา", _TONES), ("ํ", _TONES + "าำ"), ("เ", "เ"), (" \n", vowels + upper + "๎ำ"),
    ):  # fmt: skip
        pairs[np.ix_(list(encode(seconds)), list(encode(firsts)))] = True
    return pairs.ravel()


_ACTED_ON: Final = _acted_on()
"""Pairs of neighbours that `marks.repair` changes, by their octets as a little-endian number."""


def _holds_any(octets: bytes, pairs: npt.NDArray[np.bool_]) -> bool:
    at_even = np.frombuffer(octets, "<u2", len(octets) // 2)
    at_odd = np.frombuffer(octets, "<u2", (len(octets) - 1) // 2, 1) if len(octets) > 2 else at_even
    return bool(pairs[at_even].any() or pairs[at_odd].any())


def repaired(octets: bytes) -> str | None:
    """Return the text that `marks.repair` makes of octets that hold all of it.

    None where more is to be repaired than private forms, spaces and the parts of ำ: that takes
    its many looks, which cost ten times as much.
    """
    if b"\r" in octets or b"(cid:" in octets:
        return None
    if octets.count(_MOJIBAKE[0]) + octets.count(_MOJIBAKE[1]) >= _FEWEST_MOJIBAKE:
        return None
    plain = octets.translate(_PLAIN)
    if b"\xed" in plain:
        plain = plain.replace(b"\xed\xd2", b"\xd3")
        if b"\xed" in plain:
            for split, whole in _SPLIT_AM:
                plain = plain.replace(split, whole)
    if _holds_any(plain, _ACTED_ON):
        return None
    text: str = codecs.charmap_decode(plain, "strict", _TABLE)[0]
    is_sound = not (any(spaced.find(text)) or any(sara_am.find(text)) or any(split_syllables(text)))
    return text if is_sound else None
