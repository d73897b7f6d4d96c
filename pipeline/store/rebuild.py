"""Derives the relational rows anew from what the ledger keeps, after a migration."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from pipeline.packing import packed, unpacked
from pipeline.store import tables as t
from pipeline.store.ledger import pages_of
from pipeline.store.lines import judged_line
from pipeline.store.prepared import prepare
from pipeline.store.rows import Page
from pipeline.store.writer import Kept, Writer

BATCH = 100


def rebuild(connection: Connection) -> None:
    """Replace all derived rows; take sources out of the kept lines and into observations."""
    _take_sources_out(connection)
    # Pages stay until their document is written anew: of documents that were loaded from files,
    # the ledger holds no extraction that they could be made from.
    derived = [table for table in t.DERIVED if table is not t.pages]
    for table in (*derived, t.cross_findings, t.cross_checks, t.cross_states):
        connection.execute(table.delete())
    writer = Writer(connection)
    names = _documents(connection)
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        writer.keep([kept for name in some if (kept := _current(connection, name))])
    _observe(connection, writer)


def _documents(connection: Connection) -> list[str]:
    return list(connection.execute(select(t.documents.c.id).order_by(t.documents.c.id)).scalars())


def _take_sources_out(connection: Connection) -> None:
    keys = connection.execute(select(t.judgements.c.reading_id, t.judgements.c.rules_version))
    for reading_id, rules in keys.all():
        found = (t.judgements.c.reading_id == reading_id) & (t.judgements.c.rules_version == rules)
        line = connection.execute(select(t.judgements.c.line).where(found)).scalar_one()
        body = judged_line(unpacked(line)).body
        connection.execute(update(t.judgements).where(found).values(line=packed(body)))


def _current(connection: Connection, name: str) -> Kept | None:
    """Return what a document's rows follow from: the judgement by the rules its row names."""
    query = (
        select(
            t.readings.c.id,
            t.readings.c.extraction,
            t.judgements.c.rules_version,
            t.judgements.c.judged_at,
            t.judgements.c.line,
        )
        .join(t.judgements, t.judgements.c.reading_id == t.readings.c.id)
        .join(t.documents, t.documents.c.id == t.readings.c.document_id)
        .where(t.documents.c.id == name)
        .order_by(
            (t.readings.c.id == t.documents.c.reading_id).is_(True).desc(),
            (t.judgements.c.rules_version == t.documents.c.rules_version).is_(True).desc(),
            t.judgements.c.judged_at.desc(),
            t.readings.c.id.desc(),
        )
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    pages = pages_of(row.extraction) if row.extraction else _pages(connection, name)
    document = prepare(judged_line(unpacked(row.line)), pages)
    return Kept(document, row.rules_version, row.judged_at, row.id)


def _pages(connection: Connection, name: str) -> list[Page]:
    query = select(t.pages.c.page, t.pages.c.text).where(t.pages.c.document_id == name)
    return [(row.page, row.text) for row in connection.execute(query.order_by(t.pages.c.page))]


def _observe(connection: Connection, writer: Writer) -> None:
    """Note what runs were given where nothing is noted yet, with the runs' own times."""
    query = (
        select(
            t.run_inputs.c.document_id,
            t.run_inputs.c.source,
            t.run_inputs.c.fetched_at,
            t.runs.c.finished_at,
            t.runs.c.started_at,
        )
        .join(t.runs, t.runs.c.id == t.run_inputs.c.run_id)
        .where(t.run_inputs.c.document_id.is_not(None))
        .order_by(t.runs.c.id, t.run_inputs.c.position)
    )
    for row in connection.execute(query).all():
        seen = (row.document_id, row.source, row.fetched_at)
        writer.observe([seen], row.finished_at or row.started_at)
