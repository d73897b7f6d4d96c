"""Level criteria matched with statements by meaning, and the level that the narratives support.

A first trial on real reports: the share of a criterion's content words, weighted by rarity, that one
statement carries is 0.55-0.85 where a reader says supported, up to 0.35 where nothing is said. The
band between accuses nobody. Words of decision (เห็นชอบ, อนุมัติ …) in a criterion must be in its evidence,
and a statement in progress is no evidence of an end.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractors.layouts.labels import flex
from extractors.thai.words import content_words
from extractors.word_lists import yaml_table
from pipeline.validator.case import Case, KpiView
from schemas.evidence import ReadStatement, Support, SupportState
from schemas.kpi_report import Level

_ALL_LEVELS = re.compile(
    rf"{flex('ครบ')}(?:{flex('ถ้วน')})?\s*(?:{flex('ทั้ง')}|{flex('ทุก')})\s*[0-9๐-๙]*\s*{flex('ระดับ')}"
)
_MARKED = re.compile(
    rf"^[\s\-–•*0-9๐-๙.)]*?(?:(?:{flex('ความสำเร็จ')})?\s*{flex('ระดับ')}\s*(?:{flex('ความสำเร็จ')})?|{flex('ขั้นตอน')}|{flex('ขั้น')})"
    r"\s*(?:ที่)?\s*(?P<level>[0-9๐-๙])(?![0-9๐-๙+])"
)
_MEASURE = re.compile(
    r"^(?:ระดับ|ร้อยละ|จำนวน)?(?:ของ)?(?:ความสำเร็จ)?(?:ของ|ในการ|ใน)?(?=[ก-ฮเแโใไ])"
)
"""What a KPI's title measures, before what it is about."""
NAMED = 0.25
"""Share of a criterion that a statement must carry which itself names the level's number."""
SURE = 0.8
"""Share that supports a level even where the statement names another step's number."""
SURELY = 0.7
"""Share from which on a statement is about a level and nothing else."""
MARGIN = 0.2
"""How much better another level's criterion must be met before a statement counts for that alone."""
OTHERS = 0.5
"""What is left of a share where the statement is another level's."""
APART = 0.35
"""The same where the earlier statement tells the level in other words."""
MIN_WORDS = 3
"""A criterion of fewer content words says too little to miss."""


@dataclass(frozen=True, slots=True)
class Match:
    """How much of a criterion one statement carries."""

    statement: ReadStatement
    share: float
    decided: bool
    """False where the criterion asks for a decision that the statement lacks."""


def _words() -> dict[str, list[Any]]:
    return yaml_table("pipeline.validator", "data/synonyms.yaml")


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    return {str(word): str(group[0]) for group in _words()["same"] for word in group}


@lru_cache(maxsize=1)
def _decisions() -> list[frozenset[str]]:
    return [frozenset(str(word) for word in group) for group in _words()["decisions"]]


@lru_cache(maxsize=4)
def word_class(name: str) -> frozenset[str]:
    """Return a class of words of data/synonyms.yaml (weak, idle), by the words that stand for them."""
    same = _synonyms()
    return frozenset(same.get(str(word), str(word)) for word in _words()[name])


@lru_cache(maxsize=4096)
def meaning(text: str) -> tuple[str, ...]:
    """Return the content words of a text, synonyms as one word, each once."""
    same = _synonyms()
    return tuple(dict.fromkeys(same.get(word, word) for word in content_words(text)))


