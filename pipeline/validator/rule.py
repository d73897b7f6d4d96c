"""What a rule is: a small class that declares itself and yields findings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from schemas.finding import Severity
from schemas.place import Place

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class NotCheckable(Exception):
    """A document gives a rule nothing to check; the reason is kept in its check."""


@dataclass(slots=True)
class Draft:
    """A finding before it is named and keyed.

    `claims` are ids; places default to those of the claims. `severity` and `changes_score` override
    what the rule starts out with.
    """

    message: str
    message_th: str
    claims: Sequence[str] = ()
    places: Sequence[Place] = ()
    quarter: int | None = None
    level: int | None = None
    expected: str | None = None
    actual: str | None = None
    severity: Severity | None = None
    changes_score: bool | None = None
    subject: str = ""
    """What tells findings of one code without claims apart, in keys."""


@dataclass(frozen=True, slots=True)
class Applies:
    """The kinds of record that a rule is about; it is not checkable on others."""

    kinds: frozenset[str] = field(default_factory=frozenset)

    def to(self, kind: str) -> bool:
        """Tell whether the rule is about records of this kind; no kinds means all."""
        return not self.kinds or kind in self.kinds


KPI_KINDS = frozenset(("kpi_report", "kpi_index", "scorecard"))
REPORT_KINDS = KPI_KINDS | {"project_report"}


class Declared(ABC):
    """What every rule of the catalogue declares.

    The docstring is what the auditor reads: one line, why it matters, a document that breaks it
    (**Flagged**), one that does not (**Fine**).
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    changes_score: ClassVar[bool | None]
    """None: decided per finding."""
    title_th: ClassVar[str]
    why_th: ClassVar[str] = ""
    kinds: ClassVar[frozenset[str]] = frozenset()


class Rule(Declared):
    """A rule on one document."""

    kinds: ClassVar[frozenset[str]] = KPI_KINDS

    @abstractmethod
    def check(self, case: Case) -> Iterator[Draft]:
        """Yield what does not hold; raise NotCheckable where there is nothing to check."""
