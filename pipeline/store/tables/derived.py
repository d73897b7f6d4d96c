"""What documents say, relational: rows that follow from a document's line and go with it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, String, Table, Text

from pipeline.store.tables.base import (
    HASH,
    document_key,
    finding_columns,
    metadata,
    number_key,
    place_columns,
    printed_columns,
)


def _item() -> Column[int]:
    return number_key("item", "0 for the document's own KPI, from 1 for the items of a list")


def _ordinal() -> Column[int]:
    return number_key("ordinal", "order in the document, from 1")


def _kpi_texts() -> list[Column[str]]:
    meanings = {
        "definition": "definition (นิยาม)",
        "calculation": "how it is calculated (วิธีการคำนวณ)",
        "data_sources": "where the data come from (แหล่งข้อมูล)",
        "supporting_factors": "what helped (ปัจจัยสนับสนุน)",
        "obstacles": "what hindered (ปัญหาอุปสรรค)",
        "summary": "summary of the year (สรุปผลการดำเนินงาน)",
        "responsible": "who is responsible (ผู้รับผิดชอบ)",
    }
    return [Column(name, Text, comment=meaning) for name, meaning in meanings.items()]


pages = Table(
    "pages",
    metadata,
    document_key(),
    number_key("page", "number of the page, from 1"),
    Column("text", Text, nullable=False, comment="raw text that places index into"),
    comment="the pages' raw text",
)

reports = Table(
    "reports",
    metadata,
    document_key(),
    Column("kind", String(32), nullable=False, comment="kind of the record"),
    Column("title", Text, comment="title of the record"),
    Column("title_sort", Text, comment="Thai dictionary order: sort by it in code point order"),
    Column("code", String(64), comment="code of the KPI or project"),
    Column("agency", Text, comment="agency or unit"),
    Column("department_code", String(16), comment="code of the department, eight digits"),
    Column("fiscal_year", String(8), comment="Buddhist era"),
    Column("fiscal_year_basis", String(16), comment="printed or inferred"),
    Column("round", Text, comment="round of the evaluation, as printed"),
    Column("person", Text, comment="person whose score sheet it is, as printed"),
    *printed_columns("progress_percent", "total_weight", "total_score", "band"),
    comment="the record of every document that could be read",
)

kpi_reports = Table(
    "kpi_reports",
    metadata,
    document_key(),
    _item(),
    Column("kpi_code", String(64), comment="code of the KPI"),
    Column("title", Text, comment="name of the KPI"),
    Column("sequence", String(32), comment="list number of the KPI"),
    Column("agency", Text, comment="agency or unit"),
    Column("fiscal_year", String(8), comment="Buddhist era"),
    Column("kpi_type", String(16), comment="strategic, routine or negotiated"),
    Column("result_level", String(16), comment="output or outcome"),
    Column("dimension", Text, comment="dimension (มิติ) of a department's list"),
    Column("unit", String(16), comment="unit as a known name"),
    Column("unit_text", Text, comment="unit as printed"),
    *printed_columns("target"),
    Column("target_number", Float, comment="the target, where it is a number"),
    *printed_columns("achieved"),
    Column("achieved_number", Float, comment="the result, where it is a number"),
    Column("inspection_quarter", Integer, comment="quarter that the inspection line names"),
    *printed_columns("inspection_value", "weight", "score", "weighted_score"),
    Column("kpi_id", String(64), comment="kpis.id: the code, or a hash of the title"),
    Column("agency_code", String(8), comment="agencies.code: first four digits of the code"),
    Column("title_key", HASH, comment="hash of the title's letters and digits"),
    Column("title_sort", Text, comment="Thai dictionary order: sort by it in code point order"),
    Column("fiscal_year_basis", String(16), comment="printed or inferred"),
    *_kpi_texts(),
    Column("signed", Boolean, comment="is the form signed; null where it has no signature block"),
    Index(None, "kpi_code", "fiscal_year"),
    Index(None, "kpi_id", "fiscal_year"),
    Index(None, "title_key", "fiscal_year"),
    # Covers what the summary of units asks: the rows themselves are wide.
    Index("ix_kpi_reports_units", "agency_code", "fiscal_year", "item", "kpi_id", "document_id"),
    comment="every KPI that a document reports",
)

quarters = Table(
    "quarters",
    metadata,
    document_key(),
    _item(),
    number_key("quarter", "1 to 4 of the fiscal year from October"),
    *printed_columns("result"),
    Column("result_number", Float, comment="the result, where it is a number"),
    *printed_columns("evaluation", "evaluation_2_1", "evaluation_2_2"),
    Column("narrative", Text, comment="what was reported, clean"),
    *place_columns("the narrative stands"),
    comment="results and narratives by quarter",
)

levels = Table(
    "levels",
    metadata,
    document_key(),
    _item(),
    _ordinal(),
    Column("level", Integer, comment="number of the level"),
    Column("criterion", Text, comment="what has to be done"),
    *printed_columns("percent", "points"),
    comment="steps of the KPI's ladder",
)

evidence = Table(
    "evidence",
    metadata,
    document_key(),
    _item(),
    _ordinal(),
    Column("text", Text, nullable=False, comment="the item as listed (หลักฐานอ้างอิง)"),
    comment="evidence that a report lists",
)

strategy_lines = Table(
    "strategy_lines",
    metadata,
    document_key(),
    _item(),
    _ordinal(),
    Column("code", String(64), comment="number in the strategy tree, as 7.3.1.1"),
    Column("text", Text, comment="as printed, cut lines too"),
    Column("strategy_id", HASH, comment="strategies.id, once the tree was rebuilt"),
    Column("repair", Text, comment="how a cut line was completed; null where it is whole"),
    Index(None, "code"),
    comment="strategy lines as the documents print them",
)

claims = Table(
    "claims",
    metadata,
    document_key(),
    Column("id", String(16), primary_key=True, comment="name inside the document"),
    Column("key", Text, nullable=False, comment="name across runs and versions"),
    Column("kind", String(16), nullable=False, comment="what is claimed"),
    Column("text", Text, nullable=False, comment="the words that make the claim"),
    *printed_columns("value"),
    Column("number", Float, comment="the value, where it is a number"),
    Column("unit", Text, comment="unit of the value"),
    Column("quarter", Integer, comment="quarter that it is about"),
    Column("level", Integer, comment="level that it is about"),
    Column("verdict", String(16), nullable=False, comment="what holds"),
    Column("computation", Text, comment="how the verdict was reached"),
    Column("assumption", Text, comment="what had to be assumed, or why not"),
    *place_columns(),
    Column("key_hash", HASH, comment="MD5 of the key"),
    Column("quote", Text, comment="raw text of the place"),
    Column("inputs", Text, comment="claims computed with, separated by spaces"),
    Index(None, "key_hash"),
    Index(None, "verdict", "kind"),
    comment="what documents claim, and what holds",
)

statements = Table(
    "statements",
    metadata,
    document_key(),
    Column("id", String(16), primary_key=True, comment="name inside the document"),
    Column("text", Text, nullable=False, comment="the words, clean"),
    Column("status", String(16), nullable=False, comment="done, in_progress, planned, unknown"),
    Column("quarter", Integer, comment="quarter whose report it stands in"),
    Column("date", String(32), comment="ISO date that it names"),
    Column("reference", Text, comment="letter or order that it names"),
    *place_columns(),
    comment="the narratives, cut into what they say",
)

support = Table(
    "support",
    metadata,
    document_key(),
    _ordinal(),
    Column("quarter", Integer, comment="quarter up to which the narratives are read"),
    Column("level", Integer, nullable=False, comment="level of the ladder"),
    Column("state", String(16), nullable=False, comment="what the narratives say of it"),
    Column("statements", Text, comment="the statements, separated by spaces"),
    comment="levels against narratives",
)

findings = Table(
    "findings",
    metadata,
    document_key(),
    _ordinal(),
    Column("code", String(16), nullable=False, comment="rule"),
    Column("key", Text, nullable=False, comment="name across runs and versions"),
    *finding_columns(),
    Column("level", Integer, comment="level that it is about"),
    Column("expected", Text, comment="what the recomputation gives"),
    *printed_columns("actual"),
    Column("page", Integer, comment="page on which it stands, from 1"),
    Column("quote", Text, comment="raw text of the first place"),
    Column("key_hash", HASH, comment="MD5 of the key"),
    Column("name", String(64), comment="name of the rule"),
    Column("start", Integer, comment="first code point in the page's raw text"),
    Column("end", Integer, comment="code point after the last"),
    Column("claims", Text, comment="claims that do not fit, separated by spaces"),
    Index(None, "key_hash"),
    Index(None, "code", "severity"),
    comment="what does not hold",
)

checks = Table(
    "checks",
    metadata,
    document_key(),
    _ordinal(),
    Column("code", String(16), nullable=False, comment="rule"),
    Column("outcome", String(16), nullable=False, comment="ok, flagged, not_checkable or failed"),
    Column("reason", Text, comment="why it could not be checked, or how it failed"),
    comment="what each rule came to",
)

DERIVED = (
    pages, reports, kpi_reports, quarters, levels, evidence, strategy_lines, claims, statements,
    support, findings, checks,
)  # fmt: skip
"""Tables whose rows follow from a document's line and are replaced with it."""
