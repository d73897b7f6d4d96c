"""Words of Thai text: newmm over the dictionary of pythainlp, nothing added.

nlpo3's newmm does the work; where it is missing, pythainlp's does, at a tenth of the speed. The two
group signs differently ("(1)"), and a few Thai words in a thousand may differ too. The dictionary
is read from pythainlp's files, once per process; pythainlp itself need not be imported.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import yaml

from extractors.thai.distance import edit_distance

__all__ = [
    "content_words",
    "dictionary",
    "edit_distance",
    "is_word",
    "looks_cut",
    "oov_share",
    "words",
]

_DICTIONARY: Final = "kpi-audit-thai"
_DATA: Final = Path(__file__).parent / "data" / "content_words.yaml"
_PIECE: Final = re.compile(r"[^\n]{1,4000}(?:(?<=[^ ])(?= )|$|(?=\n))|[^\n]{1,4000}")
"""Pieces for the segmenter end at a space or line end: time grows with the length of a piece."""

_RUNS: Final = re.compile("[ก-ฺเ-๎]+|[^ก-ฺเ-๎]+")
_GLUED: Final = re.compile("[ก-ฺเ-๎][^ก-ฺเ-๎]|[^ก-ฺเ-๎][ก-ฺเ-๎]")
_LETTERS: Final = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]+")
_THAI_TAIL: Final = re.compile("[ก-ฺเ-๎]{2,}\\Z")
_STRAY: Final = " \t\n%\ufffd"

_OPEN_END: Final = re.compile("[เ-ไัื][่-๋]?\\Z|(?<!ก)็\\Z")
"""No word ends so: a leading vowel, ั and ื want a consonant, ็ too (but for ก็)."""

_BARE_TONE: Final = re.compile("[ก-ฮ][่-๋]\\Z")
_TAIL_WORDS: Final = 3
_LONG_PIECE: Final = 7
"""Fewest characters of a long word that lacks its last one."""
_FEWEST_KNOWN: Final = 3
_LONGEST_FRAGMENT: Final = 6


def words(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, word) of every word, number and sign; white space is left out."""
    segment, known = _segmenter(), dictionary()
    found: list[tuple[int, int, str]] = []
    for piece in _PIECE.finditer(text):
        at = piece.start()
        for word in segment(piece.group()):
            if _GLUED.search(word) and word not in known:
                found += _unglued(word, at, segment)
            elif not word.isspace():
                found.append((at, at + len(word), word))
            at += len(word)
    return found


def _unglued(
    token: str, at: int, segment: Callable[[str], list[str]]
) -> Iterator[tuple[int, int, str]]:
    """Part Thai from the signs that the segmenter leaves on words it does not know ("*ผล")."""
    for run in _RUNS.findall(token):
        for word in segment(run):
            if not word.isspace():
                yield at, at + len(word), word
            at += len(word)


def is_word(word: str) -> bool:
    """Tell whether the dictionary has the word."""
    return word in dictionary()


def oov_share(text: str) -> float:
    """Return the share (0..1) of Thai letters and marks in words that no dictionary has.

    Digits, ๆ, ฯ and ฿ count neither way. A text without Thai has 0.
    """
    segment, known = _segmenter(), dictionary()
    unknown = 0
    for piece in _PIECE.findall(text):
        for word in segment(piece):
            if word in known or word.isascii():
                continue
            parts = [word]
            if _GLUED.search(word):
                parts = [part for _, _, part in _unglued(word, 0, segment) if part not in known]
            unknown += _letters("".join(parts))
    return unknown / _letters(text) if unknown else 0.0


def _letters(text: str) -> int:
    return len("".join(_LETTERS.findall(text)))


def content_words(text: str) -> list[str]:
    """Return the words that carry meaning, in order: no grammar, signs, numbers, ๆ or ฯ.

    Latin words come in lower case.
    """
    stop = _stop_words()
    lowered = (word.lower().rstrip("ฯๆ ") for _, _, word in words(text))
    return [word for word in lowered if len(word) > 1 and word not in stop and _is_lexical(word)]


def looks_cut(text: str) -> bool:
    """Tell whether a text ends inside a Thai word; in doubt it does not.

    A stray percent sign or lost character after the end is looked past. Proof is an ending that no
    word has ("…ที่เชื่", "…และเ"), or a fragment that is no word but begins one together with what
    stands before it ("…คุณธ" of คุณธรรม).
    """
    tail = _THAI_TAIL.search(text.rstrip(_STRAY)[-60:])
    if tail is None:
        return False
    if _OPEN_END.search(tail.group()):
        return True
    parts = words(tail.group())
    last = parts[-1][2]
    if _BARE_TONE.fullmatch(last) and not is_word(last):
        return True
    if any(_lacks_its_last_letter(tail.group()[start:]) for start, _, _ in parts[-4:-1]):
        return True
    doubtful = [start for start, _, word in parts if len(word) == 1 or not is_word(word)]
    if not doubtful or len(tail.group()) - doubtful[-1] > _LONGEST_FRAGMENT:
        return False
    starts = [start for start, _, _ in parts if start <= doubtful[-1]][-_TAIL_WORDS:]
    return any(_is_fragment(tail.group()[start:]) for start in starts)


def _is_fragment(piece: str) -> bool:
    return len(piece) >= _FEWEST_KNOWN and not is_word(piece) and _begins_a_word(piece)


def _lacks_its_last_letter(piece: str) -> bool:
    """Tell whether a piece of several short words is one long word without its last consonant.

    `มือ อา ชี` is มืออาชีพ cut; a piece that is a word itself is none.
    """
    if len(piece) < _LONG_PIECE or is_word(piece):
        return False
    ordered = _ordered()
    index = bisect_left(ordered, piece)
    following = ordered[index] if index < len(ordered) else ""
    return (
        len(following) == len(piece) + 1
        and following.startswith(piece)
        and "ก" <= following[-1] <= "ฮ"
    )


def _begins_a_word(fragment: str) -> bool:
    ordered = _ordered()
    index = bisect_left(ordered, fragment)
    return index < len(ordered) and ordered[index].startswith(fragment)


def _is_lexical(word: str) -> bool:
    return any(character.isalpha() for character in word)


@cache
def _corpus(name: str) -> Path:
    spec = find_spec("pythainlp")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pythainlp is not installed; its dictionary is needed")
    return Path(spec.submodule_search_locations[0]) / "corpus" / name


@cache
def dictionary() -> frozenset[str]:
    """Return the words of the dictionary."""
    return frozenset(_corpus("words_th.txt").read_text(encoding="utf-8").split("\n")) - {""}


@cache
def _ordered() -> list[str]:
    return sorted(dictionary())


@cache
def _stop_words() -> frozenset[str]:
    general = _corpus("stopwords_th.txt").read_text(encoding="utf-8").split("\n")
    own: dict[str, list[str]] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return frozenset(general) - set(own["keep"]) | set(own["drop"])


@cache
def _segmenter() -> Callable[[str], list[str]]:
    try:
        import nlpo3
    except ImportError:
        return _pythainlp_segmenter()
    nlpo3.load_dict(str(_corpus("words_th.txt")), _DICTIONARY)

    def segment(text: str) -> list[str]:
        return list(nlpo3.segment(text, _DICTIONARY))

    return segment


def _pythainlp_segmenter() -> Callable[[str], list[str]]:
    from pythainlp.tokenize import word_tokenize

    def segment(text: str) -> list[str]:
        return list(word_tokenize(text, engine="newmm", join_broken_num=False))

    return segment
