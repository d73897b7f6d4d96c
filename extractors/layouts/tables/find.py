"""All score tables of a document: from its own cells, from separators, from bare lines."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.layouts.base import Source
from extractors.layouts.tables.cells import Grid, medium_grids
from extractors.layouts.tables.columns import parted
from extractors.layouts.tables.rows import CardTable, card_table
from extractors.layouts.tables.separated import separated_grids
from extractors.layouts.tables.stream import stream_table
from schemas.text import Text

_FIGURES = ("weight", "score", "weighted_score", "result", "expected")

LONGEST_CARD = 150_000
"""Characters; no card, form or table of bare lines is longer."""
_LONGEST_TABLES = 2_000_000
_MOST_TABLES = 30


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of one text."""

    text: Text
    grids: list[Grid]
    cards: list[CardTable]


_last: list[Found] = []
"""The document read last: every family asks for its tables, one after another."""


def grids(source: Source) -> list[Grid]:
    """Return the tables that have cells: the medium's, otherwise those of separated columns."""
    return _found(source).grids


def card_tables(source: Source) -> list[CardTable]:
    """Return the tables whose heads name columns of weights, results or scores."""
    return _found(source).cards


def _found(source: Source) -> Found:
    if _last and _last[0].text is source.text:
        return _last[0]
    if len(source.clean) > _LONGEST_TABLES:
        _last[:] = [Found(source.text, [], [])]
        return _last[0]
    own = [
        part for grid in medium_grids(source) or separated_grids(source) for part in parted(grid)
    ]
    tables = [table for grid in own if (table := card_table(source, grid)) is not None]
    tables = [table for table in tables if any(table.has(role) for role in _FIGURES)]
    if not any(table.has("weight") or table.has("expected") for table in tables):
        tables = _streamed(source) or tables
    _last[:] = [Found(source.text, own, tables)]
    return _last[0]


def _streamed(source: Source) -> list[CardTable]:
    """Return the tables of bare lines, the next one searched behind the one before."""
    found: list[CardTable] = []
    at = 0
    if len(source.clean) > LONGEST_CARD:
        return found
    while (
        len(found) < _MOST_TABLES
        and (table := stream_table(source, at, len(source.clean))) is not None
    ):
        found.append(table)
        at = table.span[1]
    return found
