"""What a rule across documents is: declared as rules are, run over a corpus."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.validator.crossing.corpus import Source, Spot
from pipeline.validator.rule import Declared
from schemas.finding import Severity

if TYPE_CHECKING:
    from pipeline.validator.crossing.corpus import Corpus

MAY_BE_WRONG = "Either of them may be the wrong one."
MAY_BE_WRONG_TH = "เอกสารฉบับใดฉบับหนึ่งอาจคลาดเคลื่อน"


@dataclass(frozen=True, slots=True)
class CrossDraft:
    """A finding on one document, and the other that it was held against."""

    source: Source
    other: Source | None
    message: str
    message_th: str
    spots: Sequence[Spot] = ()
    """In the document; the first is the one shown."""
    other_spot: Spot | None = None
    quarter: int | None = None
    expected: str | None = None
    actual: str | None = None
    severity: Severity | None = None
    changes_score: bool | None = None
    subject: str = ""
    """What tells findings of one code without claims apart, in keys."""


class CrossRule(Declared):
    """A rule over all documents."""

    @abstractmethod
    def check(self, corpus: Corpus) -> Iterator[CrossDraft]:
        """Yield what does not hold."""
