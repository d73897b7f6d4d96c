"""Views that people and BI tools read without joins. Plain SQL that both databases take."""

from __future__ import annotations

#: Both halves are joined for themselves: databases look into them by their indexes, which they do
#: not where the halves are put together first.
_OPEN = """
SELECT f.code, f.name, f.severity, f.changes_score, f.message, f.message_th, f.quarter, f.expected,
       f.actual, f.quote, f.page, p.code AS report_code, p.title, p.agency, p.fiscal_year, d.source,
       f.key, f.document_id, {other} AS other_id
FROM {table} f
JOIN documents d ON d.id = f.document_id
LEFT JOIN reports p ON p.document_id = f.document_id
WHERE NOT EXISTS (SELECT 1 FROM decisions x WHERE x.key_hash = f.key_hash)"""

VIEWS: dict[str, str] = {
    "kpi_results": """
SELECT r.kpi_id, r.kpi_code, r.title, r.title_sort, r.agency_code,
       COALESCE(r.agency, a.name) AS agency, r.fiscal_year, r.kpi_type, r.result_level, r.unit,
       r.unit_text, r.target, r.target_number, r.achieved, r.achieved_number, r.weight, r.score,
       r.weighted_score, d.claims, d.contradicted, d.findings, d.changes_score, d.layout, d.source,
       r.document_id, r.item
FROM kpi_reports r
JOIN documents d ON d.id = r.document_id
LEFT JOIN agencies a ON a.code = r.agency_code""",
    "quarter_series": """
SELECT r.kpi_id, r.kpi_code, r.title, r.agency_code, r.agency, r.fiscal_year, q.quarter,
       q.result, q.result_number, q.evaluation, q.evaluation_2_1, q.evaluation_2_2, q.narrative,
       r.target, r.target_number, r.unit, d.source, q.document_id, q.item
FROM quarters q
JOIN kpi_reports r ON r.document_id = q.document_id AND r.item = q.item
JOIN documents d ON d.id = q.document_id""",
    "open_findings": f"""
{_OPEN.format(other="NULL", table="findings")}
UNION ALL
{_OPEN.format(other="f.other_id", table="cross_findings")}""",
    "unit_summary": """
SELECT u.agency_code, a.name AS agency, a.name_sort, u.fiscal_year, u.kpis, u.documents, u.claims,
       u.verified, u.contradicted, u.unsupported, u.not_checkable, u.findings, u.errors,
       u.changes_score
FROM (SELECT r.agency_code, r.fiscal_year, COUNT(DISTINCT r.kpi_id) AS kpis,
             COUNT(*) AS documents, SUM(d.claims) AS claims, SUM(d.verified) AS verified,
             SUM(d.contradicted) AS contradicted, SUM(d.unsupported) AS unsupported,
             SUM(d.not_checkable) AS not_checkable, SUM(d.findings) AS findings,
             SUM(d.errors) AS errors, SUM(d.changes_score) AS changes_score
      FROM kpi_reports r
      JOIN documents d ON d.id = r.document_id
      WHERE r.item = 0
      GROUP BY r.agency_code, r.fiscal_year) u
LEFT JOIN agencies a ON a.code = u.agency_code""",
}
"""Definition by name; `docs/database.md` describes their columns."""
