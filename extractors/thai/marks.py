"""Repair of Thai marks, and of the characters around them, at text level.

Only what is certain is repaired; what needs a dictionary or the page's geometry is left as it is.
Digits are never touched, and private-use characters without a known meaning stay: they are lost
characters, which is for others to report.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from extractors.thai import mojibake, sara_am, spaced
from extractors.thai.edits import Draft, Edit, Segment

MARK_REPAIRS: Final = frozenset(
    {
        "pua_mark", "latin_tone", "mojibake", "decomposed_am", "doubled_am", "split_am", "lost_am",
        "moved_tone", "space_before_mark", "mark_line", "doubled_mark", "double_sara_e", "nfc",
        "letter_spaced", "split_syllable",
    }
)  # fmt: skip
"""The repairs of Thai text proper; the others concern invisible and space characters."""

TONE: Final = "\u0e48-\u0e4b"
MARK: Final = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Above and below marks, as the inside of a character class."""

_VOWEL_MARK: Final = "\u0e31\u0e34-\u0e3a\u0e47\u0e4d"
_UPPER: Final = f"{TONE}\u0e4c"

PRIVATE_FORMS: Final = dict(
    zip(
        map(chr, range(0xF700, 0xF71B)),
        "ฐ\u0e34\u0e35\u0e36\u0e37่้๊๋์่้๊๋์ญ\u0e31\u0e4d\u0e47่้๊๋์\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
"""Raised and shifted forms of marks in the private-use area of old fonts, and what they mean."""

_LATIN_TONE: Final = dict(zip("ÉÊËÌÍ", "่้๊๋์", strict=True))
_INVISIBLE: Final = "\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SPACES: Final = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_CONTROLS: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"

_ODD: Final = re.compile(
    f"\r\n?|[\uf700-\uf71a{_INVISIBLE}{_SPACES}{_CONTROLS}\t\x0b\x0c\x85\u2028\u2029]"
    f"|(?<=[ก-ฮ{MARK}])(?:[É-Í]|\\(cid:20[1-5]\\))"
)
_ODD_HINT: Final = re.compile(
    f"[\r\uf700-\uf71a{_INVISIBLE}{_SPACES}{_CONTROLS}\t\x0b\x0c\x85\u2028\u2029É-Í]"
)
_INVISIBLE_ONE: Final = re.compile(f"[{_INVISIBLE}]")
_SPACE_ONE: Final = re.compile(f"[{_SPACES}]")

_BEFORE_MARK: Final = re.compile(
    rf"(?<=[ก-ฮ])(?: +\n?|\n)(?=[{MARK}])"
    rf"|(?<=[{_VOWEL_MARK}ำ])(?: +\n?|\n)(?=[{_UPPER}])"
    rf"|(?<=[{TONE}])(?: +\n?|\n)(?=[{_VOWEL_MARK}])"
    rf"|(?<=[ก-ฮ{TONE}])(?: +\n?|\n)(?=ำ)"
    rf"|(?<=([{MARK}]))(?: +\n?|\n)(?=\1)"
)
_BEFORE_MARK_HINT: Final = re.compile(f"[ \n][{MARK}ำ]")
_SPLIT_SYLLABLE: Final = re.compile(
    rf"(?<=[{TONE}]) (?=[าะ])|(?<=[ก-ฮ][{TONE}])(?<!บ่)(?<![เแโใไ][ก-ฮ].)(?<![เแโใไ][ก-ฮ][ก-ฮ].) (?=[ก-ฮ])"
)
"""A space behind a syllable that cannot end there: a tone without any vowel, or before า.

Of all words in newmm's dictionary only บ่ ends with such a syllable."""
_SPLIT_HINT: Final = re.compile(f"[{TONE}] [ก-ฮาะ]")
_MARK_LINE: Final = re.compile(rf"(?:\n|\A)(?: +[{MARK}]|[{MARK}]+ )[{MARK} ]*(?=\n|\Z)")

_RUN: Final = re.compile(f"[ะาำ{MARK}]{{2,}}|เเ+")
_WRONG: Final = re.compile(
    f"[เะาำ{MARK}](?:(?<=[{_UPPER}])[{_VOWEL_MARK}]|(?<=[{_VOWEL_MARK}])[{_VOWEL_MARK}]"
    f"|(?<=[{_UPPER}\u0e4e])[{_UPPER}\u0e4e]|(?<=ำ)[าำ\u0e4d{TONE}]|(?<=[ะา])[{TONE}]"
    f"|(?<=\u0e4d)[{TONE}าำ]|(?<=เ)เ)"
)
_ORDER: Final[tuple[tuple[str, re.Pattern[str], str], ...]] = (
    ("decomposed_am", re.compile(f"\u0e4d+([{TONE}]*)า"), r"\1ำ"),
    ("decomposed_am", re.compile(f"([{TONE}]+)\u0e4d+า"), r"\1ำ"),
    ("doubled_am", re.compile(f"\u0e4d+([{TONE}]*)ำ"), r"\1ำ"),
    ("doubled_am", re.compile(f"([{TONE}]+)\u0e4d+ำ"), r"\1ำ"),
    ("doubled_am", re.compile("ำ[าำ\u0e4d]+"), "ำ"),
    ("moved_tone", re.compile(f"([ะาำ])([{TONE}]+)"), r"\2\1"),
    ("moved_tone", re.compile(rf"\A([{_UPPER}]+)([{_VOWEL_MARK}]+)"), r"\2\1"),
    ("doubled_mark", re.compile(rf"([{MARK}])\1+"), r"\1"),
    ("double_sara_e", re.compile("เเ"), "แ"),
)
_ROUNDS: Final = 8


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text, its map to the raw text, and the repairs by name.

    `segments` are (clean_start, clean_end, raw_start, raw_end): monotone, covering every character
    of both texts; equal lengths map one to one.
    """

    text: str
    segments: list[Segment]
    repairs: Counter[str]


def repair(raw: str) -> Repaired:
    """Repair a text; on clean text this only looks and returns it as one segment."""
    draft = Draft(raw)
    for _ in range(_ROUNDS):
        changes = [draft.apply(find(draft.text)) for find in _PASSES]
        if not any(changes):
            break
    return Repaired(draft.text, draft.segments, draft.repairs)


def _odd_characters(text: str) -> Iterator[Edit]:
    if not _ODD_HINT.search(text) and "(cid:" not in text:
        return
    for match in _ODD.finditer(text):
        odd = match.group()
        yield Edit(match.start(), match.end(), *_plain(odd))


def _plain(odd: str) -> tuple[str, str]:
    """What stands for an odd character in the clean text, and the repair's name."""
    if odd in PRIVATE_FORMS:
        return PRIVATE_FORMS[odd], "pua_mark"
    if odd in _LATIN_TONE:
        return _LATIN_TONE[odd], "latin_tone"
    if odd.startswith("(cid:"):
        return "่้๊๋์"[int(odd[5:8]) - 201], "latin_tone"
    if _INVISIBLE_ONE.match(odd):
        return "", "zero_width"
    if odd in "\r\n\x0b\x0c\x85\u2028\u2029":
        return "\n", ""
    if odd == "\t":
        return " ", ""
    return " ", "space_character" if _SPACE_ONE.match(odd) else "control_character"


def _mark_lines(text: str) -> Iterator[Edit]:
    """Lines of floating marks: whose they are cannot be known, so they leave the flow."""
    if not _BEFORE_MARK_HINT.search(text):
        return
    for match in _MARK_LINE.finditer(text):
        yield Edit(match.start(), match.end(), "", "mark_line")


def _spaces_before_marks(text: str) -> Iterator[Edit]:
    if not _BEFORE_MARK_HINT.search(text):
        return
    for match in _BEFORE_MARK.finditer(text):
        yield Edit(match.start(), match.end(), "", "space_before_mark")


def split_syllables(text: str) -> Iterator[Edit]:
    """Yield the spaces inside syllables."""
    if not _SPLIT_HINT.search(text):
        return
    for match in _SPLIT_SYLLABLE.finditer(text):
        yield Edit(match.start(), match.end(), "", "split_syllable")


def _mark_order(text: str) -> Iterator[Edit]:
    if not _WRONG.search(text):
        return
    for match in _RUN.finditer(text):
        run, names = match.group(), []
        if not _WRONG.search(run):
            continue
        for name, pattern, right in _ORDER:
            run, count = pattern.subn(right, run)
            names += [name] * count
        # one edit a run; a run with several faults counts by its first
        if names:
            yield Edit(match.start(), match.end(), run, names[0])


def _composition(text: str) -> Iterator[Edit]:
    """NFC, never NFKC (which takes ำ apart), cell by cell so that places stay."""
    if unicodedata.is_normalized("NFC", text):
        return
    start = 0
    for index in range(1, len(text) + 1):
        if index < len(text) and not _is_boundary(text[index]):
            continue
        cell = text[start:index]
        if len(cell) > 1 or not cell.isascii():
            composed = unicodedata.normalize("NFC", cell)
            if composed != cell:
                yield Edit(start, index, composed, "nfc")
        start = index


def _is_boundary(character: str) -> bool:
    """Nothing before this character composes or reorders with it."""
    if character.isascii():
        return True
    if "\u1160" <= character <= "\u11ff":  # Hangul vowels and finals compose though they start
        return False
    return not unicodedata.category(character).startswith("M")


_PASSES: Final[tuple[Callable[[str], Iterator[Edit]], ...]] = (
    mojibake.find,
    _odd_characters,
    spaced.find,
    sara_am.find,
    _mark_lines,
    _spaces_before_marks,
    split_syllables,
    _mark_order,
    _composition,
)
