"""What stands behind single documents: KPIs over years, agencies, the strategy tree."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from pipeline.store.tables.base import HASH, metadata

kpis = Table(
    "kpis",
    metadata,
    Column("id", String(64), primary_key=True, comment="the code, or a hash of the title"),
    Column("kpi_code", String(64), comment="code; null where no document prints one"),
    Column("title", Text, comment="name in the latest year"),
    Column("title_sort", Text, comment="Thai dictionary order: sort by it in code point order"),
    Column("agency_code", String(8), comment="agencies.code"),
    Column("agency", Text, comment="agency, as a document of the latest year names it"),
    Column("first_year", String(8), comment="first fiscal year reported, Buddhist era"),
    Column("last_year", String(8), comment="last fiscal year reported, Buddhist era"),
    Column("reports", Integer, nullable=False, comment="how many reports there are of it"),
    comment="a KPI across years and documents",
)

agencies = Table(
    "agencies",
    metadata,
    Column("code", String(8), primary_key=True, comment="first four digits of the codes"),
    Column("department_code", String(16), comment="the code of eight digits, most often printed"),
    Column("name", Text, comment="the name most often printed; null where none is"),
    Column("name_sort", Text, comment="Thai dictionary order: sort by it in code point order"),
    Column("names", Integer, nullable=False, comment="how many spellings are printed"),
    Column("kpis", Integer, nullable=False, comment="how many KPIs are reported"),
    comment="agencies by the codes of their KPIs",
)

strategies = Table(
    "strategies",
    metadata,
    Column("id", HASH, primary_key=True, comment="MD5 of code and text"),
    Column("code", String(64), nullable=False, comment="number in the tree, as 7.3.1.1"),
    Column("text", Text, comment="the whole text, as most documents print it"),
    Column("parent_id", HASH, comment="the strategy above it"),
    Column("depth", Integer, nullable=False, comment="1 for the top"),
    Column("documents", Integer, nullable=False, comment="documents that print it, cut or whole"),
    Column("whole", Integer, nullable=False, comment="documents that print it whole"),
    Column("first_year", String(8), comment="first fiscal year, Buddhist era"),
    Column("last_year", String(8), comment="last fiscal year, Buddhist era"),
    Index(None, "code"),
    comment="the strategy tree, rebuilt from the documents",
)

REFERENCE = (kpis, agencies, strategies)
"""Tables that are computed anew from all documents."""
