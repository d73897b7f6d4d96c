"""Agencies by the codes that their KPIs carry."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import Connection, insert, text

from pipeline.store import tables as t
from pipeline.store.sorting import sort_key

_NAMES = """
SELECT r.agency_code, r.agency, p.department_code, COUNT(*)
FROM kpi_reports r LEFT JOIN reports p ON p.document_id = r.document_id
WHERE r.agency_code IS NOT NULL
GROUP BY r.agency_code, r.agency, p.department_code
"""
_KPIS = """
SELECT agency_code, COUNT(DISTINCT kpi_id) FROM kpi_reports
WHERE agency_code IS NOT NULL GROUP BY agency_code
"""


def settle_agencies(connection: Connection) -> None:
    """Compute `agencies` anew: the name and the long code that documents print most often."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    departments: dict[str, Counter[str]] = defaultdict(Counter)
    for code, name, department, count in connection.execute(text(_NAMES)):
        names[code][" ".join((name or "").split())] += count if name else 0
        if department and department.startswith(code):
            departments[code][department] += count
    kpis = {row[0]: row[1] for row in connection.execute(text(_KPIS))}
    connection.execute(text("DELETE FROM agencies"))
    rows = []
    for code in sorted(names):
        name = most_common(names[code])
        rows.append(
            {
                "code": code,
                "department_code": most_common(departments[code]),
                "name": name,
                "name_sort": sort_key(name),
                "names": sum(1 for count in names[code].values() if count),
                "kpis": kpis[code],
            }
        )
    if rows:
        connection.execute(insert(t.agencies), rows)


def most_common(counted: Counter[str]) -> str | None:
    """Return what was counted most often, the first in code point order among equals."""
    found = [(-count, value) for value, count in counted.items() if count]
    return min(found)[1] if found else None
