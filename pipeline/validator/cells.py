"""Numbers of score tables with their places, and which row stands under which."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.validator.case import Case, KpiView, printed
from schemas.place import Place
from schemas.printed import Printed


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed number, the claims that carry it and where it stands."""

    value: Printed
    claims: tuple[str, ...]
    places: tuple[Place, ...]


def cell(case: Case, path: str, text: str | None) -> Cell | None:
    """Return the number of a record's field, None where none is printed."""
    value = printed(text)
    if value is None:
        return None
    claim = case.claim_of.get(path)
    if claim is not None:
        return Cell(value, (claim.id,), tuple(claim.locations))
    place = case.record.fields.get(path)
    return Cell(value, (), (place,) if place else ())


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A KPI's row of a score table."""

    kpi: KpiView
    weight: Cell | None
    score: Cell | None
    weighted: Cell | None
    target: Cell | None
    result: Cell | None

    @property
    def label(self) -> str:
        """The row's number and name as a reader finds it."""
        fields = self.kpi.fields
        return " ".join(part for part in (fields.sequence, fields.title) if part) or "-"

    @property
    def places(self) -> list[Place]:
        """The row's title, otherwise the document's first words."""
        return [self.kpi.place] if self.kpi.place else []


def score_rows(case: Case) -> list[ScoreRow]:
    """Return the rows of a document's KPIs in reading order."""
    found = []
    for kpi in case.kpis:
        fields, at = kpi.fields, kpi.prefix
        found.append(
            ScoreRow(
                kpi,
                cell(case, f"{at}weight", fields.weight),
                cell(case, f"{at}score", fields.score),
                cell(case, f"{at}weighted_score", fields.weighted_score),
                cell(case, f"{at}target.value", fields.target.value),
                cell(case, f"{at}achieved.value", fields.achieved.value),
            )
        )
    return found


def families(rows: list[ScoreRow]) -> list[tuple[ScoreRow | None, list[ScoreRow]]]:
    """Return each parent with its children, by list number (`2` has `2.1` and `2.2`) or by the
    group that they stand under (their dimension is its title).

    The first family is that of the rows without a parent, under None.
    """
    by_number = {row.kpi.fields.sequence: row for row in rows if row.kpi.fields.sequence}
    by_title = {row.kpi.fields.title: row for row in rows if row.kpi.fields.title}
    children: dict[int, list[ScoreRow]] = {}
    top: list[ScoreRow] = []
    for row in rows:
        number = row.kpi.fields.sequence or ""
        parent = by_number.get(number.rpartition(".")[0]) if "." in number else None
        parent = parent or by_title.get(row.kpi.fields.dimension or "")
        if parent is None or parent is row:
            top.append(row)
        else:
            children.setdefault(id(parent), []).append(row)
    return [(None, top), *((row, children[id(row)]) for row in rows if id(row) in children)]


def leaves(rows: list[ScoreRow]) -> list[ScoreRow]:
    """Return the rows that no other row stands under."""
    parents = {id(parent) for parent, _ in families(rows) if parent is not None}
    return [row for row in rows if id(row) not in parents]


def form_parts(case: Case) -> list[tuple[Cell | None, Cell | None, Cell | None]]:
    """Return weight, score and weighted score of each part that a personal form sums up."""
    found = []
    for number in range(20):
        paths = [f"parts.{number}.{name}" for name in ("weight", "score", "weighted_score")]
        if not any(path in case.claim_of for path in paths):
            break
        claims = [case.claim_of.get(path) for path in paths]
        cells = [cell(case, p, c.value if c else None) for p, c in zip(paths, claims, strict=True)]
        found.append((cells[0], cells[1], cells[2]))
    return found


def joined(cells: list[Cell]) -> tuple[list[str], list[Place]]:
    """Return the claims and places of several cells, in order."""
    return (
        [name for each in cells for name in each.claims],
        [place for each in cells for place in each.places],
    )


def listed(values: list[str], sign: str = " + ", most: int = 12) -> str:
    """Return the parts of a sum for a message, cut after a dozen."""
    return sign.join(values[:most]) + (f"{sign}…" if len(values) > most else "")
