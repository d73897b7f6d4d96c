"""The tables: one schema for SQLite and PostgreSQL, with a comment on every table and column.

`ledger`: what was read and judged, seen and run. `derived`: the same data relational, replaced
whole with its document. `reference`: KPIs, agencies and strategies over all documents. `crossing`:
what documents say of each other. `views`: what people and BI tools read without joins.
"""

from pipeline.store.tables.base import REVISION, metadata
from pipeline.store.tables.crossing import (
    CROSSING,
    cross_checks,
    cross_findings,
    cross_states,
    decisions,
)
from pipeline.store.tables.derived import (
    DERIVED,
    checks,
    claims,
    evidence,
    findings,
    kpi_reports,
    levels,
    pages,
    quarters,
    reports,
    statements,
    strategy_lines,
    support,
)
from pipeline.store.tables.ledger import (
    document_history,
    documents,
    judgements,
    observations,
    readings,
    run_inputs,
    runs,
)
from pipeline.store.tables.reference import REFERENCE, agencies, kpis, strategies
from pipeline.store.tables.views import VIEWS

__all__ = [
    "CROSSING",
    "DERIVED",
    "REFERENCE",
    "REVISION",
    "VIEWS",
    "agencies",
    "checks",
    "claims",
    "cross_checks",
    "cross_findings",
    "cross_states",
    "decisions",
    "document_history",
    "documents",
    "evidence",
    "findings",
    "judgements",
    "kpi_reports",
    "kpis",
    "levels",
    "metadata",
    "observations",
    "pages",
    "quarters",
    "readings",
    "reports",
    "run_inputs",
    "runs",
    "statements",
    "strategies",
    "strategy_lines",
    "support",
]
