"""One document through the line: bytes to what was read, to what was judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.packing import packed, unpacked
from pipeline.settings import OcrMode
from pipeline.version import parser_version
from schemas.errors import KpiAuditError
from schemas.line import DocumentInfo, Line, LineError

if TYPE_CHECKING:
    from pipeline.validator.settings import Settings
    from schemas.extraction import Extraction


@dataclass(frozen=True, slots=True)
class Job:
    """One document to do: to be read from `data`, or judged again from what was read before.

    `extraction` is an Extraction as the ledger keeps it; `data` is not looked at beside it.
    """

    document_id: str
    source: str
    data: bytes
    rules: Settings
    extraction: bytes | None = None
    declared_charset: str | None = None
    ocr: OcrMode = "auto"


@dataclass(frozen=True, slots=True)
class Result:
    """A document done: its line of records.jsonl, and what was read, as the ledger keeps it."""

    line: str
    extraction: bytes


def work(job: Job) -> Result:
    """Do one document; this is what workers run. KpiAuditError where it cannot be read."""
    from schemas.extraction import Extraction

    if job.extraction is None:
        extraction = read(job.data, job.source, job.declared_charset, job.ocr)
        kept = packed(extraction.model_dump_json())
    else:
        kept = job.extraction
        extraction = Extraction.model_validate_json(unpacked(kept))
    return Result(judge(extraction, [job.source], job.rules).model_dump_json(), kept)


def read(data: bytes, source: str, declared_charset: str | None, ocr: OcrMode) -> Extraction:
    """Read one document: its medium, the flow of its text, facts and layout."""
    from extractors import extract
    from extractors.flow import to_text
    from extractors.readers.dispatch import read as read_document

    document = read_document(data, source=source, declared_charset=declared_charset, ocr=ocr)
    extraction = extract(document, to_text(document))
    return extraction.model_copy(update={"parser_version": parser_version()})


def judge(extraction: Extraction, sources: Sequence[str], rules: Settings) -> Line:
    """Judge what was read; return its line of records.jsonl."""
    from pipeline.validator import judge as judge_extraction

    judged = judge_extraction(extraction, rules, sources)
    names = ("media_type", "layout", "layout_confidence", "encoding", "text_layer", "coverage",
             "leftover_share", "repairs", "parser_version", "notes")  # fmt: skip
    info = DocumentInfo(
        id=extraction.document_id,
        sources=list(sources),
        source=sources[0],
        pages=len(extraction.text.pages),
        **{name: getattr(extraction, name) for name in names},
    )
    return Line(
        document=info,
        record=extraction.record,
        claims=judged.claims,
        statements=judged.statements,
        support=judged.support,
        findings=judged.findings,
        checks=judged.checks,
    )


def failed_line(document_id: str | None, sources: Sequence[str], error: KpiAuditError) -> Line:
    """Return the line of a document that could not be opened or read."""
    return Line(
        document=DocumentInfo(
            id=document_id,
            sources=list(sources),
            source=sources[0],
            parser_version=parser_version(),
        ),
        error=LineError(code=error.code, message=f"{error.message}; {error.hint}"),
    )
