"""Draws docs/database.md from the tables themselves: a diagram, every column, every view."""

from __future__ import annotations

from sqlalchemy import Table

from pipeline.store import tables as t

INTRODUCTION = """# The database

Generated from `pipeline/store/tables/` by `python -m docs.generate`; do not edit.

One schema on SQLite (`OUT/kpi.sqlite`) and PostgreSQL 15 or newer (`--db
postgresql+psycopg://…`). Tables and columns carry these comments in PostgreSQL too. Numbers stand
as printed; columns that end in `_number`, and `claims.number`, are the same for sorting and charts.
Times are ISO, UTC. Text that no database takes (NUL, lone surrogates) is U+FFFD here and as it was
in the kept line.

| to do | command |
|---|---|
| make the tables, or bring them up to date | `kpi-audit db upgrade` |
| see where they stand and what is to be done | `kpi-audit db status` |
| load folders of outputs | `kpi-audit db load OUT... --db URL` |
| prove that nothing was lost, doubled or changed | `kpi-audit db verify OUT... --db URL --input PATH` |
| hold documents against each other, rebuild the reference tables | `kpi-audit db check` |
| a KPI over years and sources | `kpi-audit db history KPI_CODE --chart PAGE.html` |
| everything out, and back | `kpi-audit db export --format parquet -o DIR`, `kpi-audit db load DIR` |

**What holds.** A document is written in one transaction: whole or not at all. Loading the same
folders again, in another order, by several programs at once or after a crash comes to the same
rows (clocks and given numbers aside). A newer parser or other rules replace a document's rows;
`document_history` keeps every outcome that it had, and claims and findings keep their keys, so
that rows of `decisions` go on to apply. A failure never takes the place of a success when folders
are loaded.

**Sorting.** `title_sort` and `name_sort` sort in code point order as a Thai dictionary does; use
`ORDER BY title_sort COLLATE "C"` on PostgreSQL.

**Findings across documents** (EVI410, XDC601, XDC605 to XDC608) belong to the database:
`cross_findings` is computed anew when documents came in. The files of a run show those whose
documents are all in the run.
"""

VIEWS = {
    "kpi_results": "a row for every report of a KPI: target, result, scores, what was found",
    "quarter_series": "a row for every quarter of every report",
    "open_findings": "findings of documents and across documents that nobody decided on",
    "unit_summary": "a row for every unit and year: KPIs, claims by verdict, findings",
}
GROUPS = (
    ("The ledger", ("documents", "document_history", "observations", "readings", "judgements",
                    "runs", "run_inputs")),
    ("What documents say", tuple(table.name for table in t.DERIVED)),
    ("What stands behind them", tuple(table.name for table in t.REFERENCE)),
    ("Documents held against each other",
     ("cross_findings", "cross_checks", "cross_states", "decisions")),
)  # fmt: skip


def database_page() -> str:
    """Return docs/database.md."""
    lines = [INTRODUCTION, "```mermaid", "erDiagram", *_diagram(), "```", "", "## Views", ""]
    lines += ["| view | what it shows |", "|---|---|"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in VIEWS.items()]
    for title, names in GROUPS:
        lines += ["", f"## {title}"]
        for name in names:
            lines += ["", *_table(t.metadata.tables[name])]
    return "\n".join(lines) + "\n"


def _diagram() -> list[str]:
    lines = []
    for table in t.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            there = key.column.table.name
            lines.append(f'    {there} ||--o{{ {table.name} : "{key.parent.name}"')
    for there, here, column in (
        ("kpis", "kpi_reports", "kpi_id"),
        ("agencies", "kpi_reports", "agency_code"),
        ("strategies", "strategy_lines", "strategy_id"),
        ("kpi_reports", "quarters", "document_id, item"),
        ("kpi_reports", "levels", "document_id, item"),
        ("kpi_reports", "evidence", "document_id, item"),
        ("kpi_reports", "strategy_lines", "document_id, item"),
        ("decisions", "findings", "key_hash"),
        ("decisions", "cross_findings", "key_hash"),
    ):
        lines.append(f'    {there} ||..o{{ {here} : "{column}"')
    return lines


def _table(table: Table) -> list[str]:
    lines = [
        f"### {table.name}",
        "",
        f"{(table.comment or '')[:1].upper()}{(table.comment or '')[1:]}.",
        "",
    ]
    lines += ["| column | type | what it holds |", "|---|---|---|"]
    for column in table.columns:
        name = f"**`{column.name}`**" if column.primary_key else f"`{column.name}`"
        kind = column.type.python_type.__name__
        words = {"str": "text", "int": "integer", "float": "number", "bool": "truth"}
        lines.append(f"| {name} | {words.get(kind, kind)} | {column.comment or ''} |")
    return lines
