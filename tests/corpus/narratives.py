"""Narratives: statements that fulfil a criterion, leave it in progress or do not mention it."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

from tests.corpus.model import Fact, Statement
from tests.corpus.numbers import share
from tests.corpus.thai_dates import date_in
from tests.corpus.vocabulary import table

SHARE = re.compile(r"\{share:([^}]+)\}")
PROOFS = ("date", "date", "order", "letter", "none")


class Narrator:
    """Tells one kind of work over a fiscal year; every choice comes from the generator given."""

    def __init__(self, rng: random.Random, work: dict[str, Any], year: int, office: str) -> None:
        self.rng, self.work, self.year, self.office = rng, work, year, office
        self.topic = rng.choice(work["topics"])
        self.lead = rng.choice(table("phrases")["leads"])

    def title(self) -> str:
        """Return the KPI's name without its measure."""
        return self._fill(self.work["title"])

    def criterion(self, level: int) -> str:
        """Return the criterion of a step (1 to 5)."""
        return self._fill(self.work["levels"][level - 1]["c"])

    def done(self, level: int, quarter: int, proof: str | None = None) -> Statement:
        """Return a statement that fulfils the step's criterion in other words.

        `proof` is date, order, letter or none; without it, one of them by chance.
        """
        text = self._fill(self.rng.choice(self.work["levels"][level - 1]["d"]))
        text = self.lead.format(level) + finished(self.rng, text)
        statement = self._share(Statement(text, level))
        return self._prove(statement, quarter, proof or self.rng.choice(PROOFS))

    def in_progress(self, level: int) -> Statement:
        """Return a statement that the step is under way."""
        text = self._fill(self.rng.choice(self.work["levels"][level - 1]["p"]))
        text = self.lead.format(level) + under_way(self.rng, text)
        return Statement(text, level, "in_progress")

    def filler(self) -> Statement:
        """Return a statement that is about no step."""
        return Statement(self.rng.choice(table("offices")["fillers"]), None, "unknown")

    def _fill(self, text: str) -> str:
        return text.replace("{t}", self.topic)

    def _share(self, statement: Statement) -> Statement:
        match = SHARE.search(statement.text)
        if match is None:
            return statement
        whole = self.rng.randint(24, 480)
        part = self.rng.randint(int(whole * 0.81), whole - 1)
        phrase, facts = share(self.rng, match[1], part, whole)
        return replace(statement, text=SHARE.sub(phrase, statement.text), facts=facts)

    def _prove(self, statement: Statement, quarter: int, proof: str) -> Statement:
        day = date_in(self.rng, self.year, quarter)
        number = self.rng.randint(12, 480)
        date = Fact("date", day.text, day.iso)
        facts: tuple[Fact, ...]
        words = table("phrases")
        if proof == "date":
            tail, facts = self.rng.choice(words["dated"]).format(day.text), (date,)
        elif proof == "order":
            reference = f"{number}/{day.year}"
            tail = self.rng.choice(words["ordered"])
            facts = (Fact("reference", reference, reference), date)
        elif proof == "letter":
            reference = f"กท {self.rng.randint(11, 98):02}0{self.rng.randint(1, 9)}/{number}"
            tail = self.rng.choice(words["lettered"])
            facts = (Fact("reference", reference, reference, ("verified", "not_checkable")), date)
        else:
            return statement
        if proof != "date":
            tail = tail.format(office=self.office, number=reference, day=day.text)
        return replace(statement, text=statement.text + tail, facts=statement.facts + facts)


def finished(rng: random.Random, text: str) -> str:
    """Return a statement of something done with another ending of the same meaning."""
    for ending, others in table("phrases")["endings"].items():
        if text.endswith(ending):
            return text.removesuffix(ending) + str(rng.choice(others))
    return text


def under_way(rng: random.Random, text: str) -> str:
    """Return a statement of something in progress in other words."""
    if not text.startswith("อยู่ระหว่าง"):
        return text
    return str(rng.choice(table("phrases")["progress"])).format(text.removeprefix("อยู่ระหว่าง"))