class Evidence:
    """Which level each quarter's narratives support, for one KPI report."""

    def __init__(self, case: Case, kpi: KpiView) -> None:
        self._case = case
        self._title = kpi.fields.title or ""
        self._name = _MEASURE.sub("", self._title).strip()
        self._levels = [level for level in kpi.fields.levels if level.criterion]
        self._numbers = {level.level for level in self._levels}
        self._statements = [
            s for s in case.statements if s.quarter is not None or s.section == "summary"
        ]
        self._weights = self._rarity()
        self.support = self._support()

    def _rarity(self) -> dict[str, float]:
        """Weigh words: what every criterion or the KPI's name says tells no level from another."""
        texts = [level.criterion or "" for level in self._levels]
        counts = Counter(word for text in texts for word in set(meaning(text)))
        total = max(2, len(texts))
        named = set(meaning(self._title))
        return {
            word: (0.2 + math.log(total / count) / math.log(total))
            * (0.6 if word in named else 1)
            * (0.5 if word in word_class("weak") else 1)
            for word, count in counts.items()
        }

    def share(self, criterion: str, text: str) -> float:
        """Return the weighted share (0..1) of a criterion's content words that a text carries."""
        wanted = meaning(criterion)
        whole = sum(self._weights.get(word, 1.0) for word in wanted)
        if not whole:
            return 0.0
        carried = set(meaning(text))
        squeezed = "".join(text.split()).lower()
        held = sum(
            self._weights.get(word, 1.0) for word in wanted if is_held(word, carried, squeezed)
        )
        return held / whole

    def _own_share(self, level: Level, text: str) -> float:
        """Return the share of a level's criterion, less where another level's is much better met.

        Criteria of one ladder share their object; a statement about one step must not carry others.
        """
        share = self.share(level.criterion or "", text)
        best = max(self.share(other.criterion or "", text) for other in self._levels)
        return share if share >= best - MARGIN else share * OTHERS

    def without_title(self, text: str) -> str:
        """Return a text without the KPI's own name, which tells of all levels and of none."""
        return text.replace(self._name, " ") if len(self._name) > len("ระดับ") else text

    def matches(self, level: Level, statements: list[ReadStatement]) -> list[Match]:
        """Return how much of a level's criterion each statement carries, the most first."""
        criterion = level.criterion or ""
        asked = _decision_of(criterion)
        found = []
        for statement in statements:
            told = statement.text
            if statement.quarter is None:
                told = self.without_title(told)
            share = self._own_share(level, told)
            marked = _marked_level(statement.text)
            if marked == level.level and share >= NAMED:
                share = max(share, 0.7)
            elif marked in self._numbers and share < SURE:
                share *= 0.6
            decided = not asked or bool(asked & set(_decision_words(statement.text)))
            found.append(Match(statement, share, decided))
        return sorted(found, key=lambda match: -match.share)

    def _support(self) -> list[Support]:
        quarters = [number for number, _ in self._case.narrative_quarters()]
        if not self._levels or not quarters:
            return []
        return [
            self._state(level, quarter)
            for quarter in sorted(set(quarters))
            for level in self._levels
        ]

    def _state(self, level: Level, quarter: int) -> Support:
        """Judge one level by the statements of the quarters up to one."""
        until = [s for s in self._statements if s.quarter is not None and s.quarter <= quarter]
        if quarter == 4:
            until += [s for s in self._statements if s.quarter is None]
        matches = self.matches(level, [s for s in until if not s.blanket])
        bound = self._case.settings.tolerances
        strong = [match for match in matches if match.share >= bound.supported]
        done = [m for m in strong if m.statement.status in ("done", "unknown") and m.decided]
        pending = [
            m for m in matches
            if m.share >= bound.supported - 0.12
            and m.statement.status in ("in_progress", "planned")
            and m.statement.quarter == quarter
        ]  # fmt: skip
        if done and not _reopened(done[0], pending):
            return self._say(level, quarter, "supported", done)
        if pending:
            return self._say(level, quarter, "in_progress", pending)
        if strong or any(match.share > bound.absent for match in matches):
            return self._say(level, quarter, "unclear", matches[:2])
        if len(meaning(level.criterion or "")) < MIN_WORDS or _claims_all(until):
            return self._say(level, quarter, "unclear", [])
        return self._say(level, quarter, "not_mentioned", [])

    def _say(
        self, level: Level, quarter: int, state: SupportState, matches: list[Match]
    ) -> Support:
        return Support(
            quarter=quarter,
            level=level.level,
            state=state,
            statements=[match.statement.id for match in matches[:3]],
        )

    def state(self, quarter: int, level: int) -> Support | None:
        """Return what is known of a level in a quarter, None where nothing was asked."""
        return next((s for s in self.support if s.quarter == quarter and s.level == level), None)

    def reopened(self) -> list[tuple[int, ReadStatement, ReadStatement]]:
        """Return levels told done in one quarter and in progress in a later one, with both statements."""
        found = []
        bound = self._case.settings.tolerances.supported
        for level in self._levels:
            told = [m for m in self.matches(level, self._statements) if not m.statement.blanket]
            strong = [m for m in told if m.share >= bound and m.statement.quarter is not None]
            done = [m for m in strong if m.statement.status == "done" and m.decided]
            proofs = {
                name
                for s in self.support
                if s.level == level.level and s.state == "supported"
                for name in s.statements[:1]
            }
            for match in strong:
                if match.statement.status != "in_progress" or match.share < SURELY:
                    continue
                if self._best_level(match.statement.text) != level.level:
                    continue
                is_apart = self._best_level(match.statement.text, APART) == level.level
                before = [
                    m.statement
                    for m in done
                    if (m.statement.quarter or 9) < (match.statement.quarter or 0)
                    and self._is_told(m, level, proven=is_apart and m.statement.id in proofs)
                ]
                if before:
                    found.append((level.level, before[0], match.statement))
        return found

    def _is_told(self, match: Match, level: Level, *, proven: bool) -> bool:
        """Tell whether a statement tells a level done: in its own words, or as what supports it."""
        best = self._best_level(match.statement.text)
        if proven and best is None:
            return True
        return best == level.level and (proven or match.share >= SURELY)

    def _best_level(self, text: str, margin: float = MARGIN) -> int | None:
        """Return the level whose criterion a text meets best, None where two are met alike."""
        shares = sorted(
            ((self.share(level.criterion or "", text), level.level) for level in self._levels),
            reverse=True,
        )
        if len(shares) > 1 and shares[0][0] - shares[1][0] < margin:
            return None
        return shares[0][1] if shares else None

    def supported_level(self, quarter: int) -> int:
        """Return the highest level up to which every level is supported; 0 for none."""
        states = {s.level: s.state for s in self.support if s.quarter == quarter}
        level = 0
        while states.get(level + 1) == "supported":
            level += 1
        return level

    def first_gap(self, quarter: int, claimed: int) -> Support | None:
        """Return the lowest level up to the claimed one that is pending or not mentioned.

        A level that is not mentioned counts only where no higher one is supported: its own
        evidence may be implied there.
        """
        states = [s for s in self.support if s.quarter == quarter and s.level <= claimed]
        higher = max((s.level for s in states if s.state == "supported"), default=0)
        for support in sorted(states, key=lambda s: s.level):
            if support.state == "in_progress":
                return support
            if support.state == "not_mentioned" and support.level > higher:
                return support
        return None


