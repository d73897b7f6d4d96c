"""The dumb baseline: every percent of a sentence against any pair of the sentence's counts.

It knows no nouns, bases, thresholds or tables: what a regular expression and a division give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tests.corpus.model import Document
from tests.corpus.product import Judged
from tests.corpus.scoring import Tally
from tests.corpus.squeezed import squeeze

D = "[0-9๐-๙]"
PERCENT = re.compile(rf"ร้อยละ\s*({D}+(?:\.{D}+)?)|({D}+(?:\.{D}+)?)\s*(?:%|เปอร์เซ็นต์)")
COUNT = re.compile(rf"(?<![{D[1:-1]}./,])({D}{{1,3}}(?:,{D}{{3}})+|{D}+)(?![{D[1:-1]}./,])")
SENTENCE = re.compile(r"\n| (?=[-•–] )|\s{2,}")


@dataclass
class Score:
    """Flags on percents of clean documents, and of planted wrong percents."""

    clean: Tally = field(default_factory=Tally)
    recall: Tally = field(default_factory=Tally)
    precision: Tally = field(default_factory=Tally)

    def include(self, other: Score) -> None:
        """Add another score to this one."""
        self.clean.include(other.clean)
        self.recall.include(other.recall)
        self.precision.include(other.precision)

    def rows(self) -> list[tuple[str, Tally]]:
        """Return the baseline's numbers with the names that the gate prints."""
        return [
            ("dumb baseline: clean documents without a flag", self.clean),
            ("dumb baseline: recall ARI101", self.recall),
            ("dumb baseline: precision ARI101", self.precision),
        ]


def flags(pages: dict[int, str]) -> Iterator[str]:
    """Yield every percent that no two counts of its sentence give, where there are two counts."""
    for text in pages.values():
        for sentence in SENTENCE.split(text):
            bare = PERCENT.sub(" ", sentence)
            counts = {int(match[1].replace(",", "")) for match in COUNT.finditer(bare)}
            for match in PERCENT.finditer(sentence):
                printed = match[1] or match[2]
                if len(counts) > 1 and not _fits(Decimal(printed), printed, counts):
                    yield match[0]


def _fits(value: Decimal, printed: str, counts: set[int]) -> bool:
    half = Decimal(1).scaleb(-len(printed.partition(".")[2])) / 2
    return any(
        base > 0 and abs(Decimal(100 * part) / base - value) <= half
        for part in counts
        for base in counts
    )


def score(document: Document, judged: Judged) -> Score:
    """Return what the baseline says of one document."""
    result = Score()
    flagged = [squeeze(text) for text in flags(judged.pages)]
    wanted = [each for each in document.expected if "ARI101" in each.codes]
    if not document.expected:
        result.clean.add(not flagged, document.name)
    for each in wanted:
        quotes = [squeeze(quote) for quote in each.quotes]
        hit = any(text in quote or quote in text for text in flagged for quote in quotes)
        result.recall.add(hit, document.name)
    for text in flagged:
        right = any(
            text in squeeze(q) or squeeze(q) in text for each in wanted for q in each.quotes
        )
        result.precision.add(right, f"{document.name}: {text}")
    return result
