"""What is ruled on a claim: its verdict, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from schemas.claim import ReadClaim, Verdict


class Ruling(NamedTuple):
    """A verdict with its computation, what it assumes, and the claims that it rests on."""

    verdict: Verdict
    computation: str | None = None
    assumption: str | None = None
    inputs: tuple[str, ...] = ()


def ids(claims: Iterable[ReadClaim]) -> tuple[str, ...]:
    """Return the claims' names inside their document."""
    return tuple(claim.id for claim in claims)
