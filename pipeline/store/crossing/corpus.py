"""The database as the corpus that rules across documents look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, text

from pipeline.store.crossing.sources import Sources
from pipeline.validator.crossing.corpus import Card, Narrative, Report, Scores, Source, Spot

_REPORT = """
SELECT document_id, item, kpi_id, kpi_code, title, title_key, agency, agency_code, fiscal_year,
       unit, unit_text, weight, score, target, achieved,
       (SELECT p.round FROM reports p WHERE p.document_id = r.document_id) AS round,
       (SELECT p.person FROM reports p WHERE p.document_id = r.document_id) AS person
FROM kpi_reports r"""
_BY_KPI = f"""{_REPORT}
WHERE fiscal_year IS NOT NULL AND EXISTS (
    SELECT 1 FROM kpi_reports o WHERE o.kpi_id = r.kpi_id AND o.fiscal_year = r.fiscal_year
    AND o.document_id <> r.document_id)
ORDER BY kpi_id, fiscal_year"""
#: Reports without a code beside reports of the same title with one: forms beside pages.
_BY_TITLE = f"""{_REPORT}
WHERE fiscal_year IS NOT NULL AND EXISTS (
    SELECT 1 FROM kpi_reports o WHERE o.title_key = r.title_key AND o.fiscal_year = r.fiscal_year
    AND o.document_id <> r.document_id AND (o.kpi_code IS NULL) <> (r.kpi_code IS NULL))
ORDER BY title_key, fiscal_year"""
_NARRATIVES = """
SELECT q.document_id, q.item, q.quarter, q.narrative, q.page, q.start, q."end", r.kpi_id,
       r.kpi_code, r.title_key, r.agency, r.agency_code
