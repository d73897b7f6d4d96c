"""Document and its text -> Extraction: layout, facts, statements, claims, coverage."""

from __future__ import annotations

from extractors.claims import claims_of
from extractors.coverage import Ink, leftover_of
from extractors.facts import scan
from extractors.layouts import recognised
from extractors.layouts.base import LEADERS, Layout, Reading, Source
from extractors.statements import read_statements
from extractors.volume_record import volume_of
from extractors.volumes import bound_reports
from schemas.claim import ReadClaim
from schemas.document import Document
from schemas.evidence import ReadStatement
from schemas.extraction import Extraction
from schemas.text import Text


def extract(document: Document, text: Text) -> Extraction:
    """Read a document: which family it is of, what it says, and where.

    Never fails for what a document says; a document of no known family is `unknown`.
    """
    source = Source(document, text)
    layout, confidence = recognised(source)
    bound = bound_reports(source, layout)
    if bound:
        return volume_of(source, [_read(one.source, one.layout, one.confidence) for one in bound])
    return _read(source, layout, confidence)


def _read(source: Source, layout: Layout, confidence: float) -> Extraction:
    document, text = source.document, source.text
    reading = layout.extract(source)
    statements = read_statements(source, reading.sections)
    claims = claims_of(source, reading, scan(text.clean), statements)
    coverage, leftover_share = _account(source, reading, claims, statements)
    return Extraction(
        document_id=document.id,
        media_type=document.media_type,
        encoding=document.encoding,
        text_layer=document.text_layer,
        layout=layout.name,
        layout_confidence=round(confidence, 2),
        repairs=dict(sorted({**document.repairs, **text.repairs}.items())),
        notes=document.notes,
        record=reading.record,
        claims=claims,
        statements=statements,
        sections=reading.sections,
        text=text,
        coverage=coverage,
        leftover_share=leftover_share,
    )


def _account(
    source: Source,
    reading: Reading,
    claims: list[ReadClaim],
    statements: list[ReadStatement],
) -> tuple[float, float]:
    """Fill the record's places, furniture and leftover; return coverage and leftover share."""
    record = reading.record
    for path, span in sorted(reading.fields.items()):
        places = source.text.places(*span)
        if places:
            record.fields[path] = places[0]
    ink = Ink(source.text)
    for page, start, end in source.text.furniture:
        ink.add_raw(page, start, end)
    ink.add(reading.labels)
    ink.add(match.span() for match in LEADERS.finditer(source.clean))
    ink.add(reading.fields.values())
    # The text of a document of no known family is kept whole; its facts stand in it.
    ink.add(claim.span for claim in claims if claim.section != "text")
    ink.add(statement.span for statement in statements)
    for span in sorted(reading.labels):
        record.furniture.extend(source.text.places(*span))
    record.leftover, share = leftover_of(source, ink, reading.sections)
    share = round(share, 6)
    return round(1 - share, 6), share
