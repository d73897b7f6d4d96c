"""KPIs across years and documents."""

from __future__ import annotations

from sqlalchemy import Connection, text

#: Where documents differ, the latest year speaks; within a year the title that most documents
#: print, then the first in code point order, so that the order of loading changes nothing.
_QUERY = """
INSERT INTO kpis (id, kpi_code, title, title_sort, agency_code, agency, first_year, last_year,
                  reports)
SELECT a.kpi_id, a.kpi_code, t.title, t.title_sort, a.agency_code, g.agency, a.first_year,
       a.last_year, a.reports
FROM (SELECT kpi_id, MAX(kpi_code) AS kpi_code, MIN(agency_code) AS agency_code,
             MIN(fiscal_year) AS first_year, MAX(fiscal_year) AS last_year, COUNT(*) AS reports
      FROM kpi_reports WHERE kpi_id IS NOT NULL GROUP BY kpi_id) a
LEFT JOIN (SELECT kpi_id, title, title_sort,
                  ROW_NUMBER() OVER (PARTITION BY kpi_id ORDER BY COALESCE(fiscal_year, '') DESC,
                                     COUNT(*) DESC, title {order}) AS place
           FROM kpi_reports WHERE title IS NOT NULL
           GROUP BY kpi_id, title, title_sort, fiscal_year) t
       ON t.kpi_id = a.kpi_id AND t.place = 1
LEFT JOIN (SELECT kpi_id, agency,
                  ROW_NUMBER() OVER (PARTITION BY kpi_id ORDER BY COALESCE(fiscal_year, '') DESC,
                                     COUNT(*) DESC, agency {order}) AS place
           FROM kpi_reports WHERE agency IS NOT NULL
           GROUP BY kpi_id, agency, fiscal_year) g
       ON g.kpi_id = a.kpi_id AND g.place = 1
"""


def settle_kpis(connection: Connection) -> None:
    """Compute `kpis` anew."""
    order = 'COLLATE "C"' if connection.dialect.name == "postgresql" else "COLLATE BINARY"
    connection.execute(text("DELETE FROM kpis"))
    connection.execute(text(_QUERY.format(order=order)))
