"""Near copies among many short texts: shingles and MinHash, in time that grows with the texts.

Candidates come from locality-sensitive hashing (datasketch); whether a candidate is a copy is
decided by the passages that both texts share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.thai.numerals import ascii_digits
from pipeline.store.sorting import letters
from pipeline.validator.copies import Copy, copied

if TYPE_CHECKING:
    from datasketch import MinHash

SHINGLE = 6
"""Letters of a shingle: about a Thai syllable and a half."""
PERMUTATIONS = 96
SIMILAR = 0.5
"""Share of shingles at which hashing finds half of the pairs; copies lightly edited have more."""
NEAR = 0.5
"""Estimated share of shingles from which on texts are compared letter by letter."""
SHORTEST = 60
"""Letters of the shortest narrative that can be a copy: formulas of the trade are shorter."""
MOST_CANDIDATES = 12
"""How many candidates of one text are looked at: a formula that all use stays linear."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two texts by their numbers, the earlier first, and what they share.

    `copy.earlier` and `copy.later` are ranges of the two texts.
    """

    first: int
    second: int
    copy: Copy


class Twinned:
    """Texts given one by one; `add` yields the earlier ones that each is a near copy of."""

    def __init__(self) -> None:
        from datasketch import MinHash, MinHashLSH

        self._texts: dict[int, str] = {}
        self._signatures: dict[int, MinHash] = {}
        self._equal: dict[str, list[int]] = defaultdict(list)
        self._lsh = MinHashLSH(threshold=SIMILAR, num_perm=PERMUTATIONS)
        self._empty = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int)

    def add(self, number: int, text: str) -> Iterator[Twins]:
        """Yield near copies among the texts added before; numbers tell texts apart."""
        spelt = letters(text)
        if len(spelt) < SHORTEST:
            return
        self._texts[number] = ascii_digits(text)
        equals = self._equal[spelt]
        equals.append(number)
        if len(equals) > 1:
            for other in equals[:-1][:MOST_CANDIDATES]:
                yield from self._compare(other, number)
            return
        signature = self._signature(spelt)
        near = [
            (-share, other)
            for other in self._lsh.query(signature)
            if (share := signature.jaccard(self._signatures[other])) >= NEAR
        ]
        for _, other in sorted(near)[:MOST_CANDIDATES]:
            yield from self._compare(other, number)
        self._lsh.insert(number, signature)
        self._signatures[number] = signature

    def _compare(self, first: int, second: int) -> Iterator[Twins]:
        one, other = self._texts[first], self._texts[second]
        joined, gap = f"{one}\n{other}", len(one) + 1
        found = copied(joined, (0, len(one)), (gap, len(joined)))
        if found is not None:
            start, end = found.later
            later = (start - gap, end - gap)
            yield Twins(first, second, Copy(found.share, found.earlier, later))

    def _signature(self, spelt: str) -> MinHash:
        """Return the MinHash of a text's shingles; their hashes are computed all at once."""
        import numpy as np

        codes = np.frombuffer(spelt.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
        hashes = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
        for at in range(SHINGLE):
            hashes = hashes * np.uint64(1_099_511_628_211) + codes[at : at + len(hashes)]
        hashes = np.unique((hashes ^ (hashes >> np.uint64(29))) & np.uint64(0xFFFFFFFF))
        signature = self._empty.copy()
        signature.update_batch(hashes.tolist())
        return signature
