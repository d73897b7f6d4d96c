"""The strategy tree, rebuilt from the lines that documents print.

A line cut by its form (`…เป็นที่เชื่%`, `…เป็นที่ใช้`) is completed from the documents that print it
whole, where they agree by majority. The line itself stays as printed; the repair is named.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, text

from pipeline.store import tables as t
from pipeline.store.sorting import letters, short_hash

SHORTEST = 12
"""Letters that a cut line must share with the whole one."""

_CUT_MARK = re.compile(r"(?:%|…|\.{2,}|\ufffd)\s*$")
#: A cut inside a word leaves its last letters in doubt: they may be lost or garbled.
_DOUBT = 4
_PUNCTUATION = re.compile(r"^[\s:\-–?]+|\s+$")


@dataclass(slots=True)
class Wording:
    """One spelling of a strategy line: its letters, and in which documents and years it stands."""

    letters: str
    is_marked: bool
    """Does it end with the mark of a cut?"""
    texts: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    years: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Strategy:
    """A line of the tree: its whole wording, and the cut ones that belong to it."""

    code: str
    whole: Wording
    cut: list[Wording] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole text, as most documents spell it."""
        return min((-count, spelling) for spelling, count in self.whole.texts.items())[1]

    @property
    def id(self) -> str:
        """What the strategy is known by."""
        return short_hash(f"{self.code}\0{self.whole.letters}")

    def row(self, by_code: dict[str, list[Strategy]]) -> dict[str, object]:
        """Return its row; the parent is the strategy of the code above that most print."""
        wordings = [self.whole, *self.cut]
        years = sorted(year for wording in wordings for year in wording.years if year)
        parents = by_code.get(self.code.rpartition(".")[0], [])
        best = max(parents, key=lambda s: (s.whole.documents, s.id), default=None)
        return {
            "id": self.id,
            "code": self.code,
            "text": self.text,
            "parent_id": best.id if best else None,
            "depth": self.code.count(".") + 1,
            "documents": sum(wording.documents for wording in wordings),
            "whole": 0 if self.whole.is_marked else self.whole.documents,
            "first_year": years[0] if years else None,
            "last_year": years[-1] if years else None,
        }


def settle_strategies(connection: Connection) -> None:
    """Compute `strategies` anew, and what every printed line belongs to."""
    query = """
        SELECT l.code, l.text, r.fiscal_year, COUNT(DISTINCT l.document_id)
        FROM strategy_lines l
        JOIN kpi_reports r ON r.document_id = l.document_id AND r.item = l.item
        WHERE l.code IS NOT NULL AND l.text IS NOT NULL
        GROUP BY l.code, l.text, r.fiscal_year"""
    printed = [tuple(row) for row in connection.execute(text(query))]
    found = rebuilt(printed)
    connection.execute(text("DELETE FROM strategies"))
    connection.execute(
        text("UPDATE strategy_lines SET strategy_id = NULL, repair = NULL"
             " WHERE strategy_id IS NOT NULL")
    )  # fmt: skip
    by_code: dict[str, list[Strategy]] = defaultdict(list)
    for strategy in found:
        by_code[strategy.code].append(strategy)
    if found:
        connection.execute(insert(t.strategies), [strategy.row(by_code) for strategy in found])
    changes = [
        {"id": strategy.id, "repair": repair, "code": strategy.code, "text": spelling}
        for strategy in found
        for wording, repair in repairs(strategy)
        for spelling in wording.texts
    ]
    if changes:
        connection.execute(
            text("UPDATE strategy_lines SET strategy_id = :id, repair = :repair"
                 " WHERE code = :code AND text = :text"),
            changes,
        )  # fmt: skip


def rebuilt(printed: Iterable[tuple[str, str, str | None, int]]) -> list[Strategy]:
    """Return the strategies behind printed lines (code, text, year, number of documents)."""
    by_code: dict[str, dict[tuple[str, bool], Wording]] = defaultdict(dict)
    for code, raw, year, count in printed:
        bare = _PUNCTUATION.sub("", raw)
        is_marked = bool(_CUT_MARK.search(bare))
        spelt = letters(_CUT_MARK.sub("", bare))
        wording = by_code[code].setdefault((spelt, is_marked), Wording(spelt, is_marked))
        wording.texts[raw] += count
        wording.documents += count
        wording.years.append(year or "")
    found = []
    for code in sorted(by_code):
        found += _strategies(code, list(by_code[code].values()))
    return found


def _strategies(code: str, wordings: list[Wording]) -> list[Strategy]:
    """Group one code's wordings: whole ones first, then each cut one to what it begins."""
    # The longest first, so that a cut line meets the whole one that it begins.
    wordings.sort(key=lambda w: (w.is_marked, -len(w.letters), w.letters))
    strategies: list[Strategy] = []
    for wording in wordings:
        fitting = [s for s in strategies if begins(wording, s.whole)]
        if fitting:
            max(fitting, key=lambda s: (s.whole.documents, s.id)).cut.append(wording)
        else:
            strategies.append(Strategy(code, wording))
    return strategies


def begins(cut: Wording, whole: Wording) -> bool:
    """Tell whether a wording is a cut form of another.

    Where no mark says that it was cut, documents that print it whole must be the majority.
    """
    if cut.letters == whole.letters:
        return True
    if whole.is_marked and not cut.is_marked:
        return False
    stem = cut.letters[:-_DOUBT]
    if len(stem) < SHORTEST or len(cut.letters) > len(whole.letters):
        return False
    is_majority = cut.is_marked or whole.documents > cut.documents
    return is_majority and whole.letters.startswith(stem)


def repairs(strategy: Strategy) -> list[tuple[Wording, str | None]]:
    """Return a strategy's wordings, each with how it was completed."""
    known = strategy.whole
    named: list[tuple[Wording, str | None]] = [(known, None)]
    for wording in strategy.cut:
        if wording.letters == known.letters:
            named.append((wording, None))
            continue
        what = f"completed from {known.documents} documents that print the line whole"
        if known.is_marked:
            what = f"lengthened from {known.documents} documents that print more of the line"
        named.append((wording, what))
    return named
