"""Text -> facts: pure scanners over clean text, each fact with its range."""

from __future__ import annotations

from extractors.facts.counts import counts
from extractors.facts.dates import dates
from extractors.facts.levels import level_markers, levels
from extractors.facts.model import Fact, Taken
from extractors.facts.noise import level_sets, list_numbers, noise
from extractors.facts.percents import percents
from extractors.facts.references import references
from extractors.facts.scores import points, ratios

__all__ = ["Fact", "level_markers", "scan"]


def scan(clean: str) -> list[Fact]:
    """Return all facts of a clean text, in reading order.

    Scanners run from the most to the least certain; what one has understood, later ones leave.
    """
    taken = Taken(len(clean))
    found = [*references(clean, taken), *dates(clean, taken), *percents(clean, taken)]
    for start, end, _ in level_sets(clean):
        taken.add(start, end)
    found.extend(ratios(clean, taken))
    for start, end in noise(clean):
        taken.add(start, end)
    found.extend(levels(clean, taken))
    found.extend(points(clean, taken))
    for start, end in list_numbers(clean):
        taken.add(start, end)
    found.extend(counts(clean, taken))
    return sorted(found, key=lambda fact: (fact.start, fact.end))
