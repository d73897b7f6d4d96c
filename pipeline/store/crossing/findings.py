"""Findings across documents as a line of records.jsonl shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.outputs.stored import PageEntry
from schemas.finding import Check, Finding
from schemas.line import Line
from schemas.place import Place


def add_crossed(line: Line, rows: Sequence[Mapping[str, Any]], pages: Sequence[PageEntry]) -> None:
    """Add rows of `cross_findings` to the line of their document, in reading order."""
    texts = {page["page"]: page["text"] for page in pages}
    for row in rows:
        places = []
        if row["page"] is not None:
            slice_ = texts[row["page"]][row["start"] : row["end"]]
            names = {name: row[name] for name in ("page", "start", "end")}
            places = [Place(**names, quote=slice_)]
        names = {name: row[name] for name in _SAME}
        claims = (row["claims"] or "").split()
        line.findings.append(
            Finding(
                **names, claims=claims, locations=places, changes_score=bool(row["changes_score"])
            )
        )
    if rows:
        line.findings.sort(key=Finding.reading_order)
        line.checks += [
            Check(code=code, outcome="flagged") for code in sorted({row["code"] for row in rows})
        ]


_SAME = ("code", "key", "name", "severity", "message", "message_th", "quarter", "expected",
         "actual")  # fmt: skip