def _marked_level(text: str) -> int | None:
    """Return the level or step that a statement names at its head, None where it names none."""
    match = _MARKED.match(text)
    return int(match.group("level")) if match else None


def _reopened(done: Match, pending: list[Match]) -> bool:
    """Tell whether the quarter itself says in progress what an earlier one reported done."""
    return any(
        match.statement.quarter == done.statement.quarter and match.share >= done.share
        for match in pending
    )


def _claims_all(statements: list[ReadStatement]) -> bool:
    return any(_ALL_LEVELS.search(statement.text) for statement in statements)


def is_held(word: str, carried: set[str], squeezed: str) -> bool:
    """Tell whether a text has a word: among its words, inside its letters, or with a typing error."""
    return word in carried or (len(word) > 3 and word in squeezed) or _near(word, carried)


def _near(word: str, carried: set[str]) -> bool:
    """Tell whether a long word stands there with one typing error, or as part of a longer one."""
    if len(word) < 5:
        return False
    return any(
        len(other) >= 5 and (word in other or other in word or _one_edit(word, other))
        for other in carried
    )


def _one_edit(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 6:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    return (
        a[start + 1 :] == b[start + 1 :]
        or a[start:] == b[start + 1 :]
        or a[start + 1 :] == b[start:]
    )


def _decision_of(criterion: str) -> frozenset[str]:
    found: set[str] = set()
    for group in _decisions():
        if any(word in criterion for word in group):
            found |= group
    return frozenset(found)


def _decision_words(text: str) -> list[str]:
    return [word for group in _decisions() for word in group if word in text]