FROM quarters q
JOIN kpi_reports r ON r.document_id = q.document_id AND r.item = q.item
JOIN documents d ON d.id = q.document_id
WHERE q.narrative IS NOT NULL AND LENGTH(q.narrative) >= 60
ORDER BY d.source, d.id, q.item, q.quarter"""
_SCORES = """
SELECT r.agency_code, r.fiscal_year, r.kpi_id, q.evaluation, q.document_id, a.name
FROM quarters q
JOIN kpi_reports r ON r.document_id = q.document_id AND r.item = q.item
LEFT JOIN agencies a ON a.code = r.agency_code
WHERE q.evaluation IS NOT NULL AND r.agency_code IS NOT NULL AND r.fiscal_year IS NOT NULL
ORDER BY r.agency_code, r.fiscal_year, r.kpi_id, q.document_id, q.item, q.quarter"""
_CARDS = """
SELECT document_id, agency, fiscal_year, total_score FROM reports
WHERE kind = 'scorecard' AND total_score IS NOT NULL ORDER BY document_id"""


class Database:
    """A corpus read from an open connection; everything comes in an order of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sources = Sources(connection)

    def reports_of_one_kpi(self) -> Iterator[list[Report]]:
        """Yield reports of one KPI and year: by code or title, then forms beside pages."""
        for query, key in ((_BY_KPI, "kpi_id"), (_BY_TITLE, "title_key")):
            rows = self._connection.execute(text(query)).mappings().all()
            for _, group in groupby(rows, key=itemgetter(key, "fiscal_year")):
                found = sorted(self._reports(list(group)), key=_order)
                if key == "kpi_id" or _are_one(found):
                    yield found

    def narratives(self) -> Iterator[Narrative]:
        """Yield all narratives, sorted by source, item and quarter."""
        for row in self._connection.execute(text(_NARRATIVES)).mappings().all():
            source = self._sources[row["document_id"]]
            spot = None
            if row["page"] is not None:
                quote = self._sources.quote(
                    source.document_id, row["page"], row["start"], row["end"]
                )
                spot = Spot(row["page"], row["start"], row["end"], quote)
            names = ("item", "quarter", "kpi_id", "kpi_code", "title_key", "agency", "agency_code")
            fields = {name: row[name] for name in names}
            yield Narrative(source, **fields, text=row["narrative"], spot=spot)

    def same_texts(self) -> Iterator[list[Source]]:
        """Yield documents whose text is the same but for white space, sorted by source."""
        query = """
            SELECT text_hash, id FROM documents WHERE text_hash IN (
                SELECT text_hash FROM documents WHERE text_hash IS NOT NULL
                GROUP BY text_hash HAVING COUNT(*) > 1)
            ORDER BY text_hash, source, id"""
        for _, rows in groupby(self._connection.execute(text(query)).all(), key=itemgetter(0)):
            found = [self._sources[row[1]] for row in rows]
            first = found[0]
            if not any(first.sources & other.sources for other in found[1:]):
                yield found

    def sources(self) -> Iterator[Source]:
        """Yield documents that were seen in several places, in their order."""
        query = """
            SELECT document_id FROM observations
            GROUP BY document_id HAVING COUNT(DISTINCT source) > 1 ORDER BY document_id"""
        for name in self._connection.execute(text(query)).scalars().all():
            yield self._sources[name]

    def scores(self) -> Iterator[Scores]:
        """Yield the evaluations of units by year."""
        rows = self._connection.execute(text(_SCORES)).all()
        for (code, year), group in groupby(rows, key=lambda row: (row[0], row[1])):
            found: dict[str, list[str]] = defaultdict(list)
            names, agency = set(), None
            for _, _, kpi, evaluation, name, agency_ in group:
                found[kpi].append(evaluation)
                names.add(name)
                agency = agency_
            first = min(
                (self._sources[name] for name in names), key=lambda s: (s.name, s.document_id)
            )
            yield Scores(code, agency, year, dict(found), first, None)

    def cards(self) -> Iterator[Card]:
        """Yield score sheets whose KPIs all have a report of their own."""
        for name, agency, year, total in self._connection.execute(text(_CARDS)).all():
            items = self._own_reports(name)
            if items:
                yield Card(self._sources[name], agency, year, total, tuple(items), None)

    def _own_reports(self, card: str) -> list[Report]:
        query = f"""{_REPORT}
            WHERE item = 0 AND score IS NOT NULL AND weight IS NOT NULL AND EXISTS (
                SELECT 1 FROM kpi_reports c WHERE c.document_id = :card AND c.kpi_id = r.kpi_id
                AND c.fiscal_year = r.fiscal_year
                AND (c.kpi_code IS NOT NULL OR c.agency = r.agency))
            ORDER BY kpi_id, document_id"""
        rows = self._connection.execute(text(query), {"card": card}).mappings().all()
        count = self._connection.execute(
            text("SELECT COUNT(*) FROM kpi_reports WHERE document_id = :card"), {"card": card}
        ).scalar_one()
        kpis = [row["kpi_id"] for row in rows]
        if len(kpis) != len(set(kpis)) or len(kpis) != count:
            return []
        return self._reports(rows)

    def _reports(self, rows: Iterable[Any]) -> list[Report]:
        rows = list(rows)
        names = sorted({row["document_id"] for row in rows})
        spots, quarters = self._spots(names), self._quarters(names)
        found = []
        for row in rows:
            fields = {key: value for key, value in row.items() if key != "document_id"}
            key = (row["document_id"], row["item"])
            results = tuple(quarters.get((*key, number), (None, None))[0] for number in range(1, 5))
            texts = tuple(quarters.get((*key, number), (None, None))[1] for number in range(1, 5))
            found.append(
                Report(
                    self._sources[row["document_id"]],
                    **fields,
                    results=results,
                    narratives=texts,
                    spots=spots.get(key, {}),
                )
            )
        return found

    def _quarters(self, names: list[str]) -> dict[tuple[str, int, int], tuple[Any, Any]]:
        query = text(
            "SELECT document_id, item, quarter, result, narrative FROM quarters"
            " WHERE document_id IN :names"
        ).bindparams(bindparam("names", expanding=True))
        rows = self._connection.execute(query, {"names": names})
        return {(name, item, quarter): (result, told) for name, item, quarter, result, told in rows}

    def _spots(self, names: list[str]) -> dict[tuple[str, int], dict[str, Spot]]:
        """Return where targets and results stand, by document and item."""
        query = text(
            'SELECT document_id, id, key, page, start, "end", quote FROM claims'
            " WHERE kind IN ('target', 'achieved', 'result') AND page IS NOT NULL"
            " AND document_id IN :names ORDER BY document_id, start, id"
        ).bindparams(bindparam("names", expanding=True))
        found: dict[tuple[str, int], dict[str, Spot]] = defaultdict(dict)
        for name, claim, key, page, start, end, quote in self._connection.execute(
            query, {"names": names}
        ):
            if (where := field_of(key)) is not None:
                item, field = where
                found[name, item].setdefault(field, Spot(page, start, end, quote, claim, key))
        return found


def field_of(key: str) -> tuple[int, str] | None:
    """Return item and field that a claim's key names, None for claims in running text.

    >>> field_of("1308-772|2565|result|q3|l-|items.1.quarters.2.result|1")
    (2, 'result 3')
    """
    parts = key.split("|")
    path = parts[-2].split(".") if len(parts) > 1 else []
    item = 0
    if path[:1] == ["items"] and len(path) > 2 and path[1].isdecimal():
        item, path = int(path[1]) + 1, path[2:]
    if path in (["target", "value"], ["achieved", "value"]):
        return item, path[0]
    if len(path) == 3 and (path[0], path[2]) == ("quarters", "result") and path[1].isdecimal():
        return item, f"result {int(path[1]) + 1}"
    return None


def _order(report: Report) -> tuple[str, str, int]:
    return report.source.name, report.source.document_id, report.item


def _are_one(reports: list[Report]) -> bool:
    """Tell whether a form without a code belongs to a page with one.

    Districts report on KPIs of the same name: the title alone tells only where one code carries it,
    no two agencies are named, and something else agrees too: the agency, or target and unit.
    """
    codes = {report.kpi_code for report in reports} - {None}
    agencies = {report.agency for report in reports} - {None}
    if len(codes) != 1 or len(agencies) > 1:
        return False
    coded = [report for report in reports if report.kpi_code]
    return all(
        any(
            (one.agency is not None and one.agency == other.agency)
            or (one.target is not None and (one.target, one.unit) == (other.target, other.unit))
            for other in coded
        )
        for one in reports
        if one.kpi_code is None
    )
