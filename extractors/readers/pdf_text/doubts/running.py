"""Running text of a page: what its letters and words tell of glyphs that a producer lost.

Names, addresses and cells of tables follow no rule of their own and stand in short pieces; Thai
sentences are written without spaces between words, in long runs.
"""

from __future__ import annotations

from typing import Final

from extractors.thai import octets
from extractors.thai.words import oov_share

_LONG: Final = 24
"""Letters from which a run without a space is running text: names and addresses stay below."""
_SHORT, _SPLIT = 3, 0.12
"""Letters of a short run, and the share of such runs above which words may have been split."""
_FIRST, _CLOSER = 120, 400
"""Letters whose words are looked up at first, and at a second look."""
_FEWEST, _BLOCK = 240, 300
"""Letters in which a kind of letter is looked for: what half a page lost, the other may have."""

_CONSONANTS: Final = "".join(map(chr, range(0x0E01, 0x0E2F)))
_CONSONANT_OCTETS: Final = octets.encode(_CONSONANTS)
_LETTERS: Final = octets.encode(f"{_CONSONANTS}ะาำๅัิีึืฺุูเแโใไ็่้๊๋์ํ๎")
_ONLY_LETTERS: Final = bytes(code if code in _LETTERS else 0x20 for code in range(0x100))
_KINDS: Final = octets.translation(
    {"c": _CONSONANTS.replace("ร", ""), "r": "ร", "v": "ัิีึื", "t": "่้๊๋", "l": "เแโใไ", "a": "าำ"},
    other=".",
)
_IN_A_BLOCK: Final = ((b"t", 0.0072), (b"v", 0.0126), (b"a", 0.0135), (b"l", 0.006), (b"r", 0.0066))
_MANY: Final = 500
_ON_A_PAGE: Final = tuple(
    (octets.encode(letter), share)
    for letter, share in (("่", 0.004), ("้", 0.0034), ("ั", 0.0043), ("น", 0.006), ("ก", 0.005))
)
_PAIRS_ON_A_PAGE: Final = ((b"ct", 0.0028), (b"vt", 0.002))
"""Shares of running text below which letters were lost: a third of the least in any sound text."""


def long_runs(text: bytes) -> list[bytes]:
    """Return the distinct long runs of Thai letters in octets, in their order."""
    runs = text.translate(_ONLY_LETTERS).split()
    return list(dict.fromkeys([run for run in runs if len(run) >= _LONG]))


def pieces(text: bytes) -> list[bytes]:
    """Return the distinct runs of Thai letters in octets that are no abbreviations, in order."""
    runs = dict.fromkeys(text.translate(_ONLY_LETTERS).split())
    return [run for run in runs if run.translate(None, _CONSONANT_OCTETS)]


def are_fragments(runs: list[bytes]) -> bool:
    """Tell whether so many runs are short that spaces may have split words."""
    return sum(len(run) <= _SHORT for run in runs) > _SPLIT * len(runs)


def lost_share(runs: list[bytes]) -> float:
    """Return the share (0..1) of running text that lacks a kind of letter which none does without.

    0 where there is too little of it to tell.
    """
    text = b"".join(runs)
    if len(text) < _FEWEST:
        return 0.0
    kinds = text.translate(_KINDS)
    if len(text) >= _MANY and (_lacks(text, _ON_A_PAGE) or _lacks(kinds, _PAIRS_ON_A_PAGE)):
        return 1.0
    blocks = max(1, len(text) // _BLOCK)
    size = -(-len(text) // blocks)
    starts = range(0, len(text), size)
    return sum(_lacks(kinds[start : start + size], _IN_A_BLOCK) for start in starts) / blocks


def _lacks(text: bytes, shares: tuple[tuple[bytes, float], ...]) -> bool:
    return any(text.count(kind) + 1 < share * len(text) for kind, share in shares)


def unknown_share(runs: list[bytes], enough: float = 0.0) -> float:
    """Return `oov_share` of runs from all over the text; above `enough`, of more of them."""
    share = oov_share(_sample(runs, _FIRST))
    return oov_share(_sample(runs, _CLOSER)) if share > enough else share


def _sample(runs: list[bytes], letters: int) -> str:
    step = max(1, sum(map(len, runs)) // letters)
    return octets.decode(b"\n".join(runs[(step - 1) // 2 :: step])[: 3 * letters])
