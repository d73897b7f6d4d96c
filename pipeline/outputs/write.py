"""All files of a run, written in one pass over its documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from pipeline.outputs.files import replacing, replacing_text
from pipeline.outputs.jsonl import line_text
from pipeline.outputs.shortlist import Shortlist
from pipeline.outputs.stored import RunFacts, StoredDocument
from pipeline.outputs.tables import (
    CLAIM_COLUMNS,
    FINDING_COLUMNS,
    Table,
    claim_rows,
    finding_rows,
)
from pipeline.outputs.texts import TextFolder
from pipeline.outputs.totals import Totals
from pipeline.outputs.words import Lang


def write_all(
    documents: Iterable[StoredDocument], out_dir: Path, run: RunFacts, lang: Lang = "en"
) -> Totals:
    """Write every output file of a run into a folder and return what was counted.

    Documents come sorted by their first source (in code point order) and are gone through once;
    none is kept in memory. Each file is written beside its place and then renamed; when anything
    fails, the tables and `records.jsonl` of the run before stay as they were.
    Raises ValueError where the documents are not sorted, OSError where a file cannot be written.
    """
    from pipeline.outputs.report import write_report
    from pipeline.outputs.workbook import AuditWorkbook

    out_dir.mkdir(parents=True, exist_ok=True)
    totals, shortlist, texts = Totals(), Shortlist(), TextFolder(out_dir / "text")
    with ExitStack() as files:
        records = files.enter_context(replacing_text(out_dir / "records.jsonl"))
        claims, findings = (
            Table(files.enter_context(replacing_text(out_dir / name, "utf-8-sig")), columns)
            for name, columns in (("claims.csv", CLAIM_COLUMNS), ("findings.csv", FINDING_COLUMNS))
        )
        workbook = files.enter_context(
            AuditWorkbook(files.enter_context(replacing(out_dir / "findings.xlsx")), lang)
        )
        offset = 0
        for document in in_order(documents):
            line = document.line
            text = line_text(line) + "\n"
            records.write(text)
            shortlist.add(line, offset)
            offset += len(text.encode("utf-8", "replace"))
            claims.add(claim_rows(line))
            findings.add(finding_rows(line))
            workbook.add(line)
            texts.add(document)
            totals.add(line)
        workbook.finish(totals, run)
    texts.finish()
    write_report(out_dir, shortlist, totals, run, lang)
    with replacing_text(out_dir / "run.json") as stream:
        json.dump(totals.as_run(run), stream, ensure_ascii=False, indent=2)
        stream.write("\n")
    return totals


def in_order(documents: Iterable[StoredDocument]) -> Iterator[StoredDocument]:
    """Pass documents on; ValueError where one's first source comes before its forerunner's."""
    before: str | None = None
    for document in documents:
        source = document.line.document.source
        if before is not None and source < before:
            raise ValueError(f"documents are not sorted by source: {before!r}, then {source!r}")
        before = source
        yield document
