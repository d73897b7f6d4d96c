"""What a scorecard's check comes to: findings, and every check with its outcome."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.finding import Outcome, Severity

#: Name, severity and "changes the score" of each code that a scorecard can earn.
RULES: dict[str, tuple[str, Severity, bool]] = {
    "SCO208": ("weight-total", "error", True),
    "SCO209": ("weight-missing", "notice", False),
    "SCO210": ("weighted-score-mismatch", "error", True),
    "SCO211": ("interpolation-mismatch", "error", True),
    "SCO212": ("target-suspect", "warning", True),
    "SCO213": ("band-mismatch", "error", True),
    "SCO214": ("rollup-mismatch", "error", True),
}


@dataclass(frozen=True, slots=True)
class ScoreFinding:
    """A figure of the sheet that does not fit the others."""

    code: str
    row: int
    no: str
    column: str
    message: str
    message_th: str
    expected: str
    actual: str

    @property
    def name(self) -> str:
        """The rule's name."""
        return RULES[self.code][0]

    @property
    def severity(self) -> Severity:
        """The rule's severity."""
        return RULES[self.code][1]

    @property
    def changes_score(self) -> bool:
        """Does it change a score, level or result?"""
        return RULES[self.code][2]

    def text(self, lang: str) -> str:
        """The message in Thai ("th") or English."""
        return self.message_th if lang == "th" else self.message


@dataclass(frozen=True, slots=True)
class ScoreCheck:
    """What one rule came to on one row; every row has one for each rule that concerns it."""

    code: str
    row: int
    no: str
    outcome: Outcome
    reason: str = ""
    reason_th: str = ""
